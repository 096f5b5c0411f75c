"""Records per second and memory: how fast files of many records are cut and read, before the engine.

    python -m benchmarks.record_rates 10000

Writes JSON lines, Parquet and WET of as many records, each of about 300 words, plain and packed by gzip, and WARC of a
page each; surveys each file, which hashes every record, and then reads its documents in batches, in a process of its
own. Gives records a second of processor time, and the most memory that the process held above what it began with.
The main text of a page is found by trafilatura at 20 ms and more a page, so of WARC the records alone are timed too.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.documents.batches import batches
from transforms.documents.inventory import survey
from transforms.documents.record_reading import read_batch
from transforms.documents.warc import open_record, page_spans

SENTENCES = (
    "Talks number {0} on the release of fishermen resumed in Oslo on Monday after a week of protests in the port.",
    "The foreign minister said that {0} families had been told by telephone and would be met by officials on Friday.",
    "Police dispersed a crowd of {0} people who wanted the accord to be put to parliament before it was signed.",
)
PARAGRAPHS = 6  # of three sentences each: about 300 words
FORMATS = ("articles.jsonl", "articles.jsonl.gz", "articles.parquet", "texts.wet", "texts.wet.gz", "pages.warc")


def texts(count: int) -> Iterator[tuple[str, str]]:
    """Yield headline and text of so many stories, no two alike."""
    for number in range(count):
        paragraph = " ".join(SENTENCES).format(number)
        yield f"Talks number {number} resume in Oslo", "\n\n".join([paragraph] * PARAGRAPHS)


def write(path: Path, count: int) -> None:
    """Write a file of so many records in the format that its name tells."""
    kind = path.name.split(".")[1]
    if kind == "parquet":
        told = list(texts(count))
        columns = {"title": [title for title, _ in told], "text": [words for _, words in told]}
        pq.write_table(pa.table(columns), path)
        return
    record = {"jsonl": _json, "wet": _wet, "warc": _warc}[kind]
    open_ = gzip.open if path.suffix == ".gz" else open
    with open_(path, "wb") as stream:
        for number, (title, words) in enumerate(texts(count)):
            stream.write(record(number, title, words))


def _json(_: int, title: str, words: str) -> bytes:
    return json.dumps({"title": title, "text": words}).encode() + b"\n"


def _wet(number: int, title: str, words: str) -> bytes:
    return _record("conversion", number, "text/plain", f"{title}\n\n{words}".encode())


def _warc(number: int, title: str, words: str) -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in words.split("\n\n"))
    page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"
    return _record("response", number, "application/http", answer.encode())


def _record(kind: str, number: int, media_type: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://news.example/{number}\r\n"
        f"WARC-Date: 2024-03-05T10:00:00Z\r\nContent-Type: {media_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def megabytes(name: str) -> float:
    """Return a figure of this process from Linux: `VmRSS`, what it holds, or `VmHWM`, the most that it has held.

    `ru_maxrss` of a process that was just started is that of the one that started it.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(f"{name}:")) / 1024


def measure(folder: Path) -> dict[str, float]:
    """Return records, seconds of processor time of survey and reading, and megabytes held above the start."""
    held = megabytes("VmRSS")
    start = time.process_time()
    found = survey(folder, "code")
    surveyed = time.process_time()
    count = documents = 0
    for batch in batches(found.records()):
        for _ in read_batch(batch):
            documents += 1
        count += len(batch.records)
    read = time.process_time()
    more = megabytes("VmHWM") - held
    return {"records": count, "survey": surveyed - start, "read": read - surveyed, "megabytes": more}


def measure_records(path: Path) -> dict[str, float]:
    """Return the same for the records of a WARC file alone: found, taken apart, their payload unpacked."""
    held = megabytes("VmRSS")
    start = time.process_time()
    with path.open("rb") as stream:
        spans = list(page_spans(stream))
        surveyed = time.process_time()
        for begin, end in spans:
            stream.seek(begin)
            open_record(stream.read(end - begin))
    read = time.process_time()
    more = megabytes("VmHWM") - held
    return {"records": len(spans), "survey": surveyed - start, "read": read - surveyed, "megabytes": more}


def main() -> None:
    """Measure each format in a process of its own and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--pages", type=int, default=300, help="pages of WARC whose main text is found")
    parser.add_argument("--of", type=Path, help="measure this folder, or WARC file, and print it as JSON")
    arguments = parser.parse_args()
    if arguments.of:
        measured = measure(arguments.of) if arguments.of.is_dir() else measure_records(arguments.of)
        print(json.dumps(measured))
        return
    print("| file | records | MB | survey, records/s | read, records/s | both, records/s | memory held, MB |")
    print("|---|---|---|---|---|---|---|")
    for name in (*FORMATS, "pages.warc, records alone"):
        is_alone = "alone" in name
        count = arguments.pages if name == "pages.warc" else arguments.count
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name.split(",")[0]
            write(path, count)
            size = path.stat().st_size / 1e6
            command = [sys.executable, "-m", "benchmarks.record_rates", "--of", str(path if is_alone else folder)]
            told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        rates = [told["records"] / seconds for seconds in (told["survey"], told["read"], told["survey"] + told["read"])]
        shown = " | ".join(f"{rate:,.0f}" for rate in rates)
        print(f"| {name} | {told['records']:,} | {size:.1f} | {shown} | {told['megabytes']:.0f} |", flush=True)


if __name__ == "__main__":
    main()
