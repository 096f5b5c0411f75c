"""Seeds in a bucket: a local copy of the documents below an address, for which only what has changed is fetched.

An object is read in one answer, so that a document which is replaced meanwhile is the old or the new one, whole. What
the copy holds is noted in a database beside it, so that a million documents need little memory.
"""

import re
import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from transforms.documents.inventory import SeedsMissing
from transforms.documents.marker import WAREHOUSE_FILE
from warehouse.bucket.address import Address
from warehouse.bucket.local_copy import alone
from warehouse.bucket.objects import Objects, Stored, transfer
from warehouse.storage import delete

SEEDS, NOTED = "seeds", "seeds.sqlite"
LONGEST = 200  # bytes of a part of a name that folders take, less what is put to it
UNFIT = re.compile(r"^\.{1,2}$|^$|[%\x00]")
"""What no folder takes as a name, or takes for another one."""
SCHEMA = "create table if not exists noted (name text primary key, path text, etag text, run integer)"
SEEN = "insert into noted (name, run) values (?, ?) on conflict (name) do update set run = excluded.run"
IS_SEEN = "select 1 from noted where name = ? and run = ?"
GONE = """
select path from noted
where (run <> :run or etag is null) and path is not null
    and path not in (select path from noted where run = :run and etag is not null)
"""


def fetched_seeds(seeds: Path) -> Path:
    """Return a folder with the documents of an address, or the folder that was named; raise `SeedsMissing`."""
    address = Address.of(seeds)
    if address is None:
        return seeds
    with alone(address.cache() / "documents", waits=True) as folder:
        SeedCopy(folder, Objects(address)).bring()
    return folder / SEEDS


class SeedCopy:
    """The copy of the documents below an address."""

    def __init__(self, folder: Path, objects: Objects) -> None:
        self.root = folder / SEEDS
        self.objects = objects
        self.database = sqlite3.connect(folder / NOTED)
        self.database.execute(SCHEMA)
        (self.run,) = self.database.execute("select coalesce(max(run), 0) + 1 from noted").fetchone()

    def bring(self) -> None:
        """Let the copy hold what the bucket holds; raise `SeedsMissing` where that is nothing."""
        self.root.mkdir(parents=True, exist_ok=True)
        for page in documents(self.objects):
            self._bring(page)
        for (path,) in self.database.execute(GONE, {"run": self.run}):
            remove_with_folders(self.root / path, self.root)
        self.database.execute("delete from noted where run <> ? or etag is null", (self.run,))
        self.database.commit()
        if not self.database.execute("select 1 from noted limit 1").fetchone():
            raise SeedsMissing(f"{self.objects.address}: no document there; an empty folder makes an empty warehouse")

    def _bring(self, page: list[Stored]) -> None:
        """Fetch what is new or another on a page of documents, and note it."""
        self.database.executemany(SEEN, [(stored.name, self.run) for stored in page])
        paths = {stored: self._path(stored.name) for stored in page}
        for name, path in [(stored.name, path) for stored, path in paths.items()]:
            for (moved,) in self.database.execute("select path from noted where name = ? and path <> ?", (name, path)):
                remove_with_folders(self.root / moved, self.root)
        etags: dict[Stored, str | None] = {stored: stored.etag for stored in page}

        def fetch(stored: Stored) -> None:
            etags[stored] = self.objects.download(stored.name, self._free(paths[stored]))

        transfer(fetch, [stored for stored in page if not self._holds(stored, paths[stored])])
        rows = [(paths[stored], etags[stored], stored.name) for stored in page]
        self.database.executemany("update noted set path = ?, etag = ? where name = ?", rows)
        self.database.commit()

    def _holds(self, stored: Stored, path: str) -> bool:
        query = "select 1 from noted where name = ? and path = ? and etag = ?"
        is_noted = self.database.execute(query, (stored.name, path, stored.etag)).fetchone() is not None
        return is_noted and (self.root / path).is_file()

    def _path(self, name: str) -> str:
        """Return the path of a document in the copy: its name, but for what folders do not take.

        An object may have the name of the folder of others, and comes before them; their folder then ends in %.
        """
        *folders, last = name.split("/")
        path = ""
        for end, folder in enumerate(folders, start=1):
            above = "/".join(folders[:end])
            is_object_too = self.database.execute(IS_SEEN, (above, self.run)).fetchone() is not None
            path += f"{fitting(folder)}{'%' if is_object_too else ''}/"
        return path + fitting(last)

    def _free(self, path: str) -> Path:
        """Return where a file is to lie; what an earlier run had there, be it a folder or a file, goes."""
        place = self.root / path
        if place.is_dir():
            delete(place)
        for above in place.parents:
            if above.is_file():
                above.unlink(missing_ok=True)
        return place


def documents(objects: Objects) -> Iterator[list[Stored]]:
    """Yield the objects below an address page by page; not those of a warehouse, which its pointer begins."""
    within = None
    for page in objects.stored():
        found = []
        for stored in page:
            folder, _, last = stored.name.rpartition("/")
            if last == WAREHOUSE_FILE:
                within = f"{folder}/" if folder else ""
            if within is None or not stored.name.startswith(within):
                found.append(stored)
        yield [stored for stored in found if not stored.name.endswith("/")]  # what stands for an empty folder


def remove_with_folders(path: Path, root: Path) -> None:
    """Remove a file, and the folders above it that are empty then, which a survey would take for sources."""
    if path.is_dir():  # other documents lie where it lay
        return
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == root or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()


def fitting(part: str) -> str:
    """Return a part of a name as a folder takes it; another part gives another one."""
    if UNFIT.search(part):
        part = "%" + part.replace("%", "%25").replace("\0", "%00").replace(".", "%2E")
    encoded = part.encode()
    if len(encoded) <= LONGEST:
        return part
    end = encoded[-20:].decode(errors="ignore")  # with the suffix, by which the format is known
    return f"{encoded[:100].decode(errors='ignore')}%{sha256(encoded).hexdigest()[:16]}%{end}"
