"""Checking: the expectations and rules, on what is published."""

from flows.cli.interface import WAREHOUSE, Exit, Json, Root, app, published
from flows.cli.output import print_json, print_lines


@app.command(help_epilogue="Example: entente check")
def check(*, warehouse: Root = WAREHOUSE, json_output: Json = False) -> Exit:
    """Check the published warehouse again: every declaration, warning and rule on every row."""
    from expectations.checking import check as check_tables
    from expectations.findings import ExpectationsNotMet

    folder = published(warehouse).parent
    try:
        breaches = check_tables(folder, thoroughly=True)
    except ExpectationsNotMet as failure:
        breaches = list(failure.breaches)
    stops = any(breach.stops for breach in breaches)
    if json_output:
        print_json([vars(breach) for breach in breaches])
    else:
        print_lines([f"{'fails' if breach.stops else 'warns'}  {breach}" for breach in breaches] or ["all is well"])
    return Exit.DATA if stops else Exit.OK
