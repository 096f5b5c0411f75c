"""Words: a sentence and its tree in, where phrases begin and end in it and what they are about out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import NamedTuple

from transforms.language.reading import ROOT
from transforms.lexicons import Lexicons
from transforms.loading import Csv
from transforms.syntax import Tree

NAME_WORDS, ROLE_WORDS = 9, 7  # tokens of the longest names and phrases of the lexicons that the press writes out
REACH = 12  # tokens before a head that may still be its modifiers
DEPTH = 3  # complements within complements: "envoy of the president of the council of"
NOUNS = frozenset({"NOUN", "PROPN"})
LOOSE = frozenset({"VERB", "AUX", "ADP", "PRON", "SCONJ", "INTJ", "PUNCT", "DET", "CCONJ", "SYM", "X", "ADV"})
"""Parts of speech that stand before a nominal only where they depend on it."""


@dataclass(frozen=True)
class Words:
    """The words of one sentence as the mentions of one day see them."""

    tree: Tree
    on: date | None
    lexicons: Lexicons
    place: str | None

    @cached_property
    def named(self) -> dict[int, tuple[int, int, str]]:
        """First token, last token and kind of the name at each token that is part of one."""
        return {
            at: (name.first, name.last, name.kind)
            for name in self.tree.reading.names
            for at in range(name.first, name.last)
        }

    def words(self, first: int, last: int) -> str:
        return self.tree.reading.words(first, last)

    def trimmed(self, first: int, last: int) -> tuple[int, int]:
        """Return a span without articles and quotation marks before and what follows its last word."""
        while last - first > 1 and self.tree.token(first).pos in {"DET", "PUNCT"}:
            first += 1
        while last - first > 1 and (self.tree.token(last - 1).pos == "PUNCT" or self.is_possessive(last - 1)):
            last -= 1
        return first, last

    def is_word(self, position: int) -> bool:
        """Whether a token may begin or end a phrase: "boy's" is not the boys."""
        return self.tree.token(position).pos not in {"PUNCT", "PART"} and not self.is_possessive(position)

    def is_possessive(self, position: int) -> bool:
        return self.words(position, position + 1) in {"'s", "’s", "'", "’"}

    def left_edge(self, first: int, last: int) -> int:
        """Return where the modifiers begin that stand before tokens `first` up to `last`."""
        left = first
        for position in range(first - 1, max(-1, first - 1 - REACH), -1):
            token = self.tree.token(position)
            belongs = self.leads_to(position, left, last)
            touches = position == left - 1 and token.pos in {"NOUN", "PROPN", "ADJ", "PART"}
            if not belongs and (not touches or token.pos in LOOSE or self.is_subject(position)):
                break
            if token.pos in {"ADP", "PRON", "SCONJ", "AUX", "DET", "CCONJ"} or (
                token.pos == "PUNCT" and not self.is_dash(position)
            ):
                break
            left = position
        return left

    def is_subject(self, position: int) -> bool:
        """Whether a token that touches a nominal is a phrase of its own: the object of a verb before it."""
        name = self.named.get(position)
        return name is not None and name[2] in {"date", "number", "time"}

    def leads_to(self, position: int, first: int, last: int) -> bool:
        """Whether the governors of a token lead into a span without leaving what stands just before it."""
        at = position
        for _ in range(6):
            at = self.tree.token(at).head
            if first <= at < last:
                return True
            if at == ROOT or at >= last or at < position - REACH:
                return False
        return False

    def right_edge(self, head: int) -> int:
        """Return where the words end that may be part of the phrase of a head: "minister of defence"."""
        last = head + 1
        while last < len(self.tree.reading.tokens) and last - head < ROLE_WORDS:
            token = self.tree.token(last)
            if self.leads_to(head, last, last + 1):
                break
            if token.pos in {"VERB", "AUX", "PRON", "SCONJ", "CCONJ"} or (
                token.pos == "PUNCT" and not self.is_dash(last)
            ):
                break
            last += 1
        return last

    def is_dash(self, position: int) -> bool:
        return self.words(position, position + 1) in {"-", "–", "‑"}

    def is_namelike(self, position: int) -> bool:
        return self.is_dash(position) or self.tree.token(position).pos == "PROPN"

    def is_singular(self, position: int) -> bool:
        token = self.tree.token(position)
        return token.pos not in {"VERB", "AUX"} and (
            token.pos == "PROPN" or token.lemma.casefold() == self.tree.word(position)
        )

    def head_in(self, first: int, last: int) -> int:
        """Return the noun that a span is about: the last that stands under no other of the span and no preposition."""
        inside = range(first, last)
        tops = [at for at in inside if self.tree.token(at).head not in inside]
        nouns = [at for at in tops if self.tree.token(at).pos in NOUNS and not self.tree.children(at, {"case"})]
        if nouns:
            return nouns[-1]
        if tops and tops[-1] == last - 1 and last - first > 1:
            return tops[-1]  # a participle that stands for people: "the displaced"
        if tops and self.tree.token(tops[0]).pos not in {"VERB", "ADP", "PUNCT"}:
            return tops[-1] if self.tree.token(tops[-1]).pos in {"ADJ", "X"} else tops[0]
        found = [at for at in inside if self.tree.token(at).pos in NOUNS]
        return found[-1] if found else self.tree.head_of(first, last)

    def modified(self, head: int) -> int | None:
        """Return the noun that an adjective or the name of a people modifies; null when it stands by itself."""
        seen = 0
        while self.tree.token(head).relation == "conj" and seen < DEPTH:
            head, seen = self.tree.token(head).head, seen + 1
        token = self.tree.token(head)
        is_before = token.head != ROOT and token.head > head
        return token.head if is_before and token.relation in {"amod", "compound", "nmod:desc", "nmod"} else None

    def appositions(self, first: int, last: int) -> Iterator[int]:
        """Yield the heads of what stands in apposition to a name: after it, or as that which it names."""
        for at in range(first, last):
            for position in self.tree.children(at, {"appos"}):
                if not first <= position < last and position not in self.named:
                    yield position
        head = self.tree.token(self.tree.head_of(first, last))
        if head.relation == "appos" and head.head not in self.named and not first <= head.head < last:
            yield head.head

    def is_of_water(self, first: int, last: int) -> bool:
        """Whether tokens stand in the name of a stretch of sea: the Indian Ocean, the Gulf of Mexico."""
        after = last if last < len(self.tree.reading.tokens) else None
        before = first - 1
        while before > 0 and self.tree.word(before) in {"the", "of"}:
            before -= 1
        is_joined = 0 <= before < first - 1 and self.tree.word(before + 1) == "of"
        near = [at for at in (after, before if is_joined else None) if at is not None]
        return any(self.tree.word(at) in waters() and not self.words(at, at + 1).islower() for at in near)

    def is_another(self, head: int, *, is_demonym: bool) -> bool:
        """Whether a noun tells of somebody else than the state beside it: "US allies", not "Chinese counterpart"."""
        is_relational = relational_nouns().get(self.tree.lemma(head))
        return is_relational is not None and not (is_relational and is_demonym)


class WaterRow(NamedTuple):
    """A word for a stretch of sea, which bears a country's name and is nobody's: "Indian Ocean"."""

    noun: str
    note: str


class RelationalNounRow(NamedTuple):
    """A noun for somebody of another country than he is said of, and whether an adjective tells that too."""

    noun: str
    adjective_tells: bool
    note: str


WATERS = Csv("waters.csv", WaterRow, key=("noun",))
RELATIONAL_NOUNS = Csv("relational_nouns.csv", RelationalNounRow, key=("noun",))


@cache
def waters() -> frozenset[str]:
    """Return the words for a stretch of sea."""
    return frozenset(row.noun for row in WATERS.rows())


@cache
def relational_nouns() -> dict[str, bool]:
    """Return the nouns for those who are of another country than they are said of, and whether an adjective tells."""
    return {row.noun: row.adjective_tells for row in RELATIONAL_NOUNS.rows()}
