"""The ontology as data: PLOVER's 16 event types, the words that name them, and where their participants stand.

Takes the YAML files of this folder, one per type, `contexts.yaml` and `crosswalk.yaml` (CAMEO to PLOVER), and those of
a user's own knowledge, which have types of their own or add to ours; gives an `Ontology`.
A trigger pattern (an entry of `triggers`) says which word fires and on what conditions:

- `lemma`: a lemma by Universal Dependencies, or a list of them, each a pattern of its own; `pos` is `VERB` unless said.
  Or `phrase`: words in a row, each equal to a lemma or to a lower-case form of the text; `pos` is `NOUN` unless said.
  After the first word of a `VERB` phrase its object may stand: `take hostage` fires on `took ten pupils hostage`.
- `particle`: the verb has it as `compound:prt`.
- `object`, `not_object`: head of the verb's object (of a passive: its subject) is, or is not, one of these.
- `subject`, `not_subject`: likewise for the subject (of a passive: its by-agent).
- `complement`: the word has an oblique, a noun modifier or a clause introduced by one of these; `that` is any
  finite clause with or without the word, `to` is a preposition or an infinitive.
- `content`, `not_content`: the head of that complement, of whatever introduces it, is, or is not, one of these:
  `vow to attack`, but not `refuse to comment`.
- `modal`: the word has a finite clause with one of these auxiliaries: `must` in `said that Iran must withdraw`.
- `modifier`, `not_modifier`: a noun has, or has not, one of these as a modifier before it: `air` in `air strike`.

Among the words of `object`, `subject`, `content`, `modifier` and their opposites, of a mode and of a context, `$police`
stands for those of a class of `word_classes.yaml`, for `police, policeman, constable`.

A pattern without `particle` never fires on a verb that has one. Of those that fire on one token that of the highest
`precedence` wins; its object, when `object` asked for it, does not fire again as a noun.

`actor` and `recipient` list slots in order of preference. `subject` and `object` are those of the active voice;
`possessor` is `nmod:poss`, `modifier` a compound or adjective before a noun, `clause_subject` and `clause_object` the
subject and the object of the complement clause, any other slot a preposition. Where a pattern has `object`, slots are
sought at the verb and at that object. A filler that names no actor passes the search on to the actors inside it: of
`condemned Iran's decision` the object slot gives Iran. With `reciprocal` whoever fills any slot is an actor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from transforms.loading import line_of, load_own_yaml, load_yaml, shown_path
from transforms.ontology.word_classes import with_classes
from transforms.own_knowledge import KnowledgeInvalid, OwnFile, own_knowledge
from transforms.tables import CONTEXTS, EVENT_TYPES, OWN_CONTEXT, OWN_TYPE, Factuality, Sector

FOLDER = Path(__file__).parent
CROSSWALK = "crosswalk.yaml"
CONTEXT_CUES = "contexts.yaml"
NAMED = ("lemma", "phrase", "text")
"""Keys by which a person would look for an entry of a file."""
OWN = "@own/"
"""What stands in the rule of a pattern of own knowledge before the name of its file."""

SLOTS = (
    *("subject", "object", "indirect_object", "clause_subject", "clause_object", "possessor", "modifier"),
    *("by", "of", "on", "against", "with", "from", "to", "between", "among", "for", "over", "in", "at", "into"),
    *("onto", "near", "outside", "inside", "under", "through"),
)
COMPLEMENTS = (
    *("to", "that", "of", "for", "on", "upon", "in", "into", "with", "against", "from", "at", "over", "by", "as"),
    *("about", "between", "among", "toward", "towards", "off", "out", "behind", "after", "under", "through", "if"),
    *("unless", "until", "without", "before", "near", "inside", "within"),
)
PARTICLES = (
    *("up", "down", "off", "out", "in", "on", "over", "back", "away", "through", "along", "aside", "apart", "under"),
    *("together", "by", "forward", "ahead"),
)

# Where participants stand when a pattern does not say: in plain clauses, with light verbs, and around nouns.
VERB_ACTOR = ("subject",)
VERB_RECIPIENT = ("object",)
LIGHT_RECIPIENT = ("indirect_object", "on", "against", "with", "to", "possessor")
NOUN_ACTOR = ("by", "possessor", "modifier")
NOUN_RECIPIENT = ("on", "against", "with", "to", "of")
CONFIDENCE = 0.7  # of a pattern that does not say

PartOfSpeech = Literal["VERB", "NOUN", "ADJ"]


def _as_tuple(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _known_type(event_type: str) -> str:
    """Return an event type; raise ValueError where neither PLOVER nor own knowledge has it."""
    return _one_of(event_type, known_types())


def _known_context(context: str) -> str:
    """Return a context; raise ValueError where neither PLOVER nor own knowledge has it."""
    return _one_of(context, known_contexts())


def _one_of(code: str, codes: tuple[str, ...]) -> str:
    if code not in codes:
        raise ValueError(f"{code!r} is not one of {', '.join(codes)}")
    return code


Words = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]
ClassedWords = Annotated[Words, AfterValidator(with_classes)]
"""Words among which classes may be named, `$police`."""
EventType = Annotated[str, AfterValidator(_known_type)]
Context = Annotated[str, AfterValidator(_known_context)]


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Trigger(_Declared):
    """An entry of `triggers`, as written."""

    lemma: Words = ()
    phrase: str | None = None
    pos: PartOfSpeech | None = None
    particle: str | None = None
    object: ClassedWords = ()
    not_object: ClassedWords = ()
    subject: ClassedWords = ()
    not_subject: ClassedWords = ()
    complement: Words = ()
    content: ClassedWords = ()
    not_content: ClassedWords = ()
    modal: Words = ()
    modifier: ClassedWords = ()
    not_modifier: ClassedWords = ()
    mode: str | None = None
    contexts: tuple[Context, ...] = ()
    actor: Words | None = None
    recipient: Words | None = None
    reciprocal: bool = False
    confidence: float = Field(default=CONFIDENCE, gt=0, le=1)

    @model_validator(mode="after")
    def _names_known_things(self) -> _Trigger:
        if bool(self.lemma) == bool(self.phrase):
            raise ValueError("a unit has either a lemma or a phrase")
        _all_known("slot", (*(self.actor or ()), *(self.recipient or ())), SLOTS)
        _all_known("complement", self.complement, COMPLEMENTS)
        if self.particle is not None:
            _all_known("particle", (self.particle,), PARTICLES)
        if self.pos == "NOUN" and (self.object or self.not_object or self.subject or self.not_subject or self.particle):
            raise ValueError("object, subject and particle are for verbs; a noun has complement and modifier")
        if self.pos in (None, "VERB") and not self.phrase and (self.modifier or self.not_modifier):
            raise ValueError("modifier is for nouns; a verb has object, subject, particle and complement")
        return self


class Mode(_Declared):
    """A mode of a type: how it was done, or what was asked, refused or threatened."""

    score: float | None = Field(default=None, ge=-10, le=10)
    """PLOVER score; null where the manual gives none and the type's holds."""
    definition: str
    cameo_root: str | None = Field(default=None, pattern=r"^\d\d$")
    """CAMEO root of this mode; null where the type's holds."""
    content: ClassedWords = ()
    """Lemmas that select this mode when they head the object or the complement of a pattern without a mode."""


