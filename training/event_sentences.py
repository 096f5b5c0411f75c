"""Takes the folder of our own sentences with events, gives each sentence with what it tells; a bad line is refused.

The format is described in `training/events/README.md`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from training.own import MalformedSentence, Marked, parse
from transforms.ontology import load_ontology
from transforms.tables import CONTEXTS, Factuality

INDENT = "  "
HEAD = re.compile(r"(?P<type>[A-Z]+)(?:/(?P<mode>[\w-]+))? (?P<factuality>[a-z]+): (?P<trigger>.+)")
SPANS = ("actor", "recipient", "place", "time", "source", "deaths", "injured", "arrested", "size")
FACTUALITIES = get_args(Factuality)[1].codes


@dataclass(frozen=True)
class AnnotatedEvent:
    """An event as we annotated it; spans are half-open offsets of the sentence's text."""

    event_type: str
    mode: str | None
    factuality: str
    trigger: tuple[int, int]
    roles: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sentence:
    """A sentence with its names and its events; without events it is an example of none."""

    marked: Marked
    events: tuple[AnnotatedEvent, ...]


def read_event_sentences(folder: Path) -> list[Sentence]:
    """Return the sentences of a folder, file by file; raise MalformedSentence naming file and line."""
    return [sentence for path in sorted(folder.glob("*.txt")) for sentence in _sentences(path)]


def _sentences(path: Path) -> Iterator[Sentence]:
    marked: Marked | None = None
    events: list[AnnotatedEvent] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        where = f"{path.name}:{number}"
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(INDENT):
            if marked is None:
                raise MalformedSentence(f"{where}: an event without a sentence; write the sentence on the line above")
            events.append(parse_event(line.strip(), marked.text, where))
            continue
        if marked is not None:
            yield Sentence(marked, tuple(events))
        marked, events = parse(line.strip(), where), []
    if marked is not None:
        yield Sentence(marked, tuple(events))


def parse_event(line: str, text: str, where: str) -> AnnotatedEvent:
    """Return the event that a line below a sentence tells; `where` begins the message of a refusal."""
    first, *parts = line.split("; ")
    head = HEAD.fullmatch(first)
    if head is None:
        raise MalformedSentence(f"{where}: {first!r} is no event; write TYPE/mode factuality: trigger")
    types = load_ontology().types
    if head["type"] not in types:
        raise MalformedSentence(f"{where}: type {head['type']!r} is unknown; use one of {', '.join(types)}")
    if head["mode"] and head["mode"] not in types[head["type"]].modes:
        raise MalformedSentence(f"{where}: {head['type']} has no mode {head['mode']!r}; see its file in the ontology")
    if head["factuality"] not in FACTUALITIES:
        raise MalformedSentence(
            f"{where}: {head['factuality']!r} is no factuality; use one of {', '.join(FACTUALITIES)}"
        )
    roles: dict[str, tuple[tuple[int, int], ...]] = {}
    contexts: tuple[str, ...] = ()
    for part in parts:
        name, _, value = part.partition(": ")
        if name == "contexts":
            contexts = tuple(value.split(" & "))
            if unknown := set(contexts) - set(CONTEXTS):
                raise MalformedSentence(f"{where}: contexts {sorted(unknown)} are unknown; see `transforms/tables.py`")
        elif name in SPANS and name not in roles:
            roles[name] = tuple(find(words, text, where) for words in value.split(" & "))
        else:
            raise MalformedSentence(f"{where}: {name!r} is no role, or stands twice; use {', '.join(SPANS)}")
    return AnnotatedEvent(
        head["type"], head["mode"], head["factuality"], find(head["trigger"], text, where), roles, contexts
    )


def find(words: str, text: str, where: str) -> tuple[int, int]:
    """Return where words stand in a text; `words#2` are those that stand there for the second time."""
    phrase, _, place = words.partition("#")
    found = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", text)]
    number = int(place) if place else 1
    if number > len(found):
        raise MalformedSentence(f"{where}: {words!r} does not stand in {text!r}; copy the words exactly")
    return found[number - 1]
