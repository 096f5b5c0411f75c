"""Archives: gzip and zip files in, their members as files out, with limits against bombs.

A gzip file has one member, which has its name without `.gz`; a zip file has many, which may be archives themselves.
Nothing is written to disk: a member is a stream that is unpacked as it is read, up to a limit.
"""

import gzip
import io
import os
import threading
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from transforms.documents.seed import (
    SINGLE_DOCUMENT_LIMIT,
    SeedFile,
    UnreadableDocument,
    changed,
    library,
    too_large,
)

ZIP, GZIP = ".zip", ".gz"
ARCHIVES = (ZIP, GZIP)
DEEPEST = 3  # archives in archives
MOST_MEMBERS = 100_000  # of one archive
USUAL_RATIO = 5  # of the same for news
MOST_RATIO = 200  # of bytes unpacked to bytes packed; news in JSON has 4 to 30, a bomb up to 1,032
FREE = 10_000_000  # bytes that may be unpacked whatever the ratio
MOST_UNPACKED = 20_000_000_000  # bytes of one member
NESTED_LIMIT = SINGLE_DOCUMENT_LIMIT  # bytes of an archive in an archive, which is held in memory
ENCRYPTED = 0x1  # flag of a member of a zip file
FILES_HELD = 8  # a worker each; what is read in order is then unpacked once
RANDOM = (".parquet",)  # what is read here and there

Stamps = tuple[int, int, int, int]


class Member(NamedTuple):
    """A member of an archive, or what is wrong with it or with the archive."""

    names: tuple[str, ...]
    """Its name in each archive on the way, outermost first."""
    size: int = 0
    """Its length in bytes, as the archive states it or as is usual."""
    fault: UnreadableDocument | None = None


def find_members(path: Path, suffix: str) -> Iterator[Member]:
    """Yield the members of an archive in its order, those of archives in it in their place.

    Raises OSError when the file cannot be read.
    """
    with path.open("rb") as stream:
        yield from _members(stream, suffix, path.name, ())


def open_seed(file: SeedFile) -> BinaryIO:
    """Return the bytes of a file from their start, for the caller to close.

    Raises OSError; what it returns raises UnreadableDocument where an archive is damaged or unpacks to too much.
    """
    if file.suffix in RANDOM:
        return open_random(file.path, file.members)
    return _unpacked(file.path, file.members) if file.members else file.path.open("rb")


def open_in_order(file: SeedFile) -> BinaryIO:
    """Return the bytes of a file at any place, for the caller to leave open if it is a member of an archive.

    Whoever reads on from where the last reader in the same thread stopped unpacks nothing twice. Raises as `open_seed`.
    """
    return _held(*place_of(file)) if file.members else file.path.open("rb")


def open_random(path: Path, members: tuple[str, ...]) -> BinaryIO:
    """Return the bytes of a file that is read here and there; a member of an archive is held in memory."""
    return _in_memory(_unpacked(path, members)) if members else path.open("rb")


def place_of(file: SeedFile) -> tuple[Path, tuple[str, ...], Stamps, int]:
    """Return where the bytes of a file lie, when they were written, and who asks; by these what is read is held."""
    status = file.path.stat()
    stamps = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    return file.path, file.members, stamps, threading.get_ident()


def content_of(file: SeedFile) -> bytes:
    """Return the bytes of a file; raise UnreadableDocument when they are too many, or are no longer there."""
    try:
        with open_seed(file) as stream:
            content = stream.read(SINGLE_DOCUMENT_LIMIT + 1)
    except OSError as error:
        raise changed() from error
    if len(content) > SINGLE_DOCUMENT_LIMIT:
        raise UnreadableDocument("too_large", too_large(SINGLE_DOCUMENT_LIMIT))
    return content


def read_member(stream: BinaryIO, name: str) -> bytes:
    """Return the bytes of one member of a zip file. Raises UnreadableDocument when there is none, or too many."""
    content = _member(stream, ZIP, name).read(SINGLE_DOCUMENT_LIMIT + 1)
    if len(content) > SINGLE_DOCUMENT_LIMIT:
        raise UnreadableDocument("too_large", too_large(SINGLE_DOCUMENT_LIMIT))
    return content


