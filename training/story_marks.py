"""Takes one paragraph of a story with its inline marks, gives its clean text and what the marks say.

A mark is `[words|codes]`; codes are happenings (`e1`), happenings that the words date (`@e1`), and at most one
factuality, of this mention alone (`[visit|e1 planned]`).
"""

import re
from typing import get_args

from training.story import MalformedStory, Mark
from transforms.tables import Factuality

FACTUALITIES: tuple[str, ...] = get_args(Factuality)[1].codes
PART = re.compile(r"\[(?P<words>[^\[\]|]*)\|(?P<codes>[^\[\]|]*)\]|(?P<plain>[^\[\]|]+)|(?P<stray>.)")
HAPPENING = re.compile(r"e[1-9]\d*")


def parse_marks(paragraph: str, where: str) -> tuple[str, list[Mark]]:
    """Return the text of a paragraph without its marks, and the marks; `where` begins the message of a refusal."""
    text = ""
    marks: list[Mark] = []
    for part in PART.finditer(paragraph):
        if part["stray"]:
            raise MalformedStory(f"{where}: a stray {part['stray']!r}; write a mark as [words|e1]")
        words = part["plain"] if part["plain"] is not None else part["words"]
        if part["codes"] is not None:
            if not words or words != words.strip():
                raise MalformedStory(f"{where}: the marked words {words!r} are empty or have blanks at their ends")
            marks += _marks(part["codes"].split(), len(text), len(text) + len(words), where)
        text += words
    return text, marks


def _marks(codes: list[str], start: int, end: int, where: str) -> list[Mark]:
    factualities = [code for code in codes if code in FACTUALITIES]
    happenings = [code for code in codes if code not in FACTUALITIES]
    for code in happenings:
        if not HAPPENING.fullmatch(code.removeprefix("@")):
            right = f"use e1, @e1 or a factuality ({', '.join(FACTUALITIES)})"
            raise MalformedStory(f"{where}: code {code!r} of a mark is unknown; {right}")
    if len(factualities) > 1 or not happenings:
        raise MalformedStory(f"{where}: a mark with codes {codes}; write one happening or more, one factuality at most")
    factuality = factualities[0] if factualities else None
    return [Mark(start, end, code.removeprefix("@"), factuality, code.startswith("@")) for code in happenings]
