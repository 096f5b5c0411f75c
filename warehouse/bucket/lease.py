"""The lease: who may change a warehouse in a bucket, for how long, and why a writer that lost it can do no harm.

The lease lies in the pointer, and every change of the pointer is a write on condition that it is as this writer last
wrote it. Taking the lease over changes the pointer, so a writer that was held to be dead can no longer publish. Every
object has the number of its lease in its name: it is written under that name by its holder alone, and whoever tidies up
removes none of a later lease. What makes a lease expire is the age that the server tells, not a clock of ours.
"""

import os
import socket
import threading
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import uuid4

from warehouse.bucket.objects import Objects
from warehouse.bucket.pointer import POINTER, Pointer
from warehouse.bucket.refusals import BucketRefused, BucketUnreachable
from warehouse.storage import WarehouseLocked

SECONDS = 60.0  # without a sign of life, after which another writer may take the lease
SIGNS = 3  # of life within that time
CONFLICTS = 5  # at most, of writes that the server asks to try again


class LeaseLost(Exception):
    """Another writer has taken the lease, since this one gave no sign of life for too long."""


class Lease:
    """A lease on a warehouse in a bucket, held from `with` to its end and renewed by a thread of its own.

    Raise `WarehouseLocked` where another writer holds it.
    """

    def __init__(self, objects: Objects, seconds: float = SECONDS) -> None:
        self.objects = objects
        self.seconds = seconds
        self.pointer = Pointer()
        self._etag = ""
        self._writing = threading.Lock()
        self._ended = threading.Event()
        self._renewing = threading.Thread(target=self._renew, name="lease", daemon=True)

    def __enter__(self) -> "Lease":
        seen = self.objects.get(POINTER)
        before = Pointer.read(seen.body, self.objects.address) if seen else Pointer()
        if seen and is_held(before, seen.age):
            raise WarehouseLocked(
                f"{self.objects.address}: another run is under way ({before.holder}, seen {seen.age:.0f} s ago); wait "
                f"for it, or if it was killed until it has given no sign of life for {before.lease_seconds:g} s"
            )
        mine = replace(before, fence=before.fence + 1, holder=name_of_writer(), lease_seconds=self.seconds)
        etag = self.objects.put_if(POINTER, mine.as_json(), seen.etag if seen else None)
        if etag is None:
            raise WarehouseLocked(f"{self.objects.address}: another run came first; wait for it or end it")
        self.pointer, self._etag = mine, etag
        self._try_conditions()
        self._renewing.start()
        return self

    def _try_conditions(self) -> None:
        """Raise `BucketRefused` where the server writes whatever a condition says, so that no lease means anything."""
        for etag in (None, f'"{"0" * 32}"'):
            if self.objects.write_if(POINTER, self.pointer.as_json(), etag):
                raise BucketRefused(
                    f"{self.objects.address}: the server does not heed conditions of writes (If-Match, If-None-Match), "
                    "so two runs could harm each other; use another one or a later version"
                )

    def write(self, **changes: Any) -> None:
        """Write the pointer with some changes, which renews the lease.

        Raise `LeaseLost` where it is no longer the one that this writer wrote.
        """
        with self._writing:
            pointer = replace(self.pointer, **changes)
            for _ in range(CONFLICTS):
                etag = self.objects.put_if(POINTER, pointer.as_json(), self._etag)
                if etag is not None:
                    self.pointer, self._etag = pointer, etag
                    return
                seen = self.objects.get(POINTER)
                if seen is None or seen.etag != self._etag:
                    break
            raise LeaseLost(
                f"{self.objects.address}: another run has taken over, since this one gave no sign of life for "
                f"{self.seconds:g} s; nothing was published, run it again"
            )

    def _renew(self) -> None:
        while not self._ended.wait(self.seconds / SIGNS):
            try:
                self.write()
            except LeaseLost:
                return  # what publishes will say so
            except (BucketUnreachable, BucketRefused):
                continue  # the lease may still be ours when the network is back

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        self._renewing.join()
        with suppress(LeaseLost, BucketUnreachable, BucketRefused):  # it expires by itself
            self.write(holder=None)


def is_held(pointer: Pointer, age: float) -> bool:
    """Return whether somebody holds the lease, by a pointer that was written so many seconds ago."""
    return pointer.holder is not None and age < pointer.lease_seconds


def name_of_writer() -> str:
    """Return a name for this process which no other one has, and by which a person finds it."""
    return f"process {os.getpid()} on {socket.gethostname()}, {uuid4().hex[:8]}"
