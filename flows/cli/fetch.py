"""Fetching: stores what the feeds of the sources name and was not received before."""

from flows.cli.interface import SEEDS, Exit, Json, Seeds, app
from flows.cli.output import print_json, print_lines


@app.command(help_epilogue="Example: entente fetch some_wire --seeds my_documents")
def fetch(*sources: str, seeds: Seeds = SEEDS, json_output: Json = False) -> Exit:
    """Receive new pages of the feeds and sitemaps that sources name, all of them or those of some folders.

    They are stored as WARC in the folder of each source; `entente build` reads them without a network.
    """
    from flows.fetching.fetcher import fetch_source, find_sources
    from flows.progress import progress_on_terminal

    told, progress = [], progress_on_terminal()
    for folder in find_sources(seeds, sources):
        fetched = fetch_source(folder, progress=progress)
        told.append(fetched)
        if not json_output:
            print_lines(fetched.lines())
    if json_output:
        print_json([fetched.as_json() for fetched in told])
    elif not told:
        print_lines([f"{seeds}: no source.yaml there names feeds or sitemaps"])
    return Exit.DATA if any(fetched.has_failed for fetched in told) else Exit.OK
