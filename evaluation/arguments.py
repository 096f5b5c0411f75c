"""Task `evtargs`: the words that name an event, its type in a set's own ontology, and the spans that fill its roles."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from evaluation.answering import Knowledge, mention_of, participants_of, span_of
from evaluation.gold import Answer, Item, Part, Span
from evaluation.mappings import Labels, labels_of
from evaluation.matching import Tally, is_same, shared
from evaluation.options import Options
from evaluation.results import Mistake, Rates, Scored, mistakes_of, quoted
from transforms.extraction import Extraction
from transforms.tables import Mention, Report


class Argument(Span):
    """A span that fills a role; `cluster` names the entity that it refers to, in gold alone."""

    role: str
    cluster: int | str | None = None


class TriggeredEvent(Part):
    """An event as a set with triggers marks it."""

    event_type: str
    trigger: Span
    args: tuple[Argument, ...] = ()

    @property
    def top_type(self) -> str:
        """The first part of the type, such as `conflict`."""
        return self.event_type.split(".")[0].lower()


class NamedSpan(Span):
    """A mention of an entity, with the cluster that names the entity."""

    cluster: int | str | None = None


class ArgumentItem(Item):
    """Gold: the events of the text, and its entities where a set marks them."""

    events: tuple[TriggeredEvent, ...]
    entities: tuple[NamedSpan, ...] = ()


class ArgumentAnswer(Answer):
    """The events found."""

    events: tuple[TriggeredEvent, ...] = ()


class Filler(NamedTuple):
    """An argument with the type of its event."""

    event_type: str
    argument: Argument


def answer_arguments(item: ArgumentItem, extraction: Extraction, knowledge: Knowledge) -> ArgumentAnswer:
    """Return our events under the set's types and roles; only the surest where the set marks one in each text."""
    labels = labels_of(item.set)
    reports = sorted(extraction.reports, key=lambda report: (report.trigger_start, report.trigger_end))
    if labels.one_per_text:
        typed = (report for report in reports if labels.matching(report, extraction))
        reports = sorted(typed, key=lambda report: -report.confidence)[:1]
    found = (_triggered(report, extraction, labels, knowledge) for report in reports)
    return ArgumentAnswer(id=item.id, events=tuple(dict.fromkeys(event for event in found if event)))


def _triggered(report: Report, extraction: Extraction, labels: Labels, knowledge: Knowledge) -> TriggeredEvent | None:
    """Return a report in the set's terms; null when the set has no type for it."""
    rule = next(iter(labels.matching(report, extraction)), None)
    if rule is None:
        return None
    trigger = Span(start=report.trigger_start, end=report.trigger_end)
    arguments = (
        Argument(role=name, **_marked(mention_of(extraction, one), extraction, labels, knowledge).model_dump())
        for role, name in rule.roles.items()
        for one in participants_of(extraction, report.report_id, role)
    )
    return TriggeredEvent(event_type=rule.label, trigger=trigger, args=tuple(arguments))


def _marked(mention: Mention, extraction: Extraction, labels: Labels, knowledge: Knowledge) -> Span:
    """Return what the set marks of a mention: all of it, or of a noun phrase the noun alone."""
    find, span = knowledge.answerers.head, span_of(mention)
    head = find(extraction.document, span.start, span.end) if find and _is_cut(mention, labels) else None
    return Span(start=head[0], end=head[1]) if head else span


def _is_cut(mention: Mention, labels: Labels) -> bool:
    return labels.are_nouns_bare and mention.kind == "nominal"


def score_arguments(pairs: Sequence[tuple[ArgumentItem, ArgumentAnswer]], options: Options) -> Scored:
    """Return rates for triggers, their types, and arguments; an argument needs the right type of event."""
    triggers, types, tops, spans, roles, entities = Tally(), Tally(), Tally(), Tally(), Tally(), Tally()
    mistakes: list[Mistake] = []
    for item, answer in pairs:
        for tally, likeness in ((triggers, _same_trigger), (types, _same_event), (tops, _same_top)):
            compared = tally.compare(item.events, answer.events, likeness, lambda event: event.event_type)
            if tally is types:
                mistakes += mistakes_of(item, compared, _in_words)
        gold, found = _fillers(item.events), _fillers(answer.events)
        for counts, alike in ((spans, _same_span), (roles, _same_role), (entities, _same_entity(item.entities))):
            counts.compare(gold, found, alike, lambda filler: filler.argument.role)
    measures = (
        Rates.of("trigger span", triggers),
        Rates.of("trigger span+type", types, with_labels=True),
        Rates.of("trigger overlap + top-level type", tops),
        Rates.of("arg span", spans),
        Rates.of("arg span+role", roles),
        Rates.of("arg span+role (coref-lenient)", entities),
    )
    return Scored(measures, mistakes)


def _fillers(events: Sequence[TriggeredEvent]) -> list[Filler]:
    return [Filler(event.event_type, argument) for event in events for argument in event.args]


def _same_trigger(event: TriggeredEvent, other: TriggeredEvent) -> bool:
    return is_same(event.trigger, other.trigger)


def _same_event(event: TriggeredEvent, other: TriggeredEvent) -> bool:
    return _same_trigger(event, other) and event.event_type == other.event_type


def _same_top(event: TriggeredEvent, other: TriggeredEvent) -> bool:
    return shared(event.trigger, other.trigger) > 0 and event.top_type == other.top_type


def _same_span(filler: Filler, other: Filler) -> bool:
    return filler.event_type == other.event_type and is_same(filler.argument, other.argument)


def _same_role(filler: Filler, other: Filler) -> bool:
    return filler.argument.role == other.argument.role and _same_span(filler, other)


def _same_entity(entities: Sequence[NamedSpan]) -> Callable[[Filler, Filler], bool]:
    """Return a likeness by which any mention of the right entity is right."""
    of_cluster = {(entity.cluster, entity.start, entity.end) for entity in entities if entity.cluster is not None}

    def likeness(gold: Filler, found: Filler) -> bool:
        place = (gold.argument.cluster, found.argument.start, found.argument.end)
        same_labels = gold.event_type == found.event_type and gold.argument.role == found.argument.role
        return same_labels and (is_same(gold.argument, found.argument) or place in of_cluster)

    return likeness


def _in_words(text: str, event: TriggeredEvent) -> str:
    arguments = ", ".join(f"{argument.role} {quoted(text, argument)}" for argument in event.args)
    return f"{event.event_type} {quoted(text, event.trigger)} ({arguments})"
