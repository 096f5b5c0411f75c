"""Storage: the one place that knows how parts and releases lie on a disk and how they come to be there whole.

A name is a key below the root, its parts joined by `/`, as object storage has them: `releases/0001-<run>/release.json`.
What is half written or half removed has a name with a part that begins with a dot, which no method shows. Files are
brought to the disk before their name is seen. A warehouse in a bucket is worked on as a copy that lies on a disk
(`warehouse/bucket`).
"""

import errno
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path

from transforms.documents.marker import WAREHOUSE_FILE

LOCK = "lock"
HALF = ".half"
FORMAT = 2  # of the folder of a warehouse; 1 had neither parts nor this mark
READ_ONLY = 0o222  # the bits that let somebody write, which published files lose
NOT_WRITABLE = {errno.EROFS, errno.EACCES, errno.EPERM}
NO_LINK = {errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
"""What a system says that cannot link two names: other file systems, too many links, another owner."""


class WarehouseLocked(Exception):
    """Another run is under way in this warehouse."""


class WarehouseNotWritable(Exception):
    """The disk or its rights do not let this program change the warehouse."""


@dataclass(frozen=True)
class Storage:
    """A folder of named files; the module docstring tells what names are."""

    root: Path

    def path(self, name: str) -> Path:
        """Return where a reader opens the file or folder of a name."""
        return self.root / name

    def list(self, prefix: str = "") -> tuple[str, ...]:
        """Return the names of all files below a name, sorted; links are none."""
        found = []
        for folder, folders, files in os.walk(self.path(prefix)):
            folders[:] = [name for name in folders if not is_hidden(name)]
            at = Path(folder).relative_to(self.root)
            found += [(at / name).as_posix() for name in files if not is_hidden(name)]
        return tuple(sorted(name for name in found if not self.path(name).is_symlink()))

    def children(self, prefix: str) -> tuple[str, ...]:
        """Return the last parts of the names of files and folders right below a name, sorted."""
        folder = self.path(prefix)
        names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
        return tuple(sorted(name for name in names if not is_hidden(name)))

    def read(self, name: str) -> bytes:
        """Return the bytes of a file; raise FileNotFoundError when there is none."""
        return self.path(name).read_bytes()

    def put_if_absent(self, name: str, source: Path) -> bool:
        """Move a file or folder into its place; return False, leaving the source where it is, when the place is taken.

        Nobody sees it before all of it is on the disk. The source may lie on another file system.
        """
        place = self.path(name)
        if os.path.lexists(place):
            return False
        place.parent.mkdir(parents=True, exist_ok=True)
        near = hidden(place) if on_other_disk(source, place.parent) else source
        if near is not source:
            copy(source, near)
        flush(near)
        if not rename_if_absent(near, place):
            return False
        flush(place.parent, deep=False)
        if near is not source:
            delete(source)
        return True

    def replace(self, name: str, source: Path) -> None:
        """Put a file, which lies on the same file system, into the place of another one in one step."""
        flush(source)
        source.replace(self.path(name))
        flush(self.path(name).parent, deep=False)

    def link(self, name: str, other: str) -> None:
        """Give a file a second name; where the file system cannot link it is copied.

        Flushing the new folder is left to whoever fills it, since a release has thousands of links.
        """
        place = self.path(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(self.path(other), place)
        except OSError as error:
            if error.errno not in NO_LINK:
                raise
            copy(self.path(other), hidden(place))
            hidden(place).rename(place)

    def remove(self, prefix: str) -> None:
        """Remove a file or folder; a folder is gone from sight before its first file is."""
        place = self.path(prefix)
        if os.path.lexists(place):
            gone = hidden(place)
            delete(gone)
            place.rename(gone)
            delete(gone)

    def sweep(self, prefix: str) -> None:
        """Remove what killed runs left half written or half removed right below a name."""
        folder = self.path(prefix)
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if is_hidden(path.name) and path.name.endswith(HALF):
                delete(path)

    def seal(self, prefix: str) -> None:
        """Take from every file below a name the right to be written; folders keep it, so that files can be removed."""
        for name in self.list(prefix):
            path = self.path(name)
            path.chmod(path.stat().st_mode & ~READ_ONLY)

    def pointer(self, name: str) -> str | None:
        """Return the name to which a pointer leads, whether anything is there or not; None when there is no pointer."""
        link = self.path(name)
        if not link.is_symlink():
            return None
        target = Path(os.path.normpath(link.parent.absolute() / link.readlink()))
        root = Path(os.path.normpath(self.root.absolute()))
        return target.relative_to(root).as_posix() if target.is_relative_to(root) else None

    def point(self, name: str, target: str) -> None:
        """Let a pointer lead to another name, in one step; the place of the pointer must hold nothing else."""
        link = self.path(name)
        new = hidden(link)
        new.unlink(missing_ok=True)
        new.symlink_to(os.path.relpath(self.path(target), link.parent))
        new.replace(link)
        flush(link.parent, deep=False)

    def set_aside(self, name: str) -> str | None:
        """Move a file or folder that stands where a pointer belongs to a free name; return that name, if it did."""
        place = self.path(name)
        if place.is_symlink() or not place.exists():
            return None
        free = next(n for n in range(1, 1_000_000) if not os.path.lexists(self.path(f"{name}.aside-{n}")))
        place.rename(self.path(f"{name}.aside-{free}"))
        return f"{name}.aside-{free}"

    @contextmanager
    def lease(self) -> Iterator[None]:
        """Hold the storage while it changes; raise `WarehouseLocked` at once if another run holds it.

        The operating system lets go of the lock when its holder dies, so a killed run leaves nothing to clear. Raise
        `WarehouseNotWritable` when the disk or its rights do not let this program write here.
        """
        try:
            file = self._open_lock()
        except OSError as error:
            if error.errno not in NOT_WRITABLE:
                raise
            raise WarehouseNotWritable(
                f"{self.root}: {(error.strerror or '').lower()}; name a folder for the warehouse that can be written"
            ) from error
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise WarehouseLocked(f"{self.root}: another run is under way; wait for it or end it") from None
            yield

    def _open_lock(self) -> TextIOWrapper:
        """Return the open file of the lock; make the folder and mark it as a warehouse where that is still to do."""
        self.root.mkdir(parents=True, exist_ok=True)
        if not (self.root / WAREHOUSE_FILE).exists():
            new = hidden(self.root / WAREHOUSE_FILE)
            new.write_text(json.dumps({"format": FORMAT}) + "\n", encoding="utf-8")
            new.replace(self.root / WAREHOUSE_FILE)
        return (self.root / LOCK).open("a+")


def is_hidden(name: str) -> bool:
    """Return whether the last part of a name is that of something half written or half removed."""
    return name.startswith(".")


def hidden(path: Path) -> Path:
    """Return the place beside a path for what is to be there once it is whole."""
    return path.with_name(f".{path.name}{HALF}")


def on_other_disk(source: Path, folder: Path) -> bool:
    """Return whether two paths lie on different file systems, so that neither can be moved to the other."""
    return source.stat().st_dev != folder.stat().st_dev


def copy(source: Path, target: Path) -> None:
    """Copy a file or a folder; what was at the target is removed."""
    delete(target)
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target)


def delete(path: Path) -> None:
    """Remove a file or a folder, if there is one."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def rename_if_absent(source: Path, place: Path) -> bool:
    """Move a file or a folder to a place on the same file system; return False when somebody was there first."""
    try:
        if source.is_dir():
            source.rename(place)  # fails where there is a folder that holds anything
        else:
            link_only(source, place)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno != errno.ENOTEMPTY:
            raise
        return False
    return True


def link_only(source: Path, place: Path) -> None:
    """Move a file to a place where none is; a rename would silently replace one."""
    try:
        os.link(source, place)
    except OSError as error:
        if error.errno not in NO_LINK:
            raise
        source.rename(place)
    else:
        source.unlink()


def flush(path: Path, *, deep: bool = True) -> None:
    """Wait until a file, or a folder with all that is in it, is on the disk, so that a crash leaves nothing half.

    With `deep=False` only the names in the folder are waited for.
    """
    below = sorted(path.rglob("*")) if deep and path.is_dir() else []
    for each in (*below, path):
        if not each.is_symlink():
            descriptor = os.open(each, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
