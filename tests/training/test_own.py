"""Our own sentences, and what the corpora say of names."""

from pathlib import Path

import pytest

from training.corpora import KINDS, bio_spans
from training.own import MalformedSentence, is_held_out, parse, read_marked, to_example
from transforms.language.tagged_spans import BEGIN, END, SINGLE, tag
from transforms.language.tokens import tokenize

SENTENCES = Path(__file__).parents[2] / "training" / "sentences"


def test_a_nested_name_gives_the_outer_one() -> None:
    marked = parse("The [University of [Khartoum|gpe]|org] closed.", "here")
    assert marked.text == "The University of Khartoum closed."
    assert marked.names == (("org", 4, 26),)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[Ankara|city] said", r"wire\.txt:3: kind 'city' is unknown"),
        ("[Ankara|gpe said", r"wire\.txt:3: a stray '\|'"),
        ("[Ankara said", r"wire\.txt:3: a name is not closed"),
        ("Ankara|gpe] said", r"wire\.txt:3: '\|gpe\]' closes a name that was not opened"),
        ("[ Ankara|gpe] said", r"wire\.txt:3: the name ' Ankara' is empty or has blanks"),
    ],
)
def test_a_malformed_line_is_refused(line: str, message: str) -> None:
    with pytest.raises(MalformedSentence, match=message):
        parse(line, "wire.txt:3")


def test_every_sentence_is_well_formed_and_about_a_tenth_is_held_out() -> None:
    found = read_marked(SENTENCES)
    assert len(found) >= 2000
    for path, number, marked in found:
        to_example(marked, tokenize, f"{path}:{number}")
    share = sum(is_held_out(marked.text) for _, _, marked in found) / len(found)
    assert 0.07 < share < 0.13


def test_names_become_tags_of_words() -> None:
    example = to_example(parse("[Ankara|gpe] met [Hamid Karzai|person]", "here"), tokenize, "here")
    gpe, person = KINDS.index("gpe"), KINDS.index("person")
    assert example.names == (1 << tag(gpe, SINGLE), 1, 1 << tag(person, BEGIN), 1 << tag(person, END))


def test_an_inside_without_its_beginning_begins() -> None:
    assert bio_spans(["I-ORG", "I-ORG", "O", "B-PER", "B-PER"]) == [("ORG", 0, 2), ("PER", 3, 4), ("PER", 4, 5)]
