"""Takes a document that was read by the engine and what a language model answers about it, gives its rows.

The answer says which sentences tell one event; all else is done as with the engine's own reports: our times date them,
our gazetteer places them, our quotes and mentions tell who says so, and they are filled and consolidated. How likely
each field is right is known of the engine's reports alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from transforms.assessment import assess_reports, cases_of
from transforms.chains import Standing, chain_reports
from transforms.composites import find_parts
from transforms.document_drafts import AttributedReport, SettledParticipant, WeighedReport
from transforms.document_survey import Referents, Surveyed, place_told
from transforms.drafts import ChainedReport
from transforms.extraction import Extraction, SentenceExtraction, joined, surveyed_rows
from transforms.language.reading import Reading
from transforms.language_model.answer_dating import AnswerTimes
from transforms.language_model.answer_placing import AnswerPlaces
from transforms.language_model.answer_schema import ToldAnswer
from transforms.language_model.grounded_answers import Tally, ground_answer
from transforms.language_model.party_linking import PartyLinks
from transforms.language_model.report_making import RULE, MadeEvent, make_event
from transforms.tables import Magnitude, Mention, RemovedSpan

NAMELESS = frozenset({None, "unnamed", "people"})
"""Kinds of those who say something and are nobody in particular; nothing is known of whom no lexicon and text names."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What an answer tells of a document, as drafts of rows."""

    surveyed: Surveyed
    """The document, with the mentions and the places that the answer alone has found."""
    reports: Sequence[WeighedReport]
    participants: Sequence[SettledParticipant]
    magnitudes: Sequence[Magnitude]
    event_of: Mapping[str, int]
    """For each report the place of its event in the answer."""
    tally: Tally


def told_by(answer: ToldAnswer, surveyed: Surveyed, model: str) -> Told:
    """Return what an answer of a model tells of a document."""
    grounded = ground_answer(answer, surveyed.document, surveyed.sentences)
    links = PartyLinks(surveyed)
    made = [one for event in grounded.events if (one := make_event(surveyed, event, links, model))]
    owner = {report.report_id: at for at, one in reversed([*enumerate(made)]) for report in one.reports}
    coded = [report for at, one in enumerate(made) for report in one.reports if owner[report.report_id] == at]
    participants = [row for at, one in enumerate(made) for row in one.participants if owner[row.report_id] == at]
    times, places = AnswerTimes(surveyed), AnswerPlaces(surveyed)
    reports = []
    for report in place_told(surveyed, coded, participants).reports:
        of = made[owner[report.report_id]]
        found = times.columns(report, of.event) | places.columns(report, of.event)
        reports.append(WeighedReport.of(report, **found, **_claim(report, of, links)))
    magnitudes = [row for at, one in enumerate(made) for row in one.magnitudes if owner[row.report_id] == at]
    return Told(
        surveyed=_with_found(surveyed, links, places),
        reports=reports,
        participants=participants,
        magnitudes=magnitudes,
        event_of=owner,
        tally=grounded.tally,
    )


def _with_found(surveyed: Surveyed, links: PartyLinks, places: AnswerPlaces) -> Surveyed:
    """Return a surveyed document with the mentions and toponyms that its answer has found besides."""
    known = surveyed.known
    spotted = [(*found, *links.introduced.get(at, ())) for at, found in enumerate(known.spotted)]
    introduced = [one for found in links.introduced.values() for one in found]
    entities = {entity.entity_id: entity for entity in known.entities}
    for one in introduced:
        if one.entity:
            entities.setdefault(one.entity.entity_id, one.entity)
    mentions = (*known.mentions, *(Mention(**one.mention.columns()) for one in introduced))
    toponyms = sorted((*known.toponyms, *places.introduced.values()), key=lambda one: one.toponym_start)
    more = Referents(spotted, mentions, tuple(entities.values()), tuple(toponyms), places.places)
    return replace(surveyed, known=more)


def _claim(report: AttributedReport, made: MadeEvent, links: PartyLinks) -> dict[str, Any]:
    """Return who tells a report: the document, a party of the event, or somebody else who is named or is not.

    Where the engine has found the statement that holds it, that one's speaker tells it.
    """
    if made.event.said_by is None:
        return {"asserted_by": "document", "quote_id": None}
    if report.quote_id is not None:
        return {}
    speaker = links.mention(made.event.said_by)
    for participant in made.participants:
        is_same = speaker and participant.entity_id and participant.entity_id == speaker.mention.entity_id
        if participant.report_id == report.report_id and is_same:
            return {"asserted_by": participant.role}
    kind = speaker.entity.kind if speaker and speaker.entity else None
    return {"asserted_by": "unnamed" if kind in NAMELESS else "source"}


def extract_told(told: Told, removed: Sequence[RemovedSpan] = ()) -> Extraction:
    """Return the rows of a document of which an answer tells."""
    rows = surveyed_rows(told.surveyed, removed, told.reports, told.participants, told.magnitudes)
    return finish(rows, told.surveyed.readings, told.event_of)


def finish(rows: SentenceExtraction, readings: Sequence[Reading], event_of: Mapping[str, int]) -> Extraction:
    """Return what a document gives with its reports joined, those of an answer as that says."""
    found = joined(rows, readings, partial(chain_told, event_of))
    cases = cases_of(
        *(found.sentences, readings, found.reports, found.participants, found.mentions, found.chained_reports)
    )
    of_engine = [case for case in cases if not case.report.rule.startswith(RULE)]
    assessed = {report.report_id: report for report in assess_reports(of_engine)}
    parts = find_parts(found.sentences, readings, found.reports, found.participants)
    reports = tuple(assessed.get(report.report_id, report) for report in found.reports)
    return replace(found, reports=reports, report_parts=tuple(parts))


def chain_told(event_of: Mapping[str, int], standings: Sequence[Standing]) -> list[ChainedReport]:
    """Return the reports of a document, those that an answer tells of one event in one chain."""
    first: dict[int, Standing] = {}
    found = []
    for standing in standings:
        event = event_of.get(standing.sketch.key)
        if event is not None:
            chain = first.setdefault(event, standing)
            found.append(
                ChainedReport(
                    report_id=standing.sketch.key,
                    document_id=standing.sketch.document_id,
                    chain_id=chain.sketch.key,
                    lemma=min(standing.sketch.lemmas),
                    acts=sorted(standing.sketch.acts),
                    wording=standing.wording,
                )
            )
    others = [standing for standing in standings if standing.sketch.key not in event_of]
    return [*found, *chain_reports(others)]
