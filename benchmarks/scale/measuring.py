"""Measuring: a synthetic corpus in, what a release of it costs and how fast its file answers out."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import duckdb

from transforms.corpus.corpus import quoted
from warehouse.parts import PARTS
from warehouse.releases import DATABASE

TIMES = 5  # that each look-up is made
MORE = 10  # documents that come later
LOOKUPS = {
    "event of events_flat by id": "select * from events_flat where event_id = {event}",
    "its evidence": "select * from evidence where event_id = {event}",
    "events_flat limit 10": "from events_flat limit 10",
    "rifts": "from rifts",
}
COMPONENTS = {
    "versions": "select count(*) from records group by source_id, address",
    "entities": "select count(distinct entity_id) from introductions where not is_own and block <> '' group by block",
    "events": "select reports from events",
    "relations": (
        "select count(distinct a.event_id) from event_participants as a join event_participants as b using (event_id) "
        "where a.entity_id < b.entity_id group by a.entity_id, b.entity_id"
    ),
}
"""What a corpus stage works on piece by piece, as the sizes of the pieces."""


def measure(corpus: Path, originals: Path) -> Iterator[tuple[str, Any]]:
    """Yield, figure by figure, what a release of a corpus costs, then one of ten documents more, and how fast it is."""
    seeds, root = corpus / "seeds", corpus / "warehouse"
    yield "parts_bytes", size_of(root / PARTS)
    yield "from nothing", run(seeds, root)
    yield "components", components(root)
    yield "lookups", lookups(root / "current" / DATABASE)
    yield "database_bytes", (root / "current" / DATABASE).stat().st_size
    yield "release_bytes", size_of(root / "current")
    yield "help", cpu_of(("-m", "flows.cli", "--help"))
    build = ("-m", "flows.cli", "build", "--seeds", str(seeds), "--warehouse", str(root))
    yield "nothing new", cpu_of((*build, "--no-prefect"))
    yield "nothing new, with Prefect", cpu_of(build)
    add_documents(originals, seeds / "later")
    yield "ten more", run(seeds, root)


def run(seeds: Path, root: Path) -> dict[str, Any]:
    """Return what one run takes, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.scale.running", str(seeds), str(root)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def cpu_of(arguments: Sequence[str]) -> float:
    """Return the CPU seconds that a command of Python takes, with what it starts and waits for."""
    start = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(end[:2]) - sum(start[:2])


def add_documents(originals: Path, folder: Path) -> None:
    """Write a few of the originals as documents that come later; the same text under another name is another one."""
    folder.mkdir(exist_ok=True)
    query = f"select text from {quoted(str(originals / 'documents.parquet'))} order by document_id limit {MORE}"
    with duckdb.connect() as connection:
        for number, (text,) in enumerate(connection.execute(query).fetchall()):
            (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")


def lookups(database: Path) -> dict[str, float]:
    """Return the median seconds of each look-up over an open connection."""
    with duckdb.connect(str(database), read_only=True) as connection:
        ((event,),) = connection.execute("select event_id from events order by event_id limit 1 offset 100").fetchall()
        return {
            name: median(seconds(connection, query.format(event=quoted(event))) for _ in range(TIMES))
            for name, query in LOOKUPS.items()
        }


def seconds(connection: duckdb.DuckDBPyConnection, query: str) -> float:
    """Return the wall seconds until the last row of a query is here."""
    start = time.perf_counter()
    connection.execute(query).fetchall()
    return time.perf_counter() - start


def components(root: Path) -> dict[str, int]:
    """Return the size of the largest piece on which each corpus stage works."""
    with duckdb.connect() as connection:
        for table in ("records", "introductions"):
            files = quoted(str(root / PARTS / "*" / f"{table}.parquet"))
            connection.execute(f"create view {table} as from read_parquet({files})")
        for table in ("events", "event_participants"):
            files = quoted(str(root / "current" / table / "*.parquet"))
            connection.execute(f"create view {table} as from read_parquet({files})")
        return {
            stage: connection.execute(f"select max(size) from ({query}) as sizes(size)").fetchall()[0][0] or 0
            for stage, query in COMPONENTS.items()
        }


def size_of(folder: Path) -> int:
    """Return the bytes of the files below a folder."""
    return sum(
        os.stat(os.path.join(at, name)).st_size  # noqa: PTH116, PTH118, hundreds of thousands of files
        for at, _, files in os.walk(f"{folder}/")
        for name in files
    )
