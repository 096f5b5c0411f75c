"""The command `entente`. What takes seconds to import is imported by the command that needs it."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Sequence
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, CycloptsError, Parameter
from rich.console import Console

from benchmarks.yardstick.options import Options

SEEDS, WAREHOUSE = Path("seeds"), Path("warehouse/data")

Seeds = Annotated[Path, Parameter(help="Folder of documents: one folder per source.")]
Root = Annotated[Path, Parameter(name="--warehouse", help="Folder in which the warehouse is, or is to be.")]
Json = Annotated[bool, Parameter(name="--json", negative="", help="Print JSON, for a program.")]
Format = Literal["table", "csv", "json", "markdown", "parquet"]
Layout = Literal["bi", "csv", "gdelt", "acled-csv", "plover-jsonl"]


class Exit(IntEnum):
    """What the command tells the program that called it."""

    OK = 0
    DATA = 1
    USAGE = 2
    INTERNAL = 3
    LOCKED = 4
    INTERRUPTED = 130


app = App(
    name="entente",
    help="News about politics and conflict, read into a warehouse: who did what to whom, when, where, who says so.",
    help_epilogue='Example: entente build --seeds seeds && entente query "from events_flat limit 5"',
    version_flags=["--version"],
    result_action="return_value",
    exit_on_error=False,
    print_error=False,
)


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
    import os

    from flows.telling import teller
    from flows.walk import walk
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
        summary = walk(seeds, warehouse, force=force, workers=processes, teller=teller())
    if json_output:
        print_json(summary.as_json())
    else:
        print_lines(summary.lines())
    return Exit.OK


def print_plan(seeds: Path, root: Path, *, force: bool, json_output: bool) -> Exit:
    """Print what a build would do, without doing it."""
    from flows.walk import survey
    from warehouse.releases import Warehouse

    surveyed = survey(seeds, Warehouse(root), force)
    files = [surveyed.prints[name].name for name in surveyed.new]
    rejected = [f"{row.path}: {row.detail}" for row in surveyed.inventory.rejections]
    if json_output:
        print_json({"files": surveyed.files, "to_read": files, "rejected": rejected})
        return Exit.OK
    print_lines([f"would read {len(files)} of {surveyed.files} files", *(f"  {name}" for name in files)])
    print_lines([f"would reject {line}" for line in rejected])
    return Exit.OK


@app.command(help_epilogue="Example: entente status --json")
def status(*, warehouse: Root = WAREHOUSE, json_output: Json = False) -> Exit:
    """Say what the published warehouse holds, and when and by which versions it was made."""
    from warehouse.asking import ask

    release = published(warehouse)
    (run,) = ask(release, "from runs order by release desc limit 1").records()
    measures = ask(release, "from quality").records()
    if json_output:
        print_json({**run, "warehouse": str(release), "quality": measures})
        return Exit.OK
    width = max(len(name) for name in run)
    print_lines([f"{name:{width}}  {value}" for name, value in {"warehouse": release, **run}.items()])
    print_lines(["", *(f"{row['count']:>8}  {row['measure']} {row['detail'] or ''}".rstrip() for row in measures)])
    return Exit.OK


@app.command(help_epilogue="Example: entente explain 3f9c0a12")
def explain(event_id: str, *, warehouse: Root = WAREHOUSE, json_output: Json = False) -> Exit:
    """Show what one event rests on: its sentence with the words marked, who, when, why it was coded so."""
    from flows.explaining import explanation
    from warehouse.asking import explain as explain_event

    event = explain_event(published(warehouse), event_id)
    if json_output:
        print_json(event)
    else:
        Console(highlight=False, soft_wrap=True).print(explanation(event))
    return Exit.OK


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
    from flows.printing import print_plan as print_query_plan
    from flows.printing import print_stream
    from warehouse.asking import asking

    if not sql and sys.stdin.isatty():
        raise CycloptsError(msg="no query: give one in quotes, pipe one in, or open a prompt with `entente sql`")
    with asking(published(warehouse), sql or sys.stdin.read(), plan=plan) as stream:
        if plan:
            print_query_plan(stream)
        else:
            print_stream(stream, "json" if json_output else output, out)
    return Exit.OK


@app.command(help_epilogue="Example: entente sql")
def sql(*, warehouse: Root = WAREHOUSE) -> Exit:
    """Open a prompt for queries, with the views listed; from a pipe, answer each query that comes."""
    from flows.prompting import run_prompt

    return Exit.OK if run_prompt(published(warehouse)) else Exit.USAGE


@app.command(help_epilogue="Example: entente export --to my_export --format bi --no-text")
def export(
    *,
    to: Annotated[Path, Parameter(help="Folder to write; an export that is there is replaced.")],
    layout: Annotated[Layout, Parameter(name="--format", help="docs/connect.md says what each of them holds.")] = "bi",
    text: Annotated[bool, Parameter(help="Include the words of documents, which may be under a licence.")] = True,
    warehouse: Root = WAREHOUSE,
    json_output: Json = False,
) -> Exit:
    """Write the published warehouse as files for other programs, with a codebook and a `datapackage.json`."""
    from warehouse.export.exporting import export as export_release

    written = export_release(published(warehouse), to, layout, with_text=text)
    if json_output:
        print_json({**vars(written), "folder": str(written.folder)})
    else:
        size = f"{written.size / 1e6:.1f} MB"
        print_lines([f"{written.folder}: {written.files} files, {written.rows:,} rows, {size}, as {written.layout}"])
    return Exit.OK


@app.command(help_epilogue="Example: entente report --out report.html --open")
def report(
    *,
    warehouse: Root = WAREHOUSE,
    out: Annotated[Path, Parameter(help="File to write.")] = Path("report.html"),
    open_page: Annotated[bool, Parameter(name="--open", negative="", help="Show it in the browser.")] = False,
) -> Exit:
    """Write one page of HTML that shows the published warehouse with its evidence, and needs no network."""
    from flows.reporting import make_report, show
    from warehouse.releases import Warehouse

    page = make_report(Warehouse(warehouse).published(), out)
    print_lines([f"{page} ({page.stat().st_size / 1_000_000:.1f} MB)"])
    if open_page and not show(page):
        print_lines(["no browser was found here; open the file in one"])
    return Exit.OK


@app.command(help_epilogue="Example: entente check")
def check(*, warehouse: Root = WAREHOUSE, json_output: Json = False) -> Exit:
    """Check the published warehouse again: every declaration, belief and rule."""
    from expectations.checking import check as check_tables
    from expectations.findings import ExpectationsNotMet

    folder = published(warehouse).parent
    try:
        breaches = check_tables(folder)
    except ExpectationsNotMet as failure:
        breaches = list(failure.breaches)
    stops = any(breach.stops for breach in breaches)
    if json_output:
        print_json([vars(breach) for breach in breaches])
    else:
        print_lines([f"{'fails' if breach.stops else 'warns'}  {breach}" for breach in breaches] or ["all is well"])
    return Exit.DATA if stops else Exit.OK


@app.command(help_epilogue="Example: entente describe events_flat")
def describe(table: str = "", *, json_output: Json = False) -> Exit:
    """Say what a table or view holds, column by column; without a name, list them all."""
    from transforms.tables import TABLES
    from warehouse.view import VIEWS

    if not table:
        names = {**{row.table: row.description() for row in TABLES}, **{view.name: view.description for view in VIEWS}}
        if json_output:
            print_json(names)
        else:
            print_lines([f"{name:16} {text}" for name, text in names.items()])
        return Exit.OK
    columns: dict[str, str] = {}
    for row in TABLES:
        if row.table == table:
            description, columns = row.description(), {column.name: column.description for column in row.columns()}
    for view in VIEWS:
        if view.name == table:
            description, columns = view.description, view.columns
    if not columns:
        raise CycloptsError(msg=f"no table or view {table!r}; `entente describe` lists them")
    if json_output:
        print_json({"table": table, "description": description, "columns": columns})
        return Exit.OK
    width = max(len(name) for name in columns)
    print_lines([table, f"  {description}", "", *(f"  {name:{width}}  {text}" for name, text in columns.items())])
    return Exit.OK


@app.command(help_epilogue="Example: entente doctor")
def doctor(*, warehouse: Root = WAREHOUSE, json_output: Json = False) -> Exit:
    """Look whether everything that a run needs is here and works."""
    from flows.doctor import examine

    findings = examine(warehouse)
    if json_output:
        print_json([vars(finding) for finding in findings])
    else:
        print_lines(
            [f"{'ok  ' if finding.is_well else 'BAD '} {finding.subject}: {finding.detail}" for finding in findings]
        )
    return Exit.OK if all(finding.is_well for finding in findings) else Exit.DATA


@app.command(
    help_epilogue="Example: entente evaluate events benchmarks/gold/events.jsonl --predictions out.jsonl --errors 5"
)
def evaluate(
    task: str,
    gold: Path,
    *,
    predictions: Annotated[Path | None, Parameter(help="File to which our answers are written.")] = None,
    limit: Annotated[int | None, Parameter(help="Only the first so many texts.")] = None,
    errors: Annotated[int, Parameter(help="Show so many of the texts that we get wrong.")] = 0,
    options: Annotated[Options | None, Parameter(name="*")] = None,
    json_output: Json = False,
) -> Exit:
    """Run the walk on the texts of a gold set and score what it finds.

    Tasks: entities, relations, events, eventcls, evtargs, muc, geo-resolve, geo-e2e, times, quotes, links, actors,
    clusters, coref, pages. The formats are described in benchmarks/gold/README.md.
    """
    from benchmarks.yardstick import evaluate as evaluate_task
    from benchmarks.yardstick.ours import our_answerers
    from transforms.extraction import extract

    evaluation = evaluate_task(
        task,
        gold,
        extract,
        predictions,
        answerers=our_answerers(),
        options=options or Options(),
        limit=limit,
        errors=errors,
    )
    if json_output:
        print_json(evaluation.as_json())
    else:
        print_lines([str(evaluation)])
    return Exit.OK


@app.command(help_epilogue='Example: entente read "Turkish jets hit PKK camps near Qandil overnight."')
def read(text: str, *, json_output: Json = False) -> Exit:
    """Show what the reading engine sees in a text: names, dependency tree and semantic roles of each sentence."""
    from flows.seeing import as_json, drawing
    from flows.seeing import read as read_text

    readings = read_text(text)
    if json_output:
        print_json(as_json(readings))
        return Exit.OK
    for reading in readings:
        Console(highlight=False).print(drawing(reading))
    if not readings:
        print_lines(["no sentence to read"])
    return Exit.OK


@app.command(help_epilogue='Example: entente code "Turkey threatened to bomb the camps." --date 2024-03-04')
def code(
    text: str,
    *,
    on: Annotated[date | None, Parameter(name="--date", help="Day on which it was told, as YYYY-MM-DD.")] = None,
    json_output: Json = False,
) -> Exit:
    """Show which events are coded in a text and why: words, codes, cues, rules and probabilities."""
    from flows.coding import code as code_text
    from flows.coding import lines

    coded = code_text(text, on)
    if json_output:
        print_json(coded)
    else:
        print_lines(list(lines(coded)))
    return Exit.OK


@app.command(help_epilogue='Example: entente actors "Daesh"')
def actors(name: str, *, json_output: Json = False) -> Exit:
    """Show what the lexicons know of a name: who it may be, its other names, its codes and roles with their days."""
    from flows.knowing import as_json, lines
    from transforms.actors import lookup

    known = lookup(name)
    if json_output:
        print_json(as_json(known))
    else:
        print_lines(list(lines(name, known)))
    return Exit.OK if known else Exit.DATA


@app.command(help_epilogue='Example: entente places "Qusair" --near "Homs"')
def places(
    name: str,
    *,
    country: Annotated[str | None, Parameter(help="ISO 3166 alpha-3 code of a country that the text is about.")] = None,
    near: Annotated[str, Parameter(help="Another place that the text names.")] = "",
    json_output: Json = False,
) -> Exit:
    """Show the places that a name may mean, the likeliest first, and why."""
    from flows.placing import as_json, candidates_of, lines

    found = candidates_of(name, near, country)
    if json_output:
        print_json(as_json(found))
    else:
        print_lines(list(lines(name, found)))
    return Exit.OK if found else Exit.DATA


@app.command(help_epilogue='Example: entente dates "Troops left on Monday." --published 2018-06-08')
def dates(
    text: str,
    *,
    published: Annotated[date | None, Parameter(help="Day of publication; without it the text is asked.")] = None,
    json_output: Json = False,
) -> Exit:
    """Show the time expressions of a text: value, days, what they count from and why."""
    from flows.dating import as_json, date_text, lines

    dated = date_text(text, published)
    if json_output:
        print_json(as_json(dated))
    else:
        print_lines(list(lines(dated)))
    return Exit.OK if dated.times else Exit.DATA


@app.command(help_epilogue="Example: entente serve")
def serve(*, port: Annotated[int, Parameter(help="Port of the Prefect page on this machine.")] = 4200) -> Exit:
    """Start Prefect's server, a worker and the schedule of prefect.yaml, and keep them running until Ctrl-C."""
    from flows.serving import serve as serve_deployments

    return Exit(serve_deployments(port))


