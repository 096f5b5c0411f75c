"""Takes the CSV files of this folder, gives what we know before reading: states, groups, people, offices, roles.

A file that breaks a rule is refused whole: `LexiconInvalid` names file, line, what was found and what would be right.
`load_lexicons` reads everything once; whoever resolves mentions asks `Lexicons.candidates`.
"""

import csv
import gc
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import TypeVar, get_args

from transforms.identifiers import slug
from transforms.tables import SECTORS, Entity, EntityKind

Value = TypeVar("Value")

FOLDER = Path(__file__).parent

ENTITY_FILES: tuple[str, ...] = (
    *("armed_groups.csv", "organisations.csv", "media.csv", "parties.csv", "state_bodies.csv"),
    *("companies.csv", "universities.csv", "sport_faith_and_culture.csv", "american_cities.csv"),
    *("products.csv", "named_events.csv", "treaties_and_laws.csv"),
)
"""Files of entities that are no states; a new one needs its name here and nothing else."""
OFFICIAL_FILES: tuple[str, ...] = ("officials.csv", "commanders_and_chief_ministers.csv")
"""Files of people, one row per role held."""

KINDS: tuple[str, ...] = get_args(EntityKind)[1].codes
STATUSES = ("member", "observer", "partial", "territory", "historic")
HEADS = ("person", "group", "institution")
HOWS = ("name", "alias", "demonym", "capital", "government_name")

ENTITY_COLUMNS = (
    *("entity_id", "name", "aliases", "kind", "country", "sector", "valid_first_on", "valid_last_on"),
    *("source", "note"),
)
OFFICIAL_COLUMNS = (
    *("entity_id", "name", "aliases", "role", "organisation", "country", "sector", "valid_first_on"),
    *("valid_last_on", "source"),
)
STATE_COLUMNS = (
    *("entity_id", "code", "iso", "status", "sector", "name", "aliases", "demonyms", "capital", "capital_aliases"),
    *("government_names", "valid_first_on", "valid_last_on", "source", "note"),
)
TERRITORY_COLUMNS = ("iso", "names", "source")
PSEUDO_COLUMNS = ("code", "name", "source", "note")
REGION_COLUMNS = ("name", "demonyms", "source", "note")
ROLE_COLUMNS = ("phrase", "sector", "secondary", "head", "source", "note")
TITLE_COLUMNS = ("title", "sector", "is_honorific", "source", "note")
INSTITUTION_COLUMNS = ("slug", "name", "aliases", "kind", "sector", "source", "note")
MODIFIER_COLUMNS = ("modifier", "effect", "source", "note")
PEOPLE_COLUMNS = ("people", "forms", "country", "source", "note")
SUBDIVISION_COLUMNS = ("iso", "names", "source")
MEMBERSHIP_COLUMNS = ("noun", "takes", "of_state", "source", "note")


class LexiconInvalid(Exception):
    """A row of a lexicon cannot be what it says; the message names file, line, what was found and what is right."""


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
    file: str

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


@dataclass(frozen=True, slots=True)
class Modifier:
    """A word that changes the sector of the role beside it."""

    modifier: str
    becomes: tuple[tuple[str, str], ...]
    """Sectors and what they turn into; `*` stands for any sector, and the first that fits counts."""
    adds: str | None
    """Secondary sector that it adds; null when none."""
    lends: bool
    """Whether a name joined to it gives its country: "Saudi-led" does, "Saudi-backed" does not."""
    estranges: bool
    """Whether the name of a people after it gives no country: "ethnic Albanians" live elsewhere."""

    def apply(self, sector: str | None, secondary: str | None = None) -> tuple[str | None, str | None]:
        """Return the primary and secondary sector of a role with this word beside it."""
        changed = next((new for old, new in self.becomes if old in (sector, "*")), sector)
        added = self.adds if self.adds not in (None, changed) else secondary
        return changed, added


