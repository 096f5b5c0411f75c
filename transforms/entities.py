"""Entities: what the documents introduce and what they mention in, the entities of a release with their names out."""

from collections.abc import Iterable, Iterator

from transforms.identifiers import key
from transforms.lexicons import Lexicons, load_lexicons
from transforms.tables import Affiliation, Entity, EntityName, Mention


def gather_entities(
    introduced: Iterable[Entity], mentions: Iterable[Mention]
) -> tuple[list[Entity], list[EntityName], list[Affiliation]]:
    """Return the entities that the mentions refer to, with their names and their roles as the lexicons know them."""
    lexicons = load_lexicons()
    used: dict[str, dict[str, None]] = {}
    for mention in mentions:
        if mention.entity_id:
            used.setdefault(mention.entity_id, {})[mention.mention] = None
    entities = [entity for entity in introduced if entity.entity_id in used]
    names = {
        name.entity_name_id: name for entity in entities for name in _names(entity, used[entity.entity_id], lexicons)
    }
    return entities, list(names.values()), []


def _names(entity: Entity, found: Iterable[str], lexicons: Lexicons) -> Iterator[EntityName]:
    """Yield the names of an entity: those that documents use, then those that its lexicon lists."""
    known = lexicons.entities.get(entity.entity_id)
    listed = (entity.name, *(known.aliases if known else ()))
    origins = {**dict.fromkeys(found, "text"), **(dict.fromkeys(listed, "lexicon") if known else {})}
    for alias, origin in origins.items():
        yield EntityName(
            entity_name_id=key(entity.entity_id, alias),
            entity_id=entity.entity_id,
            alias=alias,
            language=None,
            origin=origin,
        )
