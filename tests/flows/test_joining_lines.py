"""Tests of the lines that say why reports are one event: what `warehouse.joining` found in, lines out."""

from typing import Any

from flows.joining_lines import correction_lines, link_lines, nearest_lines, pair_explanation, verdict

FEATURE = {"feature": "words", "value": "lemma", "weight": 0.93, "sentence": 'the same word: "strike"'}
AGAINST = {"feature": "mode", "value": "other", "weight": -0.76, "sentence": "another mode: airstrike here, bomb there"}
NUMBERS = {"a": 1, "b": 2}
LINK = {"report_id": "b", "how": "compared", "with_report_id": "a", "is_copy": False}
SCORED = {"score": 2.31, "average": 2.31, "pairs": 1, "for": [FEATURE], "against": [AGAINST]}
ROW = {
    "event_id": "e2", "report_id": "c", "event_type": "ASSAULT", "trigger": "struck", "sentence": "Jets struck Homs.",
    "title": "Strike", "source": "The Wire", "published_first_on": "2018-06-04",
}  # fmt: skip
VERDICT = {"likeness": 1.2, "score": 1.2, "average": 1.2, "pairs": 1, "excluded_pairs": 0, "exclusion": None}
JOINING: dict[str, Any] = {"threshold": 0.0, "links": [], "nearest": [], "uncompared": [], "corrections": []}


def lines_of(link: dict[str, Any]) -> list[tuple[str, str]]:
    return list(link_lines(link, NUMBERS, 0.0))


def test_a_link_says_its_score_and_what_weighed() -> None:
    assert lines_of(LINK | SCORED) == [
        ("joined", "with report 1, score 2.3 (above 0 is one event)"),
        ("for", 'the same word: "strike" (+0.9)'),
        ("against", "another mode: airstrike here, bomb there (-0.8)"),
    ]
    (first, *_) = lines_of(LINK | SCORED | {"average": 0.5, "pairs": 3, "is_copy": True})
    assert first[1] == (
        "with report 1, score 2.3, 0.5 on average with its 3 pairs (above 0 is one event); "
        "their documents are copies of one dispatch"
    )


def test_what_no_score_joined_says_what_did() -> None:
    told = {
        how: lines_of(LINK | {"how": how, "correction": "a correction of Ana Lopes: one raid"})
        for how in ("document", "alike", "correction", "earlier_version")
    }
    assert told == {
        "document": [("joined", "with report 1: its document tells both as one event")],
        "alike": [("joined", "with report 1: both tell the same in all that is compared")],
        "correction": [("joined", "with report 1, by a correction of Ana Lopes: one raid")],
        "earlier_version": [("joined", "by an earlier version of Entente, whose weights were others")],
    }


def test_two_events_are_apart_by_score_by_average_or_by_what_excludes_them() -> None:
    assert verdict(VERDICT | {"score": -1.2, "likeness": -1.2}, 0.0) == "score -1.2 (one event would be above 0)"
    assert verdict(VERDICT | {"average": -0.4, "pairs": 6}, 0.0) == (
        "score 1.2, but -0.4 on average of the 6 pairs (one event would be above 0)"
    )
    excluded = VERDICT | {"score": -10_000.0, "excluded_pairs": 1, "exclusion": "two towns"}
    assert verdict(excluded, 0.0) == "two towns; else a score of 1.2 would make them one"
    assert verdict(excluded | {"likeness": -2.0}, 0.0) == (
        "two towns; nor does the score speak for it (-2.0; one event would be above 0)"
    )
    some = VERDICT | {"average": -5_000.0, "pairs": 2, "excluded_pairs": 1, "exclusion": "two towns"}
    assert verdict(some, 0.0) == "score 1.2, but 1 of the 2 pairs of both events cannot be one: two towns"


def test_an_event_alone_says_so() -> None:
    first, second = nearest_lines(JOINING, {"a": 1})
    assert first == [("reports", "one, so nothing was joined")]
    assert second[0][1].startswith("no other event was compared with it (only what shares type, days and country")


def test_the_nearest_event_that_was_not_compared_is_told() -> None:
    other = ROW | {"how": "document", "are_one": False, "our_report_id": "b"}
    (*_, lines) = nearest_lines(JOINING | {"uncompared": [other]}, NUMBERS)
    assert lines[-1] == ("apart", "from report 2: one document tells both as two events")


def test_the_nearest_event_and_corrections_are_told() -> None:
    correction = {
        "report_id": "b", "target_table": "reports", "target_column": "deaths", "value": "4",
        "reason": "four, not forty", "author": "A. Analyst",
    }  # fmt: skip
    other = ROW | VERDICT | {"score": -1.2, "our_report_id": "b", "for": [], "against": [AGAINST]}
    assert list(nearest_lines(JOINING | {"nearest": [other]}, NUMBERS)) == [
        [
            ("event", "e2, ASSAULT"),
            ("tells", '"struck" in "Jets struck Homs." (Strike, The Wire, 2018-06-04)'),
            ("apart", "from report 2: score -1.2 (one event would be above 0)"),
            ("against", "another mode: airstrike here, bomb there (-0.8)"),
        ],
    ]
    told = ("corrected", "reports.deaths is 4 (four, not forty, A. Analyst)")
    assert [list(correction_lines([correction], report)) for report in "ab"] == [[], [told]]


def test_two_reports_that_were_not_compared_say_so() -> None:
    told = LINK | {"how": "not_compared", "are_one": False, "threshold": 0.0, "one": ROW, "other": ROW, "features": []}
    told |= {"share_a_block": False, "likeness": -2.0, "exclusion": None, "path": []}
    lines = pair_explanation(told).plain.splitlines()
    assert lines[0] == "two events"
    assert lines[-1].endswith("type and a named party is compared); the score would be -2.0")
