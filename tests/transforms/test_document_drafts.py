"""Drafts of what a document tells: each has what the one before it had, and what its stage found."""

import pytest

from tests.rows import a
from transforms.document_drafts import CodedReport, DatedReport, WeighedReport
from transforms.tables import Report

ROW = a(Report, trigger="struck", occurred_basis="stated", place_basis="none")
CODED = CodedReport.of(ROW)
DAYS = {
    "occurred_first_on": None,
    "occurred_last_on": None,
    "occurred_precision": None,
    "time_id": None,
    "confidence_when": 0.8,
}


def test_a_stage_adds_what_it_found() -> None:
    dated = DatedReport.of(CODED, **DAYS, occurred_basis="unknown")
    assert (dated.trigger, dated.occurred_basis) == ("struck", "unknown")


def test_a_stage_that_leaves_out_what_it_should_find_is_refused() -> None:
    with pytest.raises(AttributeError, match="occurred_basis"):
        DatedReport.of(CODED, **DAYS)


def test_a_stage_that_finds_what_no_draft_has_is_refused() -> None:
    with pytest.raises(TypeError, match="place_id"):
        DatedReport.of(CODED, **DAYS, occurred_basis="unknown", place_id="place.oslo")


def test_the_last_draft_has_every_column_of_the_row() -> None:
    assert Report(**WeighedReport.of(ROW).columns()) == ROW
