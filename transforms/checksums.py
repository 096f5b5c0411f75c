"""Checksums: the folder of data files that no person can read in, whether each is the one that was released out.

`SHA256SUMS` in the folder names the files, as `sha256sum` writes it.
"""

import hashlib
from pathlib import Path

CHECKSUMS = "SHA256SUMS"


class DamagedData(Exception):
    """A data file is missing or is not the one that was released."""


def check_whole(folder: Path) -> None:
    """Raise `DamagedData` unless every file that the checksums of a folder name is there and whole."""
    sums = folder / CHECKSUMS
    try:
        lines = sums.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise DamagedData(f"{sums}: no such file; the folder has the checksums of its files in it") from None
    for line in lines:
        wanted, name = line.split("  ", 1)
        path = folder / name
        found = checksum(path) if path.is_file() else "no file"
        if found != wanted:
            raise DamagedData(f"{path}: found {found}, the checksum is {wanted}; restore the file as it was released")


def checksum(path: Path) -> str:
    """Return the checksum of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
