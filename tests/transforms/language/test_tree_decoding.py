"""Trees, spans, lemmas and paths, against what trying everything gives."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.language.lemmas import Lemmas, apply_edit, edit
from transforms.language.paths import EDGES, paths
from transforms.language.pieces import SHAPE_NAMES, shape
from transforms.language.tagged_spans import BEGIN, END, INSIDE, OUTSIDE, SINGLE, best_tags, spans, tag
from transforms.language.trees import best_heads


def trees(length: int) -> list[tuple[int, ...]]:
    """Return the heads of every tree with one root."""
    found = []
    for heads in product(range(length + 1), repeat=length):
        reached = {0}
        for _ in range(length):
            reached |= {index for index, head in enumerate(heads, 1) if head in reached}
        if heads.count(0) == 1 and len(reached) == length + 1:
            found.append(heads)
    return found


TREES = {length: trees(length) for length in range(1, 5)}


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 4), st.integers(0, 10_000))
def test_the_tree_is_the_best_of_all(length: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(1, length, length + 1)).astype(np.float32) * 3
    weights = scores[0].astype(np.float64)
    for index in range(length):
        weights[index, index + 1] = -np.inf
    weights -= np.log(np.exp(weights).sum(-1, keepdims=True))
    best = max(TREES[length], key=lambda heads: sum(weights[index, head] for index, head in enumerate(heads)))
    assert tuple(best_heads(scores, np.asarray([length]))[0]) == best


def test_padding_does_not_bear_on_a_tree() -> None:
    scores = np.random.default_rng(5).normal(size=(2, 6, 7)).astype(np.float32)
    short = best_heads(scores[1:, :4, :5], np.asarray([4]))
    assert best_heads(scores, np.asarray([6, 4]))[1, :4].tolist() == short[0].tolist()


def is_well_formed(tags: tuple[int, ...]) -> bool:
    opened = -1
    for one in tags:
        label, position = (-1, OUTSIDE - 1) if one == OUTSIDE else divmod(one - 1, 4)
        if opened >= 0 and (label != opened or position not in {INSIDE, END}):
            return False
        if opened < 0 and position in {INSIDE, END}:
            return False
        if position in {BEGIN, END}:
            opened = label if position == BEGIN else -1
    return opened < 0


WELL_FORMED = {length: [one for one in product(range(9), repeat=length) if is_well_formed(one)] for length in (1, 2, 4)}


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([1, 2, 4]), st.integers(0, 10_000))
def test_the_tags_are_the_best_of_all(length: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(1, length, 9)).astype(np.float32)
    best = max(WELL_FORMED[length], key=lambda tags: sum(scores[0, index, one] for index, one in enumerate(tags)))
    assert tuple(best_tags(scores, np.asarray([length]))[0]) == best


def test_spans_come_from_tags() -> None:
    tags = [tag(1, SINGLE), OUTSIDE, tag(0, BEGIN), tag(0, INSIDE), tag(0, END), tag(0, SINGLE)]
    assert spans(np.asarray(tags)) == [(1, 0, 1), (0, 2, 5), (0, 5, 6)]


@given(st.text(st.characters(codec="ascii", categories=["Lu", "Ll"]), min_size=1), st.text("abcdef", min_size=1))
def test_an_edit_gives_back_a_small_lemma(form: str, lemma: str) -> None:
    assert apply_edit(form, edit(form, lemma, prefers_kept_case=False)) == lemma


@pytest.mark.parametrize(
    ("form", "script", "lemma"),
    [("countries", "low|3|y", "country"), ("Iguazu", "keep|0|", "Iguazu"), ("SYRIA", "title|0|", "Syria")],
)
def test_edits_are_applied(form: str, script: str, lemma: str) -> None:
    assert apply_edit(form, script) == lemma


def test_an_edit_that_never_met_the_ending_is_passed_over() -> None:
    lemmas = Lemmas({("went", "VERB"): "go"}, {"low|2|": ["ed"], "low|0|": [""]})
    scores = np.asarray([2.0, 1.0], np.float32)
    assert lemmas.lemma("hit", "VERB", 0, scores) == "hit"
    assert lemmas.lemma("bombed", "VERB", 0, scores) == "bomb"
    assert lemmas.lemma("Went", "VERB", 0, scores) == "go"


@pytest.mark.parametrize(
    ("word", "name"),
    [("said", "lower"), ("Ankara", "title"), ("UN", "upper"), ("A", "initial"), ("McCain", "mixed"), ("2013", "digits"),
     ("1,000", "number"), ("F-16", "code"), ("-", "mark"), ("中国", "caseless")],
)  # fmt: skip
def test_words_have_shapes(word: str, name: str) -> None:
    assert SHAPE_NAMES[shape(word)] == name


def test_paths_follow_the_tree() -> None:
    # The(1) army(2) left(0): "the" and "army" hang together under "left" by relation 1.
    found = paths(np.asarray([[2, 3, 0]]), np.asarray([[0, 1, 2]]), np.asarray([0]), np.asarray([2]), labels=3)
    kinds, edges = np.divmod(found[0], EDGES)
    assert kinds.tolist() == [2, 2, 0]
    assert edges.tolist() == [1, 2, 3]
