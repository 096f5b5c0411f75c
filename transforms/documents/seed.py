"""What the readers share: a file of the seeds, what a reader makes of it, and how it says that it cannot."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from transforms.documents.source import SourceSettings
from transforms.identifiers import key
from transforms.tables import Rejection

SINGLE_DOCUMENT_LIMIT = 50_000_000  # bytes; the longest news page that we have met is below 5 MB, images included
RECORD_LIMIT = 5_000_000  # bytes of one line of JSON lines; a whole book is below 3 MB
TEXT_LIMIT = 5_000_000  # letters of one document; a whole book has below 3 million, and all of a text is held in memory
PATIENCE = 30.0  # seconds of processor time for whatever is short; the slowest of 3,000 damaged files took 0.25
SLOWEST_READING = 50_000  # bytes in a second of processor time; pages, the slowest of all formats, are read at 600,000
SLOWEST_EXTRACTION = 500  # letters in a second of processor time; a large engine reads 5,000, a small one 20,000
CHANGED, TOO_SLOW, OUT_OF_MEMORY, NO_ANSWER = "changed", "too_slow", "out_of_memory", "no_answer"
THIS_RUN_ALONE = frozenset({CHANGED, TOO_SLOW, OUT_OF_MEMORY, NO_ANSWER})
"""Reasons of rejections that hold for one run and are never kept, since the next run may read the record."""
AWAITED = frozenset({CHANGED, NO_ANSWER})
"""Those of them after which the next run has something to do though the seeds are as they were surveyed."""
ADDRESS = re.compile(r"0x[0-9a-f]{6,}")  # of an object in memory, which is another one in every run
READER_FAILED = "reader_failed"
"""Reason of a rejection that is a bug of ours."""


class UnreadableDocument(Exception):
    """One file or record that is not a document; the run goes on without it.

    `reason` is a code of `rejections.reason`, `detail` says what was found and what would be right, and `number` is
    that of the record in a file that holds many.
    """

    def __init__(self, reason: str, detail: str, number: int | None = None) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.number = number


@dataclass(frozen=True)
class SeedFile:
    """A file of the seeds that a reader can try."""

    path: Path
    """Where it lies."""

    name: str
    """Its path under the folder of seeds, with `/`; bytes that are no UTF-8 are printed as `\\xNN`."""

    settings: SourceSettings
    """What its source says about it."""

    size: int
    """Its length in bytes when the inventory was taken."""

    raw_hash: str
    """Hash of its bytes when the inventory was taken."""

    members: tuple[str, ...] = ()
    """Where it lies in an archive, the name of the member in each archive on the way, outermost first."""

    @property
    def suffix(self) -> str:
        """What tells its format: the end of its name, or of that of the member of an archive that it is."""
        return Path(self.members[-1] if self.members else self.path.name).suffix.lower()


class SeedRecord(NamedTuple):
    """What is read, kept and fingerprinted by itself: a file, or a record of a file that holds many."""

    file: SeedFile
    number: int | None
    """Its number from 1 in a file that holds many; None for a file that is one record."""
    start: int | None
    """Offset of its first byte; None where its file has to be read whole."""
    size: int
    """Its length in bytes; where its file has to be read whole, its share of that file."""
    raw_hash: str
    """Hash of its bytes, the space around it left out, or of its values where its bytes alone mean nothing."""

    @property
    def path(self) -> str:
        """Its path under the folder of seeds, with `#n` in a file that holds many."""
        return self.file.name if self.number is None else f"{self.file.name}#{self.number}"


@dataclass(frozen=True)
class Block:
    """A paragraph or a line of a document as its format shows it, before anybody asked whether it is news."""

    words: str
    """Its words on one line."""

    reason: str | None = None
    """Why it is not the document's own text, where the format itself says so; a code of `removed_spans.reason`."""

    gap: int = 1
    """Empty lines before it."""

    is_heading: bool = False
    """Whether the format marks it as a heading."""

    published: str | None = None
    """When it and what follows were published, as stated, where a document is several posts; null elsewhere."""


