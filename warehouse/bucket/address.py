"""Addresses: `s3://bucket/prefix` as the path of an option or a setting, and the folder of its local copies."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from transforms.identifiers import key

# A path loses one of two slashes, so an address is known after it has become a `Path` too.
ADDRESS = re.compile(r"^s3:/{1,2}(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(?P<prefix>.*?))?/*$")
SCHEME = "s3:"


class AddressInvalid(ValueError):
    """What begins as the address of a bucket is none."""


@dataclass(frozen=True)
class Address:
    """A place in a bucket."""

    bucket: str
    prefix: str
    """Without slashes at its ends; empty for the whole bucket."""

    @classmethod
    def of(cls, path: Path | str) -> "Address | None":
        """Return the address that a path means, None for a path of this machine; raise `AddressInvalid`."""
        if not str(path).startswith(SCHEME):
            return None
        match = ADDRESS.match(str(path))
        if match is None:
            raise AddressInvalid(f"{path}: no address of a bucket; write s3://bucket/prefix")
        return cls(match["bucket"], match["prefix"] or "")

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}".rstrip("/")

    def key(self, name: str) -> str:
        """Return the key of the object with a name below this address."""
        return f"{self.prefix}/{name}" if self.prefix else name

    def cache(self) -> Path:
        """Return the folder of this machine for what is copied from here: below XDG_CACHE_HOME, else ~/.cache.

        Two servers may have buckets of one name, so the endpoint that the environment names counts too.
        """
        endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL", "")
        root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        return root / "entente" / key(endpoint, str(self))
