"""Archive: answers of servers in, a WARC file of them out, byte for byte and with their headers (ISO 28500, 1.1).

A file has a hidden name until it is whole. Each record is compressed by itself, so that it can be read by itself.
"""

import gzip
import os
from base64 import b32encode
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha1
from pathlib import Path
from types import TracebackType
from typing import BinaryIO
from uuid import NAMESPACE_URL, uuid5

from flows.fetching.exchange import Answer, ascii_url

MOST_BYTES = 32_000_000  # of one file, so that a reader who takes it whole can
SUFFIX = ".warc.gz"
HALF = ".half-"


class Archive:
    """Files of one run in `received/YYYY/MM/`; none where nothing was added.

    Those of which no documents are to be read are hidden for good: a survey passes hidden files over.
    """

    def __init__(self, received: Path, name: str, started_at: datetime, software: str, *, hidden: bool = False) -> None:
        self._folder = received / f"{started_at:%Y}" / f"{started_at:%m}"
        self._name = f"{'.' if hidden else ''}{started_at:%Y%m%dT%H%M%SZ}-{name}"
        self._started_at = started_at
        self._software = software
        self._stream: BinaryIO | None = None
        self._half = Path()
        self.files: list[Path] = []
        """Files that are whole."""

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, answer: Answer) -> None:
        """Store an answer."""
        stream = self._stream or self._open()
        stream.write(response_record(answer))
        if stream.tell() > MOST_BYTES:
            self.close()

    def put(self, content: bytes, suffix: str) -> Path:
        """Write some bytes as a file of their own beside the archive, in one step; return its path."""
        self._folder.mkdir(parents=True, exist_ok=True)
        place = self._place(suffix)
        half = self._folder / f"{HALF}{place.name}"
        half.write_bytes(content)
        half.rename(place)
        return place

    def close(self) -> None:
        """Bring what was added to the disk and let it be seen."""
        if self._stream is None:
            return
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        self._stream = None
        place = self._place()
        self._half.rename(place)
        self.files.append(place)

    def _open(self) -> BinaryIO:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._half = self._folder / f"{HALF}{self._place().name}"
        self._stream = self._half.open("wb")
        self._stream.write(info_record(self._software, self._started_at))
        return self._stream

    def _place(self, suffix: str = SUFFIX) -> Path:
        """Return the first name that is free; a run that starts in the same second as another has the next one."""
        number = 0
        while (place := self._folder / f"{self._name}{f'-{number}' if number else ''}{suffix}").exists():
            number += 1
        return place


def response_record(answer: Answer) -> bytes:
    """Return the record of an answer, compressed."""
    head = [f"HTTP/1.1 {answer.status} {answer.reason}", *(f"{name}: {value}" for name, value in answer.headers)]
    block = "\r\n".join([*head, "", ""]).encode("latin-1") + answer.body
    url, at = ascii_url(answer.url), answer.received_at
    digest = b32encode(sha1(answer.body, usedforsecurity=False).digest()).decode()
    about = [
        ("WARC-Target-URI", url),
        ("WARC-Payload-Digest", f"sha1:{digest}"),
        ("Content-Type", "application/http;msgtype=response"),
    ]
    return record("response", f"{url} {at.isoformat()} {digest}", at, about, block)


def info_record(software: str, at: datetime) -> bytes:
    """Return the record with which a file begins: who wrote it."""
    block = f"software: {software}\r\nformat: WARC File Format 1.1\r\nrobots: obey\r\n".encode()
    about = [("Content-Type", "application/warc-fields")]
    return record("warcinfo", f"{software} {at.isoformat()}", at, about, block)


def record(kind: str, name: str, at: datetime, about: Iterable[tuple[str, str]], block: bytes) -> bytes:
    """Return a record, compressed; what is named alike has the same id."""
    headers = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{uuid5(NAMESPACE_URL, name)}>"),
        ("WARC-Date", f"{at:%Y-%m-%dT%H:%M:%SZ}"),
        *about,
        ("Content-Length", str(len(block))),
    ]
    lines = ["WARC/1.1", *(f"{header}: {value}" for header, value in headers), "", ""]
    return gzip.compress("\r\n".join(lines).encode() + block + b"\r\n\r\n", mtime=0)
