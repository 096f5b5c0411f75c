"""Composites: the reports of a document in, which of them tell what is a part or the content of what others tell out.

A truce that is agreed at a meeting, a killing in the course of a riot, the deed of which somebody is accused: two
events, of which the text says in one sentence how they belong together. Nothing is taken for a part because of its
days and place alone. `composites.csv` has the words and the relations of syntax that say so.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

from transforms.drafts import ReportPart
from transforms.identifiers import key
from transforms.language.reading import ROOT, Reading
from transforms.loading import Csv
from transforms.row import OneOf
from transforms.syntax import Tree
from transforms.tables import EventType, Factuality, PartReason, Report, ReportParticipant, Sentence

__all__ = ["COMPOSITES", "find_parts"]

ACTUAL = "actual"
FEW = 4  # verbs of a list that share what the first of them depends on


class CompositeRow(NamedTuple):
    """How a sentence says that what one of its reports tells is a part or the content of what another one tells."""

    reason: PartReason
    whole_types: tuple[EventType, ...]
    words: tuple[str, ...]
    """Lemmas of the trigger of the whole; empty for any."""
    hangs: Annotated[str, OneOf(("part", "whole"))]
    """Which of the two depends on the other."""
    relations: tuple[str, ...]
    """In which relation."""
    markers: tuple[str, ...]
    """Prepositions and subordinators of which one introduces it; empty for any or none."""
    part_types: tuple[EventType, ...]
    """Empty for any."""
    factualities: tuple[Factuality, ...]
    """Those of the part; empty for any."""
    is_shared: bool
    """Whether somebody must do both."""
    example: str


COMPOSITES = Csv(
    "composites.csv",
    CompositeRow,
    key=("reason", "words", "hangs", "relations", "markers"),
    folder=Path(__file__).parent,
)


@cache
def load_composites() -> tuple[CompositeRow, ...]:
    """Return the patterns; of those that say so of one pair of reports the first speaks."""
    return tuple(COMPOSITES.rows())


def find_parts(
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    reports: Sequence[Report],
    participants: Iterable[ReportParticipant],
) -> list[ReportPart]:
    """Return which reports of a document tell a part or the content of what another report of their sentence tells."""
    together: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        together[report.sentence_id].append(report)
    doers: dict[str, set[str]] = defaultdict(set)
    for participant in participants:
        if participant.role == "actor":
            doers[participant.report_id] |= {participant.mention_id, participant.entity_id or participant.mention_id}
    return [
        part
        for sentence, reading in zip(sentences, readings, strict=True)
        if len(together[sentence.sentence_id]) > 1
        for part in _parts_of(sentence, Tree(reading), together[sentence.sentence_id], doers)
    ]


def _parts_of(
    sentence: Sentence, tree: Tree, reports: Sequence[Report], doers: Mapping[str, set[str]]
) -> Iterator[ReportPart]:
    """Yield the parts that a sentence tells, each under the first pattern that says so."""
    placed = [(report, place) for report in reports if (place := _token_of(sentence, tree, report)) is not None]
    for part, at in placed:
        for whole, whole_at in placed:
            if part is whole or whole.factuality != ACTUAL:
                continue
            is_shared = bool(doers[part.report_id] & doers[whole.report_id])
            told, places = (part, whole), (at, whole_at)
            row = next((row for row in load_composites() if _says_so(row, tree, told, places, is_shared)), None)
            if row is not None:
                yield ReportPart(
                    report_part_id=key(part.report_id, whole.report_id),
                    report_id=part.report_id,
                    whole_report_id=whole.report_id,
                    document_id=part.document_id,
                    reason=row.reason,
                )


def _token_of(sentence: Sentence, tree: Tree, report: Report) -> int | None:
    """Return the token on which the trigger of a report depends; None for one that cuts a token."""
    first, last = report.trigger_start - sentence.sentence_start, report.trigger_end - sentence.sentence_start
    inside = [number for number, token in enumerate(tree.reading.tokens) if first <= token.start and token.end <= last]
    return tree.head_of(inside[0], inside[-1] + 1) if inside else None


def _says_so(
    row: CompositeRow, tree: Tree, told: tuple[Report, Report], places: tuple[int, int], is_shared: bool
) -> bool:
    """Whether a sentence says of a part and a whole, whose triggers stand at these places, what a pattern says."""
    part, whole = told
    if whole.event_type not in row.whole_types or (row.words and tree.lemma(places[1]) not in row.words):
        return False
    if (row.part_types and part.event_type not in row.part_types) or (row.is_shared and not is_shared):
        return False
    if row.factualities and part.factuality not in row.factualities:
        return False
    below, above = places if row.hangs == "part" else places[::-1]
    return any(
        tree.token(link).relation in row.relations
        and tree.token(link).head == above
        and (not row.markers or bool(set(row.markers) & set(tree.markers(link))))
        for link in _links(tree, below)
    )


def _links(tree: Tree, place: int) -> Iterator[int]:
    """Yield a token and those with which it is coordinated: in "of burning and killing" both depend by the first."""
    for _ in range(FEW):
        yield place
        token = tree.token(place)
        # A verb that seems to be coordinated with a noun is so with another verb: "charged with theft, and freed".
        if token.relation != "conj" or token.head == ROOT or tree.token(token.head).pos != token.pos:
            return
        place = token.head
