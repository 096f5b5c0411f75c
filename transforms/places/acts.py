"""Takes a report with its trigger and parties, gives the act that the choice of places sees, and how it is done.

An attack is done on the ground, a verdict at a seat, talks in a meeting, a vow in words, a ban on trade from afar:
`data/acts.csv` says so by type, mode, word and sector. What is done in words has, as a rule, no place.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from transforms.document_drafts import AttributedReport, CodedParticipant
from transforms.places.gazetteer import read_rows, split
from transforms.places.sites import Stated


@dataclass(frozen=True, slots=True)
class Act:
    """A report as the model sees it."""

    report: AttributedReport
    position: int
    """That of its sentence."""
    lemma: str
    """That of its trigger."""
    stated: Stated
    parties: tuple[CodedParticipant, ...]
    is_recalled: bool
    done: str
    """How such an act is done, as `data/acts.csv` has it."""
    continues: str
    """Whether its clause takes up what was told before: with a pronoun as its subject, with no subject, or not."""
    is_here: bool
    """Whether its sentence says "here" or "in this city"."""

    @property
    def actors(self) -> frozenset[str]:
        """The entities that act."""
        return actors_of(self.parties)


@dataclass(frozen=True, slots=True)
class Manner:
    """How acts of a type are done, of those that a row of `data/acts.csv` narrows: empty sets narrow nothing."""

    mode: str
    lemmas: frozenset[str]
    sectors: frozenset[str]
    done: str

    def fits(self, mode: str, lemma: str, sectors: Iterable[str | None]) -> bool:
        """Whether an act of the type is done so."""
        is_word = not self.lemmas or lemma in self.lemmas
        is_side = not self.sectors or not self.sectors.isdisjoint(sector or "" for sector in sectors)
        return self.mode in {"", mode} and is_word and is_side

    @property
    def narrowness(self) -> int:
        """How much it narrows; the narrower goes before."""
        return bool(self.mode) + 2 * bool(self.lemmas) + 4 * bool(self.sectors)


ON_THE_GROUND = "ground"


@cache
def manners() -> Mapping[str, Sequence[Manner]]:
    """Return how the acts of each type are done, the narrowest first."""
    found: dict[str, list[Manner]] = defaultdict(list)
    for row in read_rows("acts.csv"):
        sets = frozenset(split(row["lemmas"])), frozenset(split(row["sectors"]))
        found[row["event_type"]].append(Manner(row["mode"], *sets, row["done"]))
    return {name: sorted(rows, key=lambda manner: -manner.narrowness) for name, rows in found.items()}


def done_how(report: AttributedReport, lemma: str, parties: Iterable[CodedParticipant]) -> str:
    """Return how an act is done: on the ground, as one of a type of a user's own is, at a seat, in a meeting, in words,
    from afar.
    """
    sectors = [party.sector for party in parties if party.role == "actor"]
    fitting = (
        manner for manner in manners().get(report.event_type, ()) if manner.fits(report.mode or "", lemma, sectors)
    )
    return next((manner.done for manner in fitting), ON_THE_GROUND)


def actors_of(parties: Iterable[CodedParticipant]) -> frozenset[str]:
    """Return the entities that act."""
    return frozenset(party.entity_id for party in parties if party.role == "actor" and party.entity_id)
