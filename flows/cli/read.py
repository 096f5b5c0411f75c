"""Reading: what the engine sees in a text."""

from rich.console import Console

from flows.cli.interface import Engine, Exit, Json, Knowledge, app, use_engine, use_own_knowledge
from flows.cli.output import print_json, print_lines


@app.command(help_epilogue='Example: entente read "Turkish jets hit PKK camps near Qandil overnight."')
def read(text: str, *, knowledge: Knowledge = None, engine: Engine = None, json_output: Json = False) -> Exit:
    """Show what the reading engine sees in a text: names, dependency tree and semantic roles of each sentence."""
    from flows.parsed_text import as_json, drawing
    from flows.parsed_text import read as read_text

    use_own_knowledge(knowledge)
    use_engine(engine)
    readings = read_text(text)
    if json_output:
        print_json(as_json(readings))
        return Exit.OK
    for reading in readings:
        Console(highlight=False).print(drawing(reading))
    if not readings:
        print_lines(["no sentence to read"])
    return Exit.OK
