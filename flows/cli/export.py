"""Exporting: the published release as files for other programs."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.cli.interface import WAREHOUSE, Exit, Json, Layout, Root, app, published
from flows.cli.output import print_json, print_lines


@app.command(help_epilogue="Example: entente export --to my_export --format bi --no-text")
def export(
    *,
    to: Annotated[Path, Parameter(help="Folder to write; an export that is there is replaced.")],
    layout: Annotated[Layout, Parameter(name="--format", help="docs/exports.md says what each of them holds.")] = "bi",
    tables: Annotated[
        tuple[str, ...],
        Parameter(consume_multiple=True, negative="", help="Tables and views; else the format chooses."),
    ] = (),
    text: Annotated[bool, Parameter(help="Include the words of documents, which may be under a licence.")] = True,
    warehouse: Root = WAREHOUSE,
    json_output: Json = False,
) -> Exit:
    """Write the published warehouse as files for other programs, with a codebook and a `datapackage.json`."""
    from flows.progress import progress_on_terminal
    from warehouse.export.exporting import export as export_release

    with progress_on_terminal().counting("export", "tables") as told:
        written = export_release(published(warehouse), to, layout, tables, with_text=text, told=told)
    if json_output:
        print_json({**vars(written), "folder": str(written.folder)})
    else:
        size = f"{written.size / 1e6:.1f} MB"
        print_lines([f"{written.folder}: {written.files} files, {written.rows:,} rows, {size}, as {written.layout}"])
    return Exit.OK