def published(root: Path) -> Path:
    """Return the DuckDB file of the published release."""
    from warehouse.releases import Warehouse

    return Warehouse(root).published().database


def print_lines(lines: Sequence[str]) -> None:
    """Print lines to standard output."""
    for line in lines:
        print(line)  # noqa: T201


def print_json(value: Any) -> None:
    """Print a value as JSON; days and instants in ISO 8601."""
    print_lines([json.dumps(value, indent=2, ensure_ascii=False, default=str)])


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command that the arguments name and end the program with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run a command; return its exit code. Say in one sentence what is wrong, with a traceback only for our bugs."""
    try:
        return int(app(list(arguments)) or Exit.OK)
    except KeyboardInterrupt:
        return fail("interrupted; the published warehouse is as it was", Exit.INTERRUPTED)
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        sys.stderr.close()
        return Exit.OK
    except Exception as error:  # noqa: BLE001, the outermost place: every failure becomes an exit code here
        code = code_for(error)
        if code is Exit.INTERNAL:
            traceback.print_exc()
            return fail("this is a bug of ours; please report the lines above", code)
        return fail(message(error), code)


CODES = {
    "CycloptsError": Exit.USAGE,
    "SeedsMissing": Exit.USAGE,
    "WarehouseMissing": Exit.USAGE,
    "QueryInvalid": Exit.USAGE,
    "OutputMissing": Exit.USAGE,
    "TargetRefused": Exit.USAGE,
    "EventUnknown": Exit.USAGE,
    "OSError": Exit.USAGE,
    "SourceInvalid": Exit.DATA,
    "CorrectionInvalid": Exit.DATA,
    "LexiconInvalid": Exit.DATA,
    "OntologyError": Exit.DATA,
    "GoldInvalid": Exit.DATA,
    "ExpectationsNotMet": Exit.DATA,
    "DamagedModel": Exit.DATA,
    "WarehouseLocked": Exit.LOCKED,
}
"""Exit codes of the failures that are no bugs of ours, by name, so that nothing is imported to look one up."""


def code_for(error: Exception) -> Exit:
    """Return the exit code for a failure."""
    return next((CODES[kind.__name__] for kind in type(error).__mro__ if kind.__name__ in CODES), Exit.INTERNAL)


def message(error: Exception) -> str:
    """Return in one sentence what went wrong."""
    if isinstance(error, OSError) and error.strerror:
        where = error.filename or "the disk"
        return f"{where}: {error.strerror.lower()}; the published warehouse is as it was"
    return str(error)


def fail(text: str, code: Exit) -> int:
    """Say what is wrong on standard error and return the exit code."""
    Console(stderr=True, highlight=False, markup=False, soft_wrap=True).print(f"entente: {text}")
    return code


if __name__ == "__main__":
    main()
