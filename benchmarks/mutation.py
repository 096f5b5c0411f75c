"""How many of the small mistakes that could creep into the code, the lexicons and the views the tests notice.

    python -m benchmarks.mutation cover --covering cover.jsonl
    python -m benchmarks.mutation run --seed 7 --each 50 --covering cover.jsonl --results results.jsonl
    python -m benchmarks.mutation report --results results.jsonl

`cover` runs each file of tests once and keeps what it covers, without tests marked slow; it takes up where it stopped,
and so does `run`. Each mutant is made in a scratch copy of the commit that is checked out, and the files of tests that
cover its line run there until the first failure: those named for it first, then the golden ones, then the quick ones,
up to `BUDGET` seconds. `--without FILE` leaves a file of tests out, to see what the others notice.
It is noticed when a test fails or never ends. Needs the extra `mutation`. docs/testing.md tells the figures.
"""

import argparse
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.mutants import FINDERS, Mutant, drawn

ROOT = Path(__file__).parent.parent
BUDGET = 25  # seconds of tests a mutant, as `cover` took them without their start; the first file runs in any case
START = 2.5  # seconds to start and to load the engine, which files that run together pay once
GOLDEN = (
    "tests/transforms/test_golden_knowledge.py",
    "tests/transforms/coding/test_examples.py",
    "tests/transforms/test_golden_texts.py",
    "tests/transforms/places/test_golden_places.py",
    "tests/transforms/times/test_golden_times.py",
    "tests/transforms/test_golden_rows.py",
)
"""Files of tests that try all of reading; none is named for a module, and they are no part of the budget."""
LIMIT = 300  # seconds after which tests of a mutant count as never ending
CHUNK = ("-q", "-x", "-m", "not slow", "-p", "no:cacheprovider", "--no-header")


@dataclass(frozen=True)
class Covered:
    """What one file of tests covers."""

    tests: str
    seconds: float
    opened: frozenset[str]
    lines: dict[str, frozenset[int]]

    def covers(self, mutant: Mutant) -> bool:
        """Whether it runs a line of the statement of a mutant, or reads its file."""
        if mutant.kind in {"operator", "constant"}:
            return not self.lines.get(mutant.path, frozenset()).isdisjoint(range(mutant.line, mutant.last_line + 1))
        return mutant.path in self.opened


def read_map(path: Path) -> list[Covered]:
    """Return what each file of tests covers; the latest line of a file counts."""
    lines = (line for line in read_lines(path) if line["passed"] and (ROOT / line["tests"][0]).exists())
    latest = {line["tests"][0]: line for line in lines}
    return [
        Covered(
            name,
            line["seconds"],
            frozenset(line["opened"]),
            {held: frozenset(at) for held, at in line["lines"].items()},
        )
        for name, line in latest.items()
    ]


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the values of a file of JSON lines; none when there is no such file."""
    if path.exists():
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def append(path: Path, values: dict[str, Any]) -> None:
    """Append a JSON line to a file."""
    with path.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(values, ensure_ascii=False) + "\n")


def chosen(mutant: Mutant, covered: Sequence[Covered]) -> list[str]:
    """Return the files of tests to run on a mutant: those named for its module, the golden ones, the quick ones."""
    about = words(mutant.path)
    ranked = sorted(
        (held for held in covered if held.covers(mutant)),
        key=lambda held: (-len(about & words(held.tests)), held.seconds, held.tests),
    )
    golden = [name for name in GOLDEN if any(held.tests == name for held in ranked)]
    others = [held for held in ranked if held.tests not in golden]
    affordable = _within_budget(others)
    named = [held.tests for held in others if about & words(held.tests) and held.tests in affordable]
    return [*named, *golden, *(name for name in affordable if name not in named)]


def _within_budget(ranked: Sequence[Covered]) -> list[str]:
    """Return the first files of tests that take no longer than the budget together, and the very first in any case."""
    taken: list[str] = []
    seconds = 0.0
    for held in ranked:
        seconds += max(0.0, held.seconds - START)
        if taken and seconds > BUDGET:
            break
        taken.append(held.tests)
    return taken


def words(path: str) -> set[str]:
    """Return the words of the path of a module within its package, or of a file of tests."""
    return set(re.findall(r"[a-z]+", path.removeprefix("tests/").partition("/")[2])) - {"test", "py"}


def environment(folder: Path) -> dict[str, str]:
    """Return the environment in which the modules of a folder are imported."""
    path = os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])
    return os.environ | {"PYTHONPATH": path}


def pytest(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run pytest in a folder; raise `subprocess.TimeoutExpired` when it does not end."""
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment(folder), capture_output=True, text=True, timeout=LIMIT, check=False
    )


