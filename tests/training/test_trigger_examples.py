"""Our own sentences with events, as examples in words."""

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from training.corpora import KINDS, Example, Happening
from training.event_sentences import Sentence, parse_event
from training.own import parse
from training.trigger_examples import LAYERS, MODES, Names, genre, names_in, read_events, to_event_example, with_quiet
from training.trigger_words import inflected, trigger_word_weights
from transforms.language.tagged_spans import BEGIN, END, SINGLE, tag
from transforms.ontology import load_ontology

FOLDER = Path(__file__).parents[2] / "training" / "events"
LINE = "[Turkish|norp] jets struck camps of the [PKK|armed] near [Qandil|loc], [Ankara|gpe] said."
EVENT = "ASSAULT/aerial actual: struck; actor: Turkish jets; recipient: camps & PKK; place: Qandil; source: Ankara"


def told() -> Example:
    marked = parse(LINE, "here")
    return to_event_example(Sentence(marked, (parse_event(EVENT, marked.text, "here"),)))


def test_an_event_becomes_words() -> None:
    assert told().happenings == (
        Happening(
            token=2,
            event_type="ASSAULT",
            mode="aerial",
            factuality="actual",
            contexts=(),
            participants=(
                ("actor", 0, 2),
                ("recipient", 3, 4),
                ("recipient", 6, 7),
                ("place", 8, 9),
                ("source", 10, 11),
            ),
        ),
    )


def test_names_are_found_with_their_words() -> None:
    assert names_in(told()) == [("norp", 0, 1), ("armed", 6, 7), ("loc", 8, 9), ("gpe", 10, 11)]


def test_a_swapped_name_moves_what_comes_after_it() -> None:
    names = Names({"gpe": [("Burkina", "Faso")], "armed": [("Shining", "Path")]})
    swapped = names.swapped(told(), random.Random(1), 1.0)
    assert " ".join(swapped.words) == "Turkish jets struck camps of the Shining Path near Qandil , Burkina Faso said ."
    (event,) = swapped.happenings or ()
    words = {role: " ".join(swapped.words[first:last]) for role, first, last in event.participants}
    assert words == {
        "actor": "Turkish jets",
        "recipient": "Shining Path",
        "place": "Qandil",
        "source": "Burkina Faso",
    }
    assert swapped.words[event.token] == "struck"
    armed = KINDS.index("armed")
    assert (swapped.names or ())[6:8] == (1 << tag(armed, BEGIN), 1 << tag(armed, END))


def test_a_name_that_holds_a_boundary_is_not_swapped() -> None:
    marked = parse("The [Lagos Port Union|org] struck.", "here")
    event = parse_event("PROTEST/strike actual: struck; actor: Port Union", marked.text, "here")
    example = to_event_example(Sentence(marked, (event,)))
    assert Names({"org": [("NATO",)]}).swapped(example, random.Random(1), 1.0) == example


def test_a_longer_name_made_short_is_a_single_word() -> None:
    marked = parse("[Burkina Faso|gpe] agreed.", "here")
    example = to_event_example(Sentence(marked, ()))
    swapped = Names({"gpe": [("Mali",)]}).swapped(example, random.Random(1), 1.0)
    assert swapped.words == ("Mali", "agreed", ".")
    assert (swapped.names or ())[0] == 1 << tag(KINDS.index("gpe"), SINGLE)


@given(st.integers(0, 10_000))
def test_whatever_is_swapped_every_span_keeps_its_words(seed: int) -> None:
    names = Names({"gpe": [("Burkina", "Faso"), ("Mali",)], "armed": [("M23",), ("Shining", "Path")]})
    swapped = names.swapped(told(), random.Random(seed), 0.5)
    assert len(swapped.names or ()) == len(swapped.words)
    (event,) = swapped.happenings or ()
    assert swapped.words[event.token] == "struck"
    assert all(0 <= first < last <= len(swapped.words) for _, first, last in event.participants)
    assert [kind for kind, _, _ in names_in(swapped)] == ["norp", "armed", "loc", "gpe"]


def test_every_sentence_with_events_becomes_an_example_and_some_are_held_out() -> None:
    parted = read_events(FOLDER)
    count = len(parted.training) + len(parted.held_out)
    assert count >= 3000
    assert 0.07 < len(parted.held_out) / count < 0.13
    assert not {one.text for one in parted.training} & {one.text for one in parted.held_out}
    assert {happening.mode for example in parted.training for happening in example.happenings or ()} <= set(MODES)


def test_hardly_a_word_fills_two_roles_of_a_layer() -> None:
    spans = lost = 0
    for example in read_events(FOLDER).training:
        for event in example.happenings or ():
            for layer in LAYERS:
                taken: set[int] = set()
                for role, first, last in event.participants:
                    if role in layer:
                        spans += 1
                        lost += bool(taken & set(range(first, last)))
                        taken |= set(range(first, last))
    assert lost < 0.01 * spans


def test_only_genres_without_politics_tell_that_they_have_no_event() -> None:
    review, news = Example("ewt", ("Nice", "."), sentence_id="reviews-0412"), Example("ewt", ("War", "."))
    assert [example.happenings for example in with_quiet([review, news])] == [(), None]
    assert genre(Example("gum", (), sentence_id="GUM_vlog_radio-3")) == "vlog"


def test_the_words_of_patterns_are_known_in_all_their_forms() -> None:
    weights = trigger_word_weights(load_ontology(), {("fought", "VERB"): "fight"})
    assert all("ASSAULT" in weights[form] for form in ("bomb", "bombs", "bombed", "bombing"))
    assert weights["fought"] == weights["fight"]
    assert set(inflected("deny")) == {"deny", "denies", "denied", "denying"}
    assert {"ban", "banned", "banning", "bans"} <= set(inflected("ban"))
