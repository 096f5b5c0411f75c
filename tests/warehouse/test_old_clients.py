"""The DuckDB file opens in every DuckDB since 1.0, which BI drivers bring, and answers there, every view and macro.

`.ci/run` installs the clients of `clients.txt` once, under Python 3.11, for which all of them have wheels; a test of
one that is not here says so and is passed over, unless `ENTENTE_NEEDS_OLD_CLIENTS` is set.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flows.pipeline import run
from warehouse.asking import ask, explain
from warehouse.releases import DATABASE
from warehouse.view import REQUIRED, VIEWS

HERE = Path(__file__).parent
CLIENTS = dict(line.split(maxsplit=1) for line in (HERE / "clients.txt").read_text(encoding="utf-8").splitlines())
FOLDER = Path(os.environ.get("ENTENTE_OLD_CLIENTS", "~/.cache/entente/duckdb-clients")).expanduser()
NEEDED = "ENTENTE_NEEDS_OLD_CLIENTS"
SECONDS = 5.0  # CPU seconds of each view on the seeds
PLANNING = 300.0  # seconds after which a client plans for ever, which no interruption ends
ARGUMENTS = {"a": "'Russia'", "b": "'TUR'", "since": "'2016-01-01'"}

QUERIES = [
    f"from {view.name}"
    + (
        f"({', '.join(ARGUMENTS[parameter.name] for parameter in view.parameters if parameter.default == REQUIRED)})"
        if view.parameters
        else ""
    )
    for view in VIEWS
]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("warehouse")
    run(HERE.parents[1] / "seeds", root)
    return root / "current" / DATABASE


def python_of(client: str) -> str:
    """Return the Python 3.11 that runs a client; without it or the client the test ends here."""
    python = sys.executable if sys.version_info[:2] == (3, 11) else shutil.which("python3.11")
    if python and (FOLDER / client / "duckdb").is_dir():
        return python
    lacking = f"no {CLIENTS[client]} in {FOLDER}" if python else "no Python 3.11 here"
    if os.environ.get(NEEDED):
        pytest.fail(lacking)
    pytest.skip(lacking)


@pytest.mark.parametrize("client", CLIENTS)
def test_every_view_and_macro_answers_in(client: str, request: pytest.FixtureRequest) -> None:
    python = python_of(client)  # before the seeds are read, which takes half a minute
    database = request.getfixturevalue("database")
    done = subprocess.run(
        [python, "-S", str(HERE / "client.py"), str(database), str(SECONDS)],
        env={"PYTHONPATH": str(FOLDER / client), "PATH": os.environ.get("PATH", "")},
        input="\n".join(QUERIES),
        capture_output=True,
        text=True,
        timeout=PLANNING,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    opened, *answers = map(json.loads, done.stdout.splitlines())
    assert opened["version"].startswith(client.removeprefix("newest-"))
    assert [answer["query"] for answer in answers] == QUERIES
    assert [answer for answer in answers if "error" in answer or answer["seconds"] > SECONDS] == []


def test_the_readme_explains_an_event_of_the_seeds_and_shows_their_rift(database: Path) -> None:
    readme = (HERE.parents[1] / "README.md").read_text(encoding="utf-8")
    (key,) = re.findall(r"^\.venv/bin/entente explain (\w+)", readme, re.MULTILINE)
    assert explain(database, key)["event_id"].startswith(key)
    (rift,) = re.findall(r'entente query "(.* from rifts .*)" --format markdown', readme)
    ((*shown,),) = ask(database, rift).rows
    assert f"| {' | '.join(map(str, shown))} |" in readme
