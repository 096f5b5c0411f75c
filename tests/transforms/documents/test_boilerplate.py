"""The rules of cleaning: each takes its example and leaves its near miss, and so does each dateline."""

import re

import pytest

from transforms.documents.boilerplate import Rule, Zone, cuts, read_rules, rule_for_line
from transforms.documents.datelines import DATELINES, DatelineRow, find_dateline
from transforms.documents.html_pieces import HTML_PARTS, HtmlPartRow

ZONES: tuple[Zone, ...] = ("any", "head", "foot", "both")


def reasons(words: str, zone: Zone) -> set[str]:
    """Return the reasons for which rules take these words, or cut pieces out of them."""
    rule = rule_for_line(words, zone)
    return {rule.reason} if rule else {reason for _, _, reason in cuts(words, zone)}


@pytest.mark.parametrize("rule", read_rules(), ids=lambda rule: rule.example[:40])
def test_a_rule_takes_its_example(rule: Rule) -> None:
    assert rule.reason in reasons(rule.example, "head" if rule.zone == "any" else rule.zone)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("rule", read_rules(), ids=lambda rule: rule.near_miss[:40])
def test_no_rule_takes_a_near_miss(rule: Rule, zone: Zone) -> None:
    assert reasons(rule.near_miss, zone) == set()


@pytest.mark.parametrize("rule", read_rules(), ids=lambda rule: rule.example[:40])
def test_a_rule_has_no_groups_of_its_own(rule: Rule) -> None:
    """The number of a group tells which rule matched."""
    assert re.compile(rule.pattern).groups == 0


@pytest.mark.parametrize("row", DATELINES.rows(), ids=lambda row: row.note)
def test_datelines_are_found_and_their_near_misses_are_not(row: DatelineRow) -> None:
    assert find_dateline(row.example)
    assert find_dateline(row.near_miss) is None


@pytest.mark.parametrize("row", HTML_PARTS.rows(), ids=lambda row: f"{row.where} {row.example}")
def test_parts_of_a_page_are_known_by_name(row: HtmlPartRow) -> None:
    assert re.fullmatch(row.pattern, row.example)
    assert not re.fullmatch(row.pattern, row.near_miss)


@pytest.mark.parametrize(
    ("opening", "dateline"),
    [
        ("GENEVA, May 2 (Reuters) - Talks resumed.", "GENEVA, May 2 (Reuters)"),
        ("BEIRUT — Talks resumed.", "BEIRUT"),
        ("KYIV, Ukraine (AP) — Talks resumed.", "KYIV, Ukraine (AP)"),
        ("WASHINGTON/PARIS, 3 June 2019 - Talks resumed.", "WASHINGTON/PARIS, 3 June 2019"),
        ("ISLAMABAD: Talks resumed.", "ISLAMABAD"),
        ("New Delhi, Aug 14 (PTI): Talks resumed.", "New Delhi, Aug 14 (PTI)"),
        ("BREAKING: Talks resumed.", None),
        ("The NATO - led force left.", None),
        ("Talks - the third round - resumed.", None),
    ],
)
def test_a_dateline_is_what_stands_before_the_dash(opening: str, dateline: str | None) -> None:
    assert find_dateline(opening) == dateline
