"""A brief as a message for a chat, in the markup of Slack's webhooks, which others take too: links and quotations."""

from collections.abc import Iterator

from transforms.control_characters import printable
from warehouse.brief.gathering import Brief
from warehouse.brief.links import links_of
from warehouse.brief.sections import Entry, lead_of, sections, title_of

MOST_CHARACTERS = 12_000  # Slack cuts a message of more than 40,000; nobody reads so long a one
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
"""All that this markup takes for more than itself where it names a person, a channel or an address."""


def chat_message(brief: Brief, report_at: str | None = None) -> str:
    """Return the title, the lead and as many entries as fit; what is left out is counted at the end."""
    entries = [(section.title, entry) for section in sections(brief) for entry in section.entries]
    lines, length, last = [title_of(brief), lead_of(brief)], 0, ""
    for number, (title, entry) in enumerate(entries):
        told = [*([f"\n*{title}*"] if title != last else []), *entry_lines(entry, report_at)]
        length, last = length + sum(map(len, told)), title
        if length > MOST_CHARACTERS:
            lines.append(f"{len(entries) - number} more are left out")
            break
        lines += told
    return "\n".join(lines)


def entry_lines(entry: Entry, report_at: str | None) -> Iterator[str]:
    """Yield the lines of an entry: what, its facts, and its first quotation."""
    yield f"• {words(entry.title)}"
    yield f"   {words(' · '.join(entry.facts))}"
    for quotation in entry.quotations[:1]:
        links = "".join(f", <{address}|{name}>" for name, address in links_of(quotation, report_at))
        yield f"> “{words(quotation.words)}” — {words(quotation.source)}{links}"


def words(text: str) -> str:
    """Return a text that names nobody in a chat and is no address."""
    return printable(text).replace("\n", " ").translate(ESCAPES)
