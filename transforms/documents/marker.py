"""The mark of a warehouse: by it the inventory knows a folder that holds one and passes it over."""

from pathlib import Path

WAREHOUSE_FILE = "entente-warehouse.json"


def is_warehouse(folder: Path) -> bool:
    """Return whether a folder holds a warehouse; those of before the mark have a lock and releases."""
    return (folder / WAREHOUSE_FILE).is_file() or ((folder / "lock").is_file() and (folder / "releases").is_dir())
