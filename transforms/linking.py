"""Linking: the reports of all documents in, the events that they tell, each once, out.

Within a document headline, lead and later recall tell of the same thing: actual reports of one type belong together
when nothing in them disagrees (neither participants, days, places nor numbers of dead) and something in them is the
same (who did it and to whom, or one of these and the word). Reports of several documents tell one event only when all
of type, actors, recipients and days agree and none of these is unknown. A report that is not actual is an event of
its own. What an event is follows from all its reports, from the earliest to the latest.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from transforms.extraction import Extraction
from transforms.identifiers import key
from transforms.tables import Document, Entity, Event, EventParticipant, EventReport, Report, ReportParticipant

OFFICIAL = {"GOV", "MIL", "COP", "LEG", "JUD", "SPY"}
"""Sectors in which a state acts: the army of a country and its government did one thing."""
GROUND = {"place", "facility"}
"""Kinds of entities that are where something happened rather than whom it struck."""
STEM = 5  # letters that the forms of a word share: "deployed" and "deployment"
LOOKBACK = 40  # happenings of one type before a report among which it may find its own; more would be slow
ROLES = ("actor", "recipient")


@dataclass(frozen=True)
class Links:
    """The events that some reports tell."""

    events: tuple[Event, ...]
    """Not weighed yet: nobody is counted as an independent source of them."""
    reports: tuple[EventReport, ...]
    participants: tuple[EventParticipant, ...]


@dataclass(frozen=True)
class Party:
    """Those who fill one role of a report."""

    names: frozenset[str]
    """Entities, or countries with sectors where no entity is known."""
    states: frozenset[str]
    """Countries whose state acts or is acted upon."""

    def disagrees(self, other: "Party") -> bool:
        """Whether both are told and nobody is in both."""
        return bool(self.names and other.names) and not self.agrees(other)

    def agrees(self, other: "Party") -> bool:
        """Whether somebody is in both."""
        return bool(self.names & other.names or self.states & other.states)


@dataclass(frozen=True)
class Account:
    """A report with its participants."""

    report: Report
    published: tuple[date | None, date | None]
    source_id: str
    participants: Mapping[str, tuple[ReportParticipant, ...]]
    """By role, in the order of the text."""
    actors: Party
    recipients: Party

    @property
    def stem(self) -> str:
        """What the forms of its trigger share."""
        return max(self.report.trigger.casefold().split(), key=len, default="")[:STEM]

    @property
    def age(self) -> tuple[bool, date, str]:
        """Place among the reports of an event: by day of publication, undated last, then by key."""
        first_on = self.published[0]
        return first_on is None, first_on or date.min, self.report.report_id

    def names(self, role: str) -> tuple[str, ...]:
        """Return those who fill a role, in the order of the text; who is not known is an empty name."""
        return tuple(map(_name, self.participants[role]))


@dataclass
class Happening:
    """Reports of one document that tell of the same thing."""

    accounts: list[Account] = field(default_factory=list)

    def takes(self, account: Account) -> bool:
        """Whether a report tells of this, too."""
        return not any(disagree(own, account) for own in self.accounts) and any(
            have_in_common(own, account) for own in self.accounts
        )


def link_reports(
    reports: Iterable[Report],
    participants: Iterable[ReportParticipant],
    documents: Iterable[Document],
    entities: Iterable[Entity],
) -> Links:
    """Return the events that reports tell, every report in exactly one; each list is sorted by key."""
    ground = {entity.entity_id for entity in entities if entity.kind in GROUND}
    groups = _groups(_accounts(reports, participants, documents, ground))
    told = {key("event", group[0].report.report_id): group for group in map(_by_age, groups)}
    filled = {event_id: list(_participants(event_id, group)) for event_id, group in sorted(told.items())}
    return Links(
        tuple(_event(event_id, told[event_id], rows) for event_id, rows in filled.items()),
        tuple(sorted(_event_reports(told), key=lambda row: row.report_id)),
        tuple(sorted((row for rows in filled.values() for row in rows), key=lambda row: row.event_participant_id)),
    )


def _by_age(group: Iterable[Account]) -> list[Account]:
    return sorted(group, key=lambda account: account.age)


def _event_reports(told: Mapping[str, Sequence[Account]]) -> Iterator[EventReport]:
    for event_id, group in told.items():
        for position, account in enumerate(group):
            yield EventReport(report_id=account.report.report_id, event_id=event_id, position=position)


def _accounts(
    reports: Iterable[Report],
    participants: Iterable[ReportParticipant],
    documents: Iterable[Document],
    ground: set[str],
) -> Iterator[Account]:
    """Yield the reports with their participants, in the order of documents and texts; ground takes part in nothing."""
    filling: dict[tuple[str, str], list[ReportParticipant]] = {}
    for participant in sorted(participants, key=lambda row: (row.report_id, row.role, row.position)):
        filling.setdefault((participant.report_id, participant.role), []).append(participant)
    held = {document.document_id: document for document in documents}
    for report in sorted(reports, key=lambda report: (report.document_id, report.trigger_start)):
        document = held[report.document_id]
        roles = {role: tuple(filling.get((report.report_id, role), ())) for role in ROLES}
        published = (document.published_first_on, document.published_last_on)
        parties = (_party(roles[role], ground) for role in ROLES)
        yield Account(report, published, document.source_id, roles, *parties)


def _name(participant: ReportParticipant) -> str:
    return participant.entity_id or "/".join(filter(None, (participant.country, participant.sector)))


def _party(participants: Sequence[ReportParticipant], ground: set[str]) -> Party:
    told = [row for row in participants if row.entity_id not in ground]
    states = {row.country for row in told if row.country and (row.sector is None or row.sector in OFFICIAL)}
    return Party(frozenset(filter(None, map(_name, told))), frozenset(states))


def _groups(accounts: Iterable[Account]) -> Iterator[list[Account]]:
    """Yield the reports of each event."""
    actual = []
    for account in accounts:
        if account.report.factuality == "actual":
            actual.append(account)
        else:
            yield [account]
    told: dict[tuple[object, ...], list[Account]] = {}
    alike: Counter[tuple[object, ...]] = Counter()
    for happening in _happenings(actual):
        agreement = _agreement(happening)
        own = (happening.accounts[0].report.document_id, *agreement)
        # Two happenings of one document were told apart there: they are no one event, however much agrees.
        told.setdefault((alike[own], *agreement), []).extend(happening.accounts)
        alike[own] += 1
    yield from told.values()


def _happenings(accounts: Iterable[Account]) -> Iterator[Happening]:
    """Yield what happened, document by document."""
    document, found = "", dict[str, list[Happening]]()
    for account in accounts:
        if account.report.document_id != document:
            yield from (happening for same_type in found.values() for happening in same_type)
            document, found = account.report.document_id, {}
        same_type = found.setdefault(account.report.event_type, [])
        own = next((happening for happening in reversed(same_type[-LOOKBACK:]) if happening.takes(account)), None)
        if own is None:
            own = Happening()
            same_type.append(own)
        own.accounts.append(account)
    yield from (happening for same_type in found.values() for happening in same_type)


def disagree(one: Account, other: Account) -> bool:
    """Whether two reports cannot tell of the same thing."""
    return (
        one.actors.disagrees(other.actors)
        or one.recipients.disagrees(other.recipients)
        or _differ(one.report.mode, other.report.mode)
        or _are_elsewhere(one.report, other.report)
        or _differ(one.report.deaths, other.report.deaths)
        or _are_apart(one.report, other.report)
    )


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _are_elsewhere(one: Report, other: Report) -> bool:
    """Whether two reports have places of one precision that differ; a town may lie in the country told elsewhere."""
    return one.place_precision == other.place_precision and _differ(one.place_id, other.place_id)


def _are_apart(one: Report, other: Report) -> bool:
    """Whether two reports have days of their own that do not meet; the day of publication is nobody's own."""
    if one.occurred_basis != "stated" or other.occurred_basis != "stated":
        return False
    first = max((day for day in (one.occurred_first_on, other.occurred_first_on) if day), default=None)
    last = min((day for day in (one.occurred_last_on, other.occurred_last_on) if day), default=None)
    return first is not None and last is not None and first > last


