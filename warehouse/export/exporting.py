"""Exporting a release: which files, written where, described how."""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.asking import opened
from warehouse.export.contents import FOLDER, Resource, resources
from warehouse.export.describing import codebook, described
from warehouse.export.folder import DESCRIPTOR, MARK, replacing
from warehouse.export.formats import FORMATS, prepare, resource_of
from warehouse.export.table_formats import TABLE_FORMATS, TableFormat

LAYOUTS = (*TABLE_FORMATS, *FORMATS)
"""Every layout of an export: tables and views as they are, then the formats of others."""


Told = Callable[[int, int], None]
"""Takes how many resources are written, and of how many."""


def nobody(_done: int, _total: int) -> None:
    """Tell nobody how far an export is."""


class TableUnknown(ValueError):
    """No table or view has a name that was given, or the layout leaves no choice; the message says which."""


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


def export(
    database: Path,
    target: Path,
    layout: str = "bi",
    tables: Sequence[str] = (),
    *,
    with_text: bool = True,
    told: Told = nobody,
) -> Exported:
    """Write a release into a folder, which is replaced in one step if it is an export already.

    `layout` is one of `LAYOUTS`; `tables` names the tables and views to write, else the layout chooses;
    `told` is told how far it is. Raise
    `TargetRefused` for a folder that holds anything else, `TableUnknown` for a name that is none.
    """
    chosen = TABLE_FORMATS.get(layout)
    if tables and not (chosen and chosen.has_choice):
        raise TableUnknown(f"--tables: {layout} has tables of its own; leave the option out, or choose bi, csv or xlsx")
    with replacing(target) as folder, opened(database) as connection:
        if chosen:
            written = in_tables(connection, chosen, folder, tables or chosen.tables, told, with_text=with_text)
        else:
            written = in_format(connection, layout, folder, told, with_text=with_text)
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


def in_tables(
    connection: duckdb.DuckDBPyConnection,
    chosen: TableFormat,
    folder: Path,
    tables: Sequence[str],
    told: Told,
    *,
    with_text: bool,
) -> list[Part]:
    """Write tables and views of a release, all where none is named; return what was written."""
    found = {resource.name: resource for resource in resources(connection, with_text=with_text)}
    if unknown := [name for name in tables if name not in found]:
        raise TableUnknown(f"--tables: no table or view is named {unknown[0]!r}; `entente describe` lists them")
    wanted = [found[name] for name in dict.fromkeys(tables)] or list(found.values())
    names = [resource.name for resource in wanted]
    parts: list[Part] = []
    told(0, len(wanted))
    for resource, written in zip(wanted, chosen.writer(connection, wanted, folder), strict=True):
        paths = [path.relative_to(folder).as_posix() for path in written.files]
        parts.append(Part(resource, described(resource, paths, chosen.descriptor, names), written.rows))
        told(len(parts), len(wanted))
    return parts


def in_format(
    connection: duckdb.DuckDBPyConnection, layout: str, folder: Path, told: Told, *, with_text: bool
) -> list[Part]:
    """Write a release in a format of others, with the crosswalks that made its codes; return what was written."""
    prepare(connection, with_text=with_text)
    parts: list[Part] = []
    for chosen in FORMATS[layout]:
        told(len(parts), len(FORMATS[layout]))
        resource = resource_of(connection, chosen)
        written = chosen.writer(connection, resource, folder / chosen.file)
        for name in chosen.beside:
            shutil.copyfile(FOLDER / "data" / name, folder / name)
        parts.append(Part(resource, described(resource, [chosen.file], chosen.descriptor, ()), written.rows))
    told(len(parts), len(parts))
    return parts


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
