"""Tasks `entities` and `relations`: spans of text with a type, and typed pairs of spans."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from evaluation.answering import Knowledge, span_of
from evaluation.gold import Answer, Item, Part, Span
from evaluation.mappings import EntityLabels, entity_sets, for_set, relation_sets
from evaluation.matching import Tally, is_same, overlap, touches
from evaluation.options import Options
from evaluation.results import Mistake, Rates, Scored, mistakes_of, quoted
from transforms.extraction import Extraction
from transforms.tables import Mention


class TypedSpan(Span):
    """A span with its type; what annotators said of it beyond that is there in gold alone."""

    type: str | None
    confidence: float | None = None
    primary: bool | None = None
    named: bool | None = None


class EntityItem(Item):
    """Gold: every entity of the text."""

    entities: tuple[TypedSpan, ...]


class EntityAnswer(Answer):
    """Every entity found in the text."""

    entities: tuple[TypedSpan, ...] = ()


class Pair(Part):
    """A relation from one span to another."""

    type: str
    head: Span
    tail: Span


class RelationItem(Item):
    """Gold: every relation that the text states."""

    relations: tuple[Pair, ...]


class RelationAnswer(Answer):
    """Every relation found in the text."""

    relations: tuple[Pair, ...] = ()


class Unit(Span):
    """All that is said of one span: the types that are right for it, the one it counts under first."""

    types: tuple[str, ...]
    is_optional: bool = False


def answer_entities(item: EntityItem, extraction: Extraction, knowledge: Knowledge) -> EntityAnswer:
    """Return the mentions and times that the set marks, under its labels."""
    labels = for_set(entity_sets().sets, item.set)
    spans: dict[tuple[int, int], str] = {}
    for mention in extraction.mentions:
        label = _label(mention, labels, knowledge)
        if label:
            spans.setdefault((mention.mention_start, mention.mention_end), label)
    for time in extraction.times:
        if time.kind in labels.times:
            spans.setdefault((time.time_start, time.time_end), labels.times[time.kind])
    found = tuple(TypedSpan(start=start, end=end, type=label) for (start, end), label in sorted(spans.items()))
    return EntityAnswer(id=item.id, entities=found)


def _label(mention: Mention, labels: EntityLabels, knowledge: Knowledge) -> str | None:
    if mention.kind not in labels.mentions or mention.mention.casefold() in labels.unmarked:
        return None
    if mention.kind == "demonym" and labels.demonym:
        return labels.demonym
    return labels.kinds.get(knowledge.kind(mention) or "")


def score_entities(pairs: Sequence[tuple[EntityItem, EntityAnswer]], options: Options) -> Scored:
    """Return rates for span and type, for overlap and type, and for spans whatever their type."""
    exact, loose, untyped = Tally(), Tally(), Tally()
    mistakes: list[Mistake] = []
    for item, answer in pairs:
        gold = _gold_units(item, options)
        found = [
            unit
            for unit in _found_units(answer, options)
            if not options.named or looks_named(item.text[unit.start : unit.end])
        ]
        optional = [unit for unit in gold if unit.is_optional]
        for tally, likeness in (
            (exact, lambda one, other: is_same(one, other) and other.types[0] in one.types),
            (loose, lambda one, other: overlap(one, other) if other.types[0] in one.types else 0.0),
            (untyped, is_same),
        ):
            compared = tally.compare(
                gold,
                found,
                likeness,
                label=lambda unit: unit.types[0],
                is_optional=lambda unit: unit.is_optional,
                is_pardoned=partial(touches, others=optional),
            )
            if tally is exact:
                mistakes += mistakes_of(item, compared, lambda text, unit: f"{unit.types[0]} {quoted(text, unit)}")
    measures = (
        Rates.of("exact span+type", exact, with_labels=True),
        Rates.of("overlap span+type", loose),
        Rates.of("exact span, untyped", untyped),
    )
    return Scored(measures, mistakes)


def _gold_units(item: EntityItem, options: Options) -> list[Unit]:
    """Return the gold by span; a span is optional when nothing that is said of it is asked for."""
    by_span: dict[tuple[int, int], list[TypedSpan]] = {}
    for entity in item.entities:
        by_span.setdefault((entity.start, entity.end), []).append(entity)
    units = []
    for (start, end), entities in by_span.items():
        # The last of the primary types is the first to count under, as the sets that have two types mean it.
        ordered = [*reversed([one for one in entities if one.primary]), *(one for one in entities if not one.primary)]
        types = tuple(_type(entity, options) for entity in ordered)
        is_optional = not any(_is_asked(entity, options, item.text) for entity in entities)
        units.append(Unit(start=start, end=end, types=types, is_optional=is_optional))
    return units


def _is_asked(entity: TypedSpan, options: Options, text: str) -> bool:
    if options.named and not (looks_named(text[entity.start : entity.end]) if entity.named is None else entity.named):
        return False
    if options.types and _type(entity, options) not in options.types:
        return False
    return options.min_confidence is None or (entity.confidence or 0) >= options.min_confidence


def _found_units(answer: EntityAnswer, options: Options) -> list[Unit]:
    """Return the answers, one per span: the first that is given for it."""
    first: dict[tuple[int, int], Unit] = {}
    for entity in answer.entities:
        unit = Unit(start=entity.start, end=entity.end, types=(_type(entity, options),))
        first.setdefault((entity.start, entity.end), unit)
    return [unit for unit in first.values() if not options.types or unit.types[0] in options.types]


PARTS = re.compile(r",| (?:of|in|at|from|for|to|who|which|that|and) | [(]|['\u2019]s?$")
PRONOUNS = frozenset(
    (
        *(
            "i",
            "he",
            "she",
            "it",
            "we",
            "they",
            "him",
            "his",
            "her",
            "its",
            "our",
            "us",
            "them",
            "their",
            "who",
            "this",
        ),
        *("that", "these", "those", "you"),
    )
)


def looks_named(words: str) -> bool:
    """Whether a span of which its annotators do not say so is a name: its last word before a complement is large."""
    last = PARTS.split(words.strip())[0].split()[-1:]
    return bool(last) and last[0][0].isupper() and last[0].casefold() not in PRONOUNS


def _type(entity: TypedSpan, options: Options) -> str:
    if not options.coarse:
        return str(entity.type)
    sets = entity_sets()
    return next((coarse for coarse, labels in sets.coarse.items() if entity.type in labels), sets.other)


def answer_relations(item: RelationItem, extraction: Extraction, knowledge: Knowledge) -> RelationAnswer:
    """Return the relations that the text states as so, under the set's labels, each between its two mentions."""
    labels = for_set(relation_sets().sets, item.set)
    mentions = {mention.mention_id: mention for mention in extraction.mentions}
    found = []
    for relation in extraction.relations:
        head = mentions.get(relation.subject_mention_id or "")
        tail = mentions.get(relation.object_mention_id or "")
        if head and tail and relation.predicate in labels and relation.factuality != "denied":
            found.append(Pair(type=labels[relation.predicate], head=span_of(head), tail=span_of(tail)))
            if relation.predicate in MUTUAL:
                found.append(Pair(type=labels[relation.predicate], head=span_of(tail), tail=span_of(head)))
    if "same_as" in labels:
        found += _synonyms(extraction, labels["same_as"], knowledge)
    return RelationAnswer(id=item.id, relations=tuple(dict.fromkeys(found)))


