"""Building the gazetteer's file: which names are kept, what is packed, and that the same places give the same bytes."""

from pathlib import Path

import pytest

from tools.gazetteer_builder import Entry, _is_kept, pack, write


@pytest.mark.parametrize(
    ("name", "population", "is_kept"),
    [
        ("Qusayr", 500, True),
        ("القصير", 40_000, True),
        ("القصير", 500, False),
        ("Сольдеу", 9_000, True),
        ("スルデウ", 9_000, False),
        ("swldw", 9_000, False),
        ("ABC", 9_000, False),
        ("https://example.org/Qusayr", 9_000, False),
        ("", 9_000, False),
        ("123", 9_000, False),
    ],
)
def test_names_are_kept_that_somebody_writes(name: str, population: int, is_kept: bool) -> None:
    assert _is_kept(name, population) is is_kept


TOWN = Entry(1, "town", 34.5, 36.6, 40_000, "SY", "SY.11", ["Al Qusayr", "Qusair"])
COUNTY = Entry(0, "district", 37.1, -84.1, 0, "US", "US.KY", ["Laurel County"])


def test_a_place_is_packed_under_each_of_its_keys_with_how_it_is_named() -> None:
    arrays = pack([TOWN, COUNTY])
    keys = arrays["keys"].tobytes().decode().split("\n")[:-1]
    named = dict(zip(keys, zip(arrays["places"], arrays["qualities"], strict=True), strict=True))
    assert named == {
        "al qusayr": (0, 0),
        "laurel": (1, 2),
        "laurel county": (1, 0),
        "qusair": (0, 1),
        "qusayr": (0, 2),
    }


def test_the_same_places_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(pack([TOWN, COUNTY]), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
