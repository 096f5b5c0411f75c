"""A brief as a page of HTML: one file without scripts, in the style of the report, that asks no host for anything."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from transforms.control_characters import printable
from warehouse.brief.gathering import Brief
from warehouse.brief.links import links_of
from warehouse.brief.sections import Entry, Quotation, Section, lead_of, sections, title_of
from warehouse.report.page import FOLDER as REPORT_FOLDER
from warehouse.report.page import hashed

STYLES = (REPORT_FOLDER / "report.css", Path(__file__).with_name("brief.css"))


def page(brief: Brief, report_at: str | None = None) -> str:
    """Return the brief as a page; `report_at` is the address of the report page, to which evidence is linked."""
    style = "\n".join(path.read_text(encoding="utf-8") for path in STYLES)
    title = words(title_of(brief))
    parts = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{hashed(style)}'; "
        "base-uri 'none'; form-action 'none'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">',
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>",
        f'<header class="top">\n<h1>{title}</h1>\n<p class="lead">{words(lead_of(brief))}</p>\n</header>\n<main>',
        *(line for section in sections(brief) for line in section_lines(section, report_at)),
        "</main>\n</body>\n</html>\n",
    ]
    return "\n".join(parts)


def section_lines(section: Section, report_at: str | None) -> Iterator[str]:
    """Yield the lines of a section."""
    yield f'<section class="panel">\n<h2>{words(section.title)}</h2>\n<p class="note">{words(section.note)}</p>'
    if section.entries:
        yield '<ol class="entries">'
        for entry in section.entries:
            yield from entry_lines(entry, report_at)
        yield "</ol>"
    yield "</section>"


def entry_lines(entry: Entry, report_at: str | None) -> Iterator[str]:
    """Yield the lines of an entry."""
    yield f'<li>\n<h3>{words(entry.title)}</h3>\n<p class="note">{words(" · ".join(entry.facts))}</p>'
    yield from (quoted(quotation, report_at) for quotation in entry.quotations)
    yield "</li>"


def quoted(quotation: Quotation, report_at: str | None) -> str:
    """Return a quotation with its source and links."""
    label = f'<span class="label">{words(quotation.label.capitalize())}:</span> ' if quotation.label else ""
    links = "".join(
        f', <a href="{escape(address)}" rel="noopener noreferrer">{name}</a>'
        for name, address in links_of(quotation, report_at)
    )
    path = "" if quotation.url else f", {words(quotation.path)}"
    return (
        f"<blockquote><p>{label}“{words(quotation.words)}”</p>"
        f'<p class="note">{words(quotation.source)}{path}{links}</p></blockquote>'
    )


def words(text: str) -> str:
    """Return a text that a page shows as it is."""
    return escape(printable(text))
