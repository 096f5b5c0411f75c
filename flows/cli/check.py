"""Checking: the expectations and rules, on what is published."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.cli.interface import WAREHOUSE, Exit, Json, Root, app
from flows.cli.output import print_json, print_lines

Project = Annotated[
    Path | None,
    Parameter(name="--gx", help="Write the expectations there as a project of Great Expectations, and check nothing."),
]


@app.command(help_epilogue="Example: entente check")
def check(*, warehouse: Root = WAREHOUSE, gx: Project = None, json_output: Json = False) -> Exit:
    """Check the published warehouse again: every declaration, warning and rule on every row, and your own checks."""
    from expectations.findings import ExpectationsNotMet
    from flows.release_checks import check_published, write_gx_project

    if gx is not None:
        print_lines([f"wrote {write_gx_project(warehouse, gx)}"])
        return Exit.OK
    try:
        breaches = check_published(warehouse)
    except ExpectationsNotMet as failure:
        breaches = list(failure.breaches)
    if json_output:
        print_json([vars(breach) for breach in breaches])
    else:
        print_lines([f"{'fails' if breach.stops else 'warns'}  {breach}" for breach in breaches] or ["all is well"])
    return Exit.DATA if any(breach.stops for breach in breaches) else Exit.OK
