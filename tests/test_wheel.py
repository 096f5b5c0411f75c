"""What the wheel ships: what a user runs, with all the data that it reads, and nothing that only its makers run."""

import subprocess
from pathlib import Path

import pytest

from tests.test_architecture import ROOT

SHIPPED = {"flows", "transforms", "expectations", "warehouse", "evaluation"}
MAKERS = {"benchmarks", "training", "tools", "tests", "seeds", "docs"}


@pytest.fixture(scope="module")
def files() -> set[str]:
    wheel = pytest.importorskip("hatchling.builders.wheel").WheelBuilder(str(ROOT))
    return {Path(file.distribution_path).as_posix() for file in wheel.recurse_included_files()}


def test_the_wheel_ships_the_packages_that_a_user_runs(files: set[str]) -> None:
    assert {name.split("/")[0] for name in files} == SHIPPED
    assert not SHIPPED & MAKERS


def test_every_file_of_a_package_that_ships_is_in_the_wheel(files: set[str]) -> None:
    tracked = subprocess.run(["git", "ls-files", *SHIPPED], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("not a checkout of git")
    assert set(tracked.stdout.splitlines()) <= files


def test_no_warehouse_and_no_cache_is_shipped(files: set[str]) -> None:
    assert not {name for name in files if name.startswith("warehouse/data/") or "__pycache__" in name}
