"""Resolving: the phrases of a document in, what each refers to out: by name, by grammar, else by the ranker."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.coreference.name_matching import SURE, UNSURE, join_names
from transforms.coreference.ranking import (
    FAR,
    NEAR,
    WEIGHTS,
    Referent,
    _speaks,
    antecedents,
    beginning,
    is_anaphor,
    likeness,
    nouns_of_phrase,
    offices,
)
from transforms.language.reading import ROOT
from transforms.learned_weights import probabilities, read_weights, score_of
from transforms.lexicons.classes import sectors_of
from transforms.phrases import Phrase, antecedent, load_nouns

ARMED = sectors_of("armed")
"""Sectors of those who bear arms and are no force of a state."""

NEW = "new"
"""The choice of no antecedent, where a phrase begins something."""

APPOSED = {
    "person": {"appos"},
    "place": {"appos", "nmod"},
    "group": {"compound", "appos"},
    "thing": {"compound", "appos", "nmod:desc", "flat"},
}
"""Relations in which a name stands to the noun that says what it is, by what the noun speaks of."""

NAMED = {"person": {"person"}, "place": {"gpe", "loc"}, "group": {"armed", "org"}}
"""Kinds of name that may be apposed to a noun, by what it speaks of."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The referent of a phrase, by number within the document, and how sure that is."""

    referent: int
    confidence: float


def resolve(phrases: Sequence[Phrase]) -> list[Reference]:
    """Return what each phrase of a document refers to, given all of them in reading order."""
    named, sure = join_names(phrases)
    referents: dict[int, Referent] = defaultdict(Referent)
    found: list[Reference] = []
    heads, speakers = dict[tuple[int, int], int](), dict[int, int]()
    for index, phrase in enumerate(phrases):
        heads.setdefault((phrase.sentence, phrase.head), index)
        if index in named and phrase.noun == "person" and not phrase.is_quoted and _speaks(phrase):
            speakers.setdefault(phrase.sentence, index)
    recent: list[int] = []
    for index, phrase in enumerate(phrases):
        if index in named:
            reference = Reference(named[index], sure[index])
        elif (ruled := _ruled(phrase, phrases, heads, speakers)) is not None and (ruled in named or ruled < index):
            reference = Reference(named[ruled] if ruled in named else found[ruled].referent, SURE)
        elif (sort := _of_known_sort(phrase, phrases, recent)) is not None:
            reference = Reference(found[sort].referent, UNSURE)
        elif (holder := _of_office(phrase, phrases, found, recent)) is not None:
            reference = Reference(holder, UNSURE)
        elif (group := _of_armed_group(phrase, phrases, found, recent)) is not None:
            reference = Reference(group, UNSURE)
        else:
            reference = _ranked(index, phrase, phrases, found, referents, recent)
        found.append(reference)
        referents[reference.referent].add(index, phrase)
        recent.append(index)
        while recent and phrases[recent[0]].sentence < phrase.sentence - FAR:
            recent.pop(0)
    return found


def _ruled(
    phrase: Phrase, phrases: Sequence[Phrase], heads: dict[tuple[int, int], int], speakers: dict[int, int]
) -> int | None:
    """Return the phrase that grammar alone says has the same referent; `heads` holds all by sentence and head.

    It is what a relative clause or an apposition describes: "NPD, a research firm", "an envoy, John Kerry", and the
    name in "the town of Qusair" and "the Hezbollah movement". Who says "I" is the speaker whom the sentence names.
    """
    tree, head = phrase.tree, phrase.head
    if phrase.use == "i" and phrase.is_quoted:
        return speakers.get(phrase.sentence)
    if phrase.form == "possessive" and phrase.use in {"he", "she"}:
        return _ahead(phrase, phrases, heads)
    if phrase.use == "relative":
        at = antecedent(tree, head)
        return heads.get((phrase.sentence, at)) if at is not None else None
    if phrase.kind not in {"nominal", "thing"}:
        return None
    token = tree.token(head)
    if token.relation == "appos" and token.head != ROOT:
        return heads.get((phrase.sentence, token.head))
    for at in tree.children(head, APPOSED.get(phrase.noun, set())):
        index = heads.get((phrase.sentence, at))
        if index is not None and _says_what_it_is(phrase, phrases[index], at):
            return index
    return None


