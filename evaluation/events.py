"""Task `events`: who did what to whom, as PLOVER codes it, or as five classes where a set has no more."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

from evaluation.answering import Knowledge, mention_of, participants_of
from evaluation.gold import Answer, Item, Part, Span
from evaluation.mappings import EventCoding, event_sets, for_set
from evaluation.matching import Tally, likeness_of_words, overlap
from evaluation.options import Options
from evaluation.results import Figure, Measure, Mistake, Rates, Scored, mistakes_of
from transforms.extraction import Extraction
from transforms.lexicons import load_lexicons, normalise
from transforms.tables import Mention, Report, ReportParticipant

SAME_PHRASE = 0.5  # share of characters, or of words where a set gives no offsets
STANDS_FOR_COUNTRY = ("IGO", "NGO", "UAF")  # sectors whose members have no country; they are told apart by sector
NOWHERE = "---"


class Party(Part):
    """Who takes part: the phrase and what it codes to."""

    text: str | None = None
    start: int | None = None
    end: int | None = None
    country: str | None = None
    sector: str | None = None

    @property
    def place(self) -> str:
        """Country, or the sector that stands for one."""
        return self.country or (self.sector if self.sector in STANDS_FOR_COUNTRY else None) or NOWHERE

    @property
    def place_and_sector(self) -> tuple[str, str]:
        """Country and sector."""
        return self.place, self.sector or NOWHERE


class CodedEvent(Part):
    """An event of a text; `source` did it, `target` is whom it concerns, both are the source when it is reciprocal."""

    event_type: str | None = None
    penta: int | None = None
    mode: str | None = None
    context: str | None = None
    source: tuple[Party, ...] = ()
    target: tuple[Party, ...] = ()
    reciprocal: bool = False

    @property
    def is_coded(self) -> bool:
        """Whether PLOVER, or the five classes, have a code for it; an event without one is neither asked nor wrong."""
        return self.event_type is not None or self.penta is not None

    @property
    def label(self) -> str:
        """Under which the event counts."""
        return self.event_type or f"penta{self.penta}"

    @property
    def everybody(self) -> tuple[Party, ...]:
        """Both sides."""
        return self.source + self.target


class EventItem(Item):
    """Gold: the events of the text."""

    events: tuple[CodedEvent, ...]


class EventAnswer(Answer):
    """The events found in the text."""

    events: tuple[CodedEvent, ...] = ()


def answer_events(item: EventItem, extraction: Extraction, knowledge: Knowledge) -> EventAnswer:
    """Return the events that the set counts, each of them once.

    Where it has one in each text the first sure one is given: news tells first what it is about.
    """
    coding = for_set(event_sets().sets, item.set)
    reports = [report for report in extraction.reports if report.factuality in coding.factualities]
    sure = [report for report in reports if report.confidence >= coding.least_sure]
    surest = sorted(reports, key=lambda report: -report.confidence)
    counted = (sure or surest)[:1] if coding.one_per_text else sure
    coded = [_coded(extraction, report, coding, knowledge) for report in counted]
    if not coded and coding.nothing is not None:
        coded = [CodedEvent(event_type=coding.nothing)]
    return EventAnswer(id=item.id, events=tuple(dict.fromkeys(coded)))


def _coded(extraction: Extraction, report: Report, coding: EventCoding, knowledge: Knowledge) -> CodedEvent:
    actors = participants_of(extraction, report.report_id, "actor")
    recipients = participants_of(extraction, report.report_id, "recipient")
    return CodedEvent(
        event_type=coding.type_of(report, extraction),
        mode=report.mode,
        context=", ".join(report.contexts) or None,
        source=tuple(_party(extraction, actor, coding, knowledge) for actor in actors),
        target=tuple(_party(extraction, recipient, coding, knowledge) for recipient in recipients),
        # PLOVER lists all parties of a mutual event as its actors.
        reciprocal=len(actors) > 1 and not recipients,
    )


def _party(extraction: Extraction, participant: ReportParticipant, coding: EventCoding, knowledge: Knowledge) -> Party:
    mention = mention_of(extraction, participant)
    country, sector = participant.country, participant.sector
    if country and country in coding.countryless:
        sector, country = coding.countryless[country], None
    elif coding.are_states_bare and _is_bare(mention, knowledge):
        sector = None
    return Party(
        text=mention.mention,
        start=mention.mention_start,
        end=mention.mention_end,
        country=country,
        sector=sector,
    )


def _is_bare(mention: Mention, knowledge: Knowledge) -> bool:
    """Whether a mention names a state by its own name, and not by its capital or its seat of government."""
    return knowledge.kind(mention) == "state" and normalise(mention.mention) not in _seats()


@cache
def _seats() -> frozenset[str]:
    """Return the names by which a state is called after its capital or the seat of its government."""
    states = load_lexicons().states.values()
    names = (name for state in states for name in (state.capital, *state.capital_aliases, *state.government_names))
    return frozenset(normalise(name) for name in names if name)


@dataclass(frozen=True)
class Agreement:
    """In what an answer agrees with a gold event."""

    has_type: bool
    has_source_country: bool
    has_target_country: bool
    has_codes: bool
    has_some_countries: bool
    has_source_phrase: bool
    has_target_phrase: bool
    has_class: bool

    @property
    def has_countries(self) -> bool:
        return self.has_source_country and self.has_target_country


MEASURES: dict[str, Callable[[Agreement], bool]] = {
    "type": lambda agreed: agreed.has_type,
    "type+source country": lambda agreed: agreed.has_type and agreed.has_source_country,
    "type+target country": lambda agreed: agreed.has_type and agreed.has_target_country,
    "type+both countries": lambda agreed: agreed.has_type and agreed.has_countries,
    "type+both country&sector": lambda agreed: agreed.has_type and agreed.has_codes,
    "dyad (both countries, no type)": lambda agreed: agreed.has_countries,
    "type+any country overlap both sides": lambda agreed: agreed.has_type and agreed.has_some_countries,
    "source phrase IoU>=.5": lambda agreed: agreed.has_source_phrase,
    "target phrase IoU>=.5": lambda agreed: agreed.has_target_phrase,
    "type+both phrases": lambda agreed: agreed.has_type and agreed.has_source_phrase and agreed.has_target_phrase,
    "quad/penta class": lambda agreed: agreed.has_class,
}
"""What it takes for an answer to be right, by the name of the measure; `type` is the headline."""


def score_events(pairs: Sequence[tuple[EventItem, EventAnswer]], options: Options) -> Scored:
    """Return rates for every part of an event alone and together; those that the set says nothing of are left out."""
    shown = _told_measures([event for item, _ in pairs for event in item.events if event.is_coded])
    headline = next(name for name in ("type", "quad/penta class") if name in shown)
    tallies = {name: Tally() for name in shown}
    mistakes: list[Mistake] = []
    for item, answer in pairs:
        gold = [event for event in item.events if event.is_coded]
        for name, tally in tallies.items():
            # Nobody can say which answers stand for events without a code, so as many of them are pardoned.
            pardons = len(item.events) - len(gold)
            compared = tally.compare(gold, answer.events, partial(_degree, MEASURES[name]), _label, pardons=pardons)
            if name == headline:
                mistakes += mistakes_of(item, compared, _in_words)
    rates = [Rates.of(name, tally, with_labels=name == headline) for name, tally in tallies.items()]
    return Scored([*rates, *_emptiness(pairs)], mistakes)


def _degree(is_right: Callable[[Agreement], bool], gold: CodedEvent, found: CodedEvent) -> tuple[bool, int]:
    """Return whether an answer is right, and in how many ways: of two right answers, the one that agrees more wins."""
    agreed = _agreement(gold, found)
    return is_right(agreed), sum(is_met(agreed) for is_met in MEASURES.values())


def _label(event: CodedEvent) -> str:
    return event.label


def _agreement(gold: CodedEvent, found: CodedEvent) -> Agreement:
    if gold.reciprocal:
        places = {party.place for party in gold.everybody}
        has_source = has_target = places == {party.place for party in found.everybody}
        has_codes = _codes(gold.everybody) == _codes(found.everybody)
        has_some = bool(places & {party.place for party in found.everybody})
        has_source_phrase = _share_phrase(gold.source, found.everybody)
        has_target_phrase = _share_phrase(gold.target, found.everybody) if gold.target else has_source_phrase
    else:
        has_source = _places(gold.source) == _places(found.source)
        has_target = _places(gold.target) == _places(found.target)
        has_codes = _codes(gold.source) == _codes(found.source) and _codes(gold.target) == _codes(found.target)
        has_some = all(
            not ours or _places(ours) & _places(theirs)
            for ours, theirs in ((gold.source, found.source), (gold.target, found.target))
        )
        has_source_phrase = _share_phrase(gold.source, found.source)
        has_target_phrase = _share_phrase(gold.target, found.target)
    return Agreement(
        has_type=is_right_type(gold.event_type, found.event_type),
        has_source_country=has_source,
        has_target_country=has_target,
        has_codes=has_codes,
        has_some_countries=has_some,
        has_source_phrase=has_source_phrase,
        has_target_phrase=has_target_phrase,
        has_class=_gold_class(gold) == _found_class(found),
    )


def _places(parties: Sequence[Party]) -> set[str]:
    return {party.place for party in parties}


def _codes(parties: Sequence[Party]) -> set[tuple[str, str]]:
    return {party.place_and_sector for party in parties}


def is_right_type(gold: str | None, found: str | None) -> bool:
    if gold is None:
        return False
    merged = event_sets().classes.merged
    one, other = _today(gold), _today(found)
    return one == other or other in merged.get(one or "", ()) or one in merged.get(other or "", ())


def _today(event_type: str | None) -> str | None:
    return event_sets().classes.renamed.get(event_type or "", event_type)


def _gold_class(event: CodedEvent) -> int | None:
    """Return the class of a gold event; null when its type has none."""
    return event.penta if event.penta is not None else event_sets().classes.penta.get(_today(event.event_type) or "")


def _found_class(event: CodedEvent) -> int:
    """Return the class of an answer; 0, which stands for no event, when its type has none."""
    return event.penta if event.penta is not None else event_sets().classes.penta.get(_today(event.event_type) or "", 0)


def _share_phrase(gold: Sequence[Party], found: Sequence[Party]) -> bool:
    """Whether a phrase of the gold and one of the answer are about the same; nobody agrees with nobody."""
    return any(_same_phrase(party, other) for party in gold for other in found) if gold else not found


def _same_phrase(party: Party, other: Party) -> bool:
    if party.start is None or party.end is None or other.start is None or other.end is None:
        return likeness_of_words(party.text, other.text) >= SAME_PHRASE
    return overlap(Span(start=party.start, end=party.end), Span(start=other.start, end=other.end)) >= SAME_PHRASE


def _told_measures(events: Sequence[CodedEvent]) -> list[str]:
    """Return the names of the measures of which the gold says something."""
    untold = set()
    if not any(event.event_type is not None for event in events):
        untold.add("type")
    if not any(party.country for event in events for party in event.everybody):
        untold.add("countr")
    if not any(party.start is not None for event in events for party in event.everybody):
        untold.add("phrase")
    return [name for name in MEASURES if not any(word in name for word in untold)]


def _emptiness(pairs: Sequence[tuple[EventItem, EventAnswer]]) -> list[Measure]:
    """Return how many texts have an event and how often none is found where there is none."""
    seen: Counter[str] = Counter()
    for item, answer in pairs:
        is_told, is_found = any(event.is_coded for event in item.events), bool(answer.events)
        seen.update({"gold": is_told, "found": is_found, "both": is_told and is_found})
        seen.update({"empty": not item.events, "kept": not item.events and not is_found})
    counts = f"{seen['gold']}/{seen['found']}/{seen['both']}"
    kept = [Figure("no-event docs kept empty", f"{seen['kept']}/{seen['empty']}")] if seen["empty"] else []
    return [Figure("docs: gold event / pred event / both", counts), *kept]


def _in_words(text: str, event: CodedEvent) -> str:
    sides = ("; ".join(party.text or party.place for party in side) or "-" for side in (event.source, event.target))
    return f"{event.label}: {' -> '.join(sides)}"
