"""Reading on workers of Dask, against reading in one process: overhead, processor time, memory, and kills.

    python -m benchmarks.dask_runner overhead --batches 200
    python -m benchmarks.dask_runner compare SEEDS --documents 2000 --workers 2

`overhead` reads batches of nothing, so that what is left is the way to a worker and back. `compare` reads the first
documents of a folder of seeds in one process and on a local cluster, and compares the parts that they keep byte by
byte. Processor time and memory are those of a run and all processes below it, looked at ten times a second; what a
process does in its last tenth is not counted. Each prints a line of JSON. `dask_kills.py` kills what takes part.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import psutil

from flows.pipeline import Reading, read_batches, survey
from flows.reading_pool import Readers, pool
from flows.reading_processes import Work
from transforms.documents.batches import Batch, batches
from transforms.engine_in_use import SHIPPED
from transforms.own_knowledge import NOTHING
from warehouse.releases import Warehouse

LOOKS = 0.1  # seconds between two looks at the processes of a run


def overhead(options: argparse.Namespace) -> dict[str, Any]:
    """Return the milliseconds for a batch of nothing, in processes and on workers of Dask, once both are warm."""
    with tempfile.TemporaryDirectory() as folder:
        nothing = Work(Batch(()), Path(folder), NOTHING, SHIPPED)
        return {runner: _milliseconds(Readers(runner, 2), nothing, options.batches) for runner in ("processes", "dask")}


def _milliseconds(readers: Readers, work: Work, count: int) -> float:
    with pool(readers) as found:
        assert found is not None
        for job in [found.submit(work) for _ in range(found.most)]:
            found.result(job)
        start = time.perf_counter()
        for _ in range(count):
            found.result(found.submit(work))
        return round(1000 * (time.perf_counter() - start) / count, 2)


def read(options: argparse.Namespace) -> dict[str, Any]:
    """Read what is new of the first documents of some seeds; the run that is measured, and killed."""
    warehouse = Warehouse(options.warehouse)
    with warehouse.lock():
        surveyed = survey(options.seeds, warehouse, force=False)
        wanted = islice(surveyed.inventory.records(), options.documents)
        known = Reading.of(surveyed, warehouse).known
        waiting = (planned for planned in wanted if planned[0] not in known)
        readers = Readers(options.runner, options.workers)
        plan = _in_batches(waiting, options.of) if options.of else batches(waiting)
        return {"read": sum(count for count, _ in read_batches(plan, options.warehouse, readers))}


def _in_batches(records: Iterator[Any], size: int) -> Iterator[Batch]:
    while found := tuple(islice(records, size)):
        yield Batch(found)


def compare(options: argparse.Namespace) -> dict[str, Any]:
    """Return what reading takes in one process and on workers of Dask, and whether both keep the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        alone, spread_out = Path(folder, "alone"), Path(folder, "dask")
        one = measured(reading_command(options, alone, "processes", 1))
        several = measured(reading_command(options, spread_out, "dask", options.workers))
        assert parts_of(alone), "nothing was read"
        return {
            "documents": options.documents,
            "one process": one.told(),
            "dask": several.told(),
            "processor time": round(several.seconds_of_processor / one.seconds_of_processor, 3),
            "wall": round(one.wall / several.wall, 2),
            "same bytes": parts_of(alone) == parts_of(spread_out),
        }


def reading_command(options: argparse.Namespace, warehouse: Path, runner: str, workers: int) -> list[str]:
    """Return the command of a run that reads into a warehouse."""
    return [
        *(sys.executable, "-m", "benchmarks.dask_runner", "read", str(options.seeds), str(warehouse)),
        *("--documents", str(options.documents), "--of", str(options.of)),
        *("--runner", runner, "--workers", str(workers)),
    ]


@dataclass
class Measured:
    """What a run took."""

    wall: float = 0.0
    memory: int = 0
    """Bytes that all its processes held at a time at most."""
    processors: dict[int, float] = field(default_factory=dict)
    """Seconds of the processor, by process."""

    @property
    def seconds_of_processor(self) -> float:
        """Seconds of all processes."""
        return sum(self.processors.values())

    def look(self, root: psutil.Process) -> None:
        """Look at a process and all below it."""
        held = 0
        for process in (root, *root.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                self.processors[process.pid] = times.user + times.system
                held += process.memory_info().rss
        self.memory = max(self.memory, held)

    def told(self) -> dict[str, float]:
        """Return it rounded."""
        processor = round(self.seconds_of_processor, 1)
        return {"wall s": round(self.wall, 1), "CPU s": processor, "memory GB": round(self.memory / 1e9, 2)}


def measured(command: list[str]) -> Measured:
    """Run a command; return what it took. Raises CalledProcessError where it fails."""
    found, start = Measured(), time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        root = psutil.Process(process.pid)
        while process.poll() is None:
            with suppress(psutil.NoSuchProcess):
                found.look(root)
            time.sleep(LOOKS)
        found.wall = time.perf_counter() - start
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return found


def parts_of(warehouse: Path) -> dict[str, str]:
    """Return the checksums of all files of the parts of a warehouse."""
    files = sorted(path for path in (warehouse / "parts").rglob("*") if path.is_file())
    return {str(path.relative_to(warehouse)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def main() -> None:
    """Run a measurement and print what it found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    measure = commands.add_parser("overhead")
    measure.add_argument("--batches", type=int, default=200)
    measure.set_defaults(run=overhead)
    for name, run in (("compare", compare), ("read", read)):
        command = commands.add_parser(name)
        command.add_argument("seeds", type=Path)
        command.add_argument("--documents", type=int, default=200)
        command.add_argument("--of", type=int, default=0, help="Records of a batch; as a build has them without.")
        command.add_argument("--workers", type=int, default=2)
        command.set_defaults(run=run)
    command.add_argument("warehouse", type=Path)
    command.add_argument("--runner", default="dask")
    options = parser.parse_args()
    print(json.dumps(options.run(options)))


if __name__ == "__main__":
    main()
