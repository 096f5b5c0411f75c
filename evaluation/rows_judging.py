"""Takes a happening and a row, gives which fields of the row are right: strictly, or leniently.

Leniently forgives a sector, a place within 161 km, a country where the happening has no place, and an interval that
holds the days of the happening and is not much longer. Nothing forgives a party, a country or a place that is lacking:
a row that tells less than its document is not right.
"""

import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta

from evaluation.places import kilometres
from evaluation.rows import AcceptedParty, AcceptedPlace, EventRow, Happening, Party, RowPlace

FIELDS = ("factuality", "actor", "recipient", "date", "place")
"""The fields of a row beside its type."""
WEEK = timedelta(7)
MONTH = timedelta(31)
SAME_DAYS = 0.5  # share of the days of row and happening together that both must hold
RADIUS = 30.0  # kilometres around a place whose gold says none
LENIENT_RADIUS = 161.0  # kilometres; the 100 miles of the literature
WIDE = frozenset({"country", "region", None})
"""Precisions of a place that can stand for a whole country."""


def judge(happening: Happening, row: EventRow, *, leniently: bool) -> dict[str, bool]:
    """Return whether each field of a row is right."""
    actor, recipient = _are_parties_right(happening, row, leniently)
    return {
        "factuality": row.is_actual == happening.is_actual,
        "actor": actor,
        "recipient": recipient,
        "date": are_days_right(happening, row, leniently=leniently),
        "place": is_place_right(happening.place, row.place, leniently=leniently),
    }


def _are_parties_right(happening: Happening, row: EventRow, leniently: bool) -> tuple[bool, bool]:
    """Return whether the actors are right and whether the recipients are; mutual events know no sides."""
    if happening.mutual:
        everybody = (*happening.actors, *happening.recipients)
        is_right = is_party_right(everybody, (*row.actors, *row.recipients), leniently=leniently)
        return is_right, is_right
    return (
        is_party_right(happening.actors, row.actors, leniently=leniently),
        is_party_right(happening.recipients, row.recipients, leniently=leniently),
    )


def is_party_right(accepted: Sequence[AcceptedParty], given: Sequence[Party], *, leniently: bool) -> bool:
    """Whether every party that must be told is told, and nobody stands beside them who is none.

    Parties of one country and sector stand for one another: a list of three ministers may be coded as one delegation.
    """
    needed = [party for party in accepted if not party.optional]
    if not accepted or not given:
        return not given and not needed
    return all(any(_fits(party, other, leniently) for other in given) for party in needed) and all(
        any(_fits(party, other, leniently) for party in accepted) for other in given
    )


def _fits(accepted: AcceptedParty, given: Party, leniently: bool) -> bool:
    is_country = not accepted.country or given.country in accepted.country
    return is_country and (leniently or not accepted.sector or given.sector in accepted.sector)


def are_days_right(happening: Happening, row: EventRow, *, leniently: bool) -> bool:
    """Whether the days of a row are those of a happening, more or less; any are where nobody can know them."""
    if happening.first is None and happening.last is None:
        return True
    if happening.first is None or happening.last is None or row.first is None or row.last is None:
        return _is_end_right(happening, row)
    gold, given = (happening.first, happening.last), (row.first, row.last)
    common = _days((max(gold[0], given[0]), min(gold[1], given[1])))
    if common <= 0:
        return False
    is_short = given[1] - given[0] <= (MONTH if gold[1] - gold[0] > WEEK else WEEK)
    if leniently and given[0] <= gold[0] and gold[1] <= given[1] and is_short:
        return True
    is_within = gold[0] <= given[0] and given[1] <= gold[1]
    both = _days((min(gold[0], given[0]), max(gold[1], given[1])))
    return common / both >= SAME_DAYS or (is_within and gold[1] - gold[0] <= WEEK)


def _is_end_right(happening: Happening, row: EventRow) -> bool:
    """Whether an open interval ends, or else begins, within a month of the happening."""
    ends = (happening.last, row.last)
    gold, given = ends if all(ends) else (happening.first, row.first)
    return gold is not None and given is not None and abs(gold - given) <= MONTH


def _days(interval: tuple[date, date]) -> int:
    return (interval[1] - interval[0]).days + 1


def is_place_right(accepted: AcceptedPlace | None, given: RowPlace | None, *, leniently: bool) -> bool:
    """Whether a place is right by its name, its distance or, where a whole country is right, its country."""
    if accepted is None:  # a statement has no natural place; its country is forgiven
        return given is None or (leniently and given.precision == "country")
    if given is None:
        return False
    if {_folded(name) for name in accepted.names} & {_folded(name) for name in given.names}:
        return True
    if accepted.lat is None or accepted.lon is None:
        is_country = bool(given.country) and given.country in accepted.country
        return is_country and (leniently or given.precision in WIDE)
    if given.lat is None or given.lon is None:
        return False
    radius = max(accepted.radius_km or RADIUS, LENIENT_RADIUS if leniently else 0.0)
    return kilometres((accepted.lat, accepted.lon), (given.lat, given.lon)) <= radius


def _folded(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())
