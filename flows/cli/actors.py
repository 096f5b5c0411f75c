"""Actors: what the lexicons know of a name."""

from flows.cli.interface import Exit, Json, Knowledge, app, use_own_knowledge
from flows.cli.output import print_json, print_lines


@app.command(help_epilogue='Example: entente actors "Daesh"')
def actors(name: str, *, knowledge: Knowledge = None, json_output: Json = False) -> Exit:
    """Show what the lexicons know of a name: who it may be, its other names, its codes and roles with their days."""
    from flows.actor_lookup import as_json, lines
    from transforms.actors import lookup

    use_own_knowledge(knowledge)
    known = lookup(name)
    if json_output:
        print_json(as_json(known))
    else:
        print_lines(list(lines(name, known)))
    return Exit.OK if known else Exit.DATA
