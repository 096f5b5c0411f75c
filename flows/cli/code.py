"""Coding: which events are coded in a text, and why."""

from datetime import date
from typing import Annotated

from cyclopts import Parameter

from flows.cli.interface import Engine, Exit, Json, Knowledge, app, use_engine, use_own_knowledge
from flows.cli.output import print_json, print_lines


@app.command(help_epilogue='Example: entente code "Turkey threatened to bomb the camps." --date 2024-03-04')
def code(
    text: str,
    *,
    on: Annotated[date | None, Parameter(name="--date", help="Day on which it was told, as YYYY-MM-DD.")] = None,
    knowledge: Knowledge = None,
    engine: Engine = None,
    json_output: Json = False,
) -> Exit:
    """Show which reports of events are coded in a text and why: words, codes, cues, rules and probabilities."""
    use_own_knowledge(knowledge)
    use_engine(engine)
    from flows.coded_text import code as code_text
    from flows.coded_text import lines

    coded = code_text(text, on)
    if json_output:
        print_json(coded)
    else:
        print_lines(list(lines(coded)))
    return Exit.OK
