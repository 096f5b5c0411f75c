"""Mail: messages alone (EML) or many in a file (mbox) in, one document for each out, as for newsletters.

Its plain text is read, else its HTML. Replies that it quotes, signatures and the footers of newsletters are removed, by
the rules of `mail_parts.csv`: a `line` is taken alone, a `quote` too, `below` takes all that follows, and `foot` does
in the last part of a message.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from functools import cache
from typing import Annotated, BinaryIO, NamedTuple

from transforms.cell_patterns import regular_expression
from transforms.documents.decoding import decode
from transforms.documents.html import blocks_of_fragment
from transforms.documents.html_tree import one_line
from transforms.documents.seed import RECORD_LIMIT, Block, RawDocument, Readings, UnreadableDocument, library
from transforms.documents.source import SourceSettings
from transforms.documents.text import split_blocks
from transforms.identifiers import content_hash
from transforms.loading import Csv

FROM = b"From "  # how mbox begins a message; a line of its text that begins so has `>` before it
MOST_PARTS = 200  # of a message
LONGEST_HEADER = 2000  # characters; a longer one is no title, name or date
FEW = 50  # words of plain text beside HTML; with fewer it says no more than "open it in a browser"
FOOT = 0.5  # of the blocks of a message, after which its footer may begin
ANSWERS = re.compile(r"(?:(?:re|fwd?|aw|wg|tr)\s?: ?)+", re.IGNORECASE)


def read_mail(content: bytes, settings: SourceSettings) -> Readings:
    """Yield the one document of a message."""
    yield _read(content, settings)


def read_mbox(content: bytes, settings: SourceSettings) -> Readings:
    """Yield nothing of a file without a message: raises UnreadableDocument."""
    raise UnreadableDocument("empty", "no line that begins with `From `; an mbox file has one above each message")
    yield


def read_message(content: bytes, settings: SourceSettings, number: int) -> RawDocument | UnreadableDocument:
    """Return the document of a message in an mbox file, or why it is none."""
    message = re.sub(rb"^>(>*From )", rb"\1", content.partition(b"\n")[2], flags=re.MULTILINE)
    try:
        return replace(_read(message, settings), number=number, raw_hash=content_hash(content))
    except UnreadableDocument as error:
        error.number = number
        return error


def message_spans(stream: BinaryIO) -> Iterator[tuple[int, int]]:
    """Yield the ranges of bytes of the messages of an mbox file."""
    start: int | None = None
    at = 0
    is_line_start = is_below_gap = True
    while line := stream.readline(RECORD_LIMIT):
        if is_line_start and is_below_gap and line.startswith(FROM):
            if start is not None:
                yield start, at
            start = at
        is_below_gap = is_line_start and not line.strip()
        is_line_start = line.endswith(b"\n")
        at += len(line)
    if start is not None:
        yield start, at


def _read(content: bytes, settings: SourceSettings) -> RawDocument:
    with library("email"):
        message = message_from_bytes(content)
        plain, page = _bodies(message)
        title = ANSWERS.sub("", _header(message, "Subject"), count=1)
        name, address = parseaddr(_header(message, "From"))
        url = _header(message, "Archived-At").strip("<> ")
    if not plain and not page:
        raise UnreadableDocument("no_text", "a message without a text; it needs a part of plain text or HTML")
    text = _decoded(plain, settings)
    is_page = page and len(text.split()) < FEW
    blocks = blocks_of_fragment(_decoded(page, settings)) if is_page else _unquoted(text)
    return RawDocument(
        blocks=tuple(_judged(blocks)),
        raw_hash=content_hash(content),
        title=title or None,
        byline=name or address or None,
        url=url or None,
        published=_header(message, "Date") or None,
        language=_header(message, "Content-Language") or None,
    )


Body = tuple[bytes, str | None]


def _bodies(message: Message) -> tuple[Body | None, Body | None]:
    """Return the first plain text and the first page of a message that are no attachments, each with its encoding."""
    found: dict[str, Body] = {}
    for index, part in enumerate(message.walk()):
        if index >= MOST_PARTS:
            break
        kind = part.get_content_type()
        if part.is_multipart() or part.get_content_disposition() == "attachment" or kind in found:
            continue
        payload = part.get_payload(decode=True)
        if kind in ("text/plain", "text/html") and isinstance(payload, bytes) and payload.strip():
            charset = part.get_param("charset")
            found[kind] = (payload, charset if isinstance(charset, str) else None)
    return found.get("text/plain"), found.get("text/html")


def _decoded(body: Body | None, settings: SourceSettings) -> str:
    return decode(body[0], body[1] or settings.encoding) if body else ""


def _header(message: Message, name: str) -> str:
    """Return a header on one line, its encoded words read; empty where there is none."""
    stated = str(message.get(name) or "")[:LONGEST_HEADER]
    try:
        return one_line(str(make_header(decode_header(stated))))
    except (ValueError, LookupError, UnicodeError):
        return one_line(stated)


def _unquoted(text: str) -> list[Block]:
    """Return the blocks of a plain text, those that quote another message with their reason."""
    blocks: list[Block] = []
    waiting: list[str] = []
    for line in text.split("\n"):
        if rule := _rule(line.strip(), ("quote",)):
            blocks += split_blocks("\n".join(waiting))
            blocks.append(Block(line.strip(), rule))
            waiting = []
        else:
            waiting.append(line)
    return blocks + split_blocks("\n".join(waiting))


def _judged(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, those that are no part of the message's own text with their reason."""
    rest: str | None = None
    has_text = False
    for index, block in enumerate(blocks):
        is_foot = index >= FOOT * len(blocks)
        rest = rest or (_rule(block.words, ("below", "foot") if is_foot else ("below",)) if has_text else None)
        reason = block.reason or rest or _rule(block.words, ("line",))
        has_text = has_text or reason is None
        yield replace(block, reason=reason)


def _rule(words: str, places: tuple[str, ...]) -> str | None:
    """Return why a line is no part of a message, by the rules of some places, or None."""
    return next((reason for place, reason, pattern in _rules() if place in places and pattern.fullmatch(words)), None)


class MailPartRow(NamedTuple):
    """A line of mail that is no part of what a message says, by the place where it counts."""

    place: str
    reason: str
    pattern: Annotated[str, regular_expression()]
    example: str
    near_miss: str
    note: str | None


MAIL_PARTS = Csv("mail_parts.csv", MailPartRow, key=("place", "reason", "pattern"))


@cache
def _rules() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple((row.place, row.reason, re.compile(row.pattern, re.IGNORECASE)) for row in MAIL_PARTS.rows())
