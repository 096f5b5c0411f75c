"""Rivals: several that write into one warehouse at once, and seeds that change while they are read."""

import os
import random
import signal
import time
from pathlib import Path

from benchmarks.faults.forks import Fork
from benchmarks.faults.harms import ask
from benchmarks.faults.kills import Tried, build
from benchmarks.faults.preparation import STATES, Prepared, write_seeds
from benchmarks.faults.promises import after_accident, after_build, of_ending

LOCKED = 4
SECONDS = 3.0  # within which the rivals begin
OTHERS = (["rollback", "1"], ["prune", "--keep", "2"])


def write_at_once(prepared: Prepared, chance: random.Random, folder: Path) -> Tried:
    """Let two or three build at once, of which one may be killed, and another command may come between them."""
    tried, root, marker = Tried(), prepared.warehouse(folder / "warehouse"), str(folder)
    forks = [Fork(lambda _: build(prepared.seeds, root), marker) for _ in range(chance.randint(2, 3))]
    time.sleep(chance.uniform(0, SECONDS))
    if chance.random() < 0.3:
        os.kill(forks[0].pid, signal.SIGKILL)
        forks.append(Fork(lambda _: build(prepared.seeds, root), marker))
    if chance.random() < 0.5:
        command = chance.choice(OTHERS)
        forks.append(Fork(lambda _: ask(command, root), marker))
    found = [each for fork in forks for each in of_ending(fork.wait(), {0, LOCKED, -signal.SIGKILL}, marker)]
    tried.add(f"{len(forks)} at once", found + after_accident(prepared, root) + after_build(prepared, root))
    return tried


def change_seeds(prepared: Prepared, chance: random.Random, folder: Path) -> Tried:
    """Write, cut and remove seeds while they are built; the build after that gives what they are then."""
    tried, root = Tried(), prepared.warehouse(folder / "warehouse")
    seeds = write_seeds(folder / "seeds", "third")
    fork = Fork(lambda _: build(seeds, root), str(folder))
    deadline = time.monotonic() + chance.uniform(0.1, SECONDS)
    while time.monotonic() < deadline:
        change(seeds, chance)
    write_seeds(seeds, "third")
    for name in {name for state in STATES.values() for name, _ in state} - {name for name, _ in STATES["third"]}:
        (seeds / name).unlink(missing_ok=True)
    found = of_ending(fork.wait(), {0, 1, 2}, str(folder)) + after_build(prepared, root, seeds)
    tried.add("seeds that change", found)
    return tried


def change(seeds: Path, chance: random.Random) -> None:
    """Change one file among the seeds: its text is another one, or cut, or it is gone for a moment."""
    name, text = chance.choice([document for state in STATES.values() for document in state[1:]])
    path = seeds / name
    harm = chance.choice(["text", "cut", "gone", "replaced"])
    if harm == "gone":
        path.unlink(missing_ok=True)
    elif harm == "replaced":
        path.with_name("new").write_text(text, encoding="utf-8")
        path.with_name("new").replace(path)
    else:
        path.write_text(text if harm == "text" else text[: chance.randrange(len(text))], encoding="utf-8")
    time.sleep(0.002)
