"""Tests of a project's own checks: what is refused, and what stops a publication."""

from pathlib import Path

import pytest

from flows.cli import run as run_command
from flows.cli.interface import Exit
from flows.release_checks import own_checks
from tests.small_seeds import write_small_seeds
from transforms.own_knowledge import KnowledgeInvalid
from warehouse.asking import ask
from warehouse.releases import Warehouse

EXPECTATION = """expectations:
- description: Every event has a type.
  table: events
  type: expect_column_values_to_not_be_null
  kwargs: {column: event_type}
  severity: critical
"""
RULE = """rules:
- name: no_protests
  description: Nobody protests.
  offenders: select event_id, event_type from events where event_type = 'PROTEST'
  severity: warning
"""
COMPARISON = """comparisons:
- {name: documents, description: No document is lost., measure: rows_by_source, ratio: {min: 1}, severity: critical}
"""


def write_checks(folder: Path, text: str) -> Path:
    """Write a project with one file of checks into a folder; return the folder."""
    (folder / "expectations").mkdir(exist_ok=True)
    (folder / "entente.toml").touch()
    (folder / "expectations" / "desk.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_folder_without_a_project_has_our_comparisons_alone(tmp_path: Path) -> None:
    own = own_checks(tmp_path)
    assert (own.expectations, own.rules) == ((), ())
    assert {comparison.name for comparison in own.comparisons} >= {"rows", "nulls"}


def test_checks_of_each_kind_are_taken(tmp_path: Path) -> None:
    own = own_checks(write_checks(tmp_path, EXPECTATION + RULE + COMPARISON))
    assert [one.subject for one in (*own.expectations, *own.rules)] == ["events", "no_protests"]
    assert [one.severity for one in own.comparisons if one.name == "documents"] == ["critical"]


@pytest.mark.parametrize(
    ("text", "was", "now", "message"),
    [
        (EXPECTATION, "table: events", "table: evnts", "2: evnts: no table or view 'evnts'; near it: events"),
        (EXPECTATION, "column: event_type", "column: event_typ", "2: events: no column 'event_typ'; near it: event"),
        (EXPECTATION, "not_be_null", "not_be_nul", "2: events: no expectation 'expect_column_values_to_not_be_nul'"),
        (EXPECTATION, "column: event_type", "column: event_type, most: 1", "2: events: .*: kwargs: most: no such key"),
        (EXPECTATION, "table: events", "table: events\n  query: from events", "a table or a query"),
        (EXPECTATION, "table: events", "query: from events", "no name; an expectation of a query needs one"),
        (EXPECTATION, "critical", "fatal", "6: expectations: 'events': severity: Input should be 'warning' or"),
        (EXPECTATION, "severity", "severitty", "6: expectations: 'events': severitty: no such key"),
        (EXPECTATION, EXPECTATION[13:], EXPECTATION[13:] * 2, "8: events: it stands twice"),
        (EXPECTATION, "expect_column_values_to_not_be_null", "unexpected_rows_expectation", "SQL.*; use a rule"),
        (RULE, "event_id, event_type", "event_id, kind", "2: no_protests: .*kind"),
        (RULE, "select event_id, event_type from events", "from read_csv('desk.csv')", "2: no_protests: read_csv"),
        (RULE, "select event_id, event_type from events", "from 'desk.csv'", "2: no_protests: "),
        (RULE, "select event_id, event_type from events where event_type = 'PROTEST'", "drop table events", "DROP"),
        (COMPARISON, "measure: rows_by_source", "measure: rows_of_source", "no measure 'rows_of_source'; near it"),
    ],
)  # fmt: skip
def test_a_check_that_cannot_be_made_is_refused(text: str, was: str, now: str, message: str, tmp_path: Path) -> None:
    assert was in text
    with pytest.raises(KnowledgeInvalid, match=rf"expectations/desk.yaml:.*{message}"):
        own_checks(write_checks(tmp_path, text.replace(was, now)))


@pytest.mark.slow
def test_a_critical_breach_stops_a_publication_and_a_warning_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_small_seeds(write_checks(tmp_path, RULE.replace("PROTEST", "CONSULT")) / "seeds")
    monkeypatch.chdir(tmp_path)
    build = ["build", "--no-prefect", "--warehouse", "warehouse"]
    assert run_command(build) == Exit.OK
    published = Warehouse(tmp_path / "warehouse").published
    assert ask(published().database, "select name, expectation from findings").rows == [
        ("no_protests", "Nobody protests.")
    ]
    assert run_command(["status", "--warehouse", "warehouse"]) == Exit.OK
    assert "warns  no_protests: Nobody protests." in capsys.readouterr().out
    assert run_command(build) == Exit.OK
    assert published().number == 1  # nothing new, the checks neither
    write_checks(tmp_path, RULE.replace("PROTEST", "CONSULT").replace("warning", "critical"))
    assert run_command(build) == Exit.DATA
    assert "no_protests: Nobody protests. (" in capsys.readouterr().err
    write_checks(tmp_path, COMPARISON)
    (tmp_path / "seeds" / "wire" / "strike.md").unlink()
    assert run_command(build) == Exit.DATA
    assert "documents: No document is lost. (documents of wire 2 -> 1" in capsys.readouterr().err
    assert published().number == 1
