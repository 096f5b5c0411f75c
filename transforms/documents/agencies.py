"""Agencies: byline, dateline and source of a document in, the news agency whose dispatch it is out."""

import re
from collections.abc import Mapping
from functools import cache

from transforms.documents.boilerplate import NEWS_AGENCIES


def find_agency(byline: str | None, dateline: str | None, source: str) -> str | None:
    """Return the name of the agency that signs a document, or that publishes it; None where none does.

    A byline names it anywhere ("Jane Doe, Associated Press"), a dateline behind a bracket or a slash ("KYIV (AP)");
    a source is one where it has its very name.
    """
    names = wires()
    signed = (*re.findall(r"[(/\[] ?([^()/\[\],]+)", dateline or ""), source)
    printed = [name for name in names if byline and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", byline)]
    found = [*sorted(printed, key=len, reverse=True), *(words.strip() for words in signed if words.strip() in names)]
    return names[found[0]] if found else None


@cache
def wires() -> Mapping[str, str]:
    """Return the name of the wire by each name of an agency."""
    return {row.name: row.wire for row in NEWS_AGENCIES.rows() if row.wire}
