"""Tests of the command: what it prints and with which code it ends."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from flows.cli import app, run
from flows.cli.failures import CODES
from flows.cli.interface import Exit
from flows.pipeline import run as run_pipeline
from tests.finding import each
from tests.small_seeds import write_small_seeds
from warehouse.releases import Warehouse

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("flows", "transforms", "expectations", "warehouse", "evaluation")

NOT_FOR_HELP = {
    *("transforms", "expectations", "warehouse", "evaluation", "training"),
    *("prefect", "great_expectations", "pyarrow", "duckdb", "pandas", "numpy", "onnxruntime", "tokenizers", "pydantic"),
    *("lxml", "yaml", "babel", "pycountry", "multiprocessing", "asyncio"),
}
"""What does the work of commands, and takes long to import; `entente --help` does no work."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    run_pipeline(write_small_seeds(folder / "seeds"), folder / "warehouse")
    return folder / "warehouse"


def output(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(arguments)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_a_query_answers_as_csv(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sql = "select path from documents order by path"
    answer = output(capsys, "query", sql, "--format", "csv", "--warehouse", str(root))
    assert answer == (Exit.OK, "path\nwire/strike.md\nwire/talks.txt\n", "")


@pytest.mark.parametrize(
    "sql",
    [
        "delete from events",
        "create table mine as select 1",
        "attach '/tmp/other.duckdb'",
        "copy documents to '/tmp/taken.csv'",
        "select * from read_csv('/etc/passwd')",
        "install httpfs",
        "set enable_external_access = true",
    ],
)
def test_a_query_can_only_read(sql: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = output(capsys, "query", sql, "--warehouse", str(root))
    assert (code, out) == (Exit.USAGE, "")
    assert err.startswith("entente: ")
    assert "Traceback" not in err


def test_an_event_is_explained_from_its_sentence(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sql = "select event_id from events_flat where trigger = 'bombed'"
    ((event,),) = (
        row.values() for row in json.loads(output(capsys, "query", sql, "--json", "--warehouse", str(root))[1])
    )
    code, out, _ = output(capsys, "explain", event[:8], "--warehouse", str(root))
    assert code == Exit.OK
    assert "[actor: Turkish warplanes] [trigger: bombed]" in out
    assert "wire/strike.md" in out
    assert re.search(r'^  event type +ASSAULT: "bombed" \(sentence, report 1', out, re.MULTILINE)
    assert "  joined      with report 1: its document tells both as one event\n" in out
    assert "\nnearest other events\n\n  none        no other event was compared with it" in out


def test_two_events_are_explained_by_what_keeps_them_apart(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sql = "select event_id from events order by event_id limit 2"
    rows = json.loads(output(capsys, "query", sql, "--json", "--warehouse", str(root))[1])
    keys = [row["event_id"] for row in rows]
    code, out, _ = output(capsys, "explain", *keys, "--warehouse", str(root))
    assert (code, out.splitlines()[0]) == (Exit.OK, "two events")
    told = json.loads(output(capsys, "explain", *keys, "--json", "--warehouse", str(root))[1])
    assert [told["one"]["event_id"], told["other"]["event_id"]] == keys


def test_two_events_are_called_one_by_a_line_that_names_two_reports(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sql = "select event_id, report_id from event_reports where position = 0 order by event_id limit 2"
    first, second = json.loads(output(capsys, "query", sql, "--json", "--warehouse", str(root))[1])
    names = (first["event_id"], second["report_id"])
    said = ("--author", "Ana Lopes", "--seeds", str(tmp_path), "--warehouse", str(root))
    code, out, _ = output(capsys, "correct", "same-event", *names, "--reason", "one raid, told twice", *said)
    header, line = (tmp_path / "corrections.csv").read_text(encoding="utf-8").splitlines()
    assert (code, out.splitlines()[1:]) == (Exit.OK, [line, "`entente build` applies it"])
    assert header == "target_table,target_id,target_column,value,expected,reason,author,made_on"
    begin = f"reports,{first['report_id']},same_event,{second['report_id']}"
    assert re.fullmatch(rf'{begin},,"one raid, told twice",Ana Lopes,\d{{4}}-\d\d-\d\d', line)
    for what, keys, expected, message in (
        ("same-event", names[::-1], Exit.USAGE, "corrections.csv:2 says that already"),
        ("not-same-event", names, Exit.DATA, "are two events here, and one by corrections.csv:2"),
        ("same-event", (names[0], first["report_id"]), Exit.USAGE, "are one event already"),
        ("not-same-event", (names[1], names[1]), Exit.USAGE, "name one report"),
        ("same-event", (names[0], "zzzz"), Exit.USAGE, "no event 'zzzz'"),
    ):
        code, _, err = output(capsys, "correct", what, *keys, "--reason", "why", *said)
        assert (code, message in err) == (expected, True), err
    assert (tmp_path / "corrections.csv").read_text(encoding="utf-8").splitlines() == [header, line]


FIELDS = """
with fields as (
    select event_id, unnest(['event_type', 'factuality']) as field from events
    union all
    select event_id, 'mode' from events where mode is not null
    union all
    select event_id, 'days' from events where coalesce(occurred_first_on, occurred_last_on) is not null
    union all
    select event_id, 'place' from events where place_id is not null
    union all
    select event_id, kind
    from (select event_id, deaths, injured, arrested, size from events)
    unpivot (number for kind in (deaths, injured, arrested, size))
    union all
    select event_id, role from event_participants
    union all
    select event_id, role || '_country' from event_participants where country is not null
)

select field, count(*) as events, count(*) filter (where not exists (
    select 1 from field_evidence as held where held.event_id = fields.event_id and held.field = fields.field
)) as without
from fields
group by field
having without > 0 or field = 'days'
"""


def test_every_field_of_an_event_says_what_gives_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (days,) = json.loads(output(capsys, "query", FIELDS, "--json", "--warehouse", str(root))[1])
    assert days["events"] > 0
    assert (days["field"], days["without"]) == ("days", 0)


def test_an_unknown_event_is_a_usage_error(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = output(capsys, "explain", "ffff", "--warehouse", str(root))
    assert (code, err[:27]) == (Exit.USAGE, "entente: no event 'ffff'; `")


def test_status_tells_the_release_as_json(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = output(capsys, "status", "--json", "--warehouse", str(root))
    answer = json.loads(out)
    assert (code, answer["release"], answer["files"], answer["documents"]) == (Exit.OK, 1, 3, 2)
    assert {"measure": "rejections", "detail": "empty", "count": 1} in answer["quality"]


def test_a_dry_run_changes_nothing(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seeds = write_small_seeds(tmp_path / "seeds")
    code, out, _ = output(capsys, "build", "--dry-run", "--seeds", str(seeds), "--warehouse", str(tmp_path / "none"))
    assert (code, out.splitlines()[0]) == (Exit.OK, "would read 3 records of 3 files")
    assert not (tmp_path / "none").exists()


def test_a_missing_folder_of_seeds_is_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = output(
        capsys, "build", "--no-prefect", "--seeds", str(tmp_path / "no"), "--warehouse", str(tmp_path / "w")
    )
    assert code == Exit.USAGE
    assert "nothing there" in err
    assert "Traceback" not in err


def test_an_empty_folder_of_seeds_does_not_empty_the_warehouse(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Warehouse(root).published()
    code, _, err = output(capsys, "build", "--no-prefect", "--seeds", str(tmp_path), "--warehouse", str(root))
    assert (code, "no file there" in err) == (Exit.USAGE, True)
    assert Warehouse(root).published() == before


def test_a_missing_warehouse_is_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = output(capsys, "status", "--warehouse", str(tmp_path))
    assert (code, "no published warehouse here" in err) == (Exit.USAGE, True)


def test_a_warehouse_that_cannot_be_written_is_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("not a folder")
    seeds = write_small_seeds(tmp_path / "seeds")
    code, _, err = output(
        capsys, "build", "--no-prefect", "--seeds", str(seeds), "--warehouse", str(tmp_path / "file" / "w")
    )
    assert (code, "not a directory" in err) == (Exit.USAGE, True)


def test_a_locked_warehouse_has_a_code_of_its_own(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Warehouse(root).lock():
        code, _, err = output(capsys, "build", "--seeds", str(root.parent / "seeds"), "--warehouse", str(root))
    assert (code, "another run is under way" in err) == (Exit.LOCKED, True)


def test_an_unknown_command_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = output(capsys, "bild")
    assert (code, err != "") == (Exit.USAGE, True)


def test_a_table_describes_itself(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = output(capsys, "describe", "stories")
    assert code == Exit.OK
    assert "copies of one dispatch" in out
    assert "independent_sources" in out


def test_a_name_shows_its_places_and_why_one_goes_first(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = output(capsys, "places", "Qusair", "--near", "Homs", "--json")
    first = json.loads(out)[0]
    assert (code, first["country"], "others near it" in first["why"]) == (Exit.OK, "SYR", True)
    code, out, _ = output(capsys, "places", "Golan Heights")
    assert (code, "occupied by Israel" in out) == (Exit.OK, True)
    assert output(capsys, "places", "")[0] == Exit.DATA


def test_help_imports_nothing_that_does_work() -> None:
    program = "import sys; from flows.cli import run; run(['--help']); print(*sys.modules, file=sys.stderr)"
    answer = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "evaluate" in answer.stdout
    assert {name.split(".")[0] for name in answer.stderr.split()} & NOT_FOR_HELP == set()


HELPERS = {"failures", "interface", "interruption", "output"}
"""Modules beside those of the commands."""


def test_every_module_of_a_command_is_a_command() -> None:
    modules = {path.stem for path in (ROOT / "flows" / "cli").glob("[!_]*.py")} - HELPERS
    assert modules == {name for name in app.resolved_commands() if not name.startswith("-")}


def test_an_unknown_table_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert output(capsys, "describe", "tales")[0] == Exit.USAGE


def test_the_doctor_finds_everything_in_place(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = output(capsys, "doctor", "--warehouse", str(root))
    assert "reading engine" in out
    assert "BAD" not in out
    assert code == Exit.OK


def test_the_published_tables_pass_a_second_check(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert output(capsys, "check", "--warehouse", str(root))[0] == Exit.OK


def test_every_failure_that_has_a_code_exists() -> None:
    sources = [path.read_text(encoding="utf-8") for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    for name in each(CODES.keys() - {"CycloptsError", "OSError"}):
        assert any(f"class {name}(" in source for source in sources), name
