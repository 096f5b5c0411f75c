"""Explaining: one event with the words that it rests on."""

from rich.console import Console

from flows.cli.interface import WAREHOUSE, Exit, Json, Root, app, published
from flows.cli.output import print_json


@app.command(help_epilogue="Example: entente explain 7a7238f6")
def explain(key: str, other: str | None = None, *, warehouse: Root = WAREHOUSE, json_output: Json = False) -> Exit:
    """Show what one event rests on: each report with its words marked, who, when, why it was coded so, why it is one.

    The beginning of the key of an event will do, one that it had in an earlier release, or that of a report. Each
    further report says why it was joined, the nearest other events why they were not. With a second key: why two
    reports, or two events, are one event or are not.

    Parameters
    ----------
    key
        Key of an event or of a report, or its beginning.
    other
        Key of another one, to compare both.
    """
    from flows.event_explanation import explanation
    from flows.joining_lines import pair_explanation
    from flows.made_from import STATE_FOLDER
    from warehouse.asking import explain as explain_event
    from warehouse.joining import StateMissing, joining_of, pair_joining

    database = published(warehouse)
    state = database.parent / STATE_FOLDER
    if other:
        found = pair_joining(database, state, key, other)
        told = pair_explanation(found)
    else:
        found = explain_event(database, key)
        try:
            found["joining"] = joining_of(database, state, found["event_id"])
        except StateMissing as missing:  # the other facts of an older release are told all the same
            found["joining"] = {"missing": str(missing)}
        told = explanation(found)
    if json_output:
        print_json(found)
    else:
        Console(highlight=False, soft_wrap=True).print(told)
    return Exit.OK
