"""Worked examples of what makes two reports one event: how words, parties, days and places are alike, and clusters."""

from dataclasses import replace
from datetime import date

import pytest

from transforms.chains.account import Dating, rank_of
from transforms.chains.clustering import cluster
from transforms.chains.comparing import (
    agree,
    are_two_towns,
    both,
    exclude,
    exclude_across,
    facts,
    facts_across,
    facts_within,
    likeness,
    named_gap,
    number_facts,
    relate,
    sites_apart,
    words_alike,
)
from transforms.chains.consolidation import is_borne_out
from transforms.chains.participants import fullness
from transforms.chains.sketch import Days, Party, Position, Site, Sketch, is_own

OWN = "unnamed.0123456789abcdef"
RUSSIA, SYRIA = Party("state.russia", "RUS", "GOV"), Party("state.syria", "SYR", None)
ARMY = Party("military.SYR.army", "SYR", "MIL", "army")
REBELS = Party(OWN, "SYR", "REB", "rebel")
HOMS = Site("homs", "Homs", "SYR", "Homs Governorate", "city", "stated", 34.73, 36.72)
SYRIAN = Site("syria", "Syria", "SYR", None, "country", "stated", 35.0, 38.0)
NONE = frozenset[str]()
NOTHING = Sketch("r", "d", NONE, NONE, NONE, NONE, NONE)
RAID = replace(NOTHING, event_types=frozenset({"ASSAULT"}), lemmas=frozenset({"raid"}), acts=frozenset({"raid"}))
FIRST = Position(sentence=0, part="headline", use="none", is_noun=False, is_told_apart=False, quote_id=None)


@pytest.mark.parametrize(
    ("entity_id", "is_of_one_document"),
    [(OWN, True), ("unnamed.0123456789abcde", False), ("unnamed.0123456789abcdeg", False), ("state.russia", False)],
)
def test_an_entity_without_a_name_ends_in_a_hash(entity_id: str, is_of_one_document: bool) -> None:
    assert is_own(entity_id) is is_of_one_document


def test_a_state_has_a_country_and_no_sector_but_one_of_the_state() -> None:
    assert [party.is_state for party in (RUSSIA, SYRIA, ARMY, REBELS)] == [True, True, True, False]
    assert not Party("person.a", None, "GOV").is_state
    assert [party.is_named for party in (RUSSIA, REBELS, Party(None, "SYR", "REB"))] == [True, False, False]


@pytest.mark.parametrize(
    ("party", "other", "alike"),
    [
        (RUSSIA, RUSSIA, "entity"),
        (RUSSIA, SYRIA, "apart"),
        (REBELS, Party(None, "SYR", None, "rebel"), "noun"),
        (Party(None, None, None, "rebel", 5), Party(None, None, None, "rebel", 6), "number"),
        (Party(None, None, None, "rebel", 5), Party(None, None, None, "rebel", 5), "noun"),
        (Party(None, None, None, "spokesman"), Party(None, None, None, "man"), "noun"),
        (Party("person.a", "SYR", "REB"), Party("person.b", "SYR", "REB"), "apart"),
        (Party(OWN, "SYR", "REB"), Party(None, "SYR", "REB"), "code"),
        (SYRIA, ARMY, "state"),
        (REBELS, Party(None, "SYR", "MIL"), "country"),
        (Party(None, None, "UNK"), Party(None, "SYR", "MIL"), "vague"),
        (Party(None, None, None), Party(None, "SYR", "MIL"), "vague"),
        (Party(None, None, "MIL"), Party(None, "SYR", "MIL"), "sector"),
        (Party(None, None, "REB"), Party(None, "SYR", "MIL"), "apart"),
    ],
)
def test_two_parties_are_alike_the_closest_first(party: Party, other: Party, alike: str) -> None:
    assert likeness(party, other) == likeness(other, party) == alike


def test_of_several_parties_the_closest_pair_counts() -> None:
    assert agree((RUSSIA, SYRIA), (ARMY, RUSSIA)) == "entity"
    assert agree((), ()) == "nobody"
    assert agree((RUSSIA,), ()) == agree((), (RUSSIA,)) == "untold"


def test_what_is_known_of_a_party_is_its_country_then_its_name_then_its_sector() -> None:
    parties = (RUSSIA, SYRIA, REBELS, Party("person.a", None, "UNK"), Party(None, None, "REB"), Party(None, None, None))
    assert [fullness(party) for party in parties] == [7, 6, 5, 2, 1, 0]


@pytest.mark.parametrize(
    ("lemmas", "acts", "alike"),
    [
        ({"raid"}, set(), "lemma"),
        ({"raids"}, set(), "other"),
        ({"raid", "storm"}, {"storm"}, "lemma"),
        ({"storm"}, {"raid", "storm"}, "act"),
        ({"storm"}, {"storm"}, "other"),
    ],
)
def test_words_are_alike_by_lemma_then_stem_then_act(lemmas: set[str], acts: set[str], alike: str) -> None:
    assert words_alike(RAID, replace(RAID, lemmas=frozenset(lemmas), acts=frozenset(acts))) == alike
    deployed = replace(NOTHING, lemmas=frozenset({"deployed"}))
    assert words_alike(deployed, replace(NOTHING, lemmas=frozenset({"deployment"}))) == "stem"
    assert words_alike(deployed, replace(NOTHING, lemmas=frozenset({"depl"}))) == "other"


