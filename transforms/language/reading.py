"""What reading a sentence for meaning gives: its tokens with syntax, its names, its semantic roles, its triggers.

The later stages take these and do not care which engine made them. Offsets count code points of the sentence's
text, half-open; `token`, `head`, `first` and `last` are positions in `Reading.tokens`, `last` just after the last.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

ROOT = -1
"""Head of the token that depends on no other."""

NO_EVENT = "none"
"""Among the types of a trigger: that it names no event. Among its modes: that the event has no mode."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark of punctuation, by the conventions of Universal Dependencies for English."""

    start: int
    end: int
    pos: str
    """Universal part of speech, such as `VERB`."""
    lemma: str
    head: int
    """Position of the governor; `ROOT` for the one token that has none."""
    relation: str
    """Universal Dependencies relation to the governor, subtype included: `nsubj:pass`."""


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name, a date, a number: tokens `first` up to `last`."""

    first: int
    last: int
    kind: str
    """One of the kinds that `training/sentences/README.md` defines: `person`, `gpe`, `armed` ..."""
    probability: float


@dataclass(frozen=True, slots=True)
class Argument:
    """What fills a role of a predicate: tokens `first` up to `last`."""

    role: str
    """PropBank label without number conventions resolved: `ARG0`, `ARG1`, `ARGM-TMP` ..."""
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Predicate:
    """A token that names an action or a state, with its arguments in the order of the sentence."""

    token: int
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """What fills a role of an event: tokens `first` up to `last`."""

    role: str
    """One of `actor`, `recipient`, `place`, `time`, `source`, `deaths`, `injured`, `arrested`, `size`."""
    first: int
    last: int
    probability: float
    """That of the least sure of its words."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A token that may name an event, with what the learned classifiers believe of it.

    Each mapping holds probabilities by label. Whoever needs a decision sets a threshold of its own on `probability`.
    """

    token: int
    types: Mapping[str, float] = field(hash=False)
    """Every event type of the ontology and `NO_EVENT`; the sum is 1."""
    modes: Mapping[str, float] = field(hash=False)
    """Every mode of every type and `NO_EVENT`, given that it names an event; the sum is 1 over all types together."""
    factuality: Mapping[str, float] = field(hash=False)
    """Every factuality, given that it names an event; the sum is 1."""
    contexts: Mapping[str, float] = field(hash=False)
    """Contexts that are at all likely, each with a probability of its own."""
    participants: tuple[Participant, ...]
    """By role and place. A role may have several; words may stand in two, as those who died are also who was hit."""

    @property
    def probability(self) -> float:
        """Probability that the token names an event of any type."""
        return 1.0 - self.types[NO_EVENT]

    @property
    def event_type(self) -> str:
        """The likeliest type, given that the token names an event."""
        return max((label for label in self.types if label != NO_EVENT), key=self.types.__getitem__)


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence, read. A sentence of white space alone has no tokens."""

    text: str
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]
    predicates: tuple[Predicate, ...]
    triggers: tuple[Trigger, ...] = ()
    """Tokens that are at all likely to name an event, in the order of the sentence."""

    def words(self, first: int, last: int) -> str:
        """Return the text from token `first` up to token `last`, as it stands in the sentence."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]
