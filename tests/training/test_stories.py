"""Tests of our own stories: that every file can be read, what it says, and that what is bad is refused by place."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.finding import each
from training.stories import DOCUMENTS, parse_story, read_stories
from training.story import Claim, MalformedStory, Mark, Party, Place
from training.story_marks import parse_marks
from training.story_rows import main, to_rows

STORY = """\
about: A bomb at a court, and the trial that follows.
traits: trial numbers_differ reprint undated

@ d1 | wire | Andean Press | 1988-03-15
# Bomb [kills|e1] four in Medellín
A bomb [exploded|e1] [on Tuesday|@e1], police said.

@ d2 | newspaper | La Tarde | 1988-03-16 | copy of d1
A bomb [killed|e1] six in Medellín.

@ d3 | official | Ministry of Justice | undated
The trial over the [attack|e1] [begins|e2 planned] in Bogotá.

= e1 | ASSAULT/explosives, COERCE | actual | core
recipient: four; six | COL | CVL
days: 1988-03-15
place: Medellín | COL | 6.25 -75.57 | 20
deaths: 4..6
claim: d2 | deaths 6 | hospital officials

= e2 | ACCUSE | planned | background
days: 1988-03-16..
place: Colombia | COL
"""


def test_a_story_tells_each_thing_once_with_its_mentions_in_all_documents() -> None:
    story = parse_story(STORY, "bomb", "bomb.txt")
    first, second, third = story.documents
    assert first.text == "Bomb kills four in Medellín\n\nA bomb exploded on Tuesday, police said."
    assert (first.title, second.title, second.copy_of, third.published) == (
        "Bomb kills four in Medellín",
        None,
        "d1",
        None,
    )
    assert [first.text[mark.start : mark.end] for mark in first.mentions] == ["kills", "exploded"]
    assert [first.text[mark.start : mark.end] for mark in first.dates] == ["on Tuesday"]
    assert third.mentions[1].factuality == "planned"
    attack, trial = story.happenings
    assert (attack.types, attack.mode) == (("ASSAULT", "COERCE"), "explosives")
    assert attack.recipients == (Party(("four", "six"), ("COL",), ("CVL",), optional=False),)
    assert attack.place == Place(("Medellín",), ("COL",), 6.25, -75.57, 20)
    assert attack.counts == {"deaths": (4, 6)}
    assert attack.claims == (Claim("d2", "deaths", "6", "hospital officials"),)
    assert (trial.first, trial.last) == (date(1988, 3, 16), None)


def test_a_mark_may_tell_several_happenings_and_their_factuality() -> None:
    text, marks = parse_marks("Both [visits|e1 e2 planned] are [for May|@e2].", "here")
    assert text == "Both visits are for May."
    assert marks == [
        Mark(5, 11, "e1", "planned", dates=False),
        Mark(5, 11, "e2", "planned", dates=False),
        Mark(16, 23, "e2", None, dates=True),
    ]


def test_documents_become_rows_with_the_happenings_they_mention() -> None:
    rows = to_rows(parse_story(STORY, "bomb", "bomb.txt"))
    assert [[happening["id"] for happening in row["happenings"]] for row in rows] == [
        ["bomb.e1"],
        ["bomb.e1"],
        ["bomb.e1", "bomb.e2"],
    ]
    for mention in each(rows[0]["happenings"][0]["mentions"]):
        text = next(row["text"] for row in rows if row["id"] == mention["doc"])
        assert text[mention["start"] : mention["end"]] == mention["text"]


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("about: A bomb", "subject: A bomb", "bomb.txt:1: "),
        ("traits: trial", "traits: trail", "bomb.txt: "),
        ("reprint undated", "undated", "bomb.txt: "),
        ("| wire |", "| agency |", "bomb.txt:4: "),
        ("| 1988-03-15\n", "| 1988-13-15\n", "bomb.txt:4: "),
        ("[kills|e1]", "[kills|e3]", "bomb.txt:4: "),
        ("[kills|e1]", "[kills|killed]", "bomb.txt:5: "),
        ("[kills|e1]", "[kills", "bomb.txt:5: "),
        ("[kills|e1]", "[ |e1]", "bomb.txt:5: "),
        ("[on Tuesday|@e1]", "[on Tuesday|planned]", "bomb.txt:6: "),
        ("copy of d1", "copy of d2", "bomb.txt:8: "),
        ("ASSAULT/explosives", "ASSAULT/bombs", "bomb.txt:14: "),
        ("ASSAULT/explosives", "ATTACK", "bomb.txt:14: "),
        ("| actual | core", "| real | core", "bomb.txt:14: "),
        ("| actual | core", "| actual | main", "bomb.txt:14: "),
        ("four; six", "four; seven", "bomb.txt:14: "),
        ("| COL | CVL", "| KOL | CVL", "bomb.txt:15: "),
        ("| COL | CVL", "| COL | CIV", "bomb.txt:15: "),
        ("days: 1988-03-15", "days: 1988-03-16..1988-03-15", "bomb.txt:16: "),
        ("days: 1988-03-15\n", "", "bomb.txt:14: "),
        ("place: Medellín | COL | 6.25 -75.57 | 20", "place: Cali | COL | 3.4 -76.5 | 20", "bomb.txt:14: "),
        ("6.25 -75.57", "96.25 -75.57", "bomb.txt:17: "),
        ("deaths: 4..6", "deaths: 6..4", "bomb.txt:18: "),
        ("deaths: 4..6\n", "deaths: 4..6\ndeaths: 4\n", "bomb.txt:19: "),
        ("claim: d2 | deaths 6", "claim: d4 | deaths 6", "bomb.txt:14: "),
        ("claim: d2 | deaths 6", "claim: d2 | size 6", "bomb.txt:19: "),
        ("= e2 | ACCUSE", "= e1 | ACCUSE", "bomb.txt:21: "),
        ("place: Colombia | COL\n", "place: Colombia | COL\npart of: e9\n", "bomb.txt:21: "),
        ("[begins|e2 planned]", "begins", "bomb.txt:21: "),
    ],
)
def test_a_line_that_breaks_the_format_is_refused_by_place(right: str, wrong: str, place: str) -> None:
    assert right in STORY
    with pytest.raises(MalformedStory) as refusal:
        parse_story(STORY.replace(right, wrong, 1), "bomb", "bomb.txt")
    assert str(refusal.value).startswith(place)


def test_what_happened_cannot_follow_the_last_document_that_tells_it() -> None:
    later = (
        STORY.replace("| undated", "| 1988-03-17")
        .replace(" undated", "")
        .replace("days: 1988-03-15", "days: 1988-03-18")
    )
    with pytest.raises(MalformedStory, match="after 1988-03-17"):
        parse_story(later, "bomb", "bomb.txt")


def test_every_story_of_ours_can_be_read() -> None:
    stories = read_stories()
    assert stories
    for story in each(stories):
        assert len(story.documents) in DOCUMENTS
        assert any(happening.tier == "core" for happening in story.happenings)
        for document in each(story.documents):
            assert 20 <= len(document.text.split()) <= 750, (story.name, document.id)


def test_the_stories_that_nothing_learns_from_are_written_alone_as_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "held.jsonl"
    monkeypatch.setattr("sys.argv", ["story_rows", "--held-out", "--rows", str(path)])
    main()
    held_out = {story.name for story in each(read_stories()) if story.is_held_out}
    assert {json.loads(line)["story"] for line in path.read_text(encoding="utf-8").splitlines()} == held_out
    assert f"{len(held_out)} of them held out" in capsys.readouterr().out
