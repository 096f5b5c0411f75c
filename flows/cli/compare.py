"""Comparing: the published events beside those of ACLED, GDELT or UCDP."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from flows.cli.interface import WAREHOUSE, Exit, Json, Root, app, published
from flows.cli.output import print_json, print_lines

if TYPE_CHECKING:
    from warehouse.comparison.matching import Comparison


@app.command(help_epilogue="Example: entente compare acled.csv --to compared.csv")
def compare(
    file: Path,
    *,
    to: Annotated[Path | None, Parameter(help="CSV file to write, a row for each event of either side.")] = None,
    warehouse: Root = WAREHOUSE,
    json_output: Json = False,
) -> Exit:
    """Say which events of a file of ACLED, GDELT or UCDP GED the release has, which only one side has, and why."""
    from warehouse.comparison.listing import write_rows
    from warehouse.comparison.matching import compare as compare_with

    found = compare_with(published(warehouse), file)
    if to:
        write_rows(found, to)
    if json_output:
        print_json({"dataset": found.dataset, "counts": found.counts(), "rows": [asdict(row) for row in found.rows]})
    else:
        print_lines(lines_of(found, to))
    return Exit.OK


def lines_of(found: "Comparison", to: Path | None) -> Iterator[str]:
    """Yield the lines that a person reads of a comparison."""
    for side, counted in found.counts().items():
        both, total = counted.get("both", 0), sum(counted.values())
        yield f"{side}: {total:,} events, {both:,} of them on both sides, {total - both:,} not"
        yield from (f"  {count:>9,}  {reason}" for reason, count in counted.items() if reason != "both")
    yield (
        f"{found.not_compared:,} more of ours are not compared: of types that {found.dataset} does not count, or "
        "outside the days and countries of the file"
    )
    if to:
        yield f"{to}: {len(found.rows):,} rows"
