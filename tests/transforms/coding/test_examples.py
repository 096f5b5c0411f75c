"""Tests of the coder on the examples and near misses of the ontology, all of them read at once.

python -m tests.transforms.coding.test_examples     writes tests/golden/ontology.txt anew; read that difference
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from tests.finding import each
from tests.goldens import check, read_lines, write
from tests.rows import a
from transforms.extraction import Extraction, extract
from transforms.ontology import load_ontology
from transforms.tables import Document, Report

EXCEPTIONS = Path(__file__).parent / "exceptions.yaml"
"""Sentences that are coded otherwise, each with what it is coded as: work to do, by name."""
CODED = Path(__file__).parents[2] / "golden" / "ontology.txt"
"""How each sentence is coded: its reports with who takes part in them."""
NUMBERS = ("deaths", "injured", "arrested", "size")
SURE = 0.4  # confidence from which an event of a near miss counts as found


@dataclass(frozen=True)
class Case:
    """A sentence of the ontology, and whether it is coded as its file says."""

    text: str
    holds: bool
    found: str
    coded: tuple[str, ...]


def told(report: Report) -> str:
    return f"{report.event_type}/{report.mode} {report.factuality} {report.confidence}"


def coded(extraction: Extraction) -> Iterator[str]:
    """Yield the reports of a sentence in full."""
    words = {mention.mention_id: mention.mention for mention in extraction.mentions}
    for report in extraction.reports:
        sides = [
            f"{role} {words[held.mention_id]!r} {held.country or '-'} {held.sector or '-'}"
            for role in ("actor", "recipient")
            for held in extraction.participants
            if (held.report_id, held.role) == (report.report_id, role)
        ]
        numbers = [f"{name} {value}" for name in NUMBERS if (value := getattr(report, name)) is not None]
        contexts = " ".join(report.contexts) or "-"
        about = f"{report.event_type}/{report.mode} {report.factuality} {report.certainty} {report.confidence:.2f}"
        yield "; ".join([f"{report.trigger!r} {about}", contexts, report.rule, *sides, *numbers])


@cache
def cases() -> dict[str, list[Case]]:
    kinds = load_ontology().types.values()
    texts = [
        text
        for kind in kinds
        for text in (*(one.text for one in kind.examples), *(one.text for one in kind.near_misses))
    ]
    documents = [a(Document, document_id=f"{index:016x}", text=text) for index, text in enumerate(texts)]
    read = iter(extract(documents))
    found: dict[str, list[Case]] = {"examples": [], "near misses": []}
    for kind in kinds:
        for example in kind.examples:
            extraction = next(read)
            holds = any(
                report.event_type == kind.event_type
                and report.factuality == example.factuality
                and example.mode in {None, report.mode}
                for report in extraction.reports
            )
            found["examples"].append(case(example.text, holds, extraction))
        for miss in kind.near_misses:
            extraction = next(read)
            sure = [
                report for report in extraction.reports if report.confidence >= SURE and report.factuality != "denied"
            ]
            is_right = not sure if miss.event_type is None else has_type(extraction, miss.event_type)
            is_taken_in = any(one.event_type == kind.event_type != miss.event_type for one in sure)
            found["near misses"].append(case(miss.text, is_right and not is_taken_in, extraction))
    return found


def case(text: str, holds: bool, extraction: Extraction) -> Case:
    return Case(text, holds, ", ".join(map(told, extraction.reports)), tuple(coded(extraction)))


def has_type(extraction: Extraction, event_type: str) -> bool:
    return any(report.event_type == event_type for report in extraction.reports)


def test_the_sentences_of_the_ontology_are_coded_as_it_says_but_for_named_exceptions() -> None:
    every = [one for kind in each(cases().values()) for one in each(kind)]
    wrong = {one.text: one.found for one in every if not one.holds}
    known = set(yaml.safe_load(EXCEPTIONS.read_text(encoding="utf-8")))
    assert {text: found for text, found in wrong.items() if text not in known} == {}
    assert known - wrong.keys() == set(), "they hold now, or are gone: strike them from exceptions.yaml"


def written() -> list[str]:
    """Return how the sentences are coded, a line for each sentence and for each report of it."""
    sentences = {one.text: one.coded for kind in cases().values() for one in kind}
    return [
        line for text, reports in sorted(sentences.items()) for line in (text, *(f"    {held}" for held in reports))
    ]


def test_the_sentences_of_the_ontology_are_coded_as_is_written_down() -> None:
    check("ontology.txt", read_lines(CODED), written(), around=1)


if __name__ == "__main__":
    write(CODED, written())
