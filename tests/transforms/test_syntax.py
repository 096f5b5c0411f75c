"""Tests of the questions to a tree, on trees written by hand."""

from transforms.language.reading import ROOT, Reading, Token
from transforms.syntax import Tree


def tree(*rows: tuple[str, str, str, int, str]) -> Tree:
    """Return the tree of words with part of speech, lemma, head counted from 1 (0 for the root) and relation."""
    text, tokens = "", []
    for word, pos, lemma, head, relation in rows:
        start = len(text) + bool(text)
        text = f"{text} {word}" if text else word
        tokens.append(Token(start, start + len(word), pos, lemma, head - 1 if head else ROOT, relation))
    return Tree(Reading(text, tuple(tokens), (), ()))


PASSIVE = tree(
    ("Rebels", "NOUN", "rebel", 3, "nsubj:pass"),
    ("were", "AUX", "be", 3, "aux:pass"),
    ("bombed", "VERB", "bomb", 0, "root"),
    ("by", "ADP", "by", 5, "case"),
    ("jets", "NOUN", "jet", 3, "obl:agent"),
)
RELATIVE = tree(
    ("troops", "NOUN", "troops", 4, "nsubj"),
    ("who", "PRON", "who", 3, "nsubj"),
    ("fled", "VERB", "flee", 1, "acl:relcl"),
    ("returned", "VERB", "return", 0, "root"),
)
CONTROL = tree(
    ("Iran", "PROPN", "Iran", 2, "nsubj"),
    ("urged", "VERB", "urge", 0, "root"),
    ("Iraq", "PROPN", "Iraq", 2, "obj"),
    ("to", "PART", "to", 5, "mark"),
    ("withdraw", "VERB", "withdraw", 2, "xcomp"),
)
BLAME = tree(
    ("Iran", "PROPN", "Iran", 2, "nsubj"),
    ("blamed", "VERB", "blame", 0, "root"),
    ("Iraq", "PROPN", "Iraq", 2, "obj"),
    ("for", "SCONJ", "for", 5, "mark"),
    ("bombing", "VERB", "bomb", 2, "advcl"),
    ("it", "PRON", "it", 5, "obj"),
)
CHARGES = tree(
    ("Police", "NOUN", "police", 2, "nsubj"),
    ("held", "VERB", "hold", 0, "root"),
    ("him", "PRON", "he", 2, "obj"),
    ("on", "ADP", "on", 5, "case"),
    ("charges", "NOUN", "charge", 2, "obl"),
    ("of", "SCONJ", "of", 7, "mark"),
    ("spying", "VERB", "spy", 5, "acl"),
)
CHAIN = tree(
    ("Togo", "PROPN", "Togo", 0, "root"),
    ("Mali", "PROPN", "Mali", 1, "conj"),
    ("Niger", "PROPN", "Niger", 2, "conj"),
)
COORDINATED = tree(
    ("France", "PROPN", "France", 4, "nsubj"),
    ("and", "CCONJ", "and", 3, "cc"),
    ("Egypt", "PROPN", "Egypt", 1, "conj"),
    ("met", "VERB", "meet", 0, "root"),
    ("and", "CCONJ", "and", 6, "cc"),
    ("agreed", "VERB", "agree", 4, "conj"),
)
REDUCED = tree(
    ("troops", "NOUN", "troops", 0, "root"),
    ("deployed", "VERB", "deploy", 1, "acl"),
    ("there", "ADV", "there", 2, "advmod"),
)


def test_a_passive_says_who_did_it_after_by() -> None:
    assert (PASSIVE.doers(2), PASSIVE.undergoers(2)) == ([4], [0])


def test_a_relative_pronoun_stands_for_its_noun() -> None:
    assert RELATIVE.subjects(2) == [0]


def test_an_object_is_the_subject_of_what_it_is_urged_to_do() -> None:
    assert CONTROL.subjects(4) == [2]


def test_an_object_is_the_subject_of_what_it_is_blamed_for() -> None:
    assert BLAME.subjects(4) == [2]
    assert CHARGES.subjects(6) == [2]


def test_lists_may_hang_in_a_chain() -> None:
    assert CHAIN.coordinated(0) == [0, 1, 2]


def test_a_coordinated_verb_shares_its_subject() -> None:
    assert COORDINATED.subjects(5) == [0]
    assert COORDINATED.coordinated(0) == [0, 2]


def test_a_reduced_relative_is_passive() -> None:
    assert (REDUCED.is_passive(1), REDUCED.undergoers(1)) == (True, [0])


def test_a_span_has_one_head() -> None:
    assert COORDINATED.head_of(0, 3) == 0


def test_a_tree_that_circles_ends() -> None:
    circling = tree(("a", "VERB", "a", 2, "xcomp"), ("b", "VERB", "b", 1, "xcomp"))
    assert circling.subjects(0) == []
