"""Fuzzing: a small sample of what campaigns try, and what they count as a failure."""

from pathlib import Path

import pytest

from benchmarks.fuzz import Built, Outcome, build_mutated, faults_of_output, read_all
from benchmarks.mutated_files import originals
from transforms.documents.seed import rejection


def test_each_mutated_file_gives_documents_or_rejections_and_soon() -> None:
    assert [fault for outcome in read_all(2 * len(originals()), 7) for fault in outcome.faults()] == []


@pytest.mark.slow
def test_a_folder_of_mutated_files_is_built_and_all_of_them_are_accounted_for(tmp_path: Path) -> None:
    assert build_mutated(18, 7, 0, tmp_path) == []


def test_what_is_lost_slow_or_fails_our_code_is_a_fault() -> None:
    assert list(Outcome("1.txt", 0.1, 1, ()).faults()) == []
    assert list(Outcome("1.txt", 0.1, 0, ()).faults()) == ["1.txt: lost"]
    assert list(Outcome("1.txt", 9.0, 1, ()).faults()) == ["1.txt: 9.0 s"]
    assert list(Outcome("1.txt", 0.1, 0, (rejection("1.txt", "wire", "broken", "x"),)).faults()) == []
    failed = rejection("1.txt", "wire", "reader_failed", "KeyError")
    assert list(Outcome("1.txt", 0.1, 0, (failed,)).faults()) == ["reader_failed: 1.txt: KeyError"]


def test_a_build_that_fails_hangs_or_steers_a_terminal_is_a_fault() -> None:
    assert list(faults_of_output(Built(0, "documents:  3\n"))) == []
    assert list(faults_of_output(Built(1, "4 of 5 records were rejected\nwarehouse:  w\n"))) == []
    assert list(faults_of_output(Built(None, ""))) == ["no end after 900 s"]
    assert list(faults_of_output(Built(1, "no\n"))) == [r"status 1: 'no\n'"]
    assert list(faults_of_output(Built(0, "a\x1b[2J"))) == ["control characters: ['\\x1b']"]
    (fault,) = faults_of_output(Built(0, "Traceback (most recent call last):"))
    assert fault.startswith("traceback:")
