"""Ranking: a phrase and what came before it in, the antecedents that it may have and what speaks for each out.

`training/coreference.py` made the weights from open data.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from transforms.language.reading import ROOT
from transforms.lexicons import load_lexicons, normalise
from transforms.lexicons.words import ATTRIBUTIONS
from transforms.phrases import Phrase
from transforms.tables import INERT

WEIGHTS = Path(__file__).parent.parent / "language" / "coreference.csv"

NEAR = 4  # sentences back in which a pronoun finds what it stands for

MOST = 40  # antecedents weighed for one phrase, the nearest ones; keeps long documents linear
KEPT = 10_000  # entities of which is kept what the lexicons know; a corpus names any number of them
FAR = 10  # sentences back in which a noun does; "the group" may be named paragraphs before

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


@dataclass(slots=True)
class Referent:
    """What the phrases of one referent say of it, as far as the document has been read."""

    phrases: list[int] = field(default_factory=list)
    nouns: Counter[str] = field(default_factory=Counter)
    numbers: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    sectors: set[str] = field(default_factory=set)
    lemmas: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    marks: set[str] = field(default_factory=set)
    is_named: bool = False

    def add(self, index: int, phrase: Phrase) -> None:
        """Take in what another phrase says."""
        self.phrases.append(index)
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
            self.marks.update(phrase.marks)
        if phrase.kind == "name":
            self.is_named = True
            self.words.update(normalise(phrase.words).split())
            self.lemmas.update(phrase.titles)
            self.lemmas.update(offices(phrase.entity.entity_id) if phrase.entity else ())
            self.lemmas.update(nouns_of_phrase(phrase))


@lru_cache(maxsize=KEPT)
def offices(entity_id: str) -> frozenset[str]:
    """Return the nouns for the offices that the lexicons know of somebody: `president`, `minister`."""
    roles = load_lexicons().officials.get(entity_id, ())
    nouns = {_noun_of(role.role) for role in roles}
    # Who holds the highest office of a state is its leader, whatever the office is called.
    leads = any((role.organisation_id or "").startswith("state.") for role in roles)
    return frozenset(nouns | LEADERS if leads else nouns)


LEADERS = {"leader", "ruler"}
"""Nouns for whoever holds the highest office of a state."""


def _noun_of(role: str) -> str:
    """Return the noun of a role: `minister` of "minister of defence"."""
    words = normalise(role).split()
    cut = next((at for at, word in enumerate(words) if at and word in {"of", "for", "to", "in"}), len(words))
    return words[cut - 1]


@cache
def office_nouns() -> frozenset[str]:
    """Return the nouns for all offices that the lexicons know anybody to have held."""
    return frozenset(noun for entity_id in load_lexicons().officials for noun in offices(entity_id)) | LEADERS


@lru_cache(maxsize=KEPT)
def nouns_of(entity_id: str) -> frozenset[str]:
    """Return the nouns by which a text takes up a thing of the lexicons: `index`, `treaty`."""
    known = load_lexicons().entities.get(entity_id)
    return frozenset(known.nouns) if known else frozenset()


def nouns_of_phrase(name: Phrase) -> frozenset[str]:
    """Return the nouns by which a text takes up what a name names."""
    return nouns_of(name.entity.entity_id) if name.entity and name.entity.kind in INERT else frozenset()


def is_anaphor(phrase: Phrase) -> bool:
    """Whether a phrase may stand for something that was named before."""
    if phrase.kind == "pronoun":
        return phrase.use != "relative"
    return phrase.kind in {"nominal", "thing"} and phrase.use not in {"indefinite", "counted"}


def antecedents(
    index: int,
    phrase: Phrase,
    phrases: Sequence[Phrase],
    referent_of: Callable[[int], Referent],
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
        if agrees(phrase, other, referent_of(at)):
            found.append(at)
    return found


def agrees(phrase: Phrase, other: Phrase, referent: Referent) -> bool:
    """Whether nothing forbids that a phrase takes up another: sort, gender and number."""
    sorts = referent.nouns or Counter({other.noun: 1})
    fits = PRONOUN_FITS[phrase.noun] if phrase.kind == "pronoun" else FITTING[phrase.noun]
    if "any" not in sorts and not fits & set(sorts):
        return False
    if phrase.gender and referent.genders and phrase.gender not in referent.genders:
        return False
    if phrase.kind == "pronoun":
        if phrase.use in {"i", "we"} or other.use in {"i", "we"}:
            return other.use == phrase.use or (phrase.use in {"i", "we"} and other.kind != "thing")
        return not (phrase.number == "one" and referent.numbers == {"many"}) and not (
            phrase.number == "many" and referent.numbers == {"one"} and phrase.use != "they"
        )
    if (
        phrase.number
        and referent.numbers
        and phrase.number not in referent.numbers
        and referent.numbers != {"one", "many"}
    ):
        return False
    if phrase.country and referent.countries and phrase.country not in referent.countries:
        return False
    if referent.marks and phrase.marks and not phrase.marks <= referent.marks:
        return False  # the Aleppo office is not the Homs office
    is_other_office = bool(referent.lemmas) and phrase.lemma in office_nouns() and phrase.lemma not in referent.lemmas
    if phrase.noun == "person" and referent.is_named and is_other_office:
        return False  # the president is not the envoy
    if phrase.use in {"definite", "demonstrative"} and _governs(other, phrase):
        return False  # a state that keeps troops "in the country" keeps them in another one
    if "thing" in {phrase.noun, other.noun}:
        return phrase.lemma in referent.lemmas
    sectors = referent.sectors - {"UNK"}
    is_other = phrase.sector not in {None, "UNK"} and bool(sectors) and phrase.sector not in sectors
    # The government of a state is not its army; people may be described in many ways.
    return not (is_other and phrase.noun in {"group", "people"} and phrase.lemma not in referent.lemmas)


def _governs(other: Phrase, phrase: Phrase) -> bool:
    """Whether a phrase is the subject of the clause in which another stands, or of one around it."""
    if other.sentence != phrase.sentence or other.role != "subject" or other.last > phrase.first:
        return False
    verb, at = other.tree.token(other.head).head, phrase.head
    for _ in range(DEEP):
        if at == verb:
            return True
        if at == ROOT:
            return False
        at = phrase.tree.token(at).head
    return False


DEEP = 12  # governors of a word among which the verb of a subject is looked for


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


def likeness(phrase: Phrase, other: Phrase, referent: Referent, rank: int) -> list[str]:
    """Return what speaks for or against a phrase taking up another, `rank` fitting phrases back."""
    sort = sort_of(phrase)
    distance = phrase.sentence - other.sentence
    facts = [
        f"distance={min(distance, 5)}",
        f"rank={min(rank, 6)}",
        f"roles={phrase.role},{other.role}",
        f"kind={other.kind}",
        f"size={min(len(referent.phrases), 4)}",
        f"named={referent.is_named}",
        f"gender={_agreement(phrase.gender, referent.genders)}",
        f"number={_agreement(phrase.number, referent.numbers)}",
        f"sort={max(referent.nouns, key=lambda noun: referent.nouns[noun]) if referent.nouns else other.noun}",
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
        facts += _likeness_of_nouns(phrase, other, referent)
    return [f"{sort}:{fact}" for fact in facts]


def _likeness_of_nouns(phrase: Phrase, other: Phrase, referent: Referent) -> list[str]:
    """Return what the words of a noun phrase say for or against its taking up another phrase."""
    is_same_head = phrase.lemma in referent.lemmas
    return [
        f"head={is_same_head},{phrase.use}",
        f"head,words={_shared(phrase, other)},{is_same_head}",
        f"inside name={phrase.lemma in referent.words}",
        f"country={_agreement(phrase.country, referent.countries)}",
        f"sector={_agreement(phrase.sector, referent.sectors)},{is_same_head}",
        f"named={referent.is_named},{phrase.use}",
        f"sort={other.noun}",
        f"known={phrase.lemma},{other.entity.kind if other.entity and other.kind != 'nominal' else other.kind}",
        f"short={phrase.last - phrase.first <= 2 and phrase.use != 'bare'},{is_same_head}",
    ]


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
    return frozenset(row.verb for row in ATTRIBUTIONS.rows())
