"""Tests of the coder on whole sentences, read by the engine that ships: what is coded, and what is not."""

from datetime import date, timedelta

import pytest

from tests.rows import a
from transforms.extraction import Extraction, extract
from transforms.tables import Document

MONDAY = date(2024, 3, 4)
SURE = 0.3  # confidence; what is below is stored but hardly believed


def code(text: str) -> Extraction:
    document = a(Document, text=text, published_first_on=MONDAY, published_last_on=MONDAY, published_basis="metadata")
    (extraction,) = extract([document])
    return extraction


def told(extraction: Extraction) -> list[tuple[str, list[str], list[str]]]:
    """Return type, actors and recipients of each sure report, in the words of the text."""
    words = {mention.mention_id: mention.mention for mention in extraction.mentions}

    def participants_in(report_id: str, role: str) -> list[str]:
        return [
            words[part.mention_id]
            for part in extraction.participants
            if (part.report_id, part.role) == (report_id, role)
        ]

    return [
        (report.event_type, participants_in(report.report_id, "actor"), participants_in(report.report_id, "recipient"))
        for report in extraction.reports
        if report.confidence >= SURE
    ]


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        (
            '"Russia must withdraw its troops from Ukraine," German Chancellor Olaf Scholz said in Berlin.',
            [("REQUEST", ["Olaf Scholz"], ["Russia"])],
        ),
        # active and passive
        ("Turkey condemned Israel.", [("ACCUSE", ["Turkey"], ["Israel"])]),
        ("Israel was condemned by Turkey.", [("ACCUSE", ["Turkey"], ["Israel"])]),
        ("Turkish warplanes bombed Kurdish rebels.", [("ASSAULT", ["Turkish warplanes"], ["Kurdish rebels"])]),
        ("Forty students were arrested in Minsk.", [("COERCE", [], ["Forty students"])]),
        # coordination is one event with lists
        ("France and Egypt held talks in Cairo.", [("CONSULT", ["France", "Egypt"], [])]),
        ("Iran condemned Israel and Jordan.", [("ACCUSE", ["Iran"], ["Israel", "Jordan"])]),
        # light verbs, nouns, possessives
        ("Rebels launched an attack on the army.", [("ASSAULT", ["Rebels"], ["the army"])]),
        ("Russia vetoed the resolution.", [("REJECT", ["Russia"], [])]),
        # control: what is agreed, asked, refused or threatened is no event of its own
        ("Norway agreed to send doctors to Liberia.", [("AGREE", ["Norway"], ["Liberia"])]),
        ("France urged Mali to free the journalist.", [("REQUEST", ["France"], ["Mali"])]),
        ("Greece refused to extradite the general to Turkey.", [("REJECT", ["Greece"], ["Turkey"])]),
        ("North Korea threatened to attack Japan.", [("THREATEN", ["North Korea"], ["Japan"])]),
        # a dropped subject, a relative clause
        ("Syria, which accused Israel of lies, expelled its envoy.", [("ACCUSE", ["Syria"], ["Israel"])]),
        # the type goes before whether it happened
        ("The Japanese premier will visit Vietnam.", [("AGREE", ["The Japanese premier"], ["Vietnam"])]),
        ("Israel will not release the prisoners.", [("REJECT", ["Israel"], ["the prisoners"])]),
        # nothing
        ("The weather in Paris was fine.", []),
        ("The team beat its rivals in the cup final.", []),
    ],
)
def test_a_sentence_is_coded(text: str, reports: list[tuple[str, list[str], list[str]]]) -> None:
    assert told(code(text))[: len(reports) or 1] == reports


@pytest.mark.parametrize(
    ("text", "event_type", "factuality", "certainty"),
    [
        ("Turkish warplanes bombed Kurdish rebels.", "ASSAULT", "actual", "certain"),
        ("Turkish warplanes did not bomb Kurdish rebels.", "ASSAULT", "denied", "certain"),
        ("Turkish warplanes may bomb Kurdish rebels.", "ASSAULT", "hypothetical", "possible"),
        ("Turkey denied bombing Kurdish rebels.", "ASSAULT", "denied", "certain"),
        ("Turkish warplanes have reportedly bombed Kurdish rebels.", "ASSAULT", "actual", "probable"),
        ("Turkey is believed to have bombed Kurdish rebels.", "ASSAULT", "actual", "probable"),
        ("No protesters were arrested in Ankara.", "COERCE", "denied", "certain"),
        ("Turkey plans to bomb Kurdish rebels.", "ASSAULT", "planned", "certain"),
        ("Turkey is expected to bomb Kurdish rebels.", "ASSAULT", "predicted", "certain"),
        ("If Turkey bombs the rebels, thousands will flee.", "ASSAULT", "hypothetical", "certain"),
        ("Police regularly arrest journalists in Baku.", "COERCE", "habitual", "certain"),
    ],
)
def test_words_around_a_trigger_say_whether_it_happened(
    text: str, event_type: str, factuality: str, certainty: str
) -> None:
    found = [(report.factuality, report.certainty) for report in code(text).reports if report.event_type == event_type]
    assert found == [(factuality, certainty)]


