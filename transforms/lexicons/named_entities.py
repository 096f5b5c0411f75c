"""Takes the files of states, other entities and officials, enters them with their names."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, NamedTuple, get_args

from transforms.identifiers import slug
from transforms.lexicons.entries import Institution, LexiconEntity, OfficialRole, State
from transforms.lexicons.naming import Names
from transforms.loading import Csv, FirstDay, LastDay, Line, check_days
from transforms.row import OneOf
from transforms.tables import EntityKind, Sector

ENTITY_FILES: tuple[str, ...] = (
    *("armed_groups.csv", "organisations.csv", "media.csv", "parties.csv", "state_bodies.csv"),
    *("companies.csv", "universities.csv", "sport_faith_and_culture.csv", "american_cities.csv"),
    *("products.csv", "named_events.csv", "treaties_and_laws.csv"),
)
"""Files of entities that are no states; a new one needs its name here and nothing else."""
THING_FILES = frozenset({"products.csv", "named_events.csv", "treaties_and_laws.csv"})
"""Those of them that hold what never acts, with the nouns by which a text takes it up."""
OFFICIAL_FILES: tuple[str, ...] = ("officials.csv", "commanders_and_chief_ministers.csv")
"""Files of people, one row per role held."""

KINDS: tuple[str, ...] = get_args(EntityKind)[1].codes
STATUSES = ("member", "observer", "partial", "territory", "historic")


class EntityRow(NamedTuple):
    """An entity that is no state, or what it was in one period."""

    entity_id: str
    name: str
    aliases: tuple[str, ...]
    kind: EntityKind
    country: str | None
    sector: Sector | None
    valid_first_on: FirstDay
    valid_last_on: LastDay
    source: str
    note: str | None


class ThingRow(NamedTuple):
    """What has a name and never acts: a ware, a war, a treaty."""

    entity_id: str
    name: str
    aliases: tuple[str, ...]
    kind: EntityKind
    country: str | None
    sector: Sector | None
    valid_first_on: FirstDay
    valid_last_on: LastDay
    source: str
    nouns: tuple[str, ...]
    """Nouns by which a text takes it up: `treaty`, `pact`."""


class OfficialRow(NamedTuple):
    """A role that a person held."""

    entity_id: str
    name: str
    aliases: tuple[str, ...]
    role: str
    organisation: str | None
    country: str | None
    sector: Sector | None
    valid_first_on: FirstDay
    valid_last_on: LastDay
    source: str


class StateRow(NamedTuple):
    """A state or territory."""

    entity_id: str
    code: str
    iso: str | None
    status: Annotated[str, OneOf(STATUSES)]
    sector: Sector | None
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str | None
    capital_aliases: tuple[str, ...]
    government_names: tuple[str, ...]
    valid_first_on: FirstDay
    valid_last_on: LastDay
    source: str
    note: str | None


class TerritoryRow(NamedTuple):
    """The names that CLDR and ISO 3166 have of a territory."""

    iso: str
    names: tuple[str, ...]
    source: str


STATES = Csv("states.csv", StateRow, key=("entity_id",))
TERRITORIES = Csv("territories.csv", TerritoryRow, key=("iso",))

ENTITY_ID = re.compile(r"[\w.:-]{1,200}", re.ASCII)


def entities_in(file: str) -> Csv[EntityRow] | Csv[ThingRow]:
    """Return a lexicon of entities."""
    if file in THING_FILES:
        return Csv(file, ThingRow, key=("entity_id",))
    return Csv(file, EntityRow, key=("entity_id",))


def officials_in(file: str) -> Csv[OfficialRow]:
    """Return a lexicon of people."""
    return Csv(file, OfficialRow, key=("entity_id", "role", "organisation", "valid_first_on", "valid_last_on"))


def country_of(line: Line, code: str | None, codes: Collection[str]) -> str | None:
    """Return the country of a row, null where it gives none; refuse one that is unknown."""
    if code is None or code in codes:
        return code
    raise line.wrong(
        f"country {code!r} is unknown", "use an ISO 3166 code of states.csv or one of pseudo_countries.csv"
    )


def enter(line: Line, entity: LexiconEntity, entities: dict[str, LexiconEntity]) -> None:
    """Keep an entity whose id is well formed and new."""
    check_id(line, entity.entity_id, entities)
    entities[entity.entity_id] = entity


def check_id(line: Line, entity_id: str, entities: Mapping[str, LexiconEntity]) -> None:
    """Refuse an id that is not well formed or not new."""
    if not ENTITY_ID.fullmatch(entity_id):
        raise line.wrong(f"entity_id {entity_id!r} is no key", "use letters, digits and . : - _ alone")
    if before := entities.get(entity_id):
        raise line.wrong(f"entity_id {entity_id!r} stands in {before.file} already", "give one of them another id")


def load_states(folder: Path, entities: dict[str, LexiconEntity], names: Names) -> dict[str, State]:
    """Enter the states, and return what only a state has, by id."""
    territories = {row.iso: row.names for row in TERRITORIES.rows(folder)}
    lines = list(STATES.lines(folder))
    codes = {row.code for _, row in lines if row.code == row.iso}
    states: dict[str, State] = {}
    for line, row in lines:
        if row.code not in codes:
            raise line.wrong(f"code {row.code!r} is unknown", "use the code of a state that has a row with that iso")
        check_days(line, row.valid_first_on, row.valid_last_on)
        state = State(
            entity_id=row.entity_id,
            code=row.code,
            iso=row.iso,
            status=row.status,
            sector=row.sector,
            name=row.name,
            demonyms=row.demonyms,
            capital=row.capital,
            capital_aliases=row.capital_aliases,
            government_names=row.government_names,
            valid_first_on=row.valid_first_on,
            valid_last_on=row.valid_last_on,
        )
        if (expected := f"state.{slug(state.name)}") != state.entity_id:
            raise line.wrong(f"entity_id {state.entity_id!r} does not follow from the name", f"write {expected!r}")
        aliases = without(state.name, (*territories.get(row.iso or "", ()), *row.aliases))
        entity = LexiconEntity(
            *(state.entity_id, state.name, "state", row.code, row.sector, aliases, row.valid_first_on),
            *(row.valid_last_on, row.source, row.note or "", line.place),
        )
        enter(line, entity, entities)
        states[state.entity_id] = state
        names.add(entity.entity_id, "name", (entity.name,))
        names.add(entity.entity_id, "alias", aliases)
        names.add(entity.entity_id, "demonym", state.demonyms)
        names.add(entity.entity_id, "capital", (*((state.capital,) if state.capital else ()), *state.capital_aliases))
        names.add(entity.entity_id, "government_name", state.government_names)
    return states


def without(name: str, aliases: Iterable[str]) -> tuple[str, ...]:
    """Return aliases once each, and none that is the name itself."""
    return tuple(dict.fromkeys(alias for alias in aliases if alias != name))


@dataclass(frozen=True, slots=True)
class Joined:
    """Entities that several rows describe."""

    periods: Mapping[str, tuple[LexiconEntity, ...]]
    ids: Mapping[str, str]
    """Id of the entity, by the id of each of its rows."""


def load_entities(folder: Path, codes: Collection[str], entities: dict[str, LexiconEntity], names: Names) -> Joined:
    """Enter the entities of all files; rows of one name are one thing at different times, under the shortest id."""
    rows: dict[str, list[tuple[Line, LexiconEntity]]] = {}
    for line, row in (found for file in ENTITY_FILES for found in entities_in(file).lines(folder)):
        check_days(line, row.valid_first_on, row.valid_last_on)
        entity = LexiconEntity(
            *(row.entity_id, row.name, row.kind, country_of(line, row.country, codes), row.sector),
            *(without(row.name, row.aliases), row.valid_first_on, row.valid_last_on),
            *(row.source, (row.note or "") if isinstance(row, EntityRow) else "", line.place),
            nouns=row.nouns if isinstance(row, ThingRow) else (),
        )
        enter(line, entity, entities)
        rows.setdefault(row.name, []).append((line, entity))
        names.add(entity.entity_id, "name", (row.name,))
        names.add(entity.entity_id, "alias", entity.aliases)
    periods: dict[str, tuple[LexiconEntity, ...]] = {}
    ids: dict[str, str] = {}
    for same in (same for same in rows.values() if len(same) > 1):
        base = min((entity for _, entity in same), key=lambda entity: (len(entity.entity_id), entity.entity_id))
        periods[base.entity_id] = _in_order(same, base)
        for _, entity in same:
            ids[entity.entity_id] = base.entity_id
            del entities[entity.entity_id]
        entities[base.entity_id] = _throughout(periods[base.entity_id], base)
    names.join(ids)
    return Joined(periods, ids)


def _in_order(same: Iterable[tuple[Line, LexiconEntity]], base: LexiconEntity) -> tuple[LexiconEntity, ...]:
    """Return what an entity was in each period, earliest first; refuse periods that run into one another."""
    ordered = sorted(same, key=lambda pair: pair[1].valid_first_on or date.min)
    for (_, before), (line, entity) in pairwise(ordered):
        if not entity.valid_first_on or not before.valid_last_on or entity.valid_first_on <= before.valid_last_on:
            raise line.wrong(
                f"{entity.name!r} begins {entity.valid_first_on} and in {before.file} ends {before.valid_last_on}",
                "rows of one name are one thing at different times, so end one row before the next begins",
            )
    return tuple(replace(entity, entity_id=base.entity_id, kind=base.kind) for _, entity in ordered)


def _throughout(periods: tuple[LexiconEntity, ...], base: LexiconEntity) -> LexiconEntity:
    """Return what is true of an entity in all its periods."""
    countries, sectors = ({period.country for period in periods}, {period.sector for period in periods})
    return replace(
        base,
        country=countries.pop() if len(countries) == 1 else None,
        sector=sectors.pop() if len(sectors) == 1 else None,
        aliases=without(base.name, (alias for period in periods for alias in period.aliases)),
        valid_first_on=periods[0].valid_first_on,
        valid_last_on=periods[-1].valid_last_on,
    )


def load_officials(
    folder: Path,
    codes: Collection[str],
    institutions: Mapping[str, Institution],
    entities: dict[str, LexiconEntity],
    joined: Mapping[str, str],
    names: Names,
) -> dict[str, tuple[OfficialRole, ...]]:
    """Enter the people who hold or held an office, and return their roles by id, by first day, then by last day."""
    bodies = {(body.kind, body.slug) for body in institutions.values()}
    roles: dict[str, list[OfficialRole]] = {}
    people: dict[str, str] = {}
    aliases: dict[str, list[str]] = {}
    for line, row in (found for file in OFFICIAL_FILES for found in officials_in(file).lines(folder)):
        entity_id, name = row.entity_id, row.name
        organisation = joined.get(row.organisation or "", row.organisation)
        if organisation and organisation not in entities and not _is_body(organisation, codes, bodies):
            raise line.wrong(
                f"organisation {organisation!r} is unknown",
                "use the id of an entity, or <kind>.<country>.<slug> of a body",
            )
        role = _role(line, row, organisation, codes)
        if (known := people.setdefault(entity_id, name)) != name:
            first = roles[entity_id][0].file
            raise line.wrong(f"{entity_id!r} is named {name!r} here and {known!r} in {first}", "write one name")
        if entity_id not in roles:
            check_id(line, entity_id, entities)
        roles.setdefault(entity_id, []).append(role)
        aliases.setdefault(entity_id, []).extend(row.aliases)
    for entity_id, name in people.items():
        entities[entity_id] = _person(entity_id, name, aliases[entity_id], roles[entity_id])
        names.add(entity_id, "name", (name,))
        names.add(entity_id, "alias", entities[entity_id].aliases)
    return {entity_id: tuple(sorted(held, key=_period)) for entity_id, held in roles.items()}


def _is_body(organisation: str, codes: Collection[str], bodies: Collection[tuple[str, str]]) -> bool:
    """Whether an id is that of a body that states have, such as a ministry, in a country that there is."""
    kind, _, rest = organisation.partition(".")
    country, _, body = rest.partition(".")
    return country in codes and (kind, body) in bodies


def _role(line: Line, row: OfficialRow, organisation: str | None, codes: Collection[str]) -> OfficialRole:
    """Return the role that a row tells; refuse days in the wrong order and an unknown country."""
    check_days(line, row.valid_first_on, row.valid_last_on)
    return OfficialRole(
        entity_id=row.entity_id,
        role=row.role,
        organisation_id=organisation,
        country=country_of(line, row.country, codes),
        sector=row.sector,
        valid_first_on=row.valid_first_on,
        valid_last_on=row.valid_last_on,
        source=row.source,
        file=line.place,
    )


def _person(entity_id: str, name: str, aliases: Iterable[str], held: Sequence[OfficialRole]) -> LexiconEntity:
    """Return the entity of a person, of a country where all offices that they held are of one."""
    countries = {role.country for role in held}
    return LexiconEntity(
        entity_id=entity_id,
        name=name,
        kind="person",
        country=countries.pop() if len(countries) == 1 else None,
        sector=None,
        aliases=without(name, aliases),
        valid_first_on=None,
        valid_last_on=None,
        source=held[0].source,
        note="",
        file=held[0].file,
    )


def _period(role: OfficialRole) -> tuple[date, date]:
    return role.valid_first_on or date.min, role.valid_last_on or date.max
