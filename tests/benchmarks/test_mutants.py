"""Tests of drawing mutants: a text in, the small changes out."""

import pytest

from benchmarks.mutants import Finder, Mutant, constants, drawn, filters, operators, rows
from benchmarks.mutation import Covered, chosen
from tests.test_architecture import ROOT

PYTHON = '''"""A module."""
LIMIT = 3


def is_near(one: "int", other: int = 0) -> bool:
    """Whether two are near."""
    return not one - other > LIMIT and f"{one} is near" != "far"
'''
CSV = 'name,note\nHoms,"a\ntown"\nHama,\n'
YAML = "triggers:\n  - {lemma: raid}\n  - {lemma: hit,\n      mode: aerial}\nexamples:\n  - {text: They raided.}\n"
SQL = "-- One row per event = its key.\nselect * from events where score > 3 and place_id is not null\n"


def told(found: Finder, path: str, text: str) -> list[tuple[int, str, str]]:
    return [(mutant.line, mutant.before, mutant.after) for mutant in found(path, text)]


def test_an_operator_stands_between_its_operands() -> None:
    assert sorted(told(operators, "near.py", PYTHON)) == [
        (7, "!=", "=="),
        (7, "-", "+"),
        (7, ">", ">="),
        (7, "and", "or"),
        (7, "not ", ""),
    ]


def test_a_constant_is_no_annotation_no_docstring_and_no_piece_of_an_f_string() -> None:
    assert told(constants, "near.py", PYTHON) == [(2, "3", "4"), (5, "0", "1"), (7, '"far"', "'XXfarXX'")]


def test_a_row_of_a_csv_file_is_one_though_it_takes_two_lines() -> None:
    assert told(rows, "places.csv", CSV) == [(2, 'Homs,"a\ntown"\n', ""), (4, "Hama,\n", "")]


def test_an_element_of_an_ontology_file_is_a_row_unless_it_is_an_example() -> None:
    assert [before for _, before, _ in told(rows, "assault.yaml", YAML)] == [
        "- {lemma: raid}",
        "- {lemma: hit,\n      mode: aerial}",
    ]


def test_a_condition_of_sql_is_no_comment() -> None:
    assert told(filters, "events.sql", SQL) == [(2, " > ", " >= "), (2, " is not null", " is null")]


def test_a_mutant_changes_its_place_alone() -> None:
    found = next(operators("near.py", "a = b == c\n"))
    assert found.applied("a = b == c\n") == "a = b != c\n"


@pytest.mark.parametrize("kind", ["row", "filter"])
def test_a_seed_draws_the_same_mutants_each_time_and_another_seed_others(kind: str) -> None:
    first = drawn(ROOT, kind, 5, seed=1)
    assert (first, len(set(first))) == (drawn(ROOT, kind, 5, seed=1), 5)
    assert first != drawn(ROOT, kind, 5, seed=2)


def test_the_tests_of_a_mutant_are_those_that_cover_it_the_one_of_its_name_first_within_the_budget() -> None:
    mutant = Mutant("operator", "transforms/places/near.py", 7, 7, 0, 1, "a", "b")
    line = {"transforms/places/near.py": frozenset({7})}
    covered = [
        Covered("tests/transforms/test_slow.py", 50.0, frozenset(), line),
        Covered("tests/transforms/test_quick.py", 5.0, frozenset(), line),
        Covered("tests/transforms/places/test_near.py", 20.0, frozenset(), line),
        Covered("tests/transforms/test_other.py", 1.0, frozenset(), {"transforms/places/near.py": frozenset({8})}),
    ]
    assert chosen(mutant, covered) == ["tests/transforms/places/test_near.py", "tests/transforms/test_quick.py"]


def test_the_golden_tests_of_reading_run_after_those_named_for_a_module_whatever_they_take() -> None:
    mutant = Mutant("row", "transforms/places.csv", 2, 2, 0, 1, "a", "")
    opened = frozenset({"transforms/places.csv"})
    names = [
        "tests/transforms/test_quick.py",
        "tests/transforms/test_places.py",
        "tests/transforms/test_golden_rows.py",
    ]
    covered = [Covered(name, seconds, opened, {}) for name, seconds in zip(names, (3.0, 9.0, 99.0), strict=True)]
    assert chosen(mutant, covered) == [names[1], names[2], names[0]]


def test_a_row_is_covered_by_tests_that_open_its_file() -> None:
    mutant = Mutant("row", "transforms/places.csv", 2, 2, 0, 1, "a", "")
    covered = [
        Covered("tests/test_reading.py", 1.0, frozenset({"transforms/places.csv"}), {}),
        Covered("tests/test_other.py", 1.0, frozenset(), {"transforms/places.csv": frozenset({2})}),
    ]
    assert chosen(mutant, covered) == ["tests/test_reading.py"]