@pytest.mark.parametrize(
    ("text", "kind", "lowest", "highest"),
    [
        ("A bomb killed at least 40 people in Mogadishu.", "deaths", 40, None),
        ("Police arrested some 30 demonstrators in Minsk.", "arrested", 30, 30),
        ("Rebels attacked the camp, killing between 40 and 50 villagers.", "deaths", 40, 50),
        ("The death toll from the shelling rose to 57.", "deaths", 57, 57),
        ("Gunmen shot dead 12 farmers in Benue.", "deaths", 12, 12),
        ("At least seven protesters were shot dead by police.", "deaths", 7, None),
        ("Tens of thousands of workers went on strike in France.", "size", 20000, None),
        ("No one was hurt when a rocket hit the embassy.", "injured", 0, 0),
    ],
)
def test_numbers_are_counted_with_their_event(text: str, kind: str, lowest: int, highest: int | None) -> None:
    found = [(magnitude.kind, magnitude.lowest, magnitude.highest) for magnitude in code(text).magnitudes]
    assert (kind, lowest, highest) in found


def test_what_an_event_provokes_is_done_to_whoever_did_it() -> None:
    reports = told(code("The deployment of Turkish troops sparked protests by Kurdish activists in Iraq."))
    assert ("PROTEST", ["Kurdish activists"], ["Turkish troops"]) in reports


def test_who_fights_alongside_somebody_does_not_fight_them() -> None:
    extraction = code("Hezbollah is fighting alongside the Syrian army in Aleppo.")
    assert not any(report.is_mutual for report in extraction.reports)
    assert not any(
        "army" in participant for _, actors, recipients in told(extraction) for participant in (*actors, *recipients)
    )


def test_no_word_on_casualties_is_no_number() -> None:
    extraction = code("Israel struck the base. There was no word on casualties after the air strike.")
    assert extraction.magnitudes == ()
    assert {(report.deaths, report.injured) for report in extraction.reports} == {(None, None)}


def test_an_event_carries_the_codes_of_its_participants() -> None:
    extraction = code("Turkish warplanes bombed Kurdish rebels on Sunday.")
    (report,) = extraction.reports
    (actor,) = [part for part in extraction.participants if part.role == "actor"]
    assert (actor.country, actor.sector) == ("TUR", "MIL")
    assert (report.cameo_root, report.quad_class, report.occurred_first_on) == ("19", 4, date(2024, 3, 3))


def test_the_rule_says_which_classifier_decided() -> None:
    (report,) = code("Turkey condemned Israel.").reports
    assert report.rule.split(":")[0] in {"lexicon", "lexicon+model"}
    assert report.rule.endswith("ACCUSE:condemn")


@pytest.mark.parametrize(
    "text",
    [
        "Oh baby, shoot me down, shoot me down tonight",
        "Leo: a battle of wills awaits you on Friday, and a friend will help.",
        "Arsenal beat Chelsea 3-1 in London on Sunday.",
        "Shares in the bank slid as the euro came under attack from traders.",
        "Team P W D L Pts Arsenal 10 8 1 1 25 Chelsea 10 7 2 1 23",
        "said " * 1000,
        "The rebels attacked and " * 300,
    ],
)
def test_what_is_no_politics_gives_no_sure_dyad(text: str) -> None:
    assert [one for one in told(code(text)) if one[1] and one[2]] == []


@pytest.mark.parametrize("text", ["", " ", "a", "!" * 500, "الرئيس التقى الوزير", "🙂 🙂", "word " * 1500, "x" * 20000])
def test_odd_texts_give_no_error(text: str) -> None:
    assert all(text[report.trigger_start : report.trigger_end] == report.trigger for report in code(text).reports)


def test_a_date_of_another_clause_is_not_the_event_s() -> None:
    extraction = code("Turkey cancelled a meeting with Greece that had been planned for 3 May 2024.")
    dates = {report.trigger: (report.occurred_first_on, report.occurred_basis) for report in extraction.reports}
    assert dates["cancelled"] == (MONDAY - timedelta(days=1), "publication")
