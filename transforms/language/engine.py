"""Takes the text of sentences, gives readings: tokens with syntax, names, semantic roles, triggers of events.

The model in `model/` was trained by `training/`. A reading depends on its sentence alone: the same sentence gives the
same reading, bit for bit, in any batch. Nothing that a text holds makes the engine raise.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from transforms.language.lemmas import Lemmas
from transforms.language.model_folder import MODEL, verify
from transforms.language.paths import paths
from transforms.language.pieces import Pieces
from transforms.language.reading import ROOT, Argument, Name, Predicate, Reading, Token, Trigger
from transforms.language.tagged_spans import best_tags, spans
from transforms.language.tokens import tokenize
from transforms.language.trees import best_heads
from transforms.language.trigger_words import TRIGGER_WORDS, TriggerWords
from transforms.language.triggers import TriggerLabels, moved_by
from transforms.language.windows import Window, feed, same_sizes, windows_of
from transforms.lexicons import load_lexicons
from transforms.ontology import load_ontology

FAR = 15
"""Words; the model tells distances from a predicate apart up to this one."""
CERTAIN = 0.0
"""Score above which a word is a predicate; the score is the logarithm of the odds."""
JOINED = "parataxis"
"""Relation of the root of a later window to the root of the first, in a sentence too long for one window."""

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]
Places = tuple[Whole, Whole]
"""Sentences of a batch, and words in them."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the model says of a window; positions count from the window's first word, heads from 1 with 0 the root."""

    pos: list[str]
    lemmas: list[str]
    heads: list[int]
    relations: list[str]
    names: list[Name]
    predicates: list[Predicate]
    triggers: list[Trigger]


