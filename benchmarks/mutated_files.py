"""Mutated files of all formats: each must give documents or rejections, and soon.

    python -m benchmarks.mutated_files 3000 --seed 1

Takes the golden documents of the tests, packed in archives too, and damages each by chance: bytes flipped, cut out,
put in, doubled, moved, cut off, or taken from another file. Gives how many documents and rejections came of them, and
the slowest; ends with status 1 where one took longer than LIMIT_SECONDS, gave nothing, or met a bug of a reader.
"""

import argparse
import gzip
import io
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from transforms.documents.batches import batches
from transforms.documents.inventory import survey
from transforms.documents.record_reading import ReadDocument, read_batch
from transforms.tables import Rejection

GOLDEN = Path(__file__).parent.parent / "tests" / "golden" / "documents"
LIMIT_SECONDS = 5.0
BUGS = frozenset({"changed", "reader_failed", "too_slow", "out_of_memory"})
"""Reasons that no damage to a file may have."""
MOST_MUTATIONS = 8  # of one file
LONGEST_PIECE = 2000  # bytes that one mutation touches
ODD = (
    b"\x00",
    b"\xff\xfe",
    b'"',
    b"<",
    b"{",
    b"[",
    b"\n",
    b"\r\n\r\n",
    b"999999999999",
    b"-1",
    b"\xe2\x80",
    b"PK\x03\x04",
)

Files = list[tuple[str, bytes]]
Mutation = Callable[[random.Random, bytes, bytes], bytes]


class Outcome(NamedTuple):
    """What one mutated file gave."""

    name: str
    seconds: float
    documents: int
    reasons: tuple[str, ...]


def originals() -> Files:
    """Return the suffix and the bytes of each golden document, then of each packed."""
    files = [(path.suffix, path.read_bytes()) for path in sorted(GOLDEN.glob("*/document.*"))]
    packed = [(f"{suffix}.gz", gzip.compress(content, mtime=0)) for suffix, content in files]
    return files + packed + [(".zip", _zipped(files))]


def _zipped(files: Files) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (suffix, member) in enumerate(files):
            archive.writestr(zipfile.ZipInfo(f"{number}{suffix}"), member, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def mutate(random_: random.Random, content: bytes, other: bytes) -> bytes:
    """Return bytes damaged in a few places by chance, perhaps with a piece of another file in them."""
    for _ in range(random_.randint(1, MOST_MUTATIONS)):
        content = random_.choice(MUTATIONS)(random_, content, other)
    return content


def _piece(random_: random.Random, content: bytes) -> tuple[int, int]:
    start = random_.randint(0, len(content))
    return start, min(len(content), start + random_.randint(0, LONGEST_PIECE))


def _flip(random_: random.Random, content: bytes, _: bytes) -> bytes:
    flipped = bytearray(content)
    for _turn in range(random_.randint(1, 20) if content else 0):
        flipped[random_.randrange(len(flipped))] = random_.randrange(256)
    return bytes(flipped)


def _cut_out(random_: random.Random, content: bytes, _: bytes) -> bytes:
    start, end = _piece(random_, content)
    return content[:start] + content[end:]


def _double(random_: random.Random, content: bytes, _: bytes) -> bytes:
    start, end = _piece(random_, content)
    return content[:end] + content[start:end] * random_.randint(1, 20) + content[end:]


def _put_in(random_: random.Random, content: bytes, _: bytes) -> bytes:
    start, _end = _piece(random_, content)
    return content[:start] + random_.choice(ODD) * random_.randint(1, 200) + content[start:]


def _cut_off(random_: random.Random, content: bytes, _: bytes) -> bytes:
    return content[: random_.randint(0, len(content))]


def _splice(random_: random.Random, content: bytes, other: bytes) -> bytes:
    start, end = _piece(random_, other)
    place, _end = _piece(random_, content)
    return content[:place] + other[start:end] + content[place:]


MUTATIONS: tuple[Mutation, ...] = (_flip, _flip, _cut_out, _double, _put_in, _cut_off, _splice)


def mutated(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of so many mutated files, each format in its turn."""
    files = originals()
    for number in range(count):
        random_ = random.Random(f"{seed} {number}")
        suffix, content = files[number % len(files)]
        yield f"{number}{suffix}", mutate(random_, content, random_.choice(files)[1])


def read_all(count: int, seed: int) -> Iterator[Outcome]:
    """Yield what each of so many mutated files gives when a folder that holds it alone is surveyed and read."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in mutated(count, seed):
            path = Path(folder) / name
            path.write_bytes(content)
            start = time.process_time()
            found = survey(Path(folder), "code")
            outcomes = [outcome for batch in batches(found.records()) for _, outcome in read_batch(batch)]
            seconds = time.process_time() - start
            reasons = [row.reason for row in (*found.rejections, *outcomes) if isinstance(row, Rejection)]
            yield Outcome(name, seconds, sum(isinstance(row, ReadDocument) for row in outcomes), tuple(reasons))
            path.unlink()


def main() -> int:
    """Read them; return 1 when one gave nothing or took too long."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=3000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    outcomes = list(read_all(arguments.count, arguments.seed))
    reasons = Counter(reason for outcome in outcomes for reason in outcome.reasons)
    empty = [outcome.name for outcome in outcomes if not outcome.documents and not outcome.reasons]
    slow = [outcome for outcome in outcomes if outcome.seconds > LIMIT_SECONDS]
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    documents = sum(outcome.documents for outcome in outcomes)
    print(f"{len(outcomes)} files of seed {arguments.seed}: {documents} documents, {reasons.total()} rejections")
    print(", ".join(f"{reason} {count}" for reason, count in reasons.most_common()))
    print(f"slowest {slowest.name} {slowest.seconds:.2f} s; over {LIMIT_SECONDS:.0f} s: {len(slow)}; nothing: {empty}")
    return 1 if slow or empty or BUGS & reasons.keys() else 0


if __name__ == "__main__":
    sys.exit(main())
