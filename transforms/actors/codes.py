"""Codes: what the words of a mention say of who acts, and the role that somebody holds on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from transforms.lexicons import OfficialRole
from transforms.tables import Entity

NOMINAL = "nominal"
SLACK = timedelta(days=45)  # days by which lexicons and news may differ on the beginning or end of an office
KNOWN, TITLED, CODED, PLACED, GUESSED, UNKNOWN = 0.9, 0.8, 0.7, 0.5, 0.4, 0.0
"""Confidence of a known name, of one with a title, of a role, of a country alone, of one from around, of nothing."""
ELITE, GOVERNMENT, CIVILIANS, UNIDENTIFIED = "ELI", "GOV", "CVL", "UNK"


@dataclass(frozen=True)
class ActorCode:
    """What the words of a mention say of who acts."""

    country: str | None
    """ISO 3166 alpha-3 or a pseudo-country; null when the words give none."""
    sector: str | None
    secondary: str | None
    entity: Entity | None
    """Entity of a lexicon, or body of a state such as `government.SYR.foreign-ministry`; null for a bare nominal."""
    how: str
    """What gave the code, in words."""
    confidence: float


NOBODY = ActorCode(None, None, None, None, "nothing that a lexicon knows", UNKNOWN)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some tokens that a lexicon knows, and what they say of the noun beside them."""

    first: int
    last: int
    kind: str
    """What they name: `state`, `body`, `person`, `institution`, `role` or `modifier`."""
    code: ActorCode
    modifier: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The role phrase or generic body that a nominal is."""

    first: int
    last: int
    sector: str
    secondary: str | None
    is_role: bool
    body: str | None
    """Key of a generic body in the lexicon; null for a role that is none."""


def role_on(roles: Sequence[OfficialRole], on: date | None) -> tuple[OfficialRole | None, bool]:
    """Return the role that somebody held on a day, and whether it had ended by then; null before the first.

    Of several at once it is the last to begin, of those the last to end. Without a day, and of those that have ended,
    it is the one that somebody is known for: an office of government before others, one that has not ended before
    others, then the longest.
    """
    if not roles:
        return None, False
    if on is None:
        return max(roles, key=_weight), False
    if held := [role for role in roles if lasts(role.valid_first_on, role.valid_last_on, on)]:
        return held[-1], False
    near = [role for role in roles if lasts(_earlier(role.valid_first_on), _later(role.valid_last_on), on)]
    if near:
        return near[-1], False
    past = [role for role in roles if role.valid_last_on and role.valid_last_on < on]
    return (max(past, key=_weight), True) if past else (None, False)


def _weight(role: OfficialRole) -> tuple[bool, bool, timedelta]:
    """Return what makes a role the one that somebody is known for: government, then what lasts still, then length."""
    first_on, last_on = role.valid_first_on, role.valid_last_on
    length = last_on - first_on if first_on and last_on else timedelta(0)
    return role.sector == GOVERNMENT, last_on is None, length


def _earlier(day: date | None) -> date | None:
    return day - SLACK if day else None


def _later(day: date | None) -> date | None:
    return day + SLACK if day else None


def lasts(first_on: date | None, last_on: date | None, on: date | None) -> bool:
    """Whether a day lies in a period; without a day, whether the period has no end."""
    if on is None:
        return last_on is None
    return (first_on is None or first_on <= on) and (last_on is None or on <= last_on)
