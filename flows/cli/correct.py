"""Correcting: two events are one, or one is two, as a line that every later build heeds."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from cyclopts import Parameter

from flows.cli.interface import SEEDS, WAREHOUSE, Exit, Json, Root, Seeds, app, published
from flows.cli.output import print_json, print_lines


@app.command(
    help_epilogue='Example: entente correct same-event 7a7238f6 19c0d2e4 --reason "one raid" --author "A. Analyst"'
)
def correct(  # noqa: PLR0913, an argument is an option of the command
    what: Literal["same-event", "not-same-event"],
    key: str,
    other: str,
    *,
    reason: Annotated[str, Parameter(help="Why; it is kept with the correction.")],
    author: Annotated[str, Parameter(help="Who says so.")],
    seeds: Seeds = SEEDS,
    warehouse: Root = WAREHOUSE,
    json_output: Json = False,
) -> Exit:
    """Say that two events, or two reports, are one event or two: a line in corrections.csv among the seeds.

    The line names two reports, whose keys do not change: of an event its earliest one. `entente build` applies it, and
    so does every later build; without the line all is as before.

    Parameters
    ----------
    what
        same-event joins two events; not-same-event parts two reports of one event, or keeps two events apart.
    key
        Key of an event or of a report, or its beginning.
    other
        Key of another one.
    """
    from flows.correction_lines import Statement, write_link

    said = Statement(what.replace("-", "_"), reason, author, datetime.now(UTC).date())
    file, line = write_link(published(warehouse), seeds, (key, other), said)
    if json_output:
        print_json({"file": str(file), "line": line})
        return Exit.OK
    print_lines([f"{file}:", line, "`entente build` applies it"])
    return Exit.OK