class Engine:
    """Reads sentences with the model of a folder."""

    def __init__(self, folder: Path = MODEL, threads: int = 1, vocabulary: Iterable[tuple[str, str]] = ()) -> None:
        """Load the model; raise `DamagedModel` where a file differs from its checksum.

        `vocabulary` holds lemmas, with their parts of speech, that the model's treebanks may lack.
        """
        verify(folder)
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._upos: list[str] = labels["upos"]
        self._relations: list[str] = labels["relations"]
        self._root = self._relations.index("root")
        self._kinds: list[str] = labels["kinds"]
        self._roles: list[str] = labels["roles"]
        self._triggers = TriggerLabels.of(labels, labels["participants"])
        self._trigger_words = TriggerWords.read(folder / TRIGGER_WORDS, self._triggers.event_types)
        self._lemmas = Lemmas.read(folder, vocabulary)
        self._pieces = Pieces(folder / "vocabulary.txt")
        self._sentences = _session(folder / "sentences.onnx", threads)
        self._relation_scores = _session(folder / "relations.onnx", threads)
        self._role_scores = _session(folder / "roles.onnx", threads)
        self._participant_scores = _session(folder / "participants.onnx", threads)

    def read(self, sentences: Sequence[str]) -> list[Reading]:
        """Return the reading of each sentence, in their order; one that stands there several times is read once."""
        distinct = list(dict.fromkeys(sentences))
        readings = self.read_words(distinct, [tokenize(text) for text in distinct])
        by_text = dict(zip(distinct, readings, strict=True))
        return [by_text[text] for text in sentences]

    def read_words(
        self,
        sentences: Sequence[str],
        offsets: Sequence[Sequence[tuple[int, int]]],
        predicates: Sequence[Sequence[int]] | None = None,
    ) -> list[Reading]:
        """Return the readings of sentences whose words are given as offsets, as a gold corpus gives them.

        Where `predicates` gives the words that are predicates, none is looked for.
        """
        windows = [
            window
            for number, (text, words) in enumerate(zip(sentences, offsets, strict=True))
            for window in windows_of(number, [text[start:end] for start, end in words], self._pieces)
        ]
        given = None if predicates is None else [frozenset(row) for row in predicates]
        decoded: dict[int, list[tuple[Window, Decoded]]] = defaultdict(list)
        for place, said in self._decode(windows, given):
            decoded[windows[place].sentence].append((windows[place], said))
        return [
            _reading(text, words, sorted(decoded[number], key=lambda pair: pair[0].first))
            for number, (text, words) in enumerate(zip(sentences, offsets, strict=True))
        ]

    def _decode(
        self, windows: Sequence[Window], given: Sequence[frozenset[int]] | None
    ) -> Iterator[tuple[int, Decoded]]:
        """Yield what the model says of each window, with the window's place; windows of the same size go together."""
        for places, pieces, words in same_sizes(windows):
            said = self._run([windows[place] for place in places], pieces, words, given)
            yield from zip(places, said, strict=True)

    def _run(
        self, windows: Sequence[Window], pieces: int, width: int, given: Sequence[frozenset[int]] | None
    ) -> list[Decoded]:
        """Return what the model says of windows padded to one size."""
        lengths = np.asarray([len(window.words) for window in windows])
        arrays = feed(windows, pieces, width, self._pieces.padding, self._trigger_words)
        out = dict(zip(SENTENCE_OUTPUTS, self._sentences.run(SENTENCE_OUTPUTS, arrays), strict=True))
        heads = best_heads(out["arcs"][:, 1:], lengths)
        inside = np.arange(width)[None, :] < lengths[:, None]
        rows, words = np.nonzero(inside)
        chosen = inside & (out["predicates"][:, 1:, 0] > CERTAIN) if given is None else _marked(windows, width, given)
        of_words = np.zeros_like(heads)
        of_words[rows, words] = self._score_relations(out, heads, (rows, words))
        trees = (heads, of_words)
        predicates = self._find_predicates(out, trees, chosen, lengths)
        triggers = self._find_triggers(out, trees, inside, lengths)
        names = self._find_names(out, lengths)
        pos, lemmas = self._find_lemmas(out, windows, lengths)
        return [
            Decoded(
                pos=pos[row],
                lemmas=lemmas[row],
                heads=heads[row, :length].tolist(),
                relations=[self._relations[number] for number in of_words[row, :length].tolist()],
                names=names[row],
                predicates=predicates[row],
                triggers=triggers[row],
            )
            for row, length in enumerate(lengths.tolist())
        ]

    def _find_lemmas(
        self, out: dict[str, Floats], windows: Sequence[Window], lengths: Whole
    ) -> tuple[list[list[str]], list[list[str]]]:
        """Return the parts of speech and the lemmas of the words of each window."""
        scores = out["lemmas"][:, 1:]
        upos, edits = out["upos"][:, 1:].argmax(-1), scores.argmax(-1)
        parts = [
            [self._upos[number] for number in row[:length]] for row, length in zip(upos.tolist(), lengths, strict=True)
        ]
        lemmas = [
            [
                self._lemmas.lemma(word, pos, best, scores[row, index])
                for index, (word, pos, best) in enumerate(
                    zip(window.words, parts[row], edits[row, :length].tolist(), strict=True)
                )
            ]
            for row, (window, length) in enumerate(zip(windows, lengths.tolist(), strict=True))
        ]
        return parts, lemmas

    def _find_names(self, out: dict[str, Floats], lengths: Whole) -> list[list[Name]]:
        """Return the names in each window; a name is as sure as its least sure word."""
        probabilities = _log_softmax(out["names"][:, 1:])
        name_tags = best_tags(probabilities, lengths)
        certainty = np.exp(np.take_along_axis(probabilities, name_tags[..., None], -1)[..., 0])
        return [
            [
                Name(first, last, self._kinds[label], float(certainty[row, first:last].min()))
                for label, first, last in spans(tags)
            ]
            for row, tags in enumerate(name_tags)
        ]

    def _find_predicates(
        self, out: dict[str, Floats], trees: tuple[Whole, Whole], chosen: NDArray[np.bool_], lengths: Whole
    ) -> list[list[Predicate]]:
        """Return the predicates of each window, which are the chosen words, with their arguments."""
        rows, words = np.nonzero(chosen)
        scores = self._score_tags(self._role_scores, (out["role_predicates"], out["role_words"]), trees, (rows, words))
        found: list[list[Predicate]] = [[] for _ in lengths]
        for row, word, tags in zip(rows.tolist(), words.tolist(), best_tags(scores, lengths[rows]), strict=True):
            arguments = tuple(Argument(self._roles[label], first, last) for label, first, last in spans(tags))
            found[row].append(Predicate(word, arguments))
        return found

    def _find_triggers(
        self, out: dict[str, Floats], trees: tuple[Whole, Whole], inside: NDArray[np.bool_], lengths: Whole
    ) -> list[list[Trigger]]:
        """Return the triggers of each window."""
        scores = out["tokens"][:, 1:]
        rows, words = self._triggers.likely(scores, inside)
        if not len(rows):
            return [[] for _ in lengths]
        pairs = self._score_tags(
            self._participant_scores, (out["triggers"], out["trigger_words"]), trees, (rows, words)
        )
        found: list[list[Trigger]] = [[] for _ in lengths]
        decoded = self._triggers.triggers(words, scores[rows, words], pairs, lengths[rows])
        for row, trigger in zip(rows.tolist(), decoded, strict=True):
            found[row].append(trigger)
        return found

    def _score_relations(self, out: dict[str, Floats], heads: Whole, arcs: Places) -> Whole:
        """Return the best relation of each arc."""
        rows, words = arcs
        pair = {
            "dependents": out["label_dependents"][rows, words + 1],
            "heads": out["label_heads"][rows, heads[rows, words]],
        }
        (scores,) = self._relation_scores.run(["relations"], pair)
        # The root's own relation is for the root alone.
        scores[heads[rows, words] > 0, self._root] = -np.inf
        best: Whole = scores.argmax(-1)
        return best

    def _score_tags(
        self,
        session: onnxruntime.InferenceSession,
        vectors: tuple[Floats, Floats],
        trees: tuple[Whole, Whole],
        owners: Places,
    ) -> Floats:
        """Return the scores of the tags of what belongs to these words: owners x words x tags.

        `vectors` are those of words that own and of words that belong; `trees` are heads and relations of words.
        """
        rows, words = owners
        width = trees[0].shape[1]
        arrays = {
            "owners": vectors[0][rows, words + 1],
            "words": vectors[1][rows, 1:],
            "distances": np.clip(np.arange(width)[None, :] - words[:, None], -FAR, FAR) + FAR,
            "paths": paths(*trees, rows, words, labels=len(self._relations)),
        }
        (scores,) = session.run(["tags"], arrays)
        found: Floats = scores
        return found