def have_in_common(one: Account, other: Account) -> bool:
    """Whether two reports that do not disagree have enough in common to tell of the same thing."""
    same_actors, same_recipients = one.actors.agrees(other.actors), one.recipients.agrees(other.recipients)
    same_word = one.stem == other.stem
    if same_actors and same_recipients:
        return True
    if same_actors or same_recipients:
        return same_word
    is_recalled = not (other.actors.names or other.recipients.names)  # "the attack", and nobody named
    return same_word and is_recalled


def _agreement(happening: Happening) -> tuple[object, ...]:
    """Return what two happenings of two documents have in common when they are one event."""
    first = happening.accounts[0].report
    actors, recipients = (
        frozenset(name for account in happening.accounts for name in account.names(role)) for role in ROLES
    )
    days = (first.occurred_first_on, first.occurred_last_on)
    is_vague = not actors or "" in actors | recipients or None in days
    return first.event_type, actors, recipients, days, first.report_id if is_vague else None


def _participants(event_id: str, group: Sequence[Account]) -> Iterator[EventParticipant]:
    """Yield who takes part in an event: role by role those of the report that names most of them."""
    for role in ROLES:
        fullest = max(group, key=lambda account: sum(map(bool, account.names(role))))
        for position, participant in enumerate(fullest.participants[role]):
            yield EventParticipant(
                event_participant_id=key(event_id, role, position),
                event_id=event_id,
                role=role,
                position=position,
                report_participant_id=participant.report_participant_id,
                entity_id=participant.entity_id,
                country=participant.country,
                country_basis=participant.country_basis,
                sector=participant.sector,
                secondary_sector=participant.secondary_sector,
            )


