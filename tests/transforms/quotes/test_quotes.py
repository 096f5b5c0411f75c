"""Tests of quotes on whole sentences, read by the engine that ships: who says what, in which words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rows import a
from transforms.language.engine import load_engine
from transforms.mentions import find_mentions
from transforms.quotes import Quotes, find_quotes
from transforms.sentences import split_sentences
from transforms.tables import Document


def quotes_of(text: str) -> Quotes:
    document = a(Document, text=text, language="en")
    sentences = split_sentences(document)
    readings = load_engine().read([text[sentence.sentence_start : sentence.sentence_end] for sentence in sentences])
    return find_quotes(document, sentences, readings, find_mentions(document, sentences, readings))


def told(text: str) -> list[tuple[str, str | None, str, list[str]]]:
    """Return act, speaker, kind and pieces of each statement."""
    found = quotes_of(text)
    return [
        (quote.act, quote.speaker, quote.kind, [span.span for span in found.spans if span.quote_id == quote.quote_id])
        for quote in found.quotes
    ]


CASES = {
    # direct speech: before, after, around and without order
    "“We will not leave,” the governor said. “Nobody can make us.”": [
        ("says", "the governor", "direct", ["“We will not leave,”", "“Nobody can make us.”"])
    ],
    'The governor said: "We will not leave."': [("says", "The governor", "direct", ['"We will not leave."'])],
    "“We burned the bridge,” said Colonel Amina Diallo.": [
        ("says", "Amina Diallo", "direct", ["“We burned the bridge,”"])
    ],
    "'We won't leave,' the miners' leader said.": [("says", "the miners' leader", "direct", ["'We won't leave,'"])],
    # indirect speech
    "The ministry said that Kenya had closed the border.": [
        ("says", "The ministry", "indirect", ["that Kenya had closed the border"])
    ],
    "The ministry said Kenya had closed the border.": [
        ("says", "The ministry", "indirect", ["Kenya had closed the border"])
    ],
    "Kenya has closed the border, the ministry said on Monday.": [
        ("says", "the ministry", "indirect", ["Kenya has closed the border"])
    ],
    "Kenya has closed the border, according to two fishermen.": [
        ("says", "two fishermen", "indirect", ["Kenya has closed the border"])
    ],
    # mixed
    "The premier said that the raid was “an act of war”.": [
        ("says", "The premier", "mixed", ["that the raid was “an act of war”"])
    ],
    # nouns, headlines, passives
    "Peru's claim that Chile shelled a village was rejected.": [
        ("says", "Peru", "indirect", ["that Chile shelled a village"])
    ],
    "Interior minister: talks with the rebels failed": [
        ("says", "Interior minister", "indirect", ["talks with the rebels failed"])
    ],
    "The army is said to have shelled the town.": [
        ("says", None, "indirect", ["The army", "to have shelled the town"])
    ],
    "It was reported that Kenya had closed the border.": [
        ("says", None, "indirect", ["that Kenya had closed the border"])
    ],
    # what is done with words
    "Chile denied that its troops had shelled the village.": [
        ("denies", "Chile", "indirect", ["that its troops had shelled the village"])
    ],
    "Reporters asked the general whether the army would leave.": [
        ("asks", "Reporters", "indirect", ["whether the army would leave"])
    ],
    "The rebels demanded that the army leave.": [("demands", "The rebels", "indirect", ["that the army leave"])],
    "Activists condemned the raid.": [("accuses", "Activists", "indirect", ["the raid"])],
    # no statement
    "He has read “War and Peace”.": [],
    "The “axis” sent two trucks.": [],
    "Read more: what the talks mean": [],
    "The weather in Lima was fine.": [],
}


@pytest.mark.parametrize("text", CASES)
def test_a_statement_has_its_speaker_and_its_words(text: str) -> None:
    assert told(text) == CASES[text]


def test_a_speaker_goes_on_in_a_paragraph_of_nothing_but_speech() -> None:
    text = "“We lost everything,” the farmer said.\n\n“The soldiers burned the barn.”\n\nThe road is closed."
    assert told(text) == [
        ("says", "the farmer", "direct", ["“We lost everything,”", "“The soldiers burned the barn.”"])
    ]


def test_speech_of_somebody_else_is_not_taken_along() -> None:
    text = "“We lost everything,” the farmer said.\n\n“We saw no soldiers,” the mayor said."
    assert [(speaker, words) for _, speaker, _, words in told(text)] == [
        ("the farmer", ["“We lost everything,”"]),
        ("the mayor", ["“We saw no soldiers,”"]),
    ]


def test_he_after_speech_in_a_paragraph_is_who_spoke_before() -> None:
    text = (
        "Joseph Kabila visited the town.\n\n"
        "“It is better that they left, and they should not return,” an official said. “What did they want?” he asked."
    )
    first, second = quotes_of(text).quotes
    assert first.speaker == "an official"
    assert (second.speaker, second.speaker_id) == ("he", first.speaker_id)


def test_speech_that_nobody_is_said_to_have_spoken_has_no_row() -> None:
    assert told("“We lost everything in the long war.”\n\nThe road is closed.") == []


@pytest.mark.parametrize(
    "text",
    [
        "“We lost everything, the farmer said.",
        "We lost everything,” the farmer said.",
        "“We lost everything\n\nThe farmer said.",
        "\"We lost „everything»,' the farmer said.",
    ],
)
def test_marks_that_do_not_match_give_no_wrong_speaker(text: str) -> None:
    assert {speaker for _, speaker, _, _ in told(text)} <= {"the farmer", "The farmer"}


def test_the_hearer_and_the_medium_are_told_apart() -> None:
    (to_medium,) = quotes_of("President Maria Lopez told Reuters that the army had shelled the town.").quotes
    (to_people,) = quotes_of("President Maria Lopez told the generals that the war was lost.").quotes
    assert (to_medium.outlet_id, to_medium.addressee_id, to_medium.addressee) == ("media.reuters", None, None)
    assert (to_people.outlet_id, to_people.addressee) == (None, "the generals")


def test_a_medium_that_quotes_is_no_speaker() -> None:
    (quote,) = quotes_of("The minister was quoted by Reuters as saying that talks had failed.").quotes
    assert (quote.speaker, quote.outlet_id, quote.quote) == ("The minister", "media.reuters", "that talks had failed")


def test_negated_and_hedged_attributions_say_so() -> None:
    (negated,) = quotes_of("The general did not say whether the army would leave.").quotes
    (hedged,) = quotes_of("The general reportedly said that the army would leave.").quotes
    assert (negated.is_negated, negated.is_hedged) == (True, False)
    assert (hedged.is_negated, hedged.is_hedged) == (False, True)


def test_a_claim_inside_a_statement_points_at_it() -> None:
    outer, inner = quotes_of("Egypt said that Sudan had claimed that rebels burned the port.").quotes
    assert (outer.speaker, inner.speaker) == ("Egypt", "Sudan")
    assert (outer.within_id, inner.within_id) == (None, outer.quote_id)


def test_a_participle_after_a_statement_has_its_speaker() -> None:
    text = "The minister said that talks would go on, adding that the army had shelled nobody."
    assert [(quote.cue, quote.speaker) for quote in quotes_of(text).quotes] == [
        ("said", "The minister"),
        ("adding", "The minister"),
    ]


WORDS = ["“", "”", '"', "'", "«", "»", "he", "said", "that", "Peru", "denied", ",", ".", "\n\n", ":", "according", "to"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=24))
def test_any_words_give_statements_that_stand_in_their_text(words: list[str]) -> None:
    text = " ".join(words)
    found = quotes_of(text)
    for quote in found.quotes:
        pieces = [span for span in found.spans if span.quote_id == quote.quote_id]
        assert text[quote.quote_start : quote.quote_end] == quote.quote != ""
        assert text[quote.cue_start : quote.cue_end] == quote.cue
        assert quote.speaker is None or text[quote.speaker_start : quote.speaker_end] == quote.speaker
        assert [text[span.span_start : span.span_end] for span in pieces] == [span.span for span in pieces]
        assert (pieces[0].span_start, pieces[-1].span_end) == (quote.quote_start, quote.quote_end)
    assert {span.quote_id for span in found.spans} == {quote.quote_id for quote in found.quotes}
