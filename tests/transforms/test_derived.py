"""Tests of derived relations: years of events in, how two entities stand to each other out."""

from datetime import date

from transforms.derived import derive_relations

from tests.rows import a
from transforms.tables import Event, EventParticipant


def history(*quads: int, months: int = 2) -> tuple[list[Event], list[EventParticipant]]:
    """Return events of some quad classes between two states, spread over months."""
    events = [
        a(
            Event, event_id=f"{at:016x}", quad_class=quad, factuality="actual",
            occurred_first_on=date(2020, 1 + at % months, 3), occurred_last_on=date(2020, 1 + at % months, 4),
        )
        for at, quad in enumerate(quads)
    ]  # fmt: skip
    participants = [
        a(
            EventParticipant, event_participant_id=f"{at * 2 + place:016x}", event_id=event.event_id, role=role,
            entity_id=who,
        )
        for at, event in enumerate(events)
        for place, (role, who) in enumerate((("actor", "state.oman"), ("recipient", "state.iran")))
    ]  # fmt: skip
    return events, participants


def test_years_of_cooperation_are_an_alliance_from_the_first_to_the_last_day() -> None:
    (row,) = derive_relations(*history(1, 2, 2, 1, 2))
    assert (row.subject_id, row.predicate, row.object_id) == ("state.iran", "allied_with", "state.oman")
    assert (row.valid_first_on, row.valid_last_on) == (date(2020, 1, 3), date(2020, 2, 4))
    # Wilson's lower bound of 5 of 5.
    assert (row.basis, row.document_id, row.confidence) == ("derived", None, 0.566)


def test_conflict_is_fighting_where_most_of_it_is_material() -> None:
    assert [row.predicate for row in derive_relations(*history(4, 4, 4, 3, 4))] == ["fights"]
    assert [row.predicate for row in derive_relations(*history(3, 3, 4, 3, 3))] == ["hostile_to"]


def test_a_mixed_history_a_short_one_and_one_of_a_single_month_show_nothing() -> None:
    assert derive_relations(*history(1, 4, 2, 3, 1)) == []
    assert derive_relations(*history(1, 1, 1, 1)) == []
    assert derive_relations(*history(1, 1, 1, 1, 1, months=1)) == []


def test_what_is_only_planned_shows_nothing() -> None:
    events, participants = history(1, 1, 1, 1, 1)
    planned = [event.model_copy(update={"factuality": "planned"}) for event in events]
    assert derive_relations(planned, participants) == []
