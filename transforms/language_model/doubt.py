"""Takes what the engine gives of a document, tells whether it is sure enough that nobody else need read it."""

from transforms.extraction import Extraction
from transforms.tables import Report

UNSURE_BELOW = 0.5
"""Confidence of a field below which the engine is unsure of it by default: as likely wrong as right."""


def is_unsure(extraction: Extraction, below: float = UNSURE_BELOW) -> bool:
    """Whether the engine has a report in a document of which some field is less sure than that.

    A document in which it has no report is one of which it is sure.
    """
    return any(_least(report) < below for report in extraction.reports)


def _least(report: Report) -> float:
    fields = (report.confidence_what, report.confidence_who, report.confidence_when, report.confidence_where)
    return min((field for field in fields if field is not None), default=report.confidence)
