"""Coreference: the phrases of a document in, which of them refer to the same thing out.

Names join by their words: the same entity of a lexicon, the same name, a surname after a full name, an acronym after
what it stands for; two people of one surname never join. Pronouns and nouns join the antecedent that a ranker learnt
from open data likes best, unless it likes a new beginning better. `training/coreference.py` made its weights.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from math import exp
from pathlib import Path

from transforms.entities import is_same_name
from transforms.language.reading import ROOT
from transforms.lexicons import load_lexicons, normalise
from transforms.phrases import Phrase, antecedent, load_nouns
from transforms.tables import INERT

WEIGHTS = Path(__file__).parent / "language" / "coreference.csv"
LEGAL_FORMS = Path(__file__).parent / "lexicons" / "legal_forms.csv"

NEAR = 4  # sentences back in which a pronoun finds what it stands for
FAR = 10  # sentences back in which a noun does; "the group" may be named paragraphs before
MOST = 40  # antecedents weighed for one phrase, the nearest ones; keeps long documents linear
NEW = "new"
"""The choice of no antecedent, where a phrase begins something."""
SMALL_WORDS = {"of", "the", "and", "for", "in", "on", "de", "al", "a", "to"}
"""Words that an acronym leaves out."""
SURE = 0.9  # confidence in joining names by their words
UNSURE = 0.7  # confidence in joining a given name or a shortened name of a body


@dataclass(frozen=True, slots=True)
class Reference:
    """The thing that a phrase refers to, by number within the document, and how sure that is."""

    thing: int
    confidence: float


@dataclass(slots=True)
class Thing:
    """What the phrases that refer to one thing say of it, as far as the document has been read."""

    phrases: list[int] = field(default_factory=list)
    nouns: Counter[str] = field(default_factory=Counter)
    numbers: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    sectors: set[str] = field(default_factory=set)
    lemmas: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    is_named: bool = False

    def add(self, place: int, phrase: Phrase) -> None:
        """Take in what another phrase says."""
        self.phrases.append(place)
        if phrase.noun != "any":
            self.nouns[phrase.noun] += 1
        if phrase.number and phrase.kind != "demonym":
            self.numbers.add(phrase.number)
        if phrase.gender:
            self.genders.add(phrase.gender)
        if phrase.country:
            self.countries.add(phrase.country)
        if phrase.sector:
            self.sectors.add(phrase.sector)
        if phrase.kind in {"nominal", "thing"}:
            self.lemmas.add(phrase.lemma)
        if phrase.kind == "name":
            self.is_named = True
            self.words.update(normalise(phrase.words).split())
            self.lemmas.update(phrase.titles)
            self.lemmas.update(offices(phrase.entity.entity_id) if phrase.entity else ())
            self.lemmas.update(nouns_of_phrase(phrase))


@cache
def offices(entity_id: str) -> frozenset[str]:
    """Return the nouns for the offices that the lexicons know of somebody: `president`, `minister`."""
    return frozenset(normalise(role.role).split()[-1] for role in load_lexicons().officials.get(entity_id, ()))


@cache
def nouns_of(entity_id: str) -> frozenset[str]:
    """Return the nouns by which a text takes up a thing that a lexicon knows: `index`, `treaty`; its note holds them."""
    known = load_lexicons().entities.get(entity_id)
    return frozenset(known.note.split(", ")) if known else frozenset()


def resolve(phrases: Sequence[Phrase]) -> list[Reference]:
    """Return what each phrase of a document refers to, given all of them in reading order."""
    named, sure = join_names(phrases)
    things: dict[int, Thing] = defaultdict(Thing)
    found: list[Reference] = []
    heads, speakers = dict[tuple[int, int], int](), dict[int, int]()
    for place, phrase in enumerate(phrases):
        heads.setdefault((phrase.sentence, phrase.head), place)
        if place in named and phrase.noun == "person" and not phrase.is_quoted and _speaks(phrase):
            speakers.setdefault(phrase.sentence, place)
    recent: list[int] = []
    for place, phrase in enumerate(phrases):
        if place in named:
            reference = Reference(named[place], sure[place])
        elif (ruled := _ruled(phrase, phrases, heads, speakers)) is not None and (ruled in named or ruled < place):
            reference = Reference(named[ruled] if ruled in named else found[ruled].thing, SURE)
        else:
            reference = _ranked(place, phrase, phrases, found, things, recent)
        found.append(reference)
        things[reference.thing].add(place, phrase)
        recent.append(place)
        while recent and phrases[recent[0]].sentence < phrase.sentence - FAR:
            recent.pop(0)
    return found


def _ruled(
    phrase: Phrase, phrases: Sequence[Phrase], heads: dict[tuple[int, int], int], speakers: dict[int, int]
) -> int | None:
    """Return the phrase that grammar alone says is the same thing; `heads` holds all by sentence and head.

    It is what a relative clause or an apposition describes: "NPD, a research firm", "an envoy, John Kerry", and the
    name in "the town of Qusair" and "the Hezbollah movement". Who says "I" is the speaker whom the sentence names.
    """
    tree, head = phrase.tree, phrase.head
    if phrase.use == "i" and phrase.is_quoted:
        return speakers.get(phrase.sentence)
    if phrase.use == "relative":
        at = antecedent(tree, head)
        return heads.get((phrase.sentence, at)) if at is not None else None
    if phrase.kind not in {"nominal", "thing"}:
        return None
    token = tree.token(head)
    if token.relation == "appos" and token.head != ROOT:
        return heads.get((phrase.sentence, token.head))
    for at in tree.children(head, APPOSED.get(phrase.noun, set())):
        place = heads.get((phrase.sentence, at))
        if place is not None and _says_what_it_is(phrase, phrases[place], at):
            return place
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


def nouns_of_phrase(name: Phrase) -> frozenset[str]:
    """Return the nouns by which a text takes up what a name names."""
    return nouns_of(name.entity.entity_id) if name.entity and name.entity.kind in INERT else frozenset()


APPOSED = {
    "person": {"appos"},
    "place": {"appos", "nmod"},
    "group": {"compound", "appos"},
    "thing": {"compound", "appos", "nmod:desc", "flat"},
}
"""Relations in which a name stands to the noun that says what it is, by what the noun speaks of."""
NAMED = {"person": {"person"}, "place": {"gpe", "loc"}, "group": {"armed", "org"}}
"""Kinds of name that may be apposed to a noun, by what it speaks of."""


def _ranked(
    place: int,
    phrase: Phrase,
    phrases: Sequence[Phrase],
    found: Sequence[Reference],
    things: dict[int, Thing],
    recent: Sequence[int],
) -> Reference:
    """Return the thing of the antecedent that the ranker likes best, or a new thing."""
    fresh = Reference(-place - 1, 0.5)
    if not is_anaphor(phrase):
        return fresh
    candidates = antecedents(place, phrase, phrases, lambda at: things[found[at].thing], recent)
    if not candidates:
        return fresh
    weights = load_weights()
    scores: dict[int, float] = defaultdict(float)
    options = [(NEW, -place - 1, beginning(phrase))]
    options += [
        ("", found[at].thing, likeness(phrase, phrases[at], things[found[at].thing], rank))
        for rank, at in enumerate(candidates)
    ]
    values = [sum(weights.get(feature, 0.0) for feature in features) for _, _, features in options]
    top = max(values)
    total = sum(exp(value - top) for value in values)
    for (_, thing, _), value in zip(options, values, strict=True):
        scores[thing] += exp(value - top) / total
    best = max(scores, key=lambda thing: scores[thing])
    return fresh if best == -place - 1 else Reference(best, round(scores[best], 3))


def is_anaphor(phrase: Phrase) -> bool:
    """Whether a phrase may stand for something that was named before."""
    if phrase.kind == "pronoun":
        return phrase.use != "relative"
    return phrase.kind in {"nominal", "thing"} and phrase.use not in {"indefinite", "counted"}


def antecedents(
    place: int,
    phrase: Phrase,
    phrases: Sequence[Phrase],
    thing_of: Callable[[int], Thing],
    recent: Sequence[int],
) -> list[int]:
    """Return the earlier phrases that a phrase may refer back to, nearest first."""
    found = list[int]()
    reach = NEAR if phrase.kind == "pronoun" else FAR
    for at in reversed(recent):
        other = phrases[at]
        if phrase.sentence - other.sentence > reach or len(found) == MOST:
            break
        if other.first <= phrase.first and phrase.last <= other.last and other.sentence == phrase.sentence:
            continue  # "his" is not the man of "his brother"
        if agrees(phrase, other, thing_of(at)):
            found.append(at)
    return found


FITTING = {
    "person": {"person"},
    "people": {"people", "group", "person"},
    "group": {"group", "people", "facility", "place"},
    "place": {"place", "facility"},
    "facility": {"facility", "place", "group"},
    "vehicle": {"vehicle"},
    "thing": {"thing"},
}
"""What a noun may take up, by what it speaks of."""
PRONOUN_FITS = {
    "person": {"person"},
    "thing": {"thing", "group", "place", "facility", "vehicle"},
    "any": {"people", "group", "thing", "place", "person", "facility", "vehicle"},
    "people": {"people", "group", "place", "person"},
}


def agrees(phrase: Phrase, other: Phrase, thing: Thing) -> bool:
    """Whether nothing forbids that a phrase takes up another: sort, gender and number."""
    sorts = thing.nouns or Counter({other.noun: 1})
    fits = PRONOUN_FITS[phrase.noun] if phrase.kind == "pronoun" else FITTING[phrase.noun]
    if "any" not in sorts and not fits & set(sorts):
        return False
    if phrase.gender and thing.genders and phrase.gender not in thing.genders:
        return False
    if phrase.kind == "pronoun":
        if phrase.use in {"i", "we"} or other.use in {"i", "we"}:
            return other.use == phrase.use or (phrase.use in {"i", "we"} and other.kind != "thing")
        return not (phrase.number == "one" and thing.numbers == {"many"}) and not (
            phrase.number == "many" and thing.numbers == {"one"} and phrase.use != "they"
        )
    if phrase.number and thing.numbers and phrase.number not in thing.numbers and thing.numbers != {"one", "many"}:
        return False
    if phrase.country and thing.countries and phrase.country not in thing.countries:
        return False
    if "thing" in {phrase.noun, other.noun}:
        return phrase.lemma in thing.lemmas
    sectors = thing.sectors - {"UNK"}
    is_other = phrase.sector not in {None, "UNK"} and bool(sectors) and phrase.sector not in sectors
    # The government of a state is not its army; people may be described in many ways.
    return not (is_other and phrase.noun in {"group", "people"} and phrase.lemma not in thing.lemmas)


def sort_of(phrase: Phrase) -> str:
    """Return the class of phrases whose preferences were learnt together."""
    return phrase.use if phrase.kind == "pronoun" else f"noun-{phrase.noun}"


def beginning(phrase: Phrase) -> list[str]:
    """Return what speaks for or against a phrase beginning something new."""
    sort = sort_of(phrase)
    facts = ["new", f"new,use={phrase.use}", f"new,role={phrase.role}", f"new,form={phrase.form}"]
    facts.append(f"new,quoted={phrase.is_quoted}")
    if phrase.kind != "pronoun":
        facts += [
            f"new,long={min(phrase.last - phrase.first, 4)},{phrase.use}",
            f"new,country={bool(phrase.country)},{phrase.use}",
            f"new,number={phrase.number},{phrase.use}",
            f"new,after={_has_complement(phrase)},{phrase.use}",
        ]
    if phrase.use == "they" or phrase.use == "it":
        facts.append(f"new,first={phrase.first == 0}")
    return [f"{sort}:{fact}" for fact in facts]


def _has_complement(phrase: Phrase) -> bool:
    """Whether words after a noun say which one is meant: "the group that ...", "the head of ..."."""
    return bool(phrase.tree.children(phrase.head, {"nmod", "acl", "acl:relcl", "appos"}))


def likeness(phrase: Phrase, other: Phrase, thing: Thing, rank: int) -> list[str]:
    """Return what speaks for or against a phrase taking up another, `rank` fitting phrases back."""
    sort = sort_of(phrase)
    distance = phrase.sentence - other.sentence
    facts = [
        f"distance={min(distance, 5)}",
        f"rank={min(rank, 6)}",
        f"roles={phrase.role},{other.role}",
        f"kind={other.kind}",
        f"size={min(len(thing.phrases), 4)}",
        f"named={thing.is_named}",
        f"gender={_agreement(phrase.gender, thing.genders)}",
        f"number={_agreement(phrase.number, thing.numbers)}",
        f"sort={max(thing.nouns, key=lambda noun: thing.nouns[noun]) if thing.nouns else other.noun}",
        f"quoted={phrase.is_quoted},{other.is_quoted}",
        f"role={other.role},near={distance == 0}",
        f"kind={other.kind},near={distance == 0}",
    ]
    if other.kind == "pronoun":
        facts.append(f"pronoun={other.use}")
        facts.append(f"same pronoun={other.use == phrase.use},{distance == 0}")
    else:
        facts.append(f"use={other.use}")
    if distance == 0:
        facts.append(f"clause={_clause(phrase, other)},{phrase.form}")
        facts.append(f"speaks={_speaks(other)}")
        facts.append(f"before={other.last <= phrase.first}")
    else:
        facts.append(f"speaks before={_speaks(other)},{phrase.is_quoted}")
        facts.append(f"opens={other.role == 'subject' and distance == 1}")
    if phrase.kind != "pronoun":
        is_same_head = phrase.lemma in thing.lemmas
        facts += [
            f"head={is_same_head},{phrase.use}",
            f"head,words={_shared(phrase, other)},{is_same_head}",
            f"inside name={phrase.lemma in thing.words}",
            f"country={_agreement(phrase.country, thing.countries)}",
            f"sector={_agreement(phrase.sector, thing.sectors)},{is_same_head}",
            f"named={thing.is_named},{phrase.use}",
            f"sort={other.noun}",
            f"known={phrase.lemma},{other.entity.kind if other.entity and other.kind != 'nominal' else other.kind}",
            f"short={phrase.last - phrase.first <= 2 and phrase.use != 'bare'},{is_same_head}",
        ]
    return [f"{sort}:{fact}" for fact in facts]


def _agreement(one: str | None, others: set[str]) -> str:
    return "unknown" if not one or not others else "same" if one in others else "other"


def _shared(phrase: Phrase, other: Phrase) -> str:
    """Return whether the modifiers of two nouns are the same, some of the same, or others."""
    ours, theirs = (
        {one.tree.lemma(at) for at in range(one.first, one.last - 1) if one.tree.token(at).pos not in {"DET", "PUNCT"}}
        for one in (phrase, other)
    )
    if ours == theirs:
        return "same"
    return "fewer" if ours < theirs else "more" if theirs < ours else "other"


def _clause(phrase: Phrase, other: Phrase) -> str:
    """Return how two phrases of one sentence stand to each other in its tree."""
    ours, theirs = phrase.tree.token(phrase.head), other.tree.token(other.head)
    if ours.head == theirs.head:
        return "sisters"
    at, steps = phrase.head, 0
    while at != ROOT and steps < 8:
        if at == theirs.head:
            return f"above{min(steps, 4)}"
        at, steps = phrase.tree.token(at).head, steps + 1
    return "elsewhere"


def _speaks(other: Phrase) -> bool:
    """Whether a phrase is the subject of a verb that reports what somebody said."""
    token = other.tree.token(other.head)
    return other.role == "subject" and token.head != ROOT and other.tree.word(token.head) in _attributions()


@cache
def _attributions() -> frozenset[str]:
    with (LEGAL_FORMS.parent / "attributions.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["verb"] for row in csv.DictReader(file))


@cache
def load_weights() -> dict[str, float]:
    """Return the weight of each fact that the ranker looks at."""
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        return {row["fact"]: float(row["weight"]) for row in csv.DictReader(file)}


@cache
def load_legal_forms() -> dict[str, str]:
    """Return the words that short names leave out: `yes` for a legal form, `trade` for a line of business."""
    with LEGAL_FORMS.open(encoding="utf-8", newline="") as file:
        return {row["word"].casefold(): row["is_form"] for row in csv.DictReader(file)}


def name_words(phrase: Phrase) -> tuple[str, ...]:
    """Return the words of a name by which it is compared: none that spellings of one name differ in."""
    words = normalise(phrase.words).split()
    if words and words[-1] == "s" and len(words) > 1:
        words = words[:-1]
    if phrase.label == "person":
        titles = load_lexicons().titles
        while len(words) > 2 and words[0] in titles:
            words = words[1:]
        kept = [word for word in words if word != "al"]
    else:
        forms = load_legal_forms()
        kept = list(words)
        while len(kept) > 1 and forms.get(kept[-1]) == "yes":
            kept = kept[:-1]
    return tuple(kept or words) or (phrase.words.casefold(),)


class _Joined:
    """Sets of names that are joined one by one."""

    def __init__(self) -> None:
        self.above: dict[object, object] = {}

    def root(self, name: object) -> object:
        while (above := self.above.setdefault(name, name)) != name:
            self.above[name] = name = self.above.setdefault(above, above)
        return name

    def join(self, one: object, other: object) -> None:
        """Join the set of the first name into that of the second."""
        self.above[self.root(one)] = self.root(other)


def join_names(phrases: Sequence[Phrase]) -> tuple[dict[int, int], dict[int, float]]:
    """Return the number of the thing of each name, by place among the phrases, and how sure it is."""
    places = [
        place
        for place, phrase in enumerate(phrases)
        if phrase.kind in {"name", "demonym"}
        or (phrase.kind == "nominal" and phrase.entity is not None and not phrase.is_owned)
    ]
    labels = usual_labels(phrases[place] for place in places)
    words = {place: name_words(phrases[place]) for place in places}
    torn = torn_names(phrases[place] for place in places)
    joined, doubt = _Joined(), dict[object, float]()
    people: set[tuple[str, ...]] = set()
    bodies: dict[tuple[str, ...], int] = {}
    keys: dict[int, object] = {}
    for place in places:
        phrase, name = phrases[place], words[place]
        if phrase.kind == "nominal" and phrase.entity:
            keys[place] = ("entity", phrase.entity.entity_id)
        elif labels.get(name, phrase.label) == "person" and (phrase.entity is None or phrase.entity.kind == "person"):
            # Mr Abadi and Ms Abadi are two, and who a bare Abadi is nobody can tell.
            name = (*name, phrase.gender) if name in torn else name
            keys[place] = ("person", name)
            people.add(name)
        elif phrase.entity:
            keys[place] = ("entity", phrase.entity.entity_id)
            bodies.setdefault(name, place)
        else:
            keys[place] = ("name", name)
            bodies.setdefault(name, place)
        joined.root(keys[place])
    _join_people(people, joined, doubt)
    _join_known_people([(keys[place], phrases[place]) for place in places if keys[place][0] == "person"], joined)  # type: ignore[index]
    _join_surnames_of_other_labels(people, keys, phrases, words, joined)
    _join_acronyms(places, phrases, words, keys, joined)
    _join_short_names(places, phrases, words, keys, joined, doubt)
    _join_bare_nouns(places, phrases, words, keys, joined, doubt)
    numbers: dict[object, int] = {}
    named = {place: numbers.setdefault(joined.root(keys[place]), place) for place in places}
    return named, {place: doubt.get(keys[place], SURE) for place in places}


def usual_labels(names: Iterable[Phrase]) -> dict[tuple[str, ...], str]:
    """Return the kind that the engine tells most often of each name in a document; it errs one by one."""
    counted: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for name in names:
        if name.kind == "name":
            counted[name_words(name)][name.label] += 1
    return {words: max(counts, key=lambda label: counts[label]) for words, counts in counted.items()}


def torn_names(names: Iterable[Phrase]) -> set[tuple[str, ...]]:
    """Return the single names that a document gives to a man and to a woman."""
    genders: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name in names:
        if name.is_person and name.gender:
            genders[name_words(name)].add(name.gender)
    return {words for words, found in genders.items() if len(found) > 1 and len(words) == 1}


def _join_people(people: set[tuple[str, ...]], joined: _Joined, doubt: dict[object, float]) -> None:
    """Join the names of one person: full names that differ in a middle name or an initial, then single names."""
    full = sorted(name for name in people if len(name) > 1)
    by_surname: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    by_given: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for name in full:
        by_surname[name[-1]].append(name)
        for given in name[:-1]:
            by_given[given].add(name)
    for same in by_surname.values():
        if len(same) > MOST:
            continue  # a clan, or a list; its members are told apart by all of their names
        for one in sorted(same, key=len):
            longer = {joined.root(("person", other)) for other in same if other != one and _is_shortened(one, other)}
            if len(longer) == 1:
                joined.join(("person", one), longer.pop())
    _join_spellings(full, joined)
    for name in sorted(people):
        if len(name) > 1:
            continue
        by_last = {joined.root(("person", other)) for other in by_surname.get(name[0], ())}
        by_first = {joined.root(("person", other)) for other in by_given.get(name[0], ())} if not by_last else set()
        if len(by_last) == 1:
            joined.join(("person", name), by_last.pop())
        elif len(by_first) == 1 and len(name[0]) > 1:
            joined.join(("person", name), by_first.pop())
            doubt["person", name] = UNSURE


def _is_shortened(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a full name leaves out or abbreviates given names of another: "John Kerry", "John F. Kerry"."""
    if one[-1] != other[-1] or len(one) > len(other):
        return False
    rest = list(other[:-1])
    for word in one[:-1]:
        while rest and not (rest[0] == word or (min(len(word), len(rest[0])) == 1 and rest[0][0] == word[0])):
            rest.pop(0)
        if not rest:
            return False
        rest.pop(0)
    return one[0][0] == other[0][0]


