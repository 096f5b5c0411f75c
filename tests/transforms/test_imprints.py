"""Worked examples of imprints: which runs of words are kept, and what a word weighs."""

from collections import Counter

from transforms.imprints import MOST_WORDS, hashed, imprint_of, kept_runs, names_among, weighed

WORDS = [f"word{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]


def test_one_run_of_five_words_in_four_is_kept_by_its_hash() -> None:
    runs = [hashed(WORDS[start : start + 5]) for start in range(len(WORDS) - 4)]
    assert kept_runs(WORDS) == sorted(run for run in runs if run % 4 == 0)
    assert 0 < len(kept_runs(WORDS)) < len(runs)


def test_a_text_shorter_than_a_run_is_one_run() -> None:
    kept = [words for words in ([name] for name in WORDS) if hashed(words) % 4 == 0]
    assert [kept_runs(words) for words in kept] == [[hashed(words)] for words in kept]
    assert kept_runs([]) == []


def test_a_hash_is_the_same_everywhere_and_fits_into_a_column() -> None:
    assert hashed(["one", "two"]) == 9165989092183550
    assert hashed(["one", "two"]) != hashed(["one two x"])


def test_a_rare_word_weighs_more_and_one_that_stands_twice_too() -> None:
    texts_with = {"": 99, "common": 50, "rare": 1}
    counted = Counter({"common": 1, "rare": 1, "of": 9, "1999": 9})
    assert weighed(counted, texts_with) == {"rare": 9870, "common": 1606}
    assert weighed(Counter({"rare": 1, "again": 2}), {"": 99, "rare": 1, "again": 1}) == {"again": 8610, "rare": 5085}
    assert weighed(Counter({"new": 1}), {"": 1}) == {"new": 10_000}


def test_the_heaviest_words_are_kept_and_the_headline_counts_again() -> None:
    many = Counter({f"word{number}": 1 for number in range(MOST_WORDS + 5)})
    assert len(weighed(many, {"": 9})) == MOST_WORDS == 60
    once, twice = (imprint_of("0" * 16, title, "Zyx was in Qwv.") for title in (None, "Zyx"))
    assert once.weights[0] == once.weights[1]
    assert (twice.words[0], twice.weights[0] > twice.weights[1]) == ("zyx", True)


def test_a_name_weighs_more_than_another_word_as_rare() -> None:
    assert names_among(["The", "Zyx", "met", "zyx", "and", "Qwv"]) == {"the", "qwv"}
    weights = weighed(Counter({"qwv": 1, "zyx": 1}), {"": 99}, {"qwv"})
    assert weights == {"qwv": 8321, "zyx": 5547}


def test_an_imprint_has_the_runs_that_are_quoted_and_the_agencies_that_are_credited() -> None:
    text = 'He told the AP: "None of us was there at noon." “No,” she said. "It is over'
    found = imprint_of("0" * 16, None, text)
    words = ["none", "of", "us", "was", "there", "at", "noon"]
    assert found.quoted == sorted(hashed(words[start : start + 5]) for start in range(3))
    assert found.credits == ["Associated Press"]
