"""What the lexicons know of a name, for a person and for a program."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from transforms.actors import Known

SHOWN = 12  # aliases on the screen; JSON has all


def as_json(known: tuple[Known, ...]) -> list[dict[str, Any]]:
    """Return what is known for a program."""
    return [asdict(one) for one in known]


def lines(name: str, known: tuple[Known, ...]) -> Iterator[str]:
    """Yield what is known for a person."""
    if not known:
        yield f"no lexicon knows {name!r}; a line in a CSV of transforms/lexicons/ would teach it"
    for one in known:
        entity = one.entity
        yield f"{entity.name}  ({entity.kind}, {codes(entity.country, entity.sector)}), here as {one.how}"
        yield f"  id       {entity.entity_id}"
        if entity.aliases:
            more = f" and {len(entity.aliases) - SHOWN} more" if len(entity.aliases) > SHOWN else ""
            yield f"  aliases  {', '.join(entity.aliases[:SHOWN])}{more}"
        for period in one.periods:
            coded = codes(period.country, period.sector)
            yield f"  coded    {coded:8} {days(period.valid_first_on, period.valid_last_on)}"
        for role in one.roles:
            held = f"{role.role}, {codes(role.country, role.sector)}"
            yield f"  role     {held:40} {days(role.valid_first_on, role.valid_last_on)}"
        yield f"  from     {entity.file} ({entity.source})"
        yield ""


def codes(country: str | None, sector: str | None) -> str:
    """Return country and sector in the form of PLOVER codes."""
    return " ".join(code for code in (country, sector) if code) or "no code of its own"


def days(first_on: date | None, last_on: date | None) -> str:
    """Return a period in words."""
    return f"{first_on or 'open'} to {last_on or 'open'}"
