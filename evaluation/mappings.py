"""Takes the files of `evaluation/mappings`, gives what our types, kinds and predicates are called in each set."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from evaluation.answering import participants_of
from evaluation.gold import GoldInvalid
from transforms.coding.strategies import DOCUMENT
from transforms.extraction import Extraction
from transforms.tables import Context, EventType, Factuality, Quote, Report, Sector

FOLDER = Path(__file__).parent / "mappings"
DEFAULT = "default"


class Strict(BaseModel):
    """A part of a mapping file; a field that is not declared is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Rule(Strict):
    """A label of a set and what has to be so for it to hold; a condition that is left out does not matter.

    Words are beginnings of words in any case: `kill` stands for `killed` and `Killing` too. A rule asks something of
    an event, or of a statement where `speakers` or `acts` are given: words of the sentence alone would measure
    themselves and not the coder.
    """

    label: str
    event_types: tuple[EventType, ...] = ()
    modes: tuple[str, ...] = ()
    trigger: tuple[str, ...] = ()
    """Words of which the event's trigger has one."""
    sentence: tuple[str, ...] = ()
    """Words of which the sentence has one."""
    actors: tuple[Sector, ...] = ()
    """Sectors of which one of the actors has one."""
    recipients: tuple[Sector, ...] = ()
    """Sectors of which one of the recipients has one."""
    not_trigger: tuple[str, ...] = ()
    """Words of which the event's trigger has none."""
    not_struck: tuple[Sector, ...] = ()
    """Sectors that not all have to whom it was done; of a fight without recipients, all who fight."""
    least_sure: float | None = None
    """Confidence from which the rule holds of an event; that of the file where none is given."""
    without: tuple[Context, ...] = ()
    """Contexts of which the event has none."""
    factualities: tuple[Factuality, ...] = ()
    """Factualities of which the event has one; those of the file where none is given."""
    roles: Mapping[Literal["actor", "recipient"], str] = Field(default_factory=dict)
    """What the set calls our roles in such an event."""
    speakers: tuple[Sector, ...] = ()
    """Sectors of which the speaker of a statement has one: an act of speech, which PLOVER has no type for."""
    acts: tuple[str, ...] = ()
    """What the speaker does with it, as `quotes` tells; any act where none is given."""
    said: tuple[str, ...] = ()
    """Words of which the content of the statement has one."""

    @model_validator(mode="after")
    def _asks_for_a_row(self) -> "Rule":
        of_event = (self.event_types, self.modes, self.trigger, self.actors, self.recipients, self.factualities)
        of_statement = self.speakers or self.acts
        if any(of_event) and (of_statement or self.said):
            raise ValueError(f"the rule for {self.label!r} asks for an event and for a statement; write two rules")
        if not any(of_event) and not of_statement:
            raise ValueError(
                f"the rule for {self.label!r} asks nothing of an event or a statement; the words of a text are neither"
            )
        return self

    def holds(self, report: Report, text: str, extraction: Extraction) -> bool:
        """Whether the rule holds of an event whose sentence is `text`; one that asks for a statement never does."""
        if self.speakers or self.acts or not _has_word(text, self.sentence):
            return False
        return (
            (not self.event_types or report.event_type in self.event_types)
            and (not self.modes or report.mode in self.modes)
            and not set(self.without) & set(report.contexts)
            and _has_word(report.trigger, self.trigger)
            and _has_sector(extraction, report, "actor", self.actors)
            and _has_sector(extraction, report, "recipient", self.recipients)
            and not (self.not_trigger and _has_word(report.trigger, self.not_trigger))
            and not (self.not_struck and _all_struck_have(extraction, report, self.not_struck))
        )

    def is_spoken(self, quote: Quote, text: str, extraction: Extraction) -> bool:
        """Whether the rule asks for a statement and this one, whose cue stands in `text`, is it."""
        if not (self.speakers or self.acts) or (self.acts and quote.act not in self.acts):
            return False
        if not _has_word(text, self.sentence) or not _has_word(quote.quote, self.said):
            return False
        speaker = (mention.sector for mention in extraction.mentions if mention.mention_id == quote.speaker_mention_id)
        return not self.speakers or any(sector in self.speakers for sector in speaker)


