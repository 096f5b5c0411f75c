"""What reading a sentence for meaning gives: its tokens with syntax, its names and its semantic roles.

The later stages take these and do not care which engine made them. Offsets count code points of the sentence's
text, half-open; `token`, `head`, `first` and `last` are positions in `Reading.tokens`, `last` just after the last.
"""

from dataclasses import dataclass

ROOT = -1
"""Head of the token that depends on no other."""


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
class Reading:
    """One sentence, read. A sentence of white space alone has no tokens."""

    text: str
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]
    predicates: tuple[Predicate, ...]

    def words(self, first: int, last: int) -> str:
        """Return the text from token `first` up to token `last`, as it stands in the sentence."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]
