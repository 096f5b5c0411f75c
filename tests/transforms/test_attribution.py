"""Tests of attribution: reports and statements in, who tells them out; events and reports in, rival claims out."""

from datetime import date

import pytest

from tests.rows import a
from transforms.attribution import attribute_reports, find_assertions, weigh_events
from transforms.tables import (
    Assertion,
    Document,
    Entity,
    Event,
    EventReport,
    Mention,
    Quote,
    QuoteSpan,
    Report,
    ReportParticipant,
    StoryDocument,
)

DAY = date(2018, 6, 4)
TEXT = "Red Brigade spokesman Ali Karim said that Israel attacked the port, officials said."
TRIGGER = TEXT.index("attacked")


def number(value: int) -> str:
    return f"{value:016x}"


def mention(at: int, words: str, entity_id: str | None, **codes: object) -> Mention:
    start = TEXT.index(words)
    place = {"mention_start": start, "mention_end": start + len(words), "mention": words}
    return a(Mention, mention_id=number(at), entity_id=entity_id, **place, **codes)


def quote(at: int, first: str, last: str, speaker: Mention | None, **about: object) -> tuple[Quote, QuoteSpan]:
    start, end = TEXT.index(first), TEXT.index(last) + len(last)
    said_by = (
        {
            "speaker_mention_id": speaker.mention_id,
            "speaker_id": speaker.entity_id,
            "speaker_start": speaker.mention_start,
            "speaker_end": speaker.mention_end,
            "speaker": speaker.mention,
        }
        if speaker
        else {}
    )
    row = a(Quote, **({"is_statement": True, "act": "says"} | said_by | about), quote_id=number(at))
    span = a(QuoteSpan, quote_span_id=number(at), quote_id=number(at), span_start=start, span_end=end)
    return row, span


def side(role: str, entity_id: str | None, **codes: object) -> ReportParticipant:
    return a(
        ReportParticipant,
        report_participant_id=number(len(role)),
        report_id=number(1),
        role=role,
        entity_id=entity_id,
        **codes,
    )


REPORT = a(
    Report, report_id=number(1), trigger_start=TRIGGER, trigger_end=TRIGGER + len("attacked"), trigger="attacked"
)
ENTITIES = [
    a(Entity, entity_id="person.ali-karim", kind="person"),
    a(Entity, entity_id="armed_group.red-brigade", kind="armed_group"),
    a(Entity, entity_id="state.israel", kind="state"),
    a(Entity, entity_id="unnamed.officials", kind="unnamed"),
    a(Entity, entity_id="government.ministry", kind="government"),
]
KARIM = mention(1, "Ali Karim", "person.ali-karim", country="LBN", sector="REB")
BRIGADE = mention(2, "Red Brigade", "armed_group.red-brigade")
OFFICIALS = mention(3, "officials", "unnamed.officials", country="ISR", sector="GOV")
INNER = quote(1, "that Israel", "port", KARIM)
OUTER = quote(2, "Red Brigade", "port", OFFICIALS)


def voice(quotes: list[tuple[Quote, QuoteSpan]], participants: list[ReportParticipant]) -> tuple[str | None, str]:
    (report,) = attribute_reports(
        a(Document, text=TEXT),
        [REPORT],
        participants,
        [row for row, _ in quotes],
        [span for _, span in quotes],
        [KARIM, BRIGADE, OFFICIALS],
        ENTITIES,
    )
    return report.quote_id, report.asserted_by


ISRAEL = side("actor", "state.israel", country="ISR", sector="GOV")
PORT = side("recipient", "facility.port")


def test_an_event_outside_every_statement_is_the_documents() -> None:
    assert voice([quote(1, "officials", "officials", KARIM)], [ISRAEL]) == (None, "document")


def test_an_event_belongs_to_the_innermost_statement() -> None:
    assert voice([OUTER, INNER], [ISRAEL, PORT]) == (number(1), "source")


def test_a_speaker_who_is_a_side_is_that_side() -> None:
    assert voice([INNER], [ISRAEL, side("recipient", "person.ali-karim")]) == (number(1), "recipient")


def test_a_speaker_speaks_for_the_body_before_his_name() -> None:
    assert voice([INNER], [ISRAEL, side("recipient", "armed_group.red-brigade")]) == (number(1), "recipient")


def test_an_official_of_a_state_speaks_for_it_and_for_its_army() -> None:
    assert voice([OUTER], [ISRAEL, PORT]) == (number(2), "actor")
    assert voice([OUTER], [side("actor", None, country="ISR", sector="MIL")]) == (number(2), "actor")
    assert voice([OUTER], [side("actor", None, country="ISR", sector="CVL")]) == (number(2), "unnamed")


def test_rebels_of_one_country_do_not_speak_for_each_other() -> None:
    assert voice([INNER], [side("actor", "armed_group.other", country="LBN", sector="REB")]) == (number(1), "source")


def test_a_statement_without_a_speaker_is_somebody_unnamed() -> None:
    assert voice([quote(1, "that Israel", "port", None)], [ISRAEL]) == (number(1), "unnamed")


