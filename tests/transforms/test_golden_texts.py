"""Short texts by topic give the rows that are written down beside them; tests/golden/texts/README.md tells of them.

python -m tests.transforms.test_golden_texts     writes the rows anew; read that difference as you read code
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.goldens import check, read_lines, write
from tests.rows import a
from tests.transforms.golden_rows import Page
from transforms.documents.datelines import find_dateline
from transforms.extraction import extract
from transforms.identifiers import key
from transforms.tables import Document

TEXTS = sorted((Path(__file__).parents[1] / "golden" / "texts").glob("*.txt"))
DAY = date(2018, 6, 8)


def written(path: Path) -> list[str]:
    """Return the rows that the texts of a file give."""
    texts = path.read_text(encoding="utf-8").splitlines()
    return [line for extraction in extract(list(map(document, texts))) for line in shown(Page(extraction).lines())]


def document(text: str) -> Document:
    """Return a document of one paragraph."""
    days = {"published_first_on": DAY, "published_last_on": DAY, "published_basis": "metadata"}
    return a(Document, document_id=key(text), text=text, dateline=find_dateline(text), **days)


def shown(lines: Iterator[str]) -> list[str]:
    """Return the lines of a page but what stands in every one of them, and the imprint."""
    return [line for held in lines for line in held.splitlines() if not line.startswith(("document ", "imprint-"))]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_text_gives_the_rows_that_are_written_down(path: Path) -> None:
    check(f"texts/{path.name}", read_lines(path.with_suffix(".rows")), written(path))


if __name__ == "__main__":
    for held in TEXTS:
        write(held.with_suffix(".rows"), written(held))
