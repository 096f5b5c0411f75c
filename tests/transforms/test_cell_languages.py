"""Tests of the small languages in cells: what each says, and that what is not written so is refused with its place."""

import csv
from datetime import date
from pathlib import Path

import pytest

from tools.knowledge_page import page
from transforms.coding.factuality_cues import CONDITIONS, FACTUALITY, Condition, read_when
from transforms.coding.magnitudes import MAGNITUDES
from transforms.documents.boilerplate import BOILERPLATE, BOILERPLATE_PARTS
from transforms.documents.mail import MAIL_PARTS
from transforms.loading import Csv
from transforms.own_knowledge import KnowledgeInvalid
from transforms.quotes.reporting_words import VERBS
from transforms.relations.patterns import PATTERNS
from transforms.times.holiday_rules import AfterEaster, DayOfYear, HolidayRule, Islamic, NthWeekday, read_rule
from transforms.times.holidays import holiday_in
from transforms.times.vocabulary import HOLIDAYS, RULES


def test_conditions_hold_together_and_alternatives_one_by_one() -> None:
    assert read_when("for/on :past").every == (
        (Condition("for", is_word=True), Condition("on", is_word=True)),
        (Condition("past", is_word=False),),
    )


@pytest.mark.parametrize("name", CONDITIONS)
def test_every_condition_is_asked_for(name: str) -> None:
    asked = {one.name for row in FACTUALITY.rows() if row.when for either in row.when.every for one in either}
    assert name in asked


@pytest.mark.parametrize(
    ("rule", "meant"),
    [
        ("12-25", DayOfYear(12, 25)),
        ("02-29", DayOfYear(2, 29)),
        ("easter -46", AfterEaster(-46, is_orthodox=False)),
        ("orthodox 0", AfterEaster(0, is_orthodox=True)),
        ("islamic 10-01", Islamic(10, 1)),
        ("islamic 09", Islamic(9, None)),
        ("thursday 4 11", NthWeekday(4, 4, 11)),
        ("monday -1 05", NthWeekday(1, -1, 5)),
    ],
)
def test_a_rule_says_on_which_days_a_holiday_falls(rule: str, meant: HolidayRule) -> None:
    assert read_rule(rule) == meant


def test_days_after_an_eastern_easter_are_counted_from_it() -> None:
    assert holiday_in(read_rule("orthodox 1"), 2018).first == date(2018, 4, 9)


REFUSED = [
    (FACTUALITY, "when", ":futrue", "asks for :futrue, which there is not; use one of :past, :done, :ahead"),
    (FACTUALITY, "when", "past", "has the word 'past', which is the name of a condition; write :past"),
    (FACTUALITY, "when", "to  :past", "has '', which is no condition; write `to :past :bare`"),
    (FACTUALITY, "when", "for/", "has '', which is no condition"),
    (FACTUALITY, "when", "To", "has 'To', which is no condition"),
    (FACTUALITY, "place", "beside", "is unknown; use one of above, below"),
    (HOLIDAYS, "rule", "sunday 5 04", "is no rule; write `12-25`: a month and a day"),
    (HOLIDAYS, "rule", "someday 1 04", "is no rule"),
    (HOLIDAYS, "rule", "13-01", "is no day of a year; write month and day, 12-25"),
    (HOLIDAYS, "rule", "islamic 13", "is no rule"),
    (HOLIDAYS, "rule", "easter", "is no rule"),
    (RULES, "pattern", "{mnoth} {year}", "names {mnoth}, which there is not; use one of approximation"),
    (RULES, "pattern", "(\\d{4}", "is no regular expression: missing )"),
    (BOILERPLATE, "pattern", "{mnoth}", "names {mnoth}, which there is not; use one of agency, caps"),
    (BOILERPLATE_PARTS, "pattern", "{mnoth}", "names {mnoth}, which there is not; use one of agency, caps"),
    (MAIL_PARTS, "pattern", "{month}", "names {month}, which there is not; no part has a name here"),
    (MAIL_PARTS, "pattern", "*", "is no regular expression: nothing to repeat at position 0; write one of Python's"),
    (MAGNITUDES, "kind", "deaths injured", "is unknown; use one of deaths, injured, arrested"),
    (MAGNITUDES, "slot", "objekt", "is unknown; use one of itself"),
    (VERBS, "frame", "clause|objekt", "is unknown; use one of clause"),
    (PATTERNS, "subject", "posessor", "is unknown; use one of subject, object, self, possessor"),
]


@pytest.mark.parametrize(
    ("file", "column", "cell", "message"), REFUSED, ids=[f"{column}: {cell}" for _, column, cell, _ in REFUSED]
)
def test_a_cell_that_is_not_written_so_is_refused_with_its_place(
    tmp_path: Path, file: Csv[tuple[object, ...]], column: str, cell: str, message: str
) -> None:
    first, *rest = file.cells()
    with (tmp_path / file.name).open("w", encoding="utf-8", newline="") as written:
        rows = csv.DictWriter(written, list(first))
        rows.writeheader()
        rows.writerows([{**first, column: cell}, *rest])
    with pytest.raises(KnowledgeInvalid) as refusal:
        file.rows(tmp_path)
    assert f"/{file.name}:2: {column} " in str(refusal.value)
    assert message in str(refusal.value)


@pytest.mark.parametrize("file", [FACTUALITY, HOLIDAYS, RULES, BOILERPLATE, BOILERPLATE_PARTS, MAIL_PARTS])
def test_every_language_is_told_where_the_data_files_are(file: Csv[tuple[object, ...]]) -> None:
    told = [column.form for column in file.columns if column.form]
    assert told != []
    assert all(form.replace("|", "\\|") in page() for form in told)
