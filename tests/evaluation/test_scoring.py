"""Each scorer on a case small enough to count by hand: what is right, what is answered, what the gold has."""

from pathlib import Path
from typing import Any

import pytest

from evaluation import Evaluation, Options, Rates, score
from tests.evaluation.worked_examples import figure, rates, write_lines

TEXT = "Iran and Iraq met in Oman on 8 July, he said."


@pytest.fixture
def scored(tmp_path: Path) -> Any:
    """Give a scorer of answers, in the order of the gold; a text may have no line of answers."""

    def by_hand(task: str, gold: Any, answers: Any, **options: Any) -> Evaluation:
        items = [{"id": str(index), "text": TEXT, **fields} for index, fields in enumerate(gold)]
        lines = [{"id": str(index), **fields} for index, fields in enumerate(answers) if fields is not None]
        gold_path = write_lines(tmp_path / "gold.jsonl", *items)
        return score(task, gold_path, write_lines(tmp_path / "out.jsonl", *lines), options=Options(**options), errors=9)

    return by_hand


def span(start: int, end: int, **fields: Any) -> dict[str, Any]:
    return {"start": start, "end": end, **fields}


IRAN, IRAQ, OMAN, DAY = span(0, 4), span(9, 13), span(21, 25), span(29, 35)


def test_an_entity_needs_its_span_and_its_type(scored: Any) -> None:
    gold = [{"entities": [IRAN | {"type": "GPE"}, IRAQ | {"type": "GPE"}, OMAN | {"type": "LOC"}]}]
    found = [IRAN | {"type": "GPE"}, span(9, 17, type="GPE"), OMAN | {"type": "ORG"}]
    evaluation = scored("entities", gold, [{"entities": found}])
    assert rates(evaluation, "exact span+type") == (1, 3, 3)
    assert rates(evaluation, "overlap span+type") == (2, 3, 3)
    assert rates(evaluation, "exact span, untyped") == (2, 3, 3)
    assert [mistake.kind for mistake in evaluation.mistakes] == ["missed", "missed", "spurious", "spurious"]
    assert evaluation.mistakes[0].detail == "GPE 'Iraq'"


def test_coarse_types_make_labels_of_two_sets_comparable(scored: Any) -> None:
    gold, found = [{"entities": [IRAN | {"type": "country"}]}], [{"entities": [IRAN | {"type": "GPE"}]}]
    assert rates(scored("entities", gold, found), "exact span+type") == (0, 1, 1)
    assert rates(scored("entities", gold, found, coarse=True), "exact span+type") == (1, 1, 1)


@pytest.mark.parametrize(
    ("doubt", "options"),
    [
        ({"named": False}, {"named": True}),
        ({"confidence": 0.2}, {"min_confidence": 0.5}),
        ({"type": "LOC"}, {"types": ("GPE",)}),
    ],
)
def test_gold_that_is_not_asked_counts_neither_when_found_nor_when_missed(
    doubt: dict[str, Any], options: dict[str, Any], scored: Any
) -> None:
    sure = IRAN | {"type": "GPE", "confidence": 1}
    gold = [{"entities": [sure, OMAN | {"type": "GPE"} | doubt]}]
    found = [{"entities": [IRAN | {"type": "GPE"}, span(20, 25, type="GPE")]}]
    assert rates(scored("entities", gold, found), "exact span+type") == (1, 2, 2)
    assert rates(scored("entities", gold, found, **options), "exact span+type") == (1, 1, 1)


def test_a_span_with_two_types_counts_under_the_primary_one(scored: Any) -> None:
    gold = [{"entities": [IRAN | {"type": "LOC"}, IRAN | {"type": "ORG", "primary": True}]}]
    evaluation = scored("entities", gold, [{"entities": [IRAN | {"type": "LOC"}]}])
    measure = evaluation["exact span+type"]
    assert isinstance(measure, Rates)
    assert {label: rate.f1 for label, rate in measure.by_label.items()} == {"ORG": 1.0}


def test_a_relation_the_wrong_way_round_is_still_a_pair(scored: Any) -> None:
    gold = [{"relations": [{"type": "backs", "head": IRAN, "tail": IRAQ}]}]
    found = [{"relations": [{"type": "backs", "head": IRAQ, "tail": IRAN}]}]
    evaluation = scored("relations", gold, found)
    assert rates(evaluation, "exact spans+type") == (0, 1, 1)
    assert rates(evaluation, "pair only (overlap, undirected)") == (1, 1, 1)


