"""Evidence: whole documents as far as they fit into the page, and where in them the words of each report stand."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

BYTES_PER_REPORT = 170  # what the spans of a report take in JSON, measured on our seeds
LARGEST_DOCUMENT = 500_000  # bytes; a few larger ones would leave no room for the others
PARTS = ("trigger", "actor", "recipient", "time", "place", "number", "speaker", "cue", "statement")
"""What marked words show, by number."""

Record = dict[str, Any]
Ask = Callable[..., list[Record]]


def evidence(
    ask: Ask,
    numbers: Mapping[str, int],
    document_numbers: Mapping[str, int],
    last_id: str,
    first_ids: Sequence[str],
    most_bytes: int,
) -> Record:
    """Return documents by number, each with its text and its reports by number, until they fill so many bytes."""
    chosen = ask(
        "evidence_documents",
        last_id=last_id,
        first_ids=list(first_ids),
        bytes_per_report=BYTES_PER_REPORT,
        most_bytes=most_bytes,
        largest_bytes=LARGEST_DOCUMENT,
    )
    documents: dict[str, Record] = {
        row["document_id"]: {name: row[name] for name in ("text", "path", "url")} | {"reports": {}} for row in chosen
    }
    asked = {"document_ids": list(documents), "last_id": last_id}
    spans: dict[str, list[list[int]]] = {}
    for row in ask("evidence_spans", **asked):
        spans.setdefault(row["report_id"], []).append([PARTS.index(row["part"]), row["words_start"], row["words_end"]])
    for row in ask("evidence_reports", **asked):
        shown = shown_of(row, spans.get(row["report_id"], []))
        if row["report_id"] in numbers:
            documents[row["document_id"]]["reports"][numbers[row["report_id"]]] = shown
    return {"parts": PARTS, "documents": {document_numbers[name]: document for name, document in documents.items()}}


def shown_of(row: Record, spans: Sequence[list[int]]) -> Record:
    """Return where a report's sentence and words stand, how its time was read, and what its speaker does."""
    own = [
        [PARTS.index(part), row[f"{part}_start"], row[f"{part}_end"]]
        for part in ("trigger", "time", "speaker", "cue")
        if row[f"{part}_start"] is not None
    ]
    shown: Record = {
        "at": [row["sentence_start"], row["sentence_end"]],
        "spans": sorted([*own, *spans], key=lambda span: (span[1], span[2], span[0])),
    }
    if row["anchor"]:
        shown |= {"time": [row["anchor"], row["time_reason"], row["is_time_elsewhere"]]}
    if row["act"]:
        shown |= {"said": [row["speaker"], row["act"], row["is_hedged"]]}
    return shown
