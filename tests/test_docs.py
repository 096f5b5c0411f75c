"""Tests of the pages of docs/: their SQL runs, their commands can be parsed, their notebook ends in a picture."""

import ast
import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.cli import run as run_command
from flows.cli.interface import Exit
from flows.own_examples import lines, try_knowledge
from flows.pipeline import Stages, run
from flows.release_checks import own_checks
from tests.finding import each
from tests.own import write_own
from tests.small_seeds import write_small_seeds
from tests.test_architecture import ROOT, commands_of, parse
from transforms.corrections import GIVEN, read_corrections
from transforms.documents.source import SourceFile
from transforms.own_knowledge import own_knowledge, read_knowledge, using
from transforms.tables import TABLES
from warehouse.asking import ask
from warehouse.releases import Warehouse
from warehouse.view import VIEWS

DOCS = ROOT / "docs"
GUIDES = tuple(path.name for path in sorted(DOCS.glob("*.md")) if commands_of(f"docs/{path.name}"))
"""Pages with commands."""
EXAMPLES = (DOCS / "quickstart.ipynb", *(DOCS / name for name in GUIDES))


def blocks(page: str, language: str) -> list[str]:
    """Return the blocks of code of a page in one language."""
    return re.findall(rf"```{language}\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)


IN_A_BUCKET = "s3://"  # a script for DuckDB itself, which tests/warehouse/test_object_storage.py tries
QUERIES = [
    (path.name, sql) for path in sorted(DOCS.glob("*.md")) for sql in blocks(path.name, "sql") if IN_A_BUCKET not in sql
]
ASKED = [
    (page, command) for page in GUIDES for command in commands_of(f"docs/{page}") if command[1] in {"query", "describe"}
]
"""Commands of the pages that ask a warehouse; what else they do has tests of its own, here and in `tests/flows`."""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checkout")
    unchecked = Stages(validate=lambda *_: 0)  # the tables are checked by tests of their own, which takes seconds
    run(write_small_seeds(folder / "seeds"), folder / "warehouse" / "data", stages=unchecked)
    return folder


@pytest.mark.parametrize(("page", "sql"), QUERIES, ids=[f"{page}-{at}" for at, (page, _) in enumerate(QUERIES)])
def test_a_query_of_a_page_runs(page: str, sql: str, checkout: Path) -> None:
    database = Warehouse(checkout / "warehouse" / "data").published().database
    assert ask(database, sql.rstrip().rstrip(";")).columns


@pytest.mark.parametrize(("page", "command"), ASKED, ids=[f"{page}-{at}" for at, (page, _) in enumerate(ASKED)])
def test_a_question_that_a_page_asks_by_command_is_answered(
    page: str, command: list[str], checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(checkout)
    monkeypatch.setenv("ENTENTE_WAREHOUSE", str(checkout / "warehouse" / "data"))
    assert run_command(without_warehouse(command[1:])) == Exit.OK, (page, capsys.readouterr().err)


def without_warehouse(arguments: list[str]) -> list[str]:
    """Return the arguments of a command without the warehouse that its page names, which is a reader's own."""
    at = arguments.index("--warehouse") if "--warehouse" in arguments else len(arguments)
    return [*arguments[:at], *arguments[at + 2 :]]


def test_the_questions_find_what_the_small_seeds_tell(checkout: Path) -> None:
    database = Warehouse(checkout / "warehouse" / "data").published().database
    meeting = ask(database, "select direction, event_type from dyad('France', 'EGY') where event_type = 'CONSULT'").rows
    assert set(meeting) == {("both", "CONSULT")}
    told = ask(database, "select path, state from coverage order by path").rows
    assert told == [("wire/empty.txt", "rejected"), ("wire/strike.md", "coded"), ("wire/talks.txt", "coded")]
    late = ask(database, "select distinct event_type from events_since('2024-03-05') where trigger = 'bombed'").rows
    assert late == [("ASSAULT",)]


@pytest.mark.parametrize("page", [f"docs/{name}" for name in GUIDES])
def test_the_commands_of_a_page_can_be_parsed(page: str) -> None:
    for command in commands_of(page):
        parse(command)


@pytest.mark.parametrize("page", ["add-a-source.md", "feeds.md"])
def test_the_source_file_of_the_page_is_one(page: str) -> None:
    (text,) = blocks(page, "yaml")
    assert SourceFile(**yaml.safe_load(text)).timezone == "Europe/London"


def test_the_corrections_of_the_page_can_be_read(tmp_path: Path) -> None:
    texts = blocks("correct-a-row.md", "csv")
    lines = [row for text in texts for row in csv.reader(io.StringIO(text))][1:]
    (tmp_path / "corrections.csv").write_text("\n".join([",".join(GIVEN), *[text.split("\n", 1)[1] for text in texts]]))
    assert len(read_corrections(tmp_path)) == len([line for line in lines if line != list(GIVEN)])


def test_the_checks_of_the_page_can_be_made(tmp_path: Path) -> None:
    (text,) = blocks("checks.md", "yaml")
    (tmp_path / "expectations").mkdir()
    (tmp_path / "entente.toml").touch()
    (tmp_path / "expectations" / "desk.yaml").write_text(text, encoding="utf-8")
    own = own_checks(tmp_path)
    assert (len(own.expectations), len(own.rules)) == (2, 1)


def test_the_codebook_of_the_page_is_coded_as_it_says(tmp_path: Path) -> None:
    stoppage, coerce = blocks("own-knowledge.md", "yaml")
    actors, places = blocks("own-knowledge.md", "csv")
    folder = write_own(tmp_path, stoppage=stoppage, coerce=coerce, actors=actors, places=places)
    (folder / "ontology" / "contexts.yaml").unlink()
    with using(read_knowledge(folder)):
        told = "\n".join(lines(try_knowledge(own_knowledge())))
    (shown,) = [block for block in blocks("own-knowledge.md", "console") if "entente knowledge" in block]
    assert shown == f"$ entente knowledge\n{told}\n"


def test_every_table_and_view_that_a_page_names_exists() -> None:
    names = {view.name for view in VIEWS} | {row.table for row in TABLES}
    for page, sql in QUERIES:
        for name in each(re.findall(r"\bfrom (\w+)", sql)):
            assert name in names, (page, name)


def cells() -> list[str]:
    """Return the cells of code of the notebook."""
    notebook = json.loads((DOCS / "quickstart.ipynb").read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def test_the_quickstart_runs_from_documents_to_a_picture(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout)
    names: dict[str, Any] = {"__name__": "__main__"}
    for source in cells():  # as Jupyter runs them, one after another in one namespace
        exec(compile(ast.parse(source), "quickstart.ipynb", "exec"), names)
    chart = names["chart"].to_dict()
    (data,) = chart["datasets"].values()
    assert chart["mark"]["type"] == "bar"
    assert sum(row["events"] for row in data) == names["months"]["events"].sum() > 0


def test_the_python_of_the_page_runs(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_warehouse").symlink_to(checkout / "warehouse" / "data")
    arrow: dict[str, Any] = {}
    pandas: dict[str, Any] = {}
    for source, names in zip(blocks("python.md", "python"), (arrow, pandas), strict=True):
        exec(compile(source, "python.md", "exec"), names)
    assert arrow["events"].num_rows == len(pandas["events"]) > arrow["assaults"].num_rows > 0


def test_the_quickstart_is_kept_without_outputs() -> None:
    notebook = json.loads((DOCS / "quickstart.ipynb").read_text(encoding="utf-8"))
    assert [cell for cell in notebook["cells"] if cell.get("outputs") or cell.get("execution_count")] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_a_page_names_no_path_of_one_machine(path: Path) -> None:
    assert not re.search(r"/(home|root|tmp|Users)/", path.read_text(encoding="utf-8"))
