"""Takes what the reports of one event tell, gives who takes part in it, each once.

Who is named goes before who is not, who has a country before who has none. The vaguer of two that may be one is the
other: "forces" and the army that another report names. Who was never told beside the surest of a role, and is of
another country, is a rival version and no second party.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from transforms.chains.account import COREFERENCE, Account, Member
from transforms.chains.comparing import likeness
from transforms.chains.sketch import Party

ACTOR, RECIPIENT = "actor", "recipient"
SAME = frozenset({"entity", "noun", "code"})
"""Likenesses of two parties that are one."""
MAY_BE = frozenset({"state", "country", "sector", "vague"})
"""Likenesses of two parties of which the vaguer may be the other."""
MUTUAL = 0.5  # what an actor weighs where all parties are actors, against one who is told to have done it
RIVAL = 0.5  # share of the weight of the surest party from which one of another country is a second party
MOST = 40  # parties of a role that are compared with each other; keeps large events linear


@dataclass
class Group:
    """Parties of several reports that are one."""

    member: Member
    """The fullest that a report tells of it."""
    weights: dict[str, float] = field(default_factory=dict)
    """The surest account of each source."""
    reports: set[str] = field(default_factory=set)

    @property
    def weight(self) -> float:
        """How much bears it out."""
        return sum(self.weights.values())

    def add(self, member: Member, account: Account, weight: float) -> None:
        """Take in what another report tells of it."""
        self.weights[account.source] = max(self.weights.get(account.source, 0.0), weight)
        self.reports.add(account.report_id)
        if self.member.party.country is None and member.party.country is not None:
            party = replace(self.member.party, country=member.party.country)
            self.member = replace(self.member, party=party, country_basis=COREFERENCE)
        if self.member.party.sector in NO_SECTOR and member.party.sector not in NO_SECTOR:
            self.member = replace(self.member, party=replace(self.member.party, sector=member.party.sector))


NO_SECTOR = frozenset({None, "UNK"})


def best_members(accounts: Sequence[Account]) -> dict[str, list[Member]]:
    """Return who fills each role of an event."""
    groups = {role: _groups(accounts, role) for role in (ACTOR, RECIPIENT)}
    _settle_roles(groups[ACTOR], groups[RECIPIENT])
    return {role: [group.member for group in _without_rivals(found)] for role, found in groups.items()}


def _groups(accounts: Sequence[Account], role: str) -> list[Group]:
    """Return the parties of a role, each once, the fullest first."""
    told = [(account, member) for account in accounts for member in account.role(role)]
    told.sort(key=lambda pair: (-fullness(pair[1].party), -pair[0].weight))
    groups: list[Group] = []
    for account, member in told:
        weight = account.weight * (MUTUAL if account.is_mutual else 1.0)
        own = _own_group(groups, account, member)
        if own is None:
            if len(groups) == MOST:
                continue
            own = Group(member)
            groups.append(own)
        own.add(member, account, weight)
    return groups


def _own_group(groups: Iterable[Group], account: Account, member: Member) -> Group | None:
    """Return the group to which somebody belongs, the likeliest of several; None for somebody new."""
    perhaps: Group | None = None
    for group in groups:
        alike = likeness(group.member.party, member.party)
        if alike in SAME:
            return group
        # Who is told beside somebody else is not the same.
        if alike in MAY_BE and account.report_id not in group.reports and not _is_distinct(group, member):
            perhaps = perhaps or group
    return perhaps


def _is_distinct(group: Group, member: Member) -> bool:
    return group.member.party.is_named and member.party.is_named


def fullness(party: Party) -> int:
    """Return how much is known of somebody."""
    has_sector = party.sector not in NO_SECTOR
    return 4 * (party.country is not None) + 2 * party.is_named + has_sector


def _settle_roles(actors: list[Group], recipients: list[Group]) -> None:
    """Leave those who are told in both roles in the one where more bears them out."""
    for actor in tuple(actors):
        for recipient in tuple(recipients):
            if actor in actors and likeness(actor.member.party, recipient.member.party) == "entity":
                (actors if actor.weight <= recipient.weight else recipients).remove(
                    actor if actor.weight <= recipient.weight else recipient
                )


def _without_rivals(groups: Sequence[Group]) -> list[Group]:
    """Return the parties of a role without those that are another version of the surest."""
    if not groups:
        return []
    surest = max(groups, key=lambda group: group.weight)
    kept = [surest]
    for group in groups:
        is_beside = bool(group.reports & surest.reports)
        if group is not surest and (is_beside or not _is_rival(group, surest)):
            kept.append(group)
    return [group for group in groups if group in kept]


def _is_rival(group: Group, surest: Group) -> bool:
    ours, theirs = group.member.party, surest.member.party
    is_other = bool(ours.country and theirs.country and ours.country != theirs.country)
    return (is_other or ours.country is None) and group.weight < RIVAL * surest.weight