def _join_spellings(full: Sequence[tuple[str, ...]], joined: _Joined) -> None:
    """Join full names that are spellings of one; only names that share a first letter and a length are compared."""
    blocks: dict[tuple[int, str], list[tuple[str, ...]]] = defaultdict(list)
    for name in full:
        blocks[len(name), name[0][:1] + name[-1][:1]].append(name)
    for block in blocks.values():
        for place, one in enumerate(block[:MOST]):
            for other in block[place + 1 : MOST]:
                if is_same_name(one, other):
                    joined.join(("person", other), ("person", one))


def _join_known_people(named: Sequence[tuple[object, Phrase]], joined: _Joined) -> None:
    """Join the names under which a lexicon knows one person, unless the document tells them apart."""
    by_entity: dict[str, object] = {}
    full = {joined.root(key) for key, phrase in named if len(name_words(phrase)) > 1}
    for key, phrase in named:
        if phrase.entity is None:
            continue
        other = by_entity.setdefault(phrase.entity.entity_id, key)
        if not ({joined.root(key), joined.root(other)} <= full and len(name_words(phrase)) == 1):
            joined.join(key, other)


def _join_surnames_of_other_labels(
    people: set[tuple[str, ...]],
    keys: dict[int, object],
    phrases: Sequence[Phrase],
    words: dict[int, tuple[str, ...]],
    joined: _Joined,
) -> None:
    """Join a single name that the engine took for a body or place to the one person of the document that bears it."""
    by_surname: dict[str, set[object]] = defaultdict(set)
    for name in people:
        if len(name) > 1:
            by_surname[name[-1]].add(joined.root(("person", name)))
    for place, key in keys.items():
        bearers = by_surname.get(words[place][-1], set()) if len(words[place]) == 1 else set()
        is_free = phrases[place].entity is None and phrases[place].label in {"org", "gpe", "loc", "armed"}
        if is_free and len(bearers) == 1:
            joined.join(key, next(iter(bearers)))