def party(country: str, sector: str, **index: int) -> dict[str, Any]:
    return {"country": country, "sector": sector, **index}


def test_an_event_is_right_by_parts(scored: Any) -> None:
    source, target = party("IRN", "GOV", **IRAN), party("IRQ", "MIL", **IRAQ)
    gold = [{"events": [{"event_type": "YIELD", "source": [source], "target": [target]}]}]
    found = {"event_type": "RETREAT", "source": [source], "target": [target | {"sector": "GOV", "start": 10}]}
    evaluation = scored("events", gold, [{"events": [found, {"event_type": "AID"}]}])
    assert rates(evaluation, "type") == (1, 2, 1)
    assert rates(evaluation, "type+both countries") == (1, 2, 1)
    assert rates(evaluation, "type+both country&sector") == (0, 2, 1)
    assert rates(evaluation, "target phrase IoU>=.5") == (1, 2, 1)
    assert rates(evaluation, "quad/penta class") == (1, 2, 1)


def test_in_a_reciprocal_event_it_does_not_matter_who_is_named_first(scored: Any) -> None:
    one, other = party("IRN", "GOV"), party("IRQ", "GOV")
    gold = [{"events": [{"event_type": "CONSULT", "source": [one], "target": [other], "reciprocal": True}]}]
    evaluation = scored("events", gold, [{"events": [{"event_type": "CONSULT", "source": [other, one]}]}])
    assert rates(evaluation, "type+both countries") == (1, 1, 1)


def test_an_event_that_has_no_code_pardons_one_answer(scored: Any) -> None:
    gold = [{"events": [{"event_type": None}]}, {"events": [{"event_type": "AID"}]}, {"events": []}]
    evaluation = scored("events", gold, [{"events": [{"event_type": "AID"}, {"event_type": "AID"}]}, None, None])
    assert rates(evaluation, "type") == (0, 1, 1)
    assert figure(evaluation, "docs: gold event / pred event / both") == "1/1/0"
    assert figure(evaluation, "no-event docs kept empty") == "1/1"


def test_labels_of_texts_and_of_sentences(scored: Any) -> None:
    sentences = [{"sent_id": 0, "labels": ["KILL"]}, {"sent_id": 1, "labels": []}]
    gold = [{"labels": ["KILL"], "sentences": sentences}, {"labels": []}]
    found = [{"labels": ["KILL", "FAIL"], "sentences": [{"sent_id": 1, "labels": ["KILL"]}]}, None]
    evaluation = scored("eventcls", gold, found)
    assert rates(evaluation, "labels (micro)") == (1, 2, 1)
    assert figure(evaluation, "macro F1") == 1.0
    assert figure(evaluation, "exact-set accuracy") == 0.5
    assert rates(evaluation, "sentence labels (micro)") == (0, 1, 1)


def test_an_argument_may_be_any_mention_of_its_entity(scored: Any) -> None:
    trigger = span(14, 17)
    entities = [IRAN | {"cluster": 1}, OMAN | {"cluster": 1}]
    argument = IRAN | {"role": "Participant", "cluster": 1}
    event = {"event_type": "Contact.Contact.Meet", "trigger": trigger, "args": [argument]}
    found = {"event_type": "Contact.Contact.Meet", "trigger": trigger, "args": [OMAN | {"role": "Participant"}]}
    evaluation = scored("evtargs", [{"entities": entities, "events": [event]}], [{"events": [found]}])
    assert rates(evaluation, "trigger span+type") == (1, 1, 1)
    assert rates(evaluation, "arg span+role") == (0, 1, 1)
    assert rates(evaluation, "arg span+role (coref-lenient)") == (1, 1, 1)


def test_a_trigger_of_the_wrong_subtype_has_the_right_top_type(scored: Any) -> None:
    gold = {"event_type": "conflict.attack.bombing", "trigger": span(14, 17)}
    found = {"event_type": "Conflict.Demonstrate", "trigger": span(15, 17)}
    evaluation = scored("evtargs", [{"events": [gold]}], [{"events": [found]}])
    assert rates(evaluation, "trigger span+type") == (0, 1, 1)
    assert rates(evaluation, "trigger overlap + top-level type") == (1, 1, 1)


