"""Resolution: which place a name means beside other names, and why."""

import pytest

from transforms.places.publishers import home_of
from transforms.places.toponym_resolution import Hints, Name, Resolution, resolve, rivals


def places(text: str, *words: str, hints: Hints | None = None) -> list[Resolution | None]:
    at, names = 0, []
    for word in words:
        at = text.index(word, at)
        names.append(Name(at, at + len(word), word))
        at += len(word)
    return resolve(names, text, hints or Hints())


def named(text: str, *words: str, hints: Hints | None = None) -> list[tuple[str | None, str]]:
    return [
        (place.spot.country, place.spot.division) if place else (None, "")
        for place in places(text, *words, hints=hints)
    ]


def test_without_context_the_largest_place_is_meant() -> None:
    assert named("They met in Paris.", "Paris") == [("FRA", "FR.11")]


def test_what_follows_a_comma_says_where_a_place_lies() -> None:
    assert named("A mill in Paris, Texas, closed.", "Paris", "Texas") == [("USA", "US.TX"), ("USA", "US.TX")]
    assert named("A mill in Vienna, Va., closed.", "Vienna") == [("USA", "US.VA")]
    assert named("A mill in London, Ont., closed.", "London") == [("CAN", "CA.08")]


def test_a_name_keeps_its_sense_through_a_document() -> None:
    text = "A mill in Paris, Texas, closed. Paris had two mills."
    assert named(text, "Paris", "Paris") == [("USA", "US.TX")] * 2


def test_another_qualifier_is_another_sense() -> None:
    text = "Trains from Athens, Greece, do not reach Athens, Georgia."
    assert [country for country, _ in named(text, "Athens", "Athens")] == ["GRC", "USA"]


def test_places_beside_it_decide_between_namesakes() -> None:
    assert named("From Homs they went to Qusair and Palmyra.", "Qusair")[0][0] == "SYR"
    assert (
        named("From Homs they went to Tripoli, Beirut and Sidon.", "Homs", "Tripoli", "Beirut", "Sidon")[1][0] == "LBN"
    )


def test_the_country_of_the_actors_decides_between_namesakes() -> None:
    told = Hints(countries={"EGY": 3.0})
    assert named("The road to al-Qusayr was closed.", "al-Qusayr", hints=told) == [("EGY", "EG.02")]


def test_a_state_goes_before_a_village_of_its_name() -> None:
    assert [
        place.spot.kind for place in places("Syria, Lebanon and Cuba signed.", "Syria", "Lebanon", "Cuba") if place
    ] == ["country"] * 3


def test_a_town_goes_before_the_province_named_for_it() -> None:
    assert [place.spot.kind for place in places("Fighting reached Homs and Idlib.", "Homs", "Idlib") if place] == [
        "town"
    ] * 2


def test_the_town_of_the_publisher_is_a_witness() -> None:
    assert home_of("https://www.norfolkdailynews.com/news/1").homes == ("norfolk",)
    assert home_of("https://www.kansascity.com/1").homes == ("kansas city",)
    assert home_of("http://www.example.co.uk/a").home_country == "GBR"


@pytest.mark.parametrize("address", [None, "", "no address", "http://", "http://[::1", "https://12.13.14.15/", "\x00"])
def test_an_address_of_no_publisher_tells_nothing(address: str | None) -> None:
    assert home_of(address) == Hints()


def test_a_name_that_nobody_knows_has_no_place() -> None:
    assert places("They met in Xqzzvrtk.", "Xqzzvrtk") == [None]


def test_the_reason_says_what_decided() -> None:
    (found, _) = places("A mill in Paris, Texas, closed.", "Paris", "Texas")
    assert found
    assert "followed by Texas" in found.reason
    assert "places so named" in found.reason


def test_rivals_come_with_the_likeliest_first() -> None:
    found = rivals("Paris", country="USA")
    assert found[0].spot.division == "US.TX"
    assert [resolution.confidence for resolution in found] == sorted(
        (resolution.confidence for resolution in found), reverse=True
    )
    assert rivals("Qusair", near="Homs")[0].spot.country == "SYR"
    assert rivals("") == []


def test_the_order_of_the_names_changes_no_place() -> None:
    text = "Springfield; Decatur; Peoria; Champaign; Joliet"
    words = text.split("; ")
    names = [Name(text.index(word), text.index(word) + len(word), word) for word in words]
    onwards = [one and one.spot.place_id for one in resolve(names, text, Hints())]
    backwards = [one and one.spot.place_id for one in resolve(names[::-1], text, Hints())]
    assert onwards == backwards[::-1]