SENTENCE_OUTPUTS = (
    "upos", "lemmas", "names", "predicates", "arcs", "label_dependents", "label_heads", "role_predicates", "role_words",
    "tokens", "triggers", "trigger_words",
)  # fmt: skip


@lru_cache(maxsize=4)
def load_engine(threads: int = 1, folder: Path = MODEL) -> Engine:
    """Return the engine with the model of a folder, that which ships unless said, loaded once.

    It knows the words of the ontology and the role nouns as lemmas: an event whose verb has a wrong lemma is lost, and
    so is the code of an actor whose noun has one.
    """
    patterns = (
        pattern for kind in load_ontology().types.values() for pattern in kind.patterns if not pattern.is_phrase
    )
    roles = (role.phrase for role in load_lexicons().roles.values() if " " not in role.phrase)
    return Engine(
        folder, threads, {*((pattern.lemma, pattern.pos) for pattern in patterns), *((role, "NOUN") for role in roles)}
    )


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Sizes change from call to call; a plan of memory for each of them would never be used again.
    options.enable_mem_pattern = False
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _marked(windows: Sequence[Window], width: int, given: Sequence[frozenset[int]]) -> NDArray[np.bool_]:
    """Return which words of windows are predicates, where the places of those of each sentence are given."""
    chosen = np.zeros((len(windows), width), bool)
    for row, window in enumerate(windows):
        marked = [word - window.first for word in given[window.sentence]]
        chosen[row, [word for word in marked if 0 <= word < len(window.words)]] = True
    return chosen


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result


def _reading(text: str, offsets: Sequence[tuple[int, int]], parts: Sequence[tuple[Window, Decoded]]) -> Reading:
    """Return the reading of a sentence from those of its windows."""
    tokens: list[Token] = []
    names: list[Name] = []
    predicates: list[Predicate] = []
    triggers: list[Trigger] = []
    top = ROOT
    for window, said in parts:
        base = window.first
        for index, (pos, lemma, head, relation) in enumerate(
            zip(said.pos, said.lemmas, said.heads, said.relations, strict=True)
        ):
            start, end = offsets[base + index]
            if head:
                tokens.append(Token(start, end, pos, lemma, base + head - 1, relation))
            elif top == ROOT:
                top = base + index
                tokens.append(Token(start, end, pos, lemma, ROOT, "root"))
            else:
                tokens.append(Token(start, end, pos, lemma, top, JOINED))
        if base == 0:
            names.extend(said.names)
            predicates.extend(said.predicates)
            triggers.extend(said.triggers)
            continue
        names.extend(Name(base + name.first, base + name.last, name.kind, name.probability) for name in said.names)
        for predicate in said.predicates:
            moved = tuple(Argument(one.role, base + one.first, base + one.last) for one in predicate.arguments)
            predicates.append(Predicate(base + predicate.token, moved))
        triggers.extend(moved_by(trigger, base) for trigger in said.triggers)
    return Reading(text, tuple(tokens), tuple(names), tuple(predicates), tuple(triggers))
