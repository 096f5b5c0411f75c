"""Takes the set of rows and what reads documents, gives the predictions and how good they are.

Unlike the other tasks this one is about all documents of a set together, and about whole rows: its texts are cleaned
as those of any source, and what they tell is joined across documents.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from evaluation.gold import GoldInvalid, read_gold
from evaluation.options import Options
from evaluation.results import Evaluation
from evaluation.rows import Predictions, RowItem, read_predictions, write_predictions
from evaluation.rows_answering import answer_rows
from evaluation.rows_documents import cleaned_document
from evaluation.rows_scoring import score_rows
from transforms.extraction import Extraction
from transforms.tables import Document

Extract = Callable[[Sequence[Document]], Sequence[Extraction]]


def predict_rows(items: Sequence[RowItem], extract: Extract) -> Predictions:
    """Return the reports and the events that are found in the texts of a set."""
    cleaned = {item.id: document for item in items if (document := cleaned_document(item))}
    return answer_rows(items, cleaned, extract([document.document for document in cleaned.values()]))


def evaluate_rows(
    gold: Path, extract: Extract, predictions: Path | None, options: Options, limit: int | None, errors: int
) -> Evaluation:
    """Return how well rows are made on a set, and write them to `predictions`."""
    items = read_gold(gold, RowItem, limit)
    found = predict_rows(items, extract)
    if predictions is not None:
        write_predictions(predictions, found)
    return _evaluation(gold, items, found, options, errors)


def score_predicted_rows(gold: Path, predictions: Path, options: Options, errors: int) -> Evaluation:
    """Return how good the rows of a file are; a text without a line there is a text without reports."""
    items, found = read_gold(gold, RowItem), read_predictions(predictions)
    known = {item.id for item in items}
    if strange := next((answer.id for answer in found.reports if answer.id not in known), None):
        raise GoldInvalid(f"{predictions}: id {strange!r} is not in {gold}; answer for the texts of the set")
    return _evaluation(gold, items, found, options, errors)


def _evaluation(gold: Path, items: Sequence[RowItem], found: Predictions, options: Options, errors: int) -> Evaluation:
    scored = score_rows(items, found, options)
    return Evaluation("rows", str(gold), len(items), tuple(scored.measures), tuple(scored.mistakes[:errors]))
