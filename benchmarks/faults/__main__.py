"""How builds keep their promises when accidents befall them: how often each kind was tried, and how often one broke.

    python -m benchmarks.faults run stages --seed 1 --tries 20 [--log]    attempts of a kind or several, from a seed on
    python -m benchmarks.faults table                                     the table of docs/trust.md, from the log

`--log` adds a line to `benchmarks/faults.csv`, whatever came of the attempts. An attempt is known by its seed: `run
KIND --seed N --tries 1` makes it again. The exit status is 1 when a promise was broken. The kinds are those of `KINDS`;
for Linux, since processes are looked up in /proc and disks are mounted.
"""

import argparse
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.faults.campaign_log import Campaign, add, fill_table
from benchmarks.faults.forks import strays
from benchmarks.faults.full_disks import DiskRefused, fill_disk
from benchmarks.faults.harms import harm_files, jump_clock
from benchmarks.faults.kills import Tried, kill_commands, kill_stages
from benchmarks.faults.preparation import Prepared, prepare
from benchmarks.faults.rivals import change_seeds, write_at_once

KINDS: dict[str, Callable[[Prepared, random.Random, Path], Tried]] = {
    "stages": kill_stages,
    "commands": kill_commands,
    "disks": fill_disk,
    "files": harm_files,
    "clocks": jump_clock,
    "writers": write_at_once,
    "seeds": change_seeds,
}


def attempt(kind: str, prepared: Prepared, seed: int) -> Tried:
    """Make one attempt of a kind and return what came of it."""
    with tempfile.TemporaryDirectory(prefix=f"{kind}-{seed}-", ignore_cleanup_errors=True) as folder:
        try:
            return KINDS[kind](prepared, random.Random(seed), Path(folder))
        finally:
            strays(folder, patience=0)  # of an attempt that was interrupted


def run(kind: str, prepared: Prepared, seeds: Sequence[int]) -> Campaign:
    """Make an attempt with each seed, tell of each, and return what came of them; an interruption ends it early."""
    accidents, failed, last = 0, list[int](), seeds[0] - 1
    try:
        for seed in seeds:
            begun = time.monotonic()
            tried = attempt(kind, prepared, seed)
            print(f"{kind} {seed}: {tried.accidents} accidents, {time.monotonic() - begun:.0f} s", flush=True)
            print("".join(f"    {each}\n" for each in tried.broken), end="", flush=True)
            accidents, last = accidents + tried.accidents, seed
            failed += [seed] if tried.broken else []
    except KeyboardInterrupt:
        print("interrupted; what was tried counts")
    return Campaign.of(kind, seeds[0], last, accidents, failed)


def main() -> int:
    """Do what the command line asks for; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    runs = commands.add_parser("run")
    runs.add_argument("kinds", choices=KINDS, nargs="+")
    runs.add_argument("--seed", type=int, default=1)
    runs.add_argument("--tries", type=int, default=20)
    runs.add_argument("--log", action="store_true")
    commands.add_parser("table")
    asked = parser.parse_args()
    if asked.command == "table":
        fill_table()
        return 0
    for number in (signal.SIGINT, signal.SIGTERM):  # also where a shell has told a job in the background to ignore one
        signal.signal(number, signal.default_int_handler)
    return run_all(asked.kinds, range(asked.seed, asked.seed + asked.tries), is_logged=asked.log)


def run_all(kinds: Sequence[str], seeds: Sequence[int], *, is_logged: bool) -> int:
    """Make the attempts of some kinds, one kind after the other; return the exit status."""
    status = 0
    with tempfile.TemporaryDirectory() as folder:
        prepared = prepare(Path(folder))
        for kind in kinds:
            try:
                campaign = run(kind, prepared, seeds)
            except DiskRefused as error:
                print(f"skipped: this machine lets nobody mount a disk: {error}")
                continue
            if is_logged:
                add(campaign)
            print(f"{kind}: {campaign.accidents} accidents; seeds that failed: {campaign.failed or 'none'}", flush=True)
            status |= bool(campaign.failed)
            if campaign.last < seeds[-1]:
                break
    return status


if __name__ == "__main__":
    sys.exit(main())
