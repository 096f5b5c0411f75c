"""Tests of the project of Great Expectations on disk: a plain script opens it and finds the offenders."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from expectations.gx_project import write_project
from expectations.own_checks import read_checks
from tests.built import build_release
from warehouse.blank import PLAIN_VIEWS

SCRIPT = Path(__file__).parents[2] / "docs" / "run_checkpoint.py"
CHECKS = """expectations:
- description: No event is told as cheerful.
  table: events
  type: expect_column_values_to_be_between
  kwargs: {column: score, max_value: 0}
  severity: warning
- name: protests
  description: There is one protest at most.
  query: select event_id, size from events where event_type = 'PROTEST'
  type: expect_table_row_count_to_be_between
  kwargs: {max_value: 0}
  severity: critical
"""


@pytest.mark.slow
def test_a_plain_script_runs_the_checkpoint_and_names_the_offenders(tmp_path: Path) -> None:
    build_release(tmp_path / "release")
    (tmp_path / "desk.yaml").write_text(CHECKS, encoding="utf-8")
    written = write_project(
        tmp_path / "quality", tmp_path / "release", read_checks([tmp_path / "desk.yaml"]), PLAIN_VIEWS
    )
    settings = yaml.safe_load(written.read_text(encoding="utf-8"))
    assert (settings["analytics_enabled"], settings["data_docs_sites"]) == (False, {})
    done = subprocess.run([sys.executable, SCRIPT, tmp_path / "quality"], text=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert told["success"] is False
    found = {(one["table"], one["description"]): (one["severity"], one["offenders"]) for one in told["failed"]}
    assert found["events", "No event is told as cheerful."] == ("warning", [f"{124:016x}"])
    assert found["protests", "There is one protest at most."] == ("critical", [])
