"""The ontology as data: the types and figures of PLOVER v2.0, patterns that can be told apart, examples that hold."""

from itertools import combinations
from pathlib import Path

import pytest

from tests.finding import each
from transforms.ontology import (
    CONTEXT_CUES,
    CROSSWALK,
    FOLDER,
    TriggerPattern,
    load_crosswalk,
    load_ontology,
    read_type,
)
from transforms.ontology.word_classes import WORD_CLASSES
from transforms.own_knowledge import KnowledgeInvalid
from transforms.tables import CONTEXTS, EVENT_TYPES

TYPE = """
event_type: REJECT
cameo_root: "12"
quad_class: 3
score: -2
recipient: optional
definition: An actor refuses.
modes:
  meet: {score: -2, definition: Refuses to meet.}
triggers:
  - {lemma: cancel, object: [talk], mode: meet}
examples:
  - {text: Ankara cancelled talks., trigger: cancelled talks, actor: Ankara, mode: meet}
near_misses:
  - {text: Ankara cancelled its aid., event_type: SANCTION}
"""

MODES: dict[str, dict[str, float | None]] = {
    "AGREE": {},
    "CONSULT": {"visit": 4, "third-party": 1, "multilateral": 4, "phone": 1.5},
    "SUPPORT": {},
    "CONCEDE": {},
    "COOPERATE": {},
    "AID": {},
    "RETREAT": {"withdraw": 8, "release": 6.5, "disarm": 10, "ceasefire": 7.5, "access": 6.5, "resign": 4.5},
    "REQUEST": {"assist": 0.5, "change": -1, "yield": -1, "meet": 0},
    "ACCUSE": {"disapprove": -2, "investigate": -3.5, "allege": -3.5},
    "REJECT": {"assist": -1.5, "change": -2, "yield": -2, "meet": -2},
    "THREATEN": {
        "restrict": -3,
        "arrest": -3.5,
        "relations": -3.5,
        "expel": -3.5,
        "territory": -4,
        "violence": -3.5,
    },
    "PROTEST": {
        "demo": -5,
        "riot": -7,
        "strike": -5,
        "hunger": -4.5,
        "boycott": -4.5,
        "obstruct": -4.5,
        "vandalize": None,
    },
    "SANCTION": {"convict": -6, "expel": -5.5, "withdraw": -6, "discontinue": -6},
    "MOBILIZE": {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6},
    "COERCE": {
        "seize": -7,
        "restrict": -7,
        "censor": -6.5,
        "curfew": -6.5,
        "martial-law": -7.5,
        "arrest": -7,
        "deport": -7,
        "withhold": -7,
        "misinformation": -6.5,
        "cyber": -7,
    },
    "ASSAULT": {
        "abduct": -8.5,
        "beat": -7.5,
        "torture": -8.5,
        "sexual": -8.5,
        "targeted": -9.5,
        "destroy": -8.5,
        "primitive": -8,
        "firearms": -9,
        "explosives": -9,
        "suicide-attack": -9.5,
        "aerial": -9.5,
        "drone": -9.5,
        "heavy-weapons": -9.5,
        "crowd-control": -7.5,
        "unconventional": -10,
    },
}

SCORES = {
    "AGREE": 2.5,
    "CONSULT": 2.5,
    "SUPPORT": 5,
    "CONCEDE": 4.5,
    "COOPERATE": 9.5,
    "AID": 10,
    "RETREAT": 6.5,
    "REQUEST": 0,
    "ACCUSE": -3,
    "REJECT": -2,
    "THREATEN": -3.5,
    "PROTEST": -5,
    "SANCTION": -6,
    "MOBILIZE": -5.5,
    "COERCE": -7,
    "ASSAULT": -9,
}

