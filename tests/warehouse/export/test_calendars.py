"""Tests of the calendar of planned events, read back with icalendar."""

from datetime import UTC, date, datetime

import icalendar

from tests.built import LONG, number
from tests.warehouse.export.conftest import Export
from warehouse.export.calendars import entry

ROW = {
    "event_id": "7d", "occurred_first_on": date(2024, 3, 5), "occurred_last_on": date(2024, 3, 7),
    "event_type": "CONSULT", "mode": "meet", "actors": "Turkey; Russia", "recipients": None,
    "place": "Ankara", "place_precision": "city",
    "latitude": 39.92, "longitude": 32.85, "url": None, "sentence": "They meet."
}  # fmt: skip
MADE = datetime(2024, 3, 6, 1, tzinfo=UTC)


def test_a_planned_event_is_an_entry_and_what_happened_is_none(exported: Export) -> None:
    calendar = icalendar.Calendar.from_ical((exported("ics") / "events_flat.ics").read_bytes())
    (found,) = calendar.walk("VEVENT")
    assert (found["uid"], found["status"], found["summary"]) == (
        f"{number(125)}@entente", "TENTATIVE", "Turkey, AID: Syrian civilians",
    )  # fmt: skip
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (date(2024, 3, 5), date(2024, 3, 6))
    assert str(found["description"]).startswith(LONG)
    assert calendar.get("version") == "2.0"


def test_without_text_an_entry_has_no_words_of_the_document(exported: Export) -> None:
    calendar = icalendar.Calendar.from_ical((exported("ics", with_text=False) / "events_flat.ics").read_bytes())
    (found,) = calendar.walk("VEVENT")
    assert "description" not in found


def test_an_entry_covers_all_the_days_on_which_the_event_may_happen() -> None:
    found = entry(icalendar, ROW, MADE)
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (date(2024, 3, 5), date(2024, 3, 8))
    assert (found["location"], found["geo"].to_ical()) == ("Ankara (precision: city)", "39.92;32.85")


def test_a_place_that_is_no_point_is_shown_as_none() -> None:
    found = entry(icalendar, ROW | {"place": "Ankara Province", "place_precision": "province"}, MADE)
    assert (found["location"], "geo" in found) == ("Ankara Province (precision: province)", False)
