"""Names: the names of a document in, which of them name one referent out.

The same entity of a lexicon, the same name, a surname after a full name, an acronym after what it stands for and a noun
after the body that it heads are one; two people of one surname never are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Annotated, NamedTuple

from transforms.lexicons import load_lexicons, normalise
from transforms.loading import Csv
from transforms.phrases import Phrase, load_nouns
from transforms.row import OneOf
from transforms.spelling import is_same_name


class LegalFormRow(NamedTuple):
    """A word at the end of the name of a body, and whether the name may be said without it."""

    word: str
    is_form: Annotated[str, OneOf(("no", "trade", "yes"))]
    source: str
    note: str | None


LEGAL_FORMS = Csv("legal_forms.csv", LegalFormRow, key=("word",))

MOST = 40  # names of one surname, or of one beginning, that are compared; more are a clan or a list

SMALL_WORDS = {"of", "the", "and", "for", "in", "on", "de", "al", "a", "to"}
"""Words that an acronym leaves out."""

SURE = 0.9  # confidence in joining names by their words

UNSURE = 0.7  # confidence in joining a given name or a shortened name of a body

ABBREVIATED = {"org", "armed", "fac", "event", "law", "product", "weapon"}
"""Kinds of name of which a document uses acronyms."""

BODIES = {"org", "armed", "fac", "product"}
"""Kinds of name that a document shortens to their noun."""


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


@cache
def load_legal_forms() -> dict[str, str]:
    """Return the words that short names leave out: `yes` for a legal form, `trade` for a line of business."""
    return {row.word.casefold(): row.is_form for row in LEGAL_FORMS.rows()}


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


@dataclass(frozen=True)
class _Names:
    """The names of a document that are being joined, by their places among its phrases."""

    indices: Sequence[int]
    phrases: Sequence[Phrase]
    words: Mapping[int, tuple[str, ...]]
    keys: Mapping[int, object]
    """What the names of one referent have in common at first: its entity, or their words."""
    joined: _Joined
    doubt: dict[object, float]
    """How sure a join is that may be wrong, by key."""


def join_names(phrases: Sequence[Phrase]) -> tuple[dict[int, int], dict[int, float]]:
    """Return the number of the referent of each name, by place among the phrases, and how sure it is."""
    indices = [
        index
        for index, phrase in enumerate(phrases)
        if phrase.kind in {"name", "demonym"}
        or (phrase.kind == "nominal" and phrase.entity is not None and not phrase.is_owned)
    ]
    words = {index: name_words(phrases[index]) for index in indices}
    keys = _first_keys(indices, phrases, words)
    joined, doubt = _Joined(), dict[object, float]()
    for index in indices:
        joined.root(keys[index])
    people = {name for sort, name in keys.values() if sort == "person" and isinstance(name, tuple)}
    _join_people(people, joined, doubt)
    _join_known_people([(keys[index], phrases[index]) for index in indices if keys[index][0] == "person"], joined)
    names = _Names(indices, phrases, words, keys, joined, doubt)
    _join_surnames_of_other_labels(people, names)
    _join_acronyms(names)
    _join_short_names(names)
    _join_bare_nouns(names)
    numbers: dict[object, int] = {}
    named = {index: numbers.setdefault(joined.root(keys[index]), index) for index in indices}
    return named, {index: doubt.get(keys[index], SURE) for index in indices}


def _first_keys(
    indices: Sequence[int], phrases: Sequence[Phrase], words: Mapping[int, tuple[str, ...]]
) -> dict[int, tuple[str, str | tuple[str, ...]]]:
    """Return what the names of one referent have in common at first, by place: its entity, or their words."""
    labels = usual_labels(phrases[index] for index in indices)
    torn = torn_names(phrases[index] for index in indices)
    keys: dict[int, tuple[str, str | tuple[str, ...]]] = {}
    for index in indices:
        phrase, name = phrases[index], words[index]
        if phrase.kind == "nominal" and phrase.entity:
            keys[index] = ("entity", phrase.entity.entity_id)
        elif labels.get(name, phrase.label) == "person" and (phrase.entity is None or phrase.entity.kind == "person"):
            # Mr Abadi and Ms Abadi are two, and who a bare Abadi is nobody can tell.
            keys[index] = ("person", (*name, phrase.gender) if name in torn else name)
        elif phrase.entity:
            keys[index] = ("entity", phrase.entity.entity_id)
        else:
            keys[index] = ("name", name)
    return keys


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
        for index, one in enumerate(block[:MOST]):
            for other in block[index + 1 : MOST]:
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


def _join_surnames_of_other_labels(people: set[tuple[str, ...]], names: _Names) -> None:
    """Join a single name that the engine took for a body or place to the one person of the document that bears it."""
    by_surname: dict[str, set[object]] = defaultdict(set)
    for name in people:
        if len(name) > 1:
            by_surname[name[-1]].add(names.joined.root(("person", name)))
    for index, key in names.keys.items():
        bearers = by_surname.get(names.words[index][-1], set()) if len(names.words[index]) == 1 else set()
        is_free = names.phrases[index].entity is None and names.phrases[index].label in {"org", "gpe", "loc", "armed"}
        if is_free and len(bearers) == 1:
            names.joined.join(key, next(iter(bearers)))


def _join_acronyms(names: _Names) -> None:
    """Join an acronym to the name that it abbreviates: the one before its bracket, else one with its initials."""
    initials: dict[str, set[int]] = defaultdict(set)
    for index in names.indices:
        name = [word for word in names.words[index] if word not in SMALL_WORDS]
        if len(name) > 1 and names.phrases[index].label in ABBREVIATED:
            initials["".join(word if word.isdigit() else word[0] for word in name)].add(index)
    before: int | None = None
    for index in names.indices:
        phrase = names.phrases[index]
        letters = phrase.words.replace(".", "")
        if len(names.words[index]) == 1 and 1 < len(letters) < 8 and letters[:-1].isupper() and letters.isalnum():
            is_bracketed = phrase.first > 0 and phrase.tree.word(phrase.first - 1) == "("
            is_next = before is not None and names.phrases[before].sentence == phrase.sentence
            spelt = initials.get(letters.casefold().rstrip("s" if letters[-1] == "s" else ""), set())
            if is_bracketed and is_next and names.phrases[before].last == phrase.first - 1 and before is not None:  # type: ignore[index]
                if _abbreviates(letters.casefold(), names.words[before]):
                    names.joined.join(names.keys[index], names.keys[before])
            elif phrase.entity is None and len({names.joined.root(names.keys[other]) for other in spelt}) == 1:
                names.joined.join(names.keys[index], names.keys[min(spelt)])
        before = index


def _abbreviates(letters: str, words: Sequence[str]) -> bool:
    """Whether the letters of an acronym stand in a name in their order, the first one at its beginning."""
    rest = iter("".join(words))
    return bool(words) and letters[0] == words[0][0] and all(letter in rest for letter in letters)


def _join_short_names(names: _Names) -> None:
    """Join the short name of a body to the one longer name that begins with it: "NPD" to "NPD Group"."""
    bodies: dict[tuple[str, ...], int] = {}
    for index in names.indices:
        if names.phrases[index].label in {"org", "armed"}:
            same = bodies.setdefault(names.words[index], index)
            names.joined.join(names.keys[index], names.keys[same])
    forms = load_legal_forms()
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in bodies:
        by_first[name[0]].append(name)
    for name, index in bodies.items():
        if names.phrases[index].entity is not None or len(by_first[name[0]]) > MOST:
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
            names.joined.join(names.keys[index], names.keys[bodies[longer[-1]]])
            names.doubt[names.keys[index]] = UNSURE


def _join_bare_nouns(names: _Names) -> None:
    """Join "the Church" to the one body of the document whose name it heads: "Church of Ireland", "Irish Church"."""
    roles, nouns = load_lexicons().roles, load_nouns()
    heads: dict[str, set[object]] = defaultdict(set)
    for index in names.indices:
        name = names.words[index]
        if len(name) > 1 and names.phrases[index].kind == "name" and names.phrases[index].label in BODIES:
            cut = next((at for at, word in enumerate(name) if word in {"of", "for"}), len(name))
            heads[name[max(cut, 1) - 1]].add(names.joined.root(names.keys[index]))
    for index in names.indices:
        name, phrase = names.words[index], names.phrases[index]
        if len(name) != 1 or phrase.kind != "name" or phrase.entity is not None or phrase.label not in BODIES:
            continue
        if (name[0] in roles or name[0] in nouns) and len(heads[name[0]]) == 1:
            names.joined.join(names.keys[index], next(iter(heads[name[0]])))
            names.doubt[names.keys[index]] = UNSURE
