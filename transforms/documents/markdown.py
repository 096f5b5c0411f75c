"""Markdown: the bytes of a file in, what its front matter states and its paragraphs without marks out."""

import html
import re
from typing import Any

import yaml

from transforms.documents.decoding import decode
from transforms.documents.fields import Record, stated
from transforms.documents.seed import Block, RawDocument, Readings, UnreadableDocument
from transforms.documents.source import PlainLoader, SourceSettings
from transforms.identifiers import content_hash

FRONT_MATTER = re.compile(r"\A\s*---[ ]*\n(.*?)(?:\n|^)(?:---|\.\.\.)[ ]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
FRONT_MATTER_LIMIT = 50_000  # characters; a longer one is not a description of a document
FENCE = re.compile(r" {0,3}(```|~~~)")
HEADING = re.compile(r" {0,3}#{1,6} +(.*?)(?: +#+)? *")
UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,}) *")
RULE = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:_ *){3,}|(?:- *){3,})")
ITEM = re.compile(r"\A *(?:[-*+]|\d{1,3}[.)]) +(?=\S)")
QUOTE = re.compile(r"(?: {0,3}> ?)+")
TABLE = re.compile(r"\A *\|.*\| *|\A(?=.*---)[ |:-]+")
TARGET = r"(?:\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)|\[[^\]\n]{0,200}\])"
IMAGE = re.compile(r"!\[([^\]]{0,1000})\]" + TARGET)
LINK = re.compile(r"\[([^\[\]]{1,1000})\]" + TARGET)
AUTO_LINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,500})>")
FOOTNOTE = re.compile(r" {0,3}\[\^[\w-]{1,40}\]: *(\S.*)")
NOTE = re.compile(r"\[\^[\w-]{1,40}\]:?")
REFERENCE = re.compile(r" {0,3}\[[^\]^]{1,200}\]: *\S+.*")
STRONG = re.compile(r"(\*\*\*|\*\*|\*|~~|`+)(?=\S)(.{1,300}?)(?<=\S)\1")
STRESSED = re.compile(r"(?<!\w)(___|__|_)(?=\S)(.{1,300}?)(?<=\S)\1(?!\w)")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_markdown(content: bytes, settings: SourceSettings) -> Readings:
    """Yield the one document of a Markdown file; raise UnreadableDocument when its front matter is no YAML."""
    text = decode(content, settings.encoding)
    front = FRONT_MATTER.match(text)
    record = _read_front_matter(front[1]) if front else None
    yield RawDocument(
        blocks=tuple(split_markdown(text[front.end() :] if front and record is not None else text)),
        raw_hash=content_hash(content),
        title=stated(record or {}, "title", settings),
        deck=stated(record or {}, "deck", settings),
        byline=stated(record or {}, "byline", settings),
        url=stated(record or {}, "url", settings),
        published=stated(record or {}, "published", settings),
        modified=stated(record or {}, "modified", settings),
        language=stated(record or {}, "language", settings),
    )


def split_markdown(text: str) -> list[Block]:
    """Return the blocks of a Markdown text, without marks; code and tables are no news, images leave their words."""
    blocks: list[Block] = []
    lines: list[str] = []
    gap = 1
    fence = ""
    for line in [*text.split("\n"), ""]:
        if fence or FENCE.match(line):
            blocks += _paragraph(lines, gap) + [Block(line, "markup")] * bool(line.strip())
            lines, gap = [], 0
            mark = match[1] if (match := FENCE.match(line)) else ""
            fence = (fence if mark != fence else "") if fence else mark
            continue
        line = QUOTE.sub("", line, count=1)
        if lines and UNDERLINE.fullmatch(line) and len(lines) == 1:
            blocks.append(Block(_plain(lines[0]), gap=gap, is_heading=True))
            lines, gap = [], 0
        elif not line.strip() or RULE.fullmatch(line) or REFERENCE.fullmatch(line):
            blocks += _paragraph(lines, gap)
            gap = 1 if lines else gap + 1
            lines = []
        elif match := HEADING.fullmatch(line):
            blocks += [*_paragraph(lines, gap), Block(_plain(match[1]), gap=gap, is_heading=True)]
            lines, gap = [], 0
        elif (match := FOOTNOTE.fullmatch(line)) or TABLE.fullmatch(line):
            outside = Block(_plain(match[1]), "notice", gap) if match else Block(line, "markup", gap)
            blocks += [*_paragraph(lines, gap), outside]
            lines, gap = [], 0
        elif match := ITEM.match(line):
            blocks += _paragraph(lines, gap)
            lines, gap = [line[match.end() :]], gap if not lines else 0
        else:
            lines.append(line)
    return blocks


def _paragraph(lines: list[str], gap: int) -> list[Block]:
    """Return the paragraph that some lines make, its images before it, as blocks."""
    if not lines:
        return []
    text = "\n".join(re.sub(r"(?: {2,}|\\)$", "", line) for line in lines)
    images = [Block(_plain(words), "caption", gap) for words in IMAGE.findall(text) if words.strip()]
    words = IMAGE.sub("", text)
    links = "".join(LINK.findall(words))
    plain = _plain(words)
    # A paragraph that is one link and no sentence points to another page.
    is_link = len(links) > 0.9 * len(plain) > 0 and not plain.endswith((".", "!"))
    own = [Block(plain, "related_link" if is_link else None, gap)] if plain else []
    return images + own


def _plain(words: str) -> str:
    """Return the words of a line of Markdown without its marks."""
    words = NOTE.sub("", AUTO_LINK.sub(r"\1", LINK.sub(r"\1", IMAGE.sub("", words))))
    for _ in range(3):  # marks inside marks: a strong word in a stressed line with a code in it
        words = STRESSED.sub(r"\2", STRONG.sub(r"\2", words))
    return " ".join(html.unescape(ESCAPED.sub(r"\1", words)).split())


def _read_front_matter(text: str) -> Record | None:
    """Return the front matter, or None where the two rules hold words between them and no `key: value` lines."""
    if len(text) > FRONT_MATTER_LIMIT:
        raise UnreadableDocument("too_large", "front matter of more than 50,000 characters; put the text below it")
    try:
        record: Any = yaml.load(text, PlainLoader)
    except (yaml.YAMLError, ValueError) as error:
        found = " ".join(str(error).split())
        raise UnreadableDocument("broken", f"front matter: {found}; it must be YAML") from error
    except RecursionError as error:
        raise UnreadableDocument("too_deep", "front matter of too many levels; use fewer") from error
    if not isinstance(record, dict):
        return None
    return {name: value for name, value in record.items() if isinstance(name, str)}
