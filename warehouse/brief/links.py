"""Links of a brief: only what a browser opens as a page, and never what could end the markup around it."""

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from transforms.control_characters import CONTROL
from warehouse.brief.sections import Quotation

SAFE = ":/?#@!$&'*+,;=%~-._"
"""Characters that an address keeps; brackets of every sort, quotation marks and spaces are written as their bytes."""


def links_of(quotation: Quotation, report_at: str | None) -> Iterator[tuple[str, str]]:
    """Yield the words and the address of each link of a quotation: its document, and its event in the report page."""
    if quotation.url and is_of_the_web(quotation.url):
        yield "document", quote(quotation.url, safe=SAFE)
    if quotation.event and report_at:
        yield "evidence", f"{quote(report_at, safe=SAFE)}#event={quotation.event}"


def is_of_the_web(url: str) -> bool:
    """Whether an address is one of a page of the web."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not CONTROL.search(url)
