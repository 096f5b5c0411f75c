"""Control characters: those by which a name or a text could steer a terminal or turn the order of a line.

These are the control codes C0 and C1, and of bidirectional text what embeds, overrides or isolates. Line breaks
and tabs mean what they do everywhere; a caller who wants one line takes them out himself.
"""

import json
import re

ESCAPES = ("\\x{:02x}", "\\u{:04x}")
MARK = "\N{REPLACEMENT CHARACTER}"  # one letter for one, so that offsets into a text hold
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
HARMFUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def as_file_name(name: str) -> str:
    """Return the name of a file with its control characters as `\\xNN` or `\\uNNNN`, so that it is one plain line."""
    return CONTROL.sub(lambda match: ESCAPES[len(f"{ord(match[0]):x}") > 2].format(ord(match[0])), name)


def without_controls(text: str) -> str:
    """Return a text with a mark in the place of each control character, but for tabs and the ends of lines."""
    return HARMFUL.sub(MARK, text)


def printable(text: str) -> str:
    """Return a text for a terminal: with a mark for each letter that is none to see, tabs and line breaks apart."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() or letter in "\n\t" else MARK for letter in text)


def printable_json(text: str) -> str:
    """Return JSON that says the same, with every letter escaped that is none to see."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() or letter == "\n" else json.dumps(letter)[1:-1] for letter in text)