ABBREVIATED = {"org", "armed", "fac", "event", "law", "product", "weapon"}
"""Kinds of name of which a document uses acronyms."""


def _join_acronyms(
    places: Sequence[int],
    phrases: Sequence[Phrase],
    words: dict[int, tuple[str, ...]],
    keys: dict[int, object],
    joined: _Joined,
) -> None:
    """Join an acronym to the name that it abbreviates: the one before its bracket, else one with its initials."""
    initials: dict[str, set[int]] = defaultdict(set)
    for place in places:
        name = [word for word in words[place] if word not in SMALL_WORDS]
        if len(name) > 1 and phrases[place].label in ABBREVIATED:
            initials["".join(word if word.isdigit() else word[0] for word in name)].add(place)
    before: int | None = None
    for place in places:
        phrase = phrases[place]
        letters = phrase.words.replace(".", "")
        if len(words[place]) == 1 and 1 < len(letters) < 8 and letters[:-1].isupper() and letters.isalnum():
            is_bracketed = phrase.first > 0 and phrase.tree.word(phrase.first - 1) == "("
            is_next = before is not None and phrases[before].sentence == phrase.sentence
            spelt = initials.get(letters.casefold().rstrip("s" if letters[-1] == "s" else ""), set())
            if is_bracketed and is_next and phrases[before].last == phrase.first - 1 and before is not None:  # type: ignore[index]
                if _abbreviates(letters.casefold(), words[before]):
                    joined.join(keys[place], keys[before])
            elif phrase.entity is None and len({joined.root(keys[other]) for other in spelt}) == 1:
                joined.join(keys[place], keys[min(spelt)])
        before = place


