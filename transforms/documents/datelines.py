"""Datelines: the first paragraph of a body in, the words before the dash with which it opens out."""

import re
from functools import cache
from typing import NamedTuple

from transforms.documents.boilerplate import SharingPattern, fill
from transforms.loading import Csv

LONGEST = 120  # characters; "WASHINGTON/SAN SALVADOR, El Salvador, September 22, 2018 (Thomson Reuters Foundation)"
DASH = r"(?P<dash> ?(?:--|[—–]|-|:|\|)(?= )| (?:--|[—–]|-)\Z|(?<=[)\]]) (?=[A-Z\"“]))"


class DatelineRow(NamedTuple):
    """A form of datelines."""

    pattern: SharingPattern
    example: str
    near_miss: str
    note: str


DATELINES = Csv("datelines.csv", DatelineRow, key=("pattern",), order="the first form that fits counts")


def find_dateline(words: str) -> str | None:
    """Return the dateline with which a paragraph opens, without its dash, or None when it opens without one."""
    match = _pattern().match(words[:LONGEST])
    return match["dateline"] if match else None


@cache
def _pattern() -> re.Pattern[str]:
    forms = "|".join(fill(row.pattern) for row in DATELINES.rows())
    return re.compile(f"(?P<dateline>{forms}){DASH}")