def test_a_template_counts_its_fillers_by_any_of_their_names(scored: Any) -> None:
    gold = {"incident_type": "bombing / attack", "PerpOrg": [["fmln", "the front"]], "Weapon": [["bomb"]]}
    found = {"incident_type": "attack", "PerpOrg": ["front"], "Weapon": [["car bomb"], ["rifle"]]}
    other = {"incident_type": "arson", "Victim": [["a guard"]]}
    evaluation = scored("muc", [{"templates": [gold]}, {"templates": []}], [{"templates": [found, other]}, None])
    assert rates(evaluation, "document relevance") == (1, 1, 1)
    assert rates(evaluation, "incident type (templates)") == (1, 2, 1)
    assert rates(evaluation, "role fillers (doc level)") == (2, 4, 2)
    assert rates(evaluation, "role fillers in typed template") == (2, 4, 2)


MUSCAT = {"lat": 23.58, "lon": 58.38, "geonames_id": "287286", "country": "Oman"}


def test_a_place_is_right_when_it_is_near_or_the_same(scored: Any) -> None:
    gold = [{"toponyms": [IRAN | MUSCAT, IRAQ | MUSCAT, OMAN | MUSCAT, DAY | {"lat": None, "lon": None}]}]
    # One degree of latitude is 111 km.
    near, same = IRAN | MUSCAT | {"lat": 24.58, "geonames_id": 1}, IRAQ | MUSCAT | {"lat": 33.58, "country": "IRAN"}
    evaluation = scored("geo-resolve", gold, [{"toponyms": [near, same]}])
    assert figure(evaluation, "gold toponyms") == 3
    assert figure(evaluation, "resolved") == pytest.approx(2 / 3)
    assert figure(evaluation, "acc@161km (all gold)") == pytest.approx(1 / 3)
    assert figure(evaluation, "acc@161km (resolved only)") == 0.5
    assert figure(evaluation, "mean error km (resolved)") == pytest.approx((111.195 + 1111.95) / 2, rel=1e-4)
    assert figure(evaluation, "acc@161km or same geonames id") == pytest.approx(2 / 3)
    assert figure(evaluation, "country accuracy") == pytest.approx(1 / 3)
    assert figure(scored("geo-resolve", gold, [{"toponyms": [near, same]}], km=20), "acc@20km (all gold)") == 0.0


def test_a_found_toponym_needs_its_span_and_its_point(scored: Any) -> None:
    gold = [{"toponyms": [IRAN | MUSCAT, OMAN | MUSCAT, DAY | MUSCAT | {"toponym_type": "Non_Toponym"}]}]
    found = [IRAN, span(20, 25, **MUSCAT), DAY, IRAQ]
    evaluation = scored("geo-e2e", gold, [{"toponyms": found}])
    assert rates(evaluation, "mention exact") == (1, 3, 2)
    assert rates(evaluation, "mention overlap") == (2, 3, 2)
    assert rates(evaluation, "mention overlap and <=161km|same id") == (1, 3, 2)


def test_a_time_is_right_by_span_type_and_value(scored: Any) -> None:
    gold = [
        {"timexes": [DAY | {"type": "DATE", "value": "2018-07-08"}, span(40, 44, type="DATE", value="x", dct=True)]}
    ]
    found = [span(27, 35, type="TIME", value="2018-07-08T00:00"), span(41, 43, type="DATE", value="2001-01-01")]
    evaluation = scored("times", gold, [{"timexes": found}])
    assert rates(evaluation, "span exact") == (0, 1, 1)
    assert rates(evaluation, "span relaxed") == (1, 1, 1)
    assert rates(evaluation, "relaxed span + type") == (0, 1, 1)
    assert rates(evaluation, "relaxed span + value (TE3)") == (0, 1, 1)
    assert rates(evaluation, "calendar-day values") == (1, 1, 1)


