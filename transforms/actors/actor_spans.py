"""Spans: a stretch of a document in, who it names and which of its words it is about out; and names looked up."""

from dataclasses import dataclass, replace
from functools import lru_cache

from transforms.actors.coder import code_actor
from transforms.actors.codes import CIVILIANS, NOMINAL, ActorCode
from transforms.actors.words import Words
from transforms.language.reader import load_reader
from transforms.lexicons import LexiconEntity, OfficialRole, load_lexicons
from transforms.sentences import split_sentences
from transforms.syntax import Tree
from transforms.tables import Document

NAME_JOINTS = {"of", "the", "and", "for", "de", "la", "al", "bin", "ibn", "van", "von", "der", "-", "&"}
"""Words that names write small."""


def actor_at(document: Document, start: int, end: int) -> ActorCode | None:
    """Return the code of a span that names an actor; null when no word stands there."""
    found = next((one for one in _trees(document) if one[0] <= start < one[1]), None)
    if found is None:
        return None
    offset, _, tree = found
    inside = [
        position
        for position, token in enumerate(tree.reading.tokens)
        if token.start < end - offset and token.end > start - offset
    ]
    if not inside:
        return None
    on = document.published_last_on if document.published_first_on else None
    first, last, kind = _name_in(tree, inside[0], inside[-1] + 1)
    code = code_actor(tree, first, last, kind, on, load_lexicons(), _only_country(tree))
    # A town that is said to act or to suffer, and is no metonym of a government, stands for its people.
    return replace(code, sector=CIVILIANS) if code.sector is None and code.how.startswith("capital") else code


def head_at(document: Document, start: int, end: int) -> tuple[int, int] | None:
    """Return the first and last offset of the word that a span is about; null when no word stands there."""
    found = next((one for one in _trees(document) if one[0] <= start < one[1]), None)
    if found is None:
        return None
    offset, _, tree = found
    inside = [at for at, token in enumerate(tree.reading.tokens) if start - offset < token.end <= end - offset]
    if not inside:
        return None
    words = Words(tree, None, load_lexicons(), None)
    head = tree.token(words.head_in(*words.trimmed(inside[0], inside[-1] + 1)))
    return offset + head.start, offset + head.end


def name_in(document: Document, start: int, end: int) -> str | None:
    """Return the words of a span that is written as a name all through, without its article; null for another."""
    words = document.text[start:end].split()
    if len(words) > 1 and words[0].casefold() == "the":
        words = words[1:]
    is_name = bool(words) and all(word[0].isupper() or word in NAME_JOINTS for word in words) and words[0][0].isupper()
    return " ".join(words) if is_name else None


def _only_country(tree: Tree) -> str | None:
    """Return the country that a sentence names, where it names one alone."""
    lexicons = load_lexicons()
    found: set[str] = set()
    for name in tree.reading.names:
        if name.kind in {"gpe", "norp", "loc"}:
            for entry in lexicons.candidates(tree.reading.words(name.first, name.last))[:1]:
                if entry.entity_id in lexicons.states:
                    found.add(lexicons.states[entry.entity_id].code)
    return found.pop() if len(found) == 1 else None


def _name_in(tree: Tree, first: int, last: int) -> tuple[int, int, str]:
    """Return the person that a span names with a title, else the span as it is."""
    if load_lexicons().candidates(tree.reading.words(first, last)):
        return first, last, NOMINAL
    names = [name for name in tree.reading.names if first <= name.first and name.last <= last]
    people = [name for name in names if name.kind == "person"]
    exact = [name for name in names if (name.first, name.last) == (first, last)]
    chosen = next(iter(exact), None)
    if chosen is None and people:
        person = people[0]
        follows = (
            tree.reading.text[tree.token(person.last).start : tree.token(person.last).end] if person.last < last else ""
        )
        if person.last == last or follows in {",", "of"}:
            chosen = person
    if chosen and chosen.kind not in {"norp", "date", "number"}:
        return chosen.first, chosen.last, chosen.kind
    return first, last, NOMINAL


@lru_cache(maxsize=64)
def _trees(document: Document) -> tuple[tuple[int, int, Tree], ...]:
    """Return start, end and tree of each sentence of a document."""
    spans = [(sentence.sentence_start, sentence.sentence_end) for sentence in split_sentences(document)]
    readings = load_reader().read([document.text[start:end] for start, end in spans])
    return tuple((start, end, Tree(reading)) for (start, end), reading in zip(spans, readings, strict=True))


@dataclass(frozen=True)
class Known:
    """What the lexicons know of a name in one meaning."""

    entity: LexiconEntity
    how: str
    periods: tuple[LexiconEntity, ...]
    roles: tuple[OfficialRole, ...]


def lookup(name: str) -> tuple[Known, ...]:
    """Return what a name may mean, likeliest first, with its codes and roles and their days."""
    lexicons = load_lexicons()
    return tuple(
        Known(
            entity=lexicons.entities[entry.entity_id],
            how=entry.how,
            periods=lexicons.periods.get(entry.entity_id, ()),
            roles=lexicons.officials.get(entry.entity_id, ()),
        )
        for entry in lexicons.candidates(name)
    )
