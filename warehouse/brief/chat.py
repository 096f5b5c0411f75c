"""A brief as a message for a chat: in the markup of Slack's webhooks, or without any where a service adds its own."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

from transforms.control_characters import printable
from warehouse.brief.gathering import Brief
from warehouse.brief.links import links_of
from warehouse.brief.sections import Entry, Quotation, lead_of, sections, title_of

MOST_CHARACTERS = 12_000  # Slack cuts a message of more than 40,000; nobody reads so long a one
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
"""All that Slack's markup takes for more than itself where it names a person, a channel or an address."""
LOOKALIKES = str.maketrans({"<": "‹", ">": "›", "|": "¦", "@": "＠", "[": "［", "]": "］", "`": "'"})
"""What no service may take for a mention, a link or code. Escapes do not help: a notifier escapes anew, and then makes
mentions of what looks like one, `!channel | ... >` too."""
SAFE = ":/?#&=%"
"""Characters that an address without markup keeps; `!` and `@` in one have been taken for a mention."""

Told = Callable[[Entry, str | None], Iterator[str]]


def chat_message(brief: Brief, report_at: str | None = None) -> str:
    """Return the title, the lead and as many entries as fit, as Slack's webhooks take them."""
    return "\n".join([title_of(brief), *message_lines(brief, report_at, marked_lines)])


def plain_message(brief: Brief, report_at: str | None = None) -> str:
    """Return the lead and as many entries as fit, for a service that gets the title apart and adds its own markup."""
    return "\n".join(message_lines(brief, report_at, plain_lines))


def message_lines(brief: Brief, report_at: str | None, told: Told) -> Iterator[str]:
    """Yield the lead and the entries of a message; what is left out is counted at the end."""
    yield lead_of(brief)
    entries = [(section.title, entry) for section in sections(brief) for entry in section.entries]
    length, last = 0, ""
    for number, (title, entry) in enumerate(entries):
        lines = [*([f"\n*{title}*"] if title != last else []), *told(entry, report_at)]
        length, last = length + sum(map(len, lines)), title
        if length > MOST_CHARACTERS:
            yield f"{len(entries) - number} more are left out"
            return
        yield from lines


def marked_lines(entry: Entry, report_at: str | None) -> Iterator[str]:
    """Yield the lines of an entry as Slack takes them: what, its facts, and its first quotation."""
    yield f"• {escaped(entry.title)}"
    yield f"   {escaped(' · '.join(entry.facts))}"
    for quotation in entry.quotations[:1]:
        links = "".join(f", <{address}|{name}>" for name, address in links_of(quotation, report_at))
        yield f"> “{escaped(quotation.words)}” — {escaped(quotation.source)}{links}"


def plain_lines(entry: Entry, report_at: str | None) -> Iterator[str]:
    """Yield the lines of an entry without markup, its addresses each on a line of its own."""
    yield f"• {plain(entry.title)}"
    yield f"   {plain(' · '.join(entry.facts))}"
    for quotation in entry.quotations[:1]:
        yield f"   “{plain(quotation.words)}” — {plain(quotation.source)}"
        yield from plain_links(quotation, report_at)


def plain_links(quotation: Quotation, report_at: str | None) -> Iterator[str]:
    """Yield the links of a quotation as bare addresses, of which every chat makes links itself."""
    for name, address in links_of(quotation, report_at):
        yield f"   {name}: {quote(address, safe=SAFE)}"


def escaped(text: str) -> str:
    """Return a text that names nobody in Slack and is no link."""
    return one_line(text).translate(ESCAPES)


def plain(text: str) -> str:
    """Return a text that names nobody in any chat and is no link with a name of its own."""
    return one_line(text).translate(LOOKALIKES)


def one_line(text: str) -> str:
    """Return a text in one line without control characters."""
    return printable(text).replace("\n", " ")
