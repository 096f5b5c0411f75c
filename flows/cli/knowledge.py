"""Knowledge: what a user's own knowledge adds to ours."""

from flows.cli.interface import Engine, Exit, Json, Knowledge, app, use_engine, use_own_knowledge
from flows.cli.output import print_json, print_lines


@app.command(help_epilogue="Example: entente knowledge --knowledge my_codebook")
def knowledge(*, knowledge: Knowledge = None, engine: Engine = None, json_output: Json = False) -> Exit:
    """Show what your own knowledge adds, and whether its examples and near misses are coded as they say."""
    use_own_knowledge(knowledge)
    use_engine(engine)
    from flows.own_examples import as_json, lines, try_knowledge
    from transforms.own_knowledge import own_knowledge

    tried = try_knowledge(own_knowledge())
    if json_output:
        print_json(as_json(tried))
    else:
        print_lines(list(lines(tried)))
    return Exit.DATA if any(one.wrong for one in tried) else Exit.OK
