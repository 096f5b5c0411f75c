"""The doctor: whether everything that a run needs is here and works."""

from flows.cli.interface import WAREHOUSE, Exit, Json, Root, app
from flows.cli.output import print_json, print_lines


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
