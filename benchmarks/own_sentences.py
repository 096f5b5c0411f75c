"""Takes our annotated sentences that the classifiers did not learn from, gives them as the coder meets them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluation.events import EventItem
from evaluation.gold import document_of
from training.event_sentences import AnnotatedEvent, read_event_sentences
from training.event_sentences import Sentence as Annotated
from training.own import is_held_out
from transforms.coding.event_candidates import Candidate
from transforms.identifiers import key
from transforms.language.engine import load_engine
from transforms.mentions import Spotted, find_mentions
from transforms.syntax import Tree
from transforms.tables import Document, Sentence

OWN = Path(__file__).parent.parent / "training" / "events"


@dataclass(frozen=True)
class Met:
    """A sentence, what we annotated in it, and what the coder has before it."""

    annotated: Annotated
    tree: Tree
    mentions: tuple[Spotted, ...]
    """Mentions of those who may act."""


def held_out(folder: Path) -> Iterator[Met]:
    """Yield the sentences of a folder that are held out from training, each as a document of its own."""
    annotated = [one for one in read_event_sentences(folder) if is_held_out(one.marked.text)]
    readings = load_engine().read([one.marked.text for one in annotated])
    for one, reading in zip(annotated, readings, strict=True):
        document, sentence = _alone(one.marked.text)
        (mentions,) = find_mentions(document, [sentence], [reading])
        yield Met(one, Tree(reading), tuple(spotted for spotted in mentions if spotted.may_act))


def _alone(text: str) -> tuple[Document, Sentence]:
    """Return a sentence as a document of its own."""
    shape = EventItem(id=key(text), text=text, events=())
    document = document_of(shape, "own")
    sentence = Sentence(
        sentence_id=key(text),
        document_id=document.document_id,
        position=0,
        sentence_start=0,
        sentence_end=len(text),
        kind="body",
        published_on=None,
    )
    return document, sentence


def is_at(tree: Tree, candidate: Candidate, event: AnnotatedEvent) -> bool:
    """Whether the words of an event that the coder found hold the trigger of an annotated one."""
    tokens = tree.reading.tokens
    spans = [
        (tokens[at].start, tokens[at].end) for at in (*range(candidate.position, candidate.last), *candidate.objects)
    ]
    return any(overlap(span, event.trigger) for span in spans)


def span_of(tree: Tree, spotted: Spotted) -> tuple[int, int]:
    """Return where the words of a mention stand."""
    tokens = tree.reading.tokens
    return tokens[spotted.first].start, tokens[spotted.last - 1].end


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two half-open spans share a character."""
    return one[0] < other[1] and other[0] < one[1]
