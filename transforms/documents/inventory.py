"""The inventory: a folder of seeds in, its sources and records out, and a rejection for each file that nobody can read.

Layout: `seeds/<source>/source.yaml` and documents at any depth below it; documents that lie in `seeds` itself belong
to a source named after that folder. Hidden files and folders are passed over, and so are a README, a licence, the
corrections beside the documents, and a warehouse that was built among them. An archive is read as a folder is.

    cache = StatCache.load(warehouse / SURVEY, code, time.time_ns())  # what an earlier survey saw
    inventory = survey(seeds, code, cache)  # reads the bytes of new files alone
    cache.save()
    if inventory.contents != before:  # one hash of it all
        for batch in batches(planned for planned in inventory.records() if planned[0] not in kept):
            for fingerprint, outcome in read_batch(batch): ...
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from transforms.corrections import CORRECTIONS_FILE
from transforms.documents.archives import ARCHIVES, Member, find_members, open_seed
from transforms.documents.batches import Planned
from transforms.documents.cutting import Cut, cut
from transforms.documents.extras import missing_extra
from transforms.documents.file_formats import ANY_SIZE, READERS
from transforms.documents.marker import is_warehouse
from transforms.documents.seed import (
    SINGLE_DOCUMENT_LIMIT,
    SeedFile,
    TimeLimit,
    UnreadableDocument,
    lost_alone,
    no_limit,
    rejection,
    seconds_to_read,
    too_large,
)
from transforms.documents.source import SOURCE_FILE, SourceSettings, printable, read_source
from transforms.documents.stat_cache import Stamps, StatCache
from transforms.identifiers import key
from transforms.tables import Rejection, Source

NO_SEEDS = frozenset({"readme.md", "readme.txt", "license", "license.txt", "licence", "licence.txt"})  # about the seeds
BESIDE = frozenset({SOURCE_FILE, CORRECTIONS_FILE})  # files of a source that are no documents


class SeedsMissing(ValueError):
    """There is no folder of seeds where one was named."""


class Surveyed(NamedTuple):
    """A file as a survey found it, in less memory than a `SeedFile`."""

    name: str
    path: str
    settings: SourceSettings
    settings_key: str
    size: int
    cut: Cut
    members: tuple[str, ...] = ()

    def file(self) -> SeedFile:
        """Return it as the readers want it."""
        return SeedFile(Path(self.path), self.name, self.settings, self.size, self.cut.raw_hash, self.members)


@dataclass(frozen=True)
class Inventory:
    """What a folder of seeds holds, everything in the order of its name."""

    sources: tuple[Source, ...]
    surveyed: tuple[Surveyed, ...]
    rejections: tuple[Rejection, ...]
    code: str
    """Hash of the code that is to read the records."""

    @property
    def files(self) -> int:
        """How many files there are, those included that nobody can read."""
        return len(self.surveyed) + len(self.rejections)

    @cached_property
    def contents(self) -> str:
        """Hash of all that the inventory holds and of the code; where it is the same, so is every record."""
        digest = hashlib.blake2b(digest_size=8)
        for file in self.surveyed:
            digest.update(f"{file.cut.raw_hash}{file.settings_key}{file.name}\0".encode("utf-8", "surrogatepass"))
        sources = (source.model_dump_json() for source in self.sources)
        return key(self.code, digest.hexdigest(), *sources, *(row.rejection_id for row in self.rejections))

    def records(self) -> Iterator[Planned]:
        """Yield every record after its fingerprint, by the name of its file and then by its number.

        The fingerprint is the hash of all that the reading of a record depends on: code, source, path and bytes.
        """
        for surveyed in self.surveyed:
            for record in surveyed.cut.records(surveyed.file()):
                yield key(self.code, surveyed.settings_key, record.path, record.raw_hash), record


def survey(seeds: Path, code: str, cache: StatCache | None = None, limit: TimeLimit = no_limit) -> Inventory:
    """Return the sources and files of a folder of seeds; a file that nobody can read is a rejection.

    A file that lies in the cache with the stamps that it has now is not read. Raises SeedsMissing when there is no such
    folder, SourceInvalid when a `source.yaml` is wrong.
    """
    if not seeds.is_dir():
        found = "a file" if seeds.exists() else "nothing"
        raise SeedsMissing(f"{printable(str(seeds))}: {found} there; name a folder that holds a folder for each source")
    surveyor = _Surveyor(seeds, cache or StatCache(None, code, now=0), limit)
    files: dict[str, Surveyed] = {}
    rejections: list[Rejection] = []
    sources: list[Source] = []
    for folder, entries in surveyor.folders():
        settings = read_source(folder)
        settings_key = key(repr(settings))
        is_empty = True
        for entry in entries:
            is_empty = False
            for found_file in surveyor.examine(entry, settings, settings_key):
                if isinstance(found_file, Rejection):
                    rejections.append(found_file)
                elif found_file.name in files:
                    twin = "the name of another file when it is printed"
                    rejections.append(rejection(found_file.name, settings.source.source_id, "duplicate", twin))
                else:
                    files[found_file.name] = found_file
        if folder != seeds or not is_empty:
            sources.append(settings.source)
    return Inventory(
        tuple(sorted(sources, key=lambda source: source.source_id)),
        tuple(files[name] for name in sorted(files)),
        tuple(sorted(rejections, key=lambda row: (row.path, row.reason))),
        code,
    )


class _Surveyor:
    """Goes through a folder of seeds. Paths are strings here: a path object a file takes half of the time."""

    def __init__(self, seeds: Path, cache: StatCache, limit: TimeLimit) -> None:
        self._seeds = seeds
        self._limit = limit
        self._root = os.path.join(seeds.absolute(), "")  # noqa: PTH118, ends in a slash
        self._cache = cache

    def folders(self) -> Iterator[tuple[Path, Iterator[os.DirEntry[str]]]]:
        """Yield the folder of each source with the files below it, the folder of seeds itself first."""
        here = self._entries(self._root)
        folders = [entry for entry in here if entry.is_dir(follow_symlinks=False)]
        yield (
            self._seeds,
            (entry for entry in here if not entry.is_dir(follow_symlinks=False) and entry.name not in BESIDE),
        )
        for folder in folders:
            beside = {f"{folder.path}/{name}" for name in BESIDE}
            yield Path(folder.path), (entry for entry in self._below(folder) if entry.path not in beside)

    def examine(
        self, entry: os.DirEntry[str], settings: SourceSettings, settings_key: str
    ) -> Iterator[Surveyed | Rejection]:
        """Yield the file at an entry, or those in it if it is an archive, each or why nobody can read it."""
        name, source_id = printable(entry.path[len(self._root) :]), settings.source.source_id
        try:
            if refusal := entry.is_symlink() and self._refuse_link(entry, name, source_id):
                yield refusal
                return
            status = entry.stat()
            suffix = Path(entry.name).suffix.lower()
            is_archive = suffix in ARCHIVES and stat.S_ISREG(status.st_mode)
            members = self._members(entry, suffix, status) if is_archive else [Member((), status.st_size)]
            for member in members:
                if not is_passed_over_in_archive(member):
                    file = SeedFile(
                        Path(entry.path), member_name(name, member), settings, member.size, "", member.names
                    )
                    yield self._examine(file, member.fault, status, settings_key)
        except (OSError, RuntimeError) as error:
            reason = getattr(error, "strerror", None) or "a link that leads to itself"
            yield rejection(name, source_id, "unreadable", f"{reason}; the file must exist and be readable")

    def _members(self, entry: os.DirEntry[str], suffix: str, status: os.stat_result) -> Iterator[Member]:
        """Yield the members of an archive, and what nobody foresaw about it as the fault of the archive."""
        members = find_members(Path(entry.path), suffix)
        while True:
            try:
                with lost_alone(seconds_to_read(status.st_size), self._limit, OSError):
                    member = next(members, None)
            except UnreadableDocument as fault:
                yield Member((), fault=fault)
                return
            if member is None:
                return
            yield member

    def _examine(
        self, file: SeedFile, fault: UnreadableDocument | None, status: os.stat_result, settings_key: str
    ) -> Surveyed | Rejection:
        """Return a file, which may lie in an archive, or why nobody can read it."""
        source_id = file.settings.source.source_id
        if fault:
            return rejection(file.name, source_id, fault.reason, fault.detail)
        if extra := missing_extra(file.suffix):
            detail = f"read by a library more: pip install 'entente[{extra}]'"
            return rejection(file.name, source_id, "needs_extra", detail)
        found = self._cache.get(file.name, Stamps.of(status), settings_key)
        if found is None:
            if refusal := _refuse(file, status):
                return refusal
            try:
                found = self._cut(file, settings_key)
            except UnreadableDocument as error:
                return rejection(file.name, source_id, error.reason, error.detail)
        return Surveyed(file.name, str(file.path), file.settings, settings_key, file.size, found, file.members)

    def _refuse_link(self, entry: os.DirEntry[str], name: str, source_id: str) -> Rejection | None:
        """Return why a link is not followed, or None for one to a file of these seeds."""
        if not Path(entry.path).resolve(strict=True).is_relative_to(self._seeds.resolve()):
            detail = "a link that leaves the folder of seeds; copy the file into it"
            return rejection(name, source_id, "outside_folder", detail)
        if entry.is_dir():
            detail = "a link to a folder of these seeds, which is read where it lies"
            return rejection(name, source_id, "duplicate", detail)
        return None

    def _cut(self, file: SeedFile, settings_key: str) -> Cut:
        stamps = Stamps.of(os.stat(file.path))  # noqa: PTH116, before its bytes are read
        with lost_alone(seconds_to_read(file.size), self._limit, OSError), open_seed(file) as stream:
            if not file.members:
                stamps = Stamps.of(os.fstat(stream.fileno()))
            found = cut(stream, file.suffix, file.settings)
        self._cache.put(file.name, stamps, settings_key, found)
        return found

    def _below(self, folder: os.DirEntry[str]) -> Iterator[os.DirEntry[str]]:
        """Yield every entry below a folder that is not a folder; links and folders that cannot be listed count too."""
        waiting = [folder]
        while waiting:
            at = waiting.pop()
            try:
                below = self._entries(at.path)
            except OSError:
                yield at
                continue
            for entry in below:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry)
                else:
                    yield entry

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        """Return what is in a folder and may hold documents."""
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not self._is_passed_over(entry)]

    def _is_passed_over(self, entry: os.DirEntry[str]) -> bool:
        """Return whether an entry is hidden, is a file that tells about the seeds, or is a warehouse."""
        if entry.name.startswith(".") or entry.name.lower() in NO_SEEDS:
            return True
        return entry.is_dir(follow_symlinks=False) and self._is_warehouse(entry.path)

    def _is_warehouse(self, folder: str) -> bool:
        own = self._cache.path and self._cache.path.parent
        with suppress(OSError):  # a path that is too long for the system is no warehouse
            if own and own.exists() and own.samefile(folder):
                return True
        return is_warehouse(folder)


def member_name(name: str, member: Member) -> str:
    """Return the name of a member of an archive: its path in it, below the name of the archive."""
    inner = member.names if Path(name).suffix.lower() != ".gz" else member.names[1:]
    return printable("/".join([name, *(part.replace("\\", "/").strip("/") for part in inner)]))


def is_passed_over_in_archive(member: Member) -> bool:
    """Return whether a member is hidden, or tells about the seeds."""
    parts = [part for name in member.names for part in name.replace("\\", "/").split("/")]
    return any(part.startswith((".", "__MACOSX")) or part.lower() in NO_SEEDS for part in parts)


def _refuse(file: SeedFile, status: os.stat_result) -> Rejection | None:
    """Return why a file is not opened, or None for one that may be a document."""
    name, suffix, source_id = file.name, file.suffix, file.settings.source.source_id
    if stat.S_ISDIR(status.st_mode):
        return rejection(name, source_id, "unreadable", "the folder cannot be listed; allow reading it")
    if not stat.S_ISREG(status.st_mode):
        return rejection(name, source_id, "unreadable", "neither a file nor a folder; only files are read")
    if suffix not in READERS:
        found = f"suffix {suffix!r}" if suffix else "no suffix"
        readable = ", ".join((*READERS, *ARCHIVES))
        return rejection(name, source_id, "unknown_format", f"{printable(found)}; readable are {readable}")
    if suffix not in ANY_SIZE and not file.members and status.st_size > SINGLE_DOCUMENT_LIMIT:
        return rejection(name, source_id, "too_large", too_large(SINGLE_DOCUMENT_LIMIT))
    return None