@dataclass(frozen=True, slots=True)
class Membership:
    """A noun that tells a place in a body, and so takes its sector from the body: spokesman, leader, fighter."""

    noun: str
    takes: tuple[tuple[str, str | None], ...]
    """Sectors of bodies that it takes and what they turn into, null for themselves; `*` stands for any sector.

    Nothing for who is not of the body or country beside it: "Syria's enemies".
    """
    of_state: str | None
    """Sector when a state alone is named beside it; null when that of its role."""

    def within(self, sector: str) -> str | None:
        """Return the sector that a body of a sector gives; null when the noun keeps that of its role."""
        return next((new or sector for old, new in self.takes if old in (sector, "*")), None)


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
        groups = {one.entity_id for one in self.entities.values() if one.kind == "armed_group"}
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
        begun = [one for one in periods if on is None or one.valid_first_on is None or one.valid_first_on <= on]
        return begun[-1] if begun else periods[0]

    def candidates(self, name: str) -> tuple[NameEntry, ...]:
        """Return what a name may mean as it is written: `who` is not the WHO, and `us` is not the US."""
        return tuple(entry for entry in self.names.get(normalise(name), ()) if _agrees(name, entry.spelling))


LONG = 7
"""Letters of the shortest names that may be misspelt: of shorter ones, two that differ in one are two things."""


def _cuts(name: str) -> set[str]:
    """Return a name and what is left of it without each of its letters."""
    return {name, *(name[:place] + name[place + 1 :] for place in range(len(name)))}


DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212_/"
APOSTROPHES = "'`\u2018\u2019\u201b\u02bb\u02bc\u02be\u02bf\u2032\u00b4"
FOLDED = str.maketrans(
    dict.fromkeys(DASHES + "\u00a0,", " ")
    | dict.fromkeys(APOSTROPHES + '."\u201c\u201d')
    # Letters that Unicode does not decompose.
    | {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a", "ħ": "h"}
    | {"&": " and "}
)
# The Arabic article in its spellings: `al Assad`, `el-Assad`, and `as-Sisi`, `an-Nusra` where a dash shows it.
ARTICLE = re.compile(r"(?:(?<=\s)|^)(?:[ae]l(?=[\s-])|[ae](?:l|d|n|r|s|sh|t|th|z|dh)-(?=\w))[\s-]*")
PLAIN = re.compile(r"(?!el )[a-z0-9]+(?: (?!el )[a-z0-9]+)*")
DASH = re.compile(f"[{DASHES[1:-2]}]")


def normalise(name: str) -> str:
    """Return what spellings of a name share: no case, diacritics, dots, apostrophes or leading article `the`.

    Dashes are spaces, and the Arabic article is `al` however it is written and joined.
    """
    plain = name.casefold()
    if PLAIN.fullmatch(plain):  # most names, at a third of the time
        return plain.removeprefix("the ")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", DASH.sub("-", plain)) if not unicodedata.combining(c))
    plain = ARTICLE.sub("al ", plain)
    words = plain.translate(FOLDED).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


SPOKEN = 4  # letters from which the press writes an acronym like a word: Nato, Isis, Farc, but not Us or Who


def _agrees(name: str, spelling: str) -> bool:
    """Return whether a name is written with the case that the lexicon's spelling needs."""
    bare, meant = _without_article(name), _without_article(spelling)
    if _is_acronym(meant):
        return _is_acronym(bare) or (len(bare) >= SPOKEN and bare[:1].isupper())
    return not bare.islower() or meant.islower()


def _without_article(name: str) -> str:
    return name[4:] if name[:4].casefold() == "the " else name


def _is_acronym(name: str) -> bool:
    letters = [letter for letter in name if letter.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters)


@dataclass(slots=True)
class _Line:
    """A row of a file, which knows where it stands."""

    file: str
    number: int
    cells: Mapping[str, str]

    @property
    def where(self) -> str:
        return f"{self.file}:{self.number}"

    def wrong(self, found: str, right: str) -> LexiconInvalid:
        return LexiconInvalid(f"{self.where}: {found}; {right}")

    def text(self, column: str) -> str:
        if value := self.cells[column]:
            return value
        raise self.wrong(f"no {column}", f"every row needs its {column}")

    def optional(self, column: str) -> str | None:
        return self.cells[column] or None

    def many(self, column: str) -> tuple[str, ...]:
        if not (value := self.cells[column]):
            return ()
        parts = tuple(value.split("|"))
        if "" in parts or value != value.strip():
            raise self.wrong(
                f"{column} {value!r} has an empty part", "write one | between two values and none at the ends"
            )
        return parts

    def one_of(self, column: str, codes: Iterable[str]) -> str:
        if (value := self.text(column)) not in codes:
            raise self.wrong(f"{column} {value!r} is unknown", f"use one of {', '.join(codes)}")
        return value

    def maybe_one_of(self, column: str, codes: Iterable[str]) -> str | None:
        return self.one_of(column, codes) if self.cells[column] else None

    def days(self) -> tuple[date | None, date | None]:
        """Return the first and last day; a year alone is all its days."""
        first, last = self._day("valid_first_on", "-01-01"), self._day("valid_last_on", "-12-31")
        if first and last and last < first:
            raise self.wrong(
                f"valid_last_on {last} is before valid_first_on {first}", "the end is the later of the two"
            )
        return first, last

    def _day(self, column: str, rest: str) -> date | None:
        if not (value := self.cells[column]):
            return None
        try:
            return date.fromisoformat(value + rest if len(value) == 4 else value)
        except ValueError:
            raise self.wrong(f"{column} {value!r} is no day", "write YYYY or YYYY-MM-DD") from None


def _lines(folder: Path, file: str, columns: tuple[str, ...]) -> Iterator[_Line]:
    """Give the rows of a file, each checked to have its columns and a source."""
    shown = f"transforms/lexicons/{file}"
    try:
        stream = (folder / file).open(encoding="utf-8", newline="")
    except FileNotFoundError:
        raise LexiconInvalid(f"{shown}: no such file; write it, or strike its name from the loader") from None
    with stream:
        rows = csv.reader(stream, strict=True)
        try:
            header = tuple(next(rows, ()))
            if header != columns:
                raise LexiconInvalid(
                    f"{shown}:1: columns are {','.join(header)!r}; they should be {','.join(columns)!r}"
                )
            for row in rows:
                line = _Line(shown, rows.line_num, dict(zip(columns, row, strict=False)))
                if len(row) != len(columns):
                    raise line.wrong(f"{len(row)} cells", f"a row has {len(columns)}, so quote cells with commas")
                line.text("source")
                yield line
        except (csv.Error, UnicodeDecodeError) as error:
            raise LexiconInvalid(f"{shown}:{rows.line_num + 1}: {error}; a lexicon is a CSV file in UTF-8") from None


class _Names:
    """Gathers what each name may mean."""

    def __init__(self) -> None:
        self._found: dict[str, dict[tuple[str, str], NameEntry]] = {}
        self._bare: dict[str, dict[tuple[str, str], NameEntry]] = {}

    def add(self, entity_id: str, how: str, spellings: Iterable[str]) -> None:
        for spelling in spellings:
            self._found.setdefault(normalise(spelling), {}).setdefault(
                (entity_id, how), NameEntry(entity_id, how, spelling)
            )
            bare = spelling.partition(" (")[0] if spelling[-1:] == ")" else ""
            if _is_acronym(bare) or " " in _without_article(bare):
                # "PAN (Mexico)" tells one of several apart; a text writes "PAN". "The National" is not any national.
                self._bare.setdefault(normalise(bare), {}).setdefault(
                    (entity_id, "alias"), NameEntry(entity_id, "alias", bare)
                )

    def join(self, ids: Mapping[str, str]) -> None:
        """Let names of what turned out to be one entity mean that entity, once in each way."""
        for found in (*self._found.values(), *self._bare.values()):
            if all(entity_id not in ids for entity_id, _ in found):
                continue
            for (entity_id, how), entry in [item for item in found.items() if item[0][0] in ids]:
                del found[entity_id, how]
                found.setdefault((ids[entity_id], how), replace(entry, entity_id=ids[entity_id]))

    def names(self) -> dict[str, tuple[NameEntry, ...]]:
        """Return what each name may mean; a name without its brackets means what no state is called."""
        for name, bare in self._bare.items():
            found = self._found.setdefault(name, {})
            if all(how in {"name", "alias"} and not entity_id.startswith("state.") for entity_id, how in found):
                for key, entry in bare.items():
                    found.setdefault(key, entry)
        return {
            name: tuple(sorted(found.values(), key=_rank) if len(found) > 1 else found.values())
            for name, found in self._found.items()
        }


def _rank(entry: NameEntry) -> int:
    return HOWS.index(entry.how)


@cache
def load_lexicons(folder: Path = FOLDER) -> Lexicons:
    """Return the lexicons of a folder; raise `LexiconInvalid` at the first row that breaks a rule."""
    # What is made here lives as long as the program; to look for garbage meanwhile takes a third of the time.
    collects = gc.isenabled()
    gc.disable()
    try:
        return _load(folder)
    finally:
        if collects:
            gc.enable()


def _load(folder: Path) -> Lexicons:
    names = _Names()
    entities: dict[str, LexiconEntity] = {}
    pseudo = {line.text("code"): line.text("name") for line in _lines(folder, "pseudo_countries.csv", PSEUDO_COLUMNS)}
    states = _load_states(folder, entities, names)
    countries = {state.code: state for state in states.values() if state.code == state.iso}
    codes = countries.keys() | pseudo.keys()
    joined = _load_entities(folder, codes, entities, names)
    institutions = _load_institutions(folder)
    officials = _load_officials(folder, codes, institutions, entities, joined.ids, names)
    found = names.names()
    regions = _load_regions(folder)
    holders = {state.iso: state.code for state in states.values() if state.iso}
    return Lexicons(
        entities=entities,
        periods=joined.periods,
        officials=officials,
        states=states,
        countries=countries,
        pseudo_countries=pseudo,
        names=found,
        regions=regions,
        roles=_load_roles(folder),
        titles=_load_titles(folder),
        institutions=institutions,
        modifiers=_load_modifiers(folder),
        memberships=_load_memberships(folder),
        parts=_load_parts(folder, codes, holders, found.keys() | regions.keys()),
    )


ENTITY_ID = re.compile(r"[\w.:-]{1,200}", re.ASCII)


def _enter(line: _Line, entity: LexiconEntity, entities: dict[str, LexiconEntity]) -> None:
    """Keep an entity whose id is well formed and new."""
    _check_id(line, entity.entity_id, entities)
    entities[entity.entity_id] = entity


def _check_id(line: _Line, entity_id: str, entities: Mapping[str, LexiconEntity]) -> None:
    if not ENTITY_ID.fullmatch(entity_id):
        raise line.wrong(f"entity_id {entity_id!r} is no key", "use letters, digits and . : - _ alone")
    if before := entities.get(entity_id):
        raise line.wrong(f"entity_id {entity_id!r} stands in {before.file} already", "give one of them another id")


def _load_states(folder: Path, entities: dict[str, LexiconEntity], names: _Names) -> dict[str, State]:
    territories = {
        line.text("iso"): line.many("names") for line in _lines(folder, "territories.csv", TERRITORY_COLUMNS)
    }
    lines = list(_lines(folder, "states.csv", STATE_COLUMNS))
    codes = {line.cells["code"] for line in lines if line.cells["code"] == line.cells["iso"]}
    states: dict[str, State] = {}
    for line in lines:
        code, iso, first_and_last = line.text("code"), line.optional("iso"), line.days()
        if code not in codes:
            raise line.wrong(f"code {code!r} is unknown", "use the code of a state that has a row with that iso")
        state = State(
            entity_id=line.text("entity_id"),
            code=code,
            iso=iso,
            status=line.one_of("status", STATUSES),
            sector=line.maybe_one_of("sector", SECTORS),
            name=line.text("name"),
            demonyms=line.many("demonyms"),
            capital=line.optional("capital"),
            capital_aliases=line.many("capital_aliases"),
            government_names=line.many("government_names"),
            valid_first_on=first_and_last[0],
            valid_last_on=first_and_last[1],
        )
        if (expected := f"state.{slug(state.name)}") != state.entity_id:
            raise line.wrong(f"entity_id {state.entity_id!r} does not follow from the name", f"write {expected!r}")
        aliases = _without(state.name, (*territories.get(iso or "", ()), *line.many("aliases")))
        entity = LexiconEntity(
            *(state.entity_id, state.name, "state", code, state.sector, aliases, *first_and_last),
            *(line.text("source"), line.cells["note"], line.where),
        )
        _enter(line, entity, entities)
        states[state.entity_id] = state
        names.add(entity.entity_id, "name", (entity.name,))
        names.add(entity.entity_id, "alias", aliases)
        names.add(entity.entity_id, "demonym", state.demonyms)
        names.add(entity.entity_id, "capital", (*((state.capital,) if state.capital else ()), *state.capital_aliases))
        names.add(entity.entity_id, "government_name", state.government_names)
    return states


def _without(name: str, aliases: Iterable[str]) -> tuple[str, ...]:
    """Return aliases once each, and none that is the name itself."""
    return tuple(dict.fromkeys(alias for alias in aliases if alias != name))


def _country(line: _Line, codes: Iterable[str]) -> str | None:
    if (code := line.optional("country")) is None or code in codes:
        return code
    raise line.wrong(
        f"country {code!r} is unknown", "use an ISO 3166 code of states.csv or one of pseudo_countries.csv"
    )


@dataclass(frozen=True, slots=True)
class _Joined:
    """Entities that several rows describe."""

    periods: Mapping[str, tuple[LexiconEntity, ...]]
    ids: Mapping[str, str]
    """Id of the entity, by the id of each of its rows."""


def _load_entities(folder: Path, codes: Iterable[str], entities: dict[str, LexiconEntity], names: _Names) -> _Joined:
    """Enter the entities of all files; rows of one name are one thing at different times, under the shortest id."""
    rows: dict[str, list[tuple[_Line, LexiconEntity]]] = {}
    for line in (line for file in ENTITY_FILES for line in _lines(folder, file, ENTITY_COLUMNS)):
        name = line.text("name")
        entity = LexiconEntity(
            *(line.text("entity_id"), name, line.one_of("kind", KINDS), _country(line, codes)),
            *(line.maybe_one_of("sector", SECTORS), _without(name, line.many("aliases")), *line.days()),
            *(line.text("source"), line.cells["note"], line.where),
        )
        _enter(line, entity, entities)
        rows.setdefault(name, []).append((line, entity))
        names.add(entity.entity_id, "name", (name,))
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
    return _Joined(periods, ids)


def _in_order(same: Iterable[tuple[_Line, LexiconEntity]], base: LexiconEntity) -> tuple[LexiconEntity, ...]:
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
    countries, sectors = ({one.country for one in periods}, {one.sector for one in periods})
    return replace(
        base,
        country=countries.pop() if len(countries) == 1 else None,
        sector=sectors.pop() if len(sectors) == 1 else None,
        aliases=_without(base.name, (alias for one in periods for alias in one.aliases)),
        valid_first_on=periods[0].valid_first_on,
        valid_last_on=periods[-1].valid_last_on,
    )


def _load_officials(
    folder: Path,
    codes: Iterable[str],
    institutions: Mapping[str, Institution],
    entities: dict[str, LexiconEntity],
    joined: Mapping[str, str],
    names: _Names,
) -> dict[str, tuple[OfficialRole, ...]]:
    bodies = {(body.kind, body.slug) for body in institutions.values()}
    roles: dict[str, list[OfficialRole]] = {}
    people: dict[str, str] = {}
    aliases: dict[str, list[str]] = {}
    for line in (line for file in OFFICIAL_FILES for line in _lines(folder, file, OFFICIAL_COLUMNS)):
        entity_id, name, organisation = line.text("entity_id"), line.text("name"), line.optional("organisation")
        organisation = joined.get(organisation or "", organisation)
        kind, _, rest = (organisation or "").partition(".")
        country, _, body = rest.partition(".")
        if organisation and organisation not in entities and not (country in codes and (kind, body) in bodies):
            raise line.wrong(
                f"organisation {organisation!r} is unknown",
                "use the id of an entity, or <kind>.<country>.<slug> of a body",
            )
        first_on, last_on = line.days()
        role = OfficialRole(
            entity_id=entity_id,
            role=line.text("role"),
            organisation_id=organisation,
            country=_country(line, codes),
            sector=line.maybe_one_of("sector", SECTORS),
            valid_first_on=first_on,
            valid_last_on=last_on,
            source=line.text("source"),
            file=line.where,
        )
        if (known := people.setdefault(entity_id, name)) != name:
            first = roles[entity_id][0].file
            raise line.wrong(f"{entity_id!r} is named {name!r} here and {known!r} in {first}", "write one name")
        if entity_id not in roles:
            _check_id(line, entity_id, entities)
        roles.setdefault(entity_id, []).append(role)
        aliases.setdefault(entity_id, []).extend(line.many("aliases"))
    for entity_id, name in people.items():
        held = roles[entity_id]
        countries = {role.country for role in held}
        entities[entity_id] = LexiconEntity(
            entity_id=entity_id,
            name=name,
            kind="person",
            country=countries.pop() if len(countries) == 1 else None,
            sector=None,
            aliases=_without(name, aliases[entity_id]),
            valid_first_on=None,
            valid_last_on=None,
            source=held[0].source,
            note="",
            file=held[0].file,
        )
        names.add(entity_id, "name", (name,))
        names.add(entity_id, "alias", entities[entity_id].aliases)
    return {entity_id: tuple(sorted(held, key=_beginning)) for entity_id, held in roles.items()}


def _beginning(role: OfficialRole) -> date:
    return role.valid_first_on or date.min


def _load_regions(folder: Path) -> dict[str, Region]:
    regions: dict[str, Region] = {}
    for line in _lines(folder, "regions.csv", REGION_COLUMNS):
        region = Region(line.text("name"), line.many("demonyms"))
        for name in (region.name, *region.demonyms):
            _put(line, regions, name, region)
    return regions


def _load_roles(folder: Path) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for line in _lines(folder, "roles.csv", ROLE_COLUMNS):
        role = Role(
            *(line.text("phrase"), line.one_of("sector", SECTORS), line.maybe_one_of("secondary", SECTORS)),
            line.one_of("head", HEADS),
        )
        _put(line, roles, role.phrase, role)
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
    last = next((place for place, word in enumerate(words) if place and word in LINKS), len(words)) - 1
    places = [last - 1, last] if last and words[last] == "general" else [last]
    return [" ".join((*words[:place], _plural(words[place]), *words[place + 1 :])) for place in places]


@cache
def _plural(noun: str) -> str:
    return next(re.sub(end, many, noun, count=1) for end, many in ENDINGS if re.search(end, noun))


def _load_titles(folder: Path) -> dict[str, Title]:
    titles: dict[str, Title] = {}
    for line in _lines(folder, "titles.csv", TITLE_COLUMNS):
        title = Title(
            *(line.text("title"), line.maybe_one_of("sector", SECTORS)),
            line.one_of("is_honorific", ("yes", "no")) == "yes",
        )
        if title.is_honorific and title.sector:
            raise line.wrong(f"{title.title!r} is an honorific with a sector", "a bare honorific gives no sector")
        _put(line, titles, title.title, title)
    return titles


def _load_institutions(folder: Path) -> dict[str, Institution]:
    institutions: dict[str, Institution] = {}
    for line in _lines(folder, "institutions.csv", INSTITUTION_COLUMNS):
        body = Institution(
            *(line.text("slug"), line.text("name"), line.many("aliases"), line.one_of("kind", KINDS)),
            *(line.one_of("sector", SECTORS), line.text("source"), line.where),
        )
        for name in dict.fromkeys(normalise(name) for name in (body.name, *body.aliases)):
            _put(line, institutions, name, body)
    return institutions


MARKS = ("lends", "estranges", "none")
"""Effects on the country of a name beside a modifier, and that of a modifier which has none."""


def _load_modifiers(folder: Path) -> dict[str, Modifier]:
    modifiers: dict[str, Modifier] = {}
    for line in _lines(folder, "modifiers.csv", MODIFIER_COLUMNS):
        becomes, adds, marks = [], None, set()
        for part in line.text("effect").split(" "):
            old, arrow, new = part.partition(">")
            if part.startswith("+") and part[1:] in SECTORS:
                adds = part[1:]
            elif arrow and old in (*SECTORS, "*") and new in SECTORS:
                becomes.append((old, new))
            elif part in MARKS:
                marks.add(part)
            else:
                raise line.wrong(f"effect {part!r} is unknown", f"write GOV>ELI, *>ELI, +OPP, {', '.join(MARKS)}")
        modifier = Modifier(line.text("modifier"), tuple(becomes), adds, "lends" in marks, "estranges" in marks)
        _put(line, modifiers, modifier.modifier, modifier)
    return modifiers


def _load_memberships(folder: Path) -> dict[str, Membership]:
    memberships: dict[str, Membership] = {}
    for line in _lines(folder, "memberships.csv", MEMBERSHIP_COLUMNS):
        takes: list[tuple[str, str | None]] = []
        for part in line.text("takes").split(" "):
            old, arrow, new = part.partition(">")
            if part == "none":
                continue
            if old not in (*SECTORS, "*") or (arrow and new not in SECTORS):
                raise line.wrong(f"takes {part!r} is unknown", "write sectors, GOV>MIL, * or none")
            takes.append((old, new or None))
        membership = Membership(line.text("noun"), tuple(takes), line.maybe_one_of("of_state", SECTORS))
        _put(line, memberships, membership.noun, membership)
    # A plural that has a row of its own keeps it.
    regular = {normalise(many): one for one in memberships.values() for many in plurals(one.noun)}
    return regular | memberships


def _load_parts(folder: Path, codes: Set[str], holders: Mapping[str, str], taken: Set[str]) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    # Names of the generated file are normalised already, which saves a tenth of the time of all lexicons.
    for file, key in (("subdivisions.csv", str), ("cities.csv", normalise)):
        for line in _lines(folder, file, SUBDIVISION_COLUMNS):
            iso = line.text("iso")
            if (code := iso if iso in codes else holders.get(iso)) is None:
                raise line.wrong(f"iso {iso!r} is unknown", "use an ISO 3166 code of states.csv")
            for name in line.many("names"):
                if (shared := key(name)) not in taken:
                    parts[shared] = Part(name, code, is_people=False)
    for line in _lines(folder, "peoples.csv", PEOPLE_COLUMNS):
        country = _country(line, codes)
        for name in (line.text("people"), *line.many("forms")):
            if (shared := normalise(name)) not in taken and country:
                parts[shared] = Part(name, country, is_people=True)
    return parts


def _put(line: _Line, found: dict[str, Value], name: str, value: Value) -> None:
    """Keep a value under a name that no other row has."""
    if (shared := normalise(name)) in found:
        raise line.wrong(f"{name!r} stands in this file already", "keep one row for it")
    found[shared] = value
