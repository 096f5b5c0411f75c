"""Files for tests: a path as the inventory would give it."""

from pathlib import Path

from transforms.documents.seed import SeedFile
from transforms.documents.source import SourceSettings, read_source
from transforms.identifiers import content_hash


def seed_file(path: Path, settings: SourceSettings | None = None) -> SeedFile:
    """Return the seed file at a path, its source that of its folder."""
    content = path.read_bytes()
    return SeedFile(path, path.name, settings or read_source(path.parent), len(content), content_hash(content))
