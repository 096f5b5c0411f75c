"""Tests of attribution: reports and statements in, who tells them out."""

from tests.rows import a
from transforms.attribution import attribute_reports
from transforms.document_drafts import CodedParticipant, DatedReport
from transforms.tables import (
    Document,
    Entity,
    Mention,
    Quote,
    QuoteSpan,
    Report,
    ReportParticipant,
)

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


def participant(role: str, entity_id: str | None, **codes: object) -> ReportParticipant:
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


def asserted(quotes: list[tuple[Quote, QuoteSpan]], participants: list[ReportParticipant]) -> tuple[str | None, str]:
    (report,) = attribute_reports(
        a(Document, text=TEXT),
        [DatedReport.of(REPORT)],
        [*map(CodedParticipant.of, participants)],
        [row for row, _ in quotes],
        [span for _, span in quotes],
        [KARIM, BRIGADE, OFFICIALS],
        ENTITIES,
    )
    return report.quote_id, report.asserted_by


ISRAEL = participant("actor", "state.israel", country="ISR", sector="GOV")
PORT = participant("recipient", "facility.port")


def test_an_event_outside_every_statement_is_the_documents() -> None:
    assert asserted([quote(1, "officials", "officials", KARIM)], [ISRAEL]) == (None, "document")


def test_an_event_belongs_to_the_innermost_statement() -> None:
    assert asserted([OUTER, INNER], [ISRAEL, PORT]) == (number(1), "source")


def test_a_speaker_who_is_a_side_is_that_side() -> None:
    assert asserted([INNER], [ISRAEL, participant("recipient", "person.ali-karim")]) == (number(1), "recipient")


def test_a_speaker_speaks_for_the_body_before_his_name() -> None:
    assert asserted([INNER], [ISRAEL, participant("recipient", "armed_group.red-brigade")]) == (number(1), "recipient")


def test_an_official_of_a_state_speaks_for_it_and_for_its_army() -> None:
    assert asserted([OUTER], [ISRAEL, PORT]) == (number(2), "actor")
    assert asserted([OUTER], [participant("actor", None, country="ISR", sector="MIL")]) == (number(2), "actor")
    assert asserted([OUTER], [participant("actor", None, country="ISR", sector="CVL")]) == (number(2), "unnamed")


def test_rebels_of_one_country_do_not_speak_for_each_other() -> None:
    assert asserted([INNER], [participant("actor", "armed_group.other", country="LBN", sector="REB")]) == (
        number(1),
        "source",
    )


def test_a_statement_without_a_speaker_is_somebody_unnamed() -> None:
    assert asserted([quote(1, "that Israel", "port", None)], [ISRAEL]) == (number(1), "unnamed")


def test_what_is_only_spoken_of_is_told_by_the_document() -> None:
    assert asserted([quote(1, "that Israel", "port", KARIM, is_statement=False)], [ISRAEL]) == (None, "document")


def test_what_a_thing_shows_is_the_documents_inference() -> None:
    assert asserted([quote(1, "that Israel", "port", None, act="shows")], [ISRAEL]) == (None, "document")