def _of_known_sort(phrase: Phrase, phrases: Sequence[Phrase], recent: Sequence[int]) -> int | None:
    """Return the named referent that "the index" takes up: the last of that sort, as the lexicons know it."""
    is_bare = phrase.use in {"definite", "demonstrative"} and phrase.last - phrase.first <= 2
    if phrase.kind != "thing" or not is_bare or phrase.tree.children(phrase.head, {"nmod", "acl", "acl:relcl"}):
        return None
    for at in reversed(recent):
        other = phrases[at]
        if phrase.sentence - other.sentence > NEAR or other.lemma == phrase.lemma:
            return None
        if phrase.lemma in nouns_of_phrase(other):
            return at
    return None


def _of_office(
    phrase: Phrase, phrases: Sequence[Phrase], found: Sequence[Reference], recent: Sequence[int]
) -> int | None:
    """Return the one person named before who has held the office of a country: "the Russian leader"."""
    if phrase.noun != "person" or phrase.use != "definite" or phrase.number != "one" or not phrase.country:
        return None
    holders = {
        found[at].referent
        for at in recent
        if (entity := phrases[at].entity)
        and phrases[at].is_person
        and phrases[at].country == phrase.country
        and phrase.lemma in offices(entity.entity_id)
    }
    return holders.pop() if len(holders) == 1 else None


def _of_armed_group(
    phrase: Phrase, phrases: Sequence[Phrase], found: Sequence[Reference], recent: Sequence[int]
) -> int | None:
    """Return the one armed group of a country that was named before: "the Lebanese militant group"."""
    is_one = phrase.noun == "group" and phrase.use == "definite" and phrase.tree.word(phrase.head) == phrase.lemma
    if phrase.kind != "nominal" or not is_one or not phrase.country or phrase.sector not in ARMED:
        return None
    groups = {
        found[at].referent
        for at in recent
        if (entity := phrases[at].entity) and entity.kind == "armed_group" and phrases[at].country == phrase.country
    }
    return groups.pop() if len(groups) == 1 else None


def _ahead(phrase: Phrase, phrases: Sequence[Phrase], heads: dict[tuple[int, int], int]) -> int | None:
    """Return the person named after a possessive that opens their clause: "For his part, Nasrallah said ..."."""
    tree, verb = phrase.tree, phrase.tree.clause(phrase.head)
    before = (heads.get((phrase.sentence, at)) for at in range(phrase.head))
    if any(index is not None and phrases[index].is_person for index in before):
        return None  # who may be meant as well
    for subject in tree.children(verb, {"nsubj"}):
        index = heads.get((phrase.sentence, subject))
        if index is not None and phrase.head < subject and phrases[index].is_person:
            return index if phrases[index].gender in {"", phrase.gender} else None
    return None


def _says_what_it_is(phrase: Phrase, name: Phrase, at: int) -> bool:
    """Whether a noun says what a name below it, at a token, names: the town of Qusair, the Hezbollah movement."""
    relation = phrase.tree.token(at).relation
    if name.kind != "name":
        return False
    if phrase.noun == "thing":
        return name.noun == "thing" if relation == "appos" else phrase.lemma in nouns_of_phrase(name)
    if relation == "nmod" and phrase.tree.markers(at) != ["of"]:
        return False
    if phrase.noun == "group":
        noun = load_nouns().get(phrase.lemma)
        is_body = noun is not None and noun.kind == "organisation" and phrase.use != "indefinite"
        return name.label in NAMED["group"] if relation == "appos" else is_body and name.label == "armed"
    return name.label in NAMED[phrase.noun]


def _ranked(
    index: int,
    phrase: Phrase,
    phrases: Sequence[Phrase],
    found: Sequence[Reference],
    referents: dict[int, Referent],
    recent: Sequence[int],
) -> Reference:
    """Return the referent of the antecedent that the ranker likes best, or a new one."""
    fresh = Reference(-index - 1, 0.5)
    if not is_anaphor(phrase):
        return fresh
    candidates = antecedents(index, phrase, phrases, lambda at: referents[found[at].referent], recent)
    if not candidates:
        return fresh
    weights = read_weights(WEIGHTS)
    scores: dict[int, float] = defaultdict(float)
    options = [(NEW, -index - 1, beginning(phrase))]
    options += [
        ("", found[at].referent, likeness(phrase, phrases[at], referents[found[at].referent], rank))
        for rank, at in enumerate(candidates)
    ]
    chances = probabilities([score_of(features, weights) for _, _, features in options])
    for (_, referent, _), chance in zip(options, chances, strict=True):
        scores[referent] += chance
    best = max(scores, key=lambda referent: scores[referent])
    return fresh if best == -index - 1 else Reference(best, round(scores[best], 3))
