"""Takes the sketches of the reports of a chain with what each tells, gives one sketch of what they tell together.

It is compared with those of other documents: whoever has no name has no identity beyond its own document.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from transforms.chains.account import Account
from transforms.chains.consolidation import best_dating, best_site
from transforms.chains.participants import ACTOR, RECIPIENT, best_members
from transforms.chains.sketch import COUNTED, Days, Party, Site, Sketch, is_own

ENOUGH = 0.4  # share of the weight of a chain's surest type, act or word from which another one stands beside it
MOST_PARTIES = 6  # of a role; lists of all members of an alliance say no more than their first


def merged(sketches: Sequence[Sketch], accounts: Sequence[Account]) -> Sketch:
    """Return what the reports of a chain tell together; accounts stand in the order of the sketches."""
    weights = [account.weight for account in accounts]
    dated, placed, members = best_dating(accounts), best_site(accounts), best_members(accounts)
    days = dated[1] if dated else None
    return Sketch(
        key=sketches[0].key,
        document_id=sketches[0].document_id,
        event_types=_likeliest([sketch.event_types for sketch in sketches], weights),
        modes=_likeliest([sketch.modes for sketch in sketches], weights),
        factualities=_likeliest([sketch.factualities for sketch in sketches], weights),
        lemmas=_likeliest([sketch.lemmas for sketch in sketches], weights),
        acts=_likeliest([sketch.acts for sketch in sketches], weights),
        actors=tuple(_beyond(member.party) for member in members[ACTOR][:MOST_PARTIES]),
        recipients=tuple(_beyond(member.party) for member in members[RECIPIENT][:MOST_PARTIES]),
        days=Days(days.first_on, days.last_on, days.basis) if days else Days(),
        site=placed[1] if placed else None,
        numbers=_ranges(sketches),
    )


def _likeliest(told: Sequence[frozenset[str]], weights: Sequence[float]) -> frozenset[str]:
    """Return the values that weigh enough beside the one that weighs most."""
    sums: dict[str, float] = defaultdict(float)
    for values, weight in zip(told, weights, strict=True):
        for value in values:
            sums[value] += weight
    floor = ENOUGH * max(sums.values(), default=0.0)
    return frozenset(value for value, weight in sums.items() if weight >= floor)


def _ranges(sketches: Sequence[Sketch]) -> dict[str, tuple[int, int]]:
    """Return the lowest and the highest number that is told of each thing that is counted."""
    found = {kind: [told for sketch in sketches if (told := sketch.numbers.get(kind))] for kind in COUNTED}
    return {kind: (min(low for low, _ in told), max(high for _, high in told)) for kind, told in found.items() if told}


def _beyond(party: Party) -> Party:
    """Return somebody as other documents may know it."""
    is_nameless = party.entity_id is None or is_own(party.entity_id)
    return replace(party, entity_id=None) if is_nameless else party


UNDATED = Days()
FACETS: Mapping[str, tuple[str, ...]] = {
    "acts": ("types", "modes", "factualities", "lemmas", "acts"),
    "actors": ("actors",),
    "recipients": ("recipients",),
    "site": ("site",),
    "numbers": ("numbers",),
}
"""What many sketches have in common, with the fields that say it; of two sketches facets are compared, and days."""


def sketch_fields(sketch: Sketch) -> dict[str, Any]:
    """Return what a sketch says of its event, and not of whose it is, as plain values in a fixed order."""
    return {
        "types": sorted(sketch.event_types),
        "modes": sorted(sketch.modes),
        "factualities": sorted(sketch.factualities),
        "lemmas": sorted(sketch.lemmas),
        "acts": sorted(sketch.acts),
        "actors": [_party_fields(party) for party in sketch.actors],
        "recipients": [_party_fields(party) for party in sketch.recipients],
        "days": [_day(sketch.days.first_on), _day(sketch.days.last_on), sketch.days.basis],
        "site": _site_fields(sketch),
        "numbers": {kind: list(told) for kind, told in sorted(sketch.numbers.items())},
    }


def _party_fields(party: Party) -> list[Any]:
    return [party.entity_id, party.country, party.sector, party.noun, party.number]


def _site_fields(sketch: Sketch) -> list[Any] | None:
    site = sketch.site
    if site is None:
        return None
    where = [site.place_id, site.name, site.country, site.admin1, site.precision, site.basis]
    return [*where, site.latitude, site.longitude]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def facets_of(fields: Mapping[str, Any]) -> dict[str, str]:
    """Return the facets of a sketch of which `sketch_fields` gave these values, each as text."""
    return {facet: as_text([fields[name] for name in names]) for facet, names in FACETS.items()}


def as_text(fields: Any) -> str:
    """Return plain values as text, the same values as the same text."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def facet_from(facet: str, text: str) -> Sketch:
    """Return a sketch that knows one of its facets alone, from the text that `facets_of` gave."""
    return sketch_from({facet: text})


def sketch_from(facets: Mapping[str, str], days: Days = UNDATED) -> Sketch:
    """Return a sketch that knows some of its facets, from the texts that `facets_of` gave, and its days."""
    told = {
        name: field
        for facet, text in facets.items()
        for name, field in zip(FACETS[facet], json.loads(text), strict=True)
    }
    return Sketch(
        key="",
        document_id="",
        event_types=frozenset(told.get("types", ())),
        modes=frozenset(told.get("modes", ())),
        factualities=frozenset(told.get("factualities", ())),
        lemmas=frozenset(told.get("lemmas", ())),
        acts=frozenset(told.get("acts", ())),
        actors=tuple(Party(*party) for party in told.get("actors", ())),
        recipients=tuple(Party(*party) for party in told.get("recipients", ())),
        days=days,
        site=Site(*told["site"]) if told.get("site") else None,
        numbers={kind: (low, high) for kind, (low, high) in told.get("numbers", {}).items()},
    )
