"""The brief: one page of what is new in the published release."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from flows.cli.interface import WAREHOUSE, Exit, Root, app
from flows.cli.output import print_lines


@app.command(help_epilogue="Example: entente brief --since 2024-03-01 --format html --out brief.html")
def brief(
    *,
    since: Annotated[
        str | None, Parameter(help="A release or a day of publication; else the release before the published one.")
    ] = None,
    warehouse: Root = WAREHOUSE,
    format_: Annotated[Literal["markdown", "html"], Parameter(name="--format", help="How it is written.")] = "markdown",
    out: Annotated[Path | None, Parameter(help="File to write; without one it is printed.")] = None,
    limit: Annotated[int, Parameter(help="Most things in each part of it, at least 1.")] = 10,
) -> Exit:
    """Tell on one page what is new: events, rifts and thaws, reversals, and what is above its usual level."""
    from flows.briefing import made
    from warehouse.bucket.opening import pulled
    from warehouse.releases import Warehouse

    release = Warehouse(pulled(warehouse)).published()
    told = made(release, since, limit)
    text = told.text(format_)
    if out is None:
        print_lines(text.splitlines())
    else:
        out.write_text(text, encoding="utf-8")
        print_lines([str(out)])
    return Exit.OK
