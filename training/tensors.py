"""Takes examples, gives batches of tensors; also the closed lists of labels that the examples need."""

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.classifiers import TriggerSizes
from training.corpora import KINDS, Example, Happening, position_in
from training.model import Sizes
from training.trigger_examples import EVENTS, FACTUALITIES, LAYERS, MODES, TYPES
from transforms.language.lemmas import edit
from transforms.language.paths import path_count
from transforms.language.pieces import LATER_PIECE, Pieces, shape
from transforms.language.tagged_spans import BEGIN, OUTSIDE, tag
from transforms.language.trigger_words import TriggerWords
from transforms.tables import CONTEXTS

RARE_EDIT = 3
"""Times; an edit of lemmas seen less often is not learnt."""
RARE_ROLE = 100
"""Times; a label of arguments seen less often is not learnt."""
MASKED = 0.03
"""Share of pieces hidden in training, so that the words around them are used."""
PROPER = frozenset({"PROPN"})

UNKNOWN_LABEL = -100


@dataclass(frozen=True)
class Labels:
    """The labels of each task, in the order of the network's outputs."""

    upos: list[str]
    lemmas: list[str]
    relations: list[str]
    kinds: list[str]
    roles: list[str]
    types: list[str] = field(default_factory=lambda: list(TYPES))
    modes: list[str] = field(default_factory=lambda: list(MODES))
    factuality: list[str] = field(default_factory=lambda: list(FACTUALITIES))
    contexts: list[str] = field(default_factory=lambda: list(CONTEXTS))
    participants: list[list[str]] = field(default_factory=lambda: [list(layer) for layer in LAYERS])

    @classmethod
    def of(cls, examples: Sequence[Example]) -> "Labels":
        """Return the labels that the examples use often enough."""
        edits = Counter(script for example in examples for script in edits_of(example))
        roles = Counter(
            label for example in examples for _, arguments in example.predicates or () for label, _, _ in arguments
        )
        return cls(
            upos=sorted({label for example in examples for label in example.upos or ()}),
            lemmas=sorted(script for script, count in edits.items() if count >= RARE_EDIT),
            relations=sorted({label for example in examples for label in example.relations or ()}),
            kinds=list(KINDS),
            roles=sorted(label for label, count in roles.items() if count >= RARE_ROLE),
        )

    def sizes(self) -> Sizes:
        """Return how many labels each task of a network has."""
        return Sizes(
            upos=len(self.upos), lemmas=len(self.lemmas), relations=len(self.relations),
            names=tag(len(self.kinds), BEGIN), roles=tag(len(self.roles), BEGIN),
            triggers=TriggerSizes(
                types=len(self.types), modes=len(self.modes), factuality=len(self.factuality),
                contexts=len(self.contexts), participants=[tag(len(layer), BEGIN) for layer in self.participants],
                paths=path_count(len(self.relations)),
            ),
        )  # fmt: skip

    @classmethod
    def read(cls, path: Path) -> "Labels":
        """Return the labels written to a file."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))

    def write(self, path: Path) -> None:
        """Write the labels to a file."""
        path.write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def edits_of(example: Example) -> list[str]:
    """Return the edit from each word to its lemma."""
    if example.lemmas is None or example.upos is None:
        return []
    return [
        edit(word, lemma, upos in PROPER)
        for word, lemma, upos in zip(example.words, example.lemmas, example.upos, strict=True)
    ]


@dataclass(frozen=True)
class EncodedEvent:
    """An event in numbers; `participants` holds a row of tags for each layer of roles."""

    token: int
    event_type: int
    mode: int
    factuality: int
    contexts: list[float]
    participants: list[list[int]]


@dataclass(frozen=True)
class Encoded:
    """An example in numbers."""

    example: Example
    ids: list[int]
    shapes: list[int]
    firsts: list[int]
    lasts: list[int]
    trigger_words: "np.ndarray[tuple[int, int], np.dtype[np.float32]]"
    upos: list[int] | None
    lemmas: list[int] | None
    heads: list[int] | None
    relations: list[int] | None
    allowed: "np.ndarray[tuple[int, int], np.dtype[np.bool_]] | None"
    roles: list[tuple[int, list[int]]] | None
    events: list[EncodedEvent] | None
    factual: tuple[tuple[int, float], ...] | None = None
    may_be: "np.ndarray[tuple[int, int], np.dtype[np.bool_]] | None" = None
    """Words x types, none first; all of them where nothing is said."""


class Encoder:
    """Turns examples into numbers."""

    def __init__(self, pieces: Pieces, labels: Labels, trigger_words: TriggerWords) -> None:
        self.pieces = pieces
        self.trigger_words = trigger_words
        self.labels = labels
        self._upos = {label: number for number, label in enumerate(labels.upos)}
        self._lemmas = {label: number for number, label in enumerate(labels.lemmas)}
        self._relations = {label: number for number, label in enumerate(labels.relations)}
        self._roles = {label: number for number, label in enumerate(labels.roles)}

    def encode(self, example: Example) -> Encoded:
        """Return the example in numbers."""
        ids, shapes, firsts, lasts = self.see(example.words)
        return Encoded(
            example, ids, shapes, firsts, lasts,
            trigger_words=self.trigger_words.of_words(example.words),
            upos=None if example.upos is None else [self._upos.get(label, UNKNOWN_LABEL) for label in example.upos],
            lemmas=None if example.lemmas is None
            else [self._lemmas.get(script, UNKNOWN_LABEL) for script in edits_of(example)],
            heads=None if example.heads is None else list(example.heads),
            relations=None if example.relations is None
            else [self._relations.get(label, UNKNOWN_LABEL) for label in example.relations],
            allowed=None if example.names is None else self._allowed(example.names),
            roles=None if example.predicates is None
            else [
                (index, tags_of(len(example.words), arguments, self._roles)) for index, arguments in example.predicates
            ],
            events=None if example.happenings is None
            else [self._event(happening, len(example.words)) for happening in example.happenings],
            factual=example.factual,
            may_be=None if example.may_be is None else self._may_be(example.words, dict(example.may_be)),
        )  # fmt: skip

    def see(self, words: Sequence[str]) -> tuple[list[int], list[int], list[int], list[int]]:
        """Return pieces, shapes, and the first and last piece of each word, the start of the sentence first."""
        ids, shapes, firsts, lasts = [self.pieces.start], [0], [0], [0]
        for word in words:
            numbers, form = self.pieces.of_word(word)
            firsts.append(len(ids))
            ids.extend(numbers)
            shapes.extend([form] + [form + LATER_PIECE] * (len(numbers) - 1))
            lasts.append(len(ids) - 1)
        return [*ids, self.pieces.end], [*shapes, 0], firsts, lasts

    def _allowed(self, names: Sequence[int]) -> "np.ndarray[tuple[int, int], np.dtype[np.bool_]]":
        tags = tag(len(KINDS), BEGIN)
        return (np.asarray(names, np.int64)[:, None] >> np.arange(tags)[None]) & 1 > 0

    def _may_be(
        self, words: Sequence[str], marked: Mapping[int, tuple[str, ...]]
    ) -> "np.ndarray[tuple[int, int], np.dtype[np.bool_]]":
        """Return the types that words may be: none for a word that is not marked, unless the ontology knows it."""
        table = np.zeros((len(words), len(self.labels.types)), bool)
        table[:, 0] = True
        table[self.trigger_words.of_words(words).any(-1)] = True
        for index, types in marked.items():
            table[index] = [not types or label in types for label in self.labels.types]
        return table

    def _event(self, happening: Happening, length: int) -> EncodedEvent:
        layers = [{role: number for number, role in enumerate(layer)} for layer in self.labels.participants]
        return EncodedEvent(
            token=happening.token,
            event_type=self.labels.types.index(happening.event_type),
            mode=self.labels.modes.index(happening.mode),
            factuality=self.labels.factuality.index(happening.factuality),
            contexts=[float(label in happening.contexts) for label in self.labels.contexts],
            participants=[tags_of(length, happening.participants, layer) for layer in layers],
        )


def tags_of(length: int, spans: Sequence[tuple[str, int, int]], numbers: Mapping[str, int]) -> list[int]:
    """Return the tags of words in spans; of those that overlap the first stays, and a label without number is none."""
    tags = [OUTSIDE] * length
    for label, first, last in spans:
        number = numbers.get(label)
        if number is None or any(tags[first:last]):
            continue
        for index in range(first, last):
            tags[index] = tag(number, position_in(index, first, last))
    return tags


@dataclass
class Batch:
    """Sentences as tensors; the rows of a task point into the sentences that are annotated for it."""

    encoded: list[Encoded]
    ids: Tensor
    shapes: Tensor
    firsts: Tensor
    lasts: Tensor
    lengths: Tensor
    upos: Tensor
    lemmas: Tensor
    heads: Tensor
    relations: Tensor
    allowed: Tensor
    named: Tensor
    predicates: Tensor
    role_sentences: Tensor
    role_places: Tensor
    role_tags: Tensor
    trigger_words: Tensor
    trigger_types: Tensor
    event_sentences: Tensor
    event_places: Tensor
    event_modes: Tensor
    event_factuality: Tensor
    event_contexts: Tensor
    participant_tags: Tensor
    """Events x layers x words."""
    factual_sentences: Tensor
    factual_places: Tensor
    factual: Tensor
    may_be: Tensor
    """Words of the sentences that say so x types; the words are those of `hinted`."""
    hinted: Tensor
    """Sentences x words."""

    def to(self, device: torch.device) -> "Batch":
        """Return the batch on a device."""
        tensors = {name: value.to(device) for name, value in self.__dict__.items() if isinstance(value, Tensor)}
        return replace(self, **tensors)


def collate(encoded: Sequence[Encoded]) -> Batch:
    """Return a batch of these sentences, padded to the longest."""
    width = max(len(sentence.firsts) for sentence in encoded) - 1
    pieces = max(len(sentence.ids) for sentence in encoded)
    return Batch(
        encoded=list(encoded),
        ids=_padded([sentence.ids for sentence in encoded], pieces, 0),
        shapes=_padded([sentence.shapes for sentence in encoded], pieces, 0),
        firsts=_padded([sentence.firsts for sentence in encoded], width + 1, 0),
        lasts=_padded([sentence.lasts for sentence in encoded], width + 1, 0),
        lengths=torch.tensor([len(sentence.firsts) - 1 for sentence in encoded]),
        upos=_padded([sentence.upos for sentence in encoded], width, UNKNOWN_LABEL),
        lemmas=_padded([sentence.lemmas for sentence in encoded], width, UNKNOWN_LABEL),
        heads=_padded([sentence.heads for sentence in encoded], width, UNKNOWN_LABEL),
        relations=_padded([sentence.relations for sentence in encoded], width, UNKNOWN_LABEL),
        trigger_words=_trigger_words(encoded, width),
        **_names(encoded, width),
        **_roles(encoded, width),
        **_events(encoded, width),
        **_factual(encoded),
        **_hints(encoded, width),
    )


def _padded(rows: Sequence[Sequence[int] | None], width: int, fill: int) -> Tensor:
    """Return rows of numbers as one table; a sentence without a row has a row of `fill`."""
    table = np.full((len(rows), width), fill, np.int64)
    for index, row in enumerate(rows):
        if row is not None:
            table[index, : len(row)] = row
    return torch.from_numpy(table)


def _trigger_words(encoded: Sequence[Encoded], width: int) -> Tensor:
    """Return what the ontology knows of each word: sentences x words x units."""
    table = np.zeros((len(encoded), width, encoded[0].trigger_words.shape[1]), np.float32)
    for index, sentence in enumerate(encoded):
        table[index, : len(sentence.trigger_words)] = sentence.trigger_words
    return torch.from_numpy(table)


def _names(encoded: Sequence[Encoded], width: int) -> dict[str, Tensor]:
    """Return the tags that words may have, and which words a corpus of names speaks of."""
    allowed = np.zeros((len(encoded), width, tag(len(KINDS), BEGIN)), bool)
    named = np.zeros((len(encoded), width), bool)
    for index, sentence in enumerate(encoded):
        if sentence.allowed is not None:
            allowed[index, : len(sentence.allowed)] = sentence.allowed
            named[index, : len(sentence.allowed)] = True
    return {"allowed": torch.from_numpy(allowed), "named": torch.from_numpy(named)}


def _roles(encoded: Sequence[Encoded], width: int) -> dict[str, Tensor]:
    """Return which words are predicates, -1 where nothing says so, and the tags of the arguments of each."""
    predicates = np.full((len(encoded), width), -1, np.int64)
    role_rows: list[tuple[int, int, list[int]]] = []
    for index, sentence in enumerate(encoded):
        if sentence.roles is not None:
            predicates[index, : len(sentence.firsts) - 1] = 0
            for word, row in sentence.roles:
                predicates[index, word] = 1
                role_rows.append((index, word, row))
    return {
        "predicates": torch.from_numpy(predicates),
        "role_sentences": torch.tensor([row[0] for row in role_rows], dtype=torch.long),
        "role_places": torch.tensor([row[1] for row in role_rows], dtype=torch.long),
        "role_tags": _padded([row for _, _, row in role_rows], width, UNKNOWN_LABEL),
    }


def _events(encoded: Sequence[Encoded], width: int) -> dict[str, Tensor]:
    """Return the type of event that each word is, and of each event its place, its attributes and its participants."""
    types = np.full((len(encoded), width), UNKNOWN_LABEL, np.int64)
    events: list[tuple[int, EncodedEvent]] = []
    for index, sentence in enumerate(encoded):
        if sentence.events is not None:
            types[index, : len(sentence.firsts) - 1] = 0
            for event in sentence.events:
                types[index, event.token] = event.event_type
                events.append((index, event))
    layers = len(events[0][1].participants) if events else 0
    participant_tags = np.full((len(events), layers, width), UNKNOWN_LABEL, np.int64)
    for number, (_, event) in enumerate(events):
        for layer, row in enumerate(event.participants):
            participant_tags[number, layer, : len(row)] = row
    return {
        "trigger_types": torch.from_numpy(types),
        "event_sentences": torch.tensor([index for index, _ in events], dtype=torch.long),
        "event_places": torch.tensor([event.token for _, event in events], dtype=torch.long),
        "event_modes": torch.tensor([event.mode for _, event in events], dtype=torch.long),
        "event_factuality": torch.tensor([event.factuality for _, event in events], dtype=torch.long),
        "event_contexts": torch.tensor([event.contexts for _, event in events], dtype=torch.float32),
        "participant_tags": torch.from_numpy(participant_tags),
    }


def _factual(encoded: Sequence[Encoded]) -> dict[str, Tensor]:
    """Return the words of which a corpus says how surely they happened, and how surely."""
    judged = [(index, *row) for index, sentence in enumerate(encoded) for row in sentence.factual or ()]
    return {
        "factual_sentences": torch.tensor([index for index, _, _ in judged], dtype=torch.long),
        "factual_places": torch.tensor([word for _, word, _ in judged], dtype=torch.long),
        "factual": torch.tensor([value for _, _, value in judged], dtype=torch.float32),
    }


def _hints(encoded: Sequence[Encoded], width: int) -> dict[str, Tensor]:
    """Return the types that words may be by a corpus of other events, and which words it speaks of."""
    hints = [sentence.may_be for sentence in encoded if sentence.may_be is not None]
    hinted = np.zeros((len(encoded), width), bool)
    for index, sentence in enumerate(encoded):
        if sentence.may_be is not None:
            hinted[index, : len(sentence.may_be)] = True
    may_be = torch.from_numpy(np.concatenate(hints)) if hints else torch.zeros(0, 0, dtype=torch.bool)
    return {"may_be": may_be, "hinted": torch.from_numpy(hinted)}


CASES = ((0.03, str.upper), (0.04, str.lower), (0.02, str.title))
"""Shares of the sentences shown in capitals, in small letters, and with a capital each, as headlines are."""
EVENT_CASES = ((0.04, str.upper), (0.14, str.lower), (0.06, str.title))
"""The same for our sentences with events: much of what is coded comes as headlines, or was made small."""


NOISE = 4
"""Word pieces by which sentences of one batch may differ more than they need to, so that batches vary."""


def disturbed(encoded: Encoded, chance: random.Random, mask: int) -> Encoded:
    """Return the sentence with some pieces hidden, and now and then in another case."""
    shapes = encoded.shapes
    draw = chance.random()
    for share, change in EVENT_CASES if encoded.example.source == EVENTS else CASES:
        if draw < share:
            shapes = list(shapes)
            for index, word in enumerate(encoded.example.words, 1):
                form = shape(change(word))
                first, last = encoded.firsts[index], encoded.lasts[index]
                shapes[first : last + 1] = [form] + [form + LATER_PIECE] * (last - first)
            break
        draw -= share
    last = len(encoded.ids) - 1
    ids = [
        mask if 0 < index < last and chance.random() < MASKED else number for index, number in enumerate(encoded.ids)
    ]
    recased = shapes is not encoded.shapes
    return replace(encoded, ids=ids, shapes=shapes, lemmas=None if recased else encoded.lemmas)


def batches(encoded: Sequence[Encoded], pieces: int, chance: random.Random | None) -> Iterator[list[Encoded]]:
    """Yield groups of sentences of like length, of about so many pieces each; shuffled where a chance is given."""
    keys = [
        (len(sentence.ids) + (chance.uniform(0, NOISE) if chance else 0.0), index)
        for index, sentence in enumerate(encoded)
    ]
    groups: list[list[Encoded]] = [[]]
    longest = 0
    for _, index in sorted(keys):
        longest = max(longest, len(encoded[index].ids))
        if groups[-1] and longest * (len(groups[-1]) + 1) > pieces:
            groups.append([])
            longest = len(encoded[index].ids)
        groups[-1].append(encoded[index])
    if chance:
        chance.shuffle(groups)
    yield from (group for group in groups if group)
