"""Places: what the gazetteer knows of a name."""

from typing import Annotated

from cyclopts import Parameter

from flows.cli.interface import Exit, Json, Knowledge, app, use_own_knowledge
from flows.cli.output import print_json, print_lines


@app.command(help_epilogue='Example: entente places "Qusair" --near "Homs"')
def places(
    name: str,
    *,
    country: Annotated[str | None, Parameter(help="ISO 3166 alpha-3 code of a country that the text is about.")] = None,
    near: Annotated[str, Parameter(help="Another place that the text names.")] = "",
    knowledge: Knowledge = None,
    json_output: Json = False,
) -> Exit:
    """Show the places that a name may mean, the likeliest first, and why."""
    use_own_knowledge(knowledge)
    from flows.place_lookup import as_json, candidates_of, lines

    found = candidates_of(name, near, country)
    if json_output:
        print_json(as_json(found))
    else:
        print_lines(list(lines(name, found)))
    return Exit.OK if found else Exit.DATA
