"""The manifest of a release, `release.json`: what the release is, what it was made of and which files belong to it.

It is written last into a release, so a folder without one, or without one of its files, is no whole release. The
format number tells an older program that it must not touch what a newer one has written. Format 1 had no manifest.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from warehouse.storage import READ_ONLY, flush, hidden

FORMAT = 2
MANIFEST = "release.json"


class ReleaseTooNew(Exception):
    """A release in a format that this version of the program does not know."""


@dataclass(frozen=True)
class Manifest:
    """What a release says of itself."""

    number: int
    run_id: str
    made_at: datetime
    version: str
    """Version of Entente that made it."""
    rows: Mapping[str, int]
    """Number of rows of each table."""
    files: Mapping[str, int]
    """Length in bytes of each file below its folder, the manifest left out."""
    parts: tuple[str, ...] = ()
    """Keys of the parts whose files it links."""
    resolved: tuple[str, ...] = ()
    """Names of the resolved files that it links."""
    forgotten: tuple[str, ...] = ()
    """Keys of the documents that were purged from it after it was made."""
    format: int = FORMAT

    def is_kept_by(self, folder: Path) -> bool:
        """Return whether a folder has every file of the release, each of the length that it had."""
        return all(size_of(folder / name) == size for name, size in self.files.items())


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a release into its folder, replacing one that is there in one step."""
    new = hidden(folder / MANIFEST)
    record = asdict(manifest) | {"made_at": manifest.made_at.isoformat()}
    new.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    new.chmod(new.stat().st_mode & ~READ_ONLY)
    flush(new)
    new.replace(folder / MANIFEST)


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest in a folder, or None when there is none that can be read.

    Raise `ReleaseTooNew` when a newer program has written it, in a format that only that one knows.
    """
    try:
        record = json.loads((folder / MANIFEST).read_bytes())
        found, version = int(record["format"]), str(record["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if found > FORMAT:
        raise ReleaseTooNew(
            f"{folder}: made by Entente {version} in format {found}; this version reads formats up to {FORMAT}, "
            f"so use Entente {version} or later"
        )
    return _manifest(record)


def _manifest(record: Mapping[str, object]) -> Manifest | None:
    """Return what a record of JSON says; what it does not say has its default, what we do not know is ignored."""
    known = {name: value for name, value in record.items() if name in Manifest.__dataclass_fields__}
    lists = {name: tuple(map(str, value)) for name, value in known.items() if isinstance(value, list)}
    try:
        return Manifest(**{**known, **lists, "made_at": datetime.fromisoformat(str(known["made_at"]))})  # type: ignore[arg-type]
    except (KeyError, ValueError, TypeError):
        return None


def files_of(folder: Path) -> dict[str, int]:
    """Return the length of each file of a folder by its name there, without the manifest and what is half written."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST and not path.name.startswith(".")
    }


def size_of(path: Path) -> int:
    """Return the length of a file in bytes, -1 for what is none."""
    try:
        return path.stat().st_size if path.is_file() else -1
    except OSError:
        return -1
