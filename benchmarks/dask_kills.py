"""Kills of worker, scheduler and client while workers of Dask read: nothing is lost, and the next run completes.

    python -m benchmarks.dask_kills SEEDS --documents 12 --instants 30 --seed 1

A scheduler and three workers of 2 GB are processes of their own. At each instant one of them, or the run, is killed
(SIGKILL), what ended is started again, and a second run reads the rest; its parts are compared byte by byte with those
of one process. Every document is a batch, so that many instants fall between two of them. Prints a line of JSON.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import psutil

from benchmarks.dask_runner import parts_of, reading_command

MEMORY = "2GB"  # at which Dask ends a worker
WORKERS = 3
LATEST = 1.1  # times as long as a run takes that is left alone, up to which something is killed
PATIENCE = 600  # seconds in which a run has to end
SILENT: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


class Cluster:
    """A scheduler and workers, each a process of its own that may be killed."""

    def __init__(self, folder: Path) -> None:
        """Start all of it, with its files in a folder."""
        self._folder = folder
        self.start()

    def start(self) -> None:
        """Start all of it."""
        file = self._folder / "scheduler.json"
        file.unlink(missing_ok=True)
        dask = [sys.executable, "-m", "dask"]
        place = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
        self.scheduler = subprocess.Popen([*dask, "scheduler", *place], **SILENT)
        while not (file.exists() and file.read_text()):
            time.sleep(0.1)
        self.address: str = json.loads(file.read_text())["address"]
        limits = ["--nthreads", "1", "--memory-limit", MEMORY, "--no-dashboard", "--local-directory", str(self._folder)]
        self.nannies = [subprocess.Popen([*dask, "worker", self.address, *limits], **SILENT) for _ in range(WORKERS)]

    def kill_worker(self, chance: random.Random) -> None:
        """Kill the process of one worker, if it has one just now; its nanny starts another one."""
        nanny = psutil.Process(chance.choice(self.nannies).pid)
        for process in nanny.children():
            if "resource_tracker" not in " ".join(process.cmdline()):
                process.kill()

    def memory(self) -> int:
        """Return the bytes that the largest worker holds, its nanny and its reading process included."""
        trees = [psutil.Process(nanny.pid) for nanny in self.nannies]
        held = [sum(process.memory_info().rss for process in (tree, *tree.children(True))) for tree in trees]
        return max(map(int, held))

    def stop(self) -> None:
        """End all of it."""
        for process in (*self.nannies, self.scheduler):
            process.kill()
            process.wait()


def kills(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Return how often what was killed, how the runs ended, and what was lost."""
    chance = random.Random(options.seed)
    alone = folder / "alone"
    subprocess.run(command(options, alone, "processes"), check=True, **SILENT)
    expected = parts_of(alone)
    cluster = Cluster(folder)
    try:
        start = time.perf_counter()
        subprocess.run(command(options, folder / "whole", cluster.address), check=True, **SILENT)
        latest, memory = LATEST * (time.perf_counter() - start), cluster.memory()
        ended: Counter[str] = Counter()
        lost = int(parts_of(folder / "whole") != expected)
        for instant in range(options.instants):
            killed = ("worker", "scheduler", "client")[instant % 3]
            warehouse = folder / f"{instant}"
            status = kill_once(cluster, killed, chance, latest, command(options, warehouse, cluster.address))
            ended[f"{killed} killed, run ended with {status}"] += 1
            subprocess.run(command(options, warehouse, cluster.address), check=True, timeout=PATIENCE, **SILENT)
            lost += parts_of(warehouse) != expected
            memory = max(memory, cluster.memory())
    finally:
        cluster.stop()
    return {
        "documents": options.documents,
        "instants": options.instants,
        "seed": options.seed,
        "lost": lost,
        "ended": ended,
        "largest worker GB": round(memory / 1e9, 2),
    }


def kill_once(cluster: Cluster, killed: str, chance: random.Random, latest: float, run: list[str]) -> int:
    """Start a run, kill something at an instant, and return with what the run ended; what ended is there again."""
    client = subprocess.Popen(run, **SILENT)
    time.sleep(chance.uniform(0, latest))
    if killed == "worker":
        cluster.kill_worker(chance)
    elif killed == "scheduler":
        cluster.scheduler.kill()
    else:
        client.kill()
    status = client.wait(PATIENCE)
    if killed == "scheduler":
        cluster.stop()
        cluster.start()
    return status


def command(options: argparse.Namespace, warehouse: Path, runner: str) -> list[str]:
    """Return the command of a run with a document in each batch."""
    return reading_command(argparse.Namespace(**vars(options), of=1), warehouse, runner, 1)


def main() -> None:
    """Run the kills and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seeds", type=Path)
    parser.add_argument("--documents", type=int, default=12)
    parser.add_argument("--instants", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(kills(options, Path(folder))))


if __name__ == "__main__":
    main()
