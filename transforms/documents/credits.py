"""Credits: the words of a document in, the news agencies that it names as where its news is from out.

`agency_credits.csv` tells what is credited: the document, a piece of news, or a quotation. A document is an agency's
where it is credited as such, where its lead is, or where several paragraphs are, and no other agency is. Words that
somebody said to an agency make no document that agency's.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Annotated, NamedTuple

from transforms.documents.agencies import wires
from transforms.documents.boilerplate import SharingPattern, fill, part
from transforms.loading import Csv
from transforms.row import OneOf

LEAD = 3  # paragraphs at the start, the headline included
SEVERAL = 3  # paragraphs with a credit, from which a document rests on the agency


class CreditRow(NamedTuple):
    """A pattern of words that credit a news agency."""

    extent: Annotated[str, OneOf(("document", "news", "quotation"))]
    """What is said to be from it."""
    pattern: SharingPattern
    """Its group `agency` is the name; it has none where `wire` is given."""
    wire: str | None
    example: str
    near_miss: str
    note: str


CREDITS = Csv("agency_credits.csv", CreditRow, key=("pattern",))


class Credit(NamedTuple):
    """An agency that a paragraph credits."""

    wire: str
    extent: str
    paragraph: int
    """Number of the paragraph, from 0."""


def find_credits(paragraphs: Sequence[str]) -> list[Credit]:
    """Return the credits of a document in reading order."""
    return [
        Credit(wire, extent, number)
        for number, words in enumerate(paragraphs)
        if _hint().search(words)
        for wire, extent in _credits_in(words)
    ]


def credited_agency(found: Sequence[Credit]) -> str | None:
    """Return the name of the one agency on which a document rests; None where there is none, or where there are two."""
    if signed := {credit.wire for credit in found if credit.extent == "document"}:
        return signed.pop() if len(signed) == 1 else None
    if len({credit.wire for credit in found}) != 1:
        return None
    is_lead = any(credit.extent == "news" and credit.paragraph < LEAD for credit in found)
    return found[0].wire if is_lead or len({credit.paragraph for credit in found}) >= SEVERAL else None


def _credits_in(words: str) -> Iterator[tuple[str, str]]:
    for pattern, row in _patterns():
        for match in pattern.finditer(words):
            if wire := row.wire or wires().get(match["agency"]):
                yield wire, row.extent


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], CreditRow], ...]:
    return tuple((re.compile(fill(row.pattern)), row) for row in CREDITS.rows())


@cache
def _hint() -> re.Pattern[str]:
    """Return the pattern of what stands in every paragraph with a credit."""
    return re.compile(rf"\b{part('agency')}\b|Reporting by ")
