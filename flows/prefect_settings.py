"""Settings that Prefect reads from the environment when it is imported; whoever has set them keeps their own."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

SETTINGS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # The in-process server takes 17 CPU seconds to come up, three times that on a loaded machine.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    # The run tells its own story; Prefect speaks up only when something is wrong.
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    "PREFECT_CLI_PROMPT": "false",
}


def settle_prefect() -> None:
    """Set what the environment leaves open. In a checkout, Prefect keeps its database in `.prefect` of the project."""
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    if (ROOT / "pyproject.toml").exists():
        os.environ.setdefault("PREFECT_HOME", str(ROOT / ".prefect"))


def prefect_home() -> Path:
    """Return the folder in which Prefect keeps its database."""
    return Path(os.environ.get("PREFECT_HOME") or "~/.prefect").expanduser()
