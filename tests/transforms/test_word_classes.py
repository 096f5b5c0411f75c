"""Tests of the classes of words that patterns ask for by name."""

import re
from collections import Counter
from pathlib import Path

import pytest

from transforms.ontology import FOLDER, load_contexts, load_ontology
from transforms.ontology.word_classes import (
    NAMED,
    WORD_CLASSES,
    expanded,
    load_word_classes,
    read_word_classes,
    with_classes,
)
from transforms.own_knowledge import KnowledgeInvalid

POLICE = "police:\n  definition: The police.\n  words: [police, constable]\n"


def test_a_class_stands_for_its_words_in_their_order() -> None:
    classes = {"police": ("police", "constable")}
    assert expanded(("officer", "$police", "guard"), classes) == ("officer", "police", "constable", "guard")


def test_a_bare_sign_and_a_sum_are_words() -> None:
    assert expanded(("$", "$5", "dollar"), {}) == ("$", "$5", "dollar")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("$polcie",), r"class \$polcie is unknown; use one of \$disasters, \$police"),
        (("$police", "constable"), "'constable' stands twice; a list has a word once, by itself or in one class"),
        (("officer", "officer"), "'officer' stands twice"),
        (("$army", "$soldiers"), "'troop' stands twice|'soldier' stands twice"),
    ],
)
def test_a_list_that_says_too_little_or_too_much_is_refused(words: tuple[str, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        with_classes(words)


def test_a_class_may_name_those_above_it(tmp_path: Path) -> None:
    file = tmp_path / "word_classes.yaml"
    file.write_text(f"{POLICE}guards:\n  definition: Guards.\n  words: [$police, guard]\n")
    assert read_word_classes(file) == {"police": ("police", "constable"), "guards": ("police", "constable", "guard")}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            f"guards:\n  definition: Guards.\n  words: [$police]\n{POLICE}",
            r"word_classes.yaml:3: guards: class \$police is unknown; use one of none",
        ),
        (f"{POLICE}Guards:\n  definition: Guards.\n  words: [guard]\n", "word_classes.yaml:4: "),
        (f"{POLICE}  word: [cop]\n", "word_classes.yaml:4: police: word: no such key"),
        (POLICE.replace("constable", "police"), "word_classes.yaml:3: police: 'police' stands twice"),
    ],
)
def test_a_file_of_classes_is_refused_by_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "word_classes.yaml"
    file.write_text(text)
    with pytest.raises(KnowledgeInvalid, match=message):
        read_word_classes(file)


def test_every_class_is_asked_for_more_than_once() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yaml"))]
    named = Counter(name for text in texts for name in re.findall(NAMED, text))
    assert {name: named[name] for name in load_word_classes() if named[name] < 2} == {}


def test_a_class_says_what_its_words_have_in_common() -> None:
    assert WORD_CLASSES.read_text(encoding="utf-8").count("definition: ") == len(load_word_classes())


def test_patterns_and_contexts_hold_the_words_and_no_class() -> None:
    (raid,) = (
        pattern
        for pattern in load_ontology().patterns_by_lemma["raid"]
        if pattern.rule == "COERCE:raid<police" and not pattern.objects
    )
    assert raid.subjects == {"police", "policeman", "constable", "officer", "detective", "agent", "gendarme"}
    assert {"earthquake", "landslide", "tsunami"} <= set(load_contexts()["disasters"].words)


MANY = 6  # words; shorter lists may be the same by chance


def test_no_long_list_is_written_out_twice() -> None:
    lists = Counter(
        (key, frozenset(map(str.strip, body.split(","))))
        for path in sorted(FOLDER.glob("*.yaml"))
        for key, body in re.findall(r"\b(object|subject|content|modifier): \[([^\]]*)\]", path.read_text("utf-8"))
    )
    assert [sorted(words) for (_, words), times in lists.items() if times > 1 and len(words) > MANY] == []
