"""Former keys: corrections of the time before reports in, the same ones with the keys of now out.

What was an event is a report under the same key. What was an incident is the event that has its first report,
by which it was named. A key that is found as neither stays as it is, and the release says so.
"""

from transforms.corpus.corpus import Corpus
from transforms.corpus.corrections import Corrector
from transforms.tables import Event, Report

INCIDENT = "incident"  # the first of the words of which the key of an incident was a hash


def name_reports(corpus: Corpus, corrector: Corrector) -> None:
    """Let corrections of events name the report that they mean, and find the first report of incidents."""
    waiting = corrector.of(Event)
    wanted = sorted({correction.target_id for correction in waiting})
    query = "select report_id from raw.reports where list_contains(?, report_id)"
    reports = {name for (name,) in corpus.connection.execute(query, (wanted,)).fetchall()} if wanted else set()
    columns = {column.name for column in Report.columns()}
    for correction in waiting:
        if correction.target_id in reports and correction.target_column in columns:
            corrector.retarget(correction, Report, correction.target_id)
    incidents = [correction.target_id for correction in waiting if is_of_incident(correction.written_for)]
    if incidents:  # every report is asked, which an ordinary run need not pay for
        query = (
            "select incident_id, report_id from "
            f"(select key_of(['{INCIDENT}', report_id]) as incident_id, report_id from raw.reports) "
            "where list_contains(?, incident_id)"
        )
        corrector.first_reports = dict(corpus.connection.execute(query, (incidents,)).fetchall())


def name_events(corpus: Corpus, corrector: Corrector) -> None:
    """Let corrections of incidents name the event that has the first report of the incident."""
    query = "select report_id, event_id from all_event_reports where list_contains(?, report_id)"
    reports = sorted(corrector.first_reports.values())
    events = dict(corpus.connection.execute(query, (reports,)).fetchall()) if reports else {}
    for correction in corrector.of(Event):
        if event_id := events.get(corrector.first_reports.get(correction.target_id, "")):
            corrector.retarget(correction, Event, event_id)


def is_of_incident(written_for: str | None) -> bool:
    """Return whether a correction was written for the table of incidents."""
    return bool(written_for) and str(written_for).startswith("incidents.")
