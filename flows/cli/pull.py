"""Pulling: a local copy of a warehouse in a bucket."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.cli.interface import Exit, Json, app
from flows.cli.output import print_json, print_lines


@app.command(help_epilogue="Example: entente pull s3://my-bucket/warehouse my_copy")
def pull(
    source: Path,
    to: Path,
    *,
    everything: Annotated[
        bool, Parameter(name="--all", negative="", help="Copy all releases and parts, so as to build on them here.")
    ] = False,
    json_output: Json = False,
) -> Exit:
    """Copy the published release from s3://bucket/prefix into a folder, without what lies there already.

    The folder is a warehouse as any other: `--warehouse` names it, and nothing connects to the bucket any more.
    """
    from flows.progress import progress_on_terminal
    from warehouse.bucket.opening import pull as pull_warehouse

    with progress_on_terminal().counting("pull", "files") as told:
        release = pull_warehouse(source, to, everything=everything, told=told)
    if json_output:
        print_json({"warehouse": str(to), "release": release.number, "database": str(release.database)})
    else:
        print_lines([f"{to}: release {release.number}, which readers see; {release.database}"])
    return Exit.OK
