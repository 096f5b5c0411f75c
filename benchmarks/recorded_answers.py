"""Recorded answers: what a language model answered about the texts of a gold set, without any of their words.

    <folder>/index.json         the model, its family, the day, and the hash of the instructions that it was given
    <folder>/<text>.json        one answer, under the hash of the text: every piece of words as its offsets in the text

A piece that stands nowhere in its text is kept as the mark UNGROUNDED, a code that is none as UNKNOWN, and an answer
that is none of the form asked for as the fault. Whoever has the texts can expand them, and reads what the model said.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evaluation.rows import RowItem
from evaluation.rows_documents import CleanedDocument, cleaned_document
from transforms.extraction import read_sentences, sentences_of
from transforms.identifiers import content_hash, key
from transforms.language_model.answer_schema import CODES, DAY, UnreadableAnswer, parse_answer
from transforms.language_model.grounded_answers import countries
from transforms.language_model.grounding import QuotedText
from transforms.language_model.prompt_building import Question, instructions, question_about
from transforms.publication import infer_publication

INDEX = "index.json"
UNGROUNDED, UNKNOWN = "ungrounded", "unknown"
NOWHERE = "\u2047 words that stand in no document \u2047"
"""What an ungrounded piece is expanded to; it grounds nowhere, as what the model had written did not."""
SOURCE_NAME = "not known"
WORDS = frozenset({"words", "day", "places", "said_by"})
"""Fields of an answer that hold words of the document."""
DATES = frozenset({"first_on", "last_on"})
CODED: Mapping[str, Callable[[], Sequence[str]]] = {
    "event_type": CODES["types"],
    "mode": CODES["modes"],
    "contexts": CODES["contexts"],
    "factuality": CODES["factualities"],
    "certainty": CODES["certainties"],
    "sector": CODES["sectors"],
    "kind": CODES["numbers"],
    "country": countries,
    "place_country": countries,
}
"""Fields that hold a code, with the codes that there are."""


@dataclass(frozen=True)
class Recorded:
    """Of which model answers are, and to which instructions."""

    model: str
    family: str
    """What sort of model it is, for whoever may not know its name."""
    recorded_on: str
    """The day, as ISO 8601 has it."""
    instructions: str
    """Hash of the message that all documents share."""


@dataclass(frozen=True)
class Asked:
    """A text of the set with the question about it."""

    item: RowItem
    cleaned: CleanedDocument
    question: Question

    @property
    def name(self) -> str:
        """Name of its file: the hash of the text."""
        return content_hash(self.item.text.encode("utf-8", "surrogatepass"))


def questions_of(items: Sequence[RowItem]) -> Iterator[Asked]:
    """Yield the texts of a set that become documents, each with the question that a run would ask about it."""
    for item in items:
        cleaned = cleaned_document(item)
        if cleaned is None:
            continue
        document = cleaned.document
        sentences = sentences_of(document)
        if document.published_first_on is None:
            (readings,) = read_sentences([document], [sentences])
            document, _ = infer_publication(document, sentences, readings)
        yield Asked(item, cleaned, question_about(document, sentences, SOURCE_NAME))


def instructions_hash() -> str:
    """Return the hash of the instructions as the code gives them now."""
    return key(instructions())


def without_words(asked: Asked, answer: str) -> dict[str, Any]:
    """Return an answer as it is recorded: the hash of the question, and what is said in offsets and codes."""
    recorded = {"id": asked.item.id, "question": asked.question.key}
    try:
        told = parse_answer(answer)
    except UnreadableAnswer as fault:
        return {**recorded, "fault": str(fault)}
    text = QuotedText(asked.cleaned.document.text)
    return {**recorded, "events": [_recorded(event.model_dump(), "", text, asked.cleaned) for event in told.events]}


def _recorded(node: Any, name: str, text: QuotedText, cleaned: CleanedDocument) -> Any:
    """Return a part of an answer with its words as offsets and its codes as they are, if they are any."""
    if isinstance(node, dict):
        return {inner: _recorded(value, inner, text, cleaned) for inner, value in node.items()}
    if isinstance(node, list):
        return [_recorded(member, name, text, cleaned) for member in node]
    if name in WORDS and node is not None:
        piece = text.find(node, [])
        if piece is None:
            return UNGROUNDED
        span = cleaned.original(*piece)
        return [span.start, span.end]
    if name in DATES and node is not None:
        return node if re.fullmatch(DAY, node) else UNKNOWN
    if name in CODED and node is not None:
        return node if node in CODED[name]() else UNKNOWN
    return node


def with_words(recorded: Mapping[str, Any], text: str) -> str:
    """Return a recorded answer as the model gave it, with the words of the text."""
    if "events" not in recorded:
        return f"not of the form asked for: {recorded['fault']}"
    return json.dumps({"events": [_expanded(event, "", text) for event in recorded["events"]]}, ensure_ascii=False)


def _expanded(node: Any, name: str, text: str) -> Any:
    if name in WORDS and node == UNGROUNDED:
        return NOWHERE
    if name in WORDS and isinstance(node, list) and node and isinstance(node[0], int):
        return text[node[0] : node[1]]
    if isinstance(node, dict):
        return {inner: _expanded(value, inner, text) for inner, value in node.items()}
    return [_expanded(member, name, text) for member in node] if isinstance(node, list) else node


def write_recorded(folder: Path, about: Recorded, answers: Mapping[str, Mapping[str, Any]]) -> None:
    """Write recorded answers by the hashes of their texts."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / INDEX).write_text(json.dumps(asdict(about), indent=1) + "\n", encoding="utf-8")
    for name, answer in sorted(answers.items()):
        (folder / f"{name}.json").write_text(json.dumps(answer, indent=1) + "\n", encoding="utf-8")


def read_index(folder: Path) -> Recorded:
    """Return of which model the answers in a folder are."""
    return Recorded(**json.loads((folder / INDEX).read_bytes()))


def read_recorded(folder: Path, asked: Asked) -> dict[str, Any] | None:
    """Return the recorded answer about a text; null where there is none to the question as it is asked now."""
    file = folder / f"{asked.name}.json"
    found: dict[str, Any] = json.loads(file.read_bytes()) if file.exists() else {}
    return found if found.get("question") == asked.question.key else None
