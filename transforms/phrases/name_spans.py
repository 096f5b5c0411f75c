"""Names: the reading of a sentence in, the names in it out that the engine overlooked, tore apart or does not know."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from transforms.language.reading import Name, Reading
from transforms.lexicons import Lexicons, normalise
from transforms.lexicons.words import AFTER_HOURS
from transforms.phrases.phrase import HEADS
from transforms.syntax import Tree

NAMES = {"person", "gpe", "loc", "fac", "org", "armed", "norp"}
"""Kinds of the engine's names that are somebody or some place."""

OBJECT_KINDS = {"event", "law", "weapon", "product"}
"""Kinds of name that are nobody and no place; `product` is what only a lexicon or its capital letters tell."""

KnownNames = Mapping[tuple[str, ...], str]
"""Names that the document introduces elsewhere, word by word as they are written, and the kind of each."""

LABELS = {
    **{kind: kind for kind in ("event", "law", "product")},
    **dict.fromkeys(("state", "place"), "gpe"),
    **dict.fromkeys(("armed_group", "military"), "armed"),
    **dict.fromkeys(("government", "party", "international_organisation", "organisation", "media"), "org"),
}
"""Kind of name, as the engine would tell it, of what a lexicon knows; people are left to the engine."""

LONGEST_NAME = 6  # words of a name that only a lexicon finds

CONTENT = {"NOUN", "PROPN", "VERB", "ADJ"}

MANY_WORDS, LARGE = 4, 0.7
"""Words of content from which a sentence shows how it writes, and the share of large ones in a headline."""

GUESSED = 0.4  # confidence in a name that only its capital letters tell

TRUSTED = 0.5  # probability from which a name is looked for in the rest of its document

OVERLOOKED = 0.6  # confidence in a name that a lexicon knows and the engine does not see


def find_names(tree: Tree, lexicons: Lexicons, known_names: KnownNames) -> list[Name]:
    """Return the names of a sentence: those that lexicons and document know better than the engine, and its others."""
    longer = torn(tree, lexicons)
    within = {at for name in longer for at in range(name.first, name.last)}
    every = [*longer, *(name for name in tree.reading.names if name.first not in within)]
    named = {at for name in every if name.kind != "weapon" for at in range(name.first, name.last)}
    known = overlooked(tree, lexicons, known_names, named)
    within = {at for name in known for at in range(name.first, name.last)}
    every = [name for name in every if within.isdisjoint(range(name.first, name.last))] + known
    return [*every, *wares(tree, lexicons, every)]


def overlooked(tree: Tree, lexicons: Lexicons, known_names: KnownNames, named: Collection[int]) -> list[Name]:
    """Return the names that the engine took for none, or for that of a weapon, but document or lexicon know."""
    reading, taken = tree.reading, set(named)
    written = [reading.text[token.start : token.end] for token in reading.tokens]
    found: list[Name] = []
    for first, token in enumerate(reading.tokens):
        if first in taken or written[first].islower() or token.pos not in HEADS | {"ADJ"}:
            continue
        for last in range(min(first + LONGEST_NAME, len(written)), first, -1):
            if tree.token(last - 1).pos == "PUNCT":
                continue
            label = known_names.get(tuple(written[first:last]))
            is_noun = token.pos == "PROPN" or (last > first + 1 and written[last - 1][:1].isupper())
            if not label and (is_noun or last == first + 1):
                label = _label(reading.words(first, last), lexicons, is_noun=is_noun)
            if label and taken.isdisjoint(range(first, last)):
                found.append(Name(first, last, label, OVERLOOKED))
                taken.update(range(first, last))
                break
    return found


def torn(tree: Tree, lexicons: Lexicons) -> list[Name]:
    """Return the longer names of a lexicon of which the engine took parts for names: all of the Dow Jones average."""
    reading = tree.reading
    starts = {name.first: name for name in reading.names}
    inside = {at: name for name in reading.names for at in range(name.first, name.last)}
    found: list[Name] = []
    at = 0
    while at < len(reading.tokens):
        first, at = at, at + 1
        is_open = first in starts or first not in inside
        if tree.token(first).pos == "DET" or not is_open or not reading.words(first, first + 1)[:1].isupper():
            continue
        for last in range(min(first + LONGEST_NAME, len(reading.tokens)), first + 1, -1):
            if tree.token(last - 1).pos == "PUNCT":
                continue
            parts = {inside[index] for index in range(first, last) if index in inside}
            is_longer = parts and all(first <= part.first and part.last <= last for part in parts)
            if not is_longer or any(last - first == part.last - part.first for part in parts):
                continue
            label = _label(reading.words(first, last), lexicons, is_noun=True)
            # "The Turkish army" is a demonym and a noun, "the Korean War" one name.
            is_whole = label in OBJECT_KINDS or reading.words(last - 1, last)[:1].isupper()
            if label and is_whole and label not in {"norp", "gpe"}:
                found.append(Name(first, last, label, OVERLOOKED))
                at = last
                break
    return found


