"""Files of gold and of answers: what is wrong with one is said in a sentence, and our own set scores itself well."""

from pathlib import Path
from typing import Any

import pytest

from evaluation import TASKS, Evaluation, Figure, GoldInvalid, Options, Rates, evaluate, score
from evaluation.gold import document_of, read_gold
from tests.evaluation.worked_examples import read_lines, reads, write_lines

OWN_GOLD = Path(__file__).parents[2] / "evaluation" / "examples"
FILES = {"geo-resolve": "geo", "geo-e2e": "geo"}
GOOD = {"id": "a", "text": "Iran and Iraq met.", "timexes": []}


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["{'id': 1}"], "gold.jsonl:1: \"{'id': 1}\" is not JSON; a line is one JSON object"),
        ([GOOD, "", "[1, 2]"], "gold.jsonl:3: [1, 2] is not a JSON object; a line is one JSON object"),
        (
            [{"id": "a", "text": "x"}],
            "gold.jsonl:1: no timexes among id, text; a line of this task needs id, text, timexes",
        ),
        ([{**GOOD, "timexes": "x"}], "gold.jsonl:1: timexes is 'x'; it should be a valid tuple"),
        ([{**GOOD, "timexes": [{"start": 1}]}], "gold.jsonl:1: no timexes.0.end among id, text, timexes; "),
        ([{**GOOD, "date": "2018-13-40"}], "gold.jsonl:1: date is '2018-13-40'; it should be a valid date"),
        ([GOOD, GOOD], "gold.jsonl:2: id is 'a'; every line needs an id that no other line has"),
        ([], "gold.jsonl: no line found; a set holds one JSON object a line"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_in_a_sentence(lines: list[Any], message: str, tmp_path: Path) -> None:
    gold = write_lines(tmp_path / "gold.jsonl", *lines)
    with pytest.raises(GoldInvalid) as problem:
        evaluate("times", gold, reads())
    assert str(problem.value).startswith(f"{tmp_path}/{message}")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldInvalid, match=r"none.jsonl: No such file or directory; name a file"):
        evaluate("times", tmp_path / "none.jsonl", reads())
    with pytest.raises(GoldInvalid, match="Is a directory"):
        evaluate("times", tmp_path, reads())
    (tmp_path / "latin.jsonl").write_bytes(b'{"id": "\xe9"}\n')
    with pytest.raises(GoldInvalid, match="byte 8 is not UTF-8"):
        evaluate("times", tmp_path / "latin.jsonl", reads())


def test_an_unknown_task_set_or_split_is_named_with_those_there_are(tmp_path: Path) -> None:
    gold = write_lines(tmp_path / "gold.jsonl", {**GOOD, "labels": [], "set": "mine", "orig_split": "test"})
    with pytest.raises(GoldInvalid, match="task 'naming' is unknown; use one of entities, relations, events"):
        evaluate("naming", gold, reads())
    with pytest.raises(GoldInvalid, match=r"set 'mine': no mapping .* give a set of case21_task2, india_police"):
        evaluate("eventcls", gold, reads({}))
    with pytest.raises(GoldInvalid, match="no text of the split 'train'; it has test"):
        evaluate("times", gold, reads(), options=Options(split="train"))


def test_an_answer_to_no_text_is_an_error(tmp_path: Path) -> None:
    gold = write_lines(tmp_path / "gold.jsonl", GOOD)
    with pytest.raises(GoldInvalid, match=r"id 'z' is not in .*gold.jsonl"):
        score("times", gold, write_lines(tmp_path / "out.jsonl", {"id": "z"}))


def test_a_document_keeps_the_text_and_the_day_of_the_gold(tmp_path: Path) -> None:
    text = "A  headline\n\n\u00a0Body \u00adwith  blanks."
    lines = [{"id": "a", "text": text, "date": "2018-07-09", "title": "A  headline"}, {"id": "b", "text": text}]
    shape = TASKS["times"].item
    path = write_lines(tmp_path / "gold.jsonl", *({**line, "timexes": []} for line in lines))
    dated, undated = (document_of(item, "gold") for item in read_gold(path, shape))
    assert (dated.text, dated.title, str(dated.published_first_on)) == (text, "A  headline", "2018-07-09")
    assert (dated.published_basis, undated.published_basis) == ("metadata", "unknown")
    assert (undated.title, undated.published_last_on) == (None, None)
    assert dated.document_id != undated.document_id


