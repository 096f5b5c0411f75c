"""Evaluation of pages: figures are those that a person counts by hand."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from evaluation import evaluate, score
from evaluation.gold import GoldInvalid
from evaluation.pages import shared_words
from evaluation.results import Evaluation

TEXT = "Talks resumed in Geneva on Monday. Both delegations said that they would stay until the end of the week."
PAGE = (
    "<html><head><title>Talks resume</title><meta name=author content='Jane Roe'>"
    "<meta name=date content=2024-03-06></head><body><nav>World</nav>"
    f"<article><h1>Talks resume</h1><p>{TEXT}</p></article>"
)
FRENCH = "Les pourparlers ont repris lundi à Genève, et les deux délégations ont dit que la semaine serait longue."


def a_set(folder: Path) -> Path:
    """Return a set of three pages: one in English, one in French, one without a word."""
    pages = {
        "a.html": PAGE,
        "b.html.gz": f"<html lang=fr><body><p>{FRENCH}</p></body></html>",
        "c.html": "<html></html>",
    }
    for name, page in pages.items():
        content = page.encode()
        (folder / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    lines: list[dict[str, Any]] = [
        {
            "id": "1",
            "file": "a.html",
            "text": TEXT,
            "title": "Talks resume!",
            "authors": ["Jane Roe"],
            "date": "2024-03-06T10:00",
        },
        {"id": "2", "file": "b.html.gz", "text": FRENCH, "title": None, "authors": None, "date": None},
        {
            "id": "3",
            "file": "c.html",
            "text": "Nothing is left of it.",
            "title": "Gone",
            "authors": ["Ali Sample"],
            "date": "2024-03-07",
        },
    ]
    gold = folder / "pages.jsonl"
    gold.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return gold


def figures(evaluation: Evaluation) -> dict[str, Any]:
    """Return the figures by name."""
    return {measure.name: measure.as_json() for measure in evaluation.measures}


def test_words_are_compared_as_bags() -> None:
    assert shared_words("The army left. The army won.", "the ARMY left town") == (3 / 4, 3 / 6, 0.6)
    assert shared_words("", "") == (0.0, 1.0, 0.0)


def test_pages_of_any_language_are_counted(tmp_path: Path) -> None:
    found = figures(evaluate("pages", a_set(tmp_path), lambda documents: [], tmp_path / "out.jsonl"))
    words = len(TEXT.split())
    assert found["text P"] == pytest.approx((words / (words + 2) + 1 + 0) / 3)
    assert found["text R"] == pytest.approx(2 / 3)
    assert found["text below the headline F1"] == pytest.approx(2 / 3)
    counts = {name: found[name] for name in ("empty", "under half", "noise over a tenth", "title", "authors", "date")}
    assert counts == {
        "empty": 1, "under half": 0, "noise over a tenth": 0, "title": "1/2", "authors": "1/2", "date": "1/2"
    }  # fmt: skip


def test_answers_in_a_file_score_as_they_did_when_written(tmp_path: Path) -> None:
    gold, answers = a_set(tmp_path), tmp_path / "out.jsonl"
    evaluated = evaluate("pages", gold, lambda documents: [], answers)
    assert figures(score("pages", gold, answers)) == figures(evaluated)


def test_a_page_that_is_not_there_is_named(tmp_path: Path) -> None:
    gold = a_set(tmp_path)
    (tmp_path / "a.html").unlink()
    with pytest.raises(
        GoldInvalid, match=r"a\.html: No such file or directory; the page of '1' must lie beside the set"
    ):
        evaluate("pages", gold, lambda documents: [])
