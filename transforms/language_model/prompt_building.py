"""Takes a document with its sentences, gives the question that a language model is asked about it.

The question has two messages: how to code, with the definitions of the ontology in use, which is the same for all
documents, and the document alone. Its key is the hash of both and of the schema; an answer is kept under it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from string import Template

from pydantic import ConfigDict

from transforms.identifiers import key
from transforms.language_model.answer_schema import CODES, answer_schema
from transforms.lexicons import load_lexicons
from transforms.loading import load_yaml
from transforms.ontology import Type, load_contexts, load_ontology
from transforms.tables import Document, Sentence

INSTRUCTIONS = Path(__file__).with_name("instructions.txt")
GLOSSES = Path(__file__).with_name("glosses.yaml")
EXAMPLES = 2  # of each type; more cost every document their tokens
LETTERS_PER_TOKEN = 4  # of English, as the tokenizers of large models have it; an estimate, for a budget


@dataclass(frozen=True)
class Glosses:
    """What the file declares: for each list of codes what each means."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    sectors: Mapping[str, str]
    factualities: Mapping[str, str]
    certainties: Mapping[str, str]
    numbers: Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """What is asked about one document."""

    document_id: str
    instructions: str
    """The message that all documents share."""
    text: str
    """The message with the document."""
    key: str
    """Hash of both messages and of the schema of the answer."""

    @property
    def tokens(self) -> int:
        """About how many tokens it has."""
        return (len(self.instructions) + len(self.text)) // LETTERS_PER_TOKEN


def question_about(document: Document, sentences: Sequence[Sentence], source: str) -> Question:
    """Return the question about a document that a source of some name has published."""
    shared, text = instructions(), document_message(document, sentences, source)
    return Question(document.document_id, shared, text, key(shared, text, json.dumps(answer_schema())))


@cache
def instructions() -> str:
    """Return how to code, with the definitions of the ontology in use."""
    glosses = load_glosses()
    return Template(INSTRUCTIONS.read_text(encoding="utf-8")).substitute(
        types="\n\n".join(_type(kind) for kind in load_ontology().types.values()),
        contexts=_list((code, words.definition or code) for code, words in load_contexts().items()),
        sectors=_list(glosses.sectors.items()),
        pseudo_countries=_list(load_lexicons().pseudo_countries.items()),
        factualities=_list(glosses.factualities.items()),
        certainties=_list(glosses.certainties.items()),
        numbers=_list(glosses.numbers.items()),
        schema=json.dumps(answer_schema(), ensure_ascii=False),
    )


@cache
def load_glosses() -> Glosses:
    """Return what codes mean that the ontology does not define; raise ValueError for a code without its gloss."""
    glosses = load_yaml(GLOSSES, Glosses)
    for name, given in vars(glosses).items():
        if set(given) != set(CODES[name]()):
            raise ValueError(f"{GLOSSES}: {name} glosses {', '.join(given)}; gloss {', '.join(CODES[name]())}")
    return glosses


def _list(glossed: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"- {code}: {gloss}" for code, gloss in glossed)


def _type(kind: Type) -> str:
    """Return what a type is, with its modes, some examples and what is none."""
    needed = " A recipient is required." if kind.is_recipient_required else ""
    lines = [f"## {kind.event_type}", f"{kind.definition}{needed}"]
    lines += [f"- mode {name}: {mode.definition}" for name, mode in kind.modes.items()]
    lines += [f'- e.g. "{example.text}": {example.trigger}' for example in kind.examples[:EXAMPLES]]
    misses = [miss for miss in kind.near_misses if miss.event_type != kind.event_type]
    lines += [f'- not "{miss.text}": {miss.event_type or "no event"}' for miss in misses[:EXAMPLES]]
    return "\n".join(lines)


def document_message(document: Document, sentences: Sequence[Sentence], source: str) -> str:
    """Return the message with a document: what is known of it, and its sentences, numbered from 1.

    The line that bounds it has a hash of its text, which no text can hold of itself, and a sentence is one line.
    """
    posted: date | None = None
    boundary = f"===== document {key('boundary', document.text)} ====="
    header = [f"Source: {_line(source)}", f"Published: {_published(document)}"]
    header += [f"Dateline: {_line(document.dateline)}"] if document.dateline else []
    lines: list[str] = []
    for number, sentence in enumerate(sentences, start=1):
        if sentence.published_on and sentence.published_on != posted:
            lines.append(f"Posted: {sentence.published_on:%A} {sentence.published_on}")
        posted = sentence.published_on
        lines.append(f"{number}. {_line(document.text[sentence.sentence_start : sentence.sentence_end])}")
    return "\n".join([boundary, *header, "", *lines, boundary])


def _line(words: str) -> str:
    return " ".join(words.split())


def _published(document: Document) -> str:
    """Return the days on which a document may have been published, in words."""
    first, last = document.published_first_on, document.published_last_on
    if first is None or last is None:
        return "not known"
    return f"{first:%A} {first}" if first == last else f"between {first} and {last}"