@pytest.mark.parametrize(
    ("days", "name"),
    [(-1, "meet"), (0, "meet"), (1, "eve"), (2, "week"), (7, "week"), (8, "month"), (31, "month"), (32, "far")],
)
def test_days_are_apart_by_an_eve_a_week_a_month(days: int, name: str) -> None:
    assert named_gap(days) == name


def test_days_of_two_reports_are_the_same_meet_or_lie_apart() -> None:
    def apart(ours: Days, theirs: Days) -> str:
        return relate(replace(RAID, days=ours), replace(RAID, days=theirs)).days

    fourth, tenth = date(2018, 6, 4), date(2018, 6, 10)
    assert apart(Days(fourth, fourth), Days(fourth, fourth)) == "same"
    assert apart(Days(fourth, tenth), Days(tenth, tenth)) == "meet"
    assert apart(Days(fourth, fourth), Days(tenth, tenth)) == apart(Days(tenth, tenth), Days(fourth, fourth)) == "week"
    assert apart(Days(None, fourth), Days(tenth, None)) == "week"
    assert apart(Days(None, tenth), Days(None, fourth)) == "meet"
    assert apart(Days(), Days(fourth, fourth)) == apart(Days(fourth, fourth), Days()) == "open"


def test_bases_are_told_in_one_order_and_what_is_not_named_is_inferred() -> None:
    assert both("narrative", "publication") == both("publication", "stated") == "publication+stated"
    assert both("passage", "none") == "inferred+unknown"
    assert both("tense", "coreference") == "stated+tense"


@pytest.mark.parametrize(
    ("site", "lie", "two_towns"),
    [
        (HOMS, "same", False),
        (replace(HOMS, place_id="x", latitude=35.22), "near", False),
        (replace(HOMS, place_id="x", latitude=35.23), "apart", True),
        (replace(HOMS, place_id="x", longitude=36.21), "apart", True),
        (replace(HOMS, place_id="x", country="LBN"), "abroad", True),
        (replace(HOMS, place_id="x", precision="province", latitude=40.0), "apart", False),
        (replace(HOMS, place_id="x", admin1="Homs", name="Palmyra", latitude=40.0), "inside", False),
        (SYRIAN, "inside", False),
    ],
)
def test_places_are_the_same_near_inside_apart_or_abroad(site: Site, lie: str, two_towns: bool) -> None:
    assert sites_apart(HOMS, site) == sites_apart(site, HOMS) == f"{lie},stated+stated"
    assert are_two_towns(HOMS, site) is two_towns


def test_two_towns_are_two_only_where_both_are_told() -> None:
    far = replace(HOMS, place_id="x", latitude=40.0)
    assert not are_two_towns(HOMS, replace(far, basis="dateline"))
    assert not are_two_towns(HOMS, None)
    assert sites_apart(HOMS, None) is None


def test_numbers_are_the_same_where_their_ranges_meet() -> None:
    told = {"deaths": (3, 5), "injured": (9, 9), "arrested": (1, 1)}
    assert list(number_facts(told, {"deaths": (5, 8), "injured": (8, 8)})) == ["deaths=same", "injured=other"]
    assert list(number_facts({}, told)) == []


def test_facts_name_what_speaks_for_one_event() -> None:
    other = replace(RAID, lemmas=frozenset({"bomb"}), acts=frozenset({"bomb"}), modes=frozenset({"aerial"}))
    assert list(facts(RAID, other)) == [
        "words=other,type=True",
        "acts=bomb+raid",
        "mode=unknown",
        "type=ASSAULT",
        "actors=nobody",
        "actors=nobody,words=other",
        "recipients=nobody",
        "recipients=nobody,words=other",
        "days=open,unknown+unknown",
        "factuality=",
    ]
    shelling = replace(other, event_types=frozenset({"COERCE"}), factualities=frozenset({"actual"}))
    assert list(facts(other, shelling))[:2] == ["words=lemma,type=False", "types=ASSAULT+COERCE"]
    assert list(facts(other, replace(other, modes=frozenset({"x"}))))[1] == "mode=other"
    assert list(facts(other, other))[1] == "mode=same"


def test_between_documents_some_facts_weigh_otherwise() -> None:
    found = list(facts_across(RAID, RAID))
    assert found[:3] == ["across", "words=lemma,type=True", "across,words=lemma,type=True"]
    assert "across,mode=unknown" not in found
    assert {"across,actors=nobody", "across,recipients=nobody", "across,days=open,unknown+unknown"} <= set(found)


