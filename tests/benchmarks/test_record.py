"""Recording what a language model answers: prompts out, answers in without words, and the same answers replayed."""

import json
from pathlib import Path

import pytest

from benchmarks.record import replay, take_answers, write_prompts
from benchmarks.recorded_answers import (
    UNGROUNDED,
    UNKNOWN,
    Asked,
    Recorded,
    instructions_hash,
    questions_of,
    read_index,
    read_recorded,
    with_words,
    without_words,
)
from evaluation.gold import read_gold
from evaluation.rows import RowItem
from tests.answers import answer_of, parties, told
from tests.finding import each
from transforms.language_model.answer_schema import parse_answer

OWN_GOLD = Path(__file__).parents[2] / "evaluation" / "examples" / "rows.jsonl"
RECORDINGS = Path(__file__).parents[2] / "benchmarks" / "recorded"
ABOUT = Recorded("a-model", "large language model", "2026-11-30", instructions_hash())
ARREST = told(
    [(1, "arrest"), (2, "arrested"), (3, "arrests"), (4, "arrests")], "COERCE", mode="arrest", day="on Monday",
    places=["Tirana"], actors=parties(("Albanian police", "ALB", "COP")),
    recipients=parties(("two newspaper editors", "ALB", "JRN")), numbers=[{"kind": "arrested", "words": "two"}],
)  # fmt: skip
BLAME = told([(4, "condemned")], "ACCUSE", actors=parties(("Greece", "GRC", "GOV")), places=["Athens"], mode="blamed")
ANSWER = answer_of(ARREST, BLAME)


@pytest.fixture(scope="module")
def asked() -> list[Asked]:
    return list(questions_of(read_gold(OWN_GOLD, RowItem)))


def test_a_prompt_holds_one_text_and_all_that_is_asked(tmp_path: Path, asked: list[Asked]) -> None:
    assert write_prompts(read_gold(OWN_GOLD, RowItem), tmp_path) == len(asked) > 1
    prompt = (tmp_path / f"{asked[0].name}.txt").read_text(encoding="utf-8")
    assert "2. Albanian police arrested two newspaper editors in Tirana on Monday." in prompt
    assert "## ASSAULT" in prompt
    assert prompt.count("===== document ") == 2


def test_an_answer_is_put_down_without_a_word_of_its_text(asked: list[Asked]) -> None:
    recorded = without_words(asked[0], ANSWER)
    arrest, blame = recorded["events"]
    text = asked[0].item.text
    triggers = [text[slice(*report["words"])] for report in arrest["reports"]]
    assert triggers == ["arrest", "arrested", "arrests", "arrests"]
    assert text[slice(*arrest["actors"][0]["words"])] == "Albanian police"
    assert (blame["places"], blame["mode"], blame["day"]) == ([UNGROUNDED], UNKNOWN, None)
    kept = json.dumps(recorded)
    assert not [word for word in ("Albanian", "Tirana", "Athens", "blamed", "Greece", "editors") if word in kept]


def test_a_recorded_answer_comes_back_with_the_words_of_the_text(asked: list[Asked]) -> None:
    back = parse_answer(with_words(without_words(asked[0], ANSWER), asked[0].item.text)).events
    assert back[0] == parse_answer(ANSWER).events[0]
    assert back[1].places[0] not in asked[0].item.text


def test_what_is_no_answer_is_recorded_as_its_fault(asked: list[Asked]) -> None:
    recorded = without_words(asked[0], "Sorry, the text about Tirana is too sad.")
    assert recorded["fault"].startswith("no JSON")
    assert "Tirana" not in json.dumps(recorded)


def test_a_replay_scores_three_readers_by_one_table(tmp_path: Path, asked: list[Asked]) -> None:
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / f"{asked[0].name}.json").write_text(ANSWER, encoding="utf-8")
    items = read_gold(OWN_GOLD, RowItem)
    assert take_answers(items, tmp_path / "answers", tmp_path / "recorded", ABOUT) == 1
    lines = replay(OWN_GOLD, tmp_path / "recorded")
    assert lines[0] == f"a-model (large language model), recorded 2026-11-30: 1 of {len(asked)} documents answered"
    assert lines[1].split() == ["engine", "llm", "both"]
    assert lines[2].startswith("happenings all right")
    assert lines[-2] == "pieces quoted: 12; fields dropped: 2 (16.7%)"


def test_recorded_answers_are_to_the_questions_that_the_code_asks_now(tmp_path: Path, asked: list[Asked]) -> None:
    """A recording to other instructions says nothing of these; record anew, as benchmarks/record.py tells."""
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / f"{asked[0].name}.json").write_text(ANSWER, encoding="utf-8")
    take_answers(read_gold(OWN_GOLD, RowItem), tmp_path / "answers", tmp_path / "recorded", ABOUT)
    for folder in each([tmp_path / "recorded", *(path.parent for path in RECORDINGS.glob("*/index.json"))]):
        assert read_index(folder).instructions == instructions_hash()
    assert read_recorded(tmp_path / "recorded", asked[0]) == without_words(asked[0], ANSWER)
    assert read_recorded(tmp_path / "recorded", asked[1]) is None
