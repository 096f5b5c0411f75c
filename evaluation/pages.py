"""Task `pages`: saved news pages with their text, headline, authors and day; a page that is not read has no answer.

Gold is one JSON object a line: `id`, `file` (a path beside the set, perhaps gzipped), `text`, and `title`, `authors`
and `date` where they are known. Texts are compared as bags of words whatever their case, page by page.
"""

import gzip
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evaluation.gold import Answer, GoldInvalid, Item, read_gold, write_answers
from evaluation.results import Evaluation, Figure, Measure, Mistake
from transforms.documents.cleaning import authors_in, clean
from transforms.documents.html import read_page
from transforms.documents.html_main import MainText, main_words
from transforms.documents.record_reading import day_of_publication
from transforms.documents.seed import UnreadableDocument
from transforms.documents.source import SourceSettings
from transforms.tables import Source

TASK = "pages"
WORD = re.compile(r"\w+")
HALF = 0.5  # of the words of a page; an answer with fewer has lost its article
CLEAN = 0.9  # of the words of an answer; with fewer of them from the article, more than a tenth is noise
SETTINGS = SourceSettings(
    Source(source_id=TASK, name=TASK, kind="other", country=None, language=None, url=None, licence=None)
)


class PageItem(Item):
    """Gold: a saved page and what a person took from it."""

    file: str
    authors: tuple[str, ...] | None = None
    date: str | None = None  # type: ignore[assignment]


class PageAnswer(Answer):
    """What was taken from a page; nothing where it was not read."""

    text: str | None = None
    title: str | None = None
    authors: tuple[str, ...] | None = None
    date: str | None = None


def evaluate_pages(
    gold: Path, predictions: Path | None = None, limit: int | None = None, errors: int = 0
) -> Evaluation:
    """Return how well the pages of a set are read; the answers are written to `predictions`."""
    items: list[Any] = read_gold(gold, PageItem, limit)
    answers = [answer_page(item, gold.parent) for item in items]
    if predictions is not None:
        write_answers(predictions, answers)
    return score_pages(gold, list(zip(items, answers, strict=True)), errors)


def score_predicted_pages(gold: Path, predictions: Path, errors: int = 0) -> Evaluation:
    """Return how well answers that stand in a file do."""
    items: list[Any] = read_gold(gold, PageItem)
    answers: dict[str, Any] = {answer.id: answer for answer in read_gold(predictions, PageAnswer)}
    return score_pages(gold, [(item, answers.get(item.id, PageAnswer())) for item in items], errors)


def answer_page(item: PageItem, folder: Path, find_main: MainText = main_words) -> PageAnswer:
    """Return what we take from a page, whatever its language, given what finds its main text."""
    path = folder / item.file
    try:
        content = path.read_bytes()
    except OSError as error:
        raise GoldInvalid(f"{path}: {error.strerror}; the page of {item.id!r} must lie beside the set") from error
    try:
        page = gzip.decompress(content) if path.suffix == ".gz" else content
        raw = read_page(page, SETTINGS, find_main)
        cleaned = clean(raw)
    except UnreadableDocument:
        return PageAnswer(id=item.id)
    day, _ = day_of_publication(raw, cleaned, raw.url, SETTINGS)
    return PageAnswer(
        id=item.id,
        text=cleaned.text,
        title=cleaned.title,
        authors=authors_in(cleaned.byline or "", 1) or None,
        date=day.isoformat() if day else None,
    )


def score_pages(gold: Path, pairs: Sequence[tuple[PageItem, PageAnswer]], errors: int = 0) -> Evaluation:
    """Return the rates of words, averaged over all pages, and how many headlines, authors and days are right."""
    rates = [shared_words(item.text, answer.text or "") for item, answer in pairs]
    answered = [
        (precision, recall) for (precision, recall, _), (_, answer) in zip(rates, pairs, strict=True) if answer.text
    ]
    below = [shared_words(item.text, below_headline(answer)) for item, answer in pairs]
    measures: list[Measure] = [
        *(
            Figure(f"text {name}", _mean(values))
            for name, values in zip(("P", "R", "F1"), zip(*rates, strict=True), strict=True)
        ),
        Figure("empty", len(pairs) - len(answered)),
        Figure("under half", sum(recall < HALF for _, recall in answered)),
        Figure("noise over a tenth", sum(precision < CLEAN for precision, _ in answered)),
        Figure("text below the headline F1", _mean([f1 for *_, f1 in below])),
        *(_told(name, pairs) for name in ("title", "authors", "date")),
    ]
    ordered = sorted(zip(rates, pairs, strict=True), key=lambda pair: pair[0][2])
    mistakes = [
        Mistake(item.id, "wrong" if answer.text else "missed", f"text P {rate[0]:.3f} R {rate[1]:.3f} F1 {rate[2]:.3f}")
        for rate, (item, answer) in ordered[:errors]
    ]
    return Evaluation(TASK, str(gold), len(pairs), tuple(measures), tuple(mistakes))


def shared_words(gold: str, answer: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the words of an answer, each word as often as it stands there."""
    wanted, found = _words(gold), _words(answer)
    shared = sum((wanted & found).values())
    precision = shared / sum(found.values()) if found else 0.0
    recall = shared / sum(wanted.values()) if wanted else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def below_headline(answer: PageAnswer) -> str:
    """Return the text of an answer without the headline with which ours begins."""
    text, title = answer.text or "", answer.title or ""
    return text.removeprefix(title)


def _words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.casefold()))


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _told(name: str, pairs: Sequence[tuple[PageItem, PageAnswer]]) -> Figure:
    """Return of how many pages that state something it was found, such as `41/45`."""
    stated = [(getattr(item, name), getattr(answer, name)) for item, answer in pairs if getattr(item, name)]
    return Figure(name, f"{sum(_is_same(name, *both) for both in stated)}/{len(stated)}")


def _is_same(name: str, stated: str | tuple[str, ...], found: str | tuple[str, ...] | None) -> bool:
    if name == "date":
        return str(stated)[:10] == str(found)[:10]
    if name == "authors":
        return {_fold(author) for author in stated} == {_fold(author) for author in found or ()}
    return _fold(str(stated)) == _fold(str(found or ""))


def _fold(words: str) -> str:
    return "".join(WORD.findall(words.casefold()))
