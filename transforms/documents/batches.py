"""Batches: records in, small plans of work out, each of which one process reads in about half a minute."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from transforms.documents.seed import SeedRecord
from transforms.identifiers import key

MOST_RECORDS = 64  # a batch costs 20 ms of orchestration and a part on disk, 64 short reports some seconds of reading
MOST_WORDS = (
    50_000  # about 30 s at 1,700 words per CPU second: what a killed run loses, and the last worker keeps waiting
)
BYTES_PER_WORD = 6  # of English, the space included
MOST_LETTERS = (
    2 * MOST_WORDS * BYTES_PER_WORD
)  # of text at a time, where records hold more than their length lets expect
MARKUP = frozenset({".html", ".htm", ".xhtml", ".warc", ".eml", ".mbox"})
MARKUP_PER_WORD = 60  # bytes; about a tenth of a news page is its text

Planned = tuple[str, SeedRecord]
"""A record after its fingerprint."""


@dataclass(frozen=True)
class Batch:
    """Records that are read together, each after its fingerprint; paths, ranges and hashes, never rows."""

    records: tuple[Planned, ...]

    @property
    def key(self) -> str:
        """Hash of the fingerprints."""
        return key(*(fingerprint for fingerprint, _ in self.records))


def batches(records: Iterable[Planned]) -> Iterator[Batch]:
    """Yield the records in batches, in their order, as they come; a record too long for any batch has one to itself."""
    waiting: list[Planned] = []
    words = 0
    for planned in records:
        more = words_of(planned[1])
        if waiting and (len(waiting) == MOST_RECORDS or words + more > MOST_WORDS):
            yield Batch(tuple(waiting))
            waiting, words = [], 0
        waiting.append(planned)
        words += more
    if waiting:
        yield Batch(tuple(waiting))


def words_of(record: SeedRecord) -> int:
    """Return about how many words a record has, judged by its length."""
    is_markup = record.file.suffix in MARKUP
    return record.size // (MARKUP_PER_WORD if is_markup else BYTES_PER_WORD)
