"""Shared names: bodies that several states call alike, "Congress", in; that of the state that a document is about out.

A lexicon knows such a name as the body of the one state of which it is told most. Here it is that of the state, of
those that call a body so (`lexicons/body_names.csv`), of which the document speaks most; where it speaks of none of
them, nothing tells whose it is.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from transforms.lexicons import Lexicons, normalise
from transforms.loading import Csv
from transforms.phrases.phrase import Phrase


class BodyNameRow(NamedTuple):
    """A name by which several states call a body of theirs."""

    name: str
    countries: tuple[str, ...]
    source: str
    note: str | None


BODY_NAMES = Csv("body_names.csv", BodyNameRow, key=("name",))


def settle_shared_names(phrases: Sequence[Phrase], lexicons: Lexicons) -> list[Phrase]:
    """Return the phrases, bodies of a shared name being those of the state that the document speaks of most."""
    shared = {index: name for index, phrase in enumerate(phrases) if (name := _shared_name(phrase, lexicons))}
    spoken = Counter(phrase.country for index, phrase in enumerate(phrases) if phrase.country and index not in shared)
    return [
        _of_state(phrase, shared[index], spoken, lexicons) if index in shared else phrase
        for index, phrase in enumerate(phrases)
    ]


def _shared_name(phrase: Phrase, lexicons: Lexicons) -> str | None:
    """Return the shared name that a phrase is or begins with, if nothing else in it tells its country."""
    if phrase.country is None or phrase.kind not in {"name", "nominal"} or _tells_a_country(phrase):
        return None
    words = normalise(phrase.words).removeprefix("the ")
    names = (name for name in body_names() if words == name or (phrase.kind == "nominal" and f"{name} " in f"{words} "))
    name = max(names, key=len, default=None)
    return name if name and phrase.country in _by_default(name, lexicons) else None


def _by_default(name: str, lexicons: Lexicons) -> set[str | None]:
    """Return the countries whose body a lexicon takes a shared name for."""
    return {lexicons.entities[entry.entity_id].country for entry in lexicons.candidates(name.title())}


def _tells_a_country(phrase: Phrase) -> bool:
    """Whether the name of a state or of its people stands in a phrase or just before it."""
    reading = phrase.tree.reading
    before = range(max(phrase.first - 1, 0), phrase.last)
    return any(name.kind in {"gpe", "norp"} and name.last - 1 in before for name in reading.names)


def _of_state(phrase: Phrase, name: str, spoken: Mapping[str, int], lexicons: Lexicons) -> Phrase:
    """Return a phrase as the body of the state, of those that have one of its name, that is spoken of most."""
    most = max(body_names()[name], key=lambda country: (spoken[country], country == phrase.country))
    if not spoken[most]:
        return replace(phrase, country=None, entity=None)
    if most == phrase.country or phrase.kind == "nominal":
        return replace(phrase, country=most)
    body = lexicons.institutions[name].of(most)
    return replace(phrase, country=most, entity=lexicons.entities.get(body.entity_id, body).row)


@cache
def body_names() -> Mapping[str, Sequence[str]]:
    """Return the countries that call a body by each shared name."""
    return {normalise(row.name): row.countries for row in BODY_NAMES.rows()}
