"""Identifiers: keys that depend on content alone, so that the same row has the same key in every run."""

import hashlib
import re
import unicodedata

SEPARATOR = b"\x1f"  # the unit separator stands in no name and no path, so parts cannot run into each other


def key(*parts: str | int) -> str:
    """Return the key of a row that these parts identify: 16 hexadecimal digits."""
    return content_hash(SEPARATOR.join(str(part).encode("utf-8", "surrogatepass") for part in parts))


def content_hash(content: bytes) -> str:
    """Return the hash of some bytes: 64 bits of BLAKE2b as 16 hexadecimal digits."""
    return hashlib.blake2b(content, digest_size=8).hexdigest()


def slug(name: str) -> str:
    """Return a name as a readable part of a key: lower case, no diacritics, words joined by hyphens.

    A name without any letter or digit of the Latin alphabet gives its hash, so that no name gives an empty slug.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:80] or key(name)
