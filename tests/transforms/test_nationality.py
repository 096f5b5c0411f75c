"""Tests of the country that a participant has without a word of it."""

import pytest

from tests.rows import a
from transforms.extraction import extract
from transforms.nationality import settle_countries, subject_of
from transforms.tables import Document, Mention, Report, ReportParticipant


def countries(text: str) -> dict[str, tuple[str | None, str | None]]:
    """Return the country of each participant and how it is known, by its words."""
    (extraction,) = extract([a(Document, text=text)])
    words = {mention.mention_id: mention.mention for mention in extraction.mentions}
    return {
        words[participant.mention_id]: (participant.country, participant.country_basis)
        for participant in extraction.participants
    }


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("Spanish police arrested nine opposition lawmakers.", "nine opposition lawmakers", ("ESP", "other_side")),
        ("Judge Rosa Calderon opened an inquiry against four Chilean ministers.", "Rosa Calderon", ("CHL", "document")),
        (
            "Peru's president dismissed a request from the justice minister.",
            "the justice minister",
            ("PER", "document"),
        ),
        ("Turkish warplanes bombed Kurdish rebels.", "Turkish warplanes", ("TUR", "mention")),
        # those whom a state fights, feeds or expels may be of another country
        ("Portugal stepped up its bombardment of rebels.", "rebels", (None, None)),
        ("Uganda expelled diplomats.", "diplomats", (None, None)),
        # two countries: nothing tells of which one the judge is
        ("Judge Rosa Calderon convicted a Chilean banker of bribing Peru.", "Rosa Calderon", (None, None)),
    ],
)
def test_who_acts_at_home_is_of_the_country_told_of(text: str, words: str, told: tuple[str, str]) -> None:
    assert countries(text)[words] == told


def mentions(*countries: str | None) -> list[Mention]:
    return [a(Mention, mention_id=f"{at:016x}", country=country, kind="name") for at, country in enumerate(countries)]


def test_a_document_is_about_the_country_that_it_names_almost_alone() -> None:
    assert subject_of(mentions("KEN", None, "KEN")).country == "KEN"
    assert subject_of(mentions("KEN", "UGA", "KEN")).country is None
    assert subject_of(mentions(*["KEN"] * 9, "UGA")).country == "KEN"
    assert subject_of(mentions("KEN", "UNO")).country == "KEN"
    assert subject_of([]).country is None


def test_bystanders_are_of_a_country_only_where_the_document_is_surely_about_it() -> None:
    report = a(Report, report_id="e" * 16, event_type="ASSAULT")
    victim = a(ReportParticipant, report_id="e" * 16, mention_id="b" * 16, role="recipient", sector="CVL")
    people = a(Mention, mention_id="b" * 16, kind="nominal", mention_start=900, mention_end=910)
    once, often = mentions("KEN"), mentions(*["KEN"] * 7)
    assert [country.country for country in settle_countries([report], [victim], [*once, people])] == [None]
    assert [country.country for country in settle_countries([report], [victim], [*often, people])] == ["KEN"]


def test_whoever_a_foreign_body_stands_behind_is_of_no_country_by_the_document() -> None:
    body = a(Mention, mention_id="b" * 16, kind="name", country="UNO", mention_start=900, mention_end=904)
    nominal = a(Mention, mention_id="c" * 16, kind="nominal", mention_start=898, mention_end=920)
    report = a(Report, report_id="e" * 16, event_type="RETREAT")
    government = a(ReportParticipant, report_id="e" * 16, mention_id="c" * 16, role="actor", sector="GOV")
    assert [country.country for country in settle_countries([report], [government], [*mentions("LBY"), nominal])] == [
        "LBY"
    ]
    assert [
        country.country for country in settle_countries([report], [government], [*mentions("LBY"), body, nominal])
    ] == [None]
