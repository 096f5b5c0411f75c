"""Describing: tables and views, column by column."""

from cyclopts import CycloptsError

from flows.cli.interface import Exit, Json, app
from flows.cli.output import print_json, print_lines


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
