"""Kills: builds that are ended at random instants, in a fork that does a single stage, or as a user starts them.

Some accidents befall one warehouse, one after the other, so that each meets what the others left; then a build goes
undisturbed. One that has published ends the row.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from benchmarks.faults.forks import HANGS, MARKER, PATIENCE, Ended, Fork
from benchmarks.faults.instants import Instant
from benchmarks.faults.preparation import STAGES, UNCHECKED, Prepared
from benchmarks.faults.promises import after_accident, after_build, of_ending
from flows import pipeline
from flows.pipeline import Stages
from warehouse.releases import Warehouse

IN_A_ROW = 8
WEIGHTS = (2, 4, 6, 1, 8)  # of the stages: those that write most are ended most often
INTERRUPTED = 130
ROOT = Path(__file__).parents[2]
BY_SIGNAL = {
    signal.SIGKILL: {-signal.SIGKILL, -signal.SIGPROF},
    signal.SIGTERM: {-signal.SIGTERM, 128 + signal.SIGTERM},
    signal.SIGINT: {INTERRUPTED, -signal.SIGINT},  # the shell shows the latter as 130, too
}
"""Statuses with which a build may end that was sent a signal; 0 and those of SIGKILL beside them."""


@dataclass
class Tried:
    """What came of an attempt."""

    accidents: int = 0
    broken: list[str] = field(default_factory=list)

    def add(self, name: str, found: list[str]) -> None:
        """Count an accident and what is broken after it."""
        self.accidents += 1
        self.broken += [f"{name}: {each}" for each in found]


def kill_stages(prepared: Prepared, chance: random.Random, folder: Path) -> Tried:
    """End single stages at random instants, in forks of this process."""
    return in_a_row(prepared, folder, lambda root, marker: kill_stage(prepared, chance, root, marker))


def in_a_row(prepared: Prepared, folder: Path, accident: Callable[[Path, str], tuple[str, list[str]]]) -> Tried:
    """Let some accidents befall a warehouse and then a build go undisturbed; return what is broken."""
    tried, root = Tried(), prepared.warehouse(folder / "warehouse")
    for _ in range(IN_A_ROW):
        name, found = accident(root, str(folder))
        tried.add(name, found + after_accident(prepared, root))
        if tried.broken or Warehouse(root).published().number > 2:
            break
    tried.broken += [f"then: {each}" for each in after_build(prepared, root)]
    return tried


def kill_stage(prepared: Prepared, chance: random.Random, root: Path, marker: str) -> tuple[str, list[str]]:
    """End one stage at a random instant; return what was done and what is broken in how the process ended."""
    (stage,) = chance.choices(STAGES, WEIGHTS)
    instant = Instant.drawn(chance, prepared.lengths[stage])
    prepared.lay_out(stage, root)
    ended = Fork(lambda fork: build(prepared.seeds, root, prepared.single(stage, root, fork, instant)), marker).wait()
    fine = {0, *BY_SIGNAL[signal.SIGKILL], *BY_SIGNAL[instant.signal]}
    return f"{stage} {instant}", of_ending(ended, fine, marker)


def build(seeds: Path, root: Path, stages: Stages = UNCHECKED) -> int:
    """Run the command in this process with some stages; return its exit code."""
    from flows.cli import run

    with patch.object(pipeline, "Stages", lambda: stages):
        return run(["build", "--no-prefect", "--seeds", str(seeds), "--warehouse", str(root)])


BEGUN = {"start": None, "read": "survey:", "resolve": "resolve:", "validate": "validate:", "publish": "publish:"}
"""What the command says at the begin of each of its stages."""
SECONDS = {"start": 6.0, "read": 8.0, "resolve": 3.0, "validate": 8.0, "publish": 3.0}
"""Most seconds after that at which the command is ended: as long as a stage takes on two busy processors."""
OPTIONS = (("--no-prefect",), ("--no-prefect", "--workers", "2"), (), ("--workers", "2"))
SHARES = (0.55, 0.15, 0.2, 0.1)


def kill_commands(prepared: Prepared, chance: random.Random, folder: Path) -> Tried:
    """End whole commands at random instants, with and without Prefect, with one and two processes that read."""
    return in_a_row(prepared, folder, lambda root, marker: kill_command(prepared, chance, root, marker))


def kill_command(prepared: Prepared, chance: random.Random, root: Path, marker: str) -> tuple[str, list[str]]:
    """End one command at a random instant; return what was done and what is broken in how it ended."""
    (options,) = chance.choices(OPTIONS, SHARES)
    stage, end = chance.choice(list(BEGUN)), chance.choice([signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
    seconds = chance.uniform(0, SECONDS[stage])
    command = [sys.executable, "-m", "flows.command", "build", *options]
    command += ["--seeds", str(prepared.seeds), "--warehouse", str(root)]
    ended = ended_at(command, prepared.folder, marker, BEGUN[stage], seconds, end)
    name = f"{' '.join(options)} {stage}+{seconds:.2f} s {end.name}"
    return name, [] if is_of_python(ended) else of_ending(ended, {0, *BY_SIGNAL[end]}, marker)


def is_of_python(ended: Ended) -> bool:
    """Whether an interruption came before any code of ours, where Python itself writes a traceback."""
    return ended.told.rstrip().endswith("KeyboardInterrupt") and "/flows/" not in ended.told


def ended_at(
    command: list[str], home: Path, marker: str, line: str | None, seconds: float, end: signal.Signals
) -> Ended:
    """Run a command and send it a signal some seconds after it has begun to write a line; return how it ended."""
    environment = {**os.environ, MARKER: marker, "PREFECT_HOME": str(home / "prefect")}
    run = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    told, begun = list[bytes](), threading.Event()
    reader = threading.Thread(target=listen, args=(run, told, begun, line))
    reader.start()
    begun.wait(PATIENCE)
    signalled = None
    try:
        run.wait(seconds)
    except subprocess.TimeoutExpired:
        signalled = time.monotonic()
        os.killpg(run.pid, end) if end is signal.SIGINT else run.send_signal(end)  # a terminal interrupts all of them
    try:
        status = run.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        run.kill()
        status = HANGS
    left = time.monotonic() - signalled if signalled else None
    reader.join(PATIENCE)
    return Ended(status, left, b"".join(told).decode(errors="replace"))


def listen(run: "subprocess.Popen[bytes]", told: list[bytes], begun: threading.Event, line: str | None) -> None:
    """Keep what a command writes, and say when it writes a line that begins so, or ends."""
    if line is None:
        begun.set()
    assert run.stdout is not None
    for heard in run.stdout:
        told.append(heard)
        if line and heard.startswith(line.encode()):
            begun.set()
    begun.set()
