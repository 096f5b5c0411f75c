"""A local copy of a warehouse in a bucket: a folder in which commands work as in any other, and what it holds of what.

What a command does not read can be hollow: a file of the right length without content, by which releases are counted,
listed and removed without being fetched. What a file holds is known from its stat, as git knows it, and is hashed where
the stat is another than noted.
"""

import fcntl
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from warehouse.bucket.listings import READ, Content, digest_of, kept_files, object_name
from warehouse.bucket.objects import Objects, transferred
from warehouse.bucket.refusals import BucketDamaged
from warehouse.forgotten import FORGOTTEN
from warehouse.releases import CURRENT
from warehouse.storage import READ_ONLY, Storage, WarehouseLocked, hidden

INDEX = ".bucket.json"
Told = Callable[[int, int], None]
"""Takes how many files are fetched, and of how many."""


def nobody(_done: int, _total: int) -> None:
    """Tell nobody how far a copy is."""


class Stamp(NamedTuple):
    """By what a file is known to be the one that was noted."""

    device: int
    inode: int
    bytes: int
    modified: int
    """In nanoseconds."""

    @classmethod
    def of(cls, path: Path) -> "Stamp":
        """Return the stamp that a file has now."""
        status = path.stat()
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


class Noted(NamedTuple):
    """What a file of the copy holds."""

    content: Content
    stamp: Stamp
    is_hollow: bool


