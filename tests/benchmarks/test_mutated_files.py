"""Mutated files: every format is damaged, the same way by the same seed, byte by byte and along its structure."""

import io
import zipfile
from random import Random

from benchmarks.mutated_files import mutated, originals, restructure, zipped
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


def test_files_from_a_number_on_are_those_of_the_whole_campaign() -> None:
    assert list(mutated(5, 1, first=30)) == list(mutated(35, 1))[30:]


def test_a_container_whose_member_is_damaged_opens_all_the_same() -> None:
    content = zipped([("a.txt", b"One.\nTwo.\nThree.\n"), ("b.txt", b"Four.\n")])
    for seed in range(20):
        with zipfile.ZipFile(io.BytesIO(restructure(Random(seed), ".zip", content))) as archive:
            assert archive.namelist() == ["a.txt", "b.txt"]
            assert archive.testzip() is None