def test_what_is_only_spoken_of_is_told_by_the_document() -> None:
    assert voice([quote(1, "that Israel", "port", KARIM, is_statement=False)], [ISRAEL]) == (None, "document")


def test_what_a_thing_shows_is_the_documents_inference() -> None:
    assert voice([quote(1, "that Israel", "port", None, act="shows")], [ISRAEL]) == (None, "document")


def report(at: int, document: int, **about: object) -> Report:
    days = {"occurred_first_on": DAY, "occurred_last_on": DAY, "occurred_basis": "stated", "factuality": "actual"}
    known = {"event_type": "ASSAULT", "document_id": number(document)}
    return a(Report, **(days | known | about), report_id=number(at))


def parts(*reports: int, recipient: str = "state.syria") -> list[ReportParticipant]:
    return [
        a(
            ReportParticipant,
            report_participant_id=number(at * 10 + place),
            report_id=number(at),
            role=role,
            entity_id=name,
        )
        for at in reports
        for place, (role, name) in enumerate((("actor", "state.israel"), ("recipient", recipient)))
    ]  # fmt: skip


HAPPENED = a(
    Event,
    event_id=number(90),
    event_type="ASSAULT",
    factuality="actual",
    occurred_first_on=DAY,
    occurred_last_on=DAY,
)
DENIAL = {"factuality": "denied"}
DOCUMENTS = [a(Document, document_id=number(at), source_id=f"source_{at}") for at in range(4)]


def links(reports: list[Report]) -> list[EventReport]:
    told = [report for report in reports if report.factuality == "actual"]
    return [
        EventReport(report_id=report.report_id, event_id=number(90), position=position)
        for position, report in enumerate(told)
    ]


def stances(reports: list[Report], quotes: list[Quote] | None = None, **others: str) -> list[tuple[str, str]]:
    participants = [one for report in reports for one in parts(int(report.report_id, 16), **others)]
    found = find_assertions(reports, participants, quotes or [], [HAPPENED], links(reports))
    return sorted((one.report_id, one.stance) for one in found)


def test_a_denied_event_of_the_same_sides_and_days_denies_the_event() -> None:
    assert stances([report(1, 0), report(2, 1, **DENIAL)]) == [(number(1), "asserts"), (number(2), "denies")]


@pytest.mark.parametrize(
    "other",
    [
        {"event_type": "PROTEST"},
        {"occurred_first_on": date(2018, 7, 1), "occurred_last_on": date(2018, 7, 1)},
        {"occurred_first_on": None, "occurred_last_on": None},
    ],
)
def test_a_denial_of_something_else_denies_nothing(other: dict[str, object]) -> None:
    assert stances([report(1, 0), report(2, 1, **(DENIAL | other))]) == [(number(1), "asserts")]


def test_a_denial_towards_another_recipient_denies_nothing() -> None:
    reports = [report(1, 0), report(2, 1, **DENIAL)]
    participants = [*parts(1), *parts(2, recipient="state.iraq")]
    assert [one.stance for one in find_assertions(reports, participants, [], [HAPPENED], links(reports))] == ["asserts"]


def test_a_report_inside_a_denial_denies() -> None:
    denial = a(Quote, quote_id=number(7), act="denies")
    assert stances([report(1, 0), report(2, 1, quote_id=number(7))], [denial]) == [
        (number(1), "asserts"),
        (number(2), "denies"),
    ]


def weighed(reports: list[Report], told: dict[int, str], copies: list[StoryDocument] | None = None) -> tuple[int, bool]:
    assertions = [
        a(Assertion, assertion_id=number(at), event_id=number(90), report_id=number(at), stance=stance)
        for at, stance in told.items()
    ]
    quotes = [a(Quote, quote_id=number(7), speaker_id="state.israel"), a(Quote, quote_id=number(8), speaker_id="x.y")]
    (event,) = weigh_events([HAPPENED], links(reports), assertions, reports, quotes, DOCUMENTS, copies or [])
    return event.independent_sources, event.has_rival_claims


def test_a_party_is_no_independent_source() -> None:
    own = report(1, 0, quote_id=number(7), asserted_by="actor")
    assert weighed([own], {1: "asserts"}) == (0, False)
    assert weighed([own, report(2, 1), report(3, 2)], {1: "asserts", 2: "asserts", 3: "asserts"}) == (2, False)


def test_copies_of_one_story_are_one_source() -> None:
    copies = [a(StoryDocument, document_id=one.document_id, story_id=number(5)) for one in DOCUMENTS]
    assert weighed([report(1, 0), report(2, 1)], {1: "asserts", 2: "asserts"}, copies) == (1, False)


def test_claims_are_rivals_when_others_deny_what_one_asserts() -> None:
    asserted, denied = report(1, 0, quote_id=number(8)), report(2, 1, quote_id=number(7), **DENIAL)
    assert weighed([asserted, denied], {1: "asserts", 2: "denies"}) == (1, True)


def test_who_takes_back_his_own_words_is_no_rival() -> None:
    asserted, denied = report(1, 0, quote_id=number(7)), report(2, 1, quote_id=number(7), **DENIAL)
    assert weighed([asserted, denied], {1: "asserts", 2: "denies"}) == (1, False)
