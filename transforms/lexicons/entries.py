"""What the lexicons hold: entities, states, roles, titles, bodies, words beside names, and all of them together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from transforms.lexicons.name_forms import agrees, normalise
from transforms.tables import Entity


@dataclass(frozen=True, slots=True)
class LexiconEntity:
    """A thing that we know by name. Dates are null where its beginning or end is open."""

    entity_id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    aliases: tuple[str, ...]
    valid_first_on: date | None
    valid_last_on: date | None
    source: str
    note: str
    """For people alone; nothing is decided by it."""
    file: str
    nouns: tuple[str, ...] = ()
    """Nouns by which a text takes it up, of what never acts: `treaty`, `pact`."""

    @property
    def row(self) -> Entity:
        """The row of the warehouse."""
        return Entity(
            entity_id=self.entity_id,
            name=self.name,
            kind=self.kind,
            country=self.country,
            sector=self.sector,
            origin="lexicon",
        )


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory, with the code under which its actors are counted: that of its holder or successor."""

    entity_id: str
    code: str
    iso: str | None
    status: str
    sector: str | None
    name: str
    demonyms: tuple[str, ...]
    capital: str | None
    capital_aliases: tuple[str, ...]
    government_names: tuple[str, ...]
    valid_first_on: date | None
    valid_last_on: date | None


@dataclass(frozen=True, slots=True)
class OfficialRole:
    """A role that a person held, with the code that it gave for that time; days included at both ends."""

    entity_id: str
    role: str
    organisation_id: str | None
    country: str | None
    sector: str | None
    valid_first_on: date | None
    valid_last_on: date | None
    source: str
    file: str


@dataclass(frozen=True, slots=True)
class NameEntry:
    """An entity that a name may mean, how the name means it, and the name as the lexicon spells it."""

    entity_id: str
    how: str
    spelling: str


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the world that is no country: its people and adjectives give no code."""

    name: str
    demonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """What a noun or phrase makes of whom it describes; `head` tells a person, a group or an institution."""

    phrase: str
    sector: str
    secondary: str | None
    head: str


@dataclass(frozen=True, slots=True)
class Title:
    """Words before a name; a bare honorific says nothing of office."""

    title: str
    sector: str | None
    is_honorific: bool


@dataclass(frozen=True, slots=True)
class Institution:
    """A body that any country may have."""

    slug: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    sector: str
    source: str
    file: str

    def of(self, country: str) -> LexiconEntity:
        """Return the body of one country, such as `government.SYR.foreign-ministry`."""
        entity_id = f"{self.kind}.{country}.{self.slug}"
        return LexiconEntity(
            *(entity_id, self.name, self.kind, country, self.sector, self.aliases, None, None, self.source, ""),
            self.file,
        )


ANY = "*"
"""Stands for any sector, and for none."""


@dataclass(frozen=True, slots=True)
class Modifier:
    """A word that changes the sector of the role beside it."""

    modifier: str
    sectors: frozenset[str]
    """Sectors that turn into another, or `ANY`."""
    becomes: str | None
    """What they turn into; null where none does."""
    adds: str | None
    """Secondary sector that it adds; null when none."""
    lends: bool
    """Whether a name joined to it gives its country: "Saudi-led" does, "Saudi-backed" does not."""
    estranges: bool
    """Whether the name of a people after it gives no country: "ethnic Albanians" live elsewhere."""

    def apply(self, sector: str | None, secondary: str | None = None) -> tuple[str | None, str | None]:
        """Return the primary and secondary sector of a role with this word beside it."""
        changed = self.becomes if self.sectors & {sector, ANY} else sector
        added = self.adds if self.adds not in (None, changed) else secondary
        return changed, added


@dataclass(frozen=True, slots=True)
class Membership:
    """A noun that tells a place in a body, and so takes its sector from the body: spokesman, leader, fighter."""

    noun: str
    belongs: bool
    """Whether it is of the body or country beside it: "Syria's enemies" are not."""
    keeps: frozenset[str]
    """Sectors of bodies that it takes as they are, or `ANY`."""
    turns: frozenset[str]
    """Sectors of bodies that turn into another, or `ANY`."""
    into: str | None
    """What they turn into; null where none does."""
    of_state: str | None
    """Sector when a state alone is named beside it; null when that of its role."""

    def within(self, sector: str) -> str | None:
        """Return the sector that a body of a sector gives; null when the noun keeps that of its role."""
        if self.turns & {sector, ANY}:
            return self.into
        return sector if self.keeps & {sector, ANY} else None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of one country: a province, or a people that lives there."""

    name: str
    country: str
    is_people: bool


