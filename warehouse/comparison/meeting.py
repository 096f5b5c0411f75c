"""Two sketches in, what of them does not meet out: the day, the place, the parties, the type."""

from transforms.chains.comparing import LIKENESSES, MEETING, agree, relate
from transforms.chains.sketch import Sketch

FEATURES = ("day", "place", "parties", "type")
THERE = frozenset({"same", "near", "inside"})
"""How two places may lie so that one event may be at both: one may be a country, or a province and its town."""
TELLING = frozenset({"entity", "noun", "code", "state"})
"""How parties may be alike so that they tell which event it is."""
UNFIT = frozenset({"apart", "number"})


def differences(theirs: Sketch, ours: Sketch) -> tuple[str, ...]:
    """Return which of `FEATURES` do not meet.

    A place that one of both does not know meets where the parties tell that it is one event.
    """
    relation = relate(theirs, ours)
    is_there = relation.sites.partition(",")[0] in THERE if relation.sites else relation.actors in TELLING
    meets = {
        "day": relation.days in MEETING,
        "place": is_there,
        "parties": relation.actors not in UNFIT,
        "type": bool(theirs.event_types & ours.event_types),
    }
    return tuple(feature for feature in FEATURES if not meets[feature])


def closeness(theirs: Sketch, ours: Sketch) -> tuple[int, int, int, str]:
    """Return how close two sketches are, the least for the closest: what does not meet, parties, days, the key."""
    likeness = agree(theirs.actors, ours.actors)
    rank = LIKENESSES.index(likeness) if likeness in LIKENESSES else len(LIKENESSES)
    return len(differences(theirs, ours)), rank, apart(theirs, ours), ours.key


def apart(theirs: Sketch, ours: Sketch) -> int:
    """Return how many days the first days of two sketches, which both have, lie apart."""
    if theirs.days.first_on is None or ours.days.first_on is None:
        return 0
    return abs((theirs.days.first_on - ours.days.first_on).days)
