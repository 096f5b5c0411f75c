"""Dates: the time expressions of a text."""

from datetime import date
from typing import Annotated

from cyclopts import Parameter

from flows.cli.interface import Engine, Exit, Json, Knowledge, app, use_engine, use_own_knowledge
from flows.cli.output import print_json, print_lines


@app.command(help_epilogue='Example: entente dates "Troops left on Monday." --published 2018-06-08')
def dates(
    text: str,
    *,
    published: Annotated[date | None, Parameter(help="Day of publication; without it the text is asked.")] = None,
    knowledge: Knowledge = None,
    engine: Engine = None,
    json_output: Json = False,
) -> Exit:
    """Show the time expressions of a text: value, days, what they count from and why."""
    from flows.dated_text import as_json, date_text, lines

    use_own_knowledge(knowledge)
    use_engine(engine)
    dated = date_text(text, published)
    if json_output:
        print_json(as_json(dated))
    else:
        print_lines(list(lines(dated)))
    return Exit.OK if dated.times else Exit.DATA
