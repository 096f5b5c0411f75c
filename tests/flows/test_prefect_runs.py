"""What a run leaves on Prefect's page: states, task runs, artifacts, an event; and what its form takes."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

import duckdb
import pytest
import yaml

from expectations.findings import Breach
from flows.pipeline import Summary
from flows.settings import SettingsInvalid
from tests.finding import each
from tests.flows.prefect_servers import Server
from tests.small_seeds import write_small_seeds
from tests.test_architecture import ROOT
from warehouse.releases import DATABASE, Release

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient


class Ran(NamedTuple):
    """What two runs over the same seeds gave, and what the server holds of them."""

    first: Summary
    second: Summary
    client: "SyncPrefectClient"
    warehouse: Path

    def asked(self, path: Any, body: dict[str, Any]) -> Any:
        """Return what the server answers to a filter."""
        return self.client.request("POST", path, json=body).json()

    def artifact(self, key: str) -> dict[str, Any]:
        """Return the artifact of a key."""
        (found,) = self.asked("/artifacts/filter", {"artifacts": {"key": {"any_": [key]}}})
        assert isinstance(found, dict)
        return found


@pytest.fixture(scope="module")
def ran(prefect_client: "SyncPrefectClient", tmp_path_factory: pytest.TempPathFactory) -> Ran:
    from flows.build import build

    folder = tmp_path_factory.mktemp("ran")
    seeds, warehouse = write_small_seeds(folder / "seeds"), folder / "warehouse"
    first, second = (build(seeds, warehouse, workers=1) for _ in range(2))
    return Ran(first, second, prefect_client, warehouse)  # type: ignore[arg-type]


@pytest.mark.slow
def test_a_run_says_in_its_state_what_came_of_it(ran: Ran) -> None:
    states = [
        (run.state.type.value, run.state.name, run.state.message) for run in ran.client.read_flow_runs() if run.state
    ]
    assert (ran.first.documents, ran.first.rejections, ran.second.is_unchanged) == (2, 1, True)
    told = f"release 1: {ran.first.events} events from 2 documents, 2 read now; 1 rejections, 0 findings"
    assert ("COMPLETED", "Completed", told) in states
    assert ("COMPLETED", "NothingNew", "release 1 stands: nothing new in 3 files") in states


@pytest.mark.slow
def test_a_run_shows_its_counts_its_rejections_its_findings_and_its_report(ran: Ran) -> None:
    page = ran.artifact("entente-release")["data"]
    assert "| documents read | 2 |" in page
    assert "## Rejections by reason\n\n| reason | files and records |\n|---|---|\n| empty | 1 |\n" in page
    assert "## New rifts and thaws\nNone." in page
    assert json.loads(ran.artifact("entente-findings")["data"]) == []
    report = ran.warehouse.absolute() / "releases"
    assert f"[Report of release 1](file://{report}/0001-" in ran.artifact("entente-report")["data"]
    (progress,) = ran.asked("/artifacts/filter", {"artifacts": {"type": {"any_": ["progress"]}}})
    assert (progress["description"], progress["data"]) == ("read: 3 records", 100)


@pytest.mark.slow
def test_a_release_is_an_event_and_nothing_new_is_none(ran: Ran) -> None:
    asked, deadline = {"filter": {"event": {"name": ["entente.release.published"]}}}, time.monotonic() + 30
    while not (found := ran.asked("/events/filter", asked)["events"]) and time.monotonic() < deadline:
        time.sleep(0.5)
    (event,) = found
    assert event["resource"]["prefect.resource.id"] == f"entente.warehouse.{ran.warehouse.absolute()}"
    assert (event["resource"]["entente.release"], event["payload"]["documents"]) == ("1", 2)


@pytest.mark.slow
def test_the_form_describes_every_parameter_and_refuses_what_cannot_be(ran: Ran) -> None:
    from prefect.exceptions import ParameterTypeError
    from prefect.utilities.callables import parameter_schema

    from flows.build import build

    properties = parameter_schema(build).model_dump()["properties"]
    assert [name for name, told in properties.items() if not told.get("description")] == []
    for wrong in ({"workers": 0}, {"runner": "threads"}, {"reader": "human"}, {"budget": -1}):
        with pytest.raises(ParameterTypeError, match=next(iter(wrong))):
            build.validate_parameters(wrong)


@pytest.mark.slow
def test_a_silent_source_is_asked_again_and_a_wrong_one_is_not(
    prefect_client: "SyncPrefectClient", tmp_path: Path
) -> None:
    from flows.source_tasks import SourceSilent, fetch

    (tmp_path / "wire").mkdir()
    source = tmp_path / "wire" / "source.yaml"
    source.write_text("name: A Wire\nkind: wire\nlanguage: en\nfeeds: [http://127.0.0.1:9/feed]\n", encoding="utf-8")
    at_once = fetch.with_options(retry_delay_seconds=0)
    silent = at_once(tmp_path, "wire", return_state=True)
    source.write_text("name: [\n", encoding="utf-8")
    wrong = at_once(tmp_path, "wire", return_state=True)
    assert isinstance(silent.result(raise_on_failure=False), SourceSilent)
    deadline, counts = time.monotonic() + 30, dict[UUID | None, int]()
    while len(counts) < 2 and time.monotonic() < deadline:
        runs = [run for run in prefect_client.read_task_runs() if "fetch" in run.tags]
        counts = {run.id: run.run_count for run in runs if run.state and run.state.is_final()}
        time.sleep(0.5)
    assert [counts[state.state_details.task_run_id] for state in (silent, wrong)] == [3, 1]


@pytest.mark.slow
def test_the_deployments_are_taken_as_they_are(prefect_client: "SyncPrefectClient", server: Server) -> None:
    from prefect.client.schemas.actions import WorkPoolCreate

    told = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    for deployment in each(told):
        names = deployment["work_pool"].get("job_variables", {"env": {}})
        variables = {"type": "object", "properties": {name: {} for name in names}}
        template = {"job_configuration": {name: f"{{{{ {name} }}}}" for name in names}, "variables": variables}
        pool = WorkPoolCreate(name=deployment["work_pool"]["name"], type="process", base_job_template=template)
        prefect_client.create_work_pool(pool, overwrite=True)
    command = [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"]
    subprocess.run(command, cwd=ROOT, env=server.environment(), check=True, capture_output=True)
    made = {found.name: found for found in prefect_client.read_deployments()}
    assert set(made) == {"daily", "docker", "kubernetes"}
    for deployment in each(made.values()):
        assert deployment.entrypoint == "flows.build.build"
        assert (deployment.parameter_openapi_schema or {})["properties"]["seeds"]["description"]
    assert made["docker"].pull_steps == made["kubernetes"].pull_steps == []


@pytest.mark.slow
def test_the_keys_of_a_bucket_stand_in_the_environment_of_the_run_alone(
    prefect_client: "SyncPrefectClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    from prefect.blocks.system import Secret

    from flows.prefect_secrets import bucket_keys

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "before")
    Secret(value={"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}).save("desk-bucket", overwrite=True)
    with bucket_keys("desk-bucket"):
        assert (os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"]) == ("a", "b")
    assert (os.environ["AWS_ACCESS_KEY_ID"], "AWS_SECRET_ACCESS_KEY" in os.environ) == ("before", False)
    with pytest.raises(SettingsInvalid, match="Prefect has no secret named 'another'"), bucket_keys("another"):
        pass


@pytest.mark.parametrize(
    ("held", "refusal"),
    [
        ("AWS_ACCESS_KEY_ID=a", "no JSON object of texts"),
        ({"AWS_ACCESS_KEY_ID": 1}, "no JSON object of texts"),
        ({"AWS_ACCESS_KEY_ID": "hidden", "LD_PRELOAD": "hidden"}, "LD_PRELOAD: only variables AWS_"),
    ],
)
def test_a_secret_that_is_no_keys_of_a_bucket_is_refused_and_not_shown(held: object, refusal: str) -> None:
    from flows.prefect_secrets import checked

    with pytest.raises(SettingsInvalid, match=refusal) as refused:
        checked("desk-bucket", held)
    assert "hidden" not in str(refused.value)


def test_no_words_of_documents_stand_in_the_offenders_of_a_finding() -> None:
    from flows.run_artifacts import named

    offenders = (
        {"event_id": "3f9c", "sentence": "He fled.", "size": 3, "place_id": None},
        {"subject": "wire", "before": 10.0, "now": 0.0},
    )
    breach = Breach("events", "Every event has a place.", "warning", "2 rows", offenders)
    assert [named(offender) for offender in breach.offenders] == [
        "event_id 3f9c, size 3",
        "subject wire, before 10.0, now 0.0",
    ]


def test_a_name_from_a_document_steers_no_page() -> None:
    from warehouse.markdown_words import cell

    assert cell("a|b <img src=x> [c](d)\n\x1b[1m") == r"a\|b \<img src=x\> \[c\](d) " + cell("\x1b[1m")
    assert "\x1b" not in cell("\x1b[1m")


def test_new_rifts_are_those_that_the_release_before_did_not_have(tmp_path: Path) -> None:
    from flows.run_artifacts import Rift, new_rifts

    def release(number: int, rows: str | None) -> Release:
        folder = tmp_path / f"{number:04}-x"
        folder.mkdir()
        if rows:
            with duckdb.connect(folder / DATABASE) as connection:
                columns = "rifts(rift_id, kind, a, b, first_on, strength, turns)"
                connection.execute(f"create view {columns} as select * from (values {rows})")
        return Release(folder, number, "x")

    old = "('1', 'rift', 'Egypt', 'Iran', null, 5e-1, 2)"
    before = release(1, old)
    now = release(2, f"{old}, ('2', 'thaw', 'Iran', 'Iraq', null, 4e-1, 1)")
    thaw = Rift("thaw", "Iran", "Iraq", None, 0.4, 1)
    assert [new_rifts(now, before), new_rifts(now, now)] == [[thaw], []]
    assert len(new_rifts(now, release(3, None))) == len(new_rifts(now, None)) == 2
