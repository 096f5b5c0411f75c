"""Harms: what befalls the files of a warehouse while no build runs, and the clock of one that does.

Each harm changes a warehouse and returns the names of the files of earlier releases that it is made of.
"""

import json
import os
import random
import shutil
from collections.abc import Callable, Iterable
from datetime import datetime, tzinfo
from pathlib import Path
from unittest.mock import patch

from benchmarks.faults.forks import Fork
from benchmarks.faults.kills import Tried, build
from benchmarks.faults.preparation import Prepared, copy
from benchmarks.faults.promises import after_accident, after_build, of_ending
from flows import pipeline, staging
from warehouse import releases
from warehouse.manifest import MANIFEST

Harmed = Iterable[str]
DECADE = 315_360_000  # seconds


def lose_pointer(root: Path, chance: random.Random) -> Harmed:
    """Remove the pointer, or let something else stand in its place."""
    current, (first, last) = root / "current", sorted((root / "releases").iterdir())
    current.unlink()
    stands: dict[str, Callable[[], object]] = {
        "nothing": list,
        "a dangling link": lambda: current.symlink_to("releases/0009-" + "9" * 16),
        "a link to itself": lambda: current.symlink_to("current"),
        "a link out of the warehouse": lambda: current.symlink_to(root.parent),
        "a link by its full path": lambda: current.symlink_to(last.absolute()),
        "a link to the folder of releases": lambda: current.symlink_to("releases"),
        "an older release": lambda: current.symlink_to(f"releases/{first.name}"),
        "a file": lambda: current.write_bytes(chance.randbytes(40)),
        "a folder": lambda: current.mkdir(),
        "a copy of the release": lambda: shutil.copytree(last, current),
        "the release itself": lambda: last.rename(current),
    }
    what = chance.choice(sorted(stands))
    stands[what]()
    return [] if last.exists() else named(root, last)


def named(root: Path, release: Path) -> list[str]:
    """Return the name of a release as a prefix of those of its files."""
    return [release.relative_to(root).as_posix()]


def garble_manifest(root: Path, chance: random.Random) -> Harmed:
    """Cut the manifest of a release, or write something else into it."""
    path = chance.choice(sorted((root / "releases").iterdir())) / MANIFEST
    return [garble(root, path, chance)]


def garble_notes(root: Path, chance: random.Random) -> Harmed:
    """Cut what a warehouse remembers beside its releases, or write something else into it."""
    garble(root, root / chance.choice(["survey.json", "code.json", "entente-warehouse.json"]), chance)
    return []


def harm_release(root: Path, chance: random.Random) -> Harmed:
    """Cut or remove a file of a release, or the release."""
    release = chance.choice(sorted((root / "releases").iterdir()))
    if chance.random() < 0.2:
        shutil.rmtree(release)
        return named(root, release)
    return [cut(root, chance.choice(files_in(release)), chance)]


def harm_part(root: Path, chance: random.Random) -> Harmed:
    """Cut, garble or remove a file of a part, or the part."""
    part = chance.choice(sorted((root / "parts").iterdir()))
    harm = chance.choice(["cut", "garble", "remove", "half"])
    if harm == "cut":
        cut(root, chance.choice(files_in(part)), chance)
    elif harm == "garble":
        garble(root, part / "part.json", chance)
    elif harm == "remove":
        shutil.rmtree(part)
    else:
        copy(part, part.with_name(f".{part.name}.half"))
    return []


def jump(root: Path, chance: random.Random) -> Harmed:
    """Date files of the warehouse by years into the past or the future."""
    for path in files_in(root):
        if chance.random() < 0.5:
            when = path.stat().st_mtime + chance.uniform(-DECADE, DECADE)
            os.utime(path, (when, when))
    survey = root / "survey.json"
    held = json.loads(survey.read_bytes())
    survey.write_text(json.dumps({**held, "at": held["at"] + chance.randint(-DECADE, DECADE) * 10**9}))
    return []


