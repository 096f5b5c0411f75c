"""Ranking: the days that a report may have in, those that are likeliest out.

`training/dating.py` made the weights from our own stories.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from transforms.document_drafts import CodedReport
from transforms.learned_weights import probabilities, read_weights, score_of
from transforms.occurrence.aspects import aspect_of
from transforms.occurrence.candidates import Candidate, Days, candidates_of
from transforms.occurrence.facts import facts_of
from transforms.occurrence.scene import Scene, Stage

WEIGHTS = Path(__file__).parent / "weights.csv"
FOREIGN = 0.5  # probability that the time of another sentence needs; below it the report has none
CLEAR = 0.6  # share of one day in the probability of the days of the news, below which it is not told apart
Interval = tuple[date | None, date | None]
NEVER: Interval = (None, None)


def likeliest_days(stage: Stage, scene: Scene, report: CodedReport) -> Days:
    """Return the likeliest days of a report of what did happen, with how sure they are."""
    candidates = candidates_of(stage, scene, report)
    aspect = aspect_of(stage, scene, report)
    weights = read_weights(WEIGHTS)
    scores = [score_of(facts_of(stage, scene, report, aspect, candidate), weights) for candidate in candidates]
    chosen, probability = choose(candidates, probabilities(scores), scene)
    days = candidates[chosen].days
    is_foreign = candidates[chosen].scene not in {None, scene}
    basis = "narrative" if is_foreign else days.basis
    return replace(days, basis=basis, probability=round(probability, 3))


def choose(candidates: Sequence[Candidate], chances: Sequence[float], scene: Scene) -> tuple[int, float]:
    """Return the place of the likeliest candidate and the probability of its days.

    What gives the same days speaks for them together, and what gives the day or the eve of publication speaks for the
    news of the day.
    """
    shares: dict[Interval, float] = defaultdict(float)
    for candidate, probability in zip(candidates, chances, strict=True):
        shares[_interval(candidate)] += probability
    news = next((_interval(candidate) for candidate in candidates if candidate.kind == "news"), NEVER)
    inside = [days for days in shares if _is_within(days, news)]
    together = sum(shares[days] for days in inside)
    outside = {days: share for days, share in shares.items() if days not in inside}
    best = _largest(outside)
    if inside and (best is None or together > outside[best]):
        day = _largest({days: shares[days] for days in inside})
        assert day is not None
        return _place(candidates, chances, day if shares[day] >= CLEAR * together else news), together
    assert best is not None
    if shares[best] < FOREIGN and all(
        candidate.scene not in {None, scene} for candidate in candidates if _interval(candidate) == best
    ):
        best = _largest(_own(candidates, chances, scene)) or best
    return _place(candidates, chances, best), shares[best]


def _own(candidates: Sequence[Candidate], chances: Sequence[float], scene: Scene) -> Mapping[Interval, float]:
    """Return the shares of days that no other sentence tells."""
    shares: dict[Interval, float] = defaultdict(float)
    for candidate, probability in zip(candidates, chances, strict=True):
        if candidate.scene in {None, scene}:
            shares[_interval(candidate)] += probability
    return shares


def _place(candidates: Sequence[Candidate], chances: Sequence[float], days: Interval) -> int:
    """Return the place of the likeliest candidate with some days."""
    places = [index for index, candidate in enumerate(candidates) if _interval(candidate) == days]
    return max(places, key=lambda place: chances[place])


def _largest(shares: Mapping[Interval, float]) -> Interval | None:
    return max(shares, key=lambda days: (shares[days], str(days)), default=None)


def _interval(candidate: Candidate) -> Interval:
    return candidate.days.first_on, candidate.days.last_on


def _is_within(inner: Interval, outer: Interval) -> bool:
    first, last = outer
    return bool(first and last and inner[0] and inner[1] and first <= inner[0] and inner[1] <= last)
