"""Records and batches: every record of a file is found, and reading it alone gives what reading them all gives."""

import json
import pickle
import random
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.transforms.documents.files import seed_file
from transforms.documents import batches as batching
from transforms.documents.batches import Batch, Planned, batches
from transforms.documents.cutting import cut, find_records
from transforms.documents.file_formats import READERS
from transforms.documents.inventory import Inventory, survey
from transforms.documents.record_reading import Outcome, ReadDocument, read_batch
from transforms.documents.seed import CHANGED, SeedRecord
from transforms.documents.source import read_source
from transforms.tables import Rejection

FAST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SENTENCE = "Talks resumed in Geneva on Monday after the army left the town."
LINE = json.dumps({"text": SENTENCE}).encode()
PIECES = st.sampled_from(
    (
        *(LINE, b"\n", b"\r\n", b"\r", b"", b"{", b"[", b"]", b",", b'"', b"x", b" ", b"title,text\n", b"\x00"),
        *(b"\xef\xbb\xbf", b"\xff\xfe", b"\xc3\xa9", b"\xe2\x80\xa8", SENTENCE.encode(), "é\n".encode("utf-16")),
    )
)
CONTENT = st.one_of(st.binary(max_size=200), st.lists(PIECES, max_size=25).map(b"".join))


def records_of(path: Path, content: bytes) -> list[SeedRecord]:
    path.write_bytes(content)
    return list(find_records(seed_file(path)))


def planned(records: list[SeedRecord]) -> list[Planned]:
    return [(record.path, record) for record in records]


def outcomes(plans: Iterator[Batch] | list[Batch]) -> list[tuple[str, Outcome]]:
    return [pair for batch in plans for pair in read_batch(batch)]


def told(found: Inventory) -> list[tuple[str, str]]:
    """Return path and reason, or nothing for a document, of all that an inventory gives."""
    return [
        (outcome.document.path, "") if isinstance(outcome, ReadDocument) else (outcome.path, outcome.reason)
        for _, outcome in outcomes(batches(found.records()))
    ]


@pytest.mark.parametrize("suffix", READERS)
@FAST
@given(content=CONTENT, seed=st.integers(0, 9))
def test_any_split_into_batches_gives_the_same(suffix: str, tmp_path: Path, content: bytes, seed: int) -> None:
    records = planned(records_of(tmp_path / f"a{suffix}", content))
    whole = outcomes([Batch(tuple(records))])
    assert {name for name, _ in whole} == {name for name, _ in records}
    assert not [row for _, row in whole if isinstance(row, Rejection) and row.reason == "reader_failed"]
    alone = outcomes([Batch((record,)) for record in records])
    assert alone == whole
    cuts = sorted(random.Random(seed).sample(range(len(records) + 1), min(2, len(records) + 1)))
    parts = [records[start:end] for start, end in zip([0, *cuts], [*cuts, len(records)], strict=True)]
    assert outcomes([Batch(tuple(part)) for part in parts if part]) == whole


