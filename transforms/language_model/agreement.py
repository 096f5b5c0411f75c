"""Takes what both readers tell of a document, the engine and a language model, gives their reports together.

A report of both is the model's, with the rule of the engine beside its own, and surer than one of the model alone.
What the engine alone tells is kept, too unsure to be shown by default, and a finding of the release counts it.
"""

from collections.abc import Iterable, Sequence

from transforms.coding.relevance import DOUBTFUL
from transforms.document_drafts import WeighedReport
from transforms.extraction import Extraction, SentenceExtraction, surveyed_rows
from transforms.language_model.answer_extraction import Told, finish
from transforms.tables import RemovedSpan

AGREED = 0.8
"""Confidence of a report that both tell, a rank above that of one alone; see `report_making.ALONE`."""


def extract_agreed(told: Told, engine: SentenceExtraction, removed: Sequence[RemovedSpan] = ()) -> Extraction:
    """Return the rows of a document that both readers have read."""
    matches = match(told.reports, engine.reports)
    borne_out = {found.report_id for found in matches.values()}
    alone = [report for report in engine.reports if report.report_id not in borne_out]
    kept = {report.report_id for report in alone}
    reports = [
        *(_borne_out(report, matches.get(report.report_id)) for report in told.reports),
        *(WeighedReport.of(report, confidence=min(report.confidence, DOUBTFUL)) for report in alone),
    ]
    participants = [row for row in engine.participants if row.report_id in kept]
    magnitudes = [row for row in engine.magnitudes if row.report_id in kept]
    rows = surveyed_rows(
        told.surveyed, removed, reports, [*told.participants, *participants], [*told.magnitudes, *magnitudes]
    )
    return finish(rows, told.surveyed.readings, told.event_of)


def match(told: Sequence[WeighedReport], engine: Iterable[WeighedReport]) -> dict[str, WeighedReport]:
    """Return for each report of the model, by its key, the engine's report of the same thing.

    It is of the same sentence and type, and is what shares most characters with it, then the nearest; each is of one.
    """
    waiting = {report.report_id: report for report in engine}
    found: dict[str, WeighedReport] = {}
    for report in told:
        alike = [
            other
            for other in waiting.values()
            if (other.sentence_id, other.event_type) == (report.sentence_id, report.event_type)
        ]
        best = max(alike, key=lambda other: (_shared(report, other), other.report_id), default=None)
        if best is not None:
            found[report.report_id] = waiting.pop(best.report_id)
    return found


def _shared(one: WeighedReport, other: WeighedReport) -> int:
    """Return how many characters two triggers share; fewer than none by how far they lie apart."""
    return min(one.trigger_end, other.trigger_end) - max(one.trigger_start, other.trigger_start)


def _borne_out(report: WeighedReport, other: WeighedReport | None) -> WeighedReport:
    """Return a report of the model, surer where the engine tells the same as a fact, or as none, too."""
    if other is None:
        return report
    is_same = report.factuality == other.factuality
    rule = f"{report.rule}+{other.rule}"
    return WeighedReport.of(report, rule=rule, confidence=AGREED if is_same else report.confidence)
