"""Querying: one query in SQL against the published release."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import CycloptsError, Parameter

from flows.cli.interface import WAREHOUSE, Exit, Format, Json, Root, app, published


@app.command(help_epilogue='Example: entente query "select event_type, count(*) from events group by all" --format csv')
def query(
    sql: str = "",
    *,
    warehouse: Root = WAREHOUSE,
    output: Annotated[Format, Parameter(name="--format", help="How to print the rows.")] = "table",
    out: Annotated[Path | None, Parameter(help="File to write the rows into; Parquet needs one.")] = None,
    plan: Annotated[
        bool, Parameter(name="--explain", negative="", help="Show how DuckDB would go about it, without doing it.")
    ] = False,
    json_output: Json = False,
) -> Exit:
    """Ask the published warehouse in SQL; without a query it is read from a pipe.

    A query can read the tables and views, and do nothing else. In CSV a cell that a spreadsheet would take for a
    formula gets an apostrophe.
    """
    from flows.query_output import print_plan as print_query_plan
    from flows.query_output import print_stream
    from warehouse.asking import asking

    if not sql and sys.stdin.isatty():
        raise CycloptsError(msg="no query: give one in quotes, pipe one in, or open a prompt with `entente sql`")
    with asking(published(warehouse), sql or sys.stdin.read(), plan=plan) as stream:
        if plan:
            print_query_plan(stream)
        else:
            print_stream(stream, "json" if json_output else output, out)
    return Exit.OK
