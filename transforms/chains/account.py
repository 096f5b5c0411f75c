"""Accounts: what one report tells of an event, as consolidation weighs it against what the others tell."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from transforms.chains.sketch import Party, Site
from transforms.chains.sketching import Standing
from transforms.document_drafts import SettledParticipant, WeighedReport

OPEN = 100_000  # days of an interval without an end: more than any that has one
COREFERENCE = "coreference"
"""Basis of what is taken from another report of the same event."""
TOLD_DATINGS = ("stated", COREFERENCE, "narrative", "tense")
"""Bases of days that a text tells, the best first."""
GUESSED_DATINGS = ("publication", "unknown")
"""Bases of days that nothing in the text tells, the best first; any other basis goes before them."""
TOLD_SITES = ("stated", COREFERENCE)
GUESSED_SITES = ("focus", "none")
WIDE = frozenset({"country", "region", "unknown"})
"""Precisions of a place that is no point on a map."""


@dataclass(frozen=True, slots=True)
class Dating:
    """The days that a report gives, and how they are known."""

    first_on: date | None
    last_on: date | None
    precision: str | None
    basis: str
    time_id: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether there is a bound at all."""
        return self.first_on is not None or self.last_on is not None

    @property
    def is_told(self) -> bool:
        """Whether the text tells them, and not the day on which it was published."""
        return self.is_known and self.basis not in GUESSED_DATINGS

    @property
    def rank(self) -> int:
        """How well their basis lets them be known, 0 the best."""
        return rank_of(self.basis, TOLD_DATINGS, GUESSED_DATINGS)

    @property
    def length(self) -> int:
        """Days from the first to the last; very many for an open interval."""
        return (self.last_on - self.first_on).days if self.first_on and self.last_on else OPEN

    def meets(self, other: "Dating") -> bool:
        """Whether some day lies in both intervals."""
        is_before = self.last_on is not None and other.first_on is not None and self.last_on < other.first_on
        is_after = self.first_on is not None and other.last_on is not None and other.last_on < self.first_on
        return not is_before and not is_after


def rank_of(basis: str, told: Sequence[str], guessed: Sequence[str]) -> int:
    """Return the place of a basis among those of values that are told, inferred from the text and guessed."""
    if basis in told:
        return told.index(basis)
    return len(told) + (1 + guessed.index(basis) if basis in guessed else 0)


def site_rank(site: Site) -> int:
    """Return how well the basis of a place lets it be known, 0 the best."""
    return rank_of(site.basis, TOLD_SITES, GUESSED_SITES)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who fills a role in a report."""

    key: str
    """Key of the row that says so."""
    party: Party
    country_basis: str | None = None
    secondary_sector: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """What a report tells, with how much it weighs."""

    report_id: str
    source: str
    """Whoever tells it; several accounts of one source do not bear each other out."""
    weight: float
    """How sure the coder is of the report."""
    dating: Dating
    site: Site | None = None
    members: Mapping[str, Sequence[Member]] = field(default_factory=dict)
    """By role."""
    is_mutual: bool = False

    def role(self, name: str) -> Sequence[Member]:
        """Return who fills a role."""
        return self.members.get(name, ())


def accounts_of(
    standings: Iterable[Standing], reports: Iterable[WeighedReport], participants: Iterable[SettledParticipant]
) -> dict[str, Account]:
    """Return what the reports of one document tell, by report."""
    rows = {report.report_id: report for report in reports}
    members: dict[str, dict[str, list[SettledParticipant]]] = defaultdict(lambda: defaultdict(list))
    for participant in participants:
        members[participant.report_id][participant.role].append(participant)
    return {
        standing.sketch.key: _account(standing, rows[standing.sketch.key], members[standing.sketch.key])
        for standing in standings
    }


def _account(standing: Standing, report: WeighedReport, members: Mapping[str, Sequence[SettledParticipant]]) -> Account:
    sketch = standing.sketch
    parties = {"actor": sketch.actors, "recipient": sketch.recipients}
    return Account(
        report_id=report.report_id,
        source=report.document_id,
        weight=report.confidence,
        dating=Dating(
            report.occurred_first_on,
            report.occurred_last_on,
            report.occurred_precision,
            report.occurred_basis,
            report.time_id,
        ),
        site=sketch.site,
        members={
            role: [
                Member(row.report_participant_id, party, row.country_basis, row.secondary_sector)
                for row, party in zip(rows, parties[role], strict=True)
            ]
            for role, rows in members.items()
        },
        is_mutual=report.is_mutual,
    )
