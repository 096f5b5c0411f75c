"""Entente from Python: a published warehouse as tables of Arrow or frames of pandas, read-only.

    import entente

    with entente.open("my_warehouse") as warehouse:
        events = warehouse.events()
        iran = warehouse.sql("from events_flat where actor_countries = ?", ["IRN"])

`docs/python.md` goes through it. What reads documents and builds a warehouse is the command `entente build`.
"""

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

import pyarrow as pa

from entente.open_warehouse import OpenWarehouse, as_arrow, as_pandas
from warehouse.asking import QueryInvalid
from warehouse.bucket.opening import pulled
from warehouse.releases import Release, Warehouse, WarehouseMissing

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["OpenWarehouse", "QueryInvalid", "Release", "WarehouseMissing", "open"]


@overload
def open(path: str | PathLike[str], frames: Literal["arrow"] = "arrow") -> OpenWarehouse[pa.Table]: ...
@overload
def open(path: str | PathLike[str], frames: Literal["pandas"]) -> "OpenWarehouse[pd.DataFrame]": ...
def open(path: str | PathLike[str], frames: Literal["arrow", "pandas"] = "arrow") -> OpenWarehouse[Any]:
    """Open the release that readers of a warehouse see now; it stays open when a build publishes the next one.

    `path` is the folder of a warehouse, or `s3://bucket/prefix`, of which a local copy is made. Answers are
    `pyarrow.Table`, or with `frames="pandas"` frames whose columns keep the types of Arrow, so that a null stays one
    and a day a day. Close it, or use it in a `with`. Raise `WarehouseMissing` where nothing is published.
    """
    release = Warehouse(pulled(Path(path))).published()
    return OpenWarehouse(release, as_pandas if frames == "pandas" else as_arrow)