def _event(event_id: str, group: Sequence[Account], participants: Iterable[EventParticipant]) -> Event:
    """Return the row of an event, from its reports from the earliest on."""
    reports = [account.report for account in group]
    surest = max(reports, key=lambda report: report.confidence)
    dated = next((report for report in reports if report.occurred_basis == "stated"), reports[0])
    placed = next((report for report in reports if report.place_id), reports[0])
    first_days, last_days = ([day for account in group if (day := account.published[end])] for end in (0, 1))
    has_recipients = any(participant.role == "recipient" for participant in participants)
    return Event(
        event_id=event_id,
        event_type=surest.event_type,
        mode=surest.mode,
        contexts=surest.contexts,
        cameo_root=surest.cameo_root,
        quad_class=surest.quad_class,
        score=surest.score,
        factuality=surest.factuality,
        certainty=surest.certainty,
        is_mutual=surest.is_mutual and not has_recipients,
        occurred_first_on=dated.occurred_first_on,
        occurred_last_on=dated.occurred_last_on,
        occurred_precision=dated.occurred_precision,
        occurred_basis=dated.occurred_basis,
        place_id=placed.place_id,
        place_precision=placed.place_precision,
        place_basis=placed.place_basis,
        deaths=_most(report.deaths for report in reports),
        injured=_most(report.injured for report in reports),
        arrested=_most(report.arrested for report in reports),
        size=_most(report.size for report in reports),
        report_id=surest.report_id,
        reports=len(reports),
        documents=len({report.document_id for report in reports}),
        independent_sources=0,
        has_rival_claims=False,
        first_published_on=min(first_days, default=None),
        last_published_on=max(last_days, default=None),
        confidence=surest.confidence,
    )


def _most(numbers: Iterable[int | None]) -> int | None:
    return max((number for number in numbers if number is not None), default=None)


def events_of(extractions: Sequence[Extraction]) -> dict[str, str]:
    """Return the event of each actual report of some documents, by report, without publishing anything."""
    links = link_reports(
        [report for extraction in extractions for report in extraction.reports if report.factuality == "actual"],
        [participant for extraction in extractions for participant in extraction.participants],
        [extraction.document for extraction in extractions],
        [entity for extraction in extractions for entity in extraction.entities],
    )
    return {link.report_id: link.event_id for link in links.reports}