def test_a_quote_is_right_by_content_and_speaker(scored: Any) -> None:
    direct = {"content": [[0, 10]], "source": [[37, 39]], "direct": "direct"}
    indirect = {"content": [[14, 35]], "source": [[37, 39]], "direct": "indirect"}
    found = [{"content": [[0, 8]], "source": [[36, 39]]}, {"content": [[14, 35]], "source": [[0, 4]]}]
    evaluation = scored("quotes", [{"quotes": [direct, indirect]}], [{"quotes": found}])
    assert rates(evaluation, "content exact") == (1, 2, 2)
    assert rates(evaluation, "content IoU>=0.5") == (2, 2, 2)
    assert rates(evaluation, "content IoU>=0.5 + speaker overlap") == (1, 2, 2)
    assert rates(evaluation, "content IoU>=0.5 + speaker exact") == (0, 2, 2)
    assert rates(evaluation, "content characters") == (29, 29, 31)
    direct_alone = scored("quotes", [{"quotes": [direct, indirect]}], [{"quotes": found}], kinds=("direct",))
    assert rates(direct_alone, "content IoU>=0.5") == (1, 1, 1)
    assert rates(direct_alone, "content characters") == (8, 8, 10)


def test_a_link_is_right_by_its_page_however_it_is_written(scored: Any) -> None:
    gold = [{"entities": [IRAN | {"wiki": "Iran"}, OMAN | {"wiki": "Oman"}, IRAQ | {"wiki": None}]}]
    found = [IRAN | {"wiki": "https://en.wikipedia.org/wiki/IRAN"}, span(20, 25, wiki="Oman"), IRAQ | {"wiki": "Iraq"}]
    evaluation = scored("links", gold, [{"entities": found}])
    assert rates(evaluation, "overlap mention + same page") == (2, 2, 2)
    assert figure(evaluation, "accuracy given gold spans") == 0.5


def test_an_actor_is_asked_only_what_the_gold_asserts(scored: Any) -> None:
    gold = [
        {"mention": "Iran", "country": "IRN", "sector": "GOV", "wiki": None},
        {"mention": "Iraq", "country": "IRQ", "sector": "", "wiki": "Iraq"},
    ]
    evaluation = scored("actors", gold, [{"country": "IRN", "sector": "MIL", "wiki": "x"}, {"country": "IRN"}])
    assert figure(evaluation, "country accuracy") == 0.5
    assert figure(evaluation, "country answered/asked") == "2/2"
    assert figure(evaluation, "sector accuracy") == 0.0
    assert figure(evaluation, "wiki answered/asked") == "0/1"
    assert figure(evaluation, "country+sector accuracy") == 0.0
    assert evaluation.mistakes[0].detail == "'Iran': sector MIL not GOV"


def test_two_clusterings_of_documents(scored: Any) -> None:
    # Gold a a a b; found x x y y: one pair of two is kept, one of two is right, one of three is found.
    gold = [{"cluster": cluster} for cluster in "aaab"]
    evaluation = scored("clusters", gold, [{"cluster": cluster} for cluster in "xxyy"])
    assert rates(evaluation, "pairwise") == (1, 2, 3)
    b_cubed, muc, lea = (evaluation[name] for name in ("B-cubed", "MUC", "LEA"))
    assert isinstance(b_cubed, Rates)
    assert isinstance(muc, Rates)
    assert isinstance(lea, Rates)
    assert (b_cubed.precision, b_cubed.recall) == pytest.approx((3 / 4, 8 / 12))
    assert (muc.precision, muc.recall) == (0.5, 0.5)
    assert (lea.precision, lea.recall) == pytest.approx((2 / 4, (3 * 1 / 3 + 0) / 4))


def test_documents_without_a_story_stand_alone(scored: Any) -> None:
    evaluation = scored("clusters", [{"cluster": None}, {"cluster": None}], [None, {"cluster": None}])
    assert rates(evaluation, "pairwise") == (0, 0, 0)
    b_cubed = evaluation["B-cubed"]
    assert isinstance(b_cubed, Rates)
    assert b_cubed.f1 == 1.0


def test_mentions_of_one_thing_are_clustered_across_documents(scored: Any) -> None:
    event = span(14, 17, kind="event", cluster="met")
    gold = [
        {"mentions": [event, IRAN | {"kind": "entity", "cluster": "i"}]},
        {"mentions": [event]},
        {"mentions": [event]},
    ]
    found = [{"mentions": [event | {"cluster": 1}]}, {"mentions": [event | {"cluster": 1}]}, {"mentions": []}]
    evaluation = scored("coref", gold, found)
    assert figure(evaluation, "gold mentions / unanswered") == "3/1"
    assert rates(evaluation, "pairwise") == (1, 1, 3)
    assert figure(scored("coref", gold, found, coreference="entity"), "gold mentions / unanswered") == "1/1"
