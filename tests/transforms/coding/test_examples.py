"""Tests of the coder on the examples and near misses of the ontology, all of them read at once."""

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.finding import each
from tests.rows import a
from transforms.extraction import Extraction, extract
from transforms.ontology import load_ontology
from transforms.tables import Document, Report

EXCEPTIONS = Path(__file__).parent / "exceptions.yaml"
"""Sentences that are coded otherwise, each with what it is coded as: work to do, by name."""
SURE = 0.4  # confidence from which an event of a near miss counts as found


@dataclass(frozen=True)
class Case:
    """A sentence of the ontology, and whether it is coded as its file says."""

    text: str
    holds: bool
    found: str


def told(report: Report) -> str:
    return f"{report.event_type}/{report.mode} {report.factuality} {report.confidence}"


@pytest.fixture(scope="module")
def cases() -> dict[str, list[Case]]:
    kinds = load_ontology().types.values()
    texts = [
        text
        for kind in kinds
        for text in (*(one.text for one in kind.examples), *(one.text for one in kind.near_misses))
    ]
    documents = [a(Document, document_id=f"{index:016x}", text=text) for index, text in enumerate(texts)]
    coded = iter(extract(documents))
    found: dict[str, list[Case]] = {"examples": [], "near misses": []}
    for kind in kinds:
        for example in kind.examples:
            extraction = next(coded)
            holds = any(
                report.event_type == kind.event_type
                and report.factuality == example.factuality
                and example.mode in {None, report.mode}
                for report in extraction.reports
            )
            found["examples"].append(case(example.text, holds, extraction))
        for miss in kind.near_misses:
            extraction = next(coded)
            sure = [
                report for report in extraction.reports if report.confidence >= SURE and report.factuality != "denied"
            ]
            is_right = not sure if miss.event_type is None else has_type(extraction, miss.event_type)
            is_taken_in = any(one.event_type == kind.event_type != miss.event_type for one in sure)
            found["near misses"].append(case(miss.text, is_right and not is_taken_in, extraction))
    return found


def case(text: str, holds: bool, extraction: Extraction) -> Case:
    return Case(text, holds, ", ".join(map(told, extraction.reports)))


def has_type(extraction: Extraction, event_type: str) -> bool:
    return any(report.event_type == event_type for report in extraction.reports)


def test_the_sentences_of_the_ontology_are_coded_as_it_says_but_for_named_exceptions(
    cases: dict[str, list[Case]],
) -> None:
    every = [one for kind in each(cases.values()) for one in each(kind)]
    wrong = {one.text: one.found for one in every if not one.holds}
    known = set(yaml.safe_load(EXCEPTIONS.read_text(encoding="utf-8")))
    assert {text: found for text, found in wrong.items() if text not in known} == {}
    assert known - wrong.keys() == set(), "they hold now, or are gone: strike them from exceptions.yaml"
