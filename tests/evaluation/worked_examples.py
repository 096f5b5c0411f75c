"""What the tests of the evaluation share: gold in a file, documents read into literal rows."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evaluation import Evaluation, Figure, Rates
from tests.rows import a
from transforms.extraction import Extraction
from transforms.tables import Document, Entity, Mention, Sentence

ROWS: dict[str, tuple[Any, ...]] = dict.fromkeys(Extraction.__dataclass_fields__, ())


def identifier(number: int) -> str:
    return f"{number:016x}"


def write_lines(path: Path, *lines: dict[str, Any] | str) -> Path:
    """Write lines of JSON; a line that is given as words is written as it is."""
    words = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("".join(f"{line}\n" for line in words), encoding="utf-8")
    return path


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def reads(*extractions: dict[str, Any]) -> Any:
    """Return what reads documents into these rows, each document into the rows at its place."""

    def extract(documents: Sequence[Document]) -> list[Extraction]:
        return [
            Extraction(**{**ROWS, "document": document, "sentences": (whole(document),), **rows})
            for document, rows in zip(documents, extractions, strict=True)
        ]

    return extract


def whole(document: Document) -> Sentence:
    """Return a text as its one sentence."""
    return a(Sentence, sentence_start=0, sentence_end=len(document.text), sentence_id=identifier(0))


def mention(text: str, words: str, number: int = 0, **about: Any) -> Mention:
    """Return the mention that some words of a text make."""
    start = text.index(words)
    place = {"mention_start": start, "mention_end": start + len(words), "mention": words}
    return a(Mention, **({"mention_id": identifier(number), "kind": "name"} | place | about))


def entity(entity_id: str, kind: str, name: str = "") -> Entity:
    return a(Entity, entity_id=entity_id, kind=kind, name=name or entity_id)


def rates(evaluation: Evaluation, name: str) -> tuple[int, int, int]:
    """Return how many answers are right, how many there are and how many there should be."""
    measure = evaluation[name]
    assert isinstance(measure, Rates)
    return measure.right, measure.answered, measure.gold


def figure(evaluation: Evaluation, name: str) -> float | int | str | None:
    measure = evaluation[name]
    assert isinstance(measure, Figure)
    return measure.value
