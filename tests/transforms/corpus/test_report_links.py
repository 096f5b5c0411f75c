"""Tests of what people say of two reports: reports and corrections in, which reports are one event out."""

from datetime import date
from typing import Any

from tests.growing import link as link_by_hand
from tests.rows import by_table
from tests.transforms.corpus.test_events import DOCUMENTS, ENTITIES, Rows, chain, parts_of, report
from transforms.corpus.corpus import Corpus
from transforms.corpus.corrections import Corrector
from transforms.corpus.in_memory import resolve_in_memory
from transforms.tables import Correction, EventReport, Report


def link(one: int, other: int, column: str) -> Correction:
    return link_by_hand(f"{one:016x}", f"{other:016x}", column)


def same(one: int, other: int) -> Correction:
    return link(one, other, "same_event")


def apart(one: int, other: int) -> Correction:
    return link(one, other, "not_same_event")


def resolved(reports: list[Report], others: Rows, *corrections: Correction) -> Corpus:
    return resolve_in_memory(by_table([*DOCUMENTS, *ENTITIES, *reports, *others]), corrections)


def events(reports: list[Report], others: Rows, *corrections: Correction) -> list[list[int]]:
    """Return the numbers of the reports of each event."""
    found: dict[str, list[int]] = {}
    for row in resolved(reports, others, *corrections).rows(EventReport):
        found.setdefault(row.event_id, []).append(int(row.report_id, 16))
    return sorted(found.values())


def on(number: int, document: int, day: int, **about: Any) -> Report:
    at = date(2018, 6, day)
    return report(number, document, occurred_first_on=at, occurred_last_on=at, **about)


def test_two_documents_tell_one_event_whatever_keeps_them_apart() -> None:
    reports = [on(1, 0, 1), on(2, 1, 7, event_type="AGREE")]  # without parties they share no block
    assert events(reports, []) == [[1], [2]]
    assert events(reports, [], same(1, 2)) == [[1, 2]]
    assert events(reports, [], same(2, 1)) == [[1, 2]]


def test_reports_are_one_event_through_a_third() -> None:
    told = [on(1, 0, 1), on(2, 1, 4), on(3, 2, 7)], parts_of(1, 2, 3)
    assert events(*told) == [[1], [2], [3]]
    assert events(*told, same(1, 2), same(3, 2)) == [[1, 2, 3]]


def test_two_that_tell_the_very_same_are_two_events() -> None:
    told = [report(1, 0), report(2, 1)], parts_of(1, 2)
    assert events(*told) == [[1, 2]]
    assert events(*told, apart(1, 2)) == [[1], [2]]


def test_what_is_apart_stays_so_where_a_third_is_like_both() -> None:
    told = [report(1, 0), report(2, 1), report(3, 2)], parts_of(1, 2, 3)
    assert events(*told) == [[1, 2, 3]]
    found = events(*told, apart(1, 2))
    assert len(found) == 2
    assert [1, 2] not in [sorted({1, 2} & set(members)) for members in found]
    assert events(*told, apart(1, 2), same(3, 2)) == [[1], [2, 3]]
    assert events(*told, apart(1, 2), same(3, 1)) == [[1, 3], [2]]


def test_one_document_tells_two_events_as_one_or_one_as_two() -> None:
    told = [report(1, 0), report(2, 0), report(3, 0)], [*parts_of(1, 2, 3), *chain(1, 2)]
    assert events(*told) == [[1, 2], [3]]
    assert events(*told, same(2, 3)) == [[1, 2, 3]]
    assert events(*told, apart(1, 2)) == [[1], [2], [3]]
    assert events(*told, apart(1, 2), same(2, 3)) == [[1], [2, 3]]


def test_what_nobody_names_stays_with_the_first_named_report_of_its_chain() -> None:
    told = [report(1, 0), report(2, 0), report(3, 0)], [*parts_of(1, 2, 3), *chain(1, 2, 3)]
    assert events(*told, apart(2, 3)) == [[1, 2], [3]]


def test_chains_of_documents_make_nothing_one_that_people_keep_apart() -> None:
    # 1 and 2 are a chain of one document, 3 and 4 of another: 1 is 3, 2 is 5, but 4 is not 5.
    reports = [report(1, 0), report(2, 0), report(3, 1), report(4, 1), report(5, 2)]
    told = reports, [*parts_of(1, 2, 3, 4, 5), *chain(1, 2), *chain(3, 4, document=1)]
    found = events(*told, same(1, 3), same(2, 5), apart(4, 5))
    assert {frozenset({1, 3}), frozenset({2, 5})} <= {
        frozenset(set(members) & pair) for members in found for pair in ({1, 3}, {2, 5})
    }
    assert not any({4, 5} <= set(members) for members in found)


def test_what_names_a_report_that_is_not_there_changes_nothing_and_says_so() -> None:
    told = [report(1, 0), report(2, 1)], parts_of(1, 2)
    assert events(*told, apart(1, 9)) == [[1, 2]]
    corrector = Corrector([apart(1, 9), apart(1, 2)])
    corrector.find_documents(resolved(*told))
    assert [(row.value, row.state) for row in corrector.rows()] == [
        (f"{9:016x}", "no_such_row"),
        (f"{2:016x}", "applied"),
    ]
