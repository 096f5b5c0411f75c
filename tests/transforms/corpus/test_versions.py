"""Versions: which document replaces which, which comes twice, and what history keeps of those that went."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import duckdb
import pyarrow as pa

from tests.rows import a
from transforms.corpus.corpus import Corpus
from transforms.corpus.versions import find_versions, tell_history
from transforms.drafts import EXTRACTED, STATE, Held, Record
from transforms.identifiers import key
from transforms.row import Row
from transforms.tables import TABLES, Document, DocumentVersion, Rejection, Report, Tombstone

ADDRESS = "https://news.example/talks"
RUN, EARLIER_RUN = "0" * 15 + "2", "0" * 15 + "1"


def version(document_id: str, **about: Any) -> Document:
    filled: dict[str, Any] = {"text": document_id, "raw_hash": key(document_id), "address": ADDRESS, **about}
    filled.setdefault("path", f"{document_id}.txt")
    return a(Document, document_id=document_id * 16, **filled)


def record(document: Document) -> Record:
    same = {column.name for column in Record.columns()} & {column.name for column in Document.columns()}
    known = {"fingerprint": key(document.path, document.text), "text_hash": key(document.text), "is_stored": True}
    return a(Record, record_id=key(document.path), **document.model_dump(include=same), **known)


def numbered(documents: Iterable[Document], *before: Row) -> Corpus:
    """Return a corpus whose seeds are these documents, with the rows of the release before."""
    documents = list(documents)
    corpus = Corpus(duckdb.connect(), {})
    records = Record.to_arrow([record(document) for document in documents])
    for row in EXTRACTED:
        corpus.put(f"parts.{row.table}", row.to_arrow(documents if row is Document else []))
    for row in (*TABLES, *STATE):
        corpus.put(f"before.{row.table}", row.to_arrow([held for held in before if type(held) is row]))
    part = pa.array(["a_part"] * len(records), pa.string()), pa.array([len(records)] * len(records), pa.int64())
    corpus.put("parts_records", records.append_column("part", part[0]).append_column("part_documents", part[1]))
    corpus.put("surveyed", records.select(["fingerprint"]))
    corpus.put("rejected_before_reading", Rejection.to_arrow([]))
    corpus.put("this_run", pa.table({"run_id": [RUN]}))
    find_versions(corpus)
    tell_history(corpus)
    return corpus


def lines(corpus: Corpus) -> dict[str, DocumentVersion]:
    return {row.document_id[0]: row for row in corpus.rows(DocumentVersion)}


def test_versions_follow_the_time_of_their_change_in_any_order() -> None:
    documents = [
        version("c", published_first_on=date(2018, 6, 8)),
        version("a", published_first_on=date(2018, 6, 8), modified_at=datetime(2018, 6, 9, tzinfo=UTC)),
        version("b", published_first_on=date(2018, 6, 10)),
        version("d", address="https://news.example/other"),
    ]
    for order in permutations(documents):
        corpus = numbered(order)
        found = lines(corpus)
        assert {name: row.version for name, row in found.items()} == {"a": 2, "b": 3, "c": 1, "d": 1}
        assert {name for name, row in found.items() if row.is_current} == {"b", "d"}
        assert [row.document_id[0] for row in corpus.rows(Held)] == ["b", "d"]
        assert {name: row.text for name, row in found.items()} == {"a": "a", "b": None, "c": "c", "d": None}
        assert found["b"].supersedes_id == "a" * 16
        assert found["c"].supersedes_id is None


def test_the_same_words_again_are_a_duplicate() -> None:
    corpus = numbered([version("a", text="x"), version("b", text="x"), version("c", text="y")])
    assert [(name, row.version) for name, row in lines(corpus).items()] == [("a", 1), ("c", 2)]
    (rejection,) = corpus.rows(Rejection)
    assert f"{rejection.path} {rejection.reason}" == "b.txt duplicate"
    assert "a.txt" in rejection.detail


def test_the_same_words_at_another_address_are_another_document() -> None:
    corpus = numbered([version("a", text="x"), version("b", text="x", address="https://copy.example/talks")])
    assert [row.version for row in corpus.rows(DocumentVersion)] == [1, 1]


def test_the_same_words_after_a_change_are_a_version_again() -> None:
    told = [
        version(name, text=text, published_first_on=date(2018, 6, day))
        for name, text, day in (("a", "x", 1), ("b", "y", 2), ("c", "x", 3))
    ]
    assert {name: (row.version, row.is_current) for name, row in lines(numbered(told)).items()} == {
        "a": (1, False),
        "b": (2, False),
        "c": (3, True),
    }


def test_a_version_whose_file_was_changed_stays_with_its_text_and_its_run() -> None:
    old = a(DocumentVersion, document_id="a" * 16, address=ADDRESS, text="a", run_id=EARLIER_RUN)
    gone = a(DocumentVersion, document_id="e" * 16, address="https://news.example/gone", text="e", run_id=EARLIER_RUN)
    found = numbered([version("b")], old, gone).rows(DocumentVersion)
    assert [(row.document_id[0], row.version, row.text, row.run_id) for row in found] == [
        ("a", 1, "a", EARLIER_RUN),
        ("b", 2, None, RUN),
    ]


def test_a_version_that_was_current_takes_its_text_from_the_documents_of_before() -> None:
    old = a(DocumentVersion, document_id="a" * 16, address=ADDRESS, run_id=EARLIER_RUN, is_current=True)
    found = lines(numbered([version("b")], old, version("a")))
    assert (found["a"].text, found["a"].is_current, found["b"].supersedes_id) == ("a", False, "a" * 16)


def test_a_version_that_was_saved_again_with_the_same_text_is_the_one_of_the_seeds() -> None:
    old = a(DocumentVersion, document_id="a" * 16, address=ADDRESS, run_id=EARLIER_RUN, is_current=True)
    found = lines(numbered([version("b", text="a")], old, version("a")))
    assert {name: row.version for name, row in found.items()} == {"b": 1}


def test_a_version_read_again_is_of_the_run_that_first_held_it() -> None:
    old = a(DocumentVersion, document_id="a" * 16, address=ADDRESS, text="a", run_id=EARLIER_RUN)
    assert [row.run_id for row in numbered([version("a")], old).rows(DocumentVersion)] == [EARLIER_RUN]


GONE = version("e", address="https://news.example/gone")
HELD = a(Held, document_id="e" * 16, fingerprint=key(GONE.path, GONE.text))


def test_a_document_that_is_gone_leaves_a_tombstone_with_its_number_of_reports() -> None:
    reports = [a(Report, report_id=f"{at:016x}", document_id="e" * 16) for at in range(3)]
    (tombstone,) = numbered([version("a")], GONE, HELD, *reports).rows(Tombstone)
    assert (tombstone.document_id, tombstone.path, tombstone.reason) == ("e" * 16, "e.txt", "withdrawn")
    assert (tombstone.reports, tombstone.is_forgotten, tombstone.run_id) == (3, False, RUN)


def test_a_document_that_came_back_has_no_tombstone_and_one_that_is_away_keeps_it() -> None:
    left = (
        a(Tombstone, document_id="e" * 16, run_id=EARLIER_RUN),
        a(Tombstone, document_id="f" * 16, run_id=EARLIER_RUN),
    )
    corpus = numbered([GONE], *left)
    assert [row.document_id for row in corpus.rows(Tombstone)] == ["f" * 16]


def test_a_superseded_version_leaves_no_tombstone() -> None:
    old = version("e", address=ADDRESS)
    line = a(DocumentVersion, document_id="e" * 16, address=ADDRESS, run_id=EARLIER_RUN, is_current=True)
    assert numbered([version("a")], old, HELD, line).rows(Tombstone) == []


def test_identical_records_under_two_addresses_are_one_document_and_a_rejection() -> None:
    same = {"raw_hash": key("the record"), "text": "Talks resumed."}
    corpus = numbered(
        [
            version("b", path="wire/2.txt", address="wire/2.txt", **same),
            version("a", path="wire/1.txt", address="wire/1.txt", **same),
            version("c", path="post/1.txt", address="post/1.txt", source_id="another_source", **same),
        ]
    )
    assert sorted(row.document_id[0] for row in corpus.rows(Held)) == ["a", "c"]
    (rejected,) = corpus.rows(Rejection)
    assert (rejected.path, rejected.source_id, rejected.reason) == ("wire/2.txt", "a_source", "duplicate")
    assert rejected.detail == "wire/2.txt: the same record as wire/1.txt; keep one of them"


def test_a_record_that_comes_again_after_another_version_is_a_duplicate() -> None:
    documents = [version("a", path="1.txt"), version("b", path="2.txt"), version("a", path="3.txt")]
    for order in permutations(documents):
        corpus = numbered(order)
        assert [(name, row.version) for name, row in lines(corpus).items()] == [("a", 1), ("b", 2)]
        (rejection,) = corpus.rows(Rejection)
        assert f"{rejection.reason} {rejection.detail}" == "duplicate 3.txt: the same record as 1.txt; keep one of them"
