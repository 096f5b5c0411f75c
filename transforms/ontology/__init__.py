"""The ontology as data: PLOVER's 16 event types, the words that name them, and where their participants stand.

Takes the YAML files of this folder, one per type, and `crosswalk.yaml` (CAMEO to PLOVER); gives an `Ontology`.
`contexts.yaml` is read by `transforms/coding/contexts.py`.
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
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from transforms.tables import CONTEXTS, EVENT_TYPES, Context, EventType, Factuality

FOLDER = Path(__file__).parent
CROSSWALK = "crosswalk.yaml"
CONTEXT_CUES = "contexts.yaml"

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


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which `on`, `off`, `yes` and `no` are words, for they are prepositions and particles here.

    The C loader, where it is built, is five times as fast, which matters to a command that codes one sentence.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's name and type
        first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:bool" or first in "tTfF"]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class OntologyError(ValueError):
    """A file of the ontology is not what it should be; the message says where and what would be right."""


def _as_tuple(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Trigger(_Declared):
    """An entry of `triggers`, as written."""

    lemma: Words = ()
    phrase: str | None = None
    pos: PartOfSpeech | None = None
    particle: str | None = None
    object: Words = ()
    not_object: Words = ()
    subject: Words = ()
    not_subject: Words = ()
    complement: Words = ()
    content: Words = ()
    not_content: Words = ()
    modal: Words = ()
    modifier: Words = ()
    not_modifier: Words = ()
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
    content: Words = ()
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


@dataclass(frozen=True, slots=True)
class TriggerPattern:
    """A trigger pattern: one lemma or phrase that names an event of one type on certain conditions."""

    event_type: str
    rule: str
    """Readable name, the same as long as the entry is: `ASSAULT:launch+attack`."""
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
    def precedence(self) -> tuple[int, int, float]:
        """Sort key: of the patterns that fire on one token, the greatest speaks. More words, then more conditions."""
        return (len(self.words), len(self.conditions), self.confidence)


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
    """Return the ontology of this folder, read once; raise OntologyError where a file is not as it should be."""
    types = {}
    for event_type in EVENT_TYPES:
        types[event_type] = read_type(FOLDER / f"{event_type.lower()}.yaml")
    by_lemma: dict[str, list[TriggerPattern]] = {}
    for kind in types.values():
        for pattern in kind.patterns:
            by_lemma.setdefault(pattern.lemma, []).append(pattern)
    index = {
        lemma: tuple(sorted(patterns, key=lambda pattern: (*(-part for part in pattern.precedence), pattern.rule)))
        for lemma, patterns in sorted(by_lemma.items())
    }
    return Ontology(MappingProxyType(types), MappingProxyType(index))


@lru_cache(maxsize=1)
def load_crosswalk() -> Mapping[str, Crossing]:
    """Return what each CAMEO code becomes in PLOVER v2.0; raise OntologyError for a type or mode that it lacks."""
    path = FOLDER / CROSSWALK
    types = load_ontology().types
    crossings = {}
    for code, declared in _read(path).items():
        try:
            crossing = Crossing.model_validate(declared)
        except ValidationError as error:
            raise OntologyError(f"{_place(path)}: {code}: {_first(error)}") from error
        _mode_known(crossing.mode, types[crossing.event_type].modes, f"{_place(path)}: {code}", crossing.event_type)
        crossings[code] = crossing
    return MappingProxyType(crossings)


def read_type(path: Path) -> Type:
    """Return the event type that a file declares; raise OntologyError naming the file and the entry."""
    declared = _read(path)
    try:
        file = _TypeFile.model_validate(declared)
    except ValidationError as error:
        raise OntologyError(f"{_place(path)}: {_where(declared, error)}{_first(error)}") from error
    if path.stem.upper() != file.event_type:
        raise OntologyError(
            f"{_place(path)}: event_type is {file.event_type!r}; "
            f"a file is named for its type, this one would be {file.event_type.lower()}.yaml"
        )
    for trigger in file.triggers:
        place = f"{_place(path)}: triggers: {trigger.phrase or ', '.join(trigger.lemma)}"
        _mode_known(trigger.mode, file.modes, place, file.event_type)
    for example in file.examples:
        _mode_known(example.mode, file.modes, f"{_place(path)}: examples: {example.text!r}", file.event_type)
    patterns = tuple(pattern for trigger in file.triggers for pattern in _patterns(file.event_type, trigger))
    seen: set[str] = set()
    for pattern in patterns:
        if pattern.rule in seen:
            raise OntologyError(
                f"{_place(path)}: triggers: {pattern.rule} stands twice; join the entries or begin with another word"
            )
        seen.add(pattern.rule)
    return Type(
        event_type=file.event_type,
        cameo_root=file.cameo_root,
        quad_class=file.quad_class,
        score=file.score,
        is_recipient_required=file.recipient == "required",
        definition=file.definition,
        modes=MappingProxyType(file.modes),
        patterns=patterns,
        examples=file.examples,
        near_misses=file.near_misses,
    )


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


def _read(path: Path) -> dict[str, Any]:
    try:
        declared = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise OntologyError(f"{_place(path)}: {' '.join(str(error).split())}") from error
    if not isinstance(declared, dict):
        raise OntologyError(f"{_place(path)}: found {type(declared).__name__}; a file of the ontology is a mapping")
    return declared


def _place(path: Path) -> str:
    return f"transforms/ontology/{path.name}"


def _where(declared: dict[str, Any], error: ValidationError) -> str:
    """Return the entry that the first error is about, by the words by which a person would look for it."""
    location = _first_error(error)["loc"]
    names: list[str] = []
    value: Any = declared
    for step in location:
        value = value[step] if isinstance(value, dict | list) and _holds(value, step) else None
        if isinstance(step, int) and isinstance(value, dict):
            names.append(repr(value.get("lemma") or value.get("phrase") or value.get("text") or step))
        else:
            names.append(str(step))
    return "".join(f"{name}: " for name in names)


def _holds(value: dict[str, Any] | list[Any], step: str | int) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(step, int) and step < len(value)


def _first(error: ValidationError) -> str:
    return str(_first_error(error)["msg"]).removeprefix("Value error, ")


def _first_error(error: ValidationError) -> Any:
    # A misspelt key is also a missing one; the misspelling is what one wants to be told.
    return min(error.errors(), key=lambda found: found["type"] != "extra_forbidden")


def _all_known(what: str, words: tuple[str, ...], known: tuple[str, ...]) -> None:
    for word in words:
        if word not in known:
            raise ValueError(f"{what} {word!r} is unknown; use one of {', '.join(known)}")


def _mode_known(mode: str | None, modes: Mapping[str, Mode], place: str, event_type: str) -> None:
    if mode is not None and mode not in modes:
        known = ", ".join(modes) or "none"
        raise OntologyError(f"{place}: mode {mode!r} is unknown; {event_type} has {known}")


__all__ = [
    "CONTEXTS",
    "Crossing",
    "Ontology",
    "OntologyError",
    "TriggerPattern",
    "Type",
    "load_crosswalk",
    "load_ontology",
]
