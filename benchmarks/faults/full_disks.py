"""Full disks: builds in a warehouse on a small file system of its own that has no byte or no file left."""

import ctypes
import os
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

from benchmarks.faults.forks import Ended, Fork, forked
from benchmarks.faults.kills import Tried, build
from benchmarks.faults.preparation import Prepared
from benchmarks.faults.promises import after_accident, after_build, of_ending

NEW_USERS, NEW_MOUNTS = 0x10000000, 0x00020000  # CLONE_NEWUSER, CLONE_NEWNS of unshare(2)
SIZE = 64 * 2**20  # bytes of the disk, most of them taken by a ballast
FILES = 4_000  # files that the disk can hold
STAGES = ("read", "resolve", "publish")


class DiskRefused(Exception):
    """This machine lets nobody mount a file system."""


def fill_disk(prepared: Prepared, chance: random.Random, folder: Path) -> Tried:
    """Build on a disk that is full at a random byte or file; raise `DiskRefused` where none can be had."""
    ended = in_own_mounts(lambda: on_disk(prepared, chance, folder))
    if not isinstance(ended.value, Tried):
        raise DiskRefused(ended.told)
    return ended.value


def on_disk(prepared: Prepared, chance: random.Random, folder: Path) -> Tried:
    """Build on a disk with a random rest, then once more with all of it; return what is broken."""
    disk, tried, stage = folder / "disk", Tried(), chance.choice(STAGES)
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE},nr_inodes={FILES}", "none", disk], check=True)
    root = prepared.warehouse(disk / "warehouse")
    prepared.lay_out(stage, root)
    by_files, rest = chance.random() < 0.2, chance.random() ** 2
    (take_files if by_files else take_bytes)(disk, rest * (prepared.growth[1] if by_files else prepared.growth[0]))
    stages = prepared.from_stage(stage, root, is_checked=chance.random() < 0.2)
    ended = Fork(lambda _: build(prepared.seeds, root, stages), str(folder)).wait()
    found = of_ending(ended, {0, 1, 2}, str(folder)) + after_accident(prepared, root)
    subprocess.run(["rm", "-rf", disk / "ballast"], check=True)
    tried.add(f"{stage}, {rest:.3f} of {'files' if by_files else 'bytes'}", found + after_build(prepared, root))
    return tried


def take_bytes(disk: Path, rest: float) -> None:
    """Leave so many bytes on a disk."""
    state = os.statvfs(disk)
    with (disk / "ballast").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, state.f_bavail * state.f_frsize - int(rest)))


def take_files(disk: Path, rest: float) -> None:
    """Leave room for so many files on a disk."""
    (disk / "ballast").mkdir()
    for number in range(os.statvfs(disk).f_favail - int(rest) - 1):
        (disk / "ballast" / str(number)).touch()


def in_own_mounts(action: Callable[[], object]) -> Ended:
    """Do an action in a process that may mount, whose mounts nobody else sees and which go with it."""

    def apart() -> object:
        user, group = os.getuid(), os.getgid()
        if ctypes.CDLL(None, use_errno=True).unshare(NEW_USERS | NEW_MOUNTS):
            raise OSError(ctypes.get_errno(), "unshare")
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1", encoding="ascii")
        return action()

    return forked(apart)
