"""Tests of `entente dates`."""

import json

import pytest

from flows.cli import run
from flows.cli.interface import Exit


def test_each_expression_is_shown_with_its_days_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["dates", "Troops left on Monday.", "--published", "2018-06-08"]) == Exit.OK
    assert capsys.readouterr().out.splitlines() == [
        "published  2018-06-08 (metadata)",
        "",
        "“Monday”  DATE 2018-06-04",
        "  days     2018-06-04, by the day",
        "  counted  from publication",
        "  why      the last up to publication, as the clause is past",
    ]


def test_without_a_day_the_text_is_asked_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    text = "The truce was signed on 4 March 2016. Elections will be held on 20 May 2016."
    assert run(["dates", text, "--json"]) == Exit.OK
    published = json.loads(capsys.readouterr().out)["published"]
    assert (published["first_on"], published["last_on"], published["basis"]) == ("2016-03-04", "2016-05-20", "inferred")
    assert [reason["words"] for reason in published["reasons"]] == ["4 March 2016", "20 May 2016"]


def test_a_text_without_a_time_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["dates", "Nothing happened."]) == Exit.DATA
    assert capsys.readouterr().out.splitlines()[-1] == "no time is named"
