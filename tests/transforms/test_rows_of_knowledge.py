"""How many rows each file of knowledge has, so that none goes or comes twice unseen, as when two branches are merged.

python -m tests.transforms.test_rows_of_knowledge     writes the counts anew; read that diff as you read code
"""

import csv
from pathlib import Path

from benchmarks.mutants import FINDERS, files
from tests.test_architecture import ROOT

COUNTS = ROOT / "tests" / "golden" / "rows_of_knowledge.csv"


def counted() -> dict[str, int]:
    """Return the number of rows, or of patterns, by file."""
    return {
        path.relative_to(ROOT).as_posix(): len(list(FINDERS["row"](path.name, path.read_text(encoding="utf-8"))))
        for path in files(ROOT, "row")
    }


def test_every_file_of_knowledge_has_the_rows_that_it_had() -> None:
    with COUNTS.open(encoding="utf-8", newline="") as stream:
        known = {row["file"]: int(row["rows"]) for row in csv.DictReader(stream)}
    found = counted()
    differing = {name: (known.get(name), found.get(name)) for name in sorted(known | found)}
    assert {name: counts for name, counts in differing.items() if counts[0] != counts[1]} == {}, "see the module"


def write(path: Path) -> None:
    """Write the counts."""
    lines = [f"{name},{rows}" for name, rows in counted().items()]
    path.write_text("\n".join(["file,rows", *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    write(COUNTS)
