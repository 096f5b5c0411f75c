"""The inventory: a folder of seeds in, its sources and files out, and a rejection for each file that nobody can read.

Layout: `seeds/<source>/source.yaml` and documents at any depth below it; documents that lie in `seeds` itself belong
to a source named after that folder. Hidden files and folders are passed over, and so are a README, a licence, and the
corrections beside the documents.
"""

import hashlib
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from transforms.corrections import CORRECTIONS_FILE
from transforms.documents.reading import READERS, STREAMED
from transforms.documents.seed import SINGLE_DOCUMENT_LIMIT, SeedFile, rejection, too_large
from transforms.documents.source import SOURCE_FILE, SourceSettings, printable, read_source
from transforms.tables import Rejection, Source

NO_SEEDS = frozenset({"readme.md", "readme.txt", "license", "license.txt", "licence", "licence.txt"})  # about the seeds
BESIDE = frozenset({SOURCE_FILE, CORRECTIONS_FILE})  # files of a source that are no documents
CHUNK = 1 << 20  # bytes that are hashed at a time, so that a file of any size needs little memory


class SeedsMissing(ValueError):
    """There is no folder of seeds where one was named."""


@dataclass(frozen=True)
class Inventory:
    """What a folder of seeds holds, everything in the order of its name."""

    sources: tuple[Source, ...]
    files: tuple[SeedFile, ...]
    rejections: tuple[Rejection, ...]


def take_inventory(seeds: Path) -> Inventory:
    """Return the sources and files of a folder of seeds; a file that nobody can read is a rejection.

    Raises SeedsMissing when there is no such folder, SourceInvalid when a `source.yaml` is wrong.
    """
    if not seeds.is_dir():
        found = "a file" if seeds.exists() else "nothing"
        raise SeedsMissing(f"{printable(str(seeds))}: {found} there; name a folder that holds a folder for each source")
    found_files: list[SeedFile] = []
    rejections: list[Rejection] = []
    sources: list[Source] = []
    for folder, paths in _folders(seeds):
        settings = read_source(folder)
        examined = [_examine(seeds, path, settings) for path in paths]
        if examined or folder != seeds:
            sources.append(settings.source)
        found_files += (one for one in examined if isinstance(one, SeedFile))
        rejections += (one for one in examined if isinstance(one, Rejection))
    return Inventory(
        tuple(sorted(sources, key=lambda source: source.source_id)),
        tuple(sorted(found_files, key=lambda file: file.name)),
        tuple(sorted(rejections, key=lambda row: (row.path, row.reason))),
    )


def _folders(seeds: Path) -> Iterator[tuple[Path, list[Path]]]:
    """Yield the folder of each source with the paths below it, the folder of seeds itself first."""
    here = [path for path in sorted(seeds.iterdir()) if not _is_passed_over(path)]
    folders = [path for path in here if path.is_dir() and not path.is_symlink()]
    yield seeds, [path for path in here if path not in folders and path.name not in BESIDE]
    for folder in folders:
        beside = {folder / name for name in BESIDE}
        yield folder, [path for path in _paths_below(folder) if path not in beside]


def _paths_below(folder: Path) -> Iterator[Path]:
    """Yield every path below a folder that is not a folder; links and folders that cannot be listed count as paths."""
    waiting = [folder]
    while waiting:
        at = waiting.pop()
        try:
            below = [path for path in sorted(at.iterdir()) if not _is_passed_over(path)]
        except OSError:
            yield at
            continue
        folders = [path for path in below if path.is_dir() and not path.is_symlink()]
        waiting += folders
        yield from (path for path in below if path not in folders)


def _is_passed_over(path: Path) -> bool:
    """Return whether a path is hidden, or is a file that tells about the seeds."""
    return path.name.startswith(".") or path.name.lower() in NO_SEEDS


def _examine(seeds: Path, path: Path, settings: SourceSettings) -> SeedFile | Rejection:
    """Return the file at a path, or why nobody can read it."""
    name = printable(path.relative_to(seeds).as_posix())
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(seeds.resolve()):
            return rejection(name, "outside_folder", "a link that leaves the folder of seeds; copy the file into it")
        if path.is_symlink() and path.is_dir():
            return rejection(name, "duplicate", "a link to a folder of these seeds, which is read where it lies")
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return rejection(name, "unreadable", "the folder cannot be listed; allow reading it")
        if not stat.S_ISREG(status.st_mode):
            return rejection(name, "unreadable", "neither a file nor a folder; only files are read")
        suffix = path.suffix.lower()
        if suffix not in READERS:
            found = f"suffix {suffix!r}" if suffix else "no suffix"
            return rejection(name, "unknown_format", f"{printable(found)}; readable are {', '.join(READERS)}")
        if suffix not in STREAMED and status.st_size > SINGLE_DOCUMENT_LIMIT:
            return rejection(name, "too_large", too_large(SINGLE_DOCUMENT_LIMIT))
        return SeedFile(path.absolute(), name, settings, status.st_size, _hash(path))
    except (OSError, RuntimeError) as error:
        found = getattr(error, "strerror", None) or "a link that leads to itself"
        return rejection(name, "unreadable", f"{found}; the file must exist and be readable")


def _hash(path: Path) -> str:
    """Return the hash of a file's bytes, the same that `content_hash` gives."""
    digest = hashlib.blake2b(digest_size=8)
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
