"""Explaining: one event with the words that it rests on."""

from rich.console import Console

from flows.cli.interface import WAREHOUSE, Exit, Json, Root, app, published
from flows.cli.output import print_json


@app.command(help_epilogue="Example: entente explain 7a7238f6")
def explain(key: str, *, warehouse: Root = WAREHOUSE, json_output: Json = False) -> Exit:
    """Show what one event rests on: each report with its words marked, who, when, why it was coded so.

    The beginning of the key of an event will do, one that it had in an earlier release, or that of a report.
    """
    from flows.event_explanation import explanation
    from warehouse.asking import explain as explain_event

    event = explain_event(published(warehouse), key)
    if json_output:
        print_json(event)
    else:
        Console(highlight=False, soft_wrap=True).print(explanation(event))
    return Exit.OK
