"""The doctor: whether all that a run needs is here and works, and what the source.yaml of unknown files may say."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.cli.interface import WAREHOUSE, Exit, Json, Root, app
from flows.cli.output import print_json, print_lines


@app.command(help_epilogue="Example: entente doctor --seeds my_documents")
def doctor(
    *,
    warehouse: Root = WAREHOUSE,
    seeds: Annotated[
        Path | None, Parameter(help="Look at these documents instead, and propose a source.yaml for each source.")
    ] = None,
    json_output: Json = False,
) -> Exit:
    """Look whether everything that a run needs is here and works; or what to declare of unknown files."""
    if seeds:
        return propose(seeds, json_output=json_output)
    from flows.doctor import examine

    findings = examine(warehouse)
    if json_output:
        print_json([vars(finding) for finding in findings])
    else:
        print_lines(
            [f"{'ok  ' if finding.is_well else 'BAD '} {finding.subject}: {finding.detail}" for finding in findings]
        )
    return Exit.OK if all(finding.is_well for finding in findings) else Exit.DATA


def propose(seeds: Path, *, json_output: bool) -> Exit:
    """Print what the source.yaml of each source had better say."""
    from flows.source_proposals import propose_settings

    proposals = propose_settings(seeds)
    if json_output:
        print_json([proposal.as_json() for proposal in proposals])
    else:
        print_lines(line for proposal in proposals for line in proposal.lines())
    return Exit.OK
