"""Takes the text of sentences, gives readings: tokens with syntax, names, semantic roles.

The model in `model/` was trained by `training/`. A reading depends on its sentence alone: the same sentence gives the
same reading, bit for bit, in any batch. Nothing that a text holds makes the engine raise.
"""

import hashlib
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
from transforms.language.paths import paths
from transforms.language.pieces import LATER_PIECE, Pieces
from transforms.language.reading import ROOT, Argument, Name, Predicate, Reading, Token
from transforms.language.spans import best_tags, spans
from transforms.language.tokens import tokenize
from transforms.language.trees import best_heads
from transforms.lexicons import load_lexicons
from transforms.ontology import load_ontology

MODEL = Path(__file__).with_name("model")
CHECKSUMS = "SHA256SUMS"

WINDOW = 254
"""Word pieces read at once; the model knows 256 positions, two of which mark the ends."""
STEP = 8
"""Sentences are padded to a multiple of so many pieces and words, which depends on no other sentence."""
BATCH = 3072
"""Word pieces of one call of the model, padding included; keeps the memory low and the processor's cache warm."""
FAR = 15
"""Words; the model tells distances from a predicate apart up to this one."""
CERTAIN = 0.0
"""Score above which a word is a predicate; the score is the logarithm of the odds."""
JOINED = "parataxis"
"""Relation of the root of a later window to the root of the first, in a sentence too long for one window."""

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]


class DamagedModel(Exception):
    """A file of the model is missing or is not the one that was released."""


def engine_version(folder: Path = MODEL) -> str:
    """Return the version of the model in a folder: what was released as, and a hash of all its files."""
    sums = folder / CHECKSUMS
    try:
        return f"reading-{hashlib.sha256(sums.read_bytes()).hexdigest()[:12]}"
    except FileNotFoundError:
        raise DamagedModel(f"{sums}: no such file; the folder of a model has the checksums of its files") from None


ENGINE_VERSION = engine_version()
"""Version of the model that ships; a row that depends on a reading carries it."""


