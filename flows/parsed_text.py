"""Seeing what the reading engine sees: the names, the dependency tree and the roles of a sentence, for a person."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree as Branches

from transforms.control_characters import printable
from transforms.language.engines import version_in_use
from transforms.language.reader import load_reader
from transforms.language.reading import ROOT, Reading
from transforms.language.split import split
from transforms.syntax import Tree

COLOURS = {
    "person": "green",
    "gpe": "blue",
    "loc": "cyan",
    "fac": "cyan",
    "org": "magenta",
    "armed": "red",
    "norp": "yellow",
    "weapon": "red",
    "event": "magenta",
    "law": "magenta",
    "date": "dim cyan",
    "number": "dim green",
}


def read(text: str) -> list[Reading]:
    """Return the readings of the sentences of a text."""
    return load_reader().read([text[start:end] for start, end in split(text)])


def as_json(readings: list[Reading]) -> dict[str, Any]:
    """Return readings for a program, with the version of the engine that made them."""
    return {"engine": version_in_use(), "sentences": [asdict(reading) for reading in readings]}


def drawing(reading: Reading) -> RenderableType:
    """Return a reading as a picture of text: the sentence with its names, its tree, its roles."""
    tree = Tree(reading)
    roots = [at for at, token in enumerate(reading.tokens) if token.head == ROOT]
    return Group(named(reading), Text(), *(branches(tree, root) for root in roots), Text(), *roles(reading), Text())


def named(reading: Reading) -> Text:
    """Return the sentence with each name in brackets, coloured and followed by its kind."""
    text, at = Text(), 0
    for name in reading.names:
        start, end = reading.tokens[name.first].start, reading.tokens[name.last - 1].end
        text.append(printable(reading.text[at:start]))
        text.append(f"[{printable(reading.text[start:end])}|{name.kind}]", style=COLOURS.get(name.kind, "bold"))
        at = end
    text.append(printable(reading.text[at:]))
    return text


def branches(tree: Tree, root: int) -> Branches:
    """Return the dependency tree below a token, drawn without recursion, since a sentence may be very deep."""
    drawn = Branches(leaf(tree, root), guide_style="dim")
    waiting = [(root, drawn)]
    while waiting:
        position, branch = waiting.pop()
        waiting += [(at, branch.add(leaf(tree, at))) for at in tree.below[position]]
    return drawn


def leaf(tree: Tree, position: int) -> Text:
    """Return a token with its relation, part of speech and lemma."""
    token = tree.token(position)
    text = Text()
    text.append(f"{token.relation} ", style="dim")
    text.append(printable(tree.reading.words(position, position + 1)), style="bold")
    text.append(f" {token.pos}", style="cyan")
    text.append(f" {printable(token.lemma)}", style="dim")
    return text


def roles(reading: Reading) -> Iterator[Text]:
    """Yield a line for each predicate with what fills its roles."""
    for predicate in reading.predicates:
        line = Text(f"{printable(reading.words(predicate.token, predicate.token + 1))}: ", style="bold")
        for number, argument in enumerate(predicate.arguments):
            line.append("; " if number else "", style="not bold")
            line.append(f"{argument.role} ", style="not bold dim")
            line.append(printable(reading.words(argument.first, argument.last)), style="not bold")
        yield line
