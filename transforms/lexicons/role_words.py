"""Takes the files of words beside names (roles, titles, bodies, modifiers, members) and of parts of countries."""

import re
from collections.abc import Mapping, Set
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple, TypeVar

from transforms.lexicons.entries import ANY, Institution, Membership, Modifier, Part, Region, Role, Title
from transforms.lexicons.name_forms import normalise
from transforms.lexicons.named_entities import country_of
from transforms.loading import Csv, Line
from transforms.row import OneOf
from transforms.tables import SECTORS, EntityKind, Sector

Value = TypeVar("Value")
HEADS = ("person", "group", "institution")
AnySector = Annotated[str, OneOf((*SECTORS, ANY))]
"""A sector of PLOVER, or `*` for any."""


class RegionRow(NamedTuple):
    """A part of the world that is no country."""

    name: str
    demonyms: tuple[str, ...]
    source: str
    note: str | None


class RoleRow(NamedTuple):
    """A noun or phrase, and what it makes of whom it describes."""

    phrase: str
    sector: Sector
    secondary: Sector | None
    head: Annotated[str, OneOf(HEADS)]
    source: str
    note: str | None


class TitleRow(NamedTuple):
    """Words before a name."""

    title: str
    sector: Sector | None
    is_honorific: bool
    source: str
    note: str | None


class InstitutionRow(NamedTuple):
    """A body that any country may have."""

    slug: str
    name: str
    aliases: tuple[str, ...]
    kind: EntityKind
    sector: Sector
    source: str
    note: str | None


class ModifierRow(NamedTuple):
    """A word beside a role that changes its sector, adds to it, tells of its country, or does nothing of these."""

    modifier: str
    sectors: tuple[AnySector, ...]
    """Sectors that turn into another."""
    becomes: Sector | None
    """What they turn into."""
    adds: Sector | None
    """Secondary sector that it adds."""
    country: Annotated[str, OneOf(("lends", "estranges"))] | None
    """Whether a name joined to it gives its country, "Saudi-led", or the name of a people after it gives none, "ethnic
    Albanians"."""
    source: str
    note: str | None


class MembershipRow(NamedTuple):
    """A noun that tells a place in a body."""

    noun: str
    belongs: bool
    """Whether it is of the body or country beside it: a spokesman is, an enemy is not."""
    keeps: tuple[AnySector, ...]
    """Sectors of bodies that it takes as they are."""
    turns: tuple[AnySector, ...]
    """Sectors of bodies that turn into another."""
    into: Sector | None
    """What they turn into."""
    of_state: Sector | None
    """Sector when a state alone is named beside it."""
    source: str
    note: str | None


class SubdivisionRow(NamedTuple):
    """Names that mean a part of one country and nothing else."""

    iso: str
    names: tuple[str, ...]
    source: str


class PeopleRow(NamedTuple):
    """A people that lives in one country."""

    people: str
    forms: tuple[str, ...]
    country: str | None
    source: str
    note: str | None


REGIONS = Csv("regions.csv", RegionRow, key=("name",))
ROLES = Csv("roles.csv", RoleRow, key=("phrase",))
TITLES = Csv("titles.csv", TitleRow, key=("title",))
INSTITUTIONS = Csv("institutions.csv", InstitutionRow, key=("kind", "slug"))
MODIFIERS = Csv("modifiers.csv", ModifierRow, key=("modifier",))
MEMBERSHIPS = Csv("memberships.csv", MembershipRow, key=("noun",))
SUBDIVISIONS = Csv("subdivisions.csv", SubdivisionRow, key=("iso",))
CITIES = Csv("cities.csv", SubdivisionRow, key=("iso",))
PEOPLES = Csv("peoples.csv", PeopleRow, key=("people",))


def put(line: Line, found: dict[str, Value], name: str, value: Value) -> None:
    """Keep a value under a name that no other row has."""
    if (shared := normalise(name)) in found:
        raise line.wrong(f"{name!r} stands in this file already", "keep one row for it")
    found[shared] = value


def load_regions(folder: Path) -> dict[str, Region]:
    """Return the regions by each of their names."""
    regions: dict[str, Region] = {}
    for line, row in REGIONS.lines(folder):
        region = Region(row.name, row.demonyms)
        for name in (region.name, *region.demonyms):
            put(line, regions, name, region)
    return regions


def load_roles(folder: Path) -> dict[str, Role]:
    """Return the roles by phrase, regular plurals included."""
    roles: dict[str, Role] = {}
    for line, row in ROLES.lines(folder):
        put(line, roles, row.phrase, Role(row.phrase, row.sector, row.secondary, row.head))
    # A plural that has a row of its own keeps it.
    regular = {
        normalise(many): role for role in roles.values() if role.head != "group" for many in plurals(role.phrase)
    }
    return regular | roles


