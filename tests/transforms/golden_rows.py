"""Golden rows: documents of our own and the rows that they give, each document a text file that a person can read.

    python -m tests.transforms.golden_rows          writes tests/golden/rows anew; read that difference as you read code
    python -m tests.transforms.golden_rows --draw   draws the stories anew, too

A file has what one file of `seeds/`, or the first document of one story of `training/stories/`, gives: a line for each
row with all its columns, in the order of the text, below the sentence that holds it; `corpus/` has what all of them
give together. Keys are numbered by table within their document (`report-3`), what is null or false is left out, and
shares have two digits.
"""

import argparse
import hashlib
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.extractions import Outcome, documents_in, record_of
from flows.resolution import Plan, file_of, resolve
from training.stories import FOLDER as STORIES
from training.stories import read_stories, read_story
from training.story import Story as WrittenStory
from training.story_documents import SOURCE, as_read
from transforms.documents.batches import Batch
from transforms.documents.inventory import Inventory, survey
from transforms.documents.record_reading import ReadDocument, read_batch
from transforms.drafts import ChainedReport, DerivedRelation, Introduction, NamedPlace, Record
from transforms.extraction import OWN_ID, Extraction, extract, rows_of
from transforms.identifiers import key
from transforms.row import Row
from transforms.tables import (
    Assertion,
    Document,
    DocumentVersion,
    Entity,
    Event,
    EventPart,
    EventParticipant,
    EventReport,
    Magnitude,
    NumberClaim,
    QuoteSpan,
    Rejection,
    ReportParticipant,
    Sentence,
    Story,
    StoryDocument,
)
from warehouse.parts import Parts
from warehouse.storage import Storage

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
ROWS = ROOT / "tests" / "golden" / "rows"
CELL = 30  # degrees of latitude and of longitude: a part of the world of which a story is to be drawn
BELOW: dict[type[Row], str] = {
    ReportParticipant: "report_id",
    Magnitude: "report_id",
    ChainedReport: "report_id",
    QuoteSpan: "quote_id",
}
"""Tables whose rows stand below those of another table, with the column that names its row."""
LEFT_OUT = {"document_id", "engine"}
"""Columns without news for a reader: the document itself, and the version of the weights."""
CORPUS: tuple[type[Row], ...] = (
    *(DocumentVersion, Story, StoryDocument, Entity),
    *(Event, EventReport, EventParticipant, EventPart, Assertion, NumberClaim, DerivedRelation),
)
"""Tables that all documents give together."""
SINGULAR: dict[type[Row], str] = {
    NamedPlace: "place",
    Introduction: "entity",
    ChainedReport: "chain",
    ReportParticipant: "participant",
}
"""What one row of a table is called where that is not its name without an s."""


def drawn(stories: Iterable[WrittenStory]) -> list[WrittenStory]:
    """Return the stories, by the hash of their names, that add a kind of source, a trait or a part of the world."""
    seen: set[object] = set()
    chosen = []
    for story in sorted(stories, key=lambda story: hashlib.sha256(story.name.encode()).hexdigest()):
        if adds := shown(story) - seen:
            seen |= adds
            chosen.append(story)
    return chosen


