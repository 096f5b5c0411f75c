"""Artifacts of a run: a summary of its release, its findings and the way to its report, as Prefect's page shows them.

They outlive what is forgotten, so that no words of documents stand in them: counts, keys, and the names of sides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact
from prefect.variables import Variable

from expectations.findings import Breach
from flows.pipeline import Summary
from warehouse.asking import ask, names
from warehouse.markdown_words import cell
from warehouse.releases import REPORT, Release

SUMMARY_KEY, FINDINGS_KEY, REPORT_KEY = "entente-release", "entente-findings", "entente-report"
REPORTS_AT = "entente_reports_at"
"""Variable of Prefect: the address at which the folder of releases can be asked for by browsers."""
SHOWN = 20  # rifts of a run, and offenders of a finding
REJECTED = "select reason, count(*) from rejections group by reason order by count(*) desc, reason"
RIFTS = "select rift_id, kind, a, b, first_on, strength, turns from rifts order by strength desc, rift_id"


@dataclass(frozen=True)
class Rift:
    """A rift or thaw that the release before did not have."""

    kind: str
    a: str
    b: str
    first_on: date | None
    strength: float
    turns: int


def record_findings(breaches: Sequence[Breach]) -> None:
    """Show what the checks of a release found: a row for each expectation that is not met."""
    rows = [
        {
            "checked": breach.name,
            "expected": breach.expectation,
            "severity": breach.severity,
            "offenders": "; ".join(filter(None, map(named, breach.offenders[:SHOWN]))),
        }
        for breach in breaches
    ]
    told = f"{len(rows)} expectations that are not met; `entente check` shows their rows" if rows else "nothing found"
    create_table_artifact(rows, key=FINDINGS_KEY, description=told)


def named(offender: dict[str, Any]) -> str:
    """Return an offending row by its keys and numbers, or the subject of a comparison; texts of documents stay out."""
    shown = {
        name: value
        for name, value in offender.items()
        if name == "subject" or name.endswith("_id") or not isinstance(value, str)
    }
    return ", ".join(f"{name} {value}" for name, value in shown.items() if value is not None)


def record_release(summary: Summary, release: Release, before: Release | None) -> None:
    """Show what a run has published, and where its report lies."""
    create_markdown_artifact(summary_page(summary, release, before), key=SUMMARY_KEY, description=headline(summary))
    page = release.folder / REPORT
    if page.is_file():
        create_link_artifact(report_address(page), key=REPORT_KEY, link_text=f"Report of release {release.number}")


def report_address(page: Path) -> str:
    """Return where a browser finds a report: below the address of the variable, else as a file of the run's machine."""
    address = Variable.get(REPORTS_AT)
    if not isinstance(address, str):
        return page.absolute().as_uri()
    return f"{address.rstrip('/')}/{page.parent.name}/{page.name}"


def headline(summary: Summary) -> str:
    """Return in one line what came of a run."""
    if summary.is_unchanged:
        return f"release {summary.release} stands: nothing new in {summary.files} files"
    read = f"{summary.documents} documents, {summary.documents_read} read now"
    wrong = f"{summary.rejections} rejections, {summary.findings} findings"
    return f"release {summary.release}: {summary.events} events from {read}; {wrong}"


def summary_page(summary: Summary, release: Release, before: Release | None) -> str:
    """Return the summary of a release in Markdown: counts, rejections by reason, and rifts that are new."""
    counts = summary.as_json()
    shown = ("files", "documents", "documents_read", "reports", "events", "rejections", "findings", "seconds")
    rifts = new_rifts(release, before)
    more = [f"{len(rifts) - SHOWN} more: `from rifts`"] if len(rifts) > SHOWN else []
    described = [(r.kind, r.a, r.b, r.first_on or "", f"{r.strength:.2f}", r.turns) for r in rifts[:SHOWN]]
    return "\n".join(
        [
            f"# Release {summary.release}",
            *table(("count", ""), [(name.replace("_", " "), counts[name]) for name in shown]),
            "## Rejections by reason",
            *(table(("reason", "files and records"), ask(release.database, REJECTED).rows) or ["None."]),
            "## New rifts and thaws",
            *(table(("kind", "side", "side", "since", "strength", "turns"), described) or ["None."]),
            *more,
            "## Where",
            f"- warehouse: {cell(summary.warehouse)}",
            f"- report: {cell(summary.report)}",
        ]
    )


def new_rifts(release: Release, before: Release | None) -> list[Rift]:
    """Return the rifts and thaws of a release that the one before did not have, the strongest first."""
    known = {row[0] for row in rifts_of(before)} if before else set[Any]()
    return [Rift(*row[1:]) for row in rifts_of(release) if row[0] not in known]


def rifts_of(release: Release) -> list[tuple[Any, ...]]:
    """Return the rifts of a release, none of one of before there were any."""
    has_rifts = release.database.is_file() and "rifts" in names(release.database)
    return ask(release.database, RIFTS).rows if has_rifts else []


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Return the lines of a table in Markdown; none for no rows."""
    lines = [f"| {' | '.join(map(cell, row))} |" for row in rows]
    return ["", f"| {' | '.join(header)} |", f"|{'---|' * len(header)}", *lines, ""] if lines else []