LINKS = {"of", "in", "for", "at", "to", "against", "on", "from", "with", "elect", "designate"}
"""Words after the noun that takes the plural: ministers of defence, commanders in chief, presidents elect."""
ENDINGS = (
    (r"(?<!hu|er|ha|to)man$", "men"),
    (r"person$", "people"),
    (r"child$", "children"),
    (r"wife$", "wives"),
    (r"thief$", "thieves"),
    (r"(?<=[^aeiou])y$", "ies"),
    (r"arch$", "archs"),
    (r"(?<=s|x|z|h)$", "es"),
    (r"$", "s"),
)
"""Ends of nouns and of their plurals, the first that fits; a row of its own in `roles.csv` goes before them."""


def plurals(phrase: str) -> list[str]:
    """Return the plurals of a phrase: `attorneys general` and `attorney generals`, as the press writes both."""
    words = phrase.replace("-", " ").split()
    last = next((index for index, word in enumerate(words) if index and word in LINKS), len(words)) - 1
    places = [last - 1, last] if last and words[last] == "general" else [last]
    return [" ".join((*words[:place], _plural(words[place]), *words[place + 1 :])) for place in places]


@cache
def _plural(noun: str) -> str:
    return next(re.sub(end, many, noun, count=1) for end, many in ENDINGS if re.search(end, noun))


def load_titles(folder: Path) -> dict[str, Title]:
    """Return the titles; an honorific has no sector."""
    titles: dict[str, Title] = {}
    for line, row in TITLES.lines(folder):
        if row.is_honorific and row.sector:
            raise line.wrong(f"{row.title!r} is an honorific with a sector", "a bare honorific gives no sector")
        put(line, titles, row.title, Title(row.title, row.sector, row.is_honorific))
    return titles


def load_institutions(folder: Path) -> dict[str, Institution]:
    """Return the generic bodies by each of their names."""
    institutions: dict[str, Institution] = {}
    for line, row in INSTITUTIONS.lines(folder):
        body = Institution(row.slug, row.name, row.aliases, row.kind, row.sector, row.source, line.place)
        for name in dict.fromkeys(normalise(name) for name in (body.name, *body.aliases)):
            put(line, institutions, name, body)
    return institutions


def load_modifiers(folder: Path) -> dict[str, Modifier]:
    """Return the words that change who a phrase means."""
    modifiers: dict[str, Modifier] = {}
    for line, row in MODIFIERS.lines(folder):
        if bool(row.sectors) != bool(row.becomes):
            raise line.wrong(f"{row.modifier!r} has only one of sectors and becomes", "write what turns into what")
        is_lending, is_estranging = row.country == "lends", row.country == "estranges"
        modifier = Modifier(
            row.modifier, frozenset(row.sectors), row.becomes, row.adds, lends=is_lending, estranges=is_estranging
        )
        put(line, modifiers, modifier.modifier, modifier)
    return modifiers


def load_memberships(folder: Path) -> dict[str, Membership]:
    """Return the nouns of members, regular plurals included."""
    memberships: dict[str, Membership] = {}
    for line, row in MEMBERSHIPS.lines(folder):
        _check_membership(line, row)
        membership = Membership(
            row.noun, row.belongs, frozenset(row.keeps), frozenset(row.turns), row.into, row.of_state
        )
        put(line, memberships, membership.noun, membership)
    # A plural that has a row of its own keeps it.
    regular = {normalise(many): one for one in memberships.values() for many in plurals(one.noun)}
    return regular | memberships


def _check_membership(line: Line, row: MembershipRow) -> None:
    """Refuse a row whose cells do not go together."""
    if bool(row.turns) != bool(row.into):
        raise line.wrong(f"{row.noun!r} has only one of turns and into", "write what turns into what")
    if both := sorted({*row.keeps} & {*row.turns}):
        raise line.wrong(f"{row.noun!r} keeps {both[0]} and turns it", "strike it from one of the two")
    if row.belongs and not (row.keeps or row.turns):
        raise line.wrong(f"{row.noun!r} belongs to a body of no sector", "write which it keeps or turns, * for any")
    if not row.belongs and (row.keeps or row.turns or row.of_state):
        raise line.wrong(f"{row.noun!r} has a sector of a body to which it does not belong", "leave its sectors empty")


def load_parts(folder: Path, codes: Set[str], holders: Mapping[str, str], taken: Set[str]) -> dict[str, Part]:
    """Return provinces, cities and peoples that mean one country and nothing else; `taken` are names that do."""
    parts: dict[str, Part] = {}
    # Names of the generated file are normalised already, which saves a tenth of the time of all lexicons.
    for file, key in ((SUBDIVISIONS, str), (CITIES, normalise)):
        for line, row in file.lines(folder):
            if (code := row.iso if row.iso in codes else holders.get(row.iso)) is None:
                raise line.wrong(f"iso {row.iso!r} is unknown", "use an ISO 3166 code of states.csv")
            for name in row.names:
                if (shared := key(name)) not in taken:
                    parts[shared] = Part(name, code, is_people=False)
    for line, people in PEOPLES.lines(folder):
        country = country_of(line, people.country, codes)
        for name in (people.people, *people.forms):
            if (shared := normalise(name)) not in taken and country:
                parts[shared] = Part(name, country, is_people=True)
    return parts
