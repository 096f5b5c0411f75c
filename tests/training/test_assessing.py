"""Tests of how far confidences can be believed: five bins of equal size, and how far they lie off."""

from training.assessing import Judged, bins_of, calibration_error, learn, sureness

HALF_RIGHT = [(0.5, place % 2 == 0) for place in range(100)]


def test_bins_have_equal_size_and_hold_the_share_that_is_right() -> None:
    bins = bins_of([(0.1, False)] * 20 + [(0.9, True)] * 80)
    assert [one.count for one in bins] == [20] * 5
    assert [one.right for one in bins] == [0.0, 1.0, 1.0, 1.0, 1.0]


def test_an_interval_holds_the_share() -> None:
    assert all(one.least <= one.right <= one.most for one in bins_of(HALF_RIGHT))


def test_who_is_as_right_as_sure_makes_no_error() -> None:
    assert calibration_error(bins_of([(0.0, False)] * 50 + [(1.0, True)] * 50)) < 0.2
    assert calibration_error(bins_of([(1.0, False)] * 50)) == 1.0


def test_what_was_mostly_right_is_sure() -> None:
    judged = [
        Judged(f"story {place}", "when", (basis,), is_right=(place % 10 != 0) == (basis == "stated"))
        for place in range(100)
        for basis in ("stated", "guessed")
    ]
    weights = learn(judged)
    assert sureness(("stated",), weights) > 0.8
    assert sureness(("guessed",), weights) < 0.2
