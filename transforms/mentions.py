"""Mentions: readings of the sentences of a document in, spans that name or refer to actors and places out.

Every mention that refers has an entity: that of a lexicon, one that the document introduces by name, an office or a
body that anybody would find again ("Syrian president", "Russian troops"), or an unnamed one of this document alone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from transforms.actors import relational_nouns
from transforms.coreference import Reference, load_legal_forms, name_words, resolve, usual_labels
from transforms.document_drafts import MentionDraft
from transforms.identifiers import key, slug
from transforms.language.reading import Reading
from transforms.lexicons import Lexicons, load_lexicons, normalise
from transforms.lexicons.classes import kinds_by_sector
from transforms.phrases import Phrase, find_phrases, names_known, settle_acronyms, settle_shared_names
from transforms.tables import INERT, Document, Entity, Sentence

ENTITY_KINDS = {
    "person": "person",
    "gpe": "place",
    "loc": "place",
    "fac": "facility",
    "org": "organisation",
    "armed": "armed_group",
    "norp": "people",
    "event": "event",
    "law": "law",
    "weapon": "product",
    "product": "product",
}
"""Kind of entity for a name of each kind that the engine tells, where no lexicon knows better."""

FAMILIES = {
    "person": "person",
    **dict.fromkeys(("gpe", "loc", "fac"), "place"),
    "norp": "people",
    **{kind: kind for kind in ("event", "law", "product")},
    "weapon": "product",
}
"""First part of the id of what a name introduces; kinds that the engine mistakes for each other share one."""

COLLECTIVE = {"military", "government", "armed_group"}
"""Kinds whose groups are found again across documents by country and noun: "Russian troops"."""


@dataclass(frozen=True)
class Spotted:
    """A mention, and where its words stand in the reading of its sentence: tokens `first` up to `last`."""

    mention: MentionDraft
    first: int
    last: int
    head: int
    entity: Entity | None

    @property
    def may_act(self) -> bool:
        """Whether it is somebody or some place: no war, treaty or ware."""
        return self.entity is None or self.entity.kind not in INERT


def find_mentions(
    document: Document, sentences: Sequence[Sentence], readings: Sequence[Reading]
) -> list[tuple[Spotted, ...]]:
    """Return the mentions of each sentence in reading order, each with what it refers to in the whole document."""
    lexicons, on = load_lexicons(), document.published_first_on
    known_names = names_known(readings)
    phrases = [
        phrase
        for index, reading in enumerate(readings)
        for phrase in find_phrases(index, reading, on, lexicons, known_names)
    ]
    phrases = settle_acronyms(settle_shared_names(settle(phrases, lexicons), lexicons), lexicons)
    references = resolve(phrases)
    phrases = inherit(phrases, references)
    entities = introduce(document, phrases, references)
    found: list[list[Spotted]] = [[] for _ in sentences]
    named = {reference.referent for phrase, reference in zip(phrases, references, strict=True) if phrase.kind == "name"}
    for phrase, reference in zip(phrases, references, strict=True):
        entity = entities.get(reference.referent)
        is_object = phrase.kind == "thing" and reference.referent not in named
        says_nothing = phrase.country is None and phrase.sector in {None, "UNK", "CVL"}
        if is_object or (entity is None and (phrase.kind == "pronoun" or says_nothing)):
            continue
        found[phrase.sentence].append(_spotted(document, sentences[phrase.sentence], phrase, reference, entity))
    return [tuple(spotted) for spotted in found]


def settle(phrases: Sequence[Phrase], lexicons: Lexicons) -> list[Phrase]:
    """Return the phrases with names that bodies of several countries share settled for the one of this document.

    "The Labour Party" in a document about Kenya is no party of Britain: of the bodies that a name may mean, that of
    the country whose state the document names most often is taken.
    """
    spoken = Counter(one.country or "" for one in phrases if one.entity and one.entity.kind == "state")
    settled = []
    for phrase in phrases:
        entity = phrase.entity
        if phrase.kind == "name" and phrase.label == "org" and entity and entity.kind != "state":
            bodies = [lexicons.entities[candidate.entity_id] for candidate in lexicons.candidates(phrase.words)]
            named = [body for body in bodies if body.kind == entity.kind and body.country]
            best = max(named, key=lambda body: spoken[body.country or ""], default=None)
            if best and best.country != entity.country and spoken[best.country or ""] > spoken[entity.country or ""]:
                settled.append(replace(phrase, entity=best.row, country=best.country))
                continue
        settled.append(phrase)
    return settled


def inherit(phrases: Sequence[Phrase], references: Sequence[Reference]) -> list[Phrase]:
    """Return the phrases with the codes that they take over from what they refer to or from whom they belong to.

    A pronoun and a bare surname take the codes of their referent; the forces of "its forces" are those of its country.
    """
    codes: dict[int, Phrase] = {}
    for phrase, reference in zip(phrases, references, strict=True):
        known = codes.get(reference.referent)
        if phrase.kind in {"name", "nominal"} and _says_more(phrase, known):
            codes[reference.referent] = phrase
    pronouns = {
        (phrase.sentence, phrase.head): codes[reference.referent]
        for phrase, reference in zip(phrases, references, strict=True)
        if phrase.kind == "pronoun" and reference.referent in codes
    }
    return [
        _inheriting(phrase, codes.get(reference.referent), pronouns)
        for phrase, reference in zip(phrases, references, strict=True)
    ]


def _says_more(phrase: Phrase, known: Phrase | None) -> bool:
    """Whether a phrase says more of who acts than another: names before nouns, both codes before one."""
    if known is None:
        return True
    ours, theirs = (
        (one.kind == "name", (one.country is not None) + (one.sector is not None)) for one in (phrase, known)
    )
    return ours > theirs


def _inheriting(phrase: Phrase, same: Phrase | None, pronouns: dict[tuple[int, int], Phrase]) -> Phrase:
    """Return a phrase with the codes that it lacks."""
    takes_over = phrase.kind == "pronoun" or (phrase.kind == "name" and phrase.entity is None)
    if same is not None and takes_over and (phrase.kind == "pronoun" or phrase.is_person or same.entity is not None):
        return replace(
            phrase,
            country=phrase.country or same.country,
            sector=phrase.sector or same.sector,
            secondary=phrase.secondary or same.secondary,
        )
    if phrase.kind != "nominal":
        return phrase
    if same is not None and same.kind == "name" and phrase.country is None:
        return replace(phrase, country=same.country)
    if phrase.lemma in relational_nouns() or _tells_its_country(phrase):
        return phrase
    for at in phrase.tree.children(phrase.head, {"nmod:poss"}):
        owner = pronouns.get((phrase.sentence, at))
        if owner is not None and owner.country and owner.country != phrase.country:
            return replace(phrase, country=owner.country, entity=None)
    return phrase


def _tells_its_country(phrase: Phrase) -> bool:
    """Whether a word of a nominal itself tells its country, whosever it is: "its Syrian proxies"."""
    before = range(phrase.first, phrase.head)
    known_names = (name for name in phrase.tree.reading.names if name.kind in {"norp", "gpe"} and name.first in before)
    return phrase.country is not None and any(True for _ in known_names)


def introduce(document: Document, phrases: Sequence[Phrase], references: Sequence[Reference]) -> dict[int, Entity]:
    """Return the entity of each referent that somebody or some place is; things, and pronouns of nothing, have none."""
    members: dict[int, list[Phrase]] = defaultdict(list)
    for phrase, reference in zip(phrases, references, strict=True):
        members[reference.referent].append(phrase)
    labels, found, people = usual_labels(phrases), dict[int, Entity](), dict[str, int]()
    for referent, same in members.items():
        entity = _named(same, labels) or _unnamed(document, same) or _unresolved(document, same)
        if entity is None:
            continue
        if (
            entity.origin == "text"
            and entity.kind == "person"
            and people.setdefault(entity.entity_id, referent) != referent
        ):
            # Two people of one name in one document: the second has an id of this document alone.
            own = f"{entity.entity_id}.{key(document.document_id, same[0].sentence, same[0].first)}"
            entity = entity.under(own)
        found[referent] = entity
    return found


def _named(same: Sequence[Phrase], labels: dict[tuple[str, ...], str]) -> Entity | None:
    """Return the entity of a referent that has a name: that of its fullest name where a lexicon knows it."""
    names = [phrase for phrase in same if phrase.kind == "name"] or [
        phrase for phrase in same if phrase.kind == "demonym"
    ]
    if not names:
        return None
    fullest = max(len(name_words(name)) for name in names) if _is_person(names, labels) else 1
    known = [name.entity for name in names if name.entity and len(name_words(name)) >= min(fullest, 2)]
    if known:
        return Counter(known).most_common(1)[0][0]
    label = Counter(labels.get(name_words(name), name.label) for name in names).most_common(1)[0][0]
    name = _fullest([name for name in names if labels.get(name_words(name), name.label) == label] or names)
    if label in {"org", "armed"} and (body := _body(name_words(name))):
        return body
    countries = Counter(phrase.country for phrase in same if phrase.country and phrase.kind != "demonym")
    within = next((part for one in names if (part := _state_of(one))), "") if label == "gpe" else ""
    return Entity(
        entity_id=f"{FAMILIES.get(label, 'organisation')}.{slug(' '.join((*name_words(name), within)))}",
        name=f"{_spelling(name)}, {within}" if within else _spelling(name),
        kind=ENTITY_KINDS[label],
        country=countries.most_common(1)[0][0] if countries else None,
        sector=None,
        origin="text",
    )


def _state_of(name: Phrase) -> str:
    """Return the province that a town is told to be in after its comma: "Arlington, Texas"; empty for none."""
    tree, lexicons = name.tree, load_lexicons()
    last = len(tree.reading.tokens)
    if name.last + 1 >= last or tree.word(name.last) != ",":
        return ""
    for end in range(min(name.last + 1 + LONGEST_PROVINCE, last), name.last + 1, -1):
        words = tree.reading.words(name.last + 1, end)
        if not words[-1].isalpha():
            continue
        part = lexicons.parts.get(normalise(words)) if words[:1].isupper() else None
        if part and not part.is_people and normalise(words) != normalise(name.words):
            return words
    return ""


LONGEST_PROVINCE = 3  # words: "New South Wales"


def _body(words: tuple[str, ...]) -> Entity | None:
    """Return the body that a lexicon knows under a name with a legal form: "Apple" as Apple Inc."""
    if body := short_names().get(words):
        return body
    return short_names().get(words[:-1]) if load_legal_forms().get(words[-1]) == "trade" else None


@cache
def short_names() -> dict[tuple[str, ...], Entity]:
    """Return the bodies that the lexicons know under a name with a legal form, by that name without it."""
    lexicons, forms = load_lexicons(), load_legal_forms()
    found: dict[tuple[str, ...], Entity | None] = {}
    for known in lexicons.entities.values():
        for name in (known.name, *known.aliases):
            *short, last = normalise(name).split()
            if short and forms.get(last) == "yes" and known.kind in {"organisation", "media"}:
                entity = known.row
                # Two bodies of one short name: neither is meant for sure.
                found[tuple(short)] = entity if found.setdefault(tuple(short), entity) == entity else None
    return {words: entity for words, entity in found.items() if entity and not lexicons.names.get(" ".join(words))}


def _is_person(names: Iterable[Phrase], labels: dict[tuple[str, ...], str]) -> bool:
    return any(labels.get(name_words(name), name.label) == "person" for name in names)


def _fullest(names: Sequence[Phrase]) -> Phrase:
    """Return the name with the most words, of those the one written most often, of those the first."""
    written = Counter(name.words for name in names)
    return max(names, key=lambda name: (len(name_words(name)), written[name.words]))


SPACED_DASH = re.compile(r"(?<=\w) ?- ?(?=\w)")
"""A hyphen that a corpus or a bad copy has set off from its words."""


def _spelling(name: Phrase) -> str:
    """Return a name as a canonical one is written: on one line, without article and possessive."""
    words = SPACED_DASH.sub("-", " ".join(name.words.split()))
    for ending in ("'s", "\u2019s"):
        words = words.removesuffix(ending)
    bare = words[4:] if words[:4].casefold() == "the " and len(words) > 4 else words
    return bare.strip() or name.words


def _unnamed(document: Document, same: Sequence[Phrase]) -> Entity | None:
    """Return the entity of a referent that has no name; None for one that only pronouns or plain nouns mean."""
    nominals = [phrase for phrase in same if phrase.kind == "nominal"]
    if not nominals or all(phrase.noun == "vehicle" for phrase in nominals):
        return None
    best = max(nominals, key=lambda phrase: (phrase.entity is not None, phrase.country is not None))
    if best.entity:
        return best.entity
    country, sector, name = best.country, best.sector, _described(best)
    kind = kind_of(best)
    is_office = best.noun == "person" and best.use in {"definite", "bare"} and country is not None and sector == "GOV"
    if is_office:
        kind = "office"
    if country and (is_office or (kind in COLLECTIVE and best.use != "indefinite")):
        return Entity(
            entity_id=f"{kind}.{country}.{slug(_role_words(best))}",
            name=name,
            kind=kind,
            country=country,
            sector=sector,
            origin="text",
        )
    start = (best.sentence, best.first)
    return Entity(
        entity_id=f"{kind}.{key(document.document_id, *start)}",
        name=name,
        kind=kind,
        country=country,
        sector=sector,
        origin="text",
    )


def _unresolved(document: Document, same: Sequence[Phrase]) -> Entity | None:
    """Return the entity of people whom pronouns alone mean, such as a speaker; None for `it`, `they` and things."""
    first = next((phrase for phrase in same if phrase.use in PEOPLE), None)
    if first is None or any(phrase.kind == "thing" for phrase in same):
        return None
    kind = PEOPLE[first.use]
    return Entity(
        entity_id=f"{kind}.{key(document.document_id, first.sentence, first.first)}",
        name=first.words,
        kind=kind,
        country=None,
        sector=None,
        origin="text",
    )


PEOPLE = {"he": "unnamed", "she": "unnamed", "i": "unnamed", "we": "people"}
"""Kind of those whom pronouns of each class mean, whoever they are."""


def kind_of(phrase: Phrase) -> str:
    """Return the kind of what a nominal means: by what its noun speaks of and, for groups, by its sector."""
    if phrase.noun in {"place", "facility"}:
        return phrase.noun
    if phrase.noun == "person":
        return "unnamed"
    if phrase.noun == "people":
        kind = kinds_by_sector().get(phrase.sector or "", "people")
        return kind if kind in {"military", "armed_group"} else "people"
    return kinds_by_sector().get(phrase.sector or "", "organisation")


def _role_words(phrase: Phrase) -> str:
    """Return the role that a nominal names, without what else stands in it; the head where no lexicon knows one."""
    return normalise(phrase.phrase) or phrase.lemma


def _described(phrase: Phrase) -> str:
    """Return the words of a nominal without its article; of "US" in "US and Israeli governments" with their noun."""
    if phrase.head >= phrase.last:
        return f"{phrase.words} {phrase.tree.reading.words(phrase.head, phrase.head + 1)}"
    words = " ".join(phrase.words.split())
    first, _, rest = words.partition(" ")
    return rest if rest and first.casefold() in {"the", "a", "an"} else words


def _spotted(
    document: Document, sentence: Sentence, phrase: Phrase, reference: Reference, entity: Entity | None
) -> Spotted:
    """Return a phrase as a mention."""
    tokens = phrase.tree.reading.tokens
    start = sentence.sentence_start + tokens[phrase.first].start
    end = sentence.sentence_start + tokens[phrase.last - 1].end
    sure = min(reference.confidence, phrase.confidence) if phrase.kind in {"name", "demonym"} else reference.confidence
    kind = "nominal" if phrase.kind == "thing" else phrase.kind  # one that takes up a name: "the index"
    mention = MentionDraft(
        mention_id=key(document.document_id, start, end, kind),
        document_id=document.document_id,
        sentence_id=sentence.sentence_id,
        mention_start=start,
        mention_end=end,
        mention=document.text[start:end],
        kind=kind,
        entity_id=entity.entity_id if entity else None,
        country=phrase.country,
        sector=phrase.sector,
        secondary_sector=phrase.secondary,
        confidence=round(min(max(sure, 0.0), 1.0), 3),
    )
    return Spotted(mention, phrase.first, phrase.last, phrase.head, entity)
