"""Vocabulary: `words.csv`, `holidays.csv` and `rules.csv` in, the words of time by class and compiled rules out.

A pattern in `rules.csv` names classes of words in braces, such as `{month}`; a match has a group of the same name.
`{month_again}` is the same class a second time. A blank in a pattern is any short white space.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

from transforms.cell_patterns import regular_expression
from transforms.loading import Csv, Grammar
from transforms.times.holiday_rules import RULE, HolidayRule, read_rule

FOLDER = Path(__file__).parent
AGAIN = "_again"
BLANK = r"[\s\u00a0]{1,3}"  # longer white space parts columns, not words
PARTS = "a class of `words.csv`, or for `gap`, `oh`, `year`, `year_shift`, `quantity` or `holiday`"
QUANTITY, HOLIDAY, YEAR_SHIFT = "quantity", "holiday", "year_shift"
"""What a pattern may name beside classes of words: a number, any holiday, the year before or after."""
WORD_END = r"(?!\w)"

FIXED: Mapping[str, str] = {
    "gap": rf"(?:{BLANK}|[-–])",
    "oh": rf"(?:{BLANK}(?:oh|o)[-\s]?(?:one|two|three|four|five|six|seven|eight|nine))",
    "year": r"(?P<year>\d{4})(?!\d)",
}


@dataclass(frozen=True)
class Rule:
    """One row of `rules.csv`: a pattern, and the reader that says what a match denotes."""

    name: str
    reader: str
    pattern: re.Pattern[str]
    example: str


class RuleRow(NamedTuple):
    """A pattern of words for time, and the reader that says what a match denotes."""

    rule: str
    reader: str
    pattern: Annotated[str, regular_expression(lambda: part_names(), PARTS)]
    example: str


class HolidayRow(NamedTuple):
    """The names of a holiday, and the rule by which its day is found."""

    forms: tuple[str, ...]
    rule: Annotated[HolidayRule, Grammar(read_rule, RULE)]
    note: str | None


class WordRow(NamedTuple):
    """Words of one class that mean the same."""

    class_: str
    forms: tuple[str, ...]
    value: str | None
    note: str | None


RULES = Csv("rules.csv", RuleRow, ("rule",), FOLDER, order="the first rule that matches as much counts")
HOLIDAYS = Csv("holidays.csv", HolidayRow, ("forms",), FOLDER)
WORDS = Csv("words.csv", WordRow, ("class", "forms"), FOLDER)


@cache
def words_of(kind: str) -> Mapping[str, str]:
    """Return the value of each word of a class."""
    return _words().get(kind, {})


def value_of(kind: str, words: str) -> str:
    """Return the value of words that a class of words holds; raise KeyError for others."""
    return words_of(kind)[plain(words)]


def plain(words: str) -> str:
    """Return words in lower case, with one blank between them and a straight apostrophe."""
    return " ".join(words.casefold().replace("’", "'").replace("‘", "'").split())


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in the order of their file, which decides between matches of one length."""
    return tuple(Rule(row.rule, row.reader, compiled(row.pattern), row.example) for row in RULES.rows())


@cache
def part_names() -> frozenset[str]:
    """Return what a pattern may name in braces."""
    names = {*_words(), *FIXED, QUANTITY, HOLIDAY, YEAR_SHIFT}
    return frozenset((*names, *(f"{name}{AGAIN}" for name in names)))


@cache
def holidays() -> Mapping[str, HolidayRule]:
    """Return the rule of each holiday by each of its names."""
    return {form: row.rule for row in HOLIDAYS.rows() for form in row.forms}


@cache
def clue() -> re.Pattern[str]:
    """Return what every time expression holds some of: a digit or a word of time. Sentences without are skipped."""
    kinds = ("month", "weekday", "season", "unit", "part_of_day", "clock_word", "frequency", "reference", "recent_unit")
    forms = {form for kind in kinds for form in words_of(kind)} | set(holidays()) | set(words_of("decade"))
    forms |= {*words_of("named_day"), "two thousand", "nineteen", "overnight"}
    return re.compile(rf"\d|\b(?:{_any_of(forms)}){WORD_END}", re.IGNORECASE)


def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern of `rules.csv` as a regular expression."""
    filled = re.sub(r"\{([a-z_]+)\}", lambda match: _part(match[1]), pattern)
    return re.compile(rf"(?<![\w$£€]){_blanks(filled)}{WORD_END}", re.IGNORECASE)


def _part(name: str) -> str:
    if name in FIXED:
        return FIXED[name]
    kind = name.removesuffix(AGAIN)
    if kind == "year":
        return FIXED["year"].replace("<year>", "<year_again>")
    if kind == YEAR_SHIFT:
        return f"(?P<{name}>{_any_of(['that', 'that same', 'the same', *words_of('shift')])})"
    if kind == QUANTITY:
        return f"(?P<{name}>{_quantity()})"
    forms = list(holidays() if kind == HOLIDAY else words_of(kind))
    return f"(?P<{name}>(?:{_any_of(forms)}){WORD_END})"


def _quantity() -> str:
    """Return the pattern of a number, in digits or in words."""
    ones, tens = _any_of(words_of("count")), _any_of(words_of("tens"))
    in_words = rf"(?:{tens})(?:{FIXED['gap']}(?:{ones}))?|(?:{ones})(?: and a half)?"
    return rf"(?:\d{{1,4}}(?:[.,]\d{{1,3}})?(?:[ -]\d/\d)?|{in_words})"


def _any_of(forms: object) -> str:
    """Return the pattern of any of these words, the longer first."""
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))  # type: ignore[call-overload]
    return "|".join(_blanks(re.escape(form).replace(r"\ ", " ")).replace("'", "['’‘]") for form in ordered)


def _blanks(pattern: str) -> str:
    """Return a pattern whose blanks match any short white space; those inside brackets stay."""
    return re.sub(r"(\[[^\]]*\])| (\?)?", lambda match: match[1] or (f"(?:{BLANK})?" if match[2] else BLANK), pattern)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in WORDS.rows():
        found.setdefault(row.class_, {}).update(dict.fromkeys(row.forms, row.value or ""))
    return found
