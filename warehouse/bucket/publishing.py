"""Publishing to a bucket: new objects, then the pointer, then what no longer belongs to it goes."""

from collections.abc import Mapping
from hashlib import sha256

from warehouse.bucket.lease import Lease
from warehouse.bucket.listings import OBJECTS, Content, fence_of, folder_of, listing, object_name
from warehouse.bucket.local_copy import LocalCopy
from warehouse.bucket.objects import Objects, transfer
from warehouse.releases import CURRENT


def publish(copy: LocalCopy, lease: Lease) -> None:
    """Let the bucket hold what a local copy holds; readers see it in one step.

    Raise `LeaseLost` where another writer has taken over; what was sent is then removed by whoever tidies up next.
    """
    files, fresh = copy.contents(lease.pointer.fence)
    transfer(lambda item: copy.objects.upload(item[0].object, item[1]), fresh.items())
    folders = {folder: put_listing(lease, files, folder) for folder in sorted({folder_of(name) for name in files})}
    lease.write(folders=folders, current=copy.storage.pointer(CURRENT))
    copy.note(files)
    tidy_up(lease, {*folders.values(), *(content.object for content in files.values())})


def put_listing(lease: Lease, files: Mapping[str, Content], folder: str) -> str:
    """Return the object of the listing of a folder; write it where it is another than the one that is published."""
    body = listing(files, folder)
    digest, published = sha256(body).hexdigest(), lease.pointer.folders.get(folder)
    if published and Content(published, len(body)).digest == digest:
        return published
    name = object_name(lease.pointer.fence, digest)
    lease.objects.put(name, body)
    return name


def tidy_up(lease: Lease, needed: set[str]) -> None:
    """Remove the objects that the pointer does not need, with their old versions where the bucket keeps such.

    Those of later leases stay: should another writer have taken over meanwhile, they are what it publishes.
    """
    objects: Objects = lease.objects
    for page in objects.stored(f"{OBJECTS}/", versions=objects.keeps_versions()):
        fences = {stored: fence_of(stored.name) for stored in page if stored.name not in needed}
        objects.delete(stored for stored, fence in fences.items() if fence is not None and fence <= lease.pointer.fence)