def _abbreviates(letters: str, words: Sequence[str]) -> bool:
    """Whether the letters of an acronym stand in a name in their order, the first one at its beginning."""
    rest = iter("".join(words))
    return bool(words) and letters[0] == words[0][0] and all(letter in rest for letter in letters)


def _join_short_names(
    places: Sequence[int],
    phrases: Sequence[Phrase],
    words: dict[int, tuple[str, ...]],
    keys: dict[int, object],
    joined: _Joined,
    doubt: dict[object, float],
) -> None:
    """Join the short name of a body to the one longer name that begins with it: "NPD" to "NPD Group"."""
    bodies: dict[tuple[str, ...], int] = {}
    for place in places:
        if phrases[place].label in {"org", "armed"}:
            same = bodies.setdefault(words[place], place)
            joined.join(keys[place], keys[same])
    forms = load_legal_forms()
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in bodies:
        by_first[name[0]].append(name)
    for name, place in bodies.items():
        if phrases[place].entity is not None or len(by_first[name[0]]) > MOST:
            continue
        longer = sorted(
            (
                other
                for other in by_first[name[0]]
                if len(other) > len(name) and other[: len(name)] == name and other[-1] in forms
            ),
            key=len,
        )
        # Each must begin the next: of "Apple", "Apple Computer" and "Apple Records" the first may be either.
        if longer and all(two[: len(one)] == one for one, two in pairwise(longer)):
            joined.join(keys[place], keys[bodies[longer[-1]]])
            doubt[keys[place]] = UNSURE


def _join_bare_nouns(
    places: Sequence[int],
    phrases: Sequence[Phrase],
    words: dict[int, tuple[str, ...]],
    keys: dict[int, object],
    joined: _Joined,
    doubt: dict[object, float],
) -> None:
    """Join "the Church" to the one body of the document whose name it heads: "Church of Ireland", "Irish Church"."""
    roles, nouns = load_lexicons().roles, load_nouns()
    heads: dict[str, set[object]] = defaultdict(set)
    for place in places:
        name = words[place]
        if len(name) > 1 and phrases[place].kind == "name" and phrases[place].label in BODIES:
            cut = next((at for at, word in enumerate(name) if word in {"of", "for"}), len(name))
            heads[name[max(cut, 1) - 1]].add(joined.root(keys[place]))
    for place in places:
        name, phrase = words[place], phrases[place]
        if len(name) != 1 or phrase.kind != "name" or phrase.entity is not None or phrase.label not in BODIES:
            continue
        if (name[0] in roles or name[0] in nouns) and len(heads[name[0]]) == 1:
            joined.join(keys[place], next(iter(heads[name[0]])))
            doubt[keys[place]] = UNSURE


BODIES = {"org", "armed", "fac", "product"}
"""Kinds of name that a document shortens to their noun."""