@pytest.mark.parametrize("written", ["None", "Dec 17, 20", "Today", ""])
def test_a_day_that_a_set_does_not_write_in_full_is_unknown(written: str, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "gold.jsonl", {**GOOD, "date": written})
    (item,) = read_gold(path, TASKS["times"].item)
    assert item.date is None


def test_answers_are_written_in_the_order_and_the_format_of_the_set(tmp_path: Path) -> None:
    gold = write_lines(tmp_path / "gold.jsonl", GOOD | {"id": "z"}, GOOD)
    evaluate("times", gold, reads({}, {}), tmp_path / "out.jsonl")
    assert read_lines(tmp_path / "out.jsonl") == [{"id": "z", "timexes": []}, {"id": "a", "timexes": []}]


def test_an_evaluation_can_be_read_and_kept(tmp_path: Path) -> None:
    timex = {"start": 0, "end": 4, "type": "DATE", "value": "2018"}
    gold = write_lines(tmp_path / "gold.jsonl", {**GOOD, "timexes": [timex]})
    evaluation = evaluate("times", gold, reads({}), errors=1)
    lines = str(evaluation).splitlines()
    assert lines[1].split() == ["times,", "1", "texts", "precision", "recall", "F1", "right", "answered", "gold"]
    assert lines[2].split() == ["span", "exact", "0.000", "0.000", "0.000", "0", "0", "1"]
    assert lines[-1].split() == ["missed", "a", "DATE", "'Iran'", "2018"]
    kept = evaluation.as_json()
    assert kept["measures"]["span exact"] == {
        "precision": 0.0,
        "recall": 0.0,
        "f1": 0.0,
        "right": 0,
        "answered": 0,
        "gold": 1,
    }
    assert kept["mistakes"] == [{"id": "a", "kind": "missed", "detail": "DATE 'Iran' 2018"}]


def own_gold(task: str) -> Path:
    return OWN_GOLD / f"{FILES.get(task, task)}.jsonl"


def values(evaluation: Evaluation) -> dict[str, float]:
    """Return every F1 and every share of an evaluation for which the gold asks something."""
    rated = {measure.name: measure.f1 for measure in evaluation.measures if isinstance(measure, Rates) and measure.gold}
    shares = [
        measure for measure in evaluation.measures if isinstance(measure, Figure) and isinstance(measure.value, float)
    ]
    return rated | {share.name: float(share.value or 0) for share in shares if "error" not in share.name}


@pytest.mark.parametrize("task", TASKS)
def test_the_gold_itself_is_a_perfect_answer(task: str, tmp_path: Path) -> None:
    given = read_lines(own_gold(task))
    if task == "geo-e2e":
        # A toponym without a point is neither asked nor wrong.
        given = [{**one, "toponyms": [place for place in one["toponyms"] if place["lat"] is not None]} for one in given]
    scored = values(score(task, own_gold(task), write_lines(tmp_path / "out.jsonl", *given)))
    assert scored
    assert scored == {name: pytest.approx(1.0) for name in scored}


@pytest.mark.parametrize("task", [task for task in TASKS if task != "clusters"])
def test_no_answer_scores_nothing(task: str, tmp_path: Path) -> None:
    nothing = [{"id": line["id"]} for line in read_lines(own_gold(task))]
    evaluation = score(task, own_gold(task), write_lines(tmp_path / "out.jsonl", *nothing))
    # Where nothing is asked, silence is right; a thing that stands alone is in its own cluster and agrees there.
    silent = {"exact-set accuracy", "dyad (both countries, no type)", "B-cubed", "LEA"}
    assert {name: value for name, value in values(evaluation).items() if value}.keys() <= silent
