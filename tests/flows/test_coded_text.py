"""Tests of `entente code`: a text in, its reports of events with all that they rest on out."""

from datetime import date

from flows.coded_text import code, lines, pattern_of

TEXT = "Turkey condemned Israel on Sunday. At least 12 miners were reportedly shot dead by police in Marikana."


def test_every_sentence_shows_its_reports_with_trigger_codes_and_rule() -> None:
    coded = code(TEXT, date(2024, 3, 4))
    first, second = (sentence["reports"][0] for sentence in coded["sentences"])
    assert (first["event_type"], first["mode"], first["trigger"]) == ("ACCUSE", "disapprove", "condemned")
    assert [(one["words"], one["country"]) for one in first["actors"]] == [("Turkey", "TUR")]
    assert first["pattern"]["rule"] == "ACCUSE:condemn"
    assert (second["certainty"], second["cues"]) == ("probable", ["reportedly"])
    assert [(one["kind"], one["lowest"], one["highest"]) for one in second["magnitudes"]] == [("deaths", 12, None)]


def test_the_lines_say_it_in_words_that_can_be_pasted() -> None:
    written = "\n".join(lines(code(TEXT, None)))
    assert "ACCUSE/disapprove  actual, certain; score -2" in written
    assert "actor        Turkey = Turkey (TUR, GOV)" in written
    assert "At least 12 = 12 or more" in written


def test_a_text_without_an_event_says_so() -> None:
    assert list(lines(code("The weather in Paris was fine.", None)))[-1] == "  no event"


def test_a_rule_of_the_classifiers_alone_has_no_pattern() -> None:
    assert pattern_of("model:ASSAULT") is None
