"""Ambiguity: a match of a rule and its sentence in, whether it names a time there out.

May and March are words and people, a fall is a decline, the Sunday Times a paper, and 2010 may count soldiers.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.language.reading import Name, Reading
from transforms.syntax import Tree
from transforms.times.vocabulary import Rule, plain, words_of

SURE = 0.5  # probability; below it the classifier does not say that a word names a deed
DEEDS = {"NOUN", "PROPN"}
NOUNS = {"NOUN", "PROPN", "NUM", "ADJ", "X"}
BEARERS = frozenset({"person", "gpe", "org", "armed", "party", "media", "facility", "work", "loc", "norp", "product"})
"""Kinds of names that may hold a word of time without naming a time: Mr May, Black September, the Sunday Times."""
NAMEABLE = {
    *("month", "season", "weekday", "holiday", "recent", "reference", "frequency", "units", "unit", "named_day"),
    *("part_of_day", "definite_unit", "clock", "short_year"),
}
"""Readers of words of which names are made."""
RUN_INTO = {"person", "gpe", "norp"}
"""Kinds of names to which a weekday after them may be taken by mistake: "Mr Clinton Saturday vowed"."""
SHORT = 3  # letters of an abbreviated month, which in capitals is an acronym
MODERN = range(1500, 2100)
LONGEST_WORD = 30  # characters
WORD_BEFORE = re.compile(r"(\w+|[^\w\s])\s*\Z")
WORD_AFTER = re.compile(r"\s*(\w+)")
OPENING = "\"“‘'`"
"""Marks that open a title of a programme: "60 Minutes"."""


@dataclass(frozen=True)
class Found:
    """A match of a rule in a sentence."""

    start: int
    end: int
    rule: Rule
    match: re.Match[str]

    def has(self, group: str) -> bool:
        """Whether a group of the rule matched something."""
        return self.match.groupdict().get(group) is not None


class Place:
    """A sentence, with its tokens and names found by character."""

    def __init__(self, reading: Reading) -> None:
        self.text, self.tree = reading.text, Tree(reading)
        self.starts = [token.start for token in reading.tokens]
        self.triggers = {trigger.token: trigger for trigger in reading.triggers}
        self.names = {at: name for name in reading.names for at in range(name.first, name.last)}

    def token_at(self, offset: int) -> int:
        """Return the token that holds a character, the one before it for white space."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def head(self, match: Found) -> int:
        """Return the token of a match on which its others depend."""
        return self.tree.head_of(self.token_at(match.start), self.token_at(match.end - 1) + 1)

    def is_of_a_deed(self, head: int) -> bool:
        """Whether a time stands before a noun that names a deed which is over."""
        above = self.tree.token(head).head
        trigger = self.triggers.get(above)
        if trigger is None or trigger.probability < SURE or head > above:
            return False
        is_over = max(trigger.factuality, key=trigger.factuality.__getitem__) == "actual"
        return is_over and self.tree.token(above).pos in DEEDS

    def before(self, one: Found) -> str:
        """Return the word or mark before a match in lower case; nothing at the start."""
        match = WORD_BEFORE.search(self.text[max(0, one.start - LONGEST_WORD) : one.start])
        return match[1].casefold() if match else ""

    def after(self, one: Found) -> str:
        """Return the word after a match in lower case; nothing when another mark follows."""
        match = WORD_AFTER.match(self.text, one.end)
        return match[1].casefold() if match else ""

    def follows_amount(self, match: Found) -> bool:
        """Whether a noun or a number stands just before a match: "two flights a week"."""
        at = self.token_at(match.start)
        return at > 0 and self.tree.token(at - 1).pos in {"NOUN", "NUM", "SYM", "PROPN"}


