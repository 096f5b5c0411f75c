"""One run of the pipeline, its stages timed: `python -m benchmarks.scale.running SEEDS WAREHOUSE` prints JSON.

A process of its own for each run, so that the most memory that it held is that of the run.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flows import pipeline, resolution
from warehouse.resolved import Resolver

CORPUS_STAGES = (
    *("show_records", "find_versions", "held_parts", "find_spellings", "gather_entities", "consolidate_events"),
    *("derive_relations", "gather_places", "tell_history", "find_changes", "write_release"),
)
"""Functions of `flows.resolution` that are one step each."""
STAGES = ("survey", "resolve", "validate", "publish")


class Clock:
    """CPU seconds of this process, all its threads and children included, by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what the body takes for a stage."""
        start = cpu_seconds()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0) + cpu_seconds() - start

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that does the same and is counted."""

        def counted(*arguments: Any, **named: Any) -> Any:
            with self.stage(name):
                return function(*arguments, **named)

        return counted


def cpu_seconds() -> float:
    """Return the CPU seconds that this process and its ended children have taken."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def run(seeds: Path, root: Path) -> dict[str, Any]:
    """Run the pipeline without Prefect; return what it took."""
    clock = Clock()
    for name in CORPUS_STAGES:
        setattr(resolution, name, clock.timed(f"resolve: {name}", getattr(resolution, name)))
    Resolver.files = clock.timed("resolve: resolved files", Resolver.files)  # type: ignore[method-assign]
    defaults = pipeline.Stages()
    stages = pipeline.Stages(
        read=defaults.read, **{name: clock.timed(name, getattr(defaults, name)) for name in STAGES}
    )
    start, wall = cpu_seconds(), time.monotonic()
    summary = pipeline.run(seeds, root, stages=stages)
    return {
        "cpu": cpu_seconds(),
        "run": cpu_seconds() - start,
        "wall": time.monotonic() - wall,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "stages": clock.seconds,
        "documents": summary.documents,
        "read": summary.documents_read,
        "reports": summary.reports,
        "events": summary.events,
    }


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), Path(sys.argv[2]))))
