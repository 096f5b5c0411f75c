"""Takes the folder of a reading engine's model, gives its version, and whether all of its files are whole.

It loads no model, so that a run knows by which engine it reads before it knows whether there is anything to read.
"""

import hashlib
from pathlib import Path

from transforms.checksums import CHECKSUMS as CHECKSUMS
from transforms.checksums import DamagedData, check_whole

MODEL = Path(__file__).with_name("model")
"""Folder of the model that ships."""
READING = "reading"
"""How the version of the engine that ships begins."""


class DamagedModel(DamagedData):
    """A file of the model is missing or is not the one that was released."""


def engine_version(folder: Path = MODEL, name: str = READING) -> str:
    """Return the version of the model in a folder: what was released as, and a hash of all its files."""
    sums = folder / CHECKSUMS
    try:
        return f"{name}-{hashlib.sha256(sums.read_bytes()).hexdigest()[:12]}"
    except FileNotFoundError:
        raise DamagedModel(f"{sums}: no such file; the folder of a model has the checksums of its files") from None


def verify(folder: Path) -> None:
    """Raise `DamagedModel` unless every file that the checksums name is there and whole."""
    try:
        check_whole(folder)
    except DamagedData as damaged:
        raise DamagedModel(str(damaged)) from None
