"""Takes the files of words beside names (roles, titles, bodies, modifiers, members) and of parts of countries."""

import re
from collections.abc import Mapping, Set
from functools import cache
from pathlib import Path

from transforms.lexicons.entries import Institution, Membership, Modifier, Part, Region, Role, Title
from transforms.lexicons.lines import country_of, put, rows_of
from transforms.lexicons.name_forms import normalise
from transforms.lexicons.named_entities import KINDS
from transforms.tables import SECTORS

HEADS = ("person", "group", "institution")
REGION_COLUMNS = ("name", "demonyms", "source", "note")
ROLE_COLUMNS = ("phrase", "sector", "secondary", "head", "source", "note")
TITLE_COLUMNS = ("title", "sector", "is_honorific", "source", "note")
INSTITUTION_COLUMNS = ("slug", "name", "aliases", "kind", "sector", "source", "note")
MODIFIER_COLUMNS = ("modifier", "effect", "source", "note")
PEOPLE_COLUMNS = ("people", "forms", "country", "source", "note")
SUBDIVISION_COLUMNS = ("iso", "names", "source")
MEMBERSHIP_COLUMNS = ("noun", "takes", "of_state", "source", "note")


def load_regions(folder: Path) -> dict[str, Region]:
    """Return the regions by each of their names."""
    regions: dict[str, Region] = {}
    for line in rows_of(folder, "regions.csv", REGION_COLUMNS):
        region = Region(line.text("name"), line.many("demonyms"))
        for name in (region.name, *region.demonyms):
            put(line, regions, name, region)
    return regions


def load_roles(folder: Path) -> dict[str, Role]:
    """Return the roles by phrase, regular plurals included."""
    roles: dict[str, Role] = {}
    for line in rows_of(folder, "roles.csv", ROLE_COLUMNS):
        role = Role(
            *(line.text("phrase"), line.one_of("sector", SECTORS), line.maybe_one_of("secondary", SECTORS)),
            line.one_of("head", HEADS),
        )
        put(line, roles, role.phrase, role)
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
    for line in rows_of(folder, "titles.csv", TITLE_COLUMNS):
        title = Title(
            *(line.text("title"), line.maybe_one_of("sector", SECTORS)),
            line.one_of("is_honorific", ("yes", "no")) == "yes",
        )
        if title.is_honorific and title.sector:
            raise line.wrong(f"{title.title!r} is an honorific with a sector", "a bare honorific gives no sector")
        put(line, titles, title.title, title)
    return titles


def load_institutions(folder: Path) -> dict[str, Institution]:
    """Return the generic bodies by each of their names."""
    institutions: dict[str, Institution] = {}
    for line in rows_of(folder, "institutions.csv", INSTITUTION_COLUMNS):
        body = Institution(
            *(line.text("slug"), line.text("name"), line.many("aliases"), line.one_of("kind", KINDS)),
            *(line.one_of("sector", SECTORS), line.text("source"), line.where),
        )
        for name in dict.fromkeys(normalise(name) for name in (body.name, *body.aliases)):
            put(line, institutions, name, body)
    return institutions


MARKS = ("lends", "estranges", "none")
"""Effects on the country of a name beside a modifier, and that of a modifier which has none."""


def load_modifiers(folder: Path) -> dict[str, Modifier]:
    """Return the words that change who a phrase means."""
    modifiers: dict[str, Modifier] = {}
    for line in rows_of(folder, "modifiers.csv", MODIFIER_COLUMNS):
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
        put(line, modifiers, modifier.modifier, modifier)
    return modifiers


def load_memberships(folder: Path) -> dict[str, Membership]:
    """Return the nouns of members, regular plurals included."""
    memberships: dict[str, Membership] = {}
    for line in rows_of(folder, "memberships.csv", MEMBERSHIP_COLUMNS):
        takes: list[tuple[str, str | None]] = []
        for part in line.text("takes").split(" "):
            old, arrow, new = part.partition(">")
            if part == "none":
                continue
            if old not in (*SECTORS, "*") or (arrow and new not in SECTORS):
                raise line.wrong(f"takes {part!r} is unknown", "write sectors, GOV>MIL, * or none")
            takes.append((old, new or None))
        membership = Membership(line.text("noun"), tuple(takes), line.maybe_one_of("of_state", SECTORS))
        put(line, memberships, membership.noun, membership)
    # A plural that has a row of its own keeps it.
    regular = {normalise(many): one for one in memberships.values() for many in plurals(one.noun)}
    return regular | memberships


def load_parts(folder: Path, codes: Set[str], holders: Mapping[str, str], taken: Set[str]) -> dict[str, Part]:
    """Return provinces, cities and peoples that mean one country and nothing else; `taken` are names that do."""
    parts: dict[str, Part] = {}
    # Names of the generated file are normalised already, which saves a tenth of the time of all lexicons.
    for file, key in (("subdivisions.csv", str), ("cities.csv", normalise)):
        for line in rows_of(folder, file, SUBDIVISION_COLUMNS):
            iso = line.text("iso")
            if (code := iso if iso in codes else holders.get(iso)) is None:
                raise line.wrong(f"iso {iso!r} is unknown", "use an ISO 3166 code of states.csv")
            for name in line.many("names"):
                if (shared := key(name)) not in taken:
                    parts[shared] = Part(name, code, is_people=False)
    for line in rows_of(folder, "peoples.csv", PEOPLE_COLUMNS):
        country = country_of(line, codes)
        for name in (line.text("people"), *line.many("forms")):
            if (shared := normalise(name)) not in taken and country:
                parts[shared] = Part(name, country, is_people=True)
    return parts
