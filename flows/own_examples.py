"""Own knowledge, tried: its files in, what each adds and whether its examples are coded as it says out."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flows.coded_text import as_document
from transforms.extraction import extract
from transforms.ontology import CONTEXT_CUES, Example, NearMiss, read_own_file
from transforms.own_knowledge import OwnFile, OwnKnowledge
from transforms.tables import Report


@dataclass(frozen=True)
class Tried:
    """What a file adds, and what came of its examples and near misses."""

    path: str
    adds: str
    right: int
    """Examples and near misses that are coded as the file says."""
    wrong: tuple[str, ...]
    """Those that are not, in words."""


def try_knowledge(knowledge: OwnKnowledge) -> list[Tried]:
    """Return what came of every file."""
    return [_tried(file) for file in knowledge.files]


def _tried(file: OwnFile) -> Tried:
    if not file.path.startswith("ontology/"):
        return Tried(file.path, f"{file.text.strip().count(chr(10))} rows", 0, ())
    if file.name == CONTEXT_CUES:
        return Tried(file.path, "words of contexts", 0, ())
    kind = read_own_file(file)
    sentences: list[Example | NearMiss] = [*kind.examples, *kind.near_misses]
    reports = _reports([sentence.text for sentence in sentences])
    held = [_held(kind.event_type, sentence, reports[sentence.text]) for sentence in sentences]
    wrong = tuple(told for told in held if told)
    return Tried(file.path, f"{kind.event_type}, {len(kind.triggers)} trigger patterns", len(held) - len(wrong), wrong)


def _reports(texts: Sequence[str]) -> dict[str, tuple[Report, ...]]:
    """Return the reports of each text."""
    found = extract([as_document(text, None) for text in dict.fromkeys(texts)])
    return {extraction.document.text: extraction.reports for extraction in found}


def _held(event_type: str, told: Example | NearMiss, reports: Sequence[Report]) -> str | None:
    """Return in words what is coded otherwise than a file says; None where all is as it says."""
    coded = ", ".join("/".join(filter(None, (report.event_type, report.mode))) for report in reports) or "nothing"
    types = {report.event_type for report in reports}
    if isinstance(told, NearMiss):
        is_right = event_type not in types and (told.event_type is None or told.event_type in types)
        wanted = told.event_type or "nothing"
        return None if is_right else f"near miss {told.text!r} is coded as {coded}, not as {wanted}"
    if any((report.event_type, report.mode) == (event_type, told.mode) for report in reports):
        return None
    return f"example {told.text!r} is coded as {coded}, not as {'/'.join(filter(None, (event_type, told.mode)))}"


def as_json(tried: Sequence[Tried]) -> list[dict[str, Any]]:
    """Return what came of it for a program."""
    return [asdict(one) for one in tried]


def lines(tried: Sequence[Tried]) -> Iterator[str]:
    """Yield what came of it for a person."""
    for one in tried:
        told = one.right + len(one.wrong)
        yield f"{one.path}: {one.adds}" + (f"; {one.right} of {told} examples and near misses hold" if told else "")
        yield from (f"  {line}" for line in one.wrong)
    if not tried:
        yield "no own knowledge: --knowledge or the nearest entente.toml names a folder of it"
