"""First documents: of each source the first document as a build would read it, or why the first records are none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from flows.processor_time import limited
from transforms.documents.inventory import Inventory, Surveyed
from transforms.documents.record_reading import ReadDocument, read_records
from transforms.tables import Document, Rejection

MOST_FILES = 20  # of a source that are looked at for a document
MOST_RECORDS = 20  # of a file
OPENING = 200  # letters of the text that are shown
FACTS = ("title", "url", "byline", "dateline", "agency", "language")


@dataclass(frozen=True)
class FirstDocument:
    """What the first records of a source gave."""

    source: str
    document: Document | None
    """The first that is a document; None where none of those looked at is one."""
    rejected: tuple[Rejection, ...]
    """What comes before it and is none."""

    def as_json(self) -> dict[str, Any]:
        """Return it for a program."""
        return {
            "source": self.source,
            "document": self.document and self.document.model_dump(mode="json"),
            "rejected": [row.detail for row in self.rejected],
        }

    def lines(self) -> Iterator[str]:
        """Yield it for a person."""
        if (document := self.document) is None:
            yield f"{self.source}: none of the first {len(self.rejected)} records is a document"
            yield from (f"  {row.detail} ({row.reason})" for row in self.rejected[:1])
            return
        yield f"{self.source}: the first document is {document.path}"
        yield from (f"  {name:9}  {value}" for name, value in facts(document))


def facts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield what a document states and how it begins, each with its name."""
    yield from ((name, value) for name in FACTS if (value := getattr(document, name)))
    days = {str(day) for day in (document.published_first_on, document.published_last_on) if day}
    yield "published", f"{' to '.join(sorted(days)) or 'no day'} ({document.published_basis})"
    opening = " ".join(document.text[:OPENING].split())
    yield "text", f"{opening}{' ...' if len(document.text) > OPENING else ''} ({len(document.text):,} letters)"


def first_documents(inventory: Inventory) -> list[FirstDocument]:
    """Return what the first records of each source give that has any, by the name of the source."""
    by_source = {source.source_id: list[Surveyed]() for source in inventory.sources}
    for file in inventory.surveyed:
        by_source[file.settings.source.source_id].append(file)
    return [_first(source, outcomes(files[:MOST_FILES])) for source, files in by_source.items() if files]


def outcomes(files: Sequence[Surveyed]) -> Iterator[ReadDocument | Rejection]:
    """Yield what the first records of some files give."""
    for surveyed in files:
        file = surveyed.file()
        records = list(islice(surveyed.cut.records(file), MOST_RECORDS))
        yield from (outcome for _, outcome in read_records(file, records, limited))


def _first(source: str, found: Iterable[ReadDocument | Rejection]) -> FirstDocument:
    rejected = list[Rejection]()
    for outcome in found:
        if isinstance(outcome, ReadDocument):
            return FirstDocument(source, outcome.document, tuple(rejected))
        rejected.append(outcome)
    return FirstDocument(source, None, tuple(rejected))