@dataclass(frozen=True)
class Lexicons:
    """Everything that we know before reading. Keys of the mappings that are names went through `normalise`."""

    entities: Mapping[str, LexiconEntity]
    periods: Mapping[str, tuple[LexiconEntity, ...]]
    """Of an entity whose code has changed what it was in each period, earliest first; others are not there."""
    officials: Mapping[str, tuple[OfficialRole, ...]]
    """Roles of each person, earliest first."""
    states: Mapping[str, State]
    countries: Mapping[str, State]
    """State of each country code: the one that the code is of, never a territory or a historic state."""
    pseudo_countries: Mapping[str, str]
    names: Mapping[str, tuple[NameEntry, ...]]
    """What each name may mean: names before aliases, demonyms, capitals and metonyms, else in the order of files."""
    regions: Mapping[str, Region]
    roles: Mapping[str, Role]
    """Roles by phrase, regular plurals included."""
    titles: Mapping[str, Title]
    institutions: Mapping[str, Institution]
    """Generic bodies by each of their names."""
    modifiers: Mapping[str, Modifier]
    memberships: Mapping[str, Membership]
    parts: Mapping[str, Part]
    """Provinces and peoples by name, without names that mean something else too."""

    @cached_property
    def surnames(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the officials of each surname: the last word of a name."""
        found: dict[str, list[str]] = {}
        for entity_id in self.officials:
            found.setdefault(normalise(self.entities[entity_id].name).rpartition(" ")[2], []).append(entity_id)
        return {surname: tuple(ids) for surname, ids in found.items()}

    def near(self, name: str) -> tuple[NameEntry, ...]:
        """Return what a name may mean that leaves out, adds or moves one letter of one that we know.

        Nothing where several things are as near.
        """
        words = normalise(name)
        cuts = _cuts(words)
        found = {known for cut in cuts for known in self._misspelt.get(cut, ())}
        # Another letter in its place makes another name: Joan is not John.
        found = {known for known in found if known in cuts or words in _cuts(known) or sorted(known) == sorted(words)}
        entries = [entry for known in sorted(found) for entry in self.names[known]]
        return tuple(entries) if len({entry.entity_id for entry in entries}) == 1 else ()

    @cached_property
    def _misspelt(self) -> Mapping[str, tuple[str, ...]]:
        """Names of states, officials and armed groups by what is left of them without one letter."""
        found: dict[str, list[str]] = {}
        groups = {entity.entity_id for entity in self.entities.values() if entity.kind == "armed_group"}
        spelt = self.states.keys() | self.officials.keys() | groups
        for name, entries in self.names.items():
            if len(name) >= LONG and any(entry.entity_id in spelt for entry in entries):
                for cut in _cuts(name):
                    found.setdefault(cut, []).append(name)
        return {cut: tuple(names) for cut, names in found.items()}

    def at(self, entity_id: str, on: date | None) -> LexiconEntity:
        """Return an entity as it was on a day: in the period of that day, else in the last that began before it.

        Without a day it is what it was last.
        """
        periods = self.periods.get(entity_id)
        if not periods:
            return self.entities[entity_id]
        begun = [
            period for period in periods if on is None or period.valid_first_on is None or period.valid_first_on <= on
        ]
        return begun[-1] if begun else periods[0]

    def candidates(self, name: str) -> tuple[NameEntry, ...]:
        """Return what a name may mean as it is written: `who` is not the WHO, and `us` is not the US."""
        return tuple(entry for entry in self.names.get(normalise(name), ()) if agrees(name, entry.spelling))


LONG = 7
"""Letters of the shortest names that may be misspelt: of shorter ones, two that differ in one are two things."""


def _cuts(name: str) -> set[str]:
    """Return a name and what is left of it without each of its letters."""
    return {name, *(name[:index] + name[index + 1 :] for index in range(len(name)))}