@dataclass(frozen=True, slots=True)
class Window:
    """A sentence, or a part of one that is too long, as the model takes it."""

    sentence: int
    first: int
    words: tuple[str, ...]
    ids: list[int]
    shapes: list[int]
    firsts: list[int]
    lasts: list[int]


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the model says of a window; positions count from the window's first word, heads from 1 with 0 the root."""

    pos: list[str]
    lemmas: list[str]
    heads: list[int]
    relations: list[str]
    names: list[Name]
    predicates: list[Predicate]


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
        self._lemmas = Lemmas.read(folder, vocabulary)
        self._pieces = Pieces(folder / "vocabulary.txt")
        self._sentences = _session(folder / "sentences.onnx", threads)
        self._relation_scores = _session(folder / "relations.onnx", threads)
        self._role_scores = _session(folder / "roles.onnx", threads)

    def read(self, sentences: Sequence[str]) -> list[Reading]:
        """Return the reading of each sentence, in their order."""
        return self.read_words(sentences, [tokenize(text) for text in sentences])

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
            for window in self._windows(number, [text[start:end] for start, end in words])
        ]
        given = None if predicates is None else [frozenset(row) for row in predicates]
        decoded: dict[int, list[tuple[Window, Decoded]]] = defaultdict(list)
        for place, said in self._decode(windows, given):
            decoded[windows[place].sentence].append((windows[place], said))
        return [
            _reading(text, words, sorted(decoded[number], key=lambda pair: pair[0].first))
            for number, (text, words) in enumerate(zip(sentences, offsets, strict=True))
        ]

    def _windows(self, sentence: int, words: list[str]) -> Iterator[Window]:
        """Yield the windows of a sentence: one, unless it is very long."""
        seen = [self._pieces.of_word(word) for word in words]
        first = 0
        while first < len(words):
            last, ids, shapes = first, [self._pieces.start], [0]
            firsts, lasts = [0], [0]
            while last < len(words) and len(ids) + len(seen[last][0]) <= WINDOW + 1:
                numbers, form = seen[last]
                firsts.append(len(ids))
                ids.extend(numbers)
                shapes.append(form)
                shapes.extend([form + LATER_PIECE] * (len(numbers) - 1))
                lasts.append(len(ids) - 1)
                last += 1
            yield Window(
                sentence, first, tuple(words[first:last]), [*ids, self._pieces.end], [*shapes, 0], firsts, lasts
            )
            first = last

    def _decode(
        self, windows: Sequence[Window], given: Sequence[frozenset[int]] | None
    ) -> Iterator[tuple[int, Decoded]]:
        """Yield what the model says of each window, with the window's place; windows of the same size go together."""
        sizes: dict[tuple[int, int], list[int]] = defaultdict(list)
        for place, window in enumerate(windows):
            sizes[_padded(len(window.ids)), _padded(len(window.words))].append(place)
        for (pieces, words), places in sorted(sizes.items()):
            step = max(1, BATCH // pieces)
            for start in range(0, len(places), step):
                chosen = places[start : start + step]
                said = self._run([windows[place] for place in chosen], pieces, words, given)
                yield from zip(chosen, said, strict=True)

    def _run(
        self, windows: Sequence[Window], pieces: int, width: int, given: Sequence[frozenset[int]] | None
    ) -> list[Decoded]:
        """Return what the model says of windows padded to one size."""
        count = len(windows)
        ids, shapes = np.full((count, pieces), self._pieces.padding), np.zeros((count, pieces), np.int64)
        firsts, lasts = np.zeros((count, width + 1), np.int64), np.zeros((count, width + 1), np.int64)
        for row, window in enumerate(windows):
            ids[row, : len(window.ids)] = window.ids
            shapes[row, : len(window.shapes)] = window.shapes
            firsts[row, : len(window.firsts)] = window.firsts
            lasts[row, : len(window.lasts)] = window.lasts
        lengths = np.asarray([len(window.words) for window in windows])
        # The model looks words up in all its rows at once.
        start = np.arange(count)[:, None] * pieces
        feed = {"ids": ids, "shapes": shapes, "firsts": firsts + start, "lasts": lasts + start}
        out = dict(zip(SENTENCE_OUTPUTS, self._sentences.run(SENTENCE_OUTPUTS, feed), strict=True))
        heads = best_heads(out["arcs"][:, 1:], lengths)
        inside = np.arange(width)[None, :] < lengths[:, None]
        rows, words = np.nonzero(inside)
        chosen = inside & (out["predicates"][:, 1:, 0] > CERTAIN)
        if given is not None:
            chosen[:] = False
            for row, window in enumerate(windows):
                marked = [word - window.first for word in given[window.sentence]]
                chosen[row, [word for word in marked if 0 <= word < len(window.words)]] = True
        predicate_rows, predicate_words = np.nonzero(chosen)
        relations, roles = self._score_pairs(out, heads, (rows, words), (predicate_rows, predicate_words))
        role_tags = best_tags(roles, lengths[predicate_rows])
        edit_scores = out["lemmas"][:, 1:]
        upos, edits = out["upos"][:, 1:].argmax(-1), edit_scores.argmax(-1)
        parts = [
            [self._upos[number] for number in row[:length]] for row, length in zip(upos.tolist(), lengths, strict=True)
        ]
        probabilities = _log_softmax(out["names"][:, 1:])
        name_tags = best_tags(probabilities, lengths)
        certainty = np.exp(np.take_along_axis(probabilities, name_tags[..., None], -1)[..., 0])
        ends = np.cumsum(lengths)
        predicates: list[list[Predicate]] = [[] for _ in windows]
        for row, word, tags in zip(predicate_rows.tolist(), predicate_words.tolist(), role_tags, strict=True):
            found = tuple(Argument(self._roles[label], first, last) for label, first, last in spans(tags))
            predicates[row].append(Predicate(word, found))
        return [
            Decoded(
                pos=parts[row],
                lemmas=[
                    self._lemmas.lemma(word, pos, best, edit_scores[row, place])
                    for place, (word, pos, best) in enumerate(
                        zip(window.words, parts[row], edits[row, :length].tolist(), strict=True)
                    )
                ],
                heads=heads[row, :length].tolist(),
                relations=[self._relations[number] for number in relations[end - length : end].tolist()],
                names=[
                    Name(first, last, self._kinds[label], float(certainty[row, first:last].min()))
                    for label, first, last in spans(name_tags[row])
                ],
                predicates=predicates[row],
            )
            for row, (window, length, end) in enumerate(zip(windows, lengths.tolist(), ends.tolist(), strict=True))
        ]

    def _score_pairs(
        self, out: dict[str, Floats], heads: Whole, arcs: tuple[Whole, Whole], predicates: tuple[Whole, Whole]
    ) -> tuple[Whole, Floats]:
        """Return the best relation of each arc, and the scores of roles: predicates x words x tags."""
        rows, words = arcs
        width = heads.shape[1]
        distances = np.clip(np.arange(width)[None, :] - predicates[1][:, None], -FAR, FAR) + FAR
        pair = {
            "dependents": out["label_dependents"][rows, words + 1],
            "heads": out["label_heads"][rows, heads[rows, words]],
        }
        (scores,) = self._relation_scores.run(["relations"], pair)
        # The root's own relation is for the root alone.
        scores[heads[rows, words] > 0, self._root] = -np.inf
        relations = scores.argmax(-1)
        of_words = np.zeros_like(heads)
        of_words[rows, words] = relations
        feed = {
            "predicates": out["role_predicates"][predicates[0], predicates[1] + 1],
            "words": out["role_words"][predicates[0], 1:],
            "distances": distances,
            "paths": paths(heads, of_words, *predicates, labels=len(self._relations)),
        }
        (roles,) = self._role_scores.run(["roles"], feed)
        return relations, roles


SENTENCE_OUTPUTS = (
    "upos", "lemmas", "names", "predicates", "arcs", "label_dependents", "label_heads", "role_predicates", "role_words",
)  # fmt: skip


def verify(folder: Path) -> None:
    """Raise `DamagedModel` unless every file that the checksums name is there and whole."""
    engine_version(folder)
    for line in (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines():
        wanted, name = line.split("  ", 1)
        path = folder / name
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no file"
        if found != wanted:
            raise DamagedModel(f"{path}: found {found}, the checksum is {wanted}; restore the file as it was released")


@lru_cache(maxsize=4)
def load_engine(threads: int = 1) -> Engine:
    """Return the engine with the model that ships, loaded once for a number of threads.

    It knows the words of the ontology and the role nouns as lemmas: an event whose verb has a wrong lemma is lost, and
    so is the code of an actor whose noun has one.
    """
    units = (unit for kind in load_ontology().types.values() for unit in kind.units if not unit.is_phrase)
    roles = (role.phrase for role in load_lexicons().roles.values() if " " not in role.phrase)
    return Engine(MODEL, threads, {*((unit.lemma, unit.pos) for unit in units), *((role, "NOUN") for role in roles)})


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Sizes change from call to call; a plan of memory for each of them would never be used again.
    options.enable_mem_pattern = False
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _padded(length: int) -> int:
    return -(-length // STEP) * STEP


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result


def _reading(text: str, offsets: Sequence[tuple[int, int]], parts: Sequence[tuple[Window, Decoded]]) -> Reading:
    """Return the reading of a sentence from those of its windows."""
    tokens: list[Token] = []
    names: list[Name] = []
    predicates: list[Predicate] = []
    top = ROOT
    for window, said in parts:
        base = window.first
        for place, (pos, lemma, head, relation) in enumerate(
            zip(said.pos, said.lemmas, said.heads, said.relations, strict=True)
        ):
            start, end = offsets[base + place]
            if head:
                tokens.append(Token(start, end, pos, lemma, base + head - 1, relation))
            elif top == ROOT:
                top = base + place
                tokens.append(Token(start, end, pos, lemma, ROOT, "root"))
            else:
                tokens.append(Token(start, end, pos, lemma, top, JOINED))
        if base == 0:
            names.extend(said.names)
            predicates.extend(said.predicates)
            continue
        names.extend(Name(base + name.first, base + name.last, name.kind, name.probability) for name in said.names)
        for predicate in said.predicates:
            moved = tuple(Argument(one.role, base + one.first, base + one.last) for one in predicate.arguments)
            predicates.append(Predicate(base + predicate.token, moved))
    return Reading(text, tuple(tokens), tuple(names), tuple(predicates))
