"""Releases of published versions, kept in tests/releases/<version>: the seeds and the tables that were made of them."""

import shutil
from pathlib import Path

import duckdb

from warehouse.releases import CURRENT, DATABASE, RELEASES

KEPT = Path(__file__).parent / "releases"
RUNS = {"0.1.0": "0002-c35d4c0ec6ed9644"}
"""The release of each version, a second one, so that a document has two versions."""


def older_warehouse(folder: Path, version: str) -> tuple[Path, Path]:
    """Write the seeds and the warehouse of a version into a folder; return both.

    The DuckDB file is made anew, without the views, since it would be the largest thing in the repository.
    """
    seeds, root = folder / "seeds", folder / "warehouse"
    shutil.copytree(KEPT / version / "seeds", seeds)
    release = root / RELEASES / RUNS[version]
    shutil.copytree(KEPT / version / "release", release)
    with duckdb.connect(release / DATABASE) as connection:
        for file in sorted(release.glob("*.parquet")):
            connection.execute(f"create table {file.stem} as from '{file}'")
    (root / "lock").touch()
    (root / CURRENT).symlink_to(f"{RELEASES}/{RUNS[version]}")
    return seeds, root
