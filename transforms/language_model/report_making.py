"""Takes the grounded events of an answer, gives drafts of their reports, of who takes part and of their numbers.

A party has the codes of its mention; where our lexicons know none the model's stand, and the basis says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from transforms.coding.numbers import find_numbers
from transforms.coding.strategies import LANGUAGE_MODEL
from transforms.document_drafts import CodedReport, SettledParticipant
from transforms.document_survey import Surveyed
from transforms.identifiers import key
from transforms.language.engines import version_in_use
from transforms.language_model.grounded_answers import GroundedEvent, GroundedParty
from transforms.language_model.grounding import Piece
from transforms.language_model.party_linking import PartyLinks
from transforms.language_model.token_spans import tokens_of
from transforms.ontology import load_ontology
from transforms.syntax import Tree
from transforms.tables import Magnitude, Sentence

RULE = "llm:"
"""How the rule of a report begins that a language model told; the name of the model follows."""
ALONE = 0.6
"""Confidence of a report that a language model alone tells: shown by default, and behind what two readers tell. A rank,
not a frequency, until recorded answers of a model have been scored (docs/language-models.md)."""


@dataclass(frozen=True)
class MadeEvent:
    """An event of an answer as drafts of rows."""

    event: GroundedEvent
    reports: tuple[CodedReport, ...]
    """In the order of the text."""
    participants: tuple[SettledParticipant, ...]
    """Of each report, all that take part in the event."""
    magnitudes: tuple[Magnitude, ...]


def make_event(surveyed: Surveyed, event: GroundedEvent, links: PartyLinks, model: str) -> MadeEvent | None:
    """Return an event as drafts; null where none of its triggers is made of words."""
    reports: dict[str, CodedReport] = {}
    numbers = {kind: found for kind, piece in event.numbers.items() if (found := _number(surveyed, piece))}
    for sentence, piece in event.triggers:
        span = tokens_of(surveyed.readings[sentence.position], sentence, piece)
        if span:
            report = _report(surveyed, event, sentence, Piece(span.start, span.end), model)
            reports.setdefault(report.report_id, report)
    if not reports:
        return None
    told = _with_numbers(list(reports.values()), numbers)
    magnitudes = [
        Magnitude(
            magnitude_id=key(report.report_id, kind),
            report_id=report.report_id,
            document_id=report.document_id,
            kind=kind,
            words_start=number.piece.start,
            words_end=number.piece.end,
            words=surveyed.document.text[number.piece.start : number.piece.end],
            lowest=number.lowest,
            highest=number.highest,
            is_approximate=number.is_approximate,
        )
        for report, given in told
        for kind, number in given.items()
    ]
    made = tuple(report for report, _ in told)
    participants = tuple(row for report in made for row in _participants(report, event, links))
    return MadeEvent(event, made, participants, tuple(magnitudes))


def _report(surveyed: Surveyed, event: GroundedEvent, sentence: Sentence, trigger: Piece, model: str) -> CodedReport:
    """Return what a sentence tells of an event, but for its numbers."""
    document, kind = surveyed.document, load_ontology().types[event.event_type]
    return CodedReport(
        report_id=key(document.document_id, trigger.start, trigger.end, event.event_type),
        document_id=document.document_id,
        sentence_id=sentence.sentence_id,
        trigger_start=trigger.start,
        trigger_end=trigger.end,
        trigger=document.text[trigger.start : trigger.end],
        event_type=event.event_type,
        mode=event.mode,
        contexts=list(event.contexts),
        cameo_root=kind.cameo_root_of(event.mode),
        quad_class=kind.quad_class,
        score=kind.score_of(event.mode),
        factuality=event.factuality,
        certainty=event.certainty,
        cues=[],
        is_mutual=event.is_mutual,
        deaths=None,
        injured=None,
        arrested=None,
        size=None,
        confidence=ALONE,
        engine=version_in_use(),
        rule=f"{RULE}{model}",
    )


@dataclass(frozen=True)
class _Number:
    """A number of an event, with the sentence in which it stands."""

    sentence_id: str
    piece: Piece
    lowest: int
    highest: int | None
    is_approximate: bool


def _number(surveyed: Surveyed, piece: Piece) -> _Number | None:
    """Return the number that some words tell, as our own reading of numbers has it; null where they tell none."""
    for sentence, reading in zip(surveyed.sentences, surveyed.readings, strict=True):
        span = tokens_of(reading, sentence, piece)
        if span is None:
            continue
        for number in find_numbers(Tree(reading)):
            if number.first < span.last and span.first < number.last:
                start = sentence.sentence_start + reading.tokens[number.first].start
                end = sentence.sentence_start + reading.tokens[number.last - 1].end
                found = Piece(start, end)
                return _Number(sentence.sentence_id, found, number.lowest, number.highest, number.is_approximate)
    return None


def _with_numbers(
    reports: Sequence[CodedReport], numbers: Mapping[str, _Number]
) -> list[tuple[CodedReport, Mapping[str, _Number]]]:
    """Return the reports of an event, each with the numbers of its sentence; the first has those of other sentences."""
    held: dict[str, dict[str, _Number]] = {report.report_id: {} for report in reports}
    for kind, number in numbers.items():
        beside = (report for report in reports if report.sentence_id == number.sentence_id)
        held[next(beside, reports[0]).report_id][kind] = number
    return [
        (
            CodedReport.of(report, **{kind: number.lowest for kind, number in held[report.report_id].items()}),
            held[report.report_id],
        )
        for report in reports
    ]


def _participants(report: CodedReport, event: GroundedEvent, links: PartyLinks) -> Iterator[SettledParticipant]:
    """Yield those who take part in an event, as participants of one report."""
    taken: set[str] = set()
    for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
        position = 0
        for party in parties:
            participant = _participant(report, role, position, party, links)
            if participant and participant.mention_id not in taken:
                taken.add(participant.mention_id)
                position += 1
                yield participant


def _participant(
    report: CodedReport, role: str, position: int, party: GroundedParty, links: PartyLinks
) -> SettledParticipant | None:
    spotted = links.mention(party.piece)
    if spotted is None:
        return None
    mention = spotted.mention
    country = mention.country or party.country
    return SettledParticipant(
        report_participant_id=key(report.report_id, role, position),
        report_id=report.report_id,
        document_id=report.document_id,
        role=role,
        position=position,
        mention_id=mention.mention_id,
        entity_id=mention.entity_id,
        basis=LANGUAGE_MODEL,
        country=country,
        sector=mention.sector or party.sector,
        secondary_sector=mention.secondary_sector,
        country_basis="mention" if mention.country else LANGUAGE_MODEL if country else None,
    )