def shown(story: WrittenStory) -> set[object]:
    """Return what a story has of that of which each is to be met."""
    places = [happening.place for happening in story.happenings if happening.place]
    points = {(place.latitude, place.longitude) for place in places}
    cells = {(latitude // CELL, longitude // CELL) for latitude, longitude in points if latitude and longitude}
    return {*story.traits, *cells, ("source", story.documents[0].source_kind)}


def expected() -> dict[str, str]:
    """Return the files that are kept, by name."""
    return {path.relative_to(ROWS).as_posix(): path.read_text(encoding="utf-8") for path in sorted(ROWS.rglob("*.txt"))}


def found(stories: Iterable[str]) -> dict[str, str]:
    """Return what the files would hold now, by name: those of all seeds, of some stories and of the corpus."""
    inventory = survey(SEEDS, "the code")
    seeds = read_batch(Batch(tuple(inventory.records())))
    outcomes: list[Outcome] = [
        *(read_first(name) for name in stories),
        *sorted(seeds, key=lambda pair: path_of(pair[1])),
    ]
    documents = {read.document.document_id: read for _, read in documents_in(outcomes)}
    extractions = {
        extraction.document.document_id: extraction
        for extraction in extract(
            [reading.document for reading in documents.values()],
            {name: reading.removed for name, reading in documents.items()},
            {name: reading.posts for name, reading in documents.items()},
        )
    }
    lines: dict[str, list[str]] = {}
    for _, outcome in outcomes:
        lines.setdefault(file_of_outcome(outcome), []).extend(lines_of(outcome, extractions))
    return {name: "\n".join([*held, ""]) for name, held in lines.items()} | corpus_of(outcomes, extractions, inventory)


def read_first(story: str) -> Outcome:
    """Return the first document of a story, with its name in place of a fingerprint."""
    document = as_read(read_story(STORIES / f"{story}.txt").documents[0], story)
    assert document, story
    return key(story), ReadDocument(document, (), ())


def file_of_outcome(outcome: ReadDocument | Rejection) -> str:
    """Return the name of the file in which what came of a record is kept."""
    path = path_of(outcome).partition("#")[0]
    is_story = isinstance(outcome, ReadDocument) and outcome.document.source_id == SOURCE
    return f"stories/{path}" if is_story else f"seeds/{path}.txt"


def corpus_of(outcomes: Sequence[Outcome], extractions: dict[str, Extraction], inventory: Inventory) -> dict[str, str]:
    """Return what all documents give together, a file for each table; keys are cut to a few characters."""
    read = {reading.document.document_id: reading for _, reading in documents_in(outcomes)}
    given: dict[type[Row], list[Any]] = {
        **rows_of(extractions.values()),
        Rejection: [reading for _, reading in outcomes if isinstance(reading, Rejection)],
        Record: [record_of(name, reading, read, extractions) for name, reading in outcomes],
    }
    with TemporaryDirectory() as folder:
        root = Path(folder)
        part = Parts(Storage(root)).write(key("golden"), given)
        for made in ("staged", "resolved"):
            (root / made).mkdir()
        plan = Plan(
            run_id=key("golden"),
            fingerprints=pa.array(sorted({name for name, _ in outcomes}), pa.string()),
            parts=[part],
            sources=inventory.sources,
            rejections=inventory.rejections,
            corrections=[],
            before=None,
            history=None,
            cause=None,
        )
        resolve(plan, root / "staged", root / "resolved")
        return {f"corpus/{row.table}.txt": table_of(row, file_of(root / "staged", row)) for row in CORPUS}


def table_of(row: type[Row], path: Path) -> str:
    """Return the rows of a table of the corpus, a line each."""
    rows = row.from_arrow(pq.read_table(path))
    lines = [
        " ".join(
            f"{column.name}={cut(value)}"
            for column in row.columns()
            if (value := getattr(held, column.name)) is not None and value is not False and value != []
        )
        for held in rows
    ]
    return "\n".join([*sorted(lines), ""])


def cut(value: Any) -> str:
    """Return a value as it is written, keys by their first characters."""
    if isinstance(value, list):
        return f"[{', '.join(map(cut, value))}]"
    if isinstance(value, float):
        return f"{value:.2f}"
    return re.sub(r"\b([0-9a-f]{6})[0-9a-f]{10}\b", r"\1", str(value))


def path_of(outcome: ReadDocument | Rejection) -> str:
    """Return the path of what came of a record."""
    return outcome.document.path if isinstance(outcome, ReadDocument) else outcome.path


def lines_of(outcome: ReadDocument | Rejection, extractions: Mapping[str, Extraction]) -> Iterator[str]:
    """Yield the lines of what came of a record."""
    if isinstance(outcome, Rejection):
        yield f"rejection {outcome.path} reason={outcome.reason} detail={outcome.detail!r}"
        return
    yield from Page(extractions[outcome.document.document_id]).lines()


class Page:
    """The rows of one document, written down."""

    def __init__(self, extraction: Extraction) -> None:
        """Number the rows of each table."""
        self.document = extraction.document
        self.tables: dict[type[Row], list[Row]] = {table: list(rows) for table, rows in extraction.rows().items()}
        self.names = {
            getattr(row, table.key()): f"{singular(table)}-{number}"
            for table, rows in self.tables.items()
            if table not in (Document, Introduction, NamedPlace, ChainedReport)
            for number, row in enumerate(rows)
        }
        # A place and an entity are called by what they are called everywhere, but for those of this document alone.
        self.names |= {place.place_id: f"{place.place_id}:{place.name!r}" for place in extraction.places}
        own = [entity.entity_id for entity in extraction.entities if OWN_ID.search(entity.entity_id)]
        self.names |= {entity_id: OWN_ID.sub(f".own-{number}", entity_id) for number, entity_id in enumerate(own)}

    def lines(self) -> Iterator[str]:
        """Yield the document, its sentences each with the rows that it holds, and what the whole document tells."""
        yield f"document {self.columns(self.document, {'text', 'raw_hash'})}"
        below = [(column, row) for table, column in BELOW.items() for row in self.tables.pop(table)]
        owned = {
            owner: [row for column, row in below if getattr(row, column) == owner]
            for owner in {getattr(row, column) for column, row in below}
        }
        sentences = self.tables.pop(Sentence)
        others = [row for table, rows in self.tables.items() if table is not Document for row in rows]
        for sentence in sentences:
            assert isinstance(sentence, Sentence)
            text = self.document.text[sentence.sentence_start : sentence.sentence_end]
            yield f"\n{self.line(sentence, {'position'})}\n    {text!r}"
            for row in others:
                if getattr(row, "sentence_id", None) == sentence.sentence_id:
                    yield f"  {self.line(row, {'sentence_id'})}"
                    yield from (f"    {self.line(part)}" for part in owned.get(getattr(row, row.key()), ()))
        yield ""
        yield from (self.line(row) for row in others if getattr(row, "sentence_id", None) is None)
        yield ""

    def line(self, row: Row, without: Iterable[str] = ()) -> str:
        """Return a row: its number, and its columns but some."""
        is_numbered = not isinstance(row, Introduction | NamedPlace | ChainedReport)
        own = self.names[getattr(row, row.key())] if is_numbered else singular(type(row))
        return f"{own} {self.columns(row, {*without, row.key()} if is_numbered else without)}"

    def columns(self, row: Row, without: Iterable[str]) -> str:
        """Return the columns of a row that are neither null nor false, but some; offsets as `start:end`."""
        left_out = {*LEFT_OUT, *without, *([BELOW[type(row)]] if type(row) in BELOW else [])}
        told = {column.name: getattr(row, column.name) for column in row.columns() if column.name not in left_out}
        for name in [name.removesuffix("_start") for name in told if name.endswith("_start")]:
            if (end := told.pop(f"{name}_end", None)) is not None:
                told[f"{name}_start"] = f"{told[f'{name}_start']}:{end}"
        return " ".join(
            f"{name.replace('_start', '_at')}={self.value(name, value)}"
            for name, value in told.items()
            if value is not None and value is not False and value != []
        )

    def value(self, name: str, value: Any) -> str:
        """Return a value as it is written: a key as the number of its row."""
        if name == "runs":
            return f"{len(value)}:{key(*value)}"
        if isinstance(value, list):
            return f"[{', '.join(self.value('', member) for member in value)}]"
        if isinstance(value, float):
            return f"{value:.2f}"
        if isinstance(value, str) and value not in self.names:
            return value if re.fullmatch(r"[\w.:/-]+", value) else repr(value)
        return self.names.get(value, str(value))


def singular(table: type[Row]) -> str:
    """Return what one row of a table is called."""
    return SINGULAR.get(table) or table.table.removesuffix("s")


def write(stories: Iterable[str]) -> None:
    """Write the files of all seeds and of some stories, and no others."""
    files = found(stories)
    shutil.rmtree(ROWS, ignore_errors=True)
    for name, text in files.items():
        path = ROWS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def kept_stories() -> list[str]:
    """Return the names of the stories that are kept."""
    return [path.stem for path in sorted((ROWS / "stories").glob("*.txt"))]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draw", action="store_true", help="draw the stories anew")
    write(sorted(story.name for story in drawn(read_stories())) if parser.parse_args().draw else kept_stories())