def first_failure(folder: Path, tests: list[str]) -> str | None:
    """Return what fails first in some files of tests, or None."""
    if not tests:
        return None
    try:
        run = pytest(folder, *CHUNK, *tests)
    except subprocess.TimeoutExpired:
        return "never ends"
    if run.returncode == 0:
        return None
    told = [line for line in run.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return told[0][:200] if told else f"pytest ended with {run.returncode}"


def try_mutant(folder: Path, mutant: Mutant, covered: Sequence[Covered]) -> dict[str, Any]:
    """Make a mutant in a scratch copy, run its tests, and put the file back; return the outcome."""
    path, tests = folder / mutant.path, chosen(mutant, covered)
    text = path.read_text(encoding="utf-8")
    path.write_text(mutant.applied(text), encoding="utf-8")
    try:
        failure = first_failure(folder, tests)
    finally:
        path.write_text(text, encoding="utf-8")
        forget_compiled(path)
    return mutant.record() | {"tests": tests, "noticed_by": failure}


def forget_compiled(path: Path) -> None:
    """Remove the compiled copy of a module, which may be that of a mutant of the same size and second."""
    if path.suffix == ".py":
        Path(importlib.util.cache_from_source(path)).unlink(missing_ok=True)


def cover(covering: Path) -> None:
    """Record what each file of tests covers that the record does not name yet."""
    known = {line["tests"][0] for line in read_lines(covering)}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name not in known:
            print(name, flush=True)
            pytest(ROOT, "-p", "benchmarks.covering", "--covering", str(covering.absolute()), *CHUNK[:-1], name)


def run(arguments: argparse.Namespace) -> None:
    """Try the mutants of a seed that the results do not have yet."""
    covered = [held for held in read_map(arguments.covering) if held.tests not in arguments.without]
    done = {(line["kind"], line["path"], line["start"], line["after"]) for line in read_lines(arguments.results)}
    by_kind = [drawn(ROOT, kind, arguments.each, arguments.seed) for kind in FINDERS]
    mutants = [mutant for mixed in zip(*by_kind, strict=True) for mutant in mixed]  # so that a part tells of each kind
    with tempfile.TemporaryDirectory(prefix="mutation-") as temporary:
        folder = Path(temporary) / "scratch"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(folder)], cwd=ROOT, check=True)
        try:
            for index, mutant in enumerate(mutants):
                is_ours = index % arguments.of == arguments.part
                if is_ours and (mutant.kind, mutant.path, mutant.start, mutant.after) not in done:
                    append(arguments.results, try_mutant(folder, mutant, covered))
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(folder)], cwd=ROOT, check=True)


def report(results: Path) -> None:
    """Print how many mutants of each kind were noticed, and those that lived."""
    lines = list(read_lines(results))
    drawn_by_kind = Counter(line["kind"] for line in lines)
    noticed = Counter(line["kind"] for line in lines if line["noticed_by"])
    for kind, count in drawn_by_kind.items():
        print(f"{kind}: {noticed[kind]} of {count} noticed ({noticed[kind] / count:.0%})")
    print(f"all: {noticed.total()} of {len(lines)} noticed ({noticed.total() / max(1, len(lines)):.0%})")
    for line in lines:
        if not line["noticed_by"]:
            before, after = (" ".join(line[side].split())[:80] for side in ("before", "after"))
            print(
                f"- {line['path']}:{line['line']} ({line['kind']}, {len(line['tests'])} files): `{before}` -> `{after}`"
            )


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("cover", "run", "report"))
    parser.add_argument("--covering", type=Path, default=Path("cover.jsonl"))
    parser.add_argument("--results", type=Path, default=Path("mutation.jsonl"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=50, help="mutants of each kind")
    parser.add_argument("--without", action="append", default=[], help="a file of tests that is left out")
    parser.add_argument("--part", type=int, default=0, help="which of several runs side by side this is")
    parser.add_argument("--of", type=int, default=1, help="how many runs there are side by side")
    arguments = parser.parse_args()
    if arguments.command == "cover":
        cover(arguments.covering)
    elif arguments.command == "run":
        run(arguments)
    else:
        report(arguments.results)


if __name__ == "__main__":
    main()