def wares(tree: Tree, lexicons: Lexicons, names: Sequence[Name]) -> list[Name]:
    """Return what is written as a name and is none that engine, document or lexicon know: `iPod nano`, `Windows XP`.

    Nothing in a headline that writes every word large.
    """
    tokens, reading = tree.reading.tokens, tree.reading
    taken = {at for name in names for at in range(name.first, name.last)}
    words = [reading.text[token.start : token.end] for token in tokens]
    large = [word[0].isupper() for word, token in zip(words, tokens, strict=True) if token.pos in CONTENT]
    if len(large) >= MANY_WORDS and sum(large) > LARGE * len(large):
        return []
    found: list[Name] = []
    for head, token in enumerate(tokens):
        if token.pos == "NOUN" and head not in taken and _label(words[head], lexicons, is_noun=True) == "product":
            found.append(Name(head, head + 1, "product", OVERLOOKED))
            taken.add(head)
        if token.pos != "PROPN" or head in taken or words[head].islower() or not words[head].isalnum():
            continue
        first, last = head, head + 1
        while first and first - 1 not in taken and tokens[first - 1].pos == "PROPN" and _is_large(words[first - 1]):
            first -= 1
        while last < len(tokens) and last not in taken and tokens[last].pos in {"PROPN", "NUM"}:
            last += 1
        if not _is_distinctive(words[first:last], lexicons):
            continue
        maker = next((name for name in names if name.last == first and name.kind == "org"), None)
        if (
            maker
            and tokens[maker.last - 1].relation == "compound"
            and not _label(reading.words(first, last), lexicons, is_noun=True)
        ):
            first = maker.first
        found.append(Name(first, last, "product", GUESSED))
        taken.update(range(first, last))
    return found


def _is_distinctive(words: Sequence[str], lexicons: Lexicons) -> bool:
    """Whether words are more than a title, a day or one large word, which may be anything: "Secretary", "May 10"."""
    plain = [normalise(word) for word in words]
    if any(word in _calendar() for word in plain):
        return False
    if len(words) == 1:
        return any(letter.isdigit() for letter in words[0]) or (not words[0][1:].islower() and len(words[0]) > 2)
    return not any(word in lexicons.titles or word in lexicons.roles for word in plain)


@cache
def _calendar() -> frozenset[str]:
    """Return the names of months and of the days of the week."""
    return frozenset(normalise(row.word) for row in AFTER_HOURS.rows())


def _is_large(word: str) -> bool:
    return not word.islower() and word.isalnum()


def names_known(readings: Iterable[Reading]) -> dict[tuple[str, ...], str]:
    """Return the names of a document as they are written, those of one word only where they are a person's surname."""
    found: dict[tuple[str, ...], str] = {}
    for reading in readings:
        for name in reading.names:
            if name.kind in NAMES - {"norp"} and name.probability >= TRUSTED:
                words = tuple(reading.words(at, at + 1) for at in range(name.first, name.last))
                if len(words) > 1 or not words[0].islower():
                    found.setdefault(words, name.kind)
                if name.kind == "person" and len(words) > 1 and len(words[-1]) > 2 and words[-1].isalpha():
                    found.setdefault(words[-1:], name.kind)
    return {words: kind for words, kind in found.items() if words[0][:1].isupper()}


def _label(words: str, lexicons: Lexicons, *, is_noun: bool) -> str | None:
    """Return the kind of name that the lexicons make of some words; None for a capital and for a person."""
    for entry in lexicons.candidates(words):
        if entry.how == "demonym":
            return "norp"
        if entry.how in {"name", "alias"} and is_noun:
            return LABELS.get(lexicons.entities[entry.entity_id].kind)
    return None
