"""Namesakes: mentions that a lexicon takes for the better known of two towns in, those of the town that is meant out.

Where the map finds that "London" is the one in Ontario, London's police are Canadian and "London" is no government of
the United Kingdom.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from transforms.document_drafts import MentionDraft
from transforms.identifiers import slug
from transforms.lexicons import load_lexicons, normalise
from transforms.mentions import Spotted
from transforms.tables import Entity, Place, Toponym

TOWN = "capital"
"""How a lexicon knows a town that stands for its state."""


def tell_namesakes(
    spotted: Sequence[Sequence[Spotted]], toponyms: Sequence[Toponym], places: Mapping[str, Place]
) -> list[tuple[Spotted, ...]]:
    """Return the mentions of each sentence, those of a town with the country in which the map finds it."""
    elsewhere = _elsewhere(toponyms, places)
    if not elsewhere:
        return [tuple(mentions) for mentions in spotted]
    return [tuple(_as_meant(mention, elsewhere) for mention in mentions) for mentions in spotted]


def _elsewhere(toponyms: Sequence[Toponym], places: Mapping[str, Place]) -> dict[str, tuple[str, str]]:
    """Return the country by the lexicons and that by the map of each town of which these differ, by its words.

    A town that the map finds in both countries in one document is left as it is.
    """
    found: dict[str, set[tuple[str, str]]] = {}
    for toponym in toponyms:
        known = _town_of(toponym.toponym)
        country = places[toponym.place_id].country if toponym.place_id else None
        if known and country:
            found.setdefault(normalise(toponym.toponym), set()).add((known, country))
    alone = {words: next(iter(pairs)) for words, pairs in found.items() if len(pairs) == 1}
    return {words: (known, country) for words, (known, country) in alone.items() if known != country}


def _town_of(words: str) -> str | None:
    """Return the country of a town that a lexicon knows by these words alone."""
    lexicons = load_lexicons()
    entries = lexicons.candidates(words)
    if not entries or (entries[0].how != TOWN and lexicons.entities[entries[0].entity_id].kind != "place"):
        part = lexicons.parts.get(normalise(words)) if not entries else None
        return part.country if part else None
    return lexicons.entities[entries[0].entity_id].country


def _as_meant(mention: Spotted, elsewhere: Mapping[str, tuple[str, str]]) -> Spotted:
    """Return a mention with the country in which the town lies that it names or begins with."""
    words = normalise(mention.mention.mention).removeprefix("the ")
    town = next((name for name in elsewhere if words == name or words.startswith(f"{name} ")), None)
    if town is None or mention.mention.country != elsewhere[town][0]:
        return mention
    known, country = elsewhere[town]
    entity = _entity(mention, words == town, known, country)
    meant = MentionDraft.of(mention.mention, country=country, entity_id=entity.entity_id if entity else None)
    return replace(mention, mention=meant, entity=entity)


def _entity(mention: Spotted, is_town: bool, known: str, country: str) -> Entity | None:
    """Return who is meant: the town itself, or the body of its country that has the same role."""
    if mention.entity is None:
        return None
    if is_town:
        name = mention.mention.mention
        entity_id = f"place.{slug(f'{name} {country}')}"
        return Entity(entity_id=entity_id, name=name, kind="place", country=country, sector=None, origin="text")
    return Entity(
        entity_id=mention.entity.entity_id.replace(f".{known}.", f".{country}."),
        name=mention.entity.name,
        kind=mention.entity.kind,
        country=country,
        sector=mention.entity.sector,
        origin="text",
    )
