"""Takes the place names of one document, gives the place that each most likely means, and why.

All names of a document are weighed together: a place gains when others named beside it lie in its country, in its
division or near it. A name has one sense in a document, unless what follows it says otherwise ("Paris, Texas").
Weights are in powers of ten of people: a place that gains one wins over a namesake ten times as large. They are set by
hand, few, and chosen by kinds of error on the development sets (see docs/where.md).
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from transforms.lexicons import load_lexicons
from transforms.places.gazetteer import Spot, load_gazetteer
from transforms.places.keys import key_of
from transforms.places.place_candidates import Candidate, candidates, trimmed
from transforms.tables import Place

COUNTRY, DIVISION, NEARNESS = 3.0, 2.6, 2.4
"""What a place gains at most when all other names lie in its country, in its division, and around it."""
NEAR_KM = 60.0  # kilometres in which nearness falls to a third
QUALIFIED, LOOSELY, MISMATCHED = 6.0, 1.5, 2.0
"""What a place gains that lies in what follows its name after a comma, after `in`, and what others lose."""
CAPITAL = 1.3  # gained by the capital of a state
SEAT = 0.6  # gained by a town over the division of its name: Homs, not Homs Governorate
WIDE = 9  # times that a division must have the people of its town to be meant by their name: Quebec
ROUNDS = 3
ANCHORS = 30  # places that are looked at for nearness: those named most, so that work stays linear
MOST = 60  # candidates of one name that are weighed in context
SURE = 0.5  # probability from which a place is an anchor for others
FOLLOWS = re.compile(
    r"\s*(?:,|\(|\bin\b)\s*(?:(?:north|south|east|west|central)\w*\s+)?((?:[A-Z][\w’'.-]*\.?)(?:\s+(?:[A-Z][\w’'.-]*\.?|of|and)){0,3})"
)
QUALIFIERS = {"division", "country", "district", "region", "disputed", "island", "islet"}
"""Kinds of place that tell, after a comma, where the place before lies."""
EARTH_KM = 111.2  # kilometres of one degree of a great circle


@dataclass(frozen=True, slots=True)
class Name:
    """Words of a document that name a place."""

    start: int
    end: int
    words: str
    label: str = ""
    """Kind of name that the engine tells, such as gpe or loc; empty where it tells none."""


@dataclass(frozen=True)
class Hints:
    """What is known of a document beside its place names."""

    countries: Mapping[str, float] = field(default_factory=dict)
    """Weight of the countries whose actors, bodies and people it names."""
    homes: tuple[str, ...] = ()
    """Names of the town for which its publisher writes, as far as its address tells."""
    home_country: str | None = None
    dateline: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """The place that a name means."""

    candidate: Candidate
    confidence: float
    reason: str

    @property
    def spot(self) -> Spot:
        return self.candidate.spot


@dataclass
class Group:
    """The names of a document that are written alike and qualified alike."""

    options: list[Candidate]
    qualifier: Candidate | None
    is_loose: bool
    """Whether the qualifier follows with `in`, which may tell where something else is: "left Sydney in a ..."."""
    count: int
    scores: list[float]
    shares: list[float]
    gains: list[dict[str, float]]
    qualified_by: str = ""
    """Id of the place as which it says where the place before it lies; empty where it does not."""

    @property
    def weight(self) -> float:
        """How much it says of where the document is set."""
        return math.sqrt(min(self.count, 9))


def resolve(names: Sequence[Name], text: str, hints: Hints) -> list[Resolution | None]:
    """Return the place of each name; null for one that no gazetteer knows."""
    keys: list[tuple[str, str]] = []
    groups: dict[tuple[str, str], Group] = {}
    qualified: dict[int, str] = {}
    for name in names:
        found = qualifier_of(name, text)
        qualifier = found[0] if found else None
        if found:
            qualified[found[1]] = found[0].spot.place_id
        after = qualified.get(name.start, "")
        key = (key_of(trimmed(name.words)), qualifier.spot.place_id if qualifier else after)
        keys.append(key)
        if key in groups:
            groups[key].count += 1
            continue
        options = list(candidates(name.words, bool(after)))[:MOST]
        groups[key] = Group(options, qualifier, bool(found and found[2]), 1, [], [], [], after)
    _share_senses(groups)
    weigh(list(groups.values()), hints)
    return [_resolution(groups[key]) for key in keys]


def qualifier_of(name: Name, text: str) -> tuple[Candidate, int, bool] | None:
    """Return what follows a name and says where it lies, and where that stands: Texas in "Paris, Texas"."""
    match = FOLLOWS.match(text, name.end, name.end + 60)
    if not match:
        return None
    own = {candidate.spot.place_id: candidate for candidate in candidates(name.words)[:MOST]}
    words = match[1].split()
    for size in range(len(words), 0, -1):
        for candidate in candidates(" ".join(words[:size]), True)[:6]:
            wide = (
                candidate.spot.kind in QUALIFIERS and not candidate.is_adjective and candidate.spot.place_id not in own
            )
            if wide and any(lies_in(mine.spot, candidate.spot) for mine in own.values()):
                return candidate, match.start(1), match[0].lstrip()[:2] == "in"
    return None


def lies_in(spot: Spot, whole: Spot) -> bool:
    """Whether a place lies in a division, country or region."""
    if spot.place_id == whole.place_id:
        return False
    if whole.kind == "country":
        return whole.country in spot.countries
    if whole.kind == "division":
        return spot.division == whole.division and spot.kind != "division"
    if whole.kind == "district":
        return (
            spot.division == whole.division
            and distance_km(spot, whole) < 80
            and spot.kind not in {"division", "district"}
        )
    return (
        distance_km(spot, whole) < 400
        and spot.kind not in {"country", "continent"}
        and bool(not whole.countries or set(spot.countries) & set(whole.countries))
    )


def _share_senses(groups: dict[tuple[str, str], Group]) -> None:
    """Let a name without qualifier have the sense of the same name with one, which is the commonest of them."""
    qualified: dict[str, list[Group]] = defaultdict(list)
    for (key, _), group in groups.items():
        if group.qualifier:
            qualified[key].append(group)
    for (key, _), group in groups.items():
        if group.qualifier is None and qualified[key]:
            model = max(qualified[key], key=lambda one: one.count)
            group.qualifier, group.is_loose = model.qualifier, model.is_loose


def weigh(groups: list[Group], hints: Hints) -> None:
    """Set the scores of the options of each group, by what the other groups mean, in a few rounds."""
    named = {one.spot.place_id for group in groups for one in group.options[:1]}
    home = [Group(list(candidates(words))[:MOST], None, False, 3, [], [], []) for words in hints.homes]
    # The home town is no second witness where the text names it.
    home = [group for group in home if group.options and group.options[0].spot.place_id not in named]
    every = [group for group in (*groups, *home) if group.options]
    for group in every:
        base = [_alone(group, option) for option in group.options]
        group.gains = base
        group.scores = [option.weight + sum(gain.values()) for option, gain in zip(group.options, base, strict=True)]
        group.shares = softmax(group.scores)
    for _ in range(ROUNDS):
        around = Around(every, hints)
        for group in every:
            around.leave(group)
            for place, option in enumerate(group.options):
                gains = {**_alone(group, option), **around.gains(option.spot, group)}
                group.gains[place] = gains
                group.scores[place] = option.weight + sum(gains.values())
            around.enter(group)
        for group in every:
            group.shares = softmax(group.scores)


def _alone(group: Group, option: Candidate) -> dict[str, float]:
    """Return what an option gains by its own name and what follows it."""
    gains = {}
    spot = option.spot
    if group.qualifier:
        inside = lies_in(spot, group.qualifier.spot)
        gain = (LOOSELY if group.is_loose else QUALIFIED) if inside else (0.0 if group.is_loose else -MISMATCHED)
        gains[f"followed by {group.qualifier.spot.name}"] = gain
    if group.qualified_by == spot.place_id:
        gains["said of the place before it"] = QUALIFIED
    if spot.place_id in capitals():
        gains["a capital"] = CAPITAL
    own = [other.weight for other in group.options if _is_own_division(spot, other.spot)]
    if own and option.is_main and not group.qualified_by and spot.kind == "town":
        gains["a town before its division"] = SEAT + max(0.0, max(own) - option.weight)
    return gains


def _is_own_division(town: Spot, other: Spot) -> bool:
    return other.kind == "division" and other.division == town.division and other.population < WIDE * town.population


class Around:
    """Where the names of a document lie, all together."""

    def __init__(self, groups: Iterable[Group], hints: Hints) -> None:
        self.countries: dict[str, float] = defaultdict(float)
        self.divisions: dict[str, float] = defaultdict(float)
        self.total = 1.0
        for country, weight in hints.countries.items():
            self.countries[country] += weight
            self.total += weight
        if hints.home_country:
            self.countries[hints.home_country] += 1.0
            self.total += 1.0
        held = list(groups)
        for group in held:
            self.enter(group)
        sure = [(group.weight * max(group.shares), group) for group in held if max(group.shares) > SURE]
        sure.sort(key=lambda pair: -pair[0])
        self.anchors = [
            (group.options[group.shares.index(max(group.shares))].spot, weight, group)
            for weight, group in sure
            if group.options[group.shares.index(max(group.shares))].spot.kind in POINTS
        ][:ANCHORS]

    def enter(self, group: Group) -> None:
        self._count(group, 1.0)

    def leave(self, group: Group) -> None:
        self._count(group, -1.0)

    def _count(self, group: Group, sign: float) -> None:
        self.total += sign * group.weight
        for option, share in zip(group.options, group.shares, strict=True):
            if share < 0.01:
                continue
            for country in option.spot.countries:
                self.countries[country] += sign * group.weight * share / len(option.spot.countries)
            if option.spot.division:
                self.divisions[option.spot.division] += sign * group.weight * share

    def gains(self, spot: Spot, group: Group) -> dict[str, float]:
        """Return what a place gains by the others."""
        country = max((self.countries.get(one, 0.0) for one in spot.countries), default=0.0) / self.total
        division = self.divisions.get(spot.division, 0.0) / self.total if spot.division else 0.0
        near = 0.0
        if spot.kind in POINTS:
            for anchor, weight, owner in self.anchors:
                if owner is not group:
                    near += weight * math.exp(-distance_km(spot, anchor) / NEAR_KM)
        reasons = {}
        if country > 0:
            reasons["others in its country"] = COUNTRY * country**0.5
        if division > 0:
            reasons["others in its division"] = DIVISION * division**0.5
        if near > 0.02:
            reasons["others near it"] = NEARNESS * min(1.0, near / 2)
        return reasons


POINTS = {"town", "locality", "district", "airport", "area", "site", "lake", "peak", "island", "islet"}
"""Kinds of place to which something may be near."""


def softmax(scores: Sequence[float]) -> list[float]:
    """Return probabilities of options whose scores are powers of ten."""
    best = max(scores)
    weights = [10.0 ** max(score - best, -12.0) for score in scores]
    total = sum(weights)
    return [weight / total for weight in weights]


def distance_km(one: Spot | Place, other: Spot | Place) -> float:
    """Return about how far two places are apart; exact enough for some hundred kilometres."""
    north = one.latitude - other.latitude
    east = abs(one.longitude - other.longitude)
    east = min(east, 360 - east) * math.cos(math.radians((one.latitude + other.latitude) / 2))
    return EARTH_KM * math.hypot(north, east)


@cache
def capitals() -> frozenset[str]:
    """Return the ids of the capitals of states."""
    found = set()
    for state in load_lexicons().states.values():
        if state.capital and state.iso and state.status in {"member", "observer", "partial"}:
            towns = [
                spot
                for spot, _ in load_gazetteer().find(key_of(state.capital))
                if spot.kind == "town" and spot.country == state.iso
            ]
            if towns:
                found.add(max(towns, key=lambda spot: (spot.population, spot.place_id)).place_id)
    return frozenset(found)


def rivals(words: str, near: str = "", country: str | None = None) -> list[Resolution]:
    """Return the places that a name may mean, the likeliest first, beside another name or in a country where told."""
    reasons = (words, near) if near else (words,)
    groups = [Group(list(candidates(name))[:MOST], None, False, 1, [], [], []) for name in reasons]
    group = groups[0]
    state = load_gazetteer().states.get(country or "", "")
    group.qualifier = (
        next((candidate for candidate in candidates(state) if candidate.spot.kind == "country"), None)
        if state
        else None
    )
    weigh(groups, Hints())
    order = sorted(
        range(len(group.options)), key=lambda place: (-group.scores[place], group.options[place].spot.place_id)
    )
    return [_told(group, place) for place in order]


def _resolution(group: Group) -> Resolution | None:
    """Return the best option of a group, with what spoke for it."""
    if not group.options:
        return None
    best = max(range(len(group.options)), key=lambda place: (group.scores[place], group.options[place].spot.place_id))
    found = _told(group, best)
    others = len(group.options) - 1
    so_named = f"of {others + 1} places so named" if others else "the only place so named"
    return Resolution(found.candidate, found.confidence, f"{found.reason}; {so_named}")


def _told(group: Group, place: int) -> Resolution:
    """Return an option with what speaks for it, the weightiest first."""
    option, gains = group.options[place], group.gains[place]
    reasons = [reason for reason, gain in sorted(gains.items(), key=lambda pair: -pair[1]) if gain > 0]
    return Resolution(option, round(group.shares[place], 3), "; ".join([option.how, *reasons]))
