"""Tasks `geo-resolve` and `geo-e2e`: the point on the map that given toponyms, or those found, stand for."""

import math
from collections.abc import Callable, Sequence
from functools import partial
from statistics import fmean
from typing import Annotated

from pydantic import Field

from evaluation.answering import Knowledge, best_mention
from evaluation.gold import Answer, Item, Span
from evaluation.matching import Tally, is_same, overlap, plain, shared, touches
from evaluation.options import Options
from evaluation.results import Figure, Measure, Mistake, Rates, Scored, mistakes_of, quoted
from transforms.extraction import Extraction
from transforms.tables import Place

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG
FARTHEST_KM = 20039.0  # what the literature takes for half the circumference; an unresolved toponym is so far off
NOT_PLACES = ("Non_Toponym", "Non_Lit_Expression", "Literal_Expression")  # GeoWebNews marks them, without asking them


class Toponym(Span):
    """A span that names a place."""

    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-360, le=360)] | None = None
    geonames_id: int | str | None = None
    country: str | None = None
    toponym_type: str | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        """Degrees north and east; null when the place is not known."""
        return (self.lat, self.lon) if self.lat is not None and self.lon is not None else None

    @property
    def is_asked(self) -> bool:
        """Whether the gold says where it is."""
        return self.point is not None and self.toponym_type not in NOT_PLACES


class ToponymItem(Item):
    """Gold: every toponym of the text."""

    toponyms: tuple[Toponym, ...]

    @property
    def asked(self) -> list[Toponym]:
        """The toponyms of which the gold says where they are."""
        return [toponym for toponym in self.toponyms if toponym.is_asked]

    @property
    def optional(self) -> list[Toponym]:
        """The others; an answer that touches one of them is not wrong."""
        return [toponym for toponym in self.toponyms if not toponym.is_asked]


class ToponymAnswer(Answer):
    """The toponyms found, or the given ones, with their places."""

    toponyms: tuple[Toponym, ...] = ()


def answer_given_toponyms(item: ToponymItem, extraction: Extraction, knowledge: Knowledge) -> ToponymAnswer:
    """Return the place of each toponym that the gold gives; its country alone where only a mention tells it."""
    # What is no place by the gold itself is not told: it would be a hint that no text gives.
    asked = [toponym for toponym in item.toponyms if toponym.toponym_type not in NOT_PLACES]
    places = knowledge.places(extraction, asked)
    found = (_resolved(span, place, extraction, knowledge) for span, place in zip(asked, places, strict=True))
    return ToponymAnswer(id=item.id, toponyms=tuple(toponym for toponym in found if toponym))


def answer_toponyms(item: ToponymItem, extraction: Extraction, knowledge: Knowledge) -> ToponymAnswer:
    """Return the toponyms of the text, whatever they stand for: the sets mark governments and adjectives too."""
    places = {place.place_id: place for place in extraction.places}
    found = (
        (
            Span(start=toponym.toponym_start, end=toponym.toponym_end),
            places[toponym.place_id] if toponym.place_id else None,
        )
        for toponym in extraction.toponyms
    )
    return ToponymAnswer(
        id=item.id,
        toponyms=tuple(
            _at(span, place, knowledge) if place else Toponym(start=span.start, end=span.end) for span, place in found
        ),
    )


def _resolved(span: Span, place: Place | None, extraction: Extraction, knowledge: Knowledge) -> Toponym | None:
    if place:
        return _at(span, place, knowledge)
    mention = best_mention(extraction, span)
    country = _country(mention.country if mention else None, knowledge)
    return Toponym(start=span.start, end=span.end, country=country) if country else None


def _at(span: Span, place: Place, knowledge: Knowledge) -> Toponym:
    return Toponym(
        start=span.start,
        end=span.end,
        lat=place.latitude,
        lon=place.longitude,
        geonames_id=place.place_id,
        country=_country(place.country, knowledge),
    )


def _country(code: str | None, knowledge: Knowledge) -> str | None:
    """Return the name of a country as the sets write it; the code where nobody knows the name."""
    return knowledge.answerers.countries.get(code, code) if code else None


