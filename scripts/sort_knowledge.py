"""Sort the CSV files of ours by their keys, those whose order means something left as they are."""

import csv
import importlib
import io
import pkgutil
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import transforms
from transforms.lexicons.things import ENTITY_FILES, OFFICIAL_FILES, entities_in, officials_in
from transforms.loading import Csv


def files() -> list[Csv[Any]]:
    """Return the declared files."""
    found = [entities_in(file) for file in ENTITY_FILES] + [officials_in(file) for file in OFFICIAL_FILES]
    for module in pkgutil.walk_packages(transforms.__path__, "transforms."):
        found += [value for value in vars(importlib.import_module(module.name)).values() if isinstance(value, Csv)]
    return [file for file in {file.path: file for file in found}.values() if file.path.exists()]


def sort(file: Csv[Any]) -> bool:
    """Sort a file; return whether that changed it."""
    rows = file.cells()
    ordered = sorted(rows, key=lambda row: tuple(row[column] for column in file.key))
    if file.order or ordered == rows:
        return False
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(list(rows[0]))
    writer.writerows(list(row.values()) for row in ordered)
    file.path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return True


if __name__ == "__main__":
    for declared in files():
        if sort(declared):
            print(f"sorted {declared.path}")
