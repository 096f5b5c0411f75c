"""The brief: one page of what is new in the published release."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter, validators

from flows.cli.interface import WAREHOUSE, Exit, Root, app
from flows.cli.output import is_chosen, print_lines
from flows.settings import VERBOSITY

if TYPE_CHECKING:
    from flows.briefing import Told
    from warehouse.releases import Release


@app.command(help_epilogue="Example: entente brief --since 2024-03-01 --format html --out brief.html")
def brief(
    *,
    since: Annotated[
        str | None, Parameter(help="A release or a day of publication; else the release before the published one.")
    ] = None,
    warehouse: Root = WAREHOUSE,
    format_: Annotated[Literal["markdown", "html"], Parameter(name="--format", help="How it is written.")] = "markdown",
    out: Annotated[Path | None, Parameter(help="File to write; without one it is printed.")] = None,
    send: Annotated[
        str | None, Parameter(help="Send it with a block of Prefect, such as slack-webhook/desk, and print nothing.")
    ] = None,
    limit: Annotated[int, Parameter(validator=validators.Number(gte=1), help="Most things in each part of it.")] = 10,
) -> Exit:
    """Tell on one page what is new: events, rifts and thaws, reversals, and what is above its usual level.

    Only with --send does it connect to another machine, with what the block tells.
    """
    from flows.briefing import made
    from warehouse.bucket.opening import pulled
    from warehouse.releases import Warehouse

    release = Warehouse(pulled(warehouse)).published()
    told = made(release, since, limit)
    if send is not None:
        send_with(told, send, release)
        print_lines([f"sent with {send}: {told.title}"])
        return Exit.OK
    text = told.text(format_)
    if out is None:
        print_lines(text.splitlines())
    else:
        out.write_text(text, encoding="utf-8")
        print_lines([str(out)])
    return Exit.OK


def send_with(told: "Told", block: str, release: "Release") -> None:
    """Send a brief with a block of Prefect, which the server of this machine knows."""
    from flows.prefect_server import prefect_server

    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "INFO" if is_chosen(VERBOSITY, "verbose") else "CRITICAL")
    with prefect_server():
        from flows.brief_sending import end_events, reports_at, send

        try:
            send(told, block, reports_at(release))
        finally:
            end_events()
