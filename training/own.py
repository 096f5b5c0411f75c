"""Takes the folder of our own sentences, gives examples; a line that breaks the format is refused."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from training.corpora import KINDS, Example, name_tags

HELD_OUT = 10
"""One sentence in so many, by a hash of its text, is for our own test."""


class MalformedSentence(ValueError):
    """A line that is not a sentence with names marked as `[words|kind]`."""


@dataclass(frozen=True)
class Marked:
    """A sentence as text, with the outermost names as kinds and characters."""

    text: str
    names: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Own:
    """Our own sentences, parted."""

    training: list[Example]
    held_out: list[Example]


def parse(line: str, where: str) -> Marked:
    """Return the text and the outermost names of one line; `where` begins the message of a refusal."""
    text: list[str] = []
    opened: list[int] = []
    names: list[tuple[str, int, int]] = []
    length = 0
    for part in re.findall(r"\[|\|[^\[\]|]*\]|[^\[|\]]+|.", line):
        if part == "[":
            opened.append(length)
        elif part[0] == "|" and part.endswith("]"):
            kind = part[1:-1]
            if not opened:
                raise MalformedSentence(f"{where}: '{part}' closes a name that was not opened; write [words|kind]")
            if kind not in KINDS:
                raise MalformedSentence(f"{where}: kind {kind!r} is unknown; use one of {', '.join(KINDS)}")
            first = opened.pop()
            words = "".join(text)[first:length]
            if not words or words != words.strip():
                raise MalformedSentence(f"{where}: the name {words!r} is empty or has blanks at its ends")
            if not opened:
                names.append((kind, first, length))
        elif part in "|]":
            raise MalformedSentence(f"{where}: a stray {part!r}; write a name as [words|kind]")
        else:
            text.append(part)
            length += len(part)
    if opened:
        raise MalformedSentence(f"{where}: a name is not closed; write [words|kind]")
    return Marked("".join(text), tuple(names))


def is_held_out(text: str) -> bool:
    """Say whether a sentence belongs to our own test."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % HELD_OUT == 0


def read_marked(folder: Path) -> list[tuple[Path, int, Marked]]:
    """Return the sentences of a folder with their file and line, each text once."""
    found = []
    seen = set()
    for path in sorted(folder.glob("*.txt")):
        for number, raw in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            line = raw.strip()
            if line and not line.startswith("#"):
                marked = parse(line, f"{path}:{number}")
                if marked.text not in seen:
                    seen.add(marked.text)
                    found.append((path, number, marked))
    return found


def read_own(folder: Path) -> Own:
    """Return our own sentences, cut into words by the run time's own tokeniser."""
    from transforms.language.tokens import tokenize

    parted = Own([], [])
    for path, number, marked in read_marked(folder):
        example = to_example(marked, tokenize, f"{path}:{number}")
        (parted.held_out if is_held_out(marked.text) else parted.training).append(example)
    return parted


def to_example(marked: Marked, tokenize: Callable[[str], list[tuple[int, int]]], where: str) -> Example:
    """Return the sentence in words; a name that begins or ends within a word takes the whole word."""
    offsets = tokenize(marked.text)
    spans: list[tuple[str, int, int]] = []
    for kind, start, end in marked.names:
        inside = [index for index, (first, last) in enumerate(offsets) if first < end and last > start]
        if not inside:
            raise MalformedSentence(f"{where}: no word in the name {marked.text[start:end]!r}")
        if not spans or spans[-1][2] <= inside[0]:
            spans.append((kind, inside[0], inside[-1] + 1))
    return Example(
        source="own",
        words=tuple(marked.text[first:last] for first, last in offsets),
        names=name_tags(len(offsets), spans),
        text=marked.text,
        document=where,
    )
