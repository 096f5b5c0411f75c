"""Mentions: readings of the sentences of a document in, spans that name or refer to actors and places out.

A mention is a name that the engine found, or a nominal whose head is a role noun of the lexicon ("riot police"),
with the country and sector that its own words carry.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from transforms.identifiers import key, slug
from transforms.language.reading import Name, Reading, Token
from transforms.lexicons import Lexicons, NameEntry, load_lexicons, normalise
from transforms.syntax import Tree
from transforms.tables import Document, Entity, Mention, Sentence

ENTITY_KINDS = {
    "person": "person",
    "gpe": "place",
    "loc": "place",
    "fac": "facility",
    "org": "organisation",
    "armed": "armed_group",
    "norp": "people",
}
"""Kind of entity for a name of each kind that the engine tells, where no lexicon knows better."""

MODIFIERS = {"amod", "compound", "nmod:poss", "nmod:desc", "nummod", "nmod"}
TITLES = {"nmod:desc", "compound", "flat", "appos", "amod"}
ACTS = {"nsubj", "nsubj:outer", "obl:agent", "nmod:poss"}
"""Relations in which the name of a capital stands for a government."""

SURE, LIKELY = 0.9, 0.6  # confidence of a name that a lexicon knows, and of one that a text introduces


@dataclass(frozen=True)
class Spotted:
    """A mention, and where its words stand in the reading of its sentence: tokens `first` up to `last`."""

    mention: Mention
    first: int
    last: int
    head: int
    entity: Entity | None


@dataclass(frozen=True)
class Referent:
    """What some words refer to: an entity where one is known, and the codes that the words themselves carry."""

    entity: Entity | None
    country: str | None
    sector: str | None
    is_demonym: bool = False
    confidence: float = LIKELY


def find_mentions(
    document: Document, sentences: Sequence[Sentence], readings: Sequence[Reading]
) -> list[tuple[Spotted, ...]]:
    """Return the mentions of each sentence, in reading order; a surname refers to the full name before it."""
    lexicons, people = load_lexicons(), dict[str, Entity]()
    found = []
    for sentence, tree in zip(sentences, map(Tree, readings), strict=True):
        named = [_name(document, sentence, tree, name, lexicons, people) for name in tree.reading.names]
        names = [spotted for spotted in named if spotted]
        taken = {position for name in tree.reading.names for position in range(name.first, name.last)}
        nominals = list(_nominals(document, sentence, tree, names, taken, lexicons))
        found.append(tuple(sorted((*names, *nominals), key=lambda spotted: (spotted.first, spotted.last))))
    return found


def _name(
    document: Document,
    sentence: Sentence,
    tree: Tree,
    name: Name,
    lexicons: Lexicons,
    people: dict[str, Entity],
) -> Spotted | None:
    """Return the mention that a name makes; None for dates, numbers and other names of no actor and no place."""
    if name.kind not in ENTITY_KINDS:
        return None
    words, head = tree.reading.words(name.first, name.last), tree.head_of(name.first, name.last)
    referent = _named(words, name.kind, tree.reading.tokens[head], lexicons, people)
    title = _title(tree, head, name, lexicons)
    if title and name.kind == "person":
        referent = replace(referent, country=referent.country or title.country, sector=referent.sector or title.sector)
    kind = "demonym" if referent.is_demonym else "name"
    return _spotted(document, sentence, tree, (name.first, name.last), head, kind, referent)


def _named(words: str, kind: str, head: Token, lexicons: Lexicons, people: dict[str, Entity]) -> Referent:
    """Return what a name refers to: what the lexicon knows, else a person named before, else a new entity."""
    if entry := _entry(words, kind, head, lexicons):
        known = lexicons.entities[entry.entity_id]
        entity = Entity(
            entity_id=known.entity_id,
            name=known.name,
            kind=known.kind,
            country=known.country,
            sector=known.sector,
            origin="lexicon",
        )
        sector = known.sector or ("GOV" if known.kind == "state" else None)
        return Referent(entity, known.country, sector, entry.how == "demonym", SURE)
    if kind == "norp":
        return Referent(None, None, None, is_demonym=True)
    surname = normalise(words).split(" ")[-1]
    if kind == "person" and surname in people and " " not in words:
        return Referent(people[surname], None, None)
    entity = Entity(
        entity_id=f"{ENTITY_KINDS[kind]}.{slug(words)}",
        name=words,
        kind=ENTITY_KINDS[kind],
        country=None,
        sector=None,
        origin="text",
    )
    if kind == "person":
        people.setdefault(surname, entity)
    return Referent(entity, None, None)


def _entry(words: str, kind: str, head: Token, lexicons: Lexicons) -> NameEntry | None:
    """Return the entry of the lexicon that fits a name of this kind; a capital that does not act fits none."""
    fitting = {"norp": {"demonym"}, "gpe": {"name", "alias", "capital", "government_name", "demonym"}}
    allowed = fitting.get(kind, {"name", "alias", "government_name"})
    for entry in lexicons.names.get(normalise(words), ()):
        if entry.how in allowed and (entry.how != "capital" or head.relation in ACTS):
            return entry
    return None


def _title(tree: Tree, head: int, name: Name, lexicons: Lexicons) -> Referent | None:
    """Return the codes of the title before a name: "Russian Foreign Minister" gives RUS and GOV."""
    for position in tree.children(head, TITLES):
        if position < name.first:
            first, sector = _role(tree, position, lexicons)
            if sector:
                return Referent(None, _country(tree, first, position, lexicons), sector)
    return None


def _nominals(
    document: Document,
    sentence: Sentence,
    tree: Tree,
    names: Sequence[Spotted],
    taken: set[int],
    lexicons: Lexicons,
) -> Iterator[Spotted]:
    """Yield the role nouns that stand by themselves, with the modifiers that carry their country and role."""
    heads = {spotted.head for spotted in names if spotted.mention.kind == "name"}
    for position, token in enumerate(tree.reading.tokens):
        if token.pos not in {"NOUN", "PROPN"} or position in taken:
            continue
        if token.head in heads and token.relation in TITLES and position < token.head:
            continue  # the title of a name, which has its codes already
        if token.relation == "compound" and tree.reading.tokens[token.head].pos == "NOUN":
            continue  # part of a longer role, or a modifier of something else
        first, sector = _role(tree, position, lexicons)
        if sector:
            referent = Referent(None, _country(tree, first, position, lexicons), sector)
            yield _spotted(document, sentence, tree, (first, position + 1), position, "nominal", referent)


def _role(tree: Tree, position: int, lexicons: Lexicons) -> tuple[int, str | None]:
    """Return where the nominal of a role noun begins and the sector of the longest role phrase that ends there."""
    first = position
    while first > 0 and _modifies(tree, first - 1, position):
        first -= 1
    for start in range(first, position + 1):
        words = [tree.reading.tokens[at].lemma.casefold() for at in range(start, position + 1)]
        if role := lexicons.roles.get(" ".join(words)):
            return first, role.sector
    return first, None


def _modifies(tree: Tree, position: int, head: int) -> bool:
    """Whether a token before a noun belongs to its nominal, so that codes may be read off it."""
    token = tree.reading.tokens[position]
    governor = token.head
    return token.relation in MODIFIERS and position < governor <= head


def _country(tree: Tree, first: int, position: int, lexicons: Lexicons) -> str | None:
    """Return the country that the modifiers of a nominal name: before it, as its possessor, or after "of"."""
    after = tree.children(position, {"nmod", "nmod:poss"})
    for name in tree.reading.names:
        if name.kind in {"gpe", "norp"} and (
            first <= name.first <= position or tree.head_of(name.first, name.last) in after
        ):
            for entry in lexicons.names.get(normalise(tree.reading.words(name.first, name.last)), ()):
                if country := lexicons.entities[entry.entity_id].country:
                    return country
    return None


def _spotted(
    document: Document,
    sentence: Sentence,
    tree: Tree,
    span: tuple[int, int],
    head: int,
    kind: str,
    referent: Referent,
) -> Spotted:
    """Return a mention of some tokens, with its row."""
    first, last = span
    start = sentence.sentence_start + tree.reading.tokens[first].start
    end = sentence.sentence_start + tree.reading.tokens[last - 1].end
    mention = Mention(
        mention_id=key(document.document_id, start, end, kind),
        document_id=document.document_id,
        sentence_id=sentence.sentence_id,
        mention_start=start,
        mention_end=end,
        mention=document.text[start:end],
        kind=kind,
        entity_id=referent.entity.entity_id if referent.entity else None,
        country=referent.country,
        sector=referent.sector,
        confidence=referent.confidence,
    )
    return Spotted(mention, first, last, head, referent.entity)
