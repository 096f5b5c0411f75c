"""Tests of the features by which two chains are compared: sketches in, what is alike or differs in plain words out."""

from dataclasses import replace
from datetime import date
from string import Formatter
from typing import Any

import pytest
from hypothesis import given, settings

from tests.finding import each
from tests.transforms.corpus.test_scoring import HOMS, QAMISHLI, REBELS, RUSSIA, SKETCHES, SYRIA
from transforms.chains.comparing import BASES, LIKENESSES, facts_across
from transforms.chains.features import (
    FEATURES,
    SENTENCES,
    exclusion_between,
    exclusion_sentence,
    feature_of,
    features_across,
    load_basis_words,
    load_sentences,
    value_of,
)
from transforms.chains.likelihood import WEIGHTS, log_odds
from transforms.chains.sketch import Days, Party, Sketch
from transforms.learned_weights import read_weights

WITHIN = ("distance=", "rank=", "parts=", "lead=", "use=", "nouns=", "quotes=", "told apart", "within")
"""Facts that two reports of one document have alone."""
NAMES = {"state.russia": "Russia", "state.syria": "Syria", "state.turkey": "Turkey"}
DAY = Days(date(2018, 6, 4), date(2018, 6, 4), "stated")


STRIKE = Sketch(
    *("", "", frozenset({"ASSAULT"}), frozenset({"airstrike"}), frozenset({"actual"}), frozenset({"bomb"})),
    acts=frozenset({"bomb"}),
    actors=(RUSSIA,),
    recipients=(SYRIA,),
    days=DAY,
    site=HOMS,
    numbers={"deaths": (5, 5)},
)
TURKEY = Party("state.turkey", "TUR", "GOV")


def strike(**about: Any) -> Sketch:
    return replace(STRIKE, **about)


def told_as(factuality: str, **about: Any) -> Sketch:
    return strike(factualities=frozenset({factuality}), **about)


def test_every_weighed_fact_has_its_sentence() -> None:
    facts = [fact for fact in read_weights(WEIGHTS) if not fact.startswith(WITHIN)]
    for fact in each(facts):
        feature = feature_of(fact)
        first = "words=other,type=True" if fact.startswith("acts=") else fact.removeprefix("across,")
        assert (feature, value_of(feature, [first])) in load_sentences(), fact


def test_every_likeness_and_basis_is_told_and_every_sentence_is_of_a_feature() -> None:
    roles = ("actors", "recipients")
    assert {(role, how) for role in roles for how in (*LIKENESSES, "untold", "nobody")} <= set(load_sentences())
    assert set(load_basis_words()) >= {*BASES.values(), "inferred"}
    assert {row.feature for row in SENTENCES.rows()} == {*FEATURES, "exclusion"}


def test_a_sentence_has_no_place_that_nothing_fills() -> None:
    known = {"ours", "theirs", "shared", "told", "factualities"}
    known |= {f"{side}_{what}" for side in ("ours", "theirs") for what in ("days", "place", "actors", "recipients")}
    for row in each(SENTENCES.rows()):
        assert {name for _, name, _, _ in Formatter().parse(row.sentence) if name} <= known, row


@settings(max_examples=60, deadline=None)
@given(SKETCHES, SKETCHES)
def test_the_weights_of_the_features_add_up_to_the_score(ours: Sketch, theirs: Sketch) -> None:
    features = features_across(ours, theirs, NAMES)
    score = log_odds(facts_across(ours, theirs))
    assert sum(feature.weight for feature in features) == pytest.approx(score, abs=0.0005 * len(features))
    assert not any("{" in feature.sentence for feature in features)
    if name := exclusion_between(ours, theirs):
        assert "{" not in exclusion_sentence(name, ours, theirs, NAMES)


def test_two_accounts_of_one_strike_are_told_by_what_they_share() -> None:
    later = Days(date(2018, 6, 1), date(2018, 6, 30), "publication")
    other = strike(lemmas=frozenset({"strike"}), actors=(REBELS,), days=later, numbers={"deaths": (9, 9)})
    features = features_across(STRIKE, other, NAMES)
    assert {feature.feature: feature.sentence for feature in features} == {
        "base": "base rate of two documents' acts that are both ASSAULT, actual",
        "words": 'words for one kind of act: "bomb" here, "strike" there',
        "mode": "the same mode: airstrike",
        "actors": "another actor: Russia here, rebel (SYR REB) there",
        "recipients": "done to the same: Syria",
        "days": "days that meet: 2018-06-04 (told) here, 2018-06-01 to 2018-06-30 (from the day of publication) there",
        "places": "the same place: Homs (told) here and there",
        "deaths": "another number of dead: 5 here, 9 there",
    }


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (
            strike(days=Days(date(2018, 6, 7), date(2018, 6, 7), "stated")),
            "days that exclude each other, each told by its document: 2018-06-04 (told) here, 2018-06-07 (told) there",
        ),
        (
            strike(actors=(SYRIA,), recipients=(TURKEY,)),
            "others on both sides: Russia and Syria here, Syria and Turkey there",
        ),
        (strike(site=QAMISHLI), "two towns, each told by its document: Homs (told) here, Qamishli (told) there"),
        (
            told_as("planned", days=Days()),
            "the factualities differ (actual and planned), and the days do not fit: "
            "2018-06-04 (told) here, not known there",
        ),
        (
            told_as("denied", actors=(Party(None, None, "MIL"),)),
            "the factualities differ (actual and denied), and nothing shows that the actors are the same: "
            "Russia here, MIL there",
        ),
        (
            told_as("denied", recipients=(RUSSIA,)),
            "the factualities differ (actual and denied), and so do those to whom it was done: "
            "Syria here, Russia there",
        ),
        (
            told_as("hypothetical"),
            "the factualities differ (actual and hypothetical), and what is only supposed, or a habit, "
            "is no report of the deed",
        ),
        (told_as("denied"), None),
    ],
)
def test_what_cannot_be_one_event_is_excluded_by_name(other: Sketch, why: str | None) -> None:
    name = exclusion_between(STRIKE, other)
    assert (exclusion_sentence(name, STRIKE, other, NAMES) if name else None) == why