QUAD_CLASSES = {
    1: {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    2: {"COOPERATE", "AID", "RETREAT"},
    3: {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
    4: {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
}

# The tests have no lemmatiser: stems are compared, and the irregular forms of the examples are named.
FORMS = """met:meet held:hold sent:send given:give gave:give struck:strike fought:fight beat:beat broke:break took:take
sought:seek sued:sue laid:lay quit:quit went:go found:find sold:sell bought:buy lent:lend withdrew:withdraw set:set
put:put cut:cut hit:hit flew:fly brought:bring"""
IRREGULAR = {form: lemma for form, _, lemma in (pair.partition(":") for pair in FORMS.split())}

EXAMPLES = [(name, example) for name, kind in load_ontology().types.items() for example in kind.examples]


def test_there_is_one_file_for_each_event_type() -> None:
    assert tuple(load_ontology().types) == EVENT_TYPES
    others = {CROSSWALK, CONTEXT_CUES, WORD_CLASSES.name}
    files = {path.stem.upper() for path in FOLDER.glob("*.yaml") if path.name not in others}
    assert files == set(EVENT_TYPES)


def test_modes_and_their_scores_are_those_of_the_manual() -> None:
    found = {
        name: {mode: entry.score for mode, entry in kind.modes.items()} for name, kind in load_ontology().types.items()
    }
    assert found.keys() == MODES.keys()
    for name, modes in MODES.items():  # a mode of ours may stand beside them
        assert modes.items() <= found[name].items(), name


def test_scores_and_quad_classes_of_the_types_are_those_of_the_manual() -> None:
    ontology = load_ontology()
    assert {name: kind.score for name, kind in ontology.types.items()} == SCORES
    for quad_class, names in QUAD_CLASSES.items():
        assert {name for name in EVENT_TYPES if ontology.quad_class(name) == quad_class} == names


def test_three_types_require_a_recipient() -> None:
    types = load_ontology().types.values()
    assert {kind.event_type for kind in types if kind.is_recipient_required} == {"COOPERATE", "AID", "SANCTION"}


def test_a_mode_without_a_score_takes_that_of_its_type() -> None:
    ontology = load_ontology()
    assert ontology.score_of("PROTEST", "vandalize") == -5
    assert ontology.score_of("PROTEST", None) == -5
    assert ontology.score_of("PROTEST", "riot") == -7
    assert ontology.score_of("CONSULT", "phone") == 1.5


def test_the_cameo_root_follows_the_mode_where_a_type_joins_several() -> None:
    ontology = load_ontology()
    assert ontology.cameo_root("ACCUSE") == "11"
    assert ontology.cameo_root("ACCUSE", "investigate") == "09"
    assert ontology.cameo_root("ASSAULT", "aerial") == "19"
    assert ontology.cameo_root("ASSAULT", "unconventional") == "20"
    assert ontology.cameo_root("CONCEDE") == ontology.cameo_root("RETREAT") == "08"


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_each_type_has_patterns_examples_and_near_misses_enough(event_type: str) -> None:
    kind = load_ontology().types[event_type]
    assert len(kind.patterns) >= 40
    assert len(kind.examples) >= 12
    assert len(kind.near_misses) >= 8


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_each_mode_has_an_example_and_a_pattern_or_words_that_select_it(event_type: str) -> None:
    kind = load_ontology().types[event_type]
    exemplified = {example.mode for example in kind.examples}
    reachable = {pattern.mode for pattern in kind.patterns} | {
        name for name, mode in kind.modes.items() if mode.content
    }
    assert set(kind.modes) <= exemplified
    assert set(kind.modes) <= reachable


def test_the_words_of_an_example_occur_in_its_text() -> None:
    missing = [
        (name, example.text, words)
        for name, example in EXAMPLES
        for words in (example.trigger, *example.actor, *example.recipient)
        if words not in example.text
    ]
    assert missing == []


def test_a_trigger_of_an_example_holds_the_word_of_a_pattern() -> None:
    lost = []
    for name, example in EXAMPLES:
        # A future deed of cooperation is AGREE by the words of the deed.
        names = ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID") if example.factuality == "planned" else (name,)
        patterns = [pattern for each in names for pattern in load_ontology().types[each].patterns]
        words = {IRREGULAR.get(word, word) for word in example.trigger.lower().replace(",", "").split()}
        if not any(_share_stem(word, pattern.lemma) for word in words for pattern in patterns):
            lost.append((name, example.trigger))
    assert lost == []


def _share_stem(form: str, lemma: str) -> bool:
    stem = lemma[: max(3, len(lemma) - 1)]
    return form == lemma or (form.startswith(stem) and len(form) <= len(lemma) + 4)


def test_no_example_is_the_near_miss_of_its_own_type() -> None:
    for name, kind in each(load_ontology().types.items()):
        assert [miss.text for miss in kind.near_misses if miss.event_type == name] == []
        assert {miss.text for miss in kind.near_misses}.isdisjoint(example.text for example in kind.examples)


def test_every_text_stands_once() -> None:
    kinds = load_ontology().types.values()
    texts = [example.text for kind in kinds for example in kind.examples]
    texts += [miss.text for kind in kinds for miss in kind.near_misses]
    assert sorted({text for text in texts if texts.count(text) > 1}) == []


def test_no_two_patterns_of_different_types_are_indistinguishable() -> None:
    alike = [
        (one.rule, other.rule)
        for patterns in load_ontology().patterns_by_lemma.values()
        for one, other in combinations(patterns, 2)
        if one.event_type != other.event_type and _may_both_speak(one, other)
    ]
    assert alike == []


def _may_both_speak(pattern: TriggerPattern, other: TriggerPattern) -> bool:
    """Return whether some token could satisfy both patterns and neither has precedence."""
    if (pattern.words, pattern.pos, pattern.particle) != (other.words, other.pos, other.particle):
        return False
    fields = ("objects", "subjects", "complements", "contents", "modifiers")
    for field in fields:
        wanted, rival = getattr(pattern, field), getattr(other, field)
        if wanted and rival and not wanted & rival:
            return False
    for wanted, refused in (("objects", "not_objects"), ("subjects", "not_subjects"), ("modifiers", "not_modifiers")):
        for asker, refuser in ((pattern, other), (other, pattern)):
            if getattr(asker, wanted) and getattr(asker, wanted) <= getattr(refuser, refused):
                return False
    # The same conditions on overlapping words would leave the weaker pattern only what the stronger one leaves over.
    return pattern.conditions == other.conditions or pattern.precedence == other.precedence


def test_rules_are_unique_and_tell_the_type() -> None:
    patterns = [pattern for kind in load_ontology().types.values() for pattern in kind.patterns]
    assert len({pattern.rule for pattern in patterns}) == len(patterns)
    assert all(pattern.rule.startswith(pattern.event_type + ":") for pattern in each(patterns))


def test_patterns_by_lemma_holds_every_pattern_and_the_most_specific_first() -> None:
    ontology = load_ontology()
    assert sum(len(patterns) for patterns in ontology.patterns_by_lemma.values()) == sum(
        len(kind.patterns) for kind in ontology.types.values()
    )
    for patterns in each(ontology.patterns_by_lemma.values()):
        assert [pattern.precedence for pattern in patterns] == sorted(
            (pattern.precedence for pattern in patterns), reverse=True
        )
    launch = [pattern.rule for pattern in ontology.patterns_by_lemma["launch"] if pattern.event_type == "ASSAULT"]
    assert "ASSAULT:launch+attack" in launch


def test_lemmas_are_in_lower_case_and_of_one_word() -> None:
    for pattern in each(pattern for kind in load_ontology().types.values() for pattern in kind.patterns):
        for word in each(pattern.words):
            assert word == word.lower().strip()
            assert " " not in word


def test_no_word_of_the_files_was_read_as_true_or_false() -> None:
    calls = [pattern for pattern in load_ontology().patterns_by_lemma["call"] if pattern.event_type == "REQUEST"]
    assert any("on" in pattern.complements for pattern in calls)


def test_the_crosswalk_names_only_modes_and_contexts_of_the_manual() -> None:
    types = load_ontology().types
    crossings = load_crosswalk()
    assert len(crossings) > 250
    for code, crossing in each(crossings.items()):
        assert crossing.mode is None or crossing.mode in types[crossing.event_type].modes, code
        assert set(crossing.contexts) <= set(CONTEXTS), code


def test_the_crosswalk_has_no_statements_and_every_other_root() -> None:
    roots = {code[:2] for code in load_crosswalk()}
    assert roots == {f"{root:02d}" for root in range(3, 21)}


def test_defects_of_the_published_crosswalk_are_repaired_and_noted() -> None:
    crosswalk = load_crosswalk()
    found = {code: (crossing.event_type, crossing.mode) for code, crossing in crosswalk.items()}
    assert found["0842"] == ("RETREAT", "release")
    assert found["085"] == ("RETREAT", None)
    assert found["1322"] == ("THREATEN", "restrict")
    assert found["1722"] == ("COERCE", "restrict")
    assert found["163"] == ("SANCTION", "discontinue")
    assert found["186"] == ("ASSAULT", "targeted")
    assert found["195"] == ("ASSAULT", "aerial")
    assert found["1712"] == ("ASSAULT", "destroy")
    assert crosswalk["175"].contexts == ("pro_autocracy", "military")
    assert crosswalk["203"].contexts == ("religion_ethnicity",)
    assert crosswalk["0333"].contexts == ("human_security",)
    for code in ("0842", "085", "1322", "1722", "163", "186", "195", "1712", "175", "203", "0333", "0874", "0356"):
        assert crosswalk[code].repair, code


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("recipient: optional", "recipent: optional", "recipent"),
        ("lemma: cancel,", "lemma: cancel, objekt: [x],", "'cancel': objekt"),
        ("object: [talk], mode: meet", "object: [talk], mode: meat", "cancel: mode 'meat' is unknown; REJECT has meet"),
        ("object: [talk],", "object: [talk], contexts: [weather],", "'weather' is not one of"),
        ("object: [talk],", "object: [talk], recipient: [whence],", "slot 'whence' is unknown"),
        ("object: [talk],", "object: [$talk],", "class $talk is unknown; use one of $disasters, "),
        ("object: [talk],", "object: [talk, talk],", "'talk' stands twice"),
        ("object: [talk],", "object: [talk], complement: [albeit],", "complement 'albeit' is unknown"),
        ("object: [talk],", "object: [talk], pos: NOUN,", "object, subject and particle are for verbs"),
        ("lemma: cancel,", "lemma: cancel, phrase: call off,", "either a lemma or a phrase"),
        ("actor: Ankara,", "actor: Ankara, factuality: certain,", "'certain' is not one of"),
        ("event_type: REJECT\n", "event_type: AGREE\n", "this one would be agree.yaml"),
        ("event_type: SANCTION", "event_type: PENALTY", "'PENALTY' is not one of"),
        ("  - {lemma: cancel,", "  - {lemma: cancel, object: [talk]}\n  - {lemma: cancel,", "stands twice"),
        ("triggers:", "triggers: [", "reject.yaml"),
    ],
)
def test_a_file_that_is_not_understood_is_named_with_its_entry(
    tmp_path: Path, before: str, after: str, complaint: str
) -> None:
    assert before in TYPE
    path = tmp_path / "reject.yaml"
    path.write_text(TYPE.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(KnowledgeInvalid, match=r"/reject\.yaml:\d+: ") as raised:
        read_type(path)
    assert complaint in str(raised.value)


def test_a_file_that_is_understood_gives_its_type(tmp_path: Path) -> None:
    path = tmp_path / "reject.yaml"
    path.write_text(TYPE, encoding="utf-8")
    kind = read_type(path)
    assert kind.event_type == "REJECT"
    assert [pattern.rule for pattern in kind.patterns] == ["REJECT:cancel+talk"]
    assert kind.patterns[0].actor == ("subject",)
    assert kind.patterns[0].recipient == ("indirect_object", "on", "against", "with", "to", "possessor")
