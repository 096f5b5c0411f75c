"""Building: reads what is new and publishes a release."""

import os
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.cli.interface import SEEDS, WAREHOUSE, Exit, Json, Root, Seeds, app
from flows.cli.output import print_json, print_lines


@app.command(help_epilogue="Example: entente build --seeds my_documents --warehouse my_warehouse")
def build(
    *,
    seeds: Seeds = SEEDS,
    warehouse: Root = WAREHOUSE,
    prefect: Annotated[bool, Parameter(help="Run as a Prefect flow run, with its log and history.")] = True,
    force: Annotated[bool, Parameter(negative="", help="Read every document anew.")] = False,
    dry_run: Annotated[bool, Parameter(negative="", help="Say what would be read, and change nothing.")] = False,
    workers: Annotated[int, Parameter(help="Processes that read; 0 for one per processor.")] = 1,
    json_output: Json = False,
) -> Exit:
    """Read the documents and publish the warehouse. What was read before is not read again."""
    from flows.pipeline import run
    from flows.progress import progress_on_terminal
    from warehouse.releases import Warehouse

    if dry_run:
        return print_plan(seeds, warehouse, force=force, json_output=json_output)
    processes = workers or os.cpu_count() or 1
    with Warehouse(warehouse).lock():  # so that a second run says so before it has waited for Prefect
        pass
    if prefect:
        # What goes wrong is told once, below, and not by Prefect with a traceback before.
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
        from flows.build import build as build_flow

        summary = build_flow(seeds, warehouse, force, processes)
    else:
        summary = run(seeds, warehouse, force=force, workers=processes, progress=progress_on_terminal())
    if json_output:
        print_json(summary.as_json())
    else:
        print_lines(summary.lines())
    return Exit.OK


def print_plan(seeds: Path, root: Path, *, force: bool, json_output: bool) -> Exit:
    """Print what a build would do, without doing it."""
    from flows.pipeline import Reading, survey
    from warehouse.releases import Warehouse

    warehouse = Warehouse(root)
    surveyed = survey(seeds, warehouse, force)
    files = surveyed.inventory.files
    records = [record.path for _, record in Reading.of(surveyed, warehouse).records()]
    rejected = [f"{row.path}: {row.detail}" for row in surveyed.inventory.rejections]
    if json_output:
        print_json({"files": files, "to_read": records, "rejected": rejected})
        return Exit.OK
    print_lines([f"would read {len(records)} records of {files} files", *(f"  {path}" for path in records)])
    print_lines([f"would reject {line}" for line in rejected])
    return Exit.OK
