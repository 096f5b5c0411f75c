"""Takes the drafts of a document's reports with their chains, gives rows, with what others of their chain tell better.

A report that leaves open when or where its event happened, or who took part, takes it from the best of its chain; what
it tells itself it keeps, but for a whole country or a week where another report names the town or the day. The basis
says that a value was taken, and a participant names the report that it was taken from.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from transforms.chains.account import COREFERENCE, WIDE, Account, Dating, site_rank
from transforms.chains.comparing import likeness
from transforms.chains.consolidation import best_dating, best_site, is_borne_out
from transforms.chains.participants import ACTOR, MAY_BE, RECIPIENT, SAME, best_members
from transforms.chains.sketch import Party, Site
from transforms.document_drafts import SettledParticipant, WeighedReport
from transforms.drafts import ChainedReport
from transforms.identifiers import key
from transforms.tables import Report, ReportParticipant


def fill_reports(
    chains: Iterable[ChainedReport],
    reports: Sequence[WeighedReport],
    participants: Sequence[SettledParticipant],
    accounts: Mapping[str, Account],
    published_last_on: date | None,
) -> tuple[list[Report], list[ReportParticipant]]:
    """Return the rows of the reports and the participants of a document, with what their chains tell better."""
    chain_of = chains_of(chains, accounts)
    known = {participant.report_participant_id: participant for participant in participants}
    own: dict[str, list[SettledParticipant]] = defaultdict(list)
    for participant in participants:
        own[participant.report_id].append(participant)
    rows = [_filled(report, chain_of[report.report_id], published_last_on) for report in reports]
    taking_part = [
        row
        for report in reports
        for row in fill_roles(report, own[report.report_id], chain_of[report.report_id], known)
    ]
    return rows, taking_part


def chains_of(chains: Iterable[ChainedReport], accounts: Mapping[str, Account]) -> dict[str, list[Account]]:
    """Return for each report the accounts of its chain."""
    members: dict[str, list[Account]] = defaultdict(list)
    chain_ids = {link.report_id: link.chain_id for link in chains}
    for report_id, chain_id in chain_ids.items():
        members[chain_id].append(accounts[report_id])
    return {report_id: members[chain_id] for report_id, chain_id in chain_ids.items()}


def _filled(report: WeighedReport, chain: Sequence[Account], published_last_on: date | None) -> Report:
    """Return the row of a report, with the days and the place that its chain tells better."""
    own = next(account for account in chain if account.report_id == report.report_id)
    better: dict[str, object] = {}
    dated, placed = best_dating(chain), best_site(chain)
    if dated and is_better_dated(own.dating, dated[1]) and _may_be_of(report, dated[1], published_last_on):
        days = dated[1]
        better |= {"occurred_first_on": days.first_on, "occurred_last_on": days.last_on, "time_id": days.time_id}
        better |= {"occurred_precision": days.precision, "occurred_basis": COREFERENCE}
    if placed and is_better_placed(own.site, placed[1]):
        site = placed[1]
        better |= {"place_id": site.place_id, "place_precision": site.precision, "place_basis": COREFERENCE}
    return Report(**(report.columns() | better))


def is_better_dated(own: Dating, other: Dating) -> bool:
    """Whether days that another report tells go before those that a report has itself."""
    if not other.is_told:
        return False
    return not own.is_told or (own.meets(other) and other.length < own.length)


def _may_be_of(report: WeighedReport, dating: Dating, published_last_on: date | None) -> bool:
    """Whether a report can be of these days: what is told as a fact was over when it was printed."""
    last = max((day for day in (dating.first_on, dating.last_on) if day), default=None)
    return report.factuality != "actual" or not last or not published_last_on or last <= published_last_on


def is_better_placed(own: Site | None, other: Site) -> bool:
    """Whether a place that another report tells goes before the one that a report has itself."""
    if own is None or site_rank(other) < site_rank(own):
        return True
    return own.precision in WIDE and other.precision not in WIDE and is_borne_out(other, own)


def fill_roles(
    report: WeighedReport,
    own: Sequence[SettledParticipant],
    chain: Sequence[Account],
    known: Mapping[str, SettledParticipant],
) -> list[ReportParticipant]:
    """Return who takes part in what a report tells: its own, and in roles that it leaves open those of its chain."""
    if len(chain) == 1:
        return [ReportParticipant(**participant.columns()) for participant in own]
    best = best_members(chain)
    parties = {role: [member.party for member in members] for role, members in best.items()}
    filled = [_named(participant, parties[participant.role]) for participant in own]
    entities = {participant.entity_id for participant in own}
    roles = {participant.role for participant in own}
    for role in (ACTOR, RECIPIENT):
        if role not in roles and not (report.is_mutual and role == RECIPIENT):
            taken = [member for member in best[role] if member.party.entity_id not in entities]
            filled += [
                _taken(report, role, position, known[member.key], member.party) for position, member in enumerate(taken)
            ]
    return filled


def _named(participant: SettledParticipant, parties: Sequence[Party]) -> ReportParticipant:
    """Return the row of a participant, without a country with that of its chain where all that it may be have one."""
    told = participant.columns()
    own = Party(participant.entity_id, None, participant.sector)
    alike = [party for party in parties if party.country and likeness(own, party) in SAME | MAY_BE]
    countries = {party.country for party in alike}
    if participant.country is None and len(countries) == 1:
        told |= {"country": countries.pop(), "country_basis": COREFERENCE}
    return ReportParticipant(**told)


def _taken(
    report: WeighedReport, role: str, position: int, other: SettledParticipant, party: Party
) -> ReportParticipant:
    """Return the row of a participant of another report that tells the same event."""
    is_inferred = party.country is not None and party.country != other.country
    return ReportParticipant(
        report_participant_id=key(report.report_id, role, position),
        report_id=report.report_id,
        document_id=other.document_id,
        role=role,
        position=position,
        mention_id=other.mention_id,
        entity_id=other.entity_id,
        basis=other.basis,
        country=party.country,
        country_basis=COREFERENCE if is_inferred else other.country_basis,
        sector=party.sector,
        secondary_sector=other.secondary_sector,
        from_report_id=other.report_id,
    )
