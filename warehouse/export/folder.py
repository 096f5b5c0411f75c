"""The folder of an export: written beside its place and moved there in one step."""

import ctypes
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.storage import flush

DESCRIPTOR = "datapackage.json"
MARK = "entente"
"""Property of a descriptor that tells an export of ours from any other package of data."""
AT_FDCWD, RENAME_EXCHANGE = -100, 2  # of Linux, <fcntl.h> and <linux/fs.h>


class TargetRefused(OSError):
    """The place of an export holds something else, which we do not overwrite."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield an empty folder beside the target that takes its place at the end; an error leaves the target as it was.

    An export of ours, or an empty folder, is replaced. Raise `TargetRefused` at once for anything else.
    """
    target = target.absolute()
    refuse_others(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    made = target.with_name(f".{target.name}.{os.getpid()}.new")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    try:
        yield made
        flush(made)
        refuse_others(target)  # minutes may have passed
        move(made, target)
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Yield a path beside a file, for what takes its place at the end; an error leaves the file as it was."""
    place = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        yield place
        place.replace(path)
    finally:
        place.unlink(missing_ok=True)


def refuse_others(target: Path) -> None:
    """Raise `TargetRefused` unless the target is free, an empty folder or an export of ours."""
    if not target.exists() and not target.is_symlink():
        return
    if target.is_symlink() or not target.is_dir():
        raise TargetRefused(f"{target}: no folder; give --to the name of one that is new, empty or an export")
    if any(target.iterdir()) and not is_export(target):
        raise TargetRefused(f"{target}: holds other files; give --to a folder that is new, empty or an export")


def is_export(folder: Path) -> bool:
    """Return whether a folder holds an export of ours."""
    try:
        return MARK in json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError):
        return False


def move(made: Path, target: Path) -> None:
    """Put a folder into the place of another one, which is left where the first one was or removed."""
    if not target.exists() or not any(target.iterdir()):
        made.replace(target)
    elif not exchange(made, target):  # elsewhere than on Linux there is an instant without a folder
        old = made.with_suffix(".old")
        target.replace(old)
        made.replace(target)
        shutil.rmtree(old)


def exchange(path: Path, other: Path) -> bool:
    """Exchange the places of two folders in one step; return False where the system cannot."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if renameat2 is None:
        return False
    return bool(renameat2(AT_FDCWD, os.fsencode(path), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)
