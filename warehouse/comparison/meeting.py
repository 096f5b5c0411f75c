"""Two sketches in, what of them does not meet out: the day, the place, the parties, the type."""

from transforms.chains.comparing import LIKENESSES, MEETING, Relation, relate
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
    return missing(relate(theirs, ours), is_of_type=bool(theirs.event_types & ours.event_types))


def missing(relation: Relation, *, is_of_type: bool) -> tuple[str, ...]:
    """Return which of `FEATURES` do not meet in a relation."""
    meets = {
        "day": relation.days in MEETING,
        "place": relation.sites.partition(",")[0] in THERE if relation.sites else relation.actors in TELLING,
        "parties": relation.actors not in UNFIT,
        "type": is_of_type,
    }
    return tuple(feature for feature in FEATURES if not meets[feature])


def closeness(theirs: Sketch, ours: Sketch) -> tuple[int, int, int, str]:
    """Return how close two sketches are, the least for the closest: what does not meet, parties, days, the key."""
    relation = relate(theirs, ours)
    unmet = missing(relation, is_of_type=bool(theirs.event_types & ours.event_types))
    rank = LIKENESSES.index(relation.actors) if relation.actors in LIKENESSES else len(LIKENESSES)
    return len(unmet), rank, apart(theirs, ours), ours.key


def apart(theirs: Sketch, ours: Sketch) -> int:
    """Return how many days the first days of two sketches, which both have, lie apart."""
    if theirs.days.first_on is None or ours.days.first_on is None:
        return 0
    return abs((theirs.days.first_on - ours.days.first_on).days)
