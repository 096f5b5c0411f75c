"""The prompt: query after query against the published release."""

from flows.cli.interface import WAREHOUSE, Exit, Root, app, published


@app.command(help_epilogue="Example: entente sql")
def sql(*, warehouse: Root = WAREHOUSE) -> Exit:
    """Open a prompt for queries, with the views listed; from a pipe, answer each query that comes."""
    from flows.sql_prompt import run_prompt

    return Exit.OK if run_prompt(published(warehouse)) else Exit.USAGE
