"""What the walk can say beyond the rows of one document, as the yardstick asks for it."""

from benchmarks.yardstick.answering import Actor, Answerers
from transforms.actors import actor_at, head_at
from transforms.incidents import incidents_of
from transforms.tables import Document


def our_answerers() -> Answerers:
    """Return the later stages of the walk that there are today."""
    return Answerers(actor=_actor, head=head_at, incidents=incidents_of)


def _actor(document: Document, start: int, end: int) -> Actor | None:
    """Return who a span names and what it codes to; null when no word stands there."""
    code = actor_at(document, start, end)
    named = code.entity.name if code and code.entity else None
    return Actor(country=code.country, sector=code.sector, name=named) if code else None
