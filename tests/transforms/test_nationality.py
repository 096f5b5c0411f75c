"""Tests of the country that a participant has without a word of it."""

import pytest

from tests.rows import a
from transforms.extraction import extract
from transforms.nationality import choose
from transforms.tables import Document


def countries(text: str) -> dict[str, tuple[str | None, str | None]]:
    """Return the country of each participant and how it is known, by its words."""
    (extraction,) = extract([a(Document, text=text)])
    words = {mention.mention_id: mention.mention for mention in extraction.mentions}
    return {
        words[participant.mention_id]: (participant.country, participant.country_basis)
        for participant in extraction.participants
    }


BELFAST = """Petrol bombs in Belfast

BELFAST - Police were attacked with petrol bombs in the north of Belfast on Tuesday. A court remanded two men."""
LAGOS = "Riot police fired tear gas at protesters in Lagos on Monday. The protesters demanded the release of a singer."
NAIROBI = "The parliament in Nairobi rejected the bill. The opposition accused the government of fraud."
BAMAKO = "The government of Mali accused the army of killing civilians in Mopti."


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        (BELFAST, "Police", "GBR"),
        (BELFAST, "two men", "GBR"),
        (LAGOS, "Riot police", "NGA"),
        (LAGOS, "The protesters", "NGA"),
        (LAGOS, "a singer", "NGA"),
        (NAIROBI, "The opposition", "KEN"),
        (NAIROBI, "the government", "KEN"),
        (BAMAKO, "the army", "MLI"),
        (BAMAKO, "civilians", "MLI"),
        ("Spanish police arrested nine opposition lawmakers.", "nine opposition lawmakers", "ESP"),
        ("Peru's president dismissed a request from the justice minister.", "the justice minister", "PER"),
    ],
)
def test_whoever_has_no_country_of_their_own_has_that_of_the_document(text: str, words: str, country: str) -> None:
    told, basis = countries(text)[words]
    assert told == country
    assert basis is not None


def test_a_country_that_the_words_tell_stands_and_says_so() -> None:
    assert countries("Turkish warplanes bombed a village.")["Turkish warplanes"] == ("TUR", "mention")


def test_a_document_that_names_no_country_gives_none() -> None:
    assert countries("Police arrested nine protesters on Monday.")["Police"] == (None, None)


def test_the_likeliest_country_says_what_speaks_most_for_it() -> None:
    facts = {"KEN": ["document: rank 0", "nearby: before"], "UGA": ["document: rank 1"], "": ["none"]}
    chosen = choose(facts, {"document: rank 0": 0.5, "nearby: before": 2.0, "document: rank 1": 0.4})
    assert chosen is not None
    assert (chosen.country, chosen.basis) == ("KEN", "nearby")
    assert choose({"": ["none"]}, {}) is None


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Bolivia: Congress ousts President Rojas\n\nLA PAZ - Congress removed the president.", "Congress", "BOL"),
        ("The Senate in Abuja met. Nigerian senators wept. The Senate condemned the army.", "Senate", "NGA"),
        ("The U.S. Congress condemned Mexico. Mexico and Mexican officials rejected it.", "U.S. Congress", "USA"),
        (
            "Cypriot police were called. National Guard commandos stormed a jet in Cyprus.",
            "National Guard commandos",
            "CYP",
        ),
        ("Congress rejected the treaty on Monday.", "Congress", None),
    ],
)
def test_a_body_that_several_states_call_alike_is_that_of_the_state_spoken_of(
    text: str, words: str, country: str | None
) -> None:
    assert countries(text)[words][0] == country


LONDON = (
    "LONDON, Ontario - A man stabbed a councillor in London. London police arrested him. London condemned the attack."
)
VALENCIA = "VALENCIA, Venezuela - Riot police fired at students. Valencia police arrested nine men."


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        (LONDON, "a councillor", "CAN"),
        (LONDON, "London police", "CAN"),
        (LONDON, "London", "CAN"),
        (VALENCIA, "Valencia police", "VEN"),
        ("LONDON - London police arrested a man. London condemned the attack.", "London", "GBR"),
    ],
)
def test_a_town_is_in_the_country_in_which_the_map_finds_it(text: str, words: str, country: str) -> None:
    assert countries(text)[words][0] == country


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        (
            "The Independent Residents' Association (IRA) accused the council in Lagos. The IRA left Nigeria.",
            "Independent Residents' Association",
            "NGA",
        ),
        ("The Movement of Village Youth (ETA) attacked a post in Togo. ETA killed nine soldiers.", "ETA", "TGO"),
        ("Basque Homeland and Freedom (ETA) attacked a post in Spain. ETA killed nine soldiers.", "ETA", "ESP"),
        (
            "Protesters accused the Popular Front for Reform (PFR) of fraud in Malawi.",
            "Popular Front for Reform",
            "MWI",
        ),
    ],
)
def test_an_acronym_and_a_name_mean_what_the_text_spells_out(text: str, words: str, country: str) -> None:
    assert countries(text)[words][0] == country


RESIDENTS = "The Independent Residents' Association (IRA) staged a march in Nigeria."


@pytest.mark.parametrize(
    ("text", "words", "sector"),
    [
        (RESIDENTS, "Independent Residents' Association", "SOC"),
        (RESIDENTS, "IRA", "SOC"),
        ("The Popular Front for Reform (PFR) accused Malawi.", "Popular Front for Reform", "PTY"),
    ],
)
def test_a_body_has_the_sector_of_its_own_noun(text: str, words: str, sector: str) -> None:
    (extraction,) = extract([a(Document, text=text)])
    assert sector in {mention.sector for mention in extraction.mentions if mention.mention == words}
