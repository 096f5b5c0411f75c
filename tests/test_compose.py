"""The services of compose.yaml: closed to others, and one password for all that ask Prefect's server."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.finding import each
from tests.test_architecture import ROOT


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert isinstance(found, dict)
    return found


def test_nothing_listens_beyond_this_machine_and_there_is_no_server_without_a_password(
    services: dict[str, Any],
) -> None:
    assert [port for service in services.values() for port in service.get("ports", [])] == ["127.0.0.1:4200:4200"]
    password = services["server"]["environment"]["PREFECT_SERVER_API_AUTH_STRING"]
    assert password == "entente:${ENTENTE_PASSWORD:?set a password}"
    for name in ("deploy", "worker"):
        assert services[name]["environment"]["PREFECT_API_AUTH_STRING"] == password


def test_the_worker_waits_for_its_deployment_and_that_for_a_healthy_server(services: dict[str, Any]) -> None:
    waits = {name: service.get("depends_on", {}) for name, service in services.items()}
    assert waits["worker"] == {"deploy": {"condition": "service_completed_successfully"}}
    assert waits["deploy"] == {"server": {"condition": "service_healthy"}}
    for service in each(services.values()):
        assert set(service.get("depends_on", {})) <= set(services)


def test_the_deployments_are_found_as_compose_looks_for_them(services: dict[str, Any]) -> None:
    (line,) = [line for line in services["deploy"]["command"][0].splitlines() if line.startswith("file=")]
    program = line.split("'")[1]
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "daily" in Path(told.stdout.strip()).read_text(encoding="utf-8")