def is_time(match: Found, place: Place) -> bool:
    """Whether a match names a time where it stands, as part of speech, names and neighbours tell."""
    reader, words = match.rule.reader, place.text[match.start : match.end]
    if reader == "year":
        return _is_year(match, place)
    if reader in {"month", "season"} and not any(sign.isdigit() for sign in words):
        checks = _is_month if reader == "month" else _is_season
        if place.tree.token(place.token_at(match.match.start(reader))).pos not in NOUNS or not checks(match, place):
            return False
    if reader in {"units", "unit"} and place.text[: match.start].rstrip()[-1:] in set(OPENING) and words.istitle():
        return False
    if reader == "vague_units" and words.istitle() and match.start > 0:
        return False  # the end of a title: "60 Minutes"
    if match.has("clock_word") and _is_titled(match.match["clock_word"], match.match.start("clock_word"), place):
        return False
    return reader not in NAMEABLE or not _is_in_name(match, place)


def _is_month(match: Found, place: Place) -> bool:
    """Whether a month without any number is one: it has a capital, and is no acronym, march or rally."""
    word = match.match["month"]
    if word.islower() and not place.text.islower():
        return False
    if (
        len(word) <= SHORT
        and word.isupper()
        and not place.text.isupper()
        and plain(word) not in words_of("month_in_full")
    ):
        return False
    at = place.token_at(match.match.start("month"))
    prior = place.tree.token(at - 1).pos if at else ""
    is_bare = match.start == match.match.start("month") and not match.has("year")
    return not (is_bare and prior in {"ADJ", "DET"} and place.after(match) in words_of("rally"))


def _is_season(match: Found, place: Place) -> bool:
    """Whether a season is one: no decline, and no Prague Spring."""
    word, start = match.match["season"], match.match.start("season")
    is_framed = match.start != start or match.has("lead") or match.end != match.match.end("season")
    if plain(word) in words_of("bare_season") and not is_framed:
        return False
    is_dated = any(match.has(group) for group in ("shift", "year", "year_shift"))
    token = place.tree.token(place.token_at(start))
    if token.relation == "compound" and not is_dated and token.head not in place.triggers:
        return False  # Srinagar, the summer capital
    return not _is_titled(word, start, place)


def _is_titled(word: str, start: int, place: Place) -> bool:
    """Whether a word with a capital follows another one: the Prague Spring, the film High Noon."""
    before = place.text[max(0, start - LONGEST_WORD) : start].split()
    return word[0].isupper() and bool(before) and before[-1].lstrip(OPENING)[:1].isupper()


def _is_year(match: Found, place: Place) -> bool:
    """Whether four digits are a year: they look like one and do not count the noun that follows."""
    if match.has("fiscal") or place.text[match.start : match.end].lower().startswith("the year"):
        return True
    if int(match.match["year"]) not in MODERN:
        return False
    at = place.token_at(match.match.start("year"))
    token, name = place.tree.token(at), place.names.get(at)
    if name and name.kind == "date":
        return True
    if name and name.kind in {"number", "person"}:
        return False
    if token.relation == "nummod" and token.head > at and place.tree.word(token.head).endswith("s"):
        return False
    is_led = place.before(match) in words_of("year_lead")
    return match.has("edge") or is_led or token.relation.startswith(("obl", "nmod"))


def _is_in_name(match: Found, place: Place) -> bool:
    """Whether a match is a part of a name, or the whole of one, rather than something that follows a name."""
    first, last = place.token_at(match.start), place.token_at(match.end - 1)
    name = place.names.get(first)
    if name is None or name.kind not in BEARERS or last >= name.last:
        return False
    return not (_follows(match, name, first, last))


def _follows(match: Found, name: Name, first: int, last: int) -> bool:
    is_last = match.rule.reader == "weekday" and name.kind in RUN_INTO and last == name.last - 1
    return is_last and name.first < first


def by_place(matches: Sequence[Found]) -> list[Found]:
    """Return matches by where they begin, the longer first."""
    return sorted(matches, key=lambda match: (match.start, -match.end))
