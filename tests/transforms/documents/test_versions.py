"""Versions: which document replaces which, and which comes twice."""

from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

from transforms.documents.versions import number_versions

from tests.rows import a
from transforms.tables import Document, DocumentVersion

ADDRESS = "https://news.example/talks"
RUN, EARLIER_RUN = "0" * 15 + "2", "0" * 15 + "1"


def version(document_id: str, **about: Any) -> Document:
    filled: dict[str, Any] = {"text": document_id, "address": ADDRESS, "path": f"{document_id}.txt", **about}
    return a(Document, document_id=document_id * 16, **filled)


def test_versions_follow_the_time_of_their_change_in_any_order() -> None:
    documents = [
        version("c", published_first_on=date(2018, 6, 8)),
        version("a", published_first_on=date(2018, 6, 8), modified_at=datetime(2018, 6, 9, tzinfo=UTC)),
        version("b", published_first_on=date(2018, 6, 10)),
        version("d", address="https://news.example/other"),
    ]
    for order in permutations(documents):
        found = number_versions(order, RUN)
        numbered = {row.document_id[0]: row for row in found.versions}
        assert {name: row.version for name, row in numbered.items()} == {"a": 2, "b": 3, "c": 1, "d": 1}
        assert {name for name, row in numbered.items() if row.is_current} == {"b", "d"}
        assert [row.document_id[0] for row in found.documents] == ["b", "d"]
        assert {name: row.text for name, row in numbered.items()} == {"a": "a", "b": None, "c": "c", "d": None}
        assert numbered["b"].supersedes_id == "a" * 16
        assert numbered["c"].supersedes_id is None


def test_the_same_words_again_are_a_duplicate() -> None:
    found = number_versions([version("a", text="x"), version("b", text="x"), version("c", text="y")], RUN)
    assert [(row.document_id[0], row.version) for row in found.versions] == [("a", 1), ("c", 2)]
    assert [f"{row.path} {row.reason}" for row in found.rejections] == ["b.txt duplicate"]
    assert "a.txt" in found.rejections[0].detail


def test_the_same_words_at_another_address_are_another_document() -> None:
    found = number_versions([version("a", text="x"), version("b", text="x", address="https://copy.example/talks")], RUN)
    assert [row.version for row in found.versions] == [1, 1]


def test_a_version_whose_file_was_changed_stays_with_its_text_and_its_run() -> None:
    old = a(DocumentVersion, document_id="a" * 16, address=ADDRESS, text="a", run_id=EARLIER_RUN)
    gone = a(DocumentVersion, document_id="e" * 16, address="https://news.example/gone", text="e", run_id=EARLIER_RUN)
    found = number_versions([version("b")], RUN, [old, gone])
    assert [(row.document_id[0], row.version, row.text, row.run_id) for row in found.versions] == [
        ("a", 1, "a", EARLIER_RUN),
        ("b", 2, None, RUN),
    ]


def test_a_version_read_again_is_of_the_run_that_first_held_it() -> None:
    old = a(DocumentVersion, document_id="a" * 16, address=ADDRESS, text="a", run_id=EARLIER_RUN)
    assert [row.run_id for row in number_versions([version("a")], RUN, [old]).versions] == [EARLIER_RUN]
