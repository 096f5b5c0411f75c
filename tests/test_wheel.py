"""What the wheel ships: what a user runs, with all the data that it reads, and nothing that only its makers run."""

import subprocess
from pathlib import Path

import pytest

from tests.test_architecture import ROOT

SHIPPED = {"entente", "flows", "transforms", "expectations", "warehouse", "evaluation"}
FOR_PROJECTS = {"seeds", "prefect.yaml"}
"""What `entente init` lays into a project; the wheel has it below `entente`."""
MAKERS = {"benchmarks", "training", "tools", "tests", "seeds", "docs"}


@pytest.fixture(scope="module")
def files() -> set[str]:
    wheel = pytest.importorskip("hatchling.builders.wheel").WheelBuilder(str(ROOT))
    return {Path(file.distribution_path).as_posix() for file in wheel.recurse_included_files()}


@pytest.fixture(scope="module")
def tracked() -> set[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout of git")
    return set(listed.stdout.splitlines())


def test_the_wheel_ships_the_packages_that_a_user_runs(files: set[str]) -> None:
    assert {name.split("/")[0] for name in files} == SHIPPED
    assert not SHIPPED & MAKERS


def test_every_file_of_a_package_that_ships_is_in_the_wheel(files: set[str], tracked: set[str]) -> None:
    assert {name for name in tracked if name.split("/")[0] in SHIPPED} <= files


def test_the_wheel_has_what_a_new_project_is_made_of(files: set[str], tracked: set[str]) -> None:
    laid = {f"entente/{name}" for name in tracked if name.split("/")[0] in FOR_PROJECTS}
    assert {"entente/prefect.yaml", "entente/seeds/harbour_wire/source.yaml"} <= laid <= files


def test_the_wheel_says_that_it_is_typed(files: set[str]) -> None:
    assert {"entente/py.typed", "warehouse/py.typed"} <= files  # of what Python asks by, and what that gives


def test_no_warehouse_and_no_cache_is_shipped(files: set[str]) -> None:
    assert not {name for name in files if name.startswith("warehouse/data/") or "__pycache__" in name}
