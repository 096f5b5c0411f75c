"""Acronyms: letters that a document spells out itself mean what it says, whatever a lexicon knows under them.

In "the Independent Residents' Association (IRA)" the letters are nobody's army, there and in the rest of the document.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from transforms.lexicons import Lexicons, normalise
from transforms.phrases.phrase import Phrase

SHORTEST, LONGEST = 2, 8  # letters of an acronym
TELLING = 4  # letters of the shortest word that two names of one body share


def settle_acronyms(phrases: Sequence[Phrase], lexicons: Lexicons) -> list[Phrase]:
    """Return the phrases, acronyms that the document spells out as another body than the lexicon's with its codes."""
    names = sorted(
        (phrase for phrase in phrases if phrase.kind == "name"), key=lambda phrase: (phrase.sentence, phrase.first)
    )
    meant = {acronym.words: whole for whole, acronym in _spelt_out(names) if _is_another(whole, acronym, lexicons)}
    return [
        _as_meant(phrase, meant[phrase.words]) if phrase.kind == "name" and phrase.words in meant else phrase
        for phrase in phrases
    ]


def _spelt_out(names: Sequence[Phrase]) -> Iterator[tuple[Phrase, Phrase]]:
    """Yield the names that letters between brackets follow, with these."""
    for whole, acronym in pairwise(names):
        is_next = whole.sentence == acronym.sentence and acronym.first == whole.last + 1
        is_short = SHORTEST <= len(acronym.words) <= LONGEST and acronym.words.isupper()
        if is_next and is_short and whole.tree.word(whole.last) == "(" and " " in whole.words:
            yield whole, acronym


def _is_another(whole: Phrase, acronym: Phrase, lexicons: Lexicons) -> bool:
    """Whether an acronym is taken for a body that has no word of its own in common with the name before it."""
    known = lexicons.entities.get(acronym.entity.entity_id) if acronym.entity else None
    if known is None or acronym.entity == whole.entity:
        return False
    theirs = {word for name in (known.name, *known.aliases) for word in _telling(name, lexicons)}
    return not theirs & _telling(whole.words, lexicons)


def _telling(name: str, lexicons: Lexicons) -> set[str]:
    """Return the words of a name that tell it from others: none that many bodies bear."""
    words = {word for word in normalise(name).split() if len(word) >= TELLING}
    return words - lexicons.roles.keys() - lexicons.memberships.keys() - lexicons.institutions.keys()


def _as_meant(acronym: Phrase, whole: Phrase) -> Phrase:
    """Return an acronym with the codes of the name that it stands for."""
    country, sector, secondary = whole.country, whole.sector, whole.secondary
    return replace(acronym, entity=whole.entity, country=country, sector=sector, secondary=secondary)
