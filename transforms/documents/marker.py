"""The mark of a warehouse: by it the survey knows a folder that holds one and passes it over."""

import os
from pathlib import Path

WAREHOUSE_FILE = "entente-warehouse.json"


def is_warehouse(folder: Path | str) -> bool:
    """Return whether a folder holds a warehouse; one of before the mark has releases, and a pointer or a lock."""
    # Asked of every folder of the seeds, where a path object for each would take half of the time.
    if os.path.lexists(f"{folder}/{WAREHOUSE_FILE}"):
        return True
    is_older = os.path.lexists(f"{folder}/current") or os.path.lexists(f"{folder}/lock")
    return is_older and os.path.lexists(f"{folder}/releases/")
