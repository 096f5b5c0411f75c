"""Takes the CSV files of this folder, gives what we know before reading: states, groups, people, offices, roles.

A file that breaks a rule is refused whole (`transforms/loading.py`). `load_lexicons` reads everything once, what a
user's own knowledge adds included; whoever resolves mentions asks `Lexicons.candidates`.
"""

import gc
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from transforms.lexicons.entries import (
    LexiconEntity,
    Lexicons,
    Membership,
    NameEntry,
    OfficialRole,
    Role,
)
from transforms.lexicons.name_forms import normalise
from transforms.lexicons.named_entities import KINDS, load_entities, load_officials, load_states
from transforms.lexicons.naming import HOWS, Names
from transforms.lexicons.own_actors import enter_own_actors
from transforms.lexicons.role_words import (
    load_institutions,
    load_memberships,
    load_modifiers,
    load_parts,
    load_regions,
    load_roles,
    load_titles,
    plurals,
)
from transforms.loading import LEXICONS as FOLDER
from transforms.loading import Csv


class PseudoCountryRow(NamedTuple):
    """A code that stands where that of a country would, for who has none."""

    code: str
    name: str
    source: str
    note: str | None


PSEUDO_COUNTRIES = Csv("pseudo_countries.csv", PseudoCountryRow, key=("code",))


class SharedNameRow(NamedTuple):
    """A name that several entities share, with their ids, the likeliest first."""

    name: str
    entity_ids: tuple[str, ...]
    source: str


SHARED_NAMES = Csv("shared_names.csv", SharedNameRow, key=("name",))


def _shared(folder: Path, entities: Mapping[str, LexiconEntity], names: Names) -> dict[str, tuple[str, ...]]:
    """Return the ids of entities that share a name, the likeliest first; refuse what is no name of theirs."""
    found = {}
    for line, row in SHARED_NAMES.lines(folder):
        if unknown := [entity_id for entity_id in row.entity_ids if entity_id not in entities]:
            raise line.wrong(f"entity_id {unknown[0]!r} is unknown", "use the id of an entity that has the name")
        if not names.has(row.name):
            raise line.wrong(f"nobody is named {row.name!r}", "write a name as `normalise` gives it")
        found[row.name] = row.entity_ids
    return found


@cache
def load_lexicons(folder: Path = FOLDER) -> Lexicons:
    """Return the lexicons of a folder; raise `KnowledgeInvalid` at the first row that breaks a rule."""
    # What is made here lives as long as the program; to look for garbage meanwhile takes a third of the time.
    collects = gc.isenabled()
    gc.disable()
    try:
        return _load(folder)
    finally:
        if collects:
            gc.enable()


def _load(folder: Path) -> Lexicons:
    names = Names()
    entities: dict[str, LexiconEntity] = {}
    pseudo = {row.code: row.name for row in PSEUDO_COUNTRIES.rows(folder)}
    states = load_states(folder, entities, names)
    countries = {state.code: state for state in states.values() if state.code == state.iso}
    codes = countries.keys() | pseudo.keys()
    joined = load_entities(folder, codes, entities, names)
    institutions = load_institutions(folder)
    officials = load_officials(folder, codes, institutions, entities, joined.ids, names)
    periods = dict(joined.periods)
    enter_own_actors(entities, periods, codes, names)
    found = names.names(_shared(folder, entities, names))
    regions = load_regions(folder)
    holders = {state.iso: state.code for state in states.values() if state.iso}
    return Lexicons(
        entities=entities,
        periods=periods,
        officials=officials,
        states=states,
        countries=countries,
        pseudo_countries=pseudo,
        names=found,
        regions=regions,
        roles=load_roles(folder),
        titles=load_titles(folder),
        institutions=institutions,
        modifiers=load_modifiers(folder),
        memberships=load_memberships(folder),
        parts=load_parts(folder, codes, holders, found.keys() | regions.keys()),
    )


__all__ = [
    "FOLDER",
    "HOWS",
    "KINDS",
    "LexiconEntity",
    "Lexicons",
    "Membership",
    "NameEntry",
    "OfficialRole",
    "Role",
    "load_lexicons",
    "normalise",
    "plurals",
]
