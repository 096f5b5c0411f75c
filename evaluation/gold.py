"""Takes files of gold and of answers, one JSON object a line, gives checked lines; makes documents of gold texts.

A task declares the shape of its lines as two classes, one of `Item` and one of `Answer`. What a line holds beyond
its shape is ignored by intention: the sets carry notes of their annotators that no scorer reads.
"""

import datetime
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from transforms.documents.bare_documents import bare_document
from transforms.identifiers import key
from transforms.tables import Document

SOURCE = "gold"
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
SHOWN = 60  # characters of a wrong value that a message shows


class GoldInvalid(Exception):  # named as UnreadableDocument is: for what is wrong
    """A file of gold or of answers that cannot be used; the message says where, what was found, what would be right."""


class Part(BaseModel):
    """A piece of a line. Frozen; further fields are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def _stated_day(day: object) -> object:
    """Return a day as a set writes it, or null for one that is no full date.

    trnews holds the first ten characters of a date as printed ("Dec 17, 20"), ngec_tests asks on "Today", and
    g5w_gold writes "None": none of them tells a day.
    """
    return None if isinstance(day, str) and not ISO_DAY.fullmatch(day) else day


Day = Annotated[datetime.date | None, BeforeValidator(_stated_day)]


class Span(Part):
    """Half-open offsets that count the code points of the item's text."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class Item(Part):
    """A text with what is true of it. One line of gold."""

    id: str
    text: str
    set: str = ""
    title: str | None = None
    date: Day = None
    url: str | None = None
    orig_split: str | None = None


class Answer(Part):
    """What is answered for one text: nothing, as long as no field is given. One line of predictions."""

    id: str = ""


Line = TypeVar("Line", bound=Item | Answer)
P = TypeVar("P", bound=Part)


def read_gold(path: Path, shape: type[Line], limit: int | None = None) -> list[Line]:
    """Return the lines of a file in its order, at most `limit` of them; raise GoldInvalid for what is not right."""
    lines: dict[str, Line] = {}
    for place, record in records(path):
        if limit is not None and len(lines) >= limit:
            break
        line = checked(record, shape, place)
        if not line.id or line.id in lines:
            raise GoldInvalid(f"{place}: id is {line.id!r}; every line needs an id that no other line has")
        lines[line.id] = line
    if not lines and limit != 0:
        raise GoldInvalid(f"{path}: no line found; a set holds one JSON object a line")
    return list(lines.values())


def write_answers(path: Path, answers: Sequence[Answer]) -> None:
    """Write answers as one JSON object a line, in their order, in the format of the set."""
    lines = [
        json.dumps(answer.model_dump(mode="json", by_alias=True, exclude_none=True), ensure_ascii=False)
        for answer in answers
    ]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def document_of(item: Item, path: str) -> Document:
    """Return the document that a gold text is: the text as it stands, so that the gold's offsets are the document's."""
    title = item.title if item.title and item.text.startswith(item.title) else None
    document_id = key(SOURCE, item.set, item.id)
    return bare_document(item.text, document_id, SOURCE, path, item.date, url=item.url, title=title)


def records(path: Path) -> Iterator[tuple[str, object]]:
    """Yield place and content of every line that is not blank."""
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    place = f"{path}:{number}"
                    yield place, _parsed(line, place)
    except UnicodeDecodeError as problem:
        raise GoldInvalid(f"{path}: byte {problem.start} is not UTF-8; a set is written in UTF-8") from problem
    except OSError as problem:
        raise GoldInvalid(f"{path}: {problem.strerror}; name a file with one JSON object a line") from problem


def _parsed(line: str, place: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise GoldInvalid(f"{place}: {_shown(line.strip())} is not JSON; a line is one JSON object") from problem


def checked(record: object, shape: type[P], place: str) -> P:
    """Return the line that a record is, or raise GoldInvalid with the first thing that is wrong with it."""
    if not isinstance(record, dict):
        raise GoldInvalid(f"{place}: {_shown(record)} is not a JSON object; a line is one JSON object")
    try:
        return shape.model_validate(record)
    except ValidationError as problem:
        first = problem.errors()[0]
        field = ".".join(map(str, first["loc"]))
        if first["type"] == "missing":
            needed = [name for name, declared in shape.model_fields.items() if declared.is_required()]
            found = f"no {field} among {', '.join(record) or 'no fields'}"
            raise GoldInvalid(f"{place}: {found}; a line of this task needs {', '.join(needed)}") from problem
        right = first["msg"].replace("Input should", "it should")
        raise GoldInvalid(f"{place}: {field} is {_shown(first['input'])}; {right}") from problem


def _shown(value: object) -> str:
    words = repr(value)
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}..."
