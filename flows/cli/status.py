"""Status: what the published release holds, and who made it when."""

from flows.cli.interface import WAREHOUSE, Exit, Json, Root, app, published
from flows.cli.output import print_json, print_lines


@app.command(help_epilogue="Example: entente status --json")
def status(*, warehouse: Root = WAREHOUSE, json_output: Json = False) -> Exit:
    """Say what the published warehouse holds, and when and by which versions it was made."""
    from warehouse.asking import ask

    release = published(warehouse)
    (run,) = ask(release, "from runs order by release desc limit 1").records()
    measures = ask(release, "from quality order by measure, detail nulls first").records()
    if json_output:
        print_json({**run, "warehouse": str(release), "quality": measures})
        return Exit.OK
    width = max(len(name) for name in run)
    print_lines([f"{name:{width}}  {value}" for name, value in {"warehouse": release, **run}.items()])
    print_lines(["", *(f"{row['count']:>8}  {row['measure']} {row['detail'] or ''}".rstrip() for row in measures)])
    return Exit.OK
