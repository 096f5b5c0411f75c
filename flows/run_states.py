"""States of a run: what Prefect's page says of it in a word and a line, and the event that a release is published."""

from pathlib import Path

from prefect import State
from prefect.client.schemas.objects import StateType
from prefect.events import emit_event
from prefect.states import Completed

from flows.pipeline import Summary
from flows.run_artifacts import headline
from warehouse.bucket.address import Address

PUBLISHED = "entente.release.published"
"""Event for automations: a release is there for its readers."""
NOTHING_NEW, SHORT, UNSENT = "NothingNew", "ReadNextToNothing", "BriefNotSent"
"""Names of the states of a run that found nothing new, of one that fell short of what its release should be, and of one
that has published its release and could not send its brief."""


def ended(summary: Summary) -> State[Summary]:
    """Return the state in which a run ends; of one that fell short it says why, and no page shows it in green."""
    if summary.shortfall:
        return State(type=StateType.CRASHED, name=SHORT, message="\n".join(summary.shortfall), data=summary)
    if summary.unsent:
        return State(type=StateType.CRASHED, name=UNSENT, message=unsent_line(summary), data=summary)
    name = NOTHING_NEW if summary.is_unchanged else "Completed"
    return Completed(name=name, message=headline(summary), data=summary)


def unsent_line(summary: Summary) -> str:
    """Return in a sentence that a release is published and its brief not sent."""
    return f"release {summary.release} is published, its brief not sent: {summary.unsent}"


def announce(summary: Summary, warehouse: Path) -> None:
    """Emit the event that a release is published, with all that the run says of it."""
    resource = {
        "prefect.resource.id": f"entente.warehouse.{Address.of(warehouse) or warehouse.absolute()}",
        "prefect.resource.name": f"release {summary.release}",
        "entente.release": str(summary.release),
    }
    emit_event(PUBLISHED, resource, payload=summary.as_json())
