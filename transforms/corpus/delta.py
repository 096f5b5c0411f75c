"""The delta of a staged release: what its run touched, for the checks and for bringing the DuckDB file up to date.

<staged>/delta/documents.parquet       documents that came, went, or of which a row is another than before
<staged>/delta/<table>.keys.parquet    keys of rows of what corpus stages make that came, went or may be others
<staged>/delta/<table>.gone.parquet    keys that no row has any more

A release made from nothing has no delta. It is removed before the release is published.
"""

from dataclasses import dataclass
from pathlib import Path

from transforms.row import Row

DELTA = "delta"


@dataclass(frozen=True)
class Delta:
    """Where the delta of a staged release lies."""

    folder: Path

    @classmethod
    def of(cls, staged: Path) -> "Delta | None":
        """Return the delta of a staged release, or None when it was made from nothing."""
        folder = staged / DELTA
        return cls(folder) if folder.is_dir() else None

    @property
    def documents(self) -> Path:
        """File of the documents that were touched."""
        return self.folder / "documents.parquet"

    def keys(self, row: type[Row]) -> Path:
        """Return the file of the keys of a table that were touched, which need not exist."""
        return self.folder / f"{row.table}.keys.parquet"

    def gone(self, row: type[Row]) -> Path:
        """Return the file of the keys of a table that are gone, which need not exist."""
        return self.folder / f"{row.table}.gone.parquet"