@dataclass(frozen=True)
class Passage:
    """A part of a text to which a set gives labels, with what we found in it."""

    text: str
    reports: tuple[Report, ...]
    """Those whose triggers stand in it."""
    quotes: tuple[Quote, ...]
    """Those whose cues stand in it."""


class Labels(Strict):
    """The labels that a set gives to events: the first rule that holds comes first."""

    factualities: tuple[Factuality, ...]
    """Events that the set counts."""
    one_per_text: bool = False
    """Whether the set gives one label, or one event, to each text."""
    least_sure: float = 0.0
    """Confidence from which an event counts where its rule says no other."""
    fillers: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    """Words by which fillers that are no participants are found, by the set's role."""
    kinds: Mapping[str, str] = Field(default_factory=dict)
    """The set's role of a recipient or an actor, by our role, the kind of the entity and how the text calls it.

    `actor/military/body` is an army, `actor/military/nominal` its soldiers; `recipient/facility` is one in any way.
    """
    together: Mapping[str, float] = Field(default_factory=dict)
    """Confidence from which an incident is told, all its reports together, by its label."""
    are_nouns_bare: bool = False
    """Whether the set marks of a noun phrase that takes part the noun alone: "people" of "three people"."""
    by_sentence: bool = False
    """Whether only those take part whom an event's sentence tells, and nobody inferred from the rest of the text."""
    striking: tuple[str, ...] = ()
    """Labels of incidents that count only where some report tells whom or what they struck."""
    aftermath: tuple[str, ...] = ()
    """Triggers of what an incident of another label did: of a bombing, that people were killed."""
    rules: tuple[Rule, ...]

    def matching(self, report: Report, extraction: Extraction, text: str | None = None) -> list[Rule]:
        """Return the rules that hold of an event, in their order; none holds of one of which we are not sure.

        `text` is what the set takes for the event's sentence; ours where it is not given.
        """
        text = sentence_words(extraction, report) if text is None else text
        return [rule for rule in self.rules if self._counts(rule, report) and rule.holds(report, text, extraction)]

    def _counts(self, rule: Rule, report: Report) -> bool:
        """Whether an event is sure enough and of a factuality that a rule counts."""
        least_sure = self.least_sure if rule.least_sure is None else rule.least_sure
        return report.confidence >= least_sure and report.factuality in (rule.factualities or self.factualities)

    def labels(self, passages: Iterable[Passage], extraction: Extraction) -> list[str]:
        """Return the labels of passages of a text, in the order of the rules; only the first where a text has one."""
        read = list(passages)
        known = _as_sentences_tell(extraction) if self.by_sentence else extraction
        held = (rule for rule in self.rules if any(self._told(rule, passage, known) for passage in read))
        ordered = list(dict.fromkeys(rule.label for rule in held))
        return ordered[:1] if self.one_per_text else ordered

    def _told(self, rule: Rule, passage: Passage, extraction: Extraction) -> bool:
        """Whether a rule holds of an event or a statement of a passage."""
        if any(rule.is_spoken(quote, passage.text, extraction) for quote in passage.quotes):
            return True
        counted = (report for report in passage.reports if self._counts(rule, report))
        return any(rule.holds(report, passage.text, extraction) for report in counted)


class EntityLabels(Strict):
    """What a set marks as an entity and how it calls it."""

    mentions: tuple[Literal["name", "nominal", "pronoun", "demonym"], ...]
    """Ways of referring that the set marks."""
    kinds: Mapping[str, str]
    """Label of each kind of entity; a kind that is left out is not marked."""
    demonym: str | None = None
    """Label of a demonym; null where it goes by the kind of its entity."""
    times: Mapping[str, str] = Field(default_factory=dict)
    """Label of each type of time expression; one that is left out is not marked."""
    unmarked: tuple[str, ...] = ()
    """Words that the set does not mark, such as possessive pronouns."""


class EventCoding(Strict):
    """Which of our events a set of coded events counts."""

    factualities: tuple[Factuality, ...]
    one_per_text: bool = False
    """Whether the set codes one event in each text."""
    least_sure: float = 0.0
    """Confidence from which an event counts as found; where none has it the surest of a text is given."""
    countryless: Mapping[str, str] = Field(default_factory=dict)
    """Sector that the set gives, without a country, to those who have one of our codes in place of a country."""
    are_states_bare: bool = False
    """Whether the set gives no sector to a country that is named as such."""
    nothing: str | None = None
    """What the set calls a text in which there is no event; null where it says nothing then."""
    recoded: tuple[Rule, ...] = ()
    """What the set calls some of our events otherwise: the first rule that holds gives the type."""

    def type_of(self, report: Report, extraction: Extraction) -> str:
        """Return the type under which the set has an event."""
        text = sentence_words(extraction, report)
        holding = (rule for rule in self.recoded if not rule.factualities or report.factuality in rule.factualities)
        return next((rule.label for rule in holding if rule.holds(report, text, extraction)), report.event_type)


