#!/usr/bin/env python3
"""Sets up the project and runs its chores, with nothing but the standard library.

    python3 tools/chores.py run      set up, then build the warehouse from seeds/
    python3 tools/chores.py test     set up, then run the tests
    python3 tools/chores.py lint     set up, then check style and types
    python3 tools/chores.py site     set up, then write the documentation's site into .site/html; a dead link fails
    python3 tools/chores.py setup    make .venv and install requirements.lock into it
    python3 tools/chores.py lock     write the locks anew from pyproject.toml
    python3 tools/chores.py engine-base    set up, then make and install the thorough reading engine (docs/engines.md)
    python3 tools/chores.py clean    remove .venv and the warehouse that was built

What follows the chore is handed on: `python3 tools/chores.py test -k spans`. `ENTENTE_VENV` names another folder than
`.venv`, so that one checkout can be tried with several Pythons.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / os.environ.get("ENTENTE_VENV", ".venv")
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
LOCK = ROOT / "requirements.lock"
AS_LOCKED = ("--constraint", str(LOCK))
EXTRAS = ("--extra", "pdf", "--extra", "s3", "--extra", "dask", "--extra", "export")
LOCKS: dict[Path, tuple[str, ...]] = {
    LOCK: ("pyproject.toml", "--extra", "dev", "--group", "build"),
    ROOT / "requirements-run.lock": ("pyproject.toml", *EXTRAS, *AS_LOCKED),
    ROOT / "requirements-build.lock": ("--group", "build", *AS_LOCKED),
}
"""What is locked, and what of pyproject.toml: all that we work with, what a user runs, what makes a wheel."""
OLDEST, NEWEST = (3, 11), (3, 13)
SPREAD = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")
"""Tests of one file share what they have made, and each process makes its own of what all share: more do not pay."""
FROM_WHEELS = ("--require-hashes", "--no-deps", "--only-binary=:all:")
"""What is installed is what was locked, and runs nothing when it is: a package that comes as its sources would."""


class SetupFailed(Exception):
    """The environment could not be set up; the message says what would help."""


def set_up() -> None:
    """Make `.venv` and install the lock into it, unless that has been done for this lock and this Python."""
    stamp = VENV / "installed"
    wanted = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        found = ".".join(map(str, sys.version_info[:2]))
        raise SetupFailed(f"python3 is {found}; Entente needs 3.11 to 3.13: PYTHON=python3.12 make run")
    print(f"Setting up {VENV.name} (once; a minute or two) ...", flush=True)
    make_venv()
    pip("install", *FROM_WHEELS, "-r", str(LOCK))
    pip("install", "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    stamp.write_text(wanted)


def make_venv() -> None:
    """Make an empty `.venv` with pip in it."""
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        venv.create(VENV, with_pip=True)
    except (subprocess.CalledProcessError, ImportError):
        shutil.rmtree(VENV, ignore_errors=True)
        raise SetupFailed(
            "this python3 cannot make virtual environments; on Debian: apt install python3-venv"
        ) from None


def pip(*arguments: str) -> None:
    """Run pip of `.venv`."""
    chore([str(BIN / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments])


def chore(command: list[str]) -> None:
    """Run a command in the root of the project; raise `SetupFailed` when it cannot do its work."""
    status = subprocess.call(command, cwd=ROOT)
    if status:
        raise SetupFailed(f"{' '.join(command)} ended with status {status}")


def run(*arguments: str) -> int:
    """Build the warehouse from `seeds/`."""
    set_up()
    return subprocess.call([str(BIN / "entente"), "build", *arguments], cwd=ROOT)


def test(*arguments: str) -> int:
    """Run the tests, spread over the cores; `-n 0` runs them in one process, as a debugger wants it."""
    set_up()
    return subprocess.call([str(BIN / "python"), "-m", "pytest", *SPREAD, *arguments], cwd=ROOT)


def lint() -> int:
    """Check style and types."""
    set_up()
    commands = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"])
    return max(subprocess.call([str(BIN / command[0]), *command[1:]], cwd=ROOT) for command in commands)


def site(*arguments: str) -> int:
    """Write the documentation's site."""
    set_up()
    return subprocess.call([str(BIN / "python"), "-m", "tools.site", *arguments], cwd=ROOT)


def setup() -> int:
    """Set up and do nothing else."""
    set_up()
    return 0


def lock() -> int:
    """Write the locks: every version pinned and hashed, for Python 3.11 to 3.13, without naming an index."""
    set_up()
    pip("install", "uv")
    command = [str(BIN / "uv"), "pip", "compile", "--universal", "--python-version", "3.11"]
    options = ["--generate-hashes", "--no-emit-index-url", "--quiet"]
    by_us = ["--custom-compile-command", "python3 tools/chores.py lock"]
    for path, wanted in LOCKS.items():
        chore([*command, *wanted, *options, *by_us, "--output-file", str(path)])
    return 0


def engine_base(*arguments: str) -> int:
    """Make the thorough reading engine and install it into `.venv`; run again, it goes on where it stopped."""
    set_up()
    return subprocess.call([str(BIN / "python"), "-m", "tools.engine_base", *arguments], cwd=ROOT)


def clean() -> int:
    """Remove what the other chores made."""
    made = (".venv-engine", ".site", ".cache", "warehouse/data", ".prefect")
    for folder in (VENV, *(ROOT / name for name in made)):
        shutil.rmtree(folder, ignore_errors=True)
    return 0


CHORES = {
    "run": run,
    "test": test,
    "lint": lint,
    "site": site,
    "setup": setup,
    "lock": lock,
    "engine-base": engine_base,
    "clean": clean,
}


def main() -> int:
    """Run the chore that the command line names; return its exit status."""
    if len(sys.argv) < 2 or sys.argv[1] not in CHORES:
        print(__doc__)
        return 2
    try:
        return CHORES[sys.argv[1]](*sys.argv[2:])
    except SetupFailed as failure:
        print(f"tools/chores.py: {failure}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
