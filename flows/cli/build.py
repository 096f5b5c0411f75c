"""Building: reads what is new and publishes a release."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from flows.cli.interface import (
    RUNNER,
    SEEDS,
    WAREHOUSE,
    WORKERS,
    Budget,
    BudgetMoney,
    Engine,
    Exit,
    Json,
    Knowledge,
    LlmOn,
    Reader,
    Root,
    Runner,
    Seeds,
    Workers,
    app,
    use_engine,
    use_own_knowledge,
    use_reader,
)
from flows.cli.interruption import ending_when_interrupted
from flows.cli.output import is_chosen, print_json, print_lines, warn
from flows.settings import VERBOSITY
from flows.worker_count import count_workers

if TYPE_CHECKING:
    from flows.language_model.asking import Limits
    from flows.pipeline import Summary

LISTED = 20  # records that a dry run names


@app.command(help_epilogue="Example: entente build --seeds my_documents --warehouse my_warehouse")
def build(  # noqa: PLR0913, an argument is an option of the command
    *,
    seeds: Seeds = SEEDS,
    warehouse: Root = WAREHOUSE,
    prefect: Annotated[bool, Parameter(help="Run as a Prefect flow run, with its log and history.")] = True,
    force: Annotated[bool, Parameter(negative="", help="Read every document anew.")] = False,
    dry_run: Annotated[
        bool, Parameter(negative="", help="Show what would be read, and how, and change nothing.")
    ] = False,
    workers: Workers = WORKERS,
    runner: Runner = RUNNER,
    knowledge: Knowledge = None,
    engine: Engine = None,
    reader: Reader = None,
    llm_on: LlmOn = None,
    budget: Budget = None,
    budget_money: BudgetMoney = None,
    json_output: Json = False,
) -> Exit:
    """Read the documents and publish the warehouse. What was read before is not read again."""
    use_own_knowledge(knowledge)
    use_engine(engine)
    use_reader(reader, llm_on)
    from warehouse.bucket.address import Address
    from warehouse.bucket.opening import changing, pulled
    from warehouse.bucket.seed_copy import fetched_seeds

    if dry_run:
        return print_plan(fetched_seeds(seeds), pulled(warehouse), force=force, json_output=json_output)
    with ending_when_interrupted(), changing(warehouse) as root:
        documents = fetched_seeds(seeds)
        if prefect:
            reads = {"workers": workers, "runner": runner, "knowledge": knowledge, "engine": engine}
            asks = {"reader": reader, "llm_on": llm_on, "budget": budget, "budget_money": budget_money}
            summary = build_with_prefect(documents, root, force=force, **reads, **asks)
        else:
            from flows.pipeline import run
            from flows.progress import progress_on_terminal

            summary = run(
                documents,
                root,
                force=force,
                workers=count_workers(workers),
                runner=runner,
                progress=progress_on_terminal(),
                limits=limits_of(budget, budget_money),
            )
    warn(summary.shortfall)
    if summary.unsent:
        warn([f"the brief was not sent: {summary.unsent}"])
    if json_output:
        print_json(summary.as_json())
    else:
        print_lines(summary.lines())
        if root != warehouse:
            print_lines([f"published:  {Address.of(warehouse)}"])
    return Exit.DATA if summary.shortfall or summary.unsent else Exit.OK


def build_with_prefect(seeds: Path, root: Path, *, force: bool, **given: Any) -> "Summary":
    """Build as a flow run, with a server that ends with it. Whether there is anything to do is found out before.

    What is `given` are parameters of the flow.
    """
    from flows.pipeline import Summary, find_unchanged
    from flows.prefect_server import prefect_server

    # Also so that a second run says that it is one before it has waited for Prefect.
    if (unchanged := find_unchanged(seeds, root, force=force)) is not None:
        return unchanged
    # What goes wrong is told once, by the command, and not by Prefect with a traceback before.
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "INFO" if is_chosen(VERBOSITY, "verbose") else "CRITICAL")
    with prefect_server():
        from flows.build import build as build_flow
        from flows.run_states import SHORT, UNSENT

        state = build_flow(seeds, root, force, **given, return_state=True)
        summary = state.result(raise_on_failure=state.name not in {SHORT, UNSENT})
        assert isinstance(summary, Summary)
        return summary


def limits_of(budget: int | None, budget_money: float | None) -> "Limits | None":
    """Return the limits of asking a language model, None where none is asked."""
    from transforms.reader_in_use import reader_in_use

    if not reader_in_use().asks_a_model:
        return None
    from flows.language_model.asking import chosen_limits

    return chosen_limits(budget, budget_money)


def print_plan(seeds: Path, root: Path, *, force: bool, json_output: bool) -> Exit:
    """Print what a build would do, and of each source the first document as it would be read, without doing it."""
    from flows.first_documents import first_documents
    from flows.pipeline import Reading, survey
    from transforms.reader_in_use import reader_in_use
    from warehouse.releases import Warehouse

    warehouse = Warehouse(root)
    surveyed = survey(seeds, warehouse, force)
    files, first = surveyed.inventory.files, first_documents(surveyed.inventory)
    records = [record.path for _, record in Reading.of(surveyed, warehouse).records()]
    rejected = [f"{row.path}: {row.detail}" for row in surveyed.inventory.rejections]
    if json_output:
        shown = [found.as_json() for found in first]
        print_json({"files": files, "to_read": records, "rejected": rejected, "first_documents": shown})
        return Exit.OK
    if reader_in_use().asks_a_model:
        from flows.language_model.asking import estimate
        from flows.language_model.endpoint import read_endpoint

        print_lines([estimate(Reading.of(surveyed, warehouse).records(), read_endpoint())])
    print_lines([f"would read {len(records)} records of {files} files", *listed(records)])
    print_lines(f"would reject {line}" for line in rejected)
    print_lines(line for found in first for line in ("", *found.lines()))
    return Exit.OK


def listed(paths: Sequence[str]) -> list[str]:
    """Return a line for each path, of many for the first ones alone."""
    more = [f"  and {len(paths) - LISTED:,} more; --json lists all"] if len(paths) > LISTED else []
    return [*(f"  {path}" for path in paths[:LISTED]), *more]
