"""Takes the CSV files of this folder, gives what we know before reading: states, groups, people, offices, roles.

A file that breaks a rule is refused whole: `LexiconInvalid` names file, line, what was found and what would be right.
`load_lexicons` reads everything once; whoever resolves mentions asks `Lexicons.candidates`.
"""

import gc
from functools import cache
from pathlib import Path

from transforms.lexicons.entries import (
    LexiconEntity,
    Lexicons,
    Membership,
    NameEntry,
    OfficialRole,
    Role,
)
from transforms.lexicons.lines import LexiconInvalid, rows_of
from transforms.lexicons.name_forms import normalise
from transforms.lexicons.named_entities import KINDS, load_entities, load_officials, load_states
from transforms.lexicons.naming import HOWS, Names
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

FOLDER = Path(__file__).parent
PSEUDO_COLUMNS = ("code", "name", "source", "note")


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
    names = Names()
    entities: dict[str, LexiconEntity] = {}
    pseudo = {line.text("code"): line.text("name") for line in rows_of(folder, "pseudo_countries.csv", PSEUDO_COLUMNS)}
    states = load_states(folder, entities, names)
    countries = {state.code: state for state in states.values() if state.code == state.iso}
    codes = countries.keys() | pseudo.keys()
    joined = load_entities(folder, codes, entities, names)
    institutions = load_institutions(folder)
    officials = load_officials(folder, codes, institutions, entities, joined.ids, names)
    found = names.names()
    regions = load_regions(folder)
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
    "LexiconInvalid",
    "Lexicons",
    "Membership",
    "NameEntry",
    "OfficialRole",
    "Role",
    "load_lexicons",
    "normalise",
    "plurals",
]
