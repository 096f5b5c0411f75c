"""Phrase: what words that name or refer are like, and what common nouns, pronouns and given names tell of them."""

from dataclasses import dataclass
from functools import cache
from typing import Annotated, NamedTuple

from transforms.language.reading import ROOT
from transforms.loading import Csv
from transforms.row import OneOf
from transforms.syntax import Tree
from transforms.tables import Entity

Gender = Annotated[str, OneOf(("female", "male"))]

HEADS = {"NOUN", "PROPN"}

TITLES = {"nmod:desc", "compound", "flat", "appos", "amod", "nmod"}

ONE_OF_A_VERB = {"nsubj", "nsubj:pass", "obj", "iobj"}

STOPS = {",", ";", ":", "-", "\u2013", "\u2014", "(", "and"}
"""Words that do not stand between a title and its name."""


@dataclass(frozen=True, slots=True)
class Sort:
    """What words stand for, as a phrase has it."""

    kind: str
    noun: str
    label: str = ""
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Grammar:
    """How words are said, as a phrase has it."""

    number: str
    gender: str = ""
    use: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that name or refer: tokens `first` up to `last` of a sentence, which depend on the token `head`."""

    sentence: int
    """Place of the sentence in the document."""
    tree: Tree
    first: int
    last: int
    head: int
    kind: str
    """`name`, `nominal`, `pronoun`, `demonym`; `thing` for a noun that is nobody and no place."""
    label: str
    """Kind of the name, as the engine tells it; empty for what is no name."""
    noun: str
    """`person`, `people`, `group`, `place`, `facility`, `thing`, or `any` where the words do not tell."""
    number: str
    """`one`, `many`, or empty where the words do not tell."""
    gender: str
    """`male`, `female`, or empty."""
    use: str
    """How it is introduced: `definite`, `indefinite`, `demonstrative`, `possessed`, `bare`; of a pronoun its class."""
    form: str
    """Form of a pronoun: `plain`, `possessive`, `reflexive`; empty for others."""
    role: str
    """What it does in its clause: `subject`, `object`, `possessor`, `modifier`, `other`."""
    is_quoted: bool
    country: str | None
    sector: str | None
    secondary: str | None
    entity: Entity | None
    """What a lexicon knows under this name."""
    confidence: float
    phrase: str = ""
    """The role as the lexicon spells it, such as `troops`; empty for names, pronouns and other nouns."""

    @property
    def words(self) -> str:
        """The words as they are written."""
        return self.tree.reading.words(self.first, self.last)

    @property
    def is_person(self) -> bool:
        """Whether it is the name of a person, as the engine tells it."""
        return self.kind == "name" and self.label == "person"

    @property
    def is_owned(self) -> bool:
        """Whether a pronoun says whose it is: "its forces"."""
        return any(self.tree.token(at).pos == "PRON" for at in self.tree.children(self.head, {"nmod:poss"}))

    @property
    def titles(self) -> tuple[str, ...]:
        """Lemmas of the nouns in the title before a person's name."""
        if not self.is_person:
            return ()
        places = range(title_of(self.tree, self.head, self.first), self.first)
        return tuple(self.tree.lemma(at) for at in places if self.tree.token(at).pos in HEADS)

    @property
    def marks(self) -> frozenset[str]:
        """The proper names among the words before a noun, which tell one of its sort from another."""
        if self.kind not in {"nominal", "thing"}:
            return frozenset()
        before = (at for at in range(self.first, self.head) if self.tree.token(at).pos == "PROPN")
        return frozenset(map(self.tree.word, before))

    @property
    def lemma(self) -> str:
        """The lemma of the head in lower case."""
        return self.tree.lemma(self.head)


@dataclass(frozen=True, slots=True)
class Noun:
    """What a noun speaks of, whoever says it."""

    kind: str
    gender: str


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun of the third or first person, or a relative one."""

    cls: str
    noun: str
    number: str
    gender: str
    use: str


class NounRow(NamedTuple):
    """A common noun, and what it speaks of."""

    noun: str
    kind: Annotated[str, OneOf(("facility", "organisation", "people", "person", "place", "thing", "vehicle"))]
    gender: Gender | None
    source: str
    note: str | None


class PronounRow(NamedTuple):
    """A form of a pronoun."""

    pronoun: str
    class_: str
    noun: str
    number: Annotated[str, OneOf(("one", "many"))] | None
    gender: Gender | None
    use: Annotated[str, OneOf(("plain", "possessive", "reflexive"))]
    source: str
    note: str | None


class GivenNameRow(NamedTuple):
    """A given name, and the gender of most who bear it."""

    name: str
    gender: Gender
    source: str
    note: str | None


NOUNS = Csv("nouns.csv", NounRow, key=("noun",))
PRONOUNS = Csv("pronouns.csv", PronounRow, key=("pronoun",))
GIVEN_NAMES = Csv("given_names.csv", GivenNameRow, key=("name",))


@cache
def load_nouns() -> dict[str, Noun]:
    """Return what common nouns speak of, by lemma."""
    return {row.noun: Noun(row.kind, row.gender or "") for row in NOUNS.rows()}


@cache
def load_pronouns() -> dict[str, Pronoun]:
    """Return the pronouns by how they are written."""
    return {
        row.pronoun: Pronoun(row.class_, row.noun, row.number or "", row.gender or "", row.use)
        for row in PRONOUNS.rows()
    }


@cache
def load_given_names() -> dict[str, str]:
    """Return the gender of those who bear a given name."""
    return {row.name.casefold(): row.gender for row in GIVEN_NAMES.rows()}


def title_of(tree: Tree, head: int, first: int) -> int:
    """Return where the title before a person's name begins; where the name does when there is none."""
    above = tree.token(head)
    titles = [at for at in tree.children(head, TITLES) if at < first]
    if above.head != ROOT and above.head < first and above.relation in TITLES | {"list"}:
        titles.append(above.head)
    titles += _doubles(tree, head, first)
    for at in titles:
        if all(tree.word(index) not in STOPS for index in range(at, first)):
            return at
    return first


def _doubles(tree: Tree, head: int, first: int) -> list[int]:
    """Return the noun right before a name that the parser takes for a second subject or object of the name's verb.

    A verb has but one of each: of "US Secretary of State Ana Ruiz resigned" the first is the title of the second.
    """
    name = tree.token(head)
    if name.head == ROOT or name.relation not in ONE_OF_A_VERB:
        return []
    before = (at for at in tree.children(name.head, {name.relation}) if at < first and tree.token(at).pos in HEADS)
    return [at for at in before if set(range(at, first)) <= set(tree.inside(at))]


def antecedent(tree: Tree, at: int) -> int | None:
    """Return the noun that the clause of a relative pronoun describes; None for another pronoun."""
    for _ in range(5):
        token = tree.token(at)
        if token.relation == "acl:relcl":
            return token.head if token.head != ROOT else None
        if token.head == ROOT:
            return None
        at = token.head
    return None
