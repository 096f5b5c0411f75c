"""Progress of a run on Prefect's page: its lines in the log, and an artifact that says how much is read."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from prefect import get_run_logger
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.runtime import deployment

from flows.progress import Advance, PlainProgress

STEPS = 20  # times that the artifact changes; each is a request to the server


class RunProgress(PlainProgress):
    """Says it in the log of a deployment's run, which has no terminal, else as another progress does.

    On Prefect's page it draws how much is read.
    """

    def __init__(self, beside: PlainProgress) -> None:
        self._beside = beside
        self._log = get_run_logger() if deployment.id else None

    def say(self, line: str) -> None:
        """Log the line, or hand it on."""
        if self._log:
            self._log.info(line)
        else:
            self._beside.say(line)

    @contextmanager
    def stage(self, stage: str, total: int, unit: str = "records") -> Iterator[Advance]:
        """Move the artifact on, in a few steps whatever there is to do, and the other progress with it."""
        artifact = create_progress_artifact(0.0, description=f"{stage}: {total} {unit}") if total else None
        assert artifact is None or isinstance(artifact, UUID)  # a coroutine only where an event loop runs
        done = shown = 0
        with self._beside.stage(stage, total, unit) as advance_beside:

            def advance(steps: int) -> None:
                nonlocal done, shown
                advance_beside(steps)
                done += steps
                if artifact and done * STEPS // total > shown:
                    shown = done * STEPS // total
                    update_progress_artifact(artifact, min(100.0, 100.0 * done / total))

            yield advance
