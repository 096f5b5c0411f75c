"""Plain text: the bytes of a file in, its paragraphs out, whether a line is a paragraph or a paragraph is folded."""

import re
from itertools import pairwise

from transforms.documents.boilerplate import rule_for_line
from transforms.documents.decoding import decode
from transforms.documents.fields import usual_paths
from transforms.documents.seed import Block, RawDocument, Readings
from transforms.documents.source import SourceSettings
from transforms.identifiers import content_hash

FOLDED = range(40, 121)  # characters of the longest line of folded text; mail folds at 72 to 78, old wires at 69
FOLDED_SHARE = 0.6  # of lines that could not have held the first word of the next line
SLACK = 15  # characters; programs leave none, typists some
HEAD = 3  # blocks among which a byline stands
MOST_STATEMENTS = 12  # lines of `Key: value` above a text
STATEMENT = re.compile(r"([A-Za-z][A-Za-z _-]{1,20}):\s+(\S.*)")


def read_text(content: bytes, settings: SourceSettings) -> Readings:
    """Yield the one document of a file of plain text."""
    statements, blocks = _split_statements(split_blocks(decode(content, settings.encoding)))
    values = {field: words.split(":", 1)[1].strip() for words, field in reversed(statements) if field}
    yield RawDocument(
        blocks=(*(Block(words, "markup") for words, field in statements if field != "title"), *blocks),
        raw_hash=content_hash(content),
        title=values.get("title"),
        deck=values.get("deck"),
        byline=values.get("byline"),
        url=values.get("url"),
        published=values.get("published"),
        modified=values.get("modified"),
        language=values.get("language"),
    )


def split_blocks(text: str) -> list[Block]:
    """Return the paragraphs of a text in one notation, those that were folded into lines put together again."""
    lines = [line.rstrip() for line in text.split("\n")]
    width = _folded_at(lines)
    blocks: list[Block] = []
    gap = 0
    last = ""
    for line in lines:
        if not line:
            gap, last = gap + 1, ""
            continue
        # In the head a line may be the byline, though the headline above it is as long as a folded line.
        stands_alone = last and width and len(blocks) <= HEAD and rule_for_line(line.strip(), "head")
        if last and width and not stands_alone and _continues(last, line, width):
            words = blocks[-1].words
            # A line folded after a hyphen goes on without a space: "cross-" and "border".
            joint = "" if re.search(r"\w-$", words) else " "
            blocks[-1] = Block(words + joint + line.strip(), gap=blocks[-1].gap)
        else:
            blocks.append(Block(line.strip(), gap=gap))
        gap, last = 0, line
    return blocks


def _folded_at(lines: list[str]) -> int:
    """Return the width at which the lines were folded, or 0 where a line is a paragraph."""
    pairs = [(line, below) for line, below in pairwise(lines) if line and below]
    width = max((len(line) for line, _ in pairs), default=0)
    if not pairs or width not in FOLDED:
        return 0
    full = sum(_is_full(line, below, width) for line, below in pairs)
    return width if full >= FOLDED_SHARE * len(pairs) else 0


def _is_full(line: str, below: str, width: int) -> bool:
    """Return whether the first word below would not have fitted into a line."""
    return len(line) + 1 + len(below.split(maxsplit=1)[0]) > width - SLACK


def _continues(last: str, line: str, width: int) -> bool:
    """Return whether a line goes on with the paragraph of the line above."""
    if line[0] in " \t" and last[0] not in " \t":
        return False
    return _is_full(last, line, width) or (line.lstrip()[0].islower() and len(last) > width / 2)


def _split_statements(blocks: list[Block]) -> tuple[list[tuple[str, str | None]], list[Block]]:
    """Return the `Key: value` lines at the top of a text with their fields, and the blocks below them."""
    fields = {path: field for field, paths in usual_paths().items() for path in paths if field != "text"}
    statements: list[tuple[str, str | None]] = []
    for block in blocks[:MOST_STATEMENTS]:
        match = STATEMENT.fullmatch(block.words)
        field = fields.get(match[1].lower().replace(" ", "_").replace("-", "_")) if match else None
        # Below a key that we know, others may stand of which we make nothing: section, word count, name of the feed.
        if match is None or (field is None and (not statements or block.gap)):
            break
        statements.append((block.words, field))
    return statements, blocks[len(statements) :]