def test_within_a_document_it_matters_where_reports_stand() -> None:
    after = replace(FIRST, sentence=2, part="body", use="definite", is_noun=True, quote_id="q")
    found = set(facts_within((RAID, FIRST), (RAID, after), rank=6))
    assert {"distance=near", "rank=5", "parts=headline,body", "lead=True", "quotes=other"} <= found
    assert {"use=definite,words=lemma", "use=definite,type=True", "nouns=False,True"} <= found
    assert "told apart" not in found
    later = replace(after, sentence=3, is_told_apart=True, quote_id=None)
    found = set(facts_within((RAID, FIRST), (replace(RAID, event_types=frozenset({"COERCE"})), later), rank=1))
    assert {"distance=close", "rank=none", "lead=False", "quotes=none", "told apart"} <= found
    inside = set(facts_within((RAID, after), (RAID, replace(after, sentence=7)), rank=1))
    assert {"distance=far", "quotes=same", "rank=1", "parts=body,body"} <= inside
    assert not {fact for fact in inside if fact.startswith("lead")}


@pytest.mark.parametrize(("sentences", "name"), [(0, "same"), (1, "next"), (4, "close"), (8, "far"), (9, "elsewhere")])
def test_sentences_between_two_reports_have_a_name(sentences: int, name: str) -> None:
    found = facts_within((RAID, FIRST), (RAID, replace(FIRST, sentence=sentences)), rank=1)
    assert f"distance={name}" in set(found)


def test_reports_of_one_document_whose_stated_days_lie_a_month_apart_are_two() -> None:
    def on(day: date, basis: str = "stated") -> Sketch:
        return replace(RAID, days=Days(day, day, basis))

    first = on(date(2018, 6, 1))
    assert not exclude(first, on(date(2018, 6, 8)))
    assert exclude(first, on(date(2018, 6, 9)))
    assert not exclude(first, on(date(2018, 6, 9), "publication"))
    assert exclude_across(relate(first, on(date(2018, 6, 2))))


def test_chains_of_two_documents_are_two_events_where_both_sides_are_others() -> None:
    actual = replace(RAID, factualities=frozenset({"actual"}), actors=(RUSSIA,), recipients=(SYRIA,))
    assert not exclude_across(relate(actual, actual))
    assert exclude_across(relate(actual, replace(actual, actors=(SYRIA,), recipients=(RUSSIA,))))
    denied = replace(actual, factualities=frozenset({"denied"}))
    assert exclude_across(relate(actual, denied)), "no days are known"


@pytest.mark.parametrize(
    ("scores", "clusters"),
    [
        ({}, [[0], [1], [2]]),
        ({(0, 1): 0.0}, [[0], [1], [2]]),
        ({(0, 1): 0.1}, [[0, 1], [2]]),
        ({(0, 1): 2.0, (1, 2): 1.0}, [[0, 1, 2]]),
        ({(0, 1): 2.0, (1, 2): 1.0, (0, 2): -1.0}, [[0, 1], [2]]),
        ({(0, 1): 2.0, (1, 2): 1.0, (0, 2): -0.9}, [[0, 1, 2]]),
        ({(0, 1): 1.0, (1, 2): 2.0, (0, 2): -1.5}, [[0], [1, 2]]),
    ],
)
def test_the_likeliest_pair_is_joined_first_and_clusters_by_their_average(
    scores: dict[tuple[int, int], float], clusters: list[list[int]]
) -> None:
    assert cluster(3, scores, 0.0) == clusters


def test_a_dating_is_told_unless_publication_or_nothing_gives_it() -> None:
    day = date(2018, 6, 4)
    stated = Dating(day, date(2018, 6, 6), "interval", "stated")
    assert (stated.is_known, stated.is_told, stated.length, stated.rank) == (True, True, 2, 0)
    guessed = Dating(day, None, "day", "publication")
    assert (guessed.is_known, guessed.is_told, guessed.length) == (True, False, 100_000)
    assert not Dating(None, None, None, "stated").is_told
    assert [rank_of(basis, ("a", "b"), ("c", "d")) for basis in "abxcd"] == [0, 1, 2, 3, 4]


def test_intervals_meet_that_share_a_day() -> None:
    def dating(first: int | None, last: int | None) -> Dating:
        first_on, last_on = (date(2018, 6, day) if day else None for day in (first, last))
        return Dating(first_on, last_on, "day", "stated")

    assert dating(1, 3).meets(dating(3, 5))
    assert dating(3, 5).meets(dating(1, 3))
    assert not dating(1, 2).meets(dating(3, 5))
    assert not dating(3, 5).meets(dating(1, 2))
    assert dating(None, 2).meets(dating(1, None))


def test_a_place_is_borne_out_by_the_country_that_holds_it() -> None:
    assert is_borne_out(HOMS, HOMS)
    assert is_borne_out(HOMS, SYRIAN)
    assert not is_borne_out(SYRIAN, HOMS)
    assert not is_borne_out(HOMS, replace(SYRIAN, country="LBN"))
