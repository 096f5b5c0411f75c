"""Takes what may be an event, gives how sure we are of it."""

from transforms.coding.candidates import Candidate

ALONE, NOBODY = 0.8, 0.5


def confidence_of(one: Candidate) -> float:
    """Return how sure we are of type, actor and factuality together."""
    sides = NOBODY if not one.actors and not one.recipients else ALONE if one.is_alone else 1.0
    return round(one.unit * sides, 3)
