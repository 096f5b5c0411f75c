"""Takes the toponyms and the reports of a document, gives its sites: the places it names, and where it names them.

A site is what the place of an event is chosen from. It knows the sentences that name it as a place, whether title and
dateline do, which reports state it, and which other sites lie in it.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from transforms.document_drafts import AttributedReport
from transforms.places.clauses import LINKS, Clauses, Standing
from transforms.places.place_candidates import ORDER
from transforms.tables import Document, Place, Sentence, Toponym

MOST = 24  # sites that are weighed for one event, so that work stays linear
NAMED_MOST = 12  # of which so many are those that the document names most
AROUND = 3  # sentences before and after an event whose sites are weighed
BESIDE = 20  # toponyms before and after a trigger that are looked at; more stand in lists alone
NOT_POINTS = frozenset({"country", "region"})


@dataclass(frozen=True, slots=True)
class Stating:
    """A report whose clause states a place."""

    position: int
    """That of its sentence."""
    event_type: str
    lemma: str
    """That of its trigger."""
    actors: frozenset[str]
    """The entities that act."""


@dataclass(slots=True)
class Tellings:
    """The reports whose clauses state a place, counted by what they share with others."""

    at: dict[int, list[Stating]] = field(default_factory=dict)
    """By the position of their sentence."""
    positions: list[int] = field(default_factory=list)
    types: Counter[str] = field(default_factory=Counter)
    lemmas: Counter[str] = field(default_factory=Counter)
    actors: Counter[str] = field(default_factory=Counter)
    total: int = 0

    def add(self, stating: Stating) -> None:
        """Take in a report; reports come in the order of their sentences."""
        if stating.position not in self.at:
            self.at[stating.position] = []
            self.positions.append(stating.position)
        self.at[stating.position].append(stating)
        self.types[stating.event_type] += 1
        self.lemmas[stating.lemma] += 1
        self.actors.update(stating.actors)
        self.total += 1


@dataclass(slots=True)
class Site:
    """A place that a document names."""

    place: Place
    precision: str
    """How exactly its finest name stands for it."""
    located: list[int] = field(default_factory=list)
    """Positions of the sentences that name it as a place, in their order."""
    named: list[int] = field(default_factory=list)
    """Positions of the sentences that name it in whatever use: as a government, a people, in the name of a body."""
    uses: Counter[str] = field(default_factory=Counter)
    confidence: float = 0.0
    """That of its surest name."""
    in_dateline: bool = False
    in_title: bool = False
    in_lead: bool = False
    """Whether the first sentence of the body names it as a place."""
    told: Tellings = field(default_factory=Tellings)
    """The reports whose clauses state it."""
    holds: int = 0
    """Number of mentions of finer sites that lie in it."""

    @property
    def kind(self) -> str:
        """Whether it is a point on a map, a province, a country or a region."""
        if self.precision in NOT_POINTS:
            return self.precision
        return "province" if self.precision == "province" else "point"

    @property
    def count(self) -> int:
        """Number of its mentions."""
        return self.uses.total()


@dataclass(frozen=True, slots=True)
class Link:
    """How a place belongs to the event of a report."""

    kind: str
    """One of LINKS."""
    precision: str
    """How exactly its name there tells where the event happened."""
    away: int
    """Tokens from the trigger to the name, negative before it."""


@dataclass(slots=True)
class Stated:
    """What the clause of a report says of its place."""

    links: dict[str, Link] = field(default_factory=dict)
    """The surest link to each place that is linked."""
    beside: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    """Places of the sentence that no link leads to: their use, how many tokens away, what their preposition tells."""
    unknown: str = ""
    """The name of a linked place that no gazetteer knows; empty where there is none."""

    def best(self) -> str | None:
        """Return the place that is linked most surely, then the finest."""
        return min(
            self.links,
            key=lambda place: (
                LINKS.index(self.links[place].kind),
                ORDER.index(self.links[place].precision),
                abs(self.links[place].away),
            ),
            default=None,
        )


def paragraphs_of(text: str, sentences: Sequence[Sentence]) -> list[int]:
    """Return the number of the paragraph in which each sentence stands."""
    numbers, number, end = [], 0, 0
    for sentence in sentences:
        number += "\n" in text[end : sentence.sentence_start]
        numbers.append(number)
        end = sentence.sentence_end
    return numbers


def lies_in(place: Place, whole: Place) -> bool:
    """Whether a place lies in a country or a first-level division."""
    if place.place_id == whole.place_id or not whole.country or place.country != whole.country:
        return False
    if whole.kind == "country":
        return place.kind != "country"
    return whole.kind == "division" and place.admin1 == whole.name


class Sites:
    """The sites of a document, and what its reports state of them."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        toponyms: Sequence[Toponym],
        places: Iterable[Place],
    ) -> None:
        self.document = document
        self.positions = {sentence.sentence_id: at for at, sentence in enumerate(sentences)}
        self.titles = {at for at, sentence in enumerate(sentences) if sentence.kind == "headline"}
        self.lead = next((at for at, sentence in enumerate(sentences) if sentence.kind == "body"), 0)
        self.paragraphs = paragraphs_of(document.text, sentences)
        """The number of the paragraph of each sentence."""
        known = {place.place_id: place for place in places}
        self.sites: dict[str, Site] = {}
        self.nearby: dict[str, set[str]] = defaultdict(set)
        """Places that are named in a sentence with each name that no gazetteer knows."""
        for toponym in toponyms:
            if toponym.place_id:
                self._add(toponym, known[toponym.place_id], sentences)
        self.total = sum(site.count for site in self.sites.values())
        self._contain()
        self._join_unknown(toponyms)
        self.commonest = sorted(self.sites, key=lambda name: (-self.sites[name].count, name))[:NAMED_MOST]
        self.datelines = [name for name, site in self.sites.items() if site.in_dateline]
        self.by_sentence: dict[int, list[str]] = defaultdict(list)
        for name, site in self.sites.items():
            for at in site.named:
                if len(self.by_sentence[at]) < MOST and name not in self.by_sentence[at]:
                    self.by_sentence[at].append(name)

    def _add(self, toponym: Toponym, place: Place, sentences: Sequence[Sentence]) -> None:
        site = self.sites.setdefault(place.place_id, Site(place, toponym.precision))
        site.precision = min(site.precision, toponym.precision, key=ORDER.index)
        site.uses[toponym.stands_for] += 1
        site.confidence = max(site.confidence, toponym.confidence)
        at = self.positions.get(toponym.sentence_id or "")
        if at is None or self._opens(toponym, sentences[at]):
            site.in_dateline = True
        if at is None:
            return
        site.named.append(at)
        if toponym.stands_for == "place":
            site.located.append(at)
            site.in_title |= at in self.titles
            site.in_lead |= at == self.lead

    def _opens(self, toponym: Toponym, sentence: Sentence) -> bool:
        """Whether a paragraph opens with a name in capitals as with a dateline: "LYON. Five prisoners ..."."""
        text = self.document.text
        start, end = toponym.toponym_start, toponym.toponym_end
        before, after = text[max(0, start - 1) : start], text[end : end + 2].strip()
        is_alone = bool(after) and not after[0].isalnum()
        return (
            toponym.toponym.isupper()
            and len(toponym.toponym) > 3
            and start == sentence.sentence_start
            and before in {"", "\n"}
            and is_alone
        )

    def _contain(self) -> None:
        """Count for each country and division the mentions of what lies in it."""
        countries: Counter[str] = Counter()
        divisions: Counter[tuple[str, str]] = Counter()
        for site in self.sites.values():
            place = site.place
            if place.country and place.kind != "country":
                countries[place.country] += site.count
                if place.admin1:
                    divisions[place.country, place.admin1] += site.count
        for site in self.sites.values():
            place = site.place
            if place.kind == "country" and place.country:
                site.holds = countries[place.country]
            elif place.kind == "division" and place.country:
                site.holds = divisions[place.country, place.name]

    def _join_unknown(self, toponyms: Sequence[Toponym]) -> None:
        named: dict[str, set[str]] = defaultdict(set)
        for toponym in toponyms:
            if toponym.place_id and toponym.sentence_id and toponym.stands_for == "place":
                named[toponym.sentence_id].add(toponym.place_id)
        for toponym in toponyms:
            if toponym.place_id is None and toponym.sentence_id:
                self.nearby[toponym.toponym.casefold()] |= named[toponym.sentence_id]

    def options(self, position: int) -> list[str]:
        """Return the sites that may be where something happened which the sentence at a position tells."""
        around = [name for step in (0, -1, 1, -2, 2, -3, 3) for name in self.by_sentence.get(position + step, ())]
        titled = [name for at in sorted(self.titles) for name in self.by_sentence.get(at, ())]
        return list(dict.fromkeys([*around[:MOST], *self.datelines[:3], *titled[:4], *self.commonest]))[: 2 * MOST]

    def note(self, stated: Stated, by: Stating) -> None:
        """Take in what the clause of a report states."""
        if best := stated.best():
            self.sites[best].told.add(by)


