"""Entities: what the documents introduce and what they mention in, the entities of a release with their names out.

Documents name what no lexicon knows in many spellings. `match_entities` finds which of them are one: names that differ
in hyphens, articles, diacritics and the spelling of a long word. People join by their full names alone: a surname is
no evidence. Names are compared within blocks of a common skeleton of consonants, so the work grows with the corpus.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from rapidfuzz.distance import DamerauLevenshtein

from transforms.identifiers import key
from transforms.lexicons import Lexicons, OfficialRole, load_lexicons, normalise
from transforms.tables import Affiliation, Entity, EntityName, Mention

LONG = 5  # letters from which a word may be spelt in two ways; shorter ones that differ are different names
MOST_LETTERS = 2  # letters by which two spellings of a word may differ: Mohammed, Muhamad no longer
LARGE = 200  # names of one block that are compared; a block that large holds no evidence
SOUNDS = (
    *(("ph", "f"), ("kh", "k"), ("gh", "g"), ("q", "k"), ("ck", "k"), ("dh", "d"), ("th", "t"), ("sch", "s")),
    *(("sh", "s"), ("ch", "s"), ("tz", "z"), ("ts", "z"), ("zh", "j"), ("w", "v"), ("y", "i"), ("h", "")),
)
"""Letters that transliterations write for one sound, and the one that stands for them in a skeleton."""
MATCHED = ("person", "place", "facility", "organisation", "armed_group")
"""Kinds of entity that a name in a text introduces; unnamed ones belong to their document alone."""


def gather_entities(
    introduced: Iterable[Entity], mentions: Iterable[Mention], above: Mapping[str, str] = MappingProxyType({})
) -> tuple[list[Entity], list[EntityName], list[Affiliation]]:
    """Return the entities that the mentions refer to, with their names and their roles as the lexicons know them.

    `above` names the entity that stands for another one; roles in that other one are held in it.
    """
    lexicons = load_lexicons()
    used: dict[str, dict[str, None]] = {}
    for mention in mentions:
        if mention.entity_id:
            found = used.setdefault(mention.entity_id, {})
            if mention.kind == "name":
                found[mention.mention] = None
    entities = {entity.entity_id: entity for entity in introduced if entity.entity_id in used}
    affiliations = {one.affiliation_id: one for entity_id in entities for one in _affiliations(entity_id, lexicons)}
    # An organisation in which a role is held has a row of its own, though no document may name it.
    for name, affiliation in affiliations.items():
        body = above.get(affiliation.organisation_id or "", affiliation.organisation_id)
        affiliations[name] = affiliation.model_copy(update={"organisation_id": body})
        if body and body not in entities and (known := lexicons.entities.get(body)):
            entities[body] = known.row
    kept = [
        one if one.organisation_id in entities else one.model_copy(update={"organisation_id": None})
        for one in affiliations.values()
    ]
    names = {
        name.entity_name_id: name
        for entity in entities.values()
        for name in _names(entity, used.get(entity.entity_id, {}), lexicons)
    }
    return list(entities.values()), list(names.values()), kept


def _names(entity: Entity, found: Iterable[str], lexicons: Lexicons) -> Iterator[EntityName]:
    """Yield the names of an entity: those that documents use, then those that its lexicon lists."""
    known = lexicons.entities.get(entity.entity_id)
    listed = (entity.name, *(known.aliases if known else ()))
    in_text = [" ".join(name.split()) for name in found]
    origins = {**dict.fromkeys(in_text, "text"), **(dict.fromkeys(listed, "lexicon") if known else {})}
    if not known:
        origins.setdefault(entity.name, "text")
    for alias, origin in origins.items():
        yield EntityName(
            entity_name_id=key(entity.entity_id, alias),
            entity_id=entity.entity_id,
            alias=alias,
            language=None,
            origin="text" if alias in in_text else origin,
        )


def _affiliations(entity_id: str, lexicons: Lexicons) -> Iterator[Affiliation]:
    """Yield the roles that the lexicons know of an entity."""
    for role in lexicons.officials.get(entity_id, ()):
        yield _affiliation(role)


def _affiliation(role: OfficialRole) -> Affiliation:
    """Return the row of a role."""
    period = (role.valid_first_on, role.valid_last_on)
    return Affiliation(
        affiliation_id=key(role.entity_id, role.role, role.organisation_id or "", *map(str, period)),
        entity_id=role.entity_id,
        role=role.role,
        organisation_id=role.organisation_id,
        country=role.country,
        sector=role.sector,
        valid_first_on=role.valid_first_on,
        valid_last_on=role.valid_last_on,
        origin=role.file.rpartition(":")[0] or role.file,
    )


def match_entities(introduced: Iterable[Entity]) -> dict[str, str]:
    """Return, for each entity that is another one under a second spelling, the id of that other one.

    Only entities that texts introduce are matched, each with one of its sort: the lexicons' own spellings were looked
    up when the documents were read. The id that sorts first stands for all, so the order of documents changes nothing.
    """
    blocks: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for entity in sorted(introduced, key=lambda one: one.entity_id):
        words = _words(entity)
        if entity.origin == "text" and entity.kind in MATCHED and words and (len(words) > 1 or entity.kind != "person"):
            blocks[_sort(entity), " ".join(sorted(map(skeleton, words)))].append(entity)
    above: dict[str, str] = {}
    for block in blocks.values():
        for place, one in enumerate(block[:LARGE]):
            for other in block[place + 1 : LARGE]:
                if other.entity_id not in above and is_same_name(_words(one), _words(other)) and _agree(one, other):
                    above[other.entity_id] = above.get(one.entity_id, one.entity_id)
    return above


def _sort(entity: Entity) -> str:
    """Return the first part of an id, within which names are compared."""
    return entity.entity_id.partition(".")[0]


def _agree(one: Entity, other: Entity) -> bool:
    """Whether the countries of two entities, where both are known, are the same."""
    return not one.country or not other.country or one.country == other.country


def _words(entity: Entity) -> list[str]:
    """Return the words of a name that tell it from others: without the article of Arabic names."""
    words = normalise(entity.name).split()
    return [word for word in words if word != "al"] or words


def skeleton(word: str) -> str:
    """Return what the spellings of a transliterated word share: its consonants, those of one sound as one letter."""
    for spelling, sound in SOUNDS:
        word = word.replace(spelling, sound)
    bare = word[:1] + re.sub("[aeiou]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", bare)


def is_same_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names are spellings of one: word for word the same, or alike in sound and a letter or two apart.

    Only long words of letters alone may differ, and not in their last letter, which often tells man from woman.
    """
    return len(one) == len(other) and all(
        ours == theirs or _sounds_alike(ours, theirs) for ours, theirs in zip(one, other, strict=True)
    )


def _sounds_alike(one: str, other: str) -> bool:
    return (
        min(len(one), len(other)) >= LONG
        and one[-1] == other[-1]
        and (one + other).isalpha()
        and skeleton(one) == skeleton(other)
        and DamerauLevenshtein.distance(one, other) <= MOST_LETTERS
    )
