"""Extractions: what is extracted together is bounded by the text that there is, not by what was expected."""

from flows.extractions import Outcome, groups_of
from tests.rows import a
from transforms.documents.record_reading import ReadDocument
from transforms.tables import Document, Rejection


def read(name: str, letters: int) -> Outcome:
    return name, ReadDocument(a(Document, text="a" * letters), ())


def sizes(outcomes: list[Outcome]) -> list[list[str]]:
    return [[name for name, _ in group] for group in groups_of(outcomes, most=100)]


def test_groups_have_no_more_letters_than_memory_is_planned_for() -> None:
    outcomes = [read("a", 60), read("b", 40), read("c", 1), read("d", 300), ("e", a(Rejection)), read("f", 100)]
    assert sizes(outcomes) == [["a", "b"], ["c"], ["d"], ["e", "f"]]


def test_what_came_of_one_record_stays_together() -> None:
    assert sizes([read("a", 60), read("b", 40), read("b", 40)]) == [["a"], ["b", "b"]]
