"""The gazetteer: what a name may mean, however it is spelt, and what is said of places that are disputed."""

import csv
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.finding import each
from transforms.checksums import CHECKSUMS, DamagedData
from transforms.places.gazetteer import (
    ADJECTIVE,
    FILE,
    FOLDER,
    KINDS,
    load_gazetteer,
    load_kinds,
    read_arrays,
    read_rows,
    split,
)
from transforms.places.keys import key_of, without_article
from transforms.places.place_candidates import candidates
from transforms.places.toponyms import place_of
from transforms.tables import Place


def first(name: str) -> tuple[str, str | None]:
    best = candidates(name)[0].spot
    return best.name, best.country


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Qusayr", "al Qusayr"),
        ("São Tomé", "Sao Tome"),
        ("St. Louis", "Saint Louis"),
        ("Ta'izz", "Taʿizz"),
        ("Deir ez-Zor", "Deir al-Zor"),
        ("the Bronx", "Bronx"),
        ("Łódź", "Lodz"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


def test_a_key_loses_the_arabic_article_and_keeps_at_least_a_word() -> None:
    assert without_article("deir ez zor") == "deir zor"
    assert without_article("al") == "al"


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_words_give_candidates_or_none_and_never_an_exception(words: str) -> None:
    for candidate in candidates(words):
        assert isinstance(place_of(candidate.spot), Place)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Kyiv", "UKR"),
        ("Kiev", "UKR"),
        ("Tartous", "SYR"),
        ("Tartus", "SYR"),
        ("Bombay", "IND"),
        ("Peking", "CHN"),
        ("Москва", "RUS"),
        ("القصير", "SYR"),
        ("Calif.", "USA"),
        ("Ont.", "CAN"),
        ("NSW", "AUS"),
        ("Kenyan", "KEN"),
        ("Holland", "NLD"),
    ],
)
def test_a_name_is_found_in_other_spellings_scripts_and_forms(name: str, country: str) -> None:
    assert country in {candidate.spot.country for candidate in candidates(name)[:2]}


def test_two_letters_without_dots_are_a_word_unless_a_town_and_a_comma_go_before() -> None:
    assert [candidate.spot.name for candidate in candidates("In")][:1] != ["Indiana"]
    assert [candidate.spot.name for candidate in candidates("IN", is_after_comma=True)][:1] == ["Indiana"]


def test_words_for_the_sort_of_place_choose_among_places_and_make_a_facility_near_its_town() -> None:
    assert candidates("Laurel County")[0].spot.kind == "district"
    assert candidates("Sirte airbase")[0].spot.name == "Sirte"
    assert candidates("Sirte airbase")[0].precision == "city"
    assert candidates("northern Aleppo")[0].spot.country == "SYR"


def test_an_empty_name_means_nothing() -> None:
    assert candidates("") == candidates("   ") == candidates("'s") == candidates("()") == ()


def test_a_disputed_place_has_a_note_and_no_country() -> None:
    disputed = [row for row in read_rows("areas.csv") if row["kind"] == "disputed"]
    for row in each(disputed):
        (spot,) = [
            candidate.spot for candidate in candidates(row["name"]) if candidate.spot.place_id == row["place_id"]
        ]
        assert (spot.country, bool(spot.note)) == (None, True), row["name"]
    assert [first("Golan Heights"), first("Crimea"), first("Kashmir")] == [
        ("Golan Heights", None),
        ("Crimea", None),
        ("Kashmir", None),
    ]


def test_a_town_in_a_disputed_division_says_so_and_has_no_country() -> None:
    spot = candidates("Simferopol")[0].spot
    assert (spot.country, "Crimea" in (spot.note or "")) == (None, True)


def test_a_sea_belongs_to_nobody() -> None:
    assert [first(name) for name in ("Black Sea", "Strait of Hormuz", "South China Sea")] == [
        ("Black Sea", None),
        ("Strait of Hormuz", None),
        ("South China Sea", None),
    ]


def test_every_row_of_the_files_is_a_place_with_an_id_of_its_own_and_a_source() -> None:
    rows = read_rows("areas.csv")
    assert len({row["place_id"] for row in rows}) == len(rows)
    assert {row["kind"] for row in rows} <= set(load_kinds())
    assert set(KINDS) <= set(load_kinds())
    for row in each(rows):
        assert -90 <= float(row["latitude"]) <= 90, row
        assert -180 <= float(row["longitude"]) <= 180, row
        assert row["source"], row
        assert all(len(code) == 3 for code in split(row["countries"])), row


def test_every_file_is_rectangular() -> None:
    for path in each(sorted(FOLDER.glob("*.csv"))):
        with path.open(encoding="utf-8", newline="") as lines:
            widths = {len(row) for row in csv.reader(lines)}
        assert len(widths) == 1, path.name


def test_every_country_has_a_name_and_a_point() -> None:
    gazetteer = load_gazetteer()
    assert len(gazetteer.states) >= 245
    for iso, name in each(gazetteer.states.items()):
        assert iso in {spot.country for spot, _ in gazetteer.find(key_of(name))}, name


def test_a_people_is_the_adjective_of_its_state() -> None:
    assert [(spot.name, quality) for spot, quality in load_gazetteer().find("kenyan")] == [("Kenya", ADJECTIVE)]


def test_a_gazetteer_that_is_not_the_one_released_is_not_read(tmp_path: Path) -> None:
    for name in (FILE.name, CHECKSUMS):
        shutil.copy(FOLDER / name, tmp_path)
    assert set(read_arrays(tmp_path)) >= {"keys", "names", "kinds"}
    bytes_of = bytearray(FILE.read_bytes())
    bytes_of[-1000] ^= 1
    (tmp_path / FILE.name).write_bytes(bytes_of)
    with pytest.raises(DamagedData, match=r"gazetteer\.npz: found .*, the checksum is .*; restore the file"):
        read_arrays(tmp_path)
    (tmp_path / CHECKSUMS).unlink()
    with pytest.raises(DamagedData, match=r"SHA256SUMS: no such file"):
        read_arrays(tmp_path)
