"""What a release was made from, by which a run knows whether anything is new and how much of it to make anew."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from warehouse.releases import Release

STATE_FOLDER = "state"
"""Folder of a release in which it is kept what a later run needs and no reader asks for."""
MADE_FROM = "made_from.json"
"""File of a release's state that says of which inputs and code it was made."""


@dataclass(frozen=True)
class MadeFrom:
    """All that the tables of a release depend on, as hashes."""

    records: str
    """Of the records of the seeds, their sources and the code that reads them."""
    corrections: str
    corpus: str
    """Of the code of the corpus stages and the knowledge that they read."""
    reading: str
    """Of the code that reads documents and the knowledge that it has."""
    program: str
    """Of the code alone that reads and resolves, without what it knows."""
    publication: str
    """Of the code that checks and publishes, and the version."""
    checks: str = ""
    """Of the project's own checks; empty without any."""

    def but_for_some(self) -> "MadeFrom":
        """Return it as of a release that waits for some of its records, so that the next run finds something to do."""
        return replace(self, records="")

    @classmethod
    def of(cls, release: Release) -> "MadeFrom | None":
        """Return what a release was made from, None for one that does not say so."""
        return cls.read(release.folder)

    @classmethod
    def read(cls, folder: Path) -> "MadeFrom | None":
        """Return what the release in a folder was made from, None for one that does not say so."""
        try:
            return cls(**json.loads((folder / STATE_FOLDER / MADE_FROM).read_bytes()))
        except (OSError, ValueError, TypeError):
            return None
