"""Tests of scoring: what columns give is what each pair gives by itself."""

from datetime import date, timedelta
from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.chains.comparing import exclude_across, facts_across, relate
from transforms.chains.likelihood import log_odds
from transforms.chains.merging import facet_from, facets_of, sketch_fields
from transforms.chains.sketch import Days, Party, Site, Sketch
from transforms.corpus.scoring import EXCLUDED, Sketches

DAY = date(2018, 6, 4)
RUSSIA, SYRIA = Party("state.russia", "RUS", "GOV"), Party("state.syria", "SYR", None)
REBELS, FIVE, SIX = (Party(None, "SYR", "REB", "rebel", number) for number in (None, 5, 6))
HOMS = Site("homs", "Homs", "SYR", "Homs", "city", "stated", 34.7, 36.7)
QAMISHLI = Site("qamishli", "Qamishli", "SYR", "Hasaka", "city", "stated", 37.1, 41.2)
COUNTRY = Site("syria", "Syria", "SYR", None, "country", "focus", 35.0, 38.0)


def some(*values: object) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values), min_size=1, max_size=2)


def days(start: int | None, length: int | None, basis: str) -> Days:
    first = None if start is None else DAY + timedelta(start)
    return Days(first, None if length is None else (first or DAY) + timedelta(length), basis)


PARTIES = st.lists(st.sampled_from([RUSSIA, SYRIA, REBELS, FIVE, SIX]), max_size=2).map(tuple)
SKETCHES = st.builds(
    Sketch,
    key=st.just(""),
    document_id=st.just(""),
    event_types=some("ASSAULT", "COERCE"),
    modes=st.sampled_from([frozenset(), frozenset({"airstrike"})]),
    factualities=some("actual", "denied", "hypothetical", "planned"),
    lemmas=some("strike", "struck", "bomb"),
    acts=some("bomb", "arrest"),
    actors=PARTIES,
    recipients=PARTIES,
    days=st.builds(
        days,
        st.sampled_from([None, 0, 1, 2, 9, 40, -3_000]),
        st.sampled_from([None, 0, 1, 30]),
        st.sampled_from(["stated", "publication", "tense", "unknown"]),
    ),
    site=st.sampled_from([None, HOMS, QAMISHLI, COUNTRY]),
    numbers=st.sampled_from([{}, {"deaths": (3, 5)}, {"deaths": (9, 9)}]),
)


def columns_of(sketches: list[Sketch]) -> Sketches:
    rows = [
        {**facets_of(sketch_fields(sketch)), "first_on": days.first_on, "last_on": days.last_on, "basis": days.basis}
        for sketch in sketches
        for days in (sketch.days,)
    ]
    types = {name: pa.string() for name in rows[0]} | {"first_on": pa.date32(), "last_on": pa.date32()}
    return Sketches.of(pa.Table.from_pylist(rows, pa.schema(types)))


@settings(max_examples=60, deadline=None)
@given(st.lists(SKETCHES, min_size=2, max_size=12))
def test_columns_of_sketches_score_as_each_pair_does(sketches: list[Sketch]) -> None:
    pairs = list(combinations(range(len(sketches)), 2))
    ones, others = (np.array(side) for side in zip(*pairs, strict=True))
    expected = [
        EXCLUDED
        if exclude_across(relate(sketches[one], sketches[other]))
        else log_odds(facts_across(sketches[one], sketches[other]))
        for one, other in pairs
    ]
    assert columns_of(sketches).scores(ones, others).tolist() == pytest.approx(expected, abs=1e-9)


def test_a_facet_keeps_what_it_says() -> None:
    sketch = Sketch(
        *("", "", frozenset({"ASSAULT"}), frozenset({"airstrike"}), frozenset({"actual"}), frozenset({"bomb"})),
        acts=frozenset({"bomb"}),
        actors=(RUSSIA, FIVE),
        site=HOMS,
        numbers={"deaths": (3, 5)},
    )
    facets = facets_of(sketch_fields(sketch))
    assert facet_from("acts", facets["acts"]).lemmas == {"bomb"}
    assert facet_from("actors", facets["actors"]).actors == (RUSSIA, FIVE)
    assert facet_from("recipients", facets["recipients"]).recipients == ()
    assert facet_from("site", facets["site"]).site == HOMS
    assert facet_from("numbers", facets["numbers"]).numbers == {"deaths": (3, 5)}
