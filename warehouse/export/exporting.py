"""Exporting a release: which files, written where, described how."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.asking import opened
from warehouse.export.contents import FOLDER, Resource, resources
from warehouse.export.describing import codebook, described
from warehouse.export.folder import DESCRIPTOR, MARK, replacing
from warehouse.export.formats import CSV, FORMATS, prepared
from warehouse.export.writing import write_csv, write_parquet

LAYOUTS = ("bi", "csv", *FORMATS)
PARQUET: dict[str, object] = {"format": "parquet", "mediatype": "application/vnd.apache.parquet"}


@dataclass(frozen=True)
class Exported:
    """What an export has written."""

    folder: Path
    layout: str
    files: int
    rows: int
    """Rows of all tables and views together."""
    size: int
    """Bytes of all files."""


def export(database: Path, target: Path, layout: str = "bi", *, with_text: bool = True) -> Exported:
    """Write a release into a folder, which is replaced in one step if it is an export already.

    `layout` is one of `LAYOUTS`. Raise `TargetRefused` for a folder that holds anything else.
    """
    with replacing(target) as folder, opened(database) as connection:
        if layout in FORMATS:
            written = in_format(connection, layout, folder, with_text=with_text)
        else:
            written = in_tables(connection, layout, folder, with_text=with_text)
        ((*release,),) = connection.execute(
            "select release, run_id, version, ended_at from runs order by release desc limit 1"
        ).fetchall()
        describe(folder, written, layout, release, with_text=with_text)
    files = [path for path in target.rglob("*") if path.is_file()]
    return Exported(
        target, layout, len(files), sum(part.rows for part in written), sum(path.stat().st_size for path in files)
    )


@dataclass(frozen=True)
class Part:
    """One resource of an export, as it was written."""

    resource: Resource
    descriptor: dict[str, Any]
    rows: int


def in_tables(connection: duckdb.DuckDBPyConnection, layout: str, folder: Path, *, with_text: bool) -> list[Part]:
    """Write every table and view of a release as Parquet or CSV; return what was written."""
    found = list(resources(connection, with_text=with_text))
    names, parts = [resource.name for resource in found], []
    for resource in found:
        if layout == "bi":
            written, form = write_parquet(connection, resource, folder), PARQUET
        else:
            written, form = write_csv(connection, resource, folder / f"{resource.name}.csv"), CSV
        paths = [path.relative_to(folder).as_posix() for path in written.files]
        parts.append(Part(resource, described(resource, paths, form, names), written.rows))
    return parts


def in_format(connection: duckdb.DuckDBPyConnection, layout: str, folder: Path, *, with_text: bool) -> list[Part]:
    """Write a release in a format of others, with the crosswalks that made its codes; return what was written."""
    chosen = FORMATS[layout]
    resource = prepared(connection, chosen, with_text=with_text)
    written = chosen.writer(connection, resource, folder / chosen.file)
    for name in chosen.beside:
        shutil.copyfile(FOLDER / "data" / name, folder / name)
    return [Part(resource, described(resource, [chosen.file], chosen.descriptor, ()), written.rows)]


def describe(folder: Path, parts: Sequence[Part], layout: str, release: Sequence[Any], *, with_text: bool) -> None:
    """Write `datapackage.json` and `CODEBOOK.md`."""
    number, run_id, version, ended_at = release
    left_out = "" if with_text else " The words of documents are left out."
    package = {
        "name": "entente",
        "title": "Entente: who did what to whom, when, where, who says so",
        "description": f"Release {number}, made by Entente {version}.{left_out}",
        "version": str(number),
        "created": ended_at.isoformat(),
        MARK: {"layout": layout, "release": number, "run_id": run_id, "with_text": with_text},
        "resources": [part.descriptor for part in parts],
    }
    (folder / DESCRIPTOR).write_text(json.dumps(package, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    head = ["# Codebook", "", f"Release {number}, made by Entente {version}, as `{layout}`.{left_out}"]
    (folder / "CODEBOOK.md").write_text(codebook([part.resource for part in parts], head), encoding="utf-8")
