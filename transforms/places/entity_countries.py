"""Takes the entities of a document and its toponyms, gives the entities with the countries of their places."""

from collections.abc import Iterable, Sequence

from transforms.tables import Entity, Mention, Place, Toponym

GROUND = {"place", "facility"}


def locate_entities(
    entities: Iterable[Entity], mentions: Iterable[Mention], toponyms: Sequence[Toponym], places: Iterable[Place]
) -> tuple[Entity, ...]:
    """Return the entities; of a place that the text introduces the country is that of its row in `places`, or none.

    Of several places under one name of a document the surest is taken, of those alike the first.
    """
    held = {place.place_id: place for place in places}
    spans = {(one.toponym_start, one.toponym_end): one for one in toponyms if one.place_id}
    best: dict[str, Toponym] = {}
    for mention in mentions:
        toponym = spans.get((mention.mention_start, mention.mention_end))
        known = best.get(mention.entity_id or "")
        if toponym and mention.entity_id and (known is None or toponym.confidence > known.confidence):
            best[mention.entity_id] = toponym
    return tuple(
        entity.within(held[best[entity.entity_id].place_id or ""].country)
        if entity.entity_id in best and entity.kind in GROUND and entity.origin == "text"
        else entity
        for entity in entities
    )