@lru_cache(maxsize=FILES_HELD)
def _held(path: Path, members: tuple[str, ...], _stamps: Stamps, _thread: int) -> BinaryIO:
    return _unpacked(path, members)


def _members(stream: BinaryIO, suffix: str, name: str, above: tuple[str, ...]) -> Iterator[Member]:
    try:
        if len(above) >= DEEPEST:
            raise UnreadableDocument("too_deep", f"more than {DEEPEST} archives in one another; unpack it")
        sizes = {Path(name).stem: stream.seek(0, os.SEEK_END) * USUAL_RATIO} if suffix == GZIP else _sizes(stream)
    except UnreadableDocument as fault:
        yield Member(above, fault=fault)
        return
    for member, size in sizes.items():
        inner = Path(member).suffix.lower()
        if inner not in ARCHIVES:
            yield Member((*above, member), size)
            continue
        try:
            content = _in_memory(_member(stream, suffix, member))
        except UnreadableDocument as fault:
            yield Member((*above, member), fault=fault)
            continue
        yield from _members(content, inner, member, (*above, member))


def _sizes(stream: BinaryIO) -> dict[str, int]:
    """Return the names of the members of a zip file with their lengths; of two of one name the last is read."""
    with library("zipfile"):
        members = zipfile.ZipFile(stream).infolist()
    if len(members) > MOST_MEMBERS:
        raise UnreadableDocument("too_large", f"an archive of more than {MOST_MEMBERS:,} members; split it")
    return {member.filename: member.file_size for member in members if not member.is_dir()}


def _unpacked(path: Path, members: tuple[str, ...]) -> BinaryIO:
    """Return the stream of a member; archives on the way to it are held in memory."""
    stream: BinaryIO = path.open("rb")
    suffix = path.suffix.lower()
    for member in members[:-1]:
        stream, suffix = _in_memory(_member(stream, suffix, member)), Path(member).suffix.lower()
    return _member(stream, suffix, members[-1])


def _in_memory(stream: BinaryIO) -> BinaryIO:
    content = stream.read(NESTED_LIMIT + 1)
    if len(content) > NESTED_LIMIT:
        raise UnreadableDocument("too_large", f"an archive in an archive of {too_large(NESTED_LIMIT)}")
    return io.BytesIO(content)


def _member(stream: BinaryIO, suffix: str, name: str) -> BinaryIO:
    """Return the stream of a member of an archive; raises UnreadableDocument when there is none that can be read."""
    if suffix == GZIP:
        packed = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        return _limited(cast(BinaryIO, gzip.GzipFile(fileobj=stream)), packed)
    with library("zipfile"):
        archive = zipfile.ZipFile(stream)
        member = archive.getinfo(name)
        if member.flag_bits & ENCRYPTED:
            raise UnreadableDocument("unreadable", "locked by a password; unpack it")
        return _limited(cast(BinaryIO, archive.open(member)), member.compress_size)


def _limited(inner: BinaryIO, packed: int) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Limited(inner, packed), 1 << 16))


class _Limited(io.RawIOBase):
    """What is unpacked, up to a limit; it raises UnreadableDocument beyond it and where the archive is damaged."""

    def __init__(self, inner: BinaryIO, packed: int) -> None:
        self._inner = inner
        self._limit = min(MOST_UNPACKED, max(FREE, MOST_RATIO * packed))

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True; what lies before is unpacked again."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Fill a buffer and return how much."""
        with library("the archive"):
            content = self._inner.read(len(buffer))
            at = self._inner.tell()
        if at > self._limit:
            raise UnreadableDocument("too_large", f"unpacks to more than {self._limit:,} bytes; unpack it yourself")
        buffer[: len(content)] = content
        return len(content)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place and return it."""
        if whence == os.SEEK_END:
            while self.read(1 << 16):
                pass
            return self.tell()
        with library("the archive"):
            return self._inner.seek(min(offset, self._limit + 1), whence)

    def tell(self) -> int:
        """Return the place."""
        return self._inner.tell()

    def close(self) -> None:
        """Close the member and, since nobody else holds it, its archive."""
        if not self.closed:
            self._inner.close()
        super().close()
