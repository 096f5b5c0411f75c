"""The rules of cleaning: `boilerplate.csv` in, compiled patterns out, which say of words why they are no news.

A rule has an effect. `line` takes a whole paragraph, `tail` takes it because of how it ends, `block` takes it and the
headlines that follow, `box` takes it and the paragraph that follows; `start`, `end` and `inside` cut their words out of
a paragraph that stays. Its zone says where in a document it holds: `any`where, in its `head` or at its `foot`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal, NamedTuple, cast

from transforms.cell_patterns import PART, regular_expression
from transforms.loading import Csv
from transforms.row import OneOf

SHORT = 300  # characters; what is no caption or notice is shorter
LONG = 700  # characters; longer paragraphs are prose, whatever they begin with
STOPS = ".!?:;\"”’'"  # with which running text ends
SHORT_OF = ("short", "long")  # a rule for short words, and words that are long
TAIL = 120  # characters at the end of a paragraph in which a credit stands

Effect = Literal["line", "tail", "block", "box", "start", "end", "inside"]
Zone = Literal["any", "head", "foot", "both"]
Reach = Literal["short", "long"]


@dataclass(frozen=True)
class Rule:
    """One row of `boilerplate.csv`."""

    effect: Effect
    zone: Zone
    reach: Reach
    reason: str
    pattern: str
    example: str
    near_miss: str


@dataclass(frozen=True)
class RuleSet:
    """The rules of one effect as one pattern, and the rule of each of its groups."""

    pattern: re.Pattern[str]
    rules: tuple[Rule, ...]

    def rule_of(self, match: re.Match[str]) -> Rule:
        """Return the rule that a match of the pattern met."""
        return self.rules[(match.lastindex or 1) - 1]


AGENCY, PHOTO = "agency", "photo"
"""Parts that stand for any news agency, and for any that gives pictures."""


@cache
def part_names() -> frozenset[str]:
    """Return the names of the parts that patterns share."""
    return frozenset((*BOILERPLATE_PARTS.names(), AGENCY, PHOTO))


SharingPattern = Annotated[str, regular_expression(part_names, "`boilerplate_parts.csv`, or for `agency` or `photo`")]


class BoilerplateRow(NamedTuple):
    """A pattern of what is not the article's own text."""

    effect: Annotated[str, OneOf(("block", "box", "end", "inside", "line", "start", "tail"))]
    zone: Annotated[str, OneOf(("any", "foot", "head"))]
    reach: Annotated[str, OneOf(("long", "short"))]
    reason: str
    pattern: SharingPattern
    example: str
    near_miss: str
    note: str


class PartRow(NamedTuple):
    """A part that patterns share."""

    part: str
    pattern: SharingPattern
    note: str


class AgencyRow(NamedTuple):
    """A news agency, whether it gives pictures, and the name of its wire where it gives texts."""

    name: str
    is_photo: bool
    wire: str | None
    note: str | None


BOILERPLATE = Csv("boilerplate.csv", BoilerplateRow, key=("pattern",), order="the first rule that fits counts")
BOILERPLATE_PARTS = Csv("boilerplate_parts.csv", PartRow, key=("part",))
NEWS_AGENCIES = Csv("news_agencies.csv", AgencyRow, key=("name",))


@cache
def read_rules() -> tuple[Rule, ...]:
    """Return the rules in the order of their file, with the parts that they share filled in."""
    parts = _read_parts()
    return tuple(
        Rule(
            cast(Effect, row.effect),
            cast(Zone, row.zone),
            cast(Reach, row.reach),
            row.reason,
            _fill(row.pattern, parts),
            row.example,
            row.near_miss,
        )
        for row in BOILERPLATE.rows()
    )


@cache
def rule_set(effect: Effect, zone: Zone, reach: Reach = "short") -> RuleSet | None:
    """Return the rules of an effect that hold in a zone and reach as far, or None where there are none."""
    rules = tuple(
        rule
        for rule in read_rules()
        if rule.effect == effect and (rule.zone in ("any", zone) or zone == "both") and (rule.reach, reach) != SHORT_OF
    )
    if not rules:
        return None
    anchor = r"\Z" if effect in ("tail", "end") else ""
    return RuleSet(re.compile("|".join(f"({rule.pattern}){anchor}" for rule in rules)), rules)


def rule_for_line(words: str, zone: Zone) -> Rule | None:
    """Return the rule that takes the whole of these words, or None."""
    if len(words) > LONG:
        return None
    reach: Reach = "short" if len(words) <= SHORT else "long"
    for effect in ("block", "box", "line"):
        if (rules := rule_set(effect, zone, reach)) and (match := rules.pattern.fullmatch(words)):
            return rules.rule_of(match)
    # A credit ends with a name or a bracket; running text ends with a stop, and most of it need not be searched.
    is_prose = words[-1:] in STOPS and ":" not in words[-TAIL // 2 :]
    if is_prose or not (rules := rule_set("tail", zone, reach)):
        return None
    match = rules.pattern.search(words, max(0, len(words) - TAIL))
    return rules.rule_of(match) if match else None


def cuts(words: str, zone: Zone) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and reason of each piece of these words that a rule cuts out, in reading order."""
    pieces = []
    if (rules := rule_set("start", zone)) and (match := rules.pattern.match(words)):
        pieces.append((match.start(), match.end(), rules.rule_of(match).reason))
    if "<" in words or "[" in words or "{" in words:
        inside = rule_set("inside", zone)
        found = inside.pattern.finditer(words) if inside else ()
        pieces += [(match.start(), match.end(), inside.rule_of(match).reason) for match in found if inside]
    if (rules := rule_set("end", zone)) and (match := rules.pattern.search(words, max(0, len(words) - LONG))):
        pieces.append((match.start(), match.end(), rules.rule_of(match).reason))
    after = 0
    for start, end, reason in sorted(pieces):
        if start >= after and end > start:
            yield start, end, reason
            after = end


def fill(words: str) -> str:
    """Return a pattern with the parts that rules share filled in."""
    return _fill(words, _read_parts())


def part(name: str) -> str:
    """Return the pattern of a part that rules share, such as `month` or `agency`."""
    return fill(f"{{{name}}}")


@cache
def _read_parts() -> dict[str, str]:
    agencies = sorted(NEWS_AGENCIES.rows(), key=lambda row: -len(row.name))
    return {row.part: row.pattern for row in BOILERPLATE_PARTS.rows()} | {
        AGENCY: _any_of([row.name for row in agencies]),
        PHOTO: _any_of([row.name for row in agencies if row.is_photo]),
    }


def _any_of(names: list[str]) -> str:
    return f"(?:{'|'.join(re.escape(name) for name in names)})"


def _fill(words: str, parts: dict[str, str]) -> str:
    """Return a pattern with each `{part}` replaced, parts of parts included."""
    filled = PART.sub(lambda match: parts[match[1]], words)
    return filled if filled == words else _fill(filled, parts)
