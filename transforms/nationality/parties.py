"""Parties: participants of whom no word tells a country, with what surrounds each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from transforms.document_drafts import CodedParticipant, PlacedReport
from transforms.loading import load_yaml
from transforms.mentions import Spotted

FILE = Path(__file__).with_name("sorts.yaml")


@dataclass(frozen=True)
class Party:
    """A participant of whom no word tells a country."""

    participant: CodedParticipant
    spotted: Spotted
    sentence: int
    """Place of the sentence of its mention in the document."""
    report: PlacedReport
    place_country: str | None
    """Country of the place of the report; null where it has none."""
    others: Sequence[CodedParticipant]
    """Who else takes part."""

    @property
    def across(self) -> set[str]:
        """Countries of those on the other side."""
        return {one.country for one in self.others if one.country and one.role != self.participant.role}

    @property
    def sort(self) -> str:
        """What it is of which countries are learned together: forces, a person by name, a pronoun."""
        sector, kind = self.participant.sector, self.spotted.mention.kind
        is_person = self.spotted.entity is not None and self.spotted.entity.kind == "person"
        if kind == "name":
            return "person" if is_person else "name"
        return "pronoun" if kind == "pronoun" else sorts().get(sector or "", "unknown")


@cache
def sorts() -> dict[str, str]:
    """Return the sort of those of each sector who have no name."""
    declared = load_yaml(FILE, dict[str, frozenset[str]])
    return {sector: name for name, sectors in declared.items() for sector in sectors}
