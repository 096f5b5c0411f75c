"""The commands of the README, run as a reader would run them, in a folder that looks like a checkout."""

from pathlib import Path

import pytest

from flows import pipeline
from flows.cli import run
from flows.cli.interface import Exit
from tests.small_seeds import write_small_seeds
from tests.test_architecture import ROOT, commands_of
from warehouse.asking import ask
from warehouse.releases import Warehouse

RUNS_ON = {"serve"}  # until Ctrl-C
COMMANDS = [command for command in commands_of("README.md") if command[1] not in RUNS_ON]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checkout")
    write_small_seeds(folder / "seeds")
    write_small_seeds(folder / "my_documents")
    (folder / "evaluation").symlink_to(ROOT / "evaluation")
    pipeline.run(folder / "seeds", folder / "warehouse" / "data")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_of_the_readme_works(
    command: list[str], checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(checkout)
    _, name, *arguments = command
    if name == "build" and "--no-prefect" not in arguments:  # the flow has a test of its own
        arguments.append("--no-prefect")
    if name == "explain":  # the key in the README is an example
        database = Warehouse(checkout / "warehouse" / "data").published().database
        arguments = [str(ask(database, "select min(event_id) from events").rows[0][0])]
    if name == "forget":  # and so is the path
        arguments[0] = "wire/talks.txt"
    if name == "compare":  # the file is theirs, of which this is the layout
        assert run(["export", "--to", "theirs", "--format", "acled-csv"]) == Exit.OK
        arguments = ["theirs/acled.csv"]
    assert run([name, *arguments]) == Exit.OK, capsys.readouterr().err
