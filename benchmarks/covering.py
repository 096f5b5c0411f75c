"""Takes a run of pytest, gives which lines of ours it executed and which of our data files it opened.

A plugin: `python -m pytest -p benchmarks.covering --covering FILE tests/...` appends one JSON line to the file: the
tests, their seconds, whether they passed, the lines by module and the data files. It begins before any module of ours
is imported, so that lines that run on import count. Needs `coverage`, which is in no lock.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage

ROOT = Path(__file__).parent.parent
SOURCES = ("transforms", "expectations", "warehouse", "evaluation", "flows")
"""Packages that ship, whose lines count."""
DATA = (".csv", ".yaml", ".sql")

began = time.monotonic()
coverage = Coverage(data_file=None, source=[str(ROOT / package) for package in SOURCES])
opened: set[str] = set()


def note_open(event: str, arguments: tuple[Any, ...]) -> None:
    """Remember a data file of ours that is opened; an audit hook, which Python calls for every event."""
    if event == "open" and str(arguments[0]).endswith(DATA):
        path = Path(str(arguments[0])).absolute()
        if path.is_relative_to(ROOT):
            opened.add(path.relative_to(ROOT).as_posix())


coverage.start()
sys.addaudithook(note_open)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the option that names the file."""
    parser.addoption("--covering", help="file to which a JSON line is appended")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Append what the run covered."""
    coverage.stop()
    data = coverage.get_data()
    lines = {Path(path).relative_to(ROOT).as_posix(): sorted(data.lines(path) or ()) for path in data.measured_files()}
    told = {
        "tests": session.config.args,
        "seconds": round(time.monotonic() - began, 1),
        "passed": exitstatus == 0,
        "opened": sorted(path for path in opened if path.startswith(SOURCES)),
        "lines": {path: covered for path, covered in lines.items() if covered},
    }
    with Path(session.config.getoption("--covering")).open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(told) + "\n")