MUTUAL = {"allied_with", "same_as"}
"""Predicates without a direction: we hold one row of a pair, sets mark both ways."""

BESIDE = re.compile(r"\s?[,(\u2013-]\s?[\"\u201c]?|, (?:also|or) (?:known|called) as ")
"""What stands between two words for one thing: a comma, a bracket."""


def _synonyms(extraction: Extraction, label: str, knowledge: Knowledge) -> Iterator[Pair]:
    """Yield the mentions of one entity that stand side by side: that they are one is what sets call synonyms.

    A noun beside the name of anything but a person says what it is: "Raqqa, the capital" are no two names.
    """
    full = (mention for mention in extraction.mentions if mention.entity_id and mention.kind in {"name", "nominal"})
    ordered = sorted(full, key=lambda one: one.mention_start)
    for one, other in pairwise(ordered):
        between = extraction.document.text[one.mention_end : other.mention_start]
        is_told = one.kind == other.kind == "name" or knowledge.kind(one) == "person"
        if is_told and one.entity_id == other.entity_id and BESIDE.fullmatch(between):
            yield Pair(type=label, head=span_of(one), tail=span_of(other))
            yield Pair(type=label, head=span_of(other), tail=span_of(one))


def score_relations(pairs: Sequence[tuple[RelationItem, RelationAnswer]], options: Options) -> Scored:
    """Return rates for exact and for overlapping ends with the type, and for the pair whatever type and direction."""
    exact, loose, undirected = Tally(), Tally(), Tally()
    mistakes: list[Mistake] = []
    for item, answer in pairs:
        gold = [pair for pair in item.relations if not options.types or pair.type in options.types]
        found = [pair for pair in answer.relations if not options.types or pair.type in options.types]
        for tally, likeness in ((exact, _is_same_pair), (loose, _typed_overlap), (undirected, _overlap_either_way)):
            compared = tally.compare(gold, found, likeness, label=lambda pair: pair.type)
            if tally is exact:
                mistakes += mistakes_of(item, compared, _in_words)
    measures = (
        Rates.of("exact spans+type", exact, with_labels=True),
        Rates.of("overlap spans+type", loose),
        Rates.of("pair only (overlap, undirected)", undirected),
    )
    return Scored(measures, mistakes)


def _in_words(text: str, pair: Pair) -> str:
    return f"{pair.type} {quoted(text, pair.head)} -> {quoted(text, pair.tail)}"


def _is_same_pair(pair: Pair, other: Pair) -> bool:
    return pair.type == other.type and is_same(pair.head, other.head) and is_same(pair.tail, other.tail)


def _typed_overlap(pair: Pair, other: Pair) -> float:
    return overlap(pair.head, other.head) * overlap(pair.tail, other.tail) if pair.type == other.type else 0.0


def _overlap_either_way(pair: Pair, other: Pair) -> float:
    along = overlap(pair.head, other.head) * overlap(pair.tail, other.tail)
    against = overlap(pair.head, other.tail) * overlap(pair.tail, other.head)
    return max(along, against)
