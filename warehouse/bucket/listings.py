"""Listings: which object has the content of which file of a warehouse, folder by folder."""

import json
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from warehouse.answers import ANSWERS
from warehouse.bucket.objects import Objects
from warehouse.bucket.refusals import BucketDamaged
from warehouse.forgotten import FORGOTTEN
from warehouse.releases import PARTS, RELEASES, RESOLVED, Release
from warehouse.storage import Storage

OBJECTS = "objects"
READ = (PARTS, ANSWERS)
"""Folders of what reading gave, which a run adds to before it publishes."""
BESIDE = ""  # the folder of what lies beside the others
NAME = re.compile(rf"^{OBJECTS}/(\d{{12}})-[0-9a-f]{{64}}$")
CHUNK = 1 << 20  # bytes that are hashed at a time


class Content(NamedTuple):
    """Where the content of a file lies, and how long it is."""

    object: str
    """`objects/<number of the lease>-<SHA-256>`."""
    bytes: int

    @property
    def digest(self) -> str:
        """SHA-256 of it."""
        return self.object.rpartition("-")[2]


def object_name(fence: int, digest: str) -> str:
    """Return the name of the object that the holder of a lease writes for some content."""
    return f"{OBJECTS}/{fence:012d}-{digest}"


def fence_of(name: str) -> int | None:
    """Return the number of the lease under which an object was written; None for one that is none of ours."""
    match = NAME.match(name)
    return int(match[1]) if match else None


def folder_of(name: str) -> str:
    """Return the folder in whose listing a file of a warehouse stands."""
    top, _, below = name.partition("/")
    return f"{RELEASES}/{below.partition('/')[0]}" if top == RELEASES else top if below else BESIDE


def kept_files(storage: Storage) -> list[str]:
    """Return the names of the files of a warehouse that are its own and cannot be made again, sorted."""
    beside = [FORGOTTEN] if storage.path(FORGOTTEN).is_file() else []
    return sorted(beside + [name for top in (RELEASES, RESOLVED, *READ) for name in storage.list(top)])


def folders_of_releases(folders: Iterable[str]) -> dict[str, int]:
    """Return the folders among some that are those of releases, each with its number."""
    found = {folder: Release.at(Path(folder)) for folder in folders if folder.startswith(f"{RELEASES}/")}
    return {folder: release.number for folder, release in found.items() if release}


def listing(files: Mapping[str, Content], folder: str) -> bytes:
    """Return the listing of a folder; the same files give the same bytes."""
    start = len(folder) + 1 if folder else 0
    lines = [
        json.dumps({"name": name[start:], "object": content.object, "bytes": content.bytes})
        for name, content in sorted(files.items())
        if folder_of(name) == folder
    ]
    return f"[{f',{chr(10)}'.join(lines)}]\n".encode()


def read_listings(objects: Objects, folders: Mapping[str, str]) -> dict[str, Content]:
    """Return the files of some folders by name; raise `BucketDamaged` for a listing that is not as it was written."""
    found: dict[str, Content] = {}
    for folder, name in folders.items():
        seen = objects.get(name)
        if seen is None or sha256(seen.body).hexdigest() != Content(name, 0).digest:
            raise BucketDamaged(f"{objects.address}: {name} is away or does not hold what its name says")
        for record in json.loads(seen.body):
            where = f"{folder}/{record['name']}" if folder else record["name"]
            found[safe(where, objects)] = Content(record["object"], record["bytes"])
    return found


def safe(name: str, objects: Objects) -> str:
    """Return a name from a listing; raise `BucketDamaged` for one that leads out of the folder of a copy."""
    if any(part in {"", ".", ".."} for part in name.split("/")) or "\\" in name or "\0" in name:
        raise BucketDamaged(f"{objects.address}: a listing names {name!r}, which is no file of a warehouse")
    return name


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    hashed = sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            hashed.update(chunk)
    return hashed.hexdigest()
