"""Takes names with the places found for them, gives those that no gazetteer knows a place near which they are.

In local news a hamlet, a street or a school that no gazetteer has lies, as a rule, near the town that is named beside
it. That is a guess: its confidence is low, its precision that of the neighbour at best, and its reason says so. Where
a document is about many places it is not made.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cache, partial

from transforms.places.gazetteer import Spot
from transforms.places.place_candidates import Candidate, coarser
from transforms.places.toponym_resolution import POINTS, Name, Resolution, distance_km

REACH = 300  # characters within which a name that no gazetteer knows is taken to be near another
GUESSED = 0.3  # confidence of that
COMPARED = 50  # places of a document that say whether it is local, those named most, so that work stays linear
LOCAL_KM, LOCAL_SHARE, LEAST = 80.0, 0.6, 3
"""A document is local that names places in a town, and around it within so many kilometres, at least so many times and
for so much of its places: only there is an unknown name likely to be near."""


def fill(
    names: Sequence[Name], resolutions: Sequence[Resolution | None], may_neighbour: Sequence[bool]
) -> list[Resolution | None]:
    """Return the places of names, those without one near the next that has one; null where there is none."""
    known = sorted(
        (
            (name.start, place, one)
            for place, (name, one, may) in enumerate(zip(names, resolutions, may_neighbour, strict=True))
            if one and may and _is_point(one)
        ),
        key=lambda entry: entry[:2],
    )
    starts = [start for start, _, _ in known]
    counted = Counter(one.spot.place_id for _, _, one in known)
    known_as = {one.spot.place_id: one for _, _, one in known}
    focus = max((one for _, _, one in known), key=lambda one: counted[one.spot.place_id], default=None)
    commonest = [(known_as[place_id].spot, count) for place_id, count in counted.most_common(COMPARED)]
    is_local = cache(partial(_is_local, commonest=commonest))
    filled: list[Resolution | None] = []
    for name, resolution in zip(names, resolutions, strict=True):
        at = bisect_left(starts, name.start)
        beside = [(abs(start - name.start), one) for start, _, one in known[max(0, at - 1) : at + 1]]
        guess = None if resolution else _near([pair for pair in beside if pair[0] <= REACH], focus)
        filled.append(guess if guess and is_local(guess.spot) else resolution)
    return filled


def _is_local(spot: Spot, commonest: Sequence[tuple[Spot, int]]) -> bool:
    """Whether most of what a document names lies around a place."""
    around = sum(count for other, count in commonest if distance_km(other, spot) <= LOCAL_KM)
    return around >= LEAST and around >= LOCAL_SHARE * sum(count for _, count in commonest)


def _is_point(resolution: Resolution) -> bool:
    return resolution.spot.kind in POINTS and resolution.confidence > GUESSED and not resolution.candidate.is_adjective


def _near(beside: Sequence[tuple[int, Resolution]], focus: Resolution | None) -> Resolution | None:
    """Return the place near which an unknown name is taken to be: the nearest in the text, else the commonest."""
    chosen = min(beside, key=lambda pair: pair[0])[1] if beside else focus
    if chosen is None:
        return None
    how = f"near {chosen.spot.name}, named {'beside it' if beside else 'most in the document'}"
    candidate = Candidate(chosen.spot, 0.0, coarser("near", chosen.candidate.precision), how)
    return Resolution(candidate, round(min(GUESSED, chosen.confidence), 3), f"{how}; no gazetteer knows the name")
