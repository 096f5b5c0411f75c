"""Takes what the reports of one event tell, gives its days and its place from those that tell them best.

What is told goes before what is inferred. Of values told with equal right that wins which most independent sources
bear out, each weighing as much as its surest report; then the more exact, then the earlier one.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from transforms.chains.account import WIDE, Account, Dating, site_rank
from transforms.chains.sketch import Site

PRECISIONS = ("exact", "near", "city", "district", "province", "country", "region", "unknown")
MOST = 40  # different values that are weighed against each other, the likeliest ones; keeps large events linear

V = TypeVar("V", bound=Hashable)


def best_dating(accounts: Iterable[Account]) -> tuple[Account, Dating] | None:
    """Return the account that dates an event best, with its days; None where none does."""
    dated = [(account, account.dating) for account in accounts if account.dating.is_known]
    if not dated:
        return None
    rank = min(dating.rank for _, dating in dated)
    best = [(account, dating) for account, dating in dated if dating.rank == rank]
    if not best[0][1].is_told:
        # Nothing but publication dates it: the first to tell it was the nearest to it.
        return min(best, key=lambda pair: pair[1].last_on or pair[1].first_on)  # type: ignore[arg-type,return-value]
    return agreed(best, Dating.meets, lambda dating: dating.length)


def best_site(accounts: Iterable[Account]) -> tuple[Account, Site] | None:
    """Return the account that places an event best, with its place; None where none does.

    A town that is inferred goes before its country that is told.
    """
    placed = [(account, account.site) for account in accounts if account.site is not None]
    if not placed:
        return None
    best = _of_best_rank(placed)
    if all(site.precision in WIDE for _, site in best):
        countries = {site.country for _, site in best}
        inside = [pair for pair in placed if pair[1].precision not in WIDE and pair[1].country in countries]
        best = _of_best_rank(inside) if inside else best
    return agreed(best, is_borne_out, lambda site: PRECISIONS.index(site.precision))


def _of_best_rank(placed: Sequence[tuple[Account, Site]]) -> list[tuple[Account, Site]]:
    rank = min(site_rank(site) for _, site in placed)
    return [(account, site) for account, site in placed if site_rank(site) == rank]


def is_borne_out(site: Site, other: Site) -> bool:
    """Whether another place is the same, or a wider one that holds it."""
    if site.place_id == other.place_id:
        return True
    return site.country is not None and site.country == other.country and other.precision in WIDE


def agreed(
    told: Sequence[tuple[Account, V]], bears_out: Callable[[V, V], bool], vagueness: Callable[[V], int]
) -> tuple[Account, V]:
    """Return the value that most sources bear out, of those alike the most exact, with the surest account of it."""
    weights = weights_by_source(told)
    likeliest = sorted(weights, key=lambda value: -sum(weights[value].values()))[:MOST]
    support = {value: _support(value, likeliest, weights, bears_out) for value in likeliest}
    chosen = max(likeliest, key=lambda value: (round(support[value], 6), -vagueness(value)))
    return max((pair for pair in told if pair[1] == chosen), key=lambda pair: pair[0].weight)


def weights_by_source(told: Iterable[tuple[Account, V]]) -> dict[V, dict[str, float]]:
    """Return for each value the sources that tell it, each with the weight of its surest account."""
    weights: dict[V, dict[str, float]] = defaultdict(dict)
    for account, value in told:
        sources = weights[value]
        sources[account.source] = max(sources.get(account.source, 0.0), account.weight)
    return weights


def _support(
    value: V, others: Iterable[V], weights: dict[V, dict[str, float]], bears_out: Callable[[V, V], bool]
) -> float:
    sources: dict[str, float] = {}
    for other in others:
        if bears_out(value, other):
            for source, weight in weights[other].items():
                sources[source] = max(sources.get(source, 0.0), weight)
    return sum(sources.values())