def score_given_toponyms(pairs: Sequence[tuple[ToponymItem, ToponymAnswer]], options: Options) -> Scored:
    """Return how far from the gold the points of the given toponyms are, and how often place and country are right."""
    asked: list[tuple[Toponym, Toponym | None]] = []
    mistakes: list[Mistake] = []
    for item, answer in pairs:
        by_span = {(toponym.start, toponym.end): toponym for toponym in answer.toponyms}
        for toponym in item.asked:
            found = by_span.get((toponym.start, toponym.end))
            asked.append((toponym, found))
            if not found or not (_same_place(toponym, found) or _is_near(toponym, found, options.km)):
                off = _distance_km(toponym, found)
                detail = "no place" if off is None else f"{off:.0f} km off"
                mistakes.append(Mistake(item.id, "wrong", f"{quoted(item.text, toponym)}: {detail}"))
    distances = [_distance_km(toponym, found) for toponym, found in asked]
    resolved = sorted(distance for distance in distances if distance is not None)
    near = sum(distance <= options.km for distance in resolved)
    errors = [math.log(1 + (FARTHEST_KM if off is None else off)) / math.log(FARTHEST_KM) for off in distances]
    with_id = [(toponym, found) for toponym, found in asked if toponym.geonames_id]
    with_country = [(toponym, found) for toponym, found in asked if toponym.country]
    measures: list[Measure] = [
        Figure("gold toponyms", len(asked)),
        Figure("resolved", _share(len(resolved), len(asked))),
        Figure(f"acc@{options.km:g}km (all gold)", _share(near, len(asked))),
        Figure(f"acc@{options.km:g}km (resolved only)", _share(near, len(resolved))),
        Figure("median error km (resolved)", resolved[len(resolved) // 2] if resolved else None),
        Figure("mean error km (resolved)", fmean(resolved) if resolved else None),
        Figure("AUC log-error (all; 0 best)", fmean(errors) if errors else 1.0),
    ]
    if with_id:
        same = sum(_same_place(toponym, found) for toponym, found in with_id)
        measures.append(Figure("geonames id accuracy", _share(same, len(with_id))))
        right = len(asked) - len(mistakes)
        measures.append(Figure(f"acc@{options.km:g}km or same geonames id", _share(right, len(asked))))
    if with_country:
        same = sum(_same_country(toponym, found) for toponym, found in with_country)
        measures.append(Figure("country accuracy", _share(same, len(with_country))))
    return Scored(measures, mistakes)


def score_toponyms(pairs: Sequence[tuple[ToponymItem, ToponymAnswer]], options: Options) -> Scored:
    """Return rates for spans, for spans that overlap, and for those among them that are near or the same place."""
    exact, loose, placed = Tally(), Tally(), Tally()
    mistakes: list[Mistake] = []
    likenesses: tuple[tuple[Tally, Callable[[Toponym, Toponym], float]], ...] = (
        (exact, is_same),
        (loose, overlap),
        (placed, partial(_placed_overlap, km=options.km)),
    )
    for item, answer in pairs:
        pardoned = partial(touches, others=item.optional)
        for tally, likeness in likenesses:
            compared = tally.compare(
                item.asked, answer.toponyms, likeness, lambda toponym: "toponym", is_pardoned=pardoned
            )
            if tally is placed:
                mistakes += mistakes_of(item, compared, quoted)
    measures = (
        Rates.of("mention exact", exact),
        Rates.of("mention overlap", loose),
        Rates.of(f"mention overlap and <={options.km:g}km|same id", placed),
    )
    return Scored(measures, mistakes)


def _placed_overlap(gold: Toponym, found: Toponym, km: float) -> float:
    if not shared(gold, found):
        return 0.0
    return overlap(gold, found) if _is_near(gold, found, km) or _same_place(gold, found) else 0.0


def _same_place(gold: Toponym, found: Toponym | None) -> bool:
    return bool(gold.geonames_id and found and str(gold.geonames_id) == str(found.geonames_id))


def _same_country(gold: Toponym, found: Toponym | None) -> bool:
    return found is not None and plain(gold.country) == plain(found.country)


def _is_near(gold: Toponym, found: Toponym | None, km: float) -> bool:
    distance = _distance_km(gold, found)
    return distance is not None and distance <= km


def _distance_km(gold: Toponym, found: Toponym | None) -> float | None:
    """Return the distance of two places; null when one of the points is not known."""
    if not found or not gold.point or not found.point:
        return None
    return kilometres(gold.point, found.point)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance of two points in degrees, by the haversine formula."""
    (north, east), (other_north, other_east) = (map(math.radians, point) for point in (one, other))
    half_north, half_east = (other_north - north) / 2, (other_east - east) / 2
    chord = math.sin(half_north) ** 2 + math.cos(north) * math.cos(other_north) * math.sin(half_east) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
