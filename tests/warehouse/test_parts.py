"""Tests of parts: written once and whole, damaged, joined with others, and compacted to a few."""

import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.rows import a
from transforms.drafts import EXTRACTED, Record
from transforms.row import Row
from transforms.tables import Document, Rejection, Report
from warehouse.parts import FANOUT, FORMAT, MANIFEST, Part, Parts, covering, fingerprints_of
from warehouse.storage import Storage


def number(value: int) -> str:
    return f"{value:016x}"


def rows_of(*documents: int) -> dict[type[Row], list[Row]]:
    """Return the rows of some records, each a document with one report."""
    return {
        Document: [a(Document, document_id=number(at), path=f"{at}.txt") for at in documents],
        Report: [a(Report, report_id=number(at), document_id=number(at)) for at in documents],
        Record: [
            a(Record, record_id=number(at), fingerprint=number(at), document_id=number(at), is_stored=True)
            for at in documents
        ],
    }


@pytest.fixture
def shelf(tmp_path: Path) -> Parts:
    return Parts(Storage(tmp_path))


def written(shelf: Parts, *documents: int) -> Part:
    return shelf.write("-".join(map(str, documents)), rows_of(*documents))


def column(part: Part, row: type[Row], name: str) -> list[object]:
    return list(pq.read_table(part.file(row), columns=[name]).column(0).to_pylist())


def test_a_part_has_a_file_of_every_table_and_says_how_long_each_is(shelf: Parts) -> None:
    part = written(shelf, 1, 2)
    manifest = json.loads((part.folder / MANIFEST).read_bytes())
    assert (manifest["format"], manifest["documents"], part.documents) == (FORMAT, 2, 2)
    assert manifest["bytes"] == {part.file(row).name: part.file(row).stat().st_size for row in EXTRACTED}
    assert column(part, Report, "document_id") == [number(1), number(2)]
    assert pq.read_schema(part.file(Rejection)).equals(Rejection.arrow_schema())
    assert shelf.whole() == [part]


def test_the_files_of_a_part_cannot_be_written(shelf: Parts) -> None:
    assert {path.stat().st_mode & 0o222 for path in written(shelf, 1).folder.iterdir()} == {0}


def test_a_part_that_is_there_is_not_written_again(shelf: Parts) -> None:
    part = written(shelf, 1)
    stamps = {path.name: path.stat().st_mtime_ns for path in part.folder.iterdir()}
    assert written(shelf, 1) == part
    assert {path.name: path.stat().st_mtime_ns for path in part.folder.iterdir()} == stamps


def cut(part: Part) -> None:
    replace(part.file(Report), part.file(Report).read_bytes()[:-1])


def empty(part: Part) -> None:
    replace(part.file(Report), b"")


def take_away(part: Part) -> None:
    part.file(Report).unlink()


def spoil_the_manifest(part: Part) -> None:
    replace(part.folder / MANIFEST, b"{")


def empty_the_manifest(part: Part) -> None:
    replace(part.folder / MANIFEST, b"")


def make_it_of_another_format(part: Part) -> None:
    told = json.loads((part.folder / MANIFEST).read_bytes())
    replace(part.folder / MANIFEST, json.dumps(told | {"format": FORMAT + 1}).encode())


def replace(file: Path, content: bytes) -> None:
    file.unlink()
    file.write_bytes(content)


@pytest.mark.parametrize(
    "harm", [cut, empty, take_away, spoil_the_manifest, empty_the_manifest, make_it_of_another_format]
)
def test_a_part_that_is_damaged_is_none_and_is_written_anew(harm, shelf: Parts) -> None:  # type: ignore[no-untyped-def]
    part, other = written(shelf, 1), written(shelf, 2)
    harm(part)
    assert shelf.whole() == [other]
    assert written(shelf, 1) == part
    assert column(part, Report, "document_id") == [number(1)]
    assert shelf.whole() == [part, other]


def test_what_a_killed_run_left_is_no_part(shelf: Parts, tmp_path: Path) -> None:
    (tmp_path / "parts" / ".half").mkdir(parents=True)
    (tmp_path / "parts" / "begun").mkdir()
    assert shelf.whole() == []
    part = written(shelf, 1)
    shelf.remove_all_but([part])
    assert [path.name for path in (tmp_path / "parts").iterdir()] == [part.key]


def test_joined_parts_have_the_rows_of_all_by_document(shelf: Parts) -> None:
    joined = shelf.join([written(shelf, 3, 1), written(shelf, 2)])
    assert joined.documents == 3
    for row in (Document, Report):
        assert column(joined, row, "document_id") == [number(1), number(2), number(3)]
    assert sorted(fingerprints_of([joined]).to_pylist()) == [number(1), number(2), number(3)]


def test_the_order_in_which_parts_are_joined_changes_nothing(shelf: Parts) -> None:
    first, second = written(shelf, 1), written(shelf, 2)
    assert shelf.join([first, second]) == shelf.join([second, first])


def test_what_two_joined_parts_both_hold_is_held_once(shelf: Parts) -> None:
    joined = shelf.join([written(shelf, 1, 2), written(shelf, 2, 3)])
    for row, name in ((Document, "document_id"), (Report, "report_id"), (Record, "record_id")):
        assert column(joined, row, name) == [number(1), number(2), number(3)]


def test_of_two_records_with_one_document_the_stored_one_is_kept(shelf: Parts) -> None:
    rows = rows_of(1)
    copy = a(Record, record_id=number(1), fingerprint=number(1), document_id=number(1), is_stored=False)
    joined = shelf.join([shelf.write("a", rows | {Record: [copy]}), shelf.write("b", rows)])
    assert column(joined, Record, "is_stored") == [True]


def test_joined_parts_can_be_joined_again(shelf: Parts) -> None:
    joined = shelf.join([written(shelf, 1), written(shelf, 2)])
    assert column(shelf.join([joined, written(shelf, 3)]), Report, "report_id") == [number(1), number(2), number(3)]


def test_parts_of_one_size_are_joined_when_they_are_many(shelf: Parts) -> None:
    few = [written(shelf, at) for at in range(FANOUT - 1)]
    assert shelf.compact(few) == sorted(few, key=lambda part: part.key)
    compacted = shelf.compact([*few, written(shelf, FANOUT)])
    assert [part.documents for part in compacted] == [FANOUT]


def test_years_of_daily_parts_are_a_few_parts(shelf: Parts) -> None:
    parts: Sequence[Part] = []
    for day in range(60):
        parts = shelf.compact([*parts, written(shelf, day)])
        assert len(parts) <= 2 * FANOUT
    assert sorted(fingerprints_of(parts).to_pylist()) == [number(day) for day in range(60)]


def test_the_parts_that_cover_some_records_are_the_larger_ones(shelf: Parts) -> None:
    one, two = written(shelf, 1), written(shelf, 2)
    both, other = shelf.join([one, two]), written(shelf, 3)
    wanted = pa.array([number(1), number(2)])
    assert covering(shelf.whole(), wanted) == [both]
    assert covering([one, other], wanted) == [one]
    assert covering(shelf.whole(), pa.array([], pa.string())) == []


def test_no_parts_have_no_fingerprints() -> None:
    assert fingerprints_of([]).to_pylist() == []
