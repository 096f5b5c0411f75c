"""Tasks that reach out for documents: the feeds of sources, and seeds in a bucket. Here a retry can help."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from prefect import State, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from flows.fetching.fetcher import Fetched, fetch_source, find_sources
from warehouse.bucket.refusals import BucketUnreachable
from warehouse.bucket.seed_copy import fetched_seeds

# Caching would hash every argument; a stage is either quick or keeps its own result in the warehouse.
TASK: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}
RETRIES: dict[str, Any] = {"retries": 2, "retry_delay_seconds": [10, 60]}
"""A line that was down is often up again."""


class SourceSilent(Exception):
    """No feed and no sitemap of a source was to be had."""


@task(
    name="fetch",
    task_run_name="fetch-{source}",
    tags=["fetch"],
    retry_condition_fn=lambda _task, _run, state: isinstance(failure(state), SourceSilent),
    timeout_seconds=6 * 3600,  # thrice what the most pages of a source take at the pause between two
    **RETRIES,
    **TASK,
)
def fetch(seeds: Path, source: str) -> Fetched:
    """Store what the feeds of a source name and was not received before; return what came of it.

    What a server does not give is told of in the log. Raises `SourceSilent` where it gave nothing at all, and what
    `fetch_source` raises.
    """
    fetched = fetch_source(seeds / source)
    for line in fetched.lines():
        get_run_logger().info(line)
    if fetched.has_failed and not fetched.listings and not fetched.listings_unchanged:
        raise SourceSilent("; ".join(fetched.lines()))
    return fetched


def fetch_all(seeds: Path) -> None:
    """Fetch for each source that names feeds, one after the other, since two may be of one server.

    A source that is silent shows as a failed task run, and stops no build.
    """
    for folder in find_sources(seeds):
        with suppress(SourceSilent):
            fetch(seeds, folder.name)


@task(
    name="copy-seeds",
    tags=["storage"],
    retry_condition_fn=lambda _task, _run, state: isinstance(failure(state), BucketUnreachable),
    **RETRIES,
    **TASK,
)
def copy_seeds(seeds: Path) -> Path:
    """Return the folder with the documents of a bucket, those that are new brought; raise as `fetched_seeds`."""
    return fetched_seeds(seeds)


def failure(state: State) -> object:
    """Return what a task run raised."""
    return state.result(raise_on_failure=False)
