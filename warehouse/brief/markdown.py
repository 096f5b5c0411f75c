"""A brief as Markdown, in which words of documents stay words."""

from collections.abc import Iterator

from warehouse.brief.gathering import Brief
from warehouse.brief.links import links_of
from warehouse.brief.sections import Entry, Quotation, lead_of, sections, title_of
from warehouse.markdown_words import cell


def markdown(brief: Brief, report_at: str | None = None) -> str:
    """Return the brief as Markdown; `report_at` is the address of the report page, to which evidence is linked."""
    lines = [f"# {cell(title_of(brief))}", "", cell(lead_of(brief)), ""]
    for section in sections(brief):
        lines += [f"## {cell(section.title)}", "", cell(section.note), ""]
        for number, entry in enumerate(section.entries, start=1):
            lines += [*entry_lines(number, entry, report_at), ""]
    return "\n".join(lines)


def entry_lines(number: int, entry: Entry, report_at: str | None) -> Iterator[str]:
    """Yield the lines of an entry."""
    indent = " " * len(f"{number}. ")
    yield f"{number}. **{cell(entry.title)}**\\"
    yield f"{indent}{cell(' · '.join(entry.facts))}"
    for quotation in entry.quotations:
        yield ""
        yield f"{indent}> {quoted(quotation, report_at)}"


def quoted(quotation: Quotation, report_at: str | None) -> str:
    """Return a quotation with its source and links in one line."""
    label = f"{cell(quotation.label.capitalize())}: " if quotation.label else ""
    links = "".join(f", [{name}](<{address}>)" for name, address in links_of(quotation, report_at))
    path = "" if quotation.url else f", {cell(quotation.path)}"
    return f"{label}“{cell(quotation.words)}” — {cell(quotation.source)}{path}{links}"
