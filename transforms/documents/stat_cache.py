"""The stat cache: what the bytes of a file were when they were last hashed, trusted while its stat stays the same.

As git does with its index, a file that was written less than `RACY` before it was hashed is not kept, since one more
write could leave the same stamps; so is one from the future, and the whole cache where the clock has been set back. A
cache that is cut short, of another format or of another machine is empty, and costs no more than one full survey.
"""

import base64
import os
import sys
from pathlib import Path
from typing import Any, NamedTuple, Self

from transforms.documents.cutting import Cut, column
from transforms.remembered import recall, remember

FORMAT = 2  # of the file; another one is not read
RACY = 2_000_000_000  # nanoseconds; FAT, the coarsest file system, stamps every two seconds


class Stamps(NamedTuple):
    """What the system says of a file without reading it: it changes whenever the bytes may have."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> Self:
        """Return the stamps that a stat holds."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)

    def are_settled(self, now: int) -> bool:
        """Return whether no write since could have left the same stamps."""
        return max(self.mtime_ns, self.ctime_ns) <= now - RACY


class StatCache:
    """Files by name with their stamps and their cut. `load` reads one, `save` writes it where a survey changed it."""

    def __init__(self, path: Path | None, code: str, now: int) -> None:
        self.path = path
        self._code = code
        self._now = now
        self._held: dict[str, list[Any]] = {}
        self._seen: dict[str, list[Any]] = {}
        self._is_changed = False

    @classmethod
    def load(cls, path: Path, code: str, now: int, *, force: bool = False) -> Self:
        """Return the cache in a file; an empty one with `force`, or where other code cut the files.

        `code` is what the cuts depend on beside bytes and settings of a source, `now` the nanoseconds since 1970 at
        which the survey begins.
        """
        cache = cls(path, code, now)
        held = None if force else recall(path)
        head = (FORMAT, code, sys.byteorder)
        if held and (held["format"], held["code"], held["order"]) == head and held["at"] <= cache._now:
            cache._held = held["files"]
        return cache

    def get(self, name: str, stamps: Stamps, settings: str) -> Cut | None:
        """Return the cut of a file whose stamps and settings are those of when it was made, or None.

        A file is asked for once; what nobody asks for is not saved again.
        """
        found = self._held.pop(name, None)
        if found is None or found[:4] != [*stamps]:
            self._is_changed = self._is_changed or found is not None
            return None
        cut = _unpack(found, settings)
        if cut is None:
            self._is_changed = True
        else:
            self._seen[name] = found
        return cut

    def put(self, name: str, stamps: Stamps, settings: str, cut: Cut) -> None:
        """Keep the cut of a file that was just hashed, if its stamps will tell of the next write."""
        if stamps.are_settled(self._now):
            self._seen[name] = [*stamps, *_pack(cut, settings)]
            self._is_changed = True

    def save(self) -> None:
        """Write what the survey saw, in one atomic step, if it is not what the file holds."""
        if self.path is None or not (self._is_changed or self._held):
            return
        head = {"format": FORMAT, "code": self._code, "order": sys.byteorder, "at": self._now}
        remember(self.path, {**head, "files": self._seen})


def _pack(cut: Cut, settings: str) -> list[Any]:
    """Return a cut as plain values; the settings of its source where there is anything that depends on them."""
    if not cut.may_have_many:
        return [cut.raw_hash]
    columns = (cut.numbers, cut.starts, cut.ends)
    return [cut.raw_hash, settings, *(_text(column.tobytes()) for column in columns), _text(cut.hashes)]


def _unpack(found: list[Any], settings: str) -> Cut | None:
    """Return the cut that `_pack` packed, or None where the settings of its source were others."""
    raw_hash, *packed = found[4:]
    if not packed:
        return Cut(raw_hash)
    if packed[0] != settings:
        return None
    numbers, starts, ends, hashes = map(base64.b64decode, packed[1:])
    return Cut(raw_hash, column(numbers), column(starts), column(ends), hashes, may_have_many=True)


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
