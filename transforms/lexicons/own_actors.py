"""Takes the watch list of a user's own knowledge, `lexicons/actors.csv`, enters its actors beside ours.

A row is about an actor of ours where it has its `entity_id`, or none and its name; then a filled cell replaces ours and
names are added. Any other row is an actor of its own. A name that the list has means that actor alone.
"""

from collections.abc import Collection
from typing import NamedTuple

from transforms.identifiers import slug
from transforms.lexicons.entries import LexiconEntity
from transforms.lexicons.named_entities import check_id, country_of, without
from transforms.lexicons.naming import Names
from transforms.loading import Csv, FirstDay, LastDay, Line, check_days
from transforms.tables import EntityKind, Sector

PLAIN = "organisation"
"""Kind of an actor for which the list gives none."""


class ActorRow(NamedTuple):
    """An actor of a watch list."""

    name: str
    entity_id: str | None
    aliases: tuple[str, ...]
    kind: EntityKind | None
    country: str | None
    sector: Sector | None
    valid_first_on: FirstDay
    valid_last_on: LastDay
    source: str
    note: str | None


ACTORS = Csv("actors.csv", ActorRow, key=("name",))


def enter_own_actors(
    entities: dict[str, LexiconEntity],
    periods: dict[str, tuple[LexiconEntity, ...]],
    codes: Collection[str],
    names: Names,
) -> None:
    """Enter the actors of own knowledge; refuse one that says what cannot be, or what another row says otherwise."""
    taken: dict[str, Line] = {}
    for line, row in ACTORS.own_lines():
        check_days(line, row.valid_first_on, row.valid_last_on)
        country_of(line, row.country, codes)
        entity_id = _id_of(line, row, entities, names)
        if (before := taken.setdefault(entity_id, line)) is not line:
            raise line.wrong(f"{entity_id!r} is what line {before.number} is about already", "keep one of the two rows")
        ours = entities.get(entity_id)
        if ours:
            _check_codes(line, row, ours)
            if row.country or row.sector:
                periods.pop(entity_id, None)  # what it was at other times is overruled
        else:
            check_id(line, entity_id, entities)
        entities[entity_id] = _entity(line, row, entity_id, ours)
        if rival := names.settle(entity_id, row.name, row.aliases):
            raise line.wrong(f"{rival!r} is a name of another row too", "a name of a watch list means one actor")


def _id_of(line: Line, row: ActorRow, entities: dict[str, LexiconEntity], names: Names) -> str:
    """Return the id of the actor that a row is about; refuse a row that may be about several."""
    so_named = names.so_named(row.name)
    if row.entity_id:
        if row.entity_id not in entities and so_named:
            raise line.wrong(
                f"{row.name!r} is the name of {so_named[0]!r} in {entities[so_named[0]].file}",
                "leave entity_id out to amend that, or write a name of its own",
            )
        return row.entity_id
    if len(so_named) > 1:
        raise line.wrong(f"{row.name!r} is the name of {', '.join(so_named)}", "give the entity_id of one of them")
    if so_named:
        return so_named[0]
    derived = f"{row.kind or PLAIN}.{slug(row.name)}"
    if derived in entities:
        known = entities[derived]
        raise line.wrong(
            f"{derived!r} is the entity_id of {known.name!r} in {known.file}",
            "give that as entity_id to amend it, or another one",
        )
    return derived


def _check_codes(line: Line, row: ActorRow, ours: LexiconEntity) -> None:
    """Refuse to give codes to what has them from elsewhere."""
    if not (row.country or row.sector):
        return
    if ours.kind == "state":
        raise line.wrong(f"{ours.name!r} is a state, whose codes are fixed", "leave country and sector empty")
    if ours.kind == "person":
        raise line.wrong(f"{ours.name!r} has the codes of roles", "add a row to lexicons/officials.csv")


def _entity(line: Line, row: ActorRow, entity_id: str, ours: LexiconEntity | None) -> LexiconEntity:
    """Return an actor as a row has it, or as it amends ours."""
    names = (*((ours.name, *ours.aliases) if ours else ()), *row.aliases)
    return LexiconEntity(
        entity_id=entity_id,
        name=row.name,
        kind=row.kind or (ours.kind if ours else PLAIN),
        country=row.country or (ours.country if ours else None),
        sector=row.sector or (ours.sector if ours else None),
        aliases=without(row.name, names),
        valid_first_on=row.valid_first_on or (ours.valid_first_on if ours else None),
        valid_last_on=row.valid_last_on or (ours.valid_last_on if ours else None),
        source=row.source,
        note=row.note or (ours.note if ours else ""),
        file=line.place,
    )
