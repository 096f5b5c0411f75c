"""WARC and WET: the pages of a crawl are documents, with the address and the moment of their fetching."""

import gzip
from pathlib import Path

import pytest

from tests.transforms.documents.test_cutting import outcomes, told
from transforms.documents.batches import batches
from transforms.documents.inventory import survey
from transforms.documents.record_reading import ReadDocument

SENTENCE = "Talks resumed in Geneva on Monday after the army left the town."
QUOTED = "“Talks”, he said, were over."
PAGE = f"<html><head><title>Talks resume in Geneva after a week</title></head><body><p>{SENTENCE}</p></body></html>"


def record(
    block: bytes, kind: str = "response", url: str = "https://x.example/1", media_type: str = "application/http"
) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-05T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: {media_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(body: bytes = PAGE.encode(), status: str = "200 OK", headers: str = "Content-Type: text/html") -> bytes:
    return f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body


CRAWL = b"".join(
    (
        record(b"software: ours\r\n", "warcinfo", "", "application/warc-fields"),
        record(b"GET / HTTP/1.1\r\n\r\n", "request"),
        record(answer()),
        record(answer(status="404 Not Found"), url="https://x.example/2"),
        record(answer(b"GIF89a", headers="Content-Type: image/gif"), url="https://x.example/3"),
        record(answer(), url="dns:x.example"),
        record(SENTENCE.encode(), "conversion", "https://x.example/5", "text/plain"),
        record(
            answer(gzip.compress(PAGE.encode()), headers="Content-Type: text/html\r\nContent-Encoding: gzip"),
            url="https://x.example/6",
        ),
        record(answer(QUOTED.encode("cp1252"), headers="Content-Type: text/plain; charset=latin1")),
    )
)
TOLD = ["", "no_page", "no_page", "no_page", "", "", ""]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.warc.wet.gz"])
def test_pages_and_plain_texts_are_documents(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(CRAWL) if name.endswith(".gz") else CRAWL)
    assert told(survey(tmp_path, "code")) == [(f"{name}#{number}", told) for number, told in enumerate(TOLD, 1)]


def test_records_that_are_packed_one_by_one_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(record(answer())) * 3)
    assert len(told(survey(tmp_path, "code"))) == 3


def test_a_document_has_the_address_at_which_it_was_fetched(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(record(answer()))
    ((_, read),) = outcomes(list(batches(survey(tmp_path, "code").records())))
    assert isinstance(read, ReadDocument)
    assert (read.document.url, read.document.title) == ("https://x.example/1", "Talks resume in Geneva after a week")


def test_a_page_is_read_in_the_encoding_that_its_answer_declares(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(CRAWL)
    *_, (_, read) = outcomes(list(batches(survey(tmp_path, "code").records())))
    assert isinstance(read, ReadDocument)
    assert read.document.text == QUOTED


def test_a_broken_record_loses_no_other(tmp_path: Path) -> None:
    broken = record(answer(b"x" * 50_000)).replace(b"x" * 40_000, b"")
    garbage = record(answer()).replace(b"WARC/1.1", b"WARX/1.1")
    (tmp_path / "a.warc").write_bytes(record(answer()) + garbage + record(answer()) + broken)
    assert [reason for _, reason in told(survey(tmp_path, "code"))] == ["", "", "broken"]


def test_an_archive_without_pages_is_a_rejection(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"WARC/1.1 is not all")
    assert told(survey(tmp_path, "code")) == [("a.warc", "empty")]
