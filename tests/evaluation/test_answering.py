"""Each adapter: gold and the rows of its texts in, the answers in the format of the set out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from evaluation import TASKS, Actor, Answerers, evaluate
from evaluation.gold import Span
from evaluation.mappings import Rule, entity_sets, event_sets, labels_of, relation_sets
from tests.evaluation.worked_examples import entity, identifier, mention, read_lines, reads, write_lines
from tests.rows import a
from transforms.extraction import Extraction
from transforms.tables import Document, Place, Quote, QuoteSpan, Relation, Report, ReportParticipant, Time, Toponym

TEXT = "Iranian troops shot dead a farmer near Basra on 8 July, Hassan Ali said."


@pytest.fixture
def answered(tmp_path: Path) -> Any:
    """Give what asks for the answer to one text, read into the given rows."""

    def ask(
        task: str, gold: dict[str, Any], rows: dict[str, Any], answerers: Answerers | None = None
    ) -> dict[str, Any]:
        path, out = write_lines(tmp_path / "gold.jsonl", {"id": "one", "text": TEXT, **gold}), tmp_path / "out.jsonl"
        evaluate(task, path, reads(rows), out, answerers=answerers)
        (answer,) = read_lines(out)
        assert answer.pop("id") == "one"
        return answer

    return ask


TROOPS = mention(TEXT, "Iranian troops", 1, kind="nominal", country="IRN", sector="MIL", entity_id="irn.mil")
FARMER = mention(TEXT, "a farmer", 2, kind="nominal", sector="CVL")
BASRA = mention(TEXT, "Basra", 3, country="IRQ", entity_id="place.basra")
HASSAN = mention(TEXT, "Hassan Ali", 4, entity_id="person.hassan-ali")
MENTIONS = (TROOPS, FARMER, BASRA, HASSAN)
ENTITIES = (
    entity("irn.mil", "military", "Armed forces of Iran"),
    entity("place.basra", "place", "Basra"),
    entity("person.hassan-ali", "person", "Hassan Ali"),
)


def shooting(**about: Any) -> Report:
    place = {"trigger_start": 15, "trigger_end": 24, "trigger": "shot dead", "sentence_id": identifier(0)}
    known = {"report_id": identifier(9), "event_type": "ASSAULT", "mode": "firearms", "factuality": "actual"}
    return a(Report, **(place | known | about))


def participant(role: str, number: int, **codes: str) -> ReportParticipant:
    about = {"mention_id": identifier(number), "report_id": identifier(9), "position": 0}
    return a(ReportParticipant, report_participant_id=identifier(number), role=role, **about, **codes)


ACTED = {
    "mentions": MENTIONS,
    "entities": ENTITIES,
    "reports": (shooting(),),
    "participants": (participant("actor", 1, country="IRN", sector="MIL"), participant("recipient", 2, sector="CVL")),
}


def test_entities_are_given_under_the_labels_of_the_set(answered: Any) -> None:
    time = a(Time, time_start=48, time_end=54, time="8 July", kind="DATE")
    rows = {"mentions": MENTIONS, "entities": ENTITIES, "times": (time,)}
    assert answered("entities", {"set": "re3d", "entities": []}, rows) == {
        "entities": [
            {"start": 0, "end": 14, "type": "Organisation"},
            {"start": 39, "end": 44, "type": "Location"},
            {"start": 48, "end": 54, "type": "Temporal"},
            {"start": 56, "end": 66, "type": "Person"},
        ]
    }
    assert answered("entities", {"set": "crossner_politics", "entities": []}, rows) == {
        "entities": [{"start": 39, "end": 44, "type": "location"}, {"start": 56, "end": 66, "type": "politician"}]
    }


def test_a_relation_is_given_between_its_mentions_unless_it_is_denied_or_derived(answered: Any) -> None:
    about = {"subject_id": "person.hassan-ali", "predicate": "leads", "object_id": "irn.mil", "factuality": "actual"}
    ends = {"subject_mention_id": identifier(4), "object_mention_id": identifier(1)}
    rows = (a(Relation, **about | ends), a(Relation, **about | ends | {"factuality": "denied"}), a(Relation, **about))
    expected = {"type": "InChargeOf", "head": {"start": 56, "end": 66}, "tail": {"start": 0, "end": 14}}
    told = answered("relations", {"set": "re3d", "relations": []}, {"mentions": MENTIONS, "relations": rows})
    assert told == {"relations": [expected]}


def test_an_event_is_given_with_both_sides(answered: Any) -> None:
    (event,) = answered("events", {"events": [{"event_type": "ASSAULT"}]}, ACTED)["events"]
    assert (event["event_type"], event["mode"], event["reciprocal"]) == ("ASSAULT", "firearms", False)
    assert event["source"] == [{"text": "Iranian troops", "start": 0, "end": 14, "country": "IRN", "sector": "MIL"}]
    assert event["target"] == [{"text": "a farmer", "start": 25, "end": 33, "sector": "CVL"}]


def test_a_denied_event_is_not_given(answered: Any) -> None:
    gold = {"events": [{"event_type": "ASSAULT"}]}
    assert answered("events", gold, ACTED | {"reports": (shooting(factuality="denied"),)}) == {"events": []}


def test_a_set_with_one_event_in_each_text_gets_the_first(answered: Any) -> None:
    gold = {"set": "plv", "events": [{"event_type": "ASSAULT"}]}
    rows = {"reports": (shooting(confidence=0.4), shooting(event_type="ACCUSE", confidence=0.8))}
    assert [event["event_type"] for event in answered("events", gold, rows)["events"]] == ["ASSAULT"]


@pytest.mark.parametrize(
    ("about", "label"),
    [
        ({}, ["ATTACK"]),
        ({"mode": "suicide-attack"}, ["SUIC_BOMB"]),
        ({"mode": "aerial"}, ["AIR_STRIKE"]),
        ({"event_type": "CONSULT", "mode": "visit"}, ["DIPLO"]),
        ({"factuality": "denied"}, []),
    ],
)
def test_a_class_follows_from_type_and_mode(about: dict[str, Any], label: list[str], answered: Any) -> None:
    rows = {"reports": (shooting(**about),)}
    assert answered("eventcls", {"set": "case21_task2", "labels": []}, rows) == {"labels": label}


def test_a_class_may_follow_from_the_sector_of_the_actor(answered: Any) -> None:
    sentences = [{"sent_id": 7, "text": TEXT[:55], "labels": []}, {"sent_id": 8, "text": TEXT[56:], "labels": []}]
    rows = ACTED | {"participants": (participant("actor", 1, sector="COP"),)}
    assert answered("eventcls", {"set": "india_police", "labels": [], "sentences": sentences}, rows) == {
        "labels": ["KILL", "FORCE", "ANY_ACTION"],
        "sentences": [{"sent_id": 7, "labels": ["KILL", "FORCE", "ANY_ACTION"]}, {"sent_id": 8, "labels": []}],
    }


def test_what_the_police_say_is_an_act_of_theirs(answered: Any) -> None:
    sentences = [{"sent_id": 7, "text": TEXT, "labels": []}]
    gold = {"set": "india_police", "labels": [], "sentences": sentences}
    said = a(Quote, cue_start=67, cue_end=71, cue="said", act="says", speaker_mention_id=identifier(4))
    officer = mention(TEXT, "Hassan Ali", 4, sector="COP")
    told = {"labels": ["ANY_ACTION"], "sentences": [{"sent_id": 7, "labels": ["ANY_ACTION"]}]}
    assert answered("eventcls", gold, {"mentions": (officer,), "quotes": (said,)}) == told
    nothing = {"labels": [], "sentences": [{"sent_id": 7, "labels": []}]}
    assert answered("eventcls", gold, {"mentions": (HASSAN,), "quotes": (said,)}) == nothing
    elsewhere = said.model_copy(update={"cue_start": len(TEXT) + 1})
    assert answered("eventcls", gold, {"mentions": (officer,), "quotes": (elsewhere,)}) == nothing


@pytest.mark.parametrize(("quote", "label"), [("responsibility for the raid", ["ATTRIB"]), ("the raid", ["ATTACK"])])
def test_a_claim_of_responsibility_goes_before_what_was_done(quote: str, label: list[str], answered: Any) -> None:
    claimed = a(Quote, cue_start=67, cue_end=71, cue="said", act="says", quote=quote)
    rows = {"reports": (shooting(),), "quotes": (claimed,)}
    assert answered("eventcls", {"set": "case21_task2", "labels": []}, rows) == {"labels": label}


@pytest.mark.parametrize(
    ("about", "label"),
    [
        ({"contexts": ["military"]}, ["DISR_WEAP"]),
        ({"contexts": ["military", "territory"]}, ["NON_STATE_ACTOR_OVERTAKES_TER"]),
        ({"contexts": ["military"], "confidence": 0.2}, ["DISR_WEAP"]),
        ({"contexts": ["military", "territory"], "confidence": 0.2}, []),
    ],
)
def test_a_rule_may_rule_out_contexts_and_be_content_with_less(
    about: dict[str, Any], label: list[str], tmp_path: Path
) -> None:
    text = "Seized: four rifles."
    event = shooting(event_type="COERCE", mode="seize", trigger="Seized", trigger_start=0, trigger_end=6, **about)
    gold = write_lines(tmp_path / "gold.jsonl", {"id": "one", "set": "case21_task2", "text": text, "labels": []})
    out = tmp_path / "out.jsonl"
    evaluate("eventcls", gold, reads({"reports": (event,)}), out)
    assert read_lines(out) == [{"id": "one", "labels": label}]


def test_an_event_is_given_under_the_types_and_roles_of_the_set(answered: Any) -> None:
    victim = {"start": 25, "end": 33, "role": "Victim"}
    attacker, target = {"start": 0, "end": 14, "role": "Attacker"}, {"start": 25, "end": 33, "role": "Target"}
    gold, trigger = {"set": "wikievents", "events": []}, {"start": 15, "end": 19}
    attack = {"event_type": "Conflict.Attack.Unspecified", "trigger": trigger, "args": [attacker, target]}
    shot = ACTED | {"reports": (shooting(trigger="shot", trigger_end=19),)}
    assert answered("evtargs", gold, shot) == {"events": [attack]}
    (event,) = answered("evtargs", gold, ACTED)["events"]
    assert event["event_type"] == "Life.Die.Unspecified"
    assert victim in event["args"]


def find_noun(document: Document, start: int, end: int) -> tuple[int, int]:
    return end - len(document.text[start:end].split()[-1]), end


def test_a_noun_phrase_is_given_by_its_noun_where_the_set_marks_no_more(answered: Any) -> None:
    gold = {"set": "wikievents", "events": []}
    (event,) = answered("evtargs", gold, ACTED, Answerers(head=find_noun))["events"]
    assert event["args"] == [
        {"start": 8, "end": 14, "role": "Killer"},
        {"start": 27, "end": 33, "role": "Victim"},
    ]


def test_a_template_is_filled_from_participants_and_words(answered: Any) -> None:
    text = TEXT.replace("a farmer near Basra", "Omar B with a bomb.")
    gold: dict[str, Any] = {"set": "muc4", "templates": [], "text": text}
    victim = mention(text, "Omar B", 2, entity_id="person.omar-b")
    rows = ACTED | {
        "mentions": (TROOPS, victim),
        "entities": (*ENTITIES, entity("person.omar-b", "person", "Omar B")),
        "participants": (participant("actor", 1), participant("recipient", 2)),
    }
    (template,) = answered("muc", gold, rows)["templates"]
    assert template == {
        "incident_type": "bombing",
        "PerpInd": [],
        "PerpOrg": [["Iranian troops"]],
        "Target": [],
        "Victim": [["Omar B"]],
        "Weapon": [["bomb"]],
    }


def test_a_template_has_no_victim_without_a_name(answered: Any) -> None:
    (template,) = answered("muc", {"set": "muc4", "templates": []}, ACTED)["templates"]
    assert (template["incident_type"], template["Victim"]) == ("attack", [])


def test_a_fight_between_the_armed_has_no_template(answered: Any) -> None:
    rows = ACTED | {"participants": (participant("actor", 1), participant("recipient", 2, sector="REB"))}
    assert answered("muc", {"set": "muc4", "templates": []}, rows) == {"templates": []}


def test_a_report_of_which_we_are_unsure_has_no_template_alone(answered: Any) -> None:
    rows = ACTED | {"reports": (shooting(confidence=0.3),)}
    assert answered("muc", {"set": "muc4", "templates": []}, rows) == {"templates": []}


PLACE = a(Place, place_id="99532", latitude=30.5, longitude=47.8, country="IRQ")


def find_basra(extraction: Extraction, spans: Sequence[Span]) -> list[Place | None]:
    return [PLACE if extraction.document.text[span.start : span.end] == "Basra" else None for span in spans]


def test_a_place_comes_from_the_answerer_and_its_country_else_from_the_mention(answered: Any) -> None:
    gold = {"toponyms": [{"start": 39, "end": 44}, {"start": 0, "end": 7}]}
    resolved = {"start": 39, "end": 44, "lat": 30.5, "lon": 47.8, "geonames_id": "99532", "country": "Iraq"}
    answerers = Answerers(places=find_basra, countries={"IRQ": "Iraq"})
    assert answered("geo-resolve", gold, ACTED, answerers)["toponyms"] == [
        resolved,
        {"start": 0, "end": 7, "country": "IRN"},
    ]
    assert answered("geo-resolve", gold, ACTED)["toponyms"][0] == {"start": 39, "end": 44, "country": "IRQ"}
    assert answered("geo-resolve", gold, {}) == {"toponyms": []}
    named = a(Toponym, toponym_start=39, toponym_end=44, toponym="Basra", place_id="99532")
    unknown = a(Toponym, toponym_start=0, toponym_end=7, toponym="Iranian")
    rows = {"toponyms": (named, unknown), "places": (PLACE,)}
    assert answered("geo-e2e", gold, rows, answerers) == {"toponyms": [resolved, {"start": 0, "end": 7}]}


def test_times_are_given_as_they_stand(answered: Any) -> None:
    time = a(Time, time_start=48, time_end=54, time="8 July", kind="DATE", value="2018-07-08")
    expected = {"start": 48, "end": 54, "type": "DATE", "value": "2018-07-08"}
    assert answered("times", {"timexes": []}, {"times": (time,)}) == {"timexes": [expected]}


def test_a_quote_has_its_pieces_and_the_words_for_its_speaker(answered: Any) -> None:
    outer = a(Quote, quote_id=identifier(7), kind="indirect", speaker_start=56, speaker_end=66, speaker="Hassan Ali")
    inner = a(Quote, quote_id=identifier(8), within_id=identifier(7))
    nobody = a(Quote, quote_id=identifier(9), kind="mixed")
    spans = tuple(
        a(QuoteSpan, quote_span_id=identifier(index), quote_id=identifier(quote), span_start=start, span_end=end)
        for index, (quote, start, end) in enumerate([(7, 0, 20), (7, 30, 54), (8, 3, 9), (9, 4, 8)])
    )
    rows = {"quotes": (outer, inner, nobody), "quote_spans": spans}
    assert answered("quotes", {"quotes": []}, rows)["quotes"] == [
        {"content": [[0, 20], [30, 54]], "source": [[56, 66]], "direct": "indirect"},
        {"content": [[4, 8]], "source": [], "direct": "mixed"},
    ]


def test_a_link_is_the_canonical_name_of_the_best_mention(answered: Any) -> None:
    gold = {"entities": [{"start": 56, "end": 66}, {"start": 16, "end": 20}]}
    hassan = {"start": 56, "end": 66, "wiki": "Hassan Ali"}
    assert answered("links", gold, ACTED) == {"entities": [hassan]}
    named = Answerers(names={"person.hassan-ali": "Hassan Ali (spokesman)"})
    assert answered("links", gold, ACTED, named) == {"entities": [hassan | {"wiki": "Hassan Ali (spokesman)"}]}


def test_an_actor_has_what_its_mention_carries_and_what_the_answerer_adds(answered: Any) -> None:
    gold = {"mention": "Hassan Ali", "query_date": "Today"}
    assert answered("actors", gold, ACTED) == {"wiki": "Hassan Ali"}
    answerers = Answerers(actor=lambda document, start, end: Actor(country="IRQ", sector="GOV", name="unused"))
    assert answered("actors", gold, ACTED, answerers) == {"country": "IRQ", "sector": "GOV", "wiki": "Hassan Ali"}
    assert answered("actors", {"mention": "a farmer", "start": 25, "end": 33}, ACTED) == {"sector": "CVL"}


def test_documents_and_events_are_clustered_by_the_stages_that_do_so(answered: Any) -> None:
    assert answered("clusters", {"cluster": None}, {}) == {}
    answerers = Answerers(
        stories=lambda extractions: {extraction.document.document_id: "a story" for extraction in extractions},
        events=lambda extractions: {
            report.report_id: "it" for extraction in extractions for report in extraction.reports
        },
    )
    assert answered("clusters", {"cluster": None}, {}, answerers) == {"cluster": "a story"}
    shot, said = {"start": 15, "end": 24, "kind": "event"}, {"start": 67, "end": 71, "kind": "event"}
    troops = {"start": 0, "end": 14, "kind": "entity"}
    gold = {"mentions": [shot, said, troops]}
    expected = {"mentions": [shot | {"cluster": "it"}, troops | {"cluster": "irn.mil"}]}
    assert answered("coref", gold, ACTED, answerers) == expected
    assert answered("coref", gold, ACTED) == {"mentions": expected["mentions"][1:]}


def test_all_texts_of_a_set_are_read_in_one_call(tmp_path: Path) -> None:
    calls = []
    lines = [{"id": str(number), "text": TEXT, "timexes": [], "date": "2018-07-09"} for number in range(3)]
    gold = write_lines(tmp_path / "gold.jsonl", *lines)

    def extract(documents: Any) -> Any:
        calls.append([str(document.published_first_on) for document in documents])
        return reads({}, {})(documents[:2])  # the pipeline may refuse a text

    assert evaluate("times", gold, extract, limit=3).items == 3
    assert calls == [["2018-07-09"] * 3]


def test_the_mappings_are_what_their_shapes_say() -> None:
    assert {labels.mentions for labels in entity_sets().sets.values()}
    assert event_sets().classes.penta["AID"] == 2
    assert "default" in relation_sets().sets


# Modes of PLOVER 2.0.
MODES = {
    *(
        "visit",
        "third-party",
        "multilateral",
        "phone",
        "withdraw",
        "release",
        "disarm",
        "ceasefire",
        "access",
        "resign",
    ),
    *("assist", "change", "yield", "meet", "disapprove", "investigate", "allege", "restrict", "arrest", "relations"),
    *("expel", "territory", "violence", "demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    *("convict", "discontinue", "troops", "weapons", "police", "militia", "seize", "censor", "curfew", "martial-law"),
    *("deport", "withhold", "misinformation", "cyber", "abduct", "beat", "torture", "sexual", "targeted", "destroy"),
    *("primitive", "firearms", "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control"),
    "unconventional",
}


@pytest.mark.parametrize("set_name", ["case21_task2", "india_police", "wikievents", "rams", "muc4"])
def test_a_mapping_asks_for_modes_that_exist(set_name: str) -> None:
    labels = labels_of(set_name)
    assert {mode for rule in labels.rules for mode in rule.modes} <= MODES


def test_a_rule_that_asks_nothing_of_an_event_is_refused() -> None:
    with pytest.raises(ValueError, match="asks nothing of an event"):
        Rule(label="ARREST", sentence=("were arrested",))
    with pytest.raises(ValueError, match="asks nothing of an event"):
        Rule(label="ATTRIB", said=("responsible",))


def test_a_rule_that_asks_for_an_event_and_a_statement_is_refused() -> None:
    with pytest.raises(ValueError, match="write two rules"):
        Rule(label="ARREST", modes=("arrest",), speakers=("COP",))


def test_every_task_is_there() -> None:
    assert " ".join(TASKS) == (
        "entities relations events eventcls evtargs muc geo-resolve geo-e2e times quotes links actors clusters coref"
    )
