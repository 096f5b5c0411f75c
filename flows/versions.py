"""Versions: what the code and its knowledge are, as a hash, so that a change of either reads everything anew."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import transforms

PACKAGE = Path(transforms.__file__).parent
KNOWLEDGE = {".py", ".csv", ".yaml", ".json", ".onnx", ".txt", ".bin", ".npz"}
"""Suffixes of the files under `transforms/` on which an extraction depends."""


def package_version() -> str:
    """Return the version of Entente, or `0` for a checkout that is not installed."""
    try:
        return version("entente")
    except PackageNotFoundError:
        return "0"


@cache
def transforms_version() -> str:
    """Return a hash of all code, lexicons, ontology and model files under `transforms/`: 16 hexadecimal digits."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(path for path in PACKAGE.rglob("*") if path.suffix in KNOWLEDGE):
        digest.update(path.relative_to(PACKAGE).as_posix().encode())
        digest.update(hashlib.blake2b(path.read_bytes()).digest())
    return digest.hexdigest()


def code_of(stage: str) -> str:
    """Return a hash of the code and knowledge of a stage."""
    return transforms_version()
