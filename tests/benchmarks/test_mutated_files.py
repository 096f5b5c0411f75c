"""Mutated files: the same by the same seed, and each a document or a rejection."""

from benchmarks.mutated_files import BUGS, LIMIT_SECONDS, mutated, originals, read_all
from transforms.documents.archives import ARCHIVES
from transforms.documents.file_formats import READERS


def test_files_of_every_format_are_damaged_in_the_same_way_by_the_same_seed() -> None:
    files = originals()
    twins = {".markdown": ".md", ".htm": ".html", ".xhtml": ".html", ".text": ".txt", ".ndjson": ".jsonl"}
    twins |= {".tsv": ".csv", ".wet": ".warc", ".atom": ".xml"}
    assert {suffix for suffix, _ in files} >= (READERS.keys() - twins.keys()) | {".zip", ".txt.gz"}
    assert {twins[suffix] for suffix in READERS.keys() & twins.keys()} <= READERS.keys()
    assert set(ARCHIVES) == {".zip", ".gz"}
    assert list(mutated(40, 1)) == list(mutated(40, 1)) != list(mutated(40, 2))


def test_each_mutated_file_gives_documents_or_rejections_and_soon() -> None:
    outcomes = list(read_all(2 * len(originals()), 7))
    assert [outcome.name for outcome in outcomes if not outcome.documents and not outcome.reasons] == []
    assert [outcome.name for outcome in outcomes if outcome.seconds > LIMIT_SECONDS] == []
    assert [outcome.name for outcome in outcomes if BUGS & set(outcome.reasons)] == []
