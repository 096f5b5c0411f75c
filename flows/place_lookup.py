"""What the gazetteer knows of a name, and why one place goes before the others, for a person and for a program."""

from collections.abc import Iterator, Sequence
from typing import Any

from transforms.places.toponym_resolution import Resolution, rivals
from transforms.places.toponyms import place_of

SHOWN = 10  # places on the screen; JSON has all


def candidates_of(name: str, near: str, country: str | None) -> list[Resolution]:
    """Return the places that a name may mean, the likeliest first."""
    return rivals(name, near, country.upper() if country else None)


def as_json(found: Sequence[Resolution]) -> list[dict[str, Any]]:
    """Return the places for a program."""
    return [
        {
            **place_of(resolution.spot).model_dump(),
            "named": resolution.candidate.precision,
            "confidence": resolution.confidence,
            "why": resolution.reason,
        }
        for resolution in found
    ]


def lines(name: str, found: Sequence[Resolution]) -> Iterator[str]:
    """Yield the places for a person."""
    if not found:
        yield f"no gazetteer knows {name!r}; a line in transforms/places/data/areas.csv would teach it"
    for resolution in found[:SHOWN]:
        place = place_of(resolution.spot)
        where = ", ".join(part for part in (place.admin1, place.country) if part) or "no country of its own"
        yield f"{place.name}  ({place.kind}, {where}), {resolution.confidence:.0%}"
        yield f"  id     {place.place_id}"
        yield f"  point  {place.latitude:.4f} {place.longitude:.4f}, {place.precision}"
        if resolution.spot.population:
            yield f"  people {resolution.spot.population:,}"
        if place.note:
            yield f"  note   {place.note}"
        yield f"  why    {resolution.reason}"
        yield ""
    if len(found) > SHOWN:
        yield f"and {len(found) - SHOWN} more; --json has all"
