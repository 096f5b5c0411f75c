"""Takes our own sentences with events, gives examples whose words are triggers and participants; and swaps names."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from training.corpora import KINDS, Example, Happening
from training.event_sentences import SPANS, AnnotatedEvent, Sentence, read_event_sentences
from training.own import MalformedSentence, Own, is_held_out, to_example
from transforms.language.reading import NO_EVENT
from transforms.language.tagged_spans import OUTSIDE, POSITIONS, SINGLE
from transforms.language.tokens import tokenize
from transforms.ontology import load_ontology
from transforms.tables import EVENT_TYPES, Factuality

EVENTS = "events"
"""Source of our sentences with events."""
TYPES = (NO_EVENT, *EVENT_TYPES)
MODES = (NO_EVENT, *sorted({mode for kind in load_ontology().types.values() for mode in kind.modes}))
FACTUALITIES = get_args(Factuality)[1].codes
LAYERS = (("actor", "recipient"), ("place", "time", "source", "deaths", "injured", "arrested", "size"))
"""Roles, parted so that in our sentences hardly a word fills two roles of one layer."""
assert {role for layer in LAYERS for role in layer} == set(SPANS)

QUIET = frozenset({"reviews", "whow", "voyage", "vlog", "conversation"})
"""Genres of the open corpora in which nobody acts politically: reviews, how-to guides, travel, chat."""
SWAPPED = frozenset({"person", "gpe", "org", "armed"})
"""Kinds of names that may be exchanged for others of their kind without making a sentence odd."""


def read_events(folder: Path) -> Own:
    """Return our own sentences with events, parted into those to learn from and those held out."""
    parted = Own([], [])
    for sentence in read_event_sentences(folder):
        example = to_event_example(sentence)
        (parted.held_out if is_held_out(sentence.marked.text) else parted.training).append(example)
    return parted


def to_event_example(sentence: Sentence) -> Example:
    """Return a sentence in words; a span that begins or ends within a word takes the whole word."""
    offsets = tokenize(sentence.marked.text)
    happenings = tuple(_happening(event, offsets) for event in sentence.events)
    return replace(to_example(sentence.marked, tokenize, EVENTS), source=EVENTS, happenings=happenings)


def _happening(event: AnnotatedEvent, offsets: Sequence[tuple[int, int]]) -> Happening:
    return Happening(
        token=_words(event.trigger, offsets)[0],
        event_type=event.event_type,
        mode=event.mode or NO_EVENT,
        factuality=event.factuality,
        contexts=event.contexts,
        participants=tuple(
            (role, *_words(span, offsets)) for role, spans in event.roles.items() for span in spans
        ),
    )  # fmt: skip


def _words(span: tuple[int, int], offsets: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the first word of a span of characters and the word after its last."""
    inside = [index for index, (start, end) in enumerate(offsets) if start < span[1] and end > span[0]]
    if not inside:
        raise MalformedSentence(f"no word at {span}; a span of an event holds a word at least")
    return inside[0], inside[-1] + 1


def with_quiet(examples: Sequence[Example]) -> list[Example]:
    """Return the examples; those of genres without politics say that they tell no event."""
    return [replace(example, happenings=()) if genre(example) in QUIET else example for example in examples]


def genre(example: Example) -> str:
    """Return the genre that a sentence's id names: `reviews` of `reviews-0412`, `vlog` of `GUM_vlog_radio-3`."""
    head = example.sentence_id.removeprefix("GUM_")
    return head.replace("_", "-").split("-")[0]


@dataclass(frozen=True)
class Names:
    """Names of our sentences by kind, to exchange them."""

    by_kind: dict[str, list[tuple[str, ...]]]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> "Names":
        """Return the names that the examples hold."""
        found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for example in examples:
            for kind, first, last in names_in(example):
                found[kind].add(example.words[first:last])
        return cls({kind: sorted(names) for kind, names in found.items()})

    def swapped(self, example: Example, chance: random.Random, share: float) -> Example:
        """Return the sentence with about this share of its names exchanged for others of their kind."""
        chosen = [
            (first, last, chance.choice(self.by_kind[kind]))
            for kind, first, last in names_in(example)
            if kind in SWAPPED and chance.random() < share and not _is_cut(example, first, last)
        ]
        if not chosen:
            return example
        words: list[str] = []
        names: list[int] = []
        moved = [0] * (len(example.words) + 1)
        allowed = example.names or ()
        place = 0
        for first, last, name in [*chosen, (len(example.words), len(example.words), ())]:
            for old in range(place, first):
                moved[old] = len(words)
                words.append(example.words[old])
                names.append(allowed[old])
            if first < last:
                # A boundary before the name stays before it, one after it comes after the new words.
                moved[first:last] = [len(words)] * (last - first)
                base = kind_tag(allowed[first])
                words.extend(name)
                names.extend(1 << base + position for position in positions(len(name)))
            place = last
        moved[len(example.words)] = len(words)
        happenings = tuple(
            replace(
                happening,
                token=moved[happening.token],
                participants=tuple((role, moved[first], moved[last]) for role, first, last in happening.participants),
            )
            for happening in example.happenings or ()
        )
        return replace(example, words=tuple(words), names=tuple(names), happenings=happenings)


def names_in(example: Example) -> list[tuple[str, int, int]]:
    """Return kind, first word and word after the last of the names of a sentence of ours."""
    found = []
    first = 0
    for index, allowed in enumerate(example.names or ()):
        if allowed == 1 << OUTSIDE:
            continue
        kind, position = divmod(allowed.bit_length() - 2, POSITIONS)
        first = index if position in (0, SINGLE) else first
        if position in (2, SINGLE):
            found.append((KINDS[kind], first, index + 1))
    return found


def kind_tag(allowed: int) -> int:
    """Return the first tag of the kind whose tag is the only one allowed."""
    return 1 + POSITIONS * ((allowed.bit_length() - 2) // POSITIONS)


def positions(length: int) -> list[int]:
    """Return the positions of the words of a span of this length."""
    return [SINGLE] if length == 1 else [0, *[1] * (length - 2), 2]


def _is_cut(example: Example, first: int, last: int) -> bool:
    """Say whether a trigger, or a boundary of a participant, lies inside a name, so that it cannot be exchanged."""
    inside = range(first + 1, last)
    return any(
        first <= one.token < last or any(start in inside or end in inside for _, start, end in one.participants)
        for one in example.happenings or ()
    )
