"""The golden cases: real prose in every format, and what each must give."""

from pathlib import Path

import pytest
import yaml

from tests.transforms.documents.golden import cases, reading_of
from transforms.documents.record_reading import READERS


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_golden_case_gives_what_is_expected(case: Path) -> None:
    """After a change, `python -m tests.transforms.documents.golden` writes the cases anew."""
    assert reading_of(case) == yaml.safe_load((case / "expected.yaml").read_text(encoding="utf-8"))


def test_every_format_has_a_golden_case() -> None:
    shown = {path.suffix for case in cases() for path in case.glob("document.*")}
    readers = {READERS[suffix].__qualname__ for suffix in shown}
    assert shown >= {".txt", ".md", ".html", ".json", ".jsonl", ".csv"}
    assert readers == {reader.__qualname__ for reader in READERS.values()}
