"""Costs of Prefect: CPU seconds of a build with and without it against a running server, and of a source's task run.

    python -m benchmarks.prefect_costs --builds 3

Each build reads two small documents from nothing, in a process of its own. The second part runs empty tasks and empty
flows within a flow. The seconds of the server are those of its process. Prints a line of JSON.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from flows.prefect_server import prefect_server

SOURCES = 30
TEXT = "Ankara, March {day}, 2024 - Turkish warplanes bombed Kurdish rebels in northern Iraq, the army said.\n"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--builds", type=int, default=3)
    builds = parser.parse_args().builds
    with prefect_server(), tempfile.TemporaryDirectory() as folder:
        server = psutil.Process().children()[0]
        seeds = write_seeds(Path(folder) / "seeds")
        spent: dict[str, list[float]] = {"without": [], "with": [], "server": []}
        for number in range(builds):
            spent["without"].append(build_seconds(seeds, Path(folder) / f"without-{number}", "--no-prefect"))
            before = cpu_of(server)
            spent["with"].append(build_seconds(seeds, Path(folder) / f"with-{number}", "--prefect"))
            spent["server"].append(cpu_of(server) - before)
        medians = {name: round(statistics.median(seconds), 1) for name, seconds in spent.items()}
        print(json.dumps({"builds": builds, **medians, "sources": SOURCES, **source_costs(server)}))


def write_seeds(folder: Path) -> Path:
    """Write two small documents; return their folder."""
    (folder / "wire").mkdir(parents=True)
    for day in (3, 4):
        (folder / "wire" / f"{day}.txt").write_text(f"Strikes {day}\n\n{TEXT.format(day=day)}", encoding="utf-8")
    return folder


def build_seconds(seeds: Path, warehouse: Path, way: str) -> float:
    """Return the CPU seconds of a build in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "flows.cli", "build", way, "--workers", "1"]
    command += ["--seeds", str(seeds), "--warehouse", str(warehouse), "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cpu_of(process: psutil.Process) -> float:
    """Return the CPU seconds of a process so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


def source_costs(server: psutil.Process) -> dict[str, dict[str, float]]:
    """Return the milliseconds that a source costs in run and server as a task run and as a flow run."""
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")
    from prefect import flow, task

    def nothing(number: int) -> None:
        """Do nothing."""

    as_task, as_flow = task(nothing), flow(name="source")(nothing)

    @flow
    def all_of(run: Callable[[int], None]) -> None:
        for number in range(SOURCES):
            run(number)

    def milliseconds(run: Callable[[int], None]) -> dict[str, float]:
        mine, theirs = time.process_time(), cpu_of(server)
        all_of(run)
        time.sleep(5)  # the server writes what task runs tell it a while later
        spent = time.process_time() - mine, cpu_of(server) - theirs
        return {name: round(1000 * used / SOURCES, 1) for name, used in zip(("run", "server"), spent, strict=True)}

    all_of(as_task)  # the first flow of a process pays for what is loaded
    return {"task run": milliseconds(as_task), "flow run": milliseconds(as_flow)}


if __name__ == "__main__":
    main()