@dataclass
class LocalCopy:
    """A folder that holds a copy of a warehouse in a bucket, or a part of it."""

    root: Path
    objects: Objects
    noted: dict[str, Noted] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.noted = read_index(self.root / INDEX, str(self.objects.address))

    @property
    def is_begun(self) -> bool:
        """Whether the folder is marked as a copy of what lies in this bucket."""
        return address_of(self.root / INDEX) == str(self.objects.address)

    @property
    def storage(self) -> Storage:
        """The folder as a storage."""
        return Storage(self.root)

    def path(self, name: str) -> Path:
        """Return where a file lies."""
        return self.root / name

    def lay(
        self,
        wanted: Mapping[str, Content],
        needs: Callable[[str], bool],
        current: str | None,
        *,
        keeps_parts: bool = False,
        told: Told = nobody,
    ) -> None:
        """Let the folder hold these files and no other, with their content where a command needs it.

        Content that is there already is not fetched again. With `keeps_parts` what a run has read here and could not
        publish stays. `told` hears how many files are fetched, and of how many. Raise `BucketDamaged` where an object
        is away or another.
        """
        self._clear(wanted, keeps_parts=keeps_parts)
        lacking = {name: content for name, content in wanted.items() if not self._holds(name, content, needs)}
        held = {name: noted for name, noted in self.noted.items() if name not in lacking}
        sources = {noted.content.object: name for name, noted in held.items() if noted.is_hollow}
        whole = {noted.content.object: name for name, noted in held.items() if not noted.is_hollow}
        needed = {content.object: name for name, content in lacking.items() if needs(name)}
        fetched = {name: lacking[name] for wanting, name in needed.items() if wanting not in whole}
        told(0, len(fetched))
        for done, _ in enumerate(transferred(lambda item: self._fetch(*item), fetched.items()), 1):
            told(done, len(fetched))
        whole |= {content.object: name for name, content in fetched.items()}
        sources |= whole
        for name, content in lacking.items():
            source = sources.setdefault(content.object, name)
            if source != name:
                self.path(name).unlink(missing_ok=True)
                self.storage.link(name, source)
            elif name not in fetched:
                make_hollow(self.path(name), content.bytes)
            self.noted[name] = Noted(content, Stamp.of(self.path(name)), content.object not in whole)
        self.save()
        self._point(current)

    def _point(self, current: str | None) -> None:
        if current:
            self.storage.point(CURRENT, current)
        else:
            self.storage.remove(CURRENT)

    def _clear(self, wanted: Mapping[str, Content], *, keeps_parts: bool) -> None:
        """Remove what is not wanted, but for parts that were made here, without which a run would read all again.

        These go too where another list of forgotten documents was published since, which may name some of theirs.
        """
        forgotten = wanted.get(FORGOTTEN)
        keeps_parts &= self._digest_of_forgotten() == (forgotten.digest if forgotten else None)
        folders = {top_folder(name) for name in wanted}
        for name in kept_files(self.storage):
            is_made_here = name.partition("/")[0] in READ and name not in self.noted
            if name not in wanted and not (keeps_parts and is_made_here):
                self.noted.pop(name, None)
                self.storage.remove(name if top_folder(name) in folders else top_folder(name))

    def _digest_of_forgotten(self) -> str | None:
        return digest_of(self.path(FORGOTTEN)) if self.path(FORGOTTEN).is_file() else None

    def _holds(self, name: str, content: Content, needs: Callable[[str], bool]) -> bool:
        """Return whether a file is there as it is wanted; note it where that had to be found out."""
        path, noted = self.path(name), self.noted.pop(name, None)
        if not path.is_file():
            return False
        if noted and noted.stamp == Stamp.of(path):
            self.noted[name] = noted
            return noted.content == content and not (noted.is_hollow and needs(name))
        if path.stat().st_size != content.bytes or digest_of(path) != content.digest:
            return False
        self.noted[name] = Noted(content, Stamp.of(path), is_hollow=False)
        return True

    def _fetch(self, name: str, content: Content) -> None:
        if self.objects.download(content.object, self.path(name), content.digest) is None:
            raise BucketDamaged(f"{self.objects.address}: {content.object} is away, which {name} needs")

    def contents(self, fence: int) -> tuple[dict[str, Content], dict[Content, Path]]:
        """Return what the files hold, and a file for each content that no object has yet, named for a lease."""
        known = {noted.stamp: noted.content for noted in self.noted.values()}
        objects = {noted.content.digest: noted.content for noted in self.noted.values()}
        found: dict[str, Content] = {}
        fresh: dict[Content, Path] = {}
        for name in kept_files(self.storage):
            path = self.path(name)
            content = known.get(Stamp.of(path))
            if content is None:
                digest = digest_of(path)
                content = objects.get(digest) or Content(object_name(fence, digest), path.stat().st_size)
                if digest not in objects:
                    fresh[content] = path
            found[name] = content
        return found, fresh

    def note(self, files: Mapping[str, Content]) -> None:
        """Note what all files hold, once each content has an object."""
        hollow = {noted.stamp for noted in self.noted.values() if noted.is_hollow}
        stamps = {name: Stamp.of(self.path(name)) for name in files}
        self.noted = {name: Noted(content, stamps[name], stamps[name] in hollow) for name, content in files.items()}
        self.save()

    def save(self) -> None:
        """Write down what the files hold."""
        self.root.mkdir(parents=True, exist_ok=True)
        new = hidden(self.root / INDEX)
        record = {"address": str(self.objects.address), "files": self.noted}
        new.write_text(json.dumps(record), encoding="utf-8")
        new.replace(self.root / INDEX)


def top_folder(name: str) -> str:
    """Return the folder of a release or part in which a file lies, or its own name where it lies in none."""
    return "/".join(name.split("/")[:2])


def address_of(file: Path) -> str | None:
    """Return of what a folder is a copy by its index, None where it has none that can be read."""
    try:
        return str(json.loads(file.read_bytes())["address"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read_index(file: Path, address: str) -> dict[str, Noted]:
    """Return what is noted of the files of a copy; nothing where that cannot be read or is of another bucket."""
    try:
        record = json.loads(file.read_bytes())
        if record["address"] != address:
            return {}
        return {
            name: Noted(Content(*content), Stamp(*stamp), is_hollow)
            for name, (content, stamp, is_hollow) in record["files"].items()
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def make_hollow(path: Path, length: int) -> None:
    """Let a file of a length be there that takes no room on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = hidden(path)
    with new.open("wb") as file:
        file.truncate(length)
    new.chmod(new.stat().st_mode & ~READ_ONLY)
    new.replace(path)


@contextmanager
def alone(folder: Path, *, waits: bool) -> Iterator[Path]:
    """Lend a folder to this process alone; wait for another process, or raise `WarehouseLocked`."""
    folder.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except BlockingIOError:
            raise WarehouseLocked(f"{folder}: another run of this machine is under way; wait for it") from None
        yield folder
