"""The list of documents that were forgotten on request: `<warehouse>/forgotten.json`.

A build asks it for every document that it reads: one that is on it is a rejection and a tombstone, and gives nothing
else. It holds no words of documents. A document that comes back with other words is another document.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from transforms.documents.seed import rejection
from transforms.tables import Rejection, Tombstone
from warehouse.storage import flush, hidden

FORGOTTEN = "forgotten.json"
FORMAT = 1


@dataclass(frozen=True)
class Forgotten:
    """A document that was forgotten."""

    document_id: str
    """Hash of its source, its address and its content."""
    source_id: str
    path: str
    """Path under which it lay in the folder of seeds."""
    raw_hash: str | None
    """Hash of the file or record; null where only its text was still kept."""
    reason: str
    forgotten_on: date
    reports: int
    """The most reports that a release had of it."""
    is_purged: bool = False
    """Whether nothing of it is left; a run that dies on its way leaves that to the next one."""
    whole: tuple[str, ...] = ()
    """Until then, the parts and releases that were whole before."""

    def rejection(self, path: str) -> Rejection:
        """Return the row that says why the file or record at a path is no document."""
        detail = f"forgotten on {self.forgotten_on}: {self.reason}; remove it from the seeds"
        return rejection(path, self.source_id, "forgotten", detail)

    def tombstone(self, run_id: str) -> Tombstone:
        """Return the row that tells of it in a release."""
        return Tombstone(
            document_id=self.document_id,
            source_id=self.source_id,
            path=self.path,
            reason=self.reason,
            is_forgotten=True,
            reports=self.reports,
            run_id=run_id,
        )


def read_forgotten(root: Path) -> dict[str, Forgotten]:
    """Return the forgotten documents of a warehouse by key."""
    file = root / FORGOTTEN
    if not file.exists():
        return {}
    records = json.loads(file.read_bytes())["documents"]
    return {record["document_id"]: _forgotten(record) for record in records}


def _forgotten(record: Mapping[str, object]) -> Forgotten:
    known = {name: value for name, value in record.items() if name in Forgotten.__dataclass_fields__}
    whole = known.get("whole")
    dated = {
        "forgotten_on": date.fromisoformat(str(known["forgotten_on"])),
        "whole": tuple(map(str, whole)) if isinstance(whole, list) else (),
    }
    return Forgotten(**{**known, **dated})  # type: ignore[arg-type]


def write_forgotten(root: Path, documents: Iterable[Forgotten]) -> None:
    """Write the list of forgotten documents in one step."""
    records = [
        asdict(document) | {"forgotten_on": document.forgotten_on.isoformat()}
        for document in sorted(documents, key=lambda document: document.document_id)
    ]
    new = hidden(root / FORGOTTEN)
    new.write_text(json.dumps({"format": FORMAT, "documents": records}, indent=1) + "\n", encoding="utf-8")
    flush(new)
    new.replace(root / FORGOTTEN)
    flush(root, deep=False)


def raw_hashes(documents: Collection[Forgotten]) -> dict[str, Forgotten]:
    """Return the forgotten documents by the hash of their file or record, by which they are known before reading."""
    return {document.raw_hash: document for document in documents if document.raw_hash}
