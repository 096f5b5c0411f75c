"""The report: one page that shows the published release."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.cli.interface import WAREHOUSE, Exit, Root, app
from flows.cli.output import print_lines


@app.command(help_epilogue="Example: entente report --out report.html --open")
def report(
    *,
    warehouse: Root = WAREHOUSE,
    out: Annotated[Path, Parameter(help="File to write.")] = Path("report.html"),
    open_page: Annotated[bool, Parameter(name="--open", negative="", help="Show it in the browser.")] = False,
) -> Exit:
    """Write one page of HTML that shows the published warehouse with its evidence, and needs no network."""
    from flows.release_report import make_report, show
    from warehouse.bucket.opening import pulled
    from warehouse.releases import Warehouse

    page = make_report(Warehouse(pulled(warehouse)).published(), out)
    print_lines([f"{page} ({page.stat().st_size / 1_000_000:.1f} MB)"])
    if open_page and not show(page):
        print_lines(["no browser was found here; open the file in one"])
    return Exit.OK