@FAST
@given(content=CONTENT)
def test_lines_cover_a_file_without_touching(tmp_path: Path, content: bytes) -> None:
    found = cut(BytesIO(content), ".jsonl", read_source(tmp_path))
    spans = list(zip(found.starts, found.ends, strict=True))
    assert spans == sorted(spans)
    assert all(start < end <= len(content) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    between = content
    for start, end in reversed(spans):
        between = between[:start] + between[end:]
    assert spans == [] or not between.strip(b" \t\r\n\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("name", "content", "more"),
    [
        ("a.jsonl", LINE + b"\n" + LINE, b"\n" + LINE),
        ("a.csv", f"title,text\na,{SENTENCE}\nb,{SENTENCE}\n".encode(), f"c,{SENTENCE}\n".encode()),
        ("a.jsonl", (LINE + b"\n").decode().encode("utf-16"), (LINE + b"\n").decode().encode("utf-16-le")),
    ],
)
def test_a_record_more_leaves_the_others_as_they_are(tmp_path: Path, name: str, content: bytes, more: bytes) -> None:
    before = records_of(tmp_path / name, content)
    after = records_of(tmp_path / name, content + more)
    assert len(after) == len(before) + 1
    assert [(record.path, record.raw_hash) for record in after[:-1]] == [
        (record.path, record.raw_hash) for record in before
    ]


def test_a_list_in_json_has_a_record_for_each_of_its_members(tmp_path: Path) -> None:
    records = records_of(tmp_path / "a.json", b"[" + LINE + b",\n " + LINE + b"]")
    assert [record.path for record in records] == ["a.json#1", "a.json#2"]
    assert len(outcomes([Batch(tuple(planned(records[1:])))])) == 1


def test_a_long_line_is_a_record_that_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transforms.documents.cutting.RECORD_LIMIT", 100)
    monkeypatch.setattr("transforms.documents.record_reading.RECORD_LIMIT", 100)
    records = records_of(tmp_path / "a.jsonl", LINE + b"\n" + b"x" * 350 + b"\n" + LINE)
    assert [(record.number, record.size) for record in records] == [(1, 76), (2, 351), (3, 75)]
    assert [type(outcome).__name__ for _, outcome in outcomes([Batch(tuple(planned(records)))])] == [
        *("ReadDocument", "Rejection", "ReadDocument")
    ]


def test_batches_are_small_and_go_through_a_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = planned(records_of(tmp_path / "a.jsonl", b"\n".join([LINE] * 150)))
    found = list(batches(records))
    assert [len(batch.records) for batch in found] == [64, 64, 22]
    assert len(pickle.dumps(found[0])) < 8_000
    assert pickle.loads(pickle.dumps(found[0])) == found[0]
    assert found[0].key != found[1].key
    monkeypatch.setattr(batching, "MOST_WORDS", 30)
    assert [len(batch.records) for batch in batches(records[:5])] == [2, 2, 1]
    monkeypatch.setattr(batching, "MOST_WORDS", 1)
    assert [len(batch.records) for batch in batches(records[:3])] == [1, 1, 1]


def test_batches_are_made_as_records_come() -> None:
    def endless() -> Iterator[Planned]:
        file = seed_file(Path(__file__))
        number = 0
        while True:
            number += 1
            yield str(number), SeedRecord(file, number, 0, 1, "")

    assert len(next(batches(endless())).records) == 64


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", SENTENCE.encode()),
        ("a.jsonl", LINE + b"\n" + LINE),
        ("a.json", b"[" + LINE + b"," + LINE + b"]"),
        ("a.csv", f"title,text\na,{SENTENCE}\nb,{SENTENCE}\n".encode()),
    ],
)
def test_what_changes_or_goes_before_it_is_read_is_rejected_for_this_run(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    found = survey(tmp_path, "code")
    paths = [record.path for _, record in found.records()]
    assert told(found) == [(record, "") for record in paths]
    path.write_bytes(content.replace(b"Monday", b"Friday").replace(b"a,", b"x,", 1))
    assert told(found) == [(record, CHANGED) for record in paths]
    path.write_bytes(b"{")
    assert told(found) == [(record, CHANGED) for record in paths]
    path.unlink()
    assert told(found) == [(record, CHANGED) for record in paths]
    path.write_bytes(content)  # as it was: nothing of it is remembered
    assert told(found) == [(record, "") for record in paths]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", b"title,text\n"), ("a.jsonl", b"\n \n\n"), ("a.jsonl", b"\xef\xbb\xbf"), ("a.jsonl", b"")],
)
def test_a_file_without_a_record_is_a_rejection(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert told(survey(tmp_path, "code")) == [(name, "empty")]


def test_identical_records_with_one_address_each_give_an_outcome(tmp_path: Path) -> None:
    line = json.dumps({"text": SENTENCE, "url": "https://example.org/talks"})
    (tmp_path / "a.jsonl").write_text(f"{line}\n{line}\n")
    found = survey(tmp_path, "code")
    assert told(found) == [("a.jsonl#1", ""), ("a.jsonl#2", "")]
    assert len({fingerprint for fingerprint, _ in found.records()}) == 2
