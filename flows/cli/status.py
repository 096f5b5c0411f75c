"""Status: what the published release holds, and who made it when."""

from itertools import groupby
from typing import Any

from flows.cli.interface import WAREHOUSE, Exit, Json, Root, app, published
from flows.cli.output import print_json, print_lines

BY_SOURCE = """
select coalesce(source, 'source unknown') as source, state, detail, documents
from coverage_by_source
order by source, state, detail
"""


@app.command(help_epilogue="Example: entente status --json")
def status(*, warehouse: Root = WAREHOUSE, json_output: Json = False) -> Exit:
    """Say what the published warehouse holds, and when and by which versions it was made."""
    from warehouse.asking import ask, names

    release = published(warehouse)
    (run,) = ask(release, "from runs order by release desc limit 1").records()
    measures = ask(release, "from quality order by measure, detail nulls first").records()
    by_source = ask(release, BY_SOURCE).records() if "coverage_by_source" in names(release) else []
    found = ask(release, "select name, expectation, found from findings order by all").records()
    if json_output:
        print_json({**run, "warehouse": str(release), "quality": measures, "findings": found, "sources": by_source})
        return Exit.OK
    findings = [f"warns  {row['name']}: {row['expectation']} ({row['found']})" for row in found]
    width = max(len(name) for name in run)
    print_lines([f"{name:{width}}  {value}" for name, value in {"warehouse": release, **run}.items()])
    print_lines(["", *(f"{row['count']:>8}  {row['measure']} {row['detail'] or ''}".rstrip() for row in measures)])
    print_lines(["", *findings, *([""] * bool(findings)), *lines_by_source(by_source)])
    return Exit.OK


def lines_by_source(counts: list[dict[str, Any]]) -> list[str]:
    """Return a line for each source that says what was read, held in another language, rejected and why."""
    width = max((len(row["source"]) for row in counts), default=0)
    by_source = groupby(counts, key=lambda row: str(row["source"]))
    return [f"{source:{width}}  {'; '.join(map(_told, rows))}" for source, rows in by_source]


def _told(row: dict[str, Any]) -> str:
    return f"{row['documents']} {row['state']}" + (f" ({row['detail'].replace('_', ' ')})" if row["detail"] else "")
