"""The pointer of a warehouse in a bucket: the one object that changes, and that says all that readers see."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from transforms.documents.marker import WAREHOUSE_FILE
from warehouse.manifest import ReleaseTooNew

POINTER = WAREHOUSE_FILE  # so that a survey of seeds passes over a warehouse in a bucket too
FORMAT = 1


@dataclass(frozen=True)
class Pointer:
    """What the pointer says."""

    fence: int = 0
    """Number of the lease under which it was written; it only grows."""
    holder: str | None = None
    """Who holds the lease; null while nobody does."""
    lease_seconds: float = 0
    """For how long after it was written the lease holds."""
    current: str | None = None
    """Name of the release that readers see; null before the first one."""
    folders: Mapping[str, str] = field(default_factory=dict)
    """Object of the listing of each release, of parts, of resolved files, and under "" of what lies beside them."""
    format: int = FORMAT

    def as_json(self) -> bytes:
        """Return it as it lies in the bucket."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @classmethod
    def read(cls, body: bytes, where: object) -> "Pointer":
        """Return what an object says; raise `ReleaseTooNew` for one that a newer program has written."""
        said = json.loads(body)
        if said["format"] > FORMAT:
            raise ReleaseTooNew(
                f"{where}: in format {said['format']}, this version knows {FORMAT}; use a later Entente"
            )
        return cls(**{name: value for name, value in said.items() if name in cls.__dataclass_fields__})
