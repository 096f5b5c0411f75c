"""The same documents give the same bytes, whatever the machine: order, processes, hashes, locale, time zone, rights."""

import hashlib
import os
import re
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from tests.small_seeds import DOCUMENTS
from tests.test_architecture import ROOT
from transforms.documents.batches import MOST_RECORDS
from transforms.tables import Run
from warehouse.releases import REPORT, Release, Warehouse

BUILD = """
import os, sys
from pathlib import Path
from flows.pipeline import Stages, run
os.umask(int(sys.argv[4], 8))
run(Path(sys.argv[1]), Path(sys.argv[2]), workers=int(sys.argv[3]), stages=Stages(validate=lambda *_: 0))
"""
SAYINGS = (
    "İstanbul'da: Turkish police detained a journalist in Istanbul on Monday evening.",
    "ANKARA (A Wire) — Turkey's foreign minister met his Iraqi counterpart in Baghdad on 5 March.",
    "Rebels in Côte d’Ivoire freed three hostages last week, the army said.",
    "Iran’s president İlham Tıraşoğlu threatened Israel with “consequences” at midnight.",
)
PLACES = ("Mosul", "Erbil", "Kirkuk", "Basra")
COUNTRIES = ("Germany", "France", "Egypt", "Poland", "Iraq")


class Machine(NamedTuple):
    """What differs from one build to another and may change nothing."""

    folder: str
    is_backward: bool
    """Whether the documents are written in the opposite order, in which their folder then lists them."""
    workers: int
    umask: str
    environment: dict[str, str]


PLAIN = Machine("plain", False, 1, "022", {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"})
"""A locale that a machine does not have is that of C there; time zones are written so that none needs a file."""
OTHERS = (
    Machine("an other, ğüş", True, 2, "077", {"PYTHONHASHSEED": "4711", "LC_ALL": "tr_TR.UTF-8", "TZ": "IST-5:30"}),
    Machine(
        "deep/er",
        True,
        1,
        "002",
        {
            "PYTHONHASHSEED": "random",
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "TZ": "LINT-14",
        },
    ),
)


def documents() -> dict[str, str]:
    """Return documents of two sources, enough for a batch each of two processes, most of them a sentence long."""
    texts = DOCUMENTS | {"post/source.yaml": "name: A Post\nkind: newspaper\nlanguage: en\ntimezone: Asia/Baghdad\n"}
    texts |= {f"post/saying-{at}.txt": f"{saying}\n" for at, saying in enumerate(SAYINGS)}
    for country, place, day in product(COUNTRIES, PLACES, (4, 5, 6, 7)):
        line = (
            f"{country} condemned the attack in {place} on March {day}, 2024. Its minister visited {place} on Friday."
        )
        texts[f"post/{country}-{place}-{day}.txt".lower()] = f"{line}\n"
    return texts


def build(machine: Machine, folder: Path) -> Release:
    """Build on a machine; return the release."""
    seeds, root = folder / machine.folder / "seeds", folder / machine.folder / "warehouse"
    for name, text in sorted(documents().items(), reverse=machine.is_backward):
        (seeds / name).parent.mkdir(parents=True, exist_ok=True)
        (seeds / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", BUILD, str(seeds), str(root), str(machine.workers), machine.umask]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    done = subprocess.run(command, cwd=ROOT, env=environment | machine.environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return Warehouse(root).published()


def files_of(release: Release) -> dict[str, str]:
    """Return the checksums of the Parquet files of a release, but of the table of runs, which says when it was made."""
    paths = {path.relative_to(release.folder): path for path in release.folder.rglob("*.parquet")}
    return {
        str(name): hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in paths.items()
        if name.parts[0] != Run.table
    }


def tables_of(release: Release) -> dict[str, str]:
    """Return the checksums of the tables of a DuckDB file, whose rows have the order that a query asks for."""
    with duckdb.connect(release.database, read_only=True) as connection:
        names = connection.execute("select table_name from duckdb_tables() order by 1").fetchall()
        rows = "select md5(string_agg(held::varchar, chr(10) order by held::varchar)) from {} held"
        return {
            name: str(connection.execute(rows.format(name)).fetchall()[0][0]) for (name,) in names if name != Run.table
        }


def report_of(release: Release) -> str:
    """Return the report of a release, but for when it was made."""
    return re.sub(r'"run":\{.*?\}', "", (release.folder / REPORT).read_text(encoding="utf-8"), count=1)


@pytest.mark.slow
def test_the_same_documents_give_the_same_bytes_on_any_machine(tmp_path: Path) -> None:
    assert len(documents()) > MOST_RECORDS
    plain = build(PLAIN, tmp_path)
    files, tables, report = files_of(plain), tables_of(plain), report_of(plain)
    assert {"documents", "events", "event_reports"} <= set(tables)
    for machine in OTHERS:
        other = build(machine, tmp_path)
        assert files_of(other) == files, machine
        assert tables_of(other) == tables, machine
        assert report_of(other) == report, machine
