"""Objects: the one module that speaks S3.

Credentials, region and endpoint are those that boto3 finds in the environment or in ~/.aws; docs/object-storage.md
lists the variables.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from warehouse.bucket.address import Address
from warehouse.bucket.refusals import (
    MISSING,
    BucketDamaged,
    BucketRefused,
    BucketUnreachable,
    ConditionFailed,
    ObjectMissing,
    code_of,
    misconfigured,
    sentence,
    telling,
)
from warehouse.storage import READ_ONLY, flush, hidden

T = TypeVar("T")

THREADS = 8  # transfers at a time
QUEUED = 1_000  # transfers that wait, so that a plan of any length needs little memory; as many keys has a page
CHUNK = 1 << 20  # bytes of a transfer that are in memory at a time
TRIES = 3  # at one download, whose connection may break; what is asked in one answer boto3 tries again itself
CONNECT_SECONDS, READ_SECONDS = 10, 60
WHOLE = 64 << 20  # bytes up to which a file is sent in one request; S3 takes 5 GB


class Seen(NamedTuple):
    """A small object as it was read."""

    body: bytes
    etag: str
    age: float
    """Seconds since it was written, by the clock of the server alone."""


class Stored(NamedTuple):
    """An object as a listing of the bucket tells of it."""

    name: str
    """Its key without the prefix of the address."""
    etag: str
    bytes: int
    version: str | None = None
    """Of a bucket that keeps versions."""


@dataclass(frozen=True)
class Objects:
    """The objects below an address; every method raises `BucketRefused` or `BucketUnreachable`."""

    address: Address

    @cached_property
    def client(self) -> Any:
        """The client of boto3, which several threads may use."""
        try:
            import boto3
            from botocore.config import Config
        except ImportError:
            raise BucketRefused(f"{self.address}: needs what `pip install 'entente[s3]'` brings") from None
        config = Config(max_pool_connections=2 * THREADS, connect_timeout=CONNECT_SECONDS, read_timeout=READ_SECONDS)
        with telling(self.address):
            try:
                return boto3.session.Session().client("s3", config=config)
            except ValueError as error:  # whose words have the endpoint in them
                raise misconfigured(self.address, error) from None

    def get(self, name: str) -> Seen | None:
        """Return a small object, None where there is none."""
        with telling(self.address):
            try:
                found = self.client.get_object(**self._at(name))
            except self.client.exceptions.ClientError as error:
                if code_of(error) in MISSING:
                    return None
                raise
            now = parsedate_to_datetime(found["ResponseMetadata"]["HTTPHeaders"]["date"])
            return Seen(found["Body"].read(), found["ETag"], (now - found["LastModified"]).total_seconds())

    def write_if(self, name: str, body: bytes, etag: str | None) -> str | None:
        """Write a small object if it still is the one with this etag, or with None is not there; return its new etag.

        Return None where the server refuses, as it also does after an answer that was lost.
        """
        condition = {"IfMatch": etag} if etag else {"IfNoneMatch": "*"}
        try:
            with telling(self.address):
                return str(self.client.put_object(**self._at(name), Body=body, **condition)["ETag"])
        except ConditionFailed:
            return None

    def put_if(self, name: str, body: bytes, etag: str | None) -> str | None:
        """Do the same with what no other writer writes, so that what is there tells of an answer that was lost."""
        lost: BucketUnreachable | None = None
        try:
            written = self.write_if(name, body, etag)
        except BucketUnreachable as error:
            written, lost = None, error
        if written is None:
            seen = self.get(name)
            if seen and seen.body == body:
                return seen.etag
            if lost:
                raise lost
        return written

    def upload(self, name: str, path: Path) -> None:
        """Write a file as an object, in parts where it is large; nobody sees one of which not all has come."""
        with telling(self.address):
            if path.stat().st_size <= WHOLE:
                with path.open("rb") as file:
                    self.client.put_object(**self._at(name), Body=file)
            else:
                self.client.upload_file(str(path), self.address.bucket, self.address.key(name))

    def put(self, name: str, body: bytes) -> None:
        """Write a small object."""
        with telling(self.address):
            self.client.put_object(**self._at(name), Body=body)

    def download(self, name: str, path: Path, digest: str | None = None) -> str | None:
        """Bring an object to a file, which is seen when it is whole; return its etag, None where there is no object.

        It is read in one answer, so that one which is replaced meanwhile is the old or the new one. With a digest
        (SHA-256) raise `BucketDamaged` where it holds something else.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        part = hidden(path)
        for left in reversed(range(TRIES)):
            try:
                with telling(self.address):
                    etag, found = self._receive(name, part)
                break
            except BucketUnreachable:
                if not left:
                    raise
            except ObjectMissing:
                return None
        if digest is not None and found != digest:
            part.unlink()
            raise BucketDamaged(f"{self.address}: {name} does not hold what its name says; restore it from a copy")
        part.chmod(part.stat().st_mode & ~READ_ONLY)
        part.replace(path)
        return etag

    def _receive(self, name: str, part: Path) -> tuple[str, str]:
        """Write an object to a file; return its etag and the SHA-256 of what was written."""
        try:
            found = self.client.get_object(**self._at(name))
        except self.client.exceptions.ClientError as error:
            if code_of(error) in MISSING:
                raise ObjectMissing from None
            raise
        hashed = hashlib.sha256()
        with part.open("wb") as file:
            for chunk in found["Body"].iter_chunks(CHUNK):
                file.write(chunk)
                hashed.update(chunk)
        flush(part)
        return str(found["ETag"]), hashed.hexdigest()

    def stored(self, prefix: str = "", *, versions: bool = False) -> Iterator[list[Stored]]:
        """Yield the objects whose names begin with a prefix, page by page, by name; if wanted with their old versions.

        With versions, what says of a deleted object that it is deleted counts as one.
        """
        operation = "list_object_versions" if versions else "list_objects_v2"
        asked = {"Bucket": self.address.bucket, "Prefix": self.address.key(prefix)}
        with telling(self.address):
            for page in self.client.get_paginator(operation).paginate(**asked):
                found = [at for kind in ("Contents", "Versions", "DeleteMarkers") for at in page.get(kind, ())]
                yield [self._stored(at) for at in found]

    def _stored(self, found: dict[str, Any]) -> Stored:
        name = found["Key"][len(self.address.key("")) :]
        return Stored(name, found.get("ETag", ""), found.get("Size", 0), found.get("VersionId"))

    def keeps_versions(self) -> bool:
        """Return whether the bucket keeps, or once kept, what is replaced or deleted."""
        try:
            with telling(self.address):
                found = self.client.get_bucket_versioning(Bucket=self.address.bucket)
        except BucketRefused as refused:
            if "NotImplemented" in str(refused):  # R2 keeps none and does not know the question
                return False
            raise
        return "Status" in found

    def delete(self, doomed: Iterable[Stored]) -> None:
        """Remove objects, each in the version named; one that is gone already is no failure."""
        waiting = iter(doomed)
        while page := list(islice(waiting, QUEUED)):
            keys = [
                {"Key": self.address.key(at.name)} | ({"VersionId": at.version} if at.version else {}) for at in page
            ]
            with telling(self.address):
                done = self.client.delete_objects(Bucket=self.address.bucket, Delete={"Objects": keys, "Quiet": True})
            if failed := done.get("Errors"):
                raise BucketRefused(f"{self.address}: {sentence(failed[0].get('Code', ''), 'DeleteObjects')}")

    def _at(self, name: str) -> dict[str, str]:
        return {"Bucket": self.address.bucket, "Key": self.address.key(name)}


def transfer(work: Callable[[T], object], waiting: Iterable[T]) -> None:
    """Do some work on each of many things, a few at a time, in threads; the first failure ends it."""
    for _ in transferred(work, waiting):
        pass


def transferred(work: Callable[[T], object], waiting: Iterable[T]) -> Iterator[object]:
    """Yield what becomes of each thing, in their order, while others are being worked on; as `transfer`."""
    pool, things = ThreadPoolExecutor(THREADS), iter(waiting)
    try:
        while page := list(islice(things, QUEUED)):
            yield from pool.map(work, page)
    finally:
        pool.shutdown(cancel_futures=True)
