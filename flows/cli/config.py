"""Configuration: the settings that hold, and where each is from."""

from flows.cli.interface import Exit, Json, app
from flows.cli.output import print_json, print_lines
from flows.settings import SETTINGS, held_settings, shown


@app.command(help_epilogue="Example: entente config --json")
def config(*, json_output: Json = False) -> Exit:
    """Show the settings that hold, and whether each is from the environment, from entente.toml or the default.

    A flag of a command goes before them. No secret is shown.
    """
    rows = [(name, shown(SETTINGS[name], held), held.origin) for name, held in held_settings().items()]
    if json_output:
        print_json([dict(zip(("option", "value", "from"), row, strict=True)) for row in rows])
        return Exit.OK
    table = [("option", "value", "from"), *rows]
    widths = [max(len(row[column]) for row in table) for column in range(2)]
    print_lines(f"{name:{widths[0]}}  {value:{widths[1]}}  {origin}" for name, value, origin in table)
    return Exit.OK
