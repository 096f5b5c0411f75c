"""What commands call: the path of an option in, a folder of this machine out, a copy where the path is a bucket's.

    folder = pulled(warehouse)                  # to read what readers see
    with changing(warehouse) as folder: ...     # to change it: lease, copy, change, publish
    folder = fetched_seeds(seeds)

A path of this machine is given back as it is, and nothing connects.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from warehouse.bucket.address import Address, AddressInvalid
from warehouse.bucket.lease import SECONDS, Lease
from warehouse.bucket.listings import BESIDE, folder_of, folders_of_releases, read_listings
from warehouse.bucket.local_copy import LocalCopy, Told, alone, nobody
from warehouse.bucket.objects import Objects
from warehouse.bucket.pointer import POINTER, Pointer
from warehouse.bucket.publishing import publish
from warehouse.bucket.refusals import BucketDamaged
from warehouse.manifest import MANIFEST
from warehouse.releases import RELEASES, Release, ReleaseUnknown, Warehouse, WarehouseMissing
from warehouse.storage import delete

READING, WORKING, LISTING = "reading", "working", "listing"
"""Folders of local copies: to read in, to build in, and to count and list in."""
TRIES = 3  # at reading a release, which is pruned meanwhile


class CopyRefused(Exception):
    """A folder is not one into which a warehouse may be pulled."""


class Extent(Enum):
    """What a command that changes a warehouse needs the content of."""

    BUILD = "build"
    """Everything but the releases that readers do not see; they are there by name and length."""
    EVERYTHING = "everything"
    MANIFESTS = "manifests"
    """What each release says of itself; all else is there by name and length."""

    @property
    def folder(self) -> str:
        """The folder of such copies; parts in that of builds never lack their content."""
        return LISTING if self is Extent.MANIFESTS else WORKING

    def needs(self, current: str | None) -> Callable[[str], bool]:
        """Return a function that says whether the content of a file is needed."""

        def is_needed(name: str) -> bool:
            folder = folder_of(name)
            if self is Extent.EVERYTHING or folder == BESIDE or name.endswith(f"/{MANIFEST}"):
                return True
            return self is Extent.BUILD and (folder == current or not folder.startswith(f"{RELEASES}/"))

        return is_needed


@contextmanager
def changing(root: Path, extent: Extent = Extent.BUILD, seconds: float = SECONDS) -> Iterator[Path]:
    """Lend a folder in which to change a warehouse; of a bucket it is a copy, which is published at the end.

    Where what is done inside fails, nothing is published. Raise `WarehouseLocked`, `LeaseLost`, `BucketRefused`,
    `BucketUnreachable`, and `WarehouseMissing` where there is nothing to change. A lease holds so many seconds without
    a sign of life.
    """
    address = Address.of(root)
    if address is None:
        yield root
        return
    objects = Objects(address)
    if extent is not Extent.BUILD:
        published_pointer(objects)
    with alone(address.cache() / extent.folder, waits=False) as folder, Lease(objects, seconds) as lease:
        pointer, copy = lease.pointer, LocalCopy(folder, objects)
        files = read_listings(objects, pointer.folders)
        copy.lay(files, extent.needs(pointer.current), pointer.current, keeps_parts=extent is Extent.BUILD)
        yield copy.root
        publish(copy, lease)
    if extent is Extent.EVERYTHING:  # to forget something, which may be in what was read here before
        with alone(address.cache() / READING, waits=True) as folder:
            delete(folder)


def pulled(root: Path, *numbers: int | None) -> Path:
    """Return a folder with the release that readers see, and with those of some numbers.

    Raise `WarehouseMissing` and `ReleaseUnknown` where a bucket has none.
    """
    address = Address.of(root)
    if address is None:
        return root
    objects = Objects(address)
    with alone(address.cache() / READING, waits=True) as folder:
        copy = LocalCopy(folder, objects)
        lay_published(copy, lambda pointer: folders_for(pointer, numbers, address), lambda _: True)
    return folder


def listed(root: Path) -> Path:
    """Return a folder in which every release and part is there by name and length, without being fetched."""
    address = Address.of(root)
    if address is None:
        return root
    with alone(address.cache() / LISTING, waits=True) as folder:
        copy = LocalCopy(folder, Objects(address))
        lay_published(copy, lambda pointer: set(pointer.folders), Extent.MANIFESTS.needs(None))
    return folder


def pull(root: Path, folder: Path, *, everything: bool = False, told: Told = nobody) -> Release:
    """Copy what readers see, or the whole warehouse, from a bucket into a folder; return the release they see there.

    The folder is a warehouse then as any other. What an earlier pull brought is not fetched again; `told` hears how far
    it is. Raise `CopyRefused` for a folder that holds anything else.
    """
    address = Address.of(root)
    if address is None:
        raise AddressInvalid(f"{root}: no address of a bucket; write s3://bucket/prefix")
    copy, warehouse = LocalCopy(folder, Objects(address)), Warehouse(folder)
    if folder.exists() and not copy.is_begun and (not folder.is_dir() or any(folder.iterdir())):
        raise CopyRefused(f"{folder}: it holds something that was not pulled from {address}; name another folder")
    pointer = published_pointer(copy.objects)
    for release in warehouse.releases():
        if release.name not in pointer.folders:
            raise CopyRefused(f"{folder}: {address} has no {release.name} as it lies there; name another folder")
    copy.save()
    with warehouse.lock():
        lay_published(
            copy,
            lambda pointer: set(pointer.folders) if everything else folders_for(pointer, (), address),
            lambda _: True,
            told,
        )
    return warehouse.published()


def lay_published(
    copy: LocalCopy, folders: Callable[[Pointer], set[str]], needs: Callable[[str], bool], told: Told = nobody
) -> None:
    """Let a copy hold some folders of what is published; read again what was removed while it was being read."""
    for left in reversed(range(TRIES)):
        pointer = published_pointer(copy.objects)
        chosen = folders(pointer)
        try:
            files = read_listings(copy.objects, {name: pointer.folders[name] for name in sorted(chosen)})
            copy.lay(files, needs, pointer.current, told=told)
            return
        except BucketDamaged:
            if not left or published_pointer(copy.objects).folders == pointer.folders:
                raise


def read_pointer(objects: Objects) -> tuple[Pointer, float]:
    """Return the pointer of a bucket, an empty one where there is none, and how many seconds ago it was written."""
    seen = objects.get(POINTER)
    return (Pointer.read(seen.body, objects.address), seen.age) if seen else (Pointer(), 0.0)


def published_pointer(objects: Objects) -> Pointer:
    """Return the pointer of a bucket; raise `WarehouseMissing` where nothing is published."""
    pointer, _ = read_pointer(objects)
    if pointer.current is None:
        raise WarehouseMissing(f"{objects.address}: no published warehouse there; `entente build` makes one")
    return pointer


def folders_for(pointer: Pointer, numbers: tuple[int | None, ...], address: Address) -> set[str]:
    """Return the folders of the current release, of those of some numbers, and of what lies beside them."""
    there = folders_of_releases(pointer.folders)
    for number in numbers:
        if number is not None and number not in there.values():
            whole = ", ".join(map(str, sorted(there.values())))
            raise ReleaseUnknown(f"{address}: release {number}: there is none; whole ones are {whole}")
    chosen = {folder for folder, number in there.items() if number in numbers or folder == pointer.current}
    return chosen | ({BESIDE} & set(pointer.folders))