def stated_by(clauses: Clauses, report: AttributedReport) -> Stated:
    """Return what the clause of a report says of its place, and which places stand beside it."""
    told = Stated()
    trigger = clauses.head_of(report)
    if trigger is None:
        return told
    middle = bisect_left(clauses.heads, trigger)
    for standing in clauses.standing[max(0, middle - BESIDE) : middle + BESIDE]:
        _take(told, clauses, standing, trigger)
    return told


def _take(told: Stated, clauses: Clauses, standing: Standing, trigger: int) -> None:
    toponym, link = standing.toponym, clauses.link(standing, trigger)
    if toponym.place_id is None:
        if link and link not in {"above", "joined", "subject"}:
            told.unknown = toponym.toponym.casefold()
        return
    away = standing.head - trigger
    if link:
        known = told.links.get(toponym.place_id)
        if known is None or LINKS.index(link) < LINKS.index(known.kind):
            told.links[toponym.place_id] = Link(link, clauses.precision(standing), away)
        return
    other = told.beside.get(toponym.place_id)
    if other is None or abs(away) < abs(other[1]):
        told.beside[toponym.place_id] = toponym.stands_for, away, clauses.tells(standing.head)


def nearest(positions: Sequence[int], at: int) -> tuple[int | None, int | None]:
    """Return how many sentences back, and ahead, the nearest of some positions lies; null for none."""
    place = bisect_right(positions, at - 1)
    back = at - positions[place - 1] if place else None
    place = bisect_left(positions, at + 1)
    ahead = positions[place] - at if place < len(positions) else None
    return back, ahead
