"""Events: the reports of all documents in, what happened once out, with each report linked to its event.

Within a document headline, lead and later recall tell of the same thing: reports of one type belong together when
nothing in them disagrees (neither participants, days, places nor numbers of dead) and something in them is the same
(who did it and to whom, or one of these and the word). Reports of several documents are one event only when all of
type, actors, recipients and days agree and none of these is unknown. A report that is not actual is an event by itself.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from transforms.corpus.claims import find_denials, weigh_claims
from transforms.corpus.corpus import Corpus
from transforms.corpus.corrections import Corrector
from transforms.corpus.former_keys import name_events
from transforms.drafts import Telling
from transforms.identifiers import key
from transforms.tables import Assertion, Event, EventParticipant, EventReport

OFFICIAL = {"GOV", "MIL", "COP", "LEG", "JUD", "SPY"}
"""Sectors in which a state acts: the army of a country and its government did one thing."""
STEM = 5  # letters that the forms of a word share: "deployed" and "deployment"
CONSOLIDATED = (EventReport, EventParticipant, Assertion, Event)
"""Tables that are made of pieces of linked reports."""
AT_A_TIME = 10_000  # documents; their reports and participants take some 100 MB while they are sorted
LOOKBACK = 40  # events of one type before a report among which it may find its own; more would be slow


@dataclass(frozen=True)
class Party:
    """Those who fill one role of a report."""

    names: frozenset[str]
    """Entities, or countries with sectors where no entity is known."""
    states: frozenset[str]
    """Countries whose state acts or is acted upon."""
    spelt: tuple[str, ...]
    """The names in the order of the text, an empty one for who has none."""

    @classmethod
    def of(cls, participants: Sequence[Mapping[str, Any]]) -> "Party":
        """Return the party that participants make; what is but the ground on which it happened is none of it."""
        acting = [member for member in participants if not member["is_ground"]]
        states = {
            member["country"]
            for member in acting
            if member["country"] and (member["sector"] is None or member["sector"] in OFFICIAL)
        }
        names = frozenset(filter(None, map(_name, acting)))
        return cls(names, frozenset(states), tuple(map(_name, participants)))

    def disagrees(self, other: "Party") -> bool:
        """Whether both are told and nobody is in both."""
        return bool(self.names and other.names) and not self.agrees(other)

    def agrees(self, other: "Party") -> bool:
        """Whether somebody is in both."""
        return bool(self.names & other.names or self.states & other.states)


def _name(member: Mapping[str, Any]) -> str:
    return member["entity_id"] or "/".join(filter(None, (member["country"], member["sector"])))


@dataclass(frozen=True)
class LinkedReport:
    """What linking looks at in a report."""

    report_id: str
    document_id: str
    event_type: str
    mode: str | None
    trigger: str
    place_id: str | None
    place_precision: str
    deaths: int | None
    occurred_basis: str
    first_on: date | None
    last_on: date | None
    actors: Party
    recipients: Party

    @property
    def stem(self) -> str:
        """What the forms of its trigger share."""
        return max(self.trigger.casefold().split(), key=len, default="")[:STEM]


@dataclass
class DocumentEvent:
    """An event of one document: the reports that tell of it."""

    reports: list[LinkedReport] = field(default_factory=list)

    def takes(self, report: LinkedReport) -> bool:
        """Whether a report tells of this, too."""
        return not any(disagree(known, report) for known in self.reports) and any(
            have_in_common(known, report) for known in self.reports
        )


def consolidate_events(corpus: Corpus, corrector: Corrector) -> None:
    """Fill events with their participants and reports, assertions, and the state of linking.

    Takes the documents that changed, their reports as they stand now, and the release before.
    """
    corpus.begin(Telling)
    corpus.run("tellings_touched")
    corpus.add(Telling, link(reports_to_link(corpus)))
    corpus.stand(Telling)
    for row in CONSOLIDATED:
        corpus.begin(row)
    corpus.run("pieces")
    name_events(corpus, corrector)
    corpus.put("corrected_events", corrector.targets(CONSOLIDATED))
    find_denials(corpus)
    corpus.run("participants")
    weigh_claims(corpus)
    corpus.run("events")
    for row in CONSOLIDATED:
        corrector.apply(corpus, row)
        corpus.stand(row)


def reports_to_link(corpus: Corpus) -> Iterator[tuple[LinkedReport, bool]]:
    """Yield the reports of retold documents by document and place, each with whether it is actual."""
    for beginning in beginnings(corpus.count("retold_documents")):
        corpus.connection.execute(
            "create or replace table linked_documents as "
            "select document_id from retold_documents where starts_with(document_id, ?)",
            (beginning,),
        )
        for batch in corpus.batches("from reports_to_link order by document_id, trigger_start, report_id"):
            yield from (linked_report(found) for found in batch.to_pylist())


def beginnings(documents: int) -> list[str]:
    """Return how the keys of documents begin that are linked at a time, as many as memory takes."""
    return [""] if documents <= AT_A_TIME else list("0123456789abcdef")


def linked_report(found: Mapping[str, Any]) -> tuple[LinkedReport, bool]:
    """Return what linking looks at in a report, and whether it is actual."""
    actors, recipients = (
        Party.of([member for member in found["participants"] or () if member["role"] == role])
        for role in ("actor", "recipient")
    )
    fields = {name: found[name] for name in COPIED}
    return LinkedReport(**fields, actors=actors, recipients=recipients), found["factuality"] == "actual"


COPIED = (
    *("report_id", "document_id", "event_type", "mode", "trigger", "place_id", "place_precision", "deaths"),
    *("occurred_basis", "first_on", "last_on"),
)
"""Fields of `LinkedReport` that are columns of a report."""


def link(reports: Iterable[tuple[LinkedReport, bool]]) -> Iterator[Telling]:
    """Yield for each report what it tells in its document, and by what that may be told by others, too.

    The reports come by document and, in it, in the order of the text.
    """
    for _, members in groupby(reports, key=lambda pair: pair[0].document_id):
        of_document = list(members)
        yield from link_document([report for report, is_actual in of_document if is_actual])
        yield from (alone(report) for report, is_actual in of_document if not is_actual)


def alone(report: LinkedReport) -> Telling:
    """Return the link of a report that is joined with no other."""
    return Telling(
        report_id=report.report_id,
        document_id=report.document_id,
        told_id=report.report_id,
        joined_by=key("alone", report.report_id),
    )


def link_document(reports: Iterable[LinkedReport]) -> Iterator[Telling]:
    """Yield the links of the actual reports of one document, given in the order of the text."""
    alike: Counter[tuple[object, ...]] = Counter()
    for document_event in document_events(reports):
        agreement = agreement_of(document_event)
        # Two events of one document were told apart there: they are no one event, however much agrees.
        joined_by = key(alike[agreement], *map(str, agreement))
        alike[agreement] += 1
        for report in document_event.reports:
            yield Telling(
                report_id=report.report_id,
                document_id=report.document_id,
                told_id=document_event.reports[0].report_id,
                joined_by=joined_by,
            )


def document_events(reports: Iterable[LinkedReport]) -> list[DocumentEvent]:
    """Return the events that the reports of a document tell of, those of one type by the order of the text."""
    found: dict[str, list[DocumentEvent]] = {}
    for report in reports:
        same_type = found.setdefault(report.event_type, [])
        own = next(
            (document_event for document_event in reversed(same_type[-LOOKBACK:]) if document_event.takes(report)), None
        )
        if own is None:
            own = DocumentEvent()
            same_type.append(own)
        own.reports.append(report)
    return [document_event for same_type in found.values() for document_event in same_type]


def disagree(report: LinkedReport, other: LinkedReport) -> bool:
    """Whether two reports cannot tell of the same thing."""
    return (
        report.actors.disagrees(other.actors)
        or report.recipients.disagrees(other.recipients)
        or _differ(report.mode, other.mode)
        or _are_elsewhere(report, other)
        or _differ(report.deaths, other.deaths)
        or _are_apart(report, other)
    )


def _differ(value: object, other: object) -> bool:
    return value is not None and other is not None and value != other


def _are_elsewhere(report: LinkedReport, other: LinkedReport) -> bool:
    """Whether two reports have places of one precision that differ; a town may lie in the country told elsewhere."""
    return report.place_precision == other.place_precision and _differ(report.place_id, other.place_id)


def _are_apart(report: LinkedReport, other: LinkedReport) -> bool:
    """Whether two reports have days of their own that do not meet; the day of publication is nobody's own."""
    if report.occurred_basis != "stated" or other.occurred_basis != "stated":
        return False
    first = max((day for day in (report.first_on, other.first_on) if day), default=None)
    last = min((day for day in (report.last_on, other.last_on) if day), default=None)
    return first is not None and last is not None and first > last


def have_in_common(report: LinkedReport, other: LinkedReport) -> bool:
    """Whether two reports that do not disagree have enough in common to tell of the same thing."""
    same_actors, same_recipients = report.actors.agrees(other.actors), report.recipients.agrees(other.recipients)
    same_word = report.stem == other.stem
    if same_actors and same_recipients:
        return True
    if same_actors or same_recipients:
        return same_word
    is_recalled = not (other.actors.names or other.recipients.names)  # "the attack", and nobody named
    return same_word and is_recalled


def agreement_of(document_event: DocumentEvent) -> tuple[object, ...]:
    """Return what events of two documents have in common when they are one."""
    first = document_event.reports[0]
    actors = {name for report in document_event.reports for name in report.actors.spelt}
    recipients = {name for report in document_event.reports for name in report.recipients.spelt}
    days = (first.first_on, first.last_on)
    is_vague = not actors or "" in actors | recipients or None in days
    return (
        first.event_type,
        tuple(sorted(actors)),
        tuple(sorted(recipients)),
        days,
        key(first.report_id) if is_vague else None,
    )
