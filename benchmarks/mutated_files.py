"""Mutated files: the golden documents of the tests, packed in archives too, each damaged by chance.

One half is damaged byte by byte: flipped, cut out, put in, doubled, moved, cut off, taken from another file. The other
is damaged along its structure, so that parsers get further: tags, cells, values and lines are lost, doubled, swapped
and replaced, within the members of a container too, which is packed again so that it opens. `fuzz.py` reads them.
"""

import gzip
import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

GOLDEN = Path(__file__).parent.parent / "tests" / "golden" / "documents"
MOST_MUTATIONS = 8  # of one file
LONGEST_PIECE = 2000  # bytes that one mutation touches
MOST_PIECES = 20  # pieces that one mutation of the structure touches
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
STRANGE = (
    b"",
    b" ",
    b"null",
    b"true",
    b"NaN",
    b"-1",
    b"1e999",
    b"99999-99-99",
    b"0000-00-00T25:61:61Z",
    b"<![CDATA[",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>&b;",
    b"&#0;&#x110000;",
    b"{}",
    b"[[]]",
    b"\\ud800",
    b"\x1b]0;x\x07\x1b[2J",
    b"\xc2\x9b31m",
    b"\xe2\x80\xae",
    b"=cmd|' /C calc'!A0",
    b"../../../etc/passwd",
    b"http://[::1",
    b"x" * 300,
    b"\xf0\x9f\x98\x80",
    b"Content-Length: -5\r\n",
    b"charset=utf-7",
    b"text/html; charset=no-such",
)
"""Values that a piece of a file may be replaced by."""
LINES = re.compile(rb"[^\n]*\n|[^\n]+")
TAGS = re.compile(rb"<[^<>]*>|[^<>]+")
VALUES = re.compile(rb'"(?:[^"\\\n]|\\.)*"|[{}\[\],:]|[^{}\[\],:"]+|"')
CELLS = re.compile(rb'"[^"]*"|[,\t\n]|[^,\t\n"]+|"')
WORDS = re.compile(rb"\s+|\S+")
PIECES = {
    **dict.fromkeys((".html", ".htm", ".xml", ".rss"), TAGS),
    **dict.fromkeys((".json", ".jsonl"), VALUES),
    ".csv": CELLS,
    **dict.fromkeys((".pdf", ".rtf"), WORDS),
}
"""What the files of a format are made of; others are made of lines."""

Files = list[tuple[str, bytes]]
Mutation = Callable[[random.Random, bytes, bytes], bytes]


def originals() -> Files:
    """Return the suffix and the bytes of each golden document, then of each packed."""
    files = [(path.suffix, path.read_bytes()) for path in sorted(GOLDEN.glob("*/document.*"))]
    packed = [(f"{suffix}.gz", gzip.compress(content, mtime=0)) for suffix, content in files]
    return files + packed + [(".zip", zipped([(f"{at}{suffix}", member) for at, (suffix, member) in enumerate(files)]))]


def zipped(members: Files) -> bytes:
    """Return an archive of members by name, the same bytes for the same members."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members:
            archive.writestr(zipfile.ZipInfo(name), member, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def mutated(count: int, seed: int, first: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of so many mutated files from a number on, each format in its turn."""
    files = originals()
    for number in range(first, first + count):
        random_ = random.Random(f"{seed} {number}")
        suffix, content = files[number % len(files)]
        other = random_.choice(files)[1]
        is_structural = random_.random() < 0.5
        damaged = restructure(random_, suffix, content) if is_structural else mutate(random_, content, other)
        yield f"{number}{suffix}", damaged


def mutate(random_: random.Random, content: bytes, other: bytes) -> bytes:
    """Return bytes damaged in a few places by chance, perhaps with a piece of another file in them."""
    for _ in range(random_.randint(1, MOST_MUTATIONS)):
        content = random_.choice(MUTATIONS)(random_, content, other)
    return content


def restructure(random_: random.Random, suffix: str, content: bytes) -> bytes:
    """Return a file whose structure is damaged in a few places; of a container a member is, and it is packed again."""
    if suffix.endswith(".gz"):
        return gzip.compress(restructure(random_, suffix.removesuffix(".gz"), gzip.decompress(content)), mtime=0)
    if suffix in {".zip", ".docx"}:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [(name, archive.read(name)) for name in archive.namelist()]
        at = random_.randrange(len(members))
        name, member = members[at]
        inner = ".xml" if suffix == ".docx" else Path(name).suffix
        return zipped([*members[:at], (name, restructure(random_, inner, member)), *members[at + 1 :]])
    pieces = PIECES.get(suffix, LINES).findall(content)
    for _ in range(random_.randint(1, MOST_MUTATIONS)):
        pieces = _rearranged(random_, pieces)
    return b"".join(pieces)


def _rearranged(random_: random.Random, pieces: list[bytes]) -> list[bytes]:
    """Return pieces of which a few are lost, doubled, moved or replaced."""
    start = random_.randint(0, len(pieces))
    end = min(len(pieces), start + random_.randint(1, MOST_PIECES))
    before, chosen, after = pieces[:start], pieces[start:end], pieces[end:]
    change = random_.choice(("lose", "double", "move", "replace", "replace"))
    if change == "lose":
        return before + after
    if change == "double":
        return before + chosen * random_.randint(2, MOST_PIECES) + after
    if change == "move":
        return after + chosen + before
    return [*before, random_.choice(STRANGE), *chosen[1:], *after]


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
