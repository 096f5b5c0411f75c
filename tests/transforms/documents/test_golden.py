"""The golden cases: real prose in every format, and what each must give."""

from pathlib import Path

import pytest
import yaml

from tests.transforms.documents.golden import cases, reading_of
from transforms.documents.file_formats import FILE_FORMATS, FileFormat


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_golden_case_gives_what_is_expected(case: Path) -> None:
    """After a change, `python -m tests.transforms.documents.golden` writes the cases anew."""
    assert reading_of(case) == yaml.safe_load((case / "expected.yaml").read_text(encoding="utf-8"))


def name_of(known: FileFormat) -> str:
    """Return the name of what reads a format, one for all suffixes that are read alike."""
    return (known.entries or known.read).__qualname__


def test_every_format_has_a_golden_case() -> None:
    shown = {path.suffix for case in cases() for path in case.glob("document.*")}
    assert shown >= {".txt", ".md", ".html", ".json", ".jsonl", ".csv"}
    assert {name_of(FILE_FORMATS[suffix]) for suffix in shown} == set(map(name_of, FILE_FORMATS.values()))


def test_every_format_has_a_row_on_the_page_of_formats() -> None:
    page = (Path(__file__).parents[3] / "docs" / "formats.md").read_text(encoding="utf-8")
    assert [suffix for suffix in FILE_FORMATS if f"`{suffix}`" not in page] == []
