"""Takes the CSV files of ours, writes them sorted by their keys; those whose order means something stay as they are."""

import csv
import importlib
import io
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import transforms
from transforms.learned_weights import WeightRow, weights_in
from transforms.lexicons.named_entities import ENTITY_FILES, OFFICIAL_FILES, entities_in, officials_in
from transforms.loading import Csv

HOME = Path(transforms.__file__).parent
OF_THE_MODEL = {"lemmas.csv", "units.csv"}
"""Files that come with the model, whole or not at all: its checksums hold for them."""


def csv_files() -> set[Path]:
    """Return the CSV files of ours but those of the model."""
    return {path for path in HOME.rglob("*.csv") if path.name not in OF_THE_MODEL}


def declared_files() -> dict[Path, Csv[Any]]:
    """Return every declared file by its path: of entities, of learned weights, and what modules declare by name."""
    return {file.path: file for file in _declared()}


def _declared() -> Iterator[Csv[Any]]:
    yield from (entities_in(file) for file in ENTITY_FILES)
    yield from (officials_in(file) for file in OFFICIAL_FILES)
    yield from (weights_in(path) for path in sorted(csv_files()) if _header(path) == WeightRow._fields)
    for module in pkgutil.walk_packages(transforms.__path__, "transforms."):
        yield from (value for value in vars(importlib.import_module(module.name)).values() if isinstance(value, Csv))


def _header(path: Path) -> tuple[str, ...]:
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(next(csv.reader(lines)))


def key_of(file: Csv[Any], row: dict[str, str]) -> tuple[str, ...]:
    """Return the key of a row as it is written."""
    return tuple(row[column] for column in file.key)


def sort_rows(file: Csv[Any]) -> bool:
    """Sort a file; return whether that changed it."""
    rows = file.cells()
    ordered = sorted(rows, key=lambda row: key_of(file, row))
    if file.order or ordered == rows:
        return False
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(list(rows[0]))
    writer.writerows(list(row.values()) for row in ordered)
    file.path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return True


if __name__ == "__main__":
    for declared in declared_files().values():
        if declared.path.exists() and sort_rows(declared):
            print(f"sorted {declared.path}")
