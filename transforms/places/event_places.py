"""Takes the reports of a document, its readings and its toponyms, gives the reports with the places of their events.

Each place that the document names may be where an event happened, and it may be told nowhere: a logistic model weighs
what the clause says, what stands around it, the dateline, the other reports and who takes part (`locating.py`).
`place_basis` says what the chosen place rests on. What has no place, such as a call or a vow, has none.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from transforms.document_drafts import AttributedReport, CodedParticipant, PlacedReport, SettledParticipant
from transforms.language.reading import Reading
from transforms.learned_weights import read_weights
from transforms.places.acts import Act, done_how
from transforms.places.clauses import TOLD, Clauses
from transforms.places.locating import NOWHERE, WEIGHTS, choose
from transforms.places.place_candidates import coarser
from transforms.places.sites import Sites, Stating, nearest, stated_by
from transforms.syntax import Tree
from transforms.tables import Document, Place, Sentence, Toponym

COARSE = "district"  # the finest that a place tells of an event whose own clause does not say it
OLD_DAYS = 14  # days before publication from which an event is recalled, not news
AT_HOME = frozenset({"seat", "meeting"})
"""How acts are done that happen in their country where all who take part are of one, if nothing tells more."""
NEARBY = 2  # sentences from an event within which a place is that of its passage


@dataclass(frozen=True, slots=True)
class Placing:
    """The reports of a document with their places, as far as the document tells them."""

    reports: Sequence[PlacedReport]
    domestic: frozenset[str]
    """Reports of acts that happen in their country where all who take part are of one."""


def place_reports(  # noqa: PLR0913, all tables of a document
    document: Document,
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    reports: Sequence[AttributedReport],
    toponyms: Sequence[Toponym],
    places: Iterable[Place],
    participants: Sequence[CodedParticipant] = (),
) -> Placing:
    """Return the reports with the places where their events happened."""
    sites = Sites(document, sentences, toponyms, places)
    acts = acts_of(document, sites, sentences, readings, reports, toponyms, participants)
    domestic = frozenset(act.report.report_id for act in acts if act.done in AT_HOME)
    return Placing([_with_place(act, sites) for act in acts], domestic)


def place_at_home(
    placing: Placing, participants: Iterable[SettledParticipant], places: Iterable[Place]
) -> list[PlacedReport]:
    """Return the reports, domestic acts without a place in the one country of all who take part.

    Verdicts, charges, bans and meetings among people of one country happen there, where the document names it.
    """
    homes = {place.country: place.place_id for place in places if place.kind == "country"}
    countries: dict[str, set[str | None]] = defaultdict(set)
    for participant in participants:
        countries[participant.report_id].add(participant.country)
    return [
        _at_home(report, countries[report.report_id] - {None}, homes)
        if report.place_id is None and report.report_id in placing.domestic
        else report
        for report in placing.reports
    ]


def _at_home(report: PlacedReport, countries: Collection[str | None], homes: Mapping[str | None, str]) -> PlacedReport:
    place_id = homes.get(next(iter(countries))) if len(countries) == 1 else None
    if place_id is None:
        return report
    sure = round(1.0 - report.confidence_where, 3)
    return PlacedReport.of(
        report, place_id=place_id, place_precision="country", place_basis="parties", confidence_where=sure
    )


def acts_of(  # noqa: PLR0913, all tables of a document
    document: Document,
    sites: Sites,
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    reports: Sequence[AttributedReport],
    toponyms: Sequence[Toponym],
    participants: Sequence[CodedParticipant],
) -> list[Act]:
    """Return the reports as the model sees them, once the sites know what all of them state."""
    inside: dict[str | None, list[Toponym]] = defaultdict(list)
    for toponym in toponyms:
        inside[toponym.sentence_id].append(toponym)
    told: dict[str, list[AttributedReport]] = defaultdict(list)
    for report in reports:
        told[report.sentence_id].append(report)
    parties: dict[str, list[CodedParticipant]] = defaultdict(list)
    for participant in participants:
        parties[participant.report_id].append(participant)
    acts: dict[str, Act] = {}
    for at, (sentence, reading) in enumerate(zip(sentences, readings, strict=True)):
        if of := told.get(sentence.sentence_id):
            clauses = Clauses(sentence, Tree(reading), inside[sentence.sentence_id], of)
            for report in of:
                act = act_of(document, clauses, at, report, parties[report.report_id])
                sites.note(act.stated, Stating(at, report.event_type, act.lemma, act.actors))
                acts[report.report_id] = act
    return [acts[report.report_id] for report in reports]


def act_of(
    document: Document, clauses: Clauses, position: int, report: AttributedReport, parties: Sequence[CodedParticipant]
) -> Act:
    """Return a report as the model sees it."""
    trigger = clauses.head_of(report)
    lemma = clauses.tree.lemma(trigger) if trigger is not None else report.trigger.casefold()
    return Act(
        report=report,
        position=position,
        lemma=lemma,
        stated=stated_by(clauses, report),
        parties=tuple(parties),
        is_recalled=is_recalled(report, document),
        done=done_how(report, lemma, parties),
        continues=clauses.continues(trigger) if trigger is not None else "no",
        is_here=clauses.is_here,
    )


def is_recalled(report: AttributedReport, document: Document) -> bool:
    """Whether an event lay so long before its document was published that nobody saw it for the document."""
    last, published = report.occurred_last_on, document.published_first_on
    return bool(last and published and last < published - timedelta(OLD_DAYS))


def _with_place(act: Act, sites: Sites) -> PlacedReport:
    place_id, probability = choose(act, sites, read_weights(WEIGHTS))
    sure = round(probability, 3)
    if place_id == NOWHERE:
        return PlacedReport.of(
            act.report, place_id=None, place_precision="unknown", place_basis="none", confidence_where=sure
        )
    return PlacedReport.of(act.report, place_id=place_id, confidence_where=sure, **ground(act, sites, place_id))


def ground(act: Act, sites: Sites, place_id: str) -> dict[str, str]:
    """Return what the place of an event rests on, and how exactly it is known by that."""
    site = sites.sites[place_id]
    link = act.stated.links.get(place_id)
    if link and link.kind in TOLD:
        return {"place_precision": link.precision, "place_basis": "stated"}
    near = [step for step in nearest(site.located, act.position) if step is not None and step <= NEARBY]
    if link or act.stated.beside.get(place_id, ("",))[0] == "place":
        basis = "sentence"
    elif near:
        basis = "passage"
    elif site.in_dateline:
        basis = "dateline"
    elif site.located:
        basis = "focus"
    else:
        basis = "parties"
    return {"place_precision": coarser(site.precision, COARSE), "place_basis": basis}