def files_in(folder: Path) -> list[Path]:
    """Return the files below a folder, sorted; those that links lead to are left out."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def cut(root: Path, path: Path, chance: random.Random) -> str:
    """Keep the first bytes of a file, or nothing of it; its other names keep all. Return its name."""
    content = path.read_bytes()
    path.unlink()
    if chance.random() < 0.7:
        path.write_bytes(content[: chance.randrange(len(content) or 1)])
    return path.relative_to(root).as_posix()


GARBLED = (
    b"",
    b"null",
    b"[]",
    b"1",
    b'{"format": 2}',
    b'{"format": null}',
    b'{"format": 2, "version": [], "files": 3}',
)


def garble(root: Path, path: Path, chance: random.Random) -> str:
    """Write into a file of JSON what is none, or says nothing; or cut it. Return its name."""
    content = path.read_bytes()
    path.unlink()
    cuts = content[: chance.randrange(len(content))]
    path.write_bytes(chance.choice([*GARBLED, cuts, cuts, chance.randbytes(len(content)), dropped(content, chance)]))
    return path.relative_to(root).as_posix()


def dropped(content: bytes, chance: random.Random) -> bytes:
    """Return an object of JSON without one of its values, or with another one in its place."""
    record = json.loads(content)
    name = chance.choice(sorted(record))
    record[name] = chance.choice([None, -1, "x", [], {}, [[]], {"x": "y"}])
    return json.dumps(record).encode()


HARMS: tuple[Callable[[Path, random.Random], Harmed], ...] = (
    *(lose_pointer, lose_pointer, garble_manifest, garble_notes, harm_release, harm_part, jump),
)
COMMANDS = (["status"], ["releases"], ["query", "select count(*) from events"], ["rollback", "1"], ["rollback", "2"])


def harm_files(prepared: Prepared, chance: random.Random, folder: Path) -> Tried:
    """Harm a warehouse, ask something of it or roll it back, then build; each time all promises hold."""
    tried, root = Tried(), prepared.warehouse(folder / "warehouse")
    harm, command = chance.choice(HARMS), chance.choice(COMMANDS)
    harmed = list(harm(root, chance))
    ended = Fork(lambda _: ask(command, root), str(folder)).wait()
    seeds = prepared.seeds if chance.random() < 0.4 else prepared.seeds_before
    gone = {name for name in prepared.kept for prefix in harmed if name.startswith(prefix)}
    found = of_ending(ended, {0, 1, 2}, str(folder)) + after_build(prepared, root, seeds, harmed=gone)
    tried.add(f"{harm.__name__} {harmed}, {' '.join(command)}, {seeds.name}", found)
    return tried


def ask(command: list[str], root: Path) -> int:
    """Run a command on a warehouse; return its exit code."""
    from flows.cli import run

    return run([*command, "--warehouse", str(root)])


class JumpingClock(datetime):
    """A clock that is set anew, by years, whenever somebody looks at it."""

    chance = random.Random(0)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "JumpingClock":
        """Return another time than it is."""
        return cls.fromtimestamp(max(0, super().now(tz).timestamp() + cls.chance.uniform(-DECADE, DECADE)), tz)


def jump_clock(prepared: Prepared, chance: random.Random, folder: Path) -> Tried:
    """Set the clock anew again and again while a build runs."""
    tried, root = Tried(), prepared.warehouse(folder / "warehouse")

    def build_meanwhile(_: Fork) -> int:
        JumpingClock.chance = chance
        with (
            patch.object(pipeline, "datetime", JumpingClock),
            patch.object(staging, "datetime", JumpingClock),
            patch.object(releases, "datetime", JumpingClock),
            patch("time.time_ns", lambda: int(JumpingClock.now().timestamp() * 10**9)),
        ):
            return build(prepared.seeds, root)

    ended = Fork(build_meanwhile, str(folder)).wait()
    found = of_ending(ended, {0}, str(folder)) + after_accident(prepared, root) + after_build(prepared, root)
    tried.add("a clock that jumps", found)
    return tried
