"""A comparison as a file of CSV."""

import csv
from dataclasses import astuple, fields
from pathlib import Path

from warehouse.comparison.matching import Compared, Comparison
from warehouse.export.cells import cell
from warehouse.export.folder import beside


def write_rows(found: Comparison, path: Path) -> None:
    """Write a row for each event of either side; a file that is there is replaced in one step."""
    with beside(path) as place, place.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([field.name for field in fields(Compared)])
        writer.writerows([cell(value) for value in astuple(row)] for row in found.rows)