class Example(_Declared):
    """A sentence that reports an event of the type. A participant is a phrase of the text, a list when several."""

    text: str
    trigger: str
    actor: Words = ()
    recipient: Words = ()
    mode: str | None = None
    contexts: tuple[Context, ...] = ()
    factuality: Factuality = "actual"


class NearMiss(_Declared):
    """A sentence that might be taken for the type and is another one, or no event at all."""

    text: str
    event_type: EventType | None


class _TypeFile(_Declared):
    event_type: EventType
    cameo_root: str = Field(pattern=r"^\d\d$")
    quad_class: int = Field(ge=1, le=4)
    score: float = Field(ge=-10, le=10)
    recipient: Literal["optional", "required"]
    definition: str
    modes: dict[str, Mode] = {}
    triggers: tuple[_Trigger, ...]
    examples: tuple[Example, ...]
    near_misses: tuple[NearMiss, ...]


class OwnTypeFile(_Declared):
    """A file of own knowledge: a type of its own, or what it adds to one of ours."""

    event_type: str = Field(pattern=f"^{OWN_TYPE}$")
    cameo_root: str | None = Field(default=None, pattern=r"^\d\d$")
    quad_class: int | None = Field(default=None, ge=1, le=4)
    score: float | None = Field(default=None, ge=-10, le=10)
    recipient: Literal["optional", "required"] | None = None
    definition: str | None = None
    modes: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")], Mode] = {}
    triggers: tuple[_Trigger, ...] = ()
    examples: tuple[Example, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()


NEEDED = ("cameo_root", "quad_class", "score", "recipient", "definition", "triggers")
"""What a file of own knowledge says of a type of its own; of one of ours it may leave all of it out."""


class ContextWords(_Declared):
    """What tells a context, as `contexts.yaml` has it."""

    definition: str | None = None
    words: ClassedWords = ()
    actors: tuple[Sector, ...] = ()
    recipients: tuple[Sector, ...] = ()
    event_types: tuple[EventType, ...] = ()
    across_borders: bool = False


class _Entries(NamedTuple):
    """A file whose entries can be told by their line."""

    shown: str
    text: str

    def wrong(self, message: str, *steps: str | int) -> KnowledgeInvalid:
        """Return the refusal of the entry at the end of some steps."""
        return KnowledgeInvalid(f"{self.shown}:{line_of(self.text, steps)}: {message}")


@dataclass(frozen=True, slots=True)
class TriggerPattern:
    """A trigger pattern: one lemma or phrase that names an event of one type on certain conditions."""

    event_type: str
    rule: str
    """Readable name, the same as long as the entry is: `ASSAULT:launch+attack`.

    That of own knowledge ends in its file: `STOPPAGE:down+tool@own/stoppage.yaml`.
    """
    words: tuple[str, ...]
    """The lemma, or the words of the phrase."""
    pos: PartOfSpeech
    particle: str | None
    objects: frozenset[str]
    not_objects: frozenset[str]
    subjects: frozenset[str]
    not_subjects: frozenset[str]
    complements: frozenset[str]
    contents: frozenset[str]
    not_contents: frozenset[str]
    modals: frozenset[str]
    modifiers: frozenset[str]
    not_modifiers: frozenset[str]
    mode: str | None
    contexts: tuple[str, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    reciprocal: bool
    confidence: float

    @property
    def lemma(self) -> str:
        """The word under which `patterns_by_lemma` holds the pattern: its lemma, or the first word of its phrase."""
        return self.words[0]

    @property
    def is_phrase(self) -> bool:
        return len(self.words) > 1

    @property
    def conditions(self) -> frozenset[str]:
        """Names of the conditions that the pattern makes, beyond its word, its part of speech and its particle."""
        made = {
            "object": self.objects,
            "subject": self.subjects,
            "complement": self.complements,
            "content": self.contents,
            "modal": self.modals,
            "modifier": self.modifiers,
        }
        return frozenset(name for name, words in made.items() if words)

    @property
    def precedence(self) -> tuple[int, bool, int, bool, float]:
        """Sort key: of the patterns that fire on one token, the greatest speaks. More words, then more conditions.

        Own knowledge goes before ours: a pattern of its own with a condition before any, one without before its equals,
        so that whoever adds the bare noun `strike` need not think of every air strike.
        """
        is_own, conditions = OWN in self.rule, len(self.conditions)
        return (len(self.words), is_own and conditions > 0, conditions, is_own, self.confidence)


@dataclass(frozen=True, slots=True)
class Type:
    """An event type of PLOVER with its modes, patterns, examples and near misses."""

    event_type: str
    cameo_root: str
    quad_class: int
    score: float
    is_recipient_required: bool
    definition: str
    modes: Mapping[str, Mode]
    patterns: tuple[TriggerPattern, ...]
    examples: tuple[Example, ...]
    near_misses: tuple[NearMiss, ...]

    def score_of(self, mode: str | None) -> float:
        """Return the score of a mode, or of the type where there is no mode or the mode has none."""
        score = self.modes[mode].score if mode is not None else None
        return self.score if score is None else score

    def cameo_root_of(self, mode: str | None) -> str:
        """Return the CAMEO root of a mode, or of the type where there is no mode or the mode has none."""
        return (self.modes[mode].cameo_root if mode is not None else None) or self.cameo_root


@dataclass(frozen=True, slots=True)
class Ontology:
    """Every type, and every pattern by its word."""

    types: Mapping[str, Type]
    patterns_by_lemma: Mapping[str, tuple[TriggerPattern, ...]]
    """Patterns by lemma, phrases by their first word; each list in falling precedence."""

    def score_of(self, event_type: str, mode: str | None) -> float:
        """Return the score of an event."""
        return self.types[event_type].score_of(mode)

    def quad_class(self, event_type: str) -> int:
        """Return 1 verbal cooperation, 2 material cooperation, 3 verbal conflict or 4 material conflict."""
        return self.types[event_type].quad_class

    def cameo_root(self, event_type: str, mode: str | None = None) -> str:
        """Return the CAMEO root that an event corresponds to."""
        return self.types[event_type].cameo_root_of(mode)


class Crossing(_Declared):
    """What a CAMEO code becomes in PLOVER."""

    event_type: EventType
    mode: str | None = None
    contexts: tuple[Context, ...] = ()
    gloss: str
    repair: str | None = None
    """What the published crosswalk says instead and why we differ; null where we follow it."""


@lru_cache(maxsize=1)
def load_ontology() -> Ontology:
    """Return the ontology, read once; raise KnowledgeInvalid where a file is not as it should be."""
    types = {event_type: read_type(FOLDER / f"{event_type.lower()}.yaml") for event_type in EVENT_TYPES}
    for file in _own_types():
        own = read_own_type(file, types.get(_type_of(file)))
        types[own.event_type] = own
    by_lemma: dict[str, list[TriggerPattern]] = {}
    for kind in types.values():
        for pattern in kind.patterns:
            by_lemma.setdefault(pattern.lemma, []).append(pattern)
    index = {
        lemma: tuple(sorted(patterns, key=lambda pattern: (*(-part for part in pattern.precedence), pattern.rule)))
        for lemma, patterns in sorted(by_lemma.items())
    }
    return Ontology(MappingProxyType(types), MappingProxyType(index))


def _own_types() -> list[OwnFile]:
    """Return the files of own knowledge that are about an event type."""
    return [file for file in own_knowledge().within("ontology") if file.name != CONTEXT_CUES]


def _type_of(file: OwnFile) -> str:
    return file.name.removesuffix(".yaml").upper()


@lru_cache(maxsize=1)
def known_types() -> tuple[str, ...]:
    """Return the event types of PLOVER, then those that own knowledge adds."""
    return tuple(dict.fromkeys((*EVENT_TYPES, *(_type_of(file) for file in _own_types()))))


@lru_cache(maxsize=1)
def known_contexts() -> tuple[str, ...]:
    """Return the contexts of PLOVER, then those that own knowledge adds."""
    file = own_knowledge().file(f"ontology/{CONTEXT_CUES}")
    return tuple(dict.fromkeys((*CONTEXTS, *(load_own_yaml(file, dict[str, Any]) if file else ()))))


@lru_cache(maxsize=1)
def load_contexts() -> Mapping[str, ContextWords]:
    """Return what tells each context; own knowledge may add words to ours, and contexts with a definition."""
    ours = read_contexts(FOLDER / CONTEXT_CUES)
    file = own_knowledge().file(f"ontology/{CONTEXT_CUES}")
    if file is None:
        return ours
    entries = _Entries(file.shown, file.text)
    found = dict(ours)
    for context, told in load_own_yaml(
        file, dict[Annotated[str, Field(pattern=f"^{OWN_CONTEXT}$")], ContextWords]
    ).items():
        if context not in ours and not (told.definition and told.words):
            raise entries.wrong(f"{context}: a context of its own needs a definition and words", context)
        found[context] = _joined(ours[context], told) if context in ours else told
    return MappingProxyType(found)


def _joined(ours: ContextWords, own: ContextWords) -> ContextWords:
    """Return what tells a context of ours to which own knowledge adds."""
    return ContextWords(
        definition=own.definition or ours.definition,
        words=tuple(dict.fromkeys((*ours.words, *own.words))),
        actors=(*ours.actors, *own.actors),
        recipients=(*ours.recipients, *own.recipients),
        event_types=(*ours.event_types, *own.event_types),
        across_borders=ours.across_borders or own.across_borders,
    )


def read_contexts(path: Path) -> Mapping[str, ContextWords]:
    """Return what a file of ours says of each context; raise KnowledgeInvalid where it has not just PLOVER's."""
    found = load_yaml(path, dict[str, ContextWords])
    if unknown := sorted(set(found) ^ set(CONTEXTS)):
        raise KnowledgeInvalid(f"{shown_path(path)}: it has not just the contexts of PLOVER: {', '.join(unknown)}")
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def load_crosswalk() -> Mapping[str, Crossing]:
    """Return what each CAMEO code becomes in PLOVER v2.0; raise KnowledgeInvalid for a type or mode that it lacks."""
    path = FOLDER / CROSSWALK
    types, crossings = load_ontology().types, load_yaml(path, dict[str, Crossing])
    entries = _entries(path)
    for code, crossing in crossings.items():
        _check_mode(crossing.mode, types[crossing.event_type].modes, entries, f"{code}: {crossing.event_type}", code)
    return MappingProxyType(crossings)


def _entries(path: Path) -> _Entries:
    return _Entries(shown_path(path), path.read_text(encoding="utf-8"))


def read_type(path: Path) -> Type:
    """Return the event type that a file of ours declares; raise KnowledgeInvalid naming the file and the entry."""
    file = load_yaml(path, _TypeFile, NAMED)
    entries = _entries(path)
    _check_name(path.stem, file.event_type, entries)
    _check_entries(file.triggers, file.examples, file.modes, file.event_type, entries)
    return Type(
        event_type=file.event_type,
        cameo_root=file.cameo_root,
        quad_class=file.quad_class,
        score=file.score,
        is_recipient_required=file.recipient == "required",
        definition=file.definition,
        modes=MappingProxyType(file.modes),
        patterns=tuple(pattern for trigger in file.triggers for pattern in _patterns(file.event_type, trigger)),
        examples=file.examples,
        near_misses=file.near_misses,
    )


def read_own_file(own: OwnFile) -> OwnTypeFile:
    """Return what a file of own knowledge says of an event type."""
    return load_own_yaml(own, OwnTypeFile, NAMED)


def read_own_type(own: OwnFile, ours: Type | None) -> Type:
    """Return the event type that a file of own knowledge declares, or ours with what it says of it.

    Of ours a value that the file gives is replaced, and so is a mode or a pattern of the same name; the others stay.
    """
    file, entries = read_own_file(own), _Entries(own.shown, own.text)
    _check_name(own.name.removesuffix(".yaml"), file.event_type, entries)
    if ours is None and (lacking := [name for name in NEEDED if getattr(file, name) in (None, ())]):
        raise entries.wrong(f"no {', '.join(lacking)}; a type that PLOVER has not needs its {', '.join(NEEDED)}")
    ours = ours or Type(file.event_type, "", 0, 0.0, False, "", {}, (), (), ())
    modes = {**ours.modes, **file.modes}
    _check_entries(file.triggers, file.examples, modes, file.event_type, entries)
    patterns = {pattern.rule: pattern for trigger in file.triggers for pattern in _patterns(file.event_type, trigger)}
    return Type(
        event_type=file.event_type,
        cameo_root=file.cameo_root or ours.cameo_root,
        quad_class=file.quad_class or ours.quad_class,
        score=ours.score if file.score is None else file.score,
        is_recipient_required=file.recipient == "required" if file.recipient else ours.is_recipient_required,
        definition=file.definition or ours.definition,
        modes=MappingProxyType(modes),
        patterns=(
            *(replace(pattern, rule=f"{pattern.rule}@{own.origin}") for pattern in patterns.values()),
            *(pattern for pattern in ours.patterns if pattern.rule not in patterns),
        ),
        examples=(*ours.examples, *file.examples),
        near_misses=(*ours.near_misses, *file.near_misses),
    )


def _check_name(stem: str, event_type: str, entries: _Entries) -> None:
    if stem.upper() != event_type:
        raise entries.wrong(
            f"event_type is {event_type!r}; a file is named for its type, this one would be {event_type.lower()}.yaml",
            "event_type",
        )


def _check_entries(
    triggers: tuple[_Trigger, ...],
    examples: tuple[Example, ...],
    modes: Mapping[str, Mode],
    event_type: str,
    entries: _Entries,
) -> None:
    """Refuse a trigger or an example of a mode that its type has not, and a trigger that stands twice."""
    seen: set[str] = set()
    for at, trigger in enumerate(triggers):
        place = f"triggers: {trigger.phrase or ', '.join(trigger.lemma)}"
        _check_mode(trigger.mode, modes, entries, f"{place}: {event_type}", "triggers", at)
        for pattern in _patterns(event_type, trigger):
            if pattern.rule in seen:
                told = f"triggers: {pattern.rule} stands twice; join the entries or begin with another word"
                raise entries.wrong(told, "triggers", at)
            seen.add(pattern.rule)
    for at, example in enumerate(examples):
        _check_mode(example.mode, modes, entries, f"examples: {example.text!r}: {event_type}", "examples", at)


def _check_mode(mode: str | None, modes: Mapping[str, Mode], entries: _Entries, place: str, *steps: str | int) -> None:
    if mode is not None and mode not in modes:
        before, _, event_type = place.rpartition(": ")
        known = ", ".join(modes) or "none"
        raise entries.wrong(f"{before}: mode {mode!r} is unknown; {event_type} has {known}", *steps)


def _patterns(event_type: str, trigger: _Trigger) -> list[TriggerPattern]:
    phrases: list[tuple[str, ...]] = [(lemma,) for lemma in trigger.lemma]
    if trigger.phrase:
        phrases = [tuple(trigger.phrase.split())]
    pos: PartOfSpeech = trigger.pos or ("NOUN" if trigger.phrase else "VERB")
    is_verb = pos == "VERB"
    recipient: tuple[str, ...] = VERB_RECIPIENT if is_verb else NOUN_RECIPIENT
    if is_verb and (trigger.object or trigger.phrase):
        recipient = LIGHT_RECIPIENT
    return [
        TriggerPattern(
            event_type=event_type,
            rule=_rule(event_type, words, pos, trigger),
            words=words,
            pos=pos,
            particle=trigger.particle,
            objects=frozenset(trigger.object),
            not_objects=frozenset(trigger.not_object),
            subjects=frozenset(trigger.subject),
            not_subjects=frozenset(trigger.not_subject),
            complements=frozenset(trigger.complement),
            contents=frozenset(trigger.content),
            not_contents=frozenset(trigger.not_content),
            modals=frozenset(trigger.modal),
            modifiers=frozenset(trigger.modifier),
            not_modifiers=frozenset(trigger.not_modifier),
            mode=trigger.mode,
            contexts=trigger.contexts,
            actor=(VERB_ACTOR if is_verb else NOUN_ACTOR) if trigger.actor is None else trigger.actor,
            recipient=recipient if trigger.recipient is None else trigger.recipient,
            reciprocal=trigger.reciprocal,
            confidence=trigger.confidence,
        )
        for words in phrases
    ]


def _rule(event_type: str, words: tuple[str, ...], pos: str, trigger: _Trigger) -> str:
    """Return the name of a pattern, `TYPE:modifier_lemma_particle+object~complement=content<subject!modal`.

    A word that is no verb has `.n` or `.a` after it; of a list the first stands for all.
    """
    name = "_".join((*trigger.modifier[:1], *words, *((trigger.particle,) if trigger.particle else ())))
    name += {"VERB": "", "NOUN": ".n", "ADJ": ".a"}[pos]
    for sign, condition in (
        *(("+", trigger.object), ("~", trigger.complement), ("=", trigger.content), ("<", trigger.subject)),
        ("!", trigger.modal),
    ):
        if condition:
            name += sign + condition[0]
    return f"{event_type}:{name}"


def _all_known(what: str, words: tuple[str, ...], known: tuple[str, ...]) -> None:
    for word in words:
        if word not in known:
            raise ValueError(f"{what} {word!r} is unknown; use one of {', '.join(known)}")


__all__ = [
    "CONTEXTS",
    "ContextWords",
    "Crossing",
    "Ontology",
    "TriggerPattern",
    "Type",
    "known_contexts",
    "known_types",
    "load_contexts",
    "load_crosswalk",
    "load_ontology",
]
