"""The golden rows: what documents of our own give, row by row, is what is written down of them."""

import pytest

from tests.goldens import check
from tests.transforms.golden_rows import SEEDS, expected, found, kept_stories, shown
from training.stories import FOLDER, TRAITS, read_story

EXPECTED = expected()


@pytest.fixture(scope="module")
def rows() -> dict[str, str]:
    return found(kept_stories())


def test_every_seed_and_no_other_is_kept(rows: dict[str, str]) -> None:
    assert sorted(rows) == sorted(EXPECTED)
    assert {name.split("/")[1] for name in EXPECTED if name.startswith("seeds/")} == {
        folder.name for folder in SEEDS.iterdir() if folder.is_dir()
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_a_document_gives_the_rows_that_are_written_down(name: str, rows: dict[str, str]) -> None:
    """After a change, `python -m tests.transforms.golden_rows` writes them anew."""
    check(f"rows/{name}", EXPECTED[name].splitlines(), rows[name].splitlines())


def test_the_stories_show_every_trait() -> None:
    """Where a trait is new, `python -m tests.transforms.golden_rows --draw` draws stories anew."""
    assert set(TRAITS) <= set().union(*(shown(read_story(FOLDER / f"{name}.txt")) for name in kept_stories()))
