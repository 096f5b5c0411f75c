"""Weights of choices: what speaks for the right option gains, what is rare has no weight, and a file is sorted."""

from pathlib import Path

from training.softmax import Options, Settings, fit, write_weights

SETTINGS = Settings(rounds=100, decay=1.0, rare=2)


def options() -> Options:
    learned = Options()
    for _ in range(10):
        learned.add([["near"], ["far"], ["far", "named"]], [True, False, False])
    learned.add([["seen once"], ["far"]], [True, False])
    return learned


def test_what_speaks_for_the_right_option_weighs_more() -> None:
    weights = fit(options(), SETTINGS)
    assert weights["near"] > 0 > weights["far"]
    assert "seen once" not in weights


def test_options_of_one_choice_stand_beside_each_other() -> None:
    learned = options()
    assert (learned.choices, learned.choice[:4], learned.choice[-2:]) == (11, [0, 0, 0, 1], [10, 10])


def test_weights_are_written_by_their_facts(tmp_path: Path) -> None:
    write_weights(tmp_path / "weights.csv", {"b": -0.5, "a": 1.0})
    assert (tmp_path / "weights.csv").read_text(encoding="utf-8") == "fact,weight\na,1.0\nb,-0.5\n"


def test_choices_of_several_stories_stay_apart() -> None:
    one, other = Options(), Options()
    one.add([("a",), ("b",)], [True, False])
    other.add([("c",), ("d",)], [False, True])
    one.extend(other)
    assert (one.choice, one.is_right, one.choices) == ([0, 0, 1, 1], [True, False, False, True], 2)