@dataclass(frozen=True)
class RawDocument:
    """One document as its format gives it: what is stated about it, and its blocks in reading order."""

    blocks: tuple[Block, ...]
    raw_hash: str
    title: str | None = None
    deck: str | None = None
    byline: str | None = None
    url: str | None = None
    published: str | None = None
    """When it was published, as stated: a stamp in one of many notations."""
    modified: str | None = None
    """When it was last changed, as stated."""
    language: str | None = None
    """Language that the document itself states."""
    publication: str | None = None
    """Newspaper, agency or station that published it, as stated where one file holds documents of many."""
    section: str | None = None
    """Section and page under which it was published."""
    retrieved: str | None = None
    """When it was fetched, as stated."""
    number: int | None = None
    """Its number from 1 in a file that holds many."""


Readings = Iterator[RawDocument | UnreadableDocument]
"""What a reader gives: documents, and the records between them that are none."""


def rejection(path: str, source_id: str, reason: str, detail: str) -> Rejection:
    """Return the row that says why a file or record of a source is not a document."""
    return Rejection(
        rejection_id=key(path, reason), path=path, source_id=source_id, reason=reason, detail=f"{path}: {detail}"
    )


TimeLimit = Callable[[float], AbstractContextManager[object]]
"""Lets what runs inside raise UnreadableDocument `too_slow` after so many seconds of processor time."""


def no_limit(_: float) -> AbstractContextManager[object]:
    """Let what runs inside take any time."""
    return nullcontext()


def seconds_to_read(size: int) -> float:
    """Return how long a reader may take for so many bytes, in seconds of processor time."""
    return PATIENCE + size / SLOWEST_READING


def seconds_to_extract(letters: int) -> float:
    """Return how long finding all that a text tells may take, in seconds of processor time."""
    return PATIENCE + letters / SLOWEST_EXTRACTION


@contextmanager
def lost_alone(seconds: float, limit: TimeLimit, passing: type[Exception] = UnreadableDocument) -> Iterator[None]:
    """Let whatever goes wrong at one file, record or document be UnreadableDocument, so that no other is lost with it.

    Another kind of exception that the caller handles himself passes.
    """
    try:
        with limit(seconds):
            yield
    except (UnreadableDocument, passing):
        raise
    except MemoryError as error:
        raise out_of_memory() from error
    except Exception as error:
        raise reader_failed(error) from error


@contextmanager
def library(name: str) -> Iterator[None]:
    """Turn whatever a library raises at bytes that it does not understand into UnreadableDocument `broken`.

    Parsers of formats raise dozens of kinds of errors at damaged files, many of them by mistake.
    """
    try:
        yield
    except (UnreadableDocument, GeneratorExit, MemoryError):
        raise
    except RecursionError as error:
        raise UnreadableDocument("too_deep", f"too many levels for {name}; use fewer") from error
    except Exception as error:
        found = " ".join(str(error).split())[:200] or type(error).__name__
        raise UnreadableDocument("broken", f"{name} cannot read it: {found}; save or fetch it again") from error


def changed(number: int | None = None) -> UnreadableDocument:
    """Return what to say of a file, or of a record of it, whose bytes are not those that the survey saw."""
    return UnreadableDocument(CHANGED, "changed or went away before it was read; the next run reads it", number)


def reader_failed(error: Exception) -> UnreadableDocument:
    """Return what to say of a file or record at which a reader raised what nobody foresaw."""
    words = ADDRESS.sub("0x", " ".join(str(error).encode("utf-8", "replace").decode().split()))[:200]
    found = f"{type(error).__name__}: {words}" if words else type(error).__name__
    return UnreadableDocument(READER_FAILED, f"{found}; a bug of ours, please report it")


def out_of_memory() -> UnreadableDocument:
    """Return what to say of a file or record for which there was not memory enough."""
    return UnreadableDocument(OUT_OF_MEMORY, "more memory than there is; split it, or read it on a larger machine")


def ended(status: int) -> UnreadableDocument:
    """Return what to say of a record at which a process has ended that read it alone, mostly for want of memory."""
    detail = f"the process that read it alone ended with status {status}, as where memory is short; split it"
    return UnreadableDocument(OUT_OF_MEMORY, detail)


def too_slow(seconds: float) -> UnreadableDocument:
    """Return what to say of a file or record that took longer than its length allows."""
    return UnreadableDocument(
        TOO_SLOW, f"not read after {seconds:,.0f} s of the processor; split it, or leave it out, and please report it"
    )


def too_large(limit: int) -> str:
    """Return what to say of something longer than a limit in bytes."""
    return f"more than {limit // 1_000_000} MB; split it, or leave it out"
