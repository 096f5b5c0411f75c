"""Differences between two releases: which events came, went or changed, and why."""

from dataclasses import asdict
from typing import Annotated

from cyclopts import Parameter

from flows.cli.interface import WAREHOUSE, Exit, Json, Root, app
from flows.cli.output import print_json, print_lines


@app.command(help_epilogue="Example: entente diff 3 5 --limit 200")
def diff(
    first: int | None = None,
    second: int | None = None,
    *,
    warehouse: Root = WAREHOUSE,
    limit: Annotated[
        int, Parameter(help="Most events and most documents to show; 0 shows all. All of them are counted.")
    ] = 50,
    json_output: Json = False,
) -> Exit:
    """Say which events came, went or changed from one release to another, in which field, and why.

    Without the second number that is the release that readers see, without the first the one on which it was built.
    """
    from flows.diff_lines import lines_of
    from warehouse.bucket.opening import pulled
    from warehouse.differences import FirstRelease, differences, number_before, two_releases
    from warehouse.releases import existing

    try:
        if first is None:
            first = number_before(existing(pulled(warehouse, second)), second)
        releases = two_releases(existing(pulled(warehouse, first, second)), first, second)
    except FirstRelease as alone:
        print_json(None) if json_output else print_lines([str(alone)])
        return Exit.OK
    found = differences(*releases, limit if limit > 0 else None)
    if json_output:
        print_json(asdict(found))
    else:
        print_lines(lines_of(found))
    return Exit.OK