class Classes(Strict):
    """How the types of the sets of coded events relate."""

    renamed: Mapping[str, str]
    """Today's name of each older type."""
    merged: Mapping[str, tuple[str, ...]]
    """Types that a set does not tell apart, by the name it gives them."""
    penta: Mapping[str, Annotated[int, Field(ge=0, le=4)]]
    """Class of each type, as the sets of five classes count it."""


class EventSets(Strict):
    """The file of coded events."""

    classes: Classes
    older: tuple[Rule, ...] = ()
    """Rules that several sets share."""
    sets: Mapping[str, EventCoding]


class EntitySets(Strict):
    """The file of entities."""

    coarse: Mapping[str, tuple[str, ...]]
    """Labels of the sets by the coarse label under which they are compared."""
    other: str
    """Coarse label of every other one."""
    escaped: Mapping[str, str]
    """Letters that a set writes as percent signs and codes in the titles of pages, by set."""
    sets: Mapping[str, EntityLabels]


class RelationSets(Strict):
    """The file of relations: the label of each predicate, by set; a predicate that is left out is not marked."""

    sets: Mapping[str, Mapping[str, str]]


Shape = TypeVar("Shape", bound=Strict)


@cache
def entity_sets() -> EntitySets:
    """Return the mapping of entities."""
    return _read(FOLDER / "entities.yaml", EntitySets)


@cache
def event_sets() -> EventSets:
    """Return the mapping of coded events."""
    return _read(FOLDER / "events.yaml", EventSets)


@cache
def relation_sets() -> RelationSets:
    """Return the mapping of relations."""
    return _read(FOLDER / "relations.yaml", RelationSets)


@cache
def labels_of(set_name: str) -> Labels:
    """Return the labels of a set; raise GoldInvalid when there is no mapping for it."""
    path = FOLDER / f"{set_name}.yaml"
    known = sorted({found.stem for found in FOLDER.glob("*.yaml")} - {"entities", "events", "relations"})
    if set_name not in known:
        right = f"write evaluation/mappings/{set_name or 'SET'}.yaml or give a set of {', '.join(known)}"
        raise GoldInvalid(f"set {set_name!r}: no mapping from our events to its labels; {right}")
    return _read(path, Labels)


Entry = TypeVar("Entry")


def for_set(sets: Mapping[str, Entry], set_name: str) -> Entry:
    """Return what a mapping says of a set, or what it says of every set that it does not name."""
    return sets.get(set_name, sets[DEFAULT])


def sentence_words(extraction: Extraction, report: Report) -> str:
    """Return the sentence that reports an event."""
    sentence = next(one for one in extraction.sentences if one.sentence_id == report.sentence_id)
    return extraction.document.text[sentence.sentence_start : sentence.sentence_end]


def _has_word(text: str, words: Sequence[str]) -> bool:
    return not words or _pattern(tuple(words)).search(text) is not None


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})[\w-]*", re.IGNORECASE)


def _as_sentences_tell(extraction: Extraction) -> Extraction:
    """Return what a text gives without those who are inferred from other sentences to take part."""
    return replace(extraction, participants=tuple(one for one in extraction.participants if one.basis != DOCUMENT))


def _has_sector(extraction: Extraction, report: Report, role: str, sectors: Sequence[str]) -> bool:
    return not sectors or any(one.sector in sectors for one in participants_of(extraction, report.report_id, role))


def _all_struck_have(extraction: Extraction, report: Report, sectors: Sequence[str]) -> bool:
    """Whether all recipients of an event have one of some sectors; of a mutual one, all who did it to each other."""
    struck = participants_of(extraction, report.report_id, "actor" if report.is_mutual else "recipient")
    return bool(struck) and all(one.sector in sectors for one in struck)


def _read(path: Path, shape: type[Shape]) -> Shape:
    content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    return shape.model_validate(content)
