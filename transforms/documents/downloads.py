"""Downloads: the text of a file that Nexis or Factiva made in, its stories out, each with what its labels state.

Nexis ends each story with "End of Document" or begins it with "1 of 2 DOCUMENTS"; Factiva ends it with "Document" and a
code. `download_labels.csv` says what the labels of either mean. Whatever is no title and no text is a removed `notice`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from transforms.documents.moments import find_day
from transforms.documents.records import Entries, Entry
from transforms.documents.seed import Block, RawDocument
from transforms.documents.text import split_blocks
from transforms.identifiers import content_hash
from transforms.loading import Csv

BEGINS = re.compile(r"[ \t]*\d{1,5} of \d{1,5} DOCUMENTS?[ \t]*")  # Nexis until 2019
ENDS = re.compile(r"[ \t]*End of Document[ \t]*", re.IGNORECASE)  # Nexis since
ENDS_FACTIVA = re.compile(r"[ \t]*(?:AN[ \t]+)?Document [A-Z][A-Za-z]*\d[A-Za-z0-9]{8,40}[ \t]*")
LABEL = re.compile(r"\s*([A-Za-z][A-Za-z/ -]{2,24}?)(?:\(\d+\))?:\s*(.*)")
ALONE = re.compile(r"\s*(Body|Classification|Notes|Graphic|Documents?)\s*(?:\(\d+\))?", re.IGNORECASE)
CODE = re.compile(r"\s{0,3}([A-Z]{2,3})(?:\s{2,}(.*)|\t(.*)|\s*)")
COPYRIGHT = re.compile(r"\s*(?:\(c\)|©|copyright\b|all rights reserved).*", re.IGNORECASE)
LENGTH = re.compile(r"\s*[\d,.]{1,9} words\s*", re.IGNORECASE)
CLOCK = re.compile(r"\s*\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[AP]M)?(?: [A-Z]{2,4})?\s*", re.IGNORECASE)
BYLINE = re.compile(r"\s*by\b.{3,120}", re.IGNORECASE)
LONGEST_DATE = 80  # characters of a line that is no more than a date: "March 5, 2014 Wednesday 10:20 AM GMT"
FACTS = 8  # lines between the length of a story of Factiva without codes and its text


@dataclass
class Story:
    """A story as its lines are gone through."""

    fields: dict[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    def take(self, name: str, words: str, line: str) -> None:
        """Take a field that a line states; the line is a notice, unless it is title or deck, which the text shows."""
        if name in ("title", "deck"):
            self.fields[name] = f"{self.fields.get(name, '')} {words}".strip()
            return
        self.notices.append(line.strip())
        if name not in ("notice", "length", "dateline", "end") and words.strip():
            self.fields[name] = f"{self.fields.get(name, '')} {words.strip()}".strip()

    def raw(self) -> RawDocument:
        """Return it as a document."""
        body = split_blocks("\n".join(self.body))
        notices = (Block(words, "notice") for words in self.notices if words)
        after = (Block(line.strip(), "notice") for line in self.after if line.strip())
        return RawDocument(
            blocks=(*notices, *body, *after),
            raw_hash="",
            title=self.fields.get("title"),
            deck=self.fields.get("deck"),
            byline=self.fields.get("byline"),
            url=self.fields.get("url"),
            published=self.fields.get("published"),
            publication=self.fields.get("publication"),
            section=self.fields.get("section"),
        )


def entries_of_text(text: str, content: bytes, blocks: Sequence[Block] | None = None) -> Entries:
    """Yield the stories of a text that is a download, else the one document that it is, given its bytes and blocks."""
    stories = list(entries_of_stories(text)) if is_download(text) else []
    yield from stories
    if not stories:
        raw_hash = content_hash(content)
        yield Entry(None, RawDocument(tuple(split_blocks(text) if blocks is None else blocks), raw_hash), raw_hash)


def entries_of_stories(text: str) -> Iterator[Entry]:
    """Yield the stories of a text; none of one that is no download."""
    for number, (lines, story) in enumerate(_split(text.split("\n")), start=1):
        whole = "\n".join(line.strip() for line in lines).strip()
        yield Entry(number, story.raw(), content_hash(whole.encode("utf-8", "replace")))


def is_download(text: str) -> bool:
    """Return whether a text looks like the file of a news database."""
    return any(mark in text for mark in (" DOCUMENT", "End of Document", "Document "))


def _split(lines: list[str]) -> list[tuple[list[str], Story]]:
    """Return the lines of each story of a download and what they say."""
    if begins := [index for index, line in enumerate(lines) if BEGINS.fullmatch(line)]:
        chunks = [lines[start + 1 : end] for start, end in zip(begins, [*begins[1:], len(lines)], strict=True)]
        return [(chunk, _read_nexis(chunk)) for chunk in chunks]
    for pattern, read in ((ENDS, _read_nexis), (ENDS_FACTIVA, _read_factiva)):
        ends = [index for index, line in enumerate(lines) if pattern.fullmatch(line)]
        chunks = [lines[start:end] for start, end in zip([0, *(end + 1 for end in ends)], ends, strict=False)]
        stories = [(chunk, read(chunk)) for chunk in chunks]
        # A text that ends so and is no download has no title above a date.
        if stories and any("title" in story.fields and "published" in story.fields for _, story in stories):
            return stories
    return []


def _read_nexis(lines: Sequence[str]) -> Story:
    """Return a story of Nexis: what stands above its text in whatever order, its text, and what stands below."""
    story = Story()
    start = _read_nexis_head(story, lines)
    end = next((index for index in range(start, len(lines)) if _label(lines[index])[0] == "end"), len(lines))
    story.body += lines[start:end]
    story.after += lines[end:]
    return story


def _read_nexis_head(story: Story, lines: Sequence[str]) -> int:
    """Take what stands above the text, and return where that begins: below `Body`, else below the length."""
    head: list[str] = []
    label_above = ""
    is_below_length = False
    for index, line in enumerate(lines):
        label, words = _label(line)
        if label == "body":
            story.body += [words] if words else []
            return index + 1
        if not line.strip():
            label_above = ""
            head.append("")
        elif label:
            label_above = label
            is_below_length = is_below_length or label == "length"
            story.take(label, words, line)
        elif COPYRIGHT.fullmatch(line):
            story.notices.append(line.strip())
        elif label_above:
            story.take(label_above, line, line)
        elif is_below_length:
            _take_below(story, head)
            return index
        elif "published" not in story.fields and len(line.strip()) <= LONGEST_DATE and find_day(line):
            story.take("published", line, line)
            _take_above(story, [line for line in head if line])
            head = []
        else:
            head.append(line)
    _take_below(story, head)
    return len(lines)


def _take_above(story: Story, head: Sequence[str]) -> None:
    """Take the lines above the date: the publication, above it the title in files since 2019, and above it a cover."""
    *above, publication = head or [""]
    if publication:
        story.take("publication", publication, publication)
    if above:
        story.notices[:0] = [line.strip() for line in above[:-1]]
        story.take("title", above[-1].strip(), above[-1])


def _take_below(story: Story, head: Sequence[str]) -> None:
    """Take the lines between the date and the labels: editions, and the title of files until 2019."""
    parts = re.split(r"\n\n+", "\n".join(line.strip() for line in head).strip("\n"))
    paragraphs = [" ".join(part.split()) for part in parts if part]
    if paragraphs and "title" not in story.fields:
        story.fields["title"] = paragraphs.pop()
    story.notices += paragraphs


def _label(line: str) -> tuple[str, str]:
    """Return what the label of a line says of it, empty where it has none that is known, and the words behind it."""
    if alone := ALONE.fullmatch(line):
        return _labels("nexis").get(alone[1].lower(), ""), ""
    if match := LABEL.fullmatch(line):
        return _labels("nexis").get(match[1].strip().lower(), ""), match[2] or ""
    return "", ""


def _read_factiva(lines: Sequence[str]) -> Story:
    """Return a story of Factiva, with codes before its fields or without."""
    story = Story()
    codes = [(index, match) for index, line in enumerate(lines) if (match := _code(line))]
    if not {"HD", "PD"} <= {match[1] for _, match in codes}:
        return _read_factiva_without_codes(lines)
    ends = [*(index for index, _ in codes[1:]), len(lines)]
    story.notices += [line.strip() for line in lines[: codes[0][0]]]
    for (start, match), end in zip(codes, ends, strict=True):
        name = _labels("factiva")[match[1]]
        words = [match[2] or match[3] or "", *lines[start + 1 : end]]
        if name == "body":
            story.body += [*words, ""]
        elif name == "end":
            story.after += lines[start:end]
        else:
            story.take(name, " ".join(" ".join(words).split()), " ".join(" ".join(lines[start:end]).split()))
    return story


def _code(line: str) -> re.Match[str] | None:
    match = CODE.fullmatch(line)
    return match if match and match[1] in _labels("factiva") else None


def _read_factiva_without_codes(lines: Sequence[str]) -> Story:
    """Return a story whose length, date, publication and copyright stand in lines of their own above the text."""
    story = Story()
    shown = [index for index, line in enumerate(lines) if line.strip()]
    length = next((rank for rank, index in enumerate(shown) if LENGTH.fullmatch(lines[index])), None)
    if not length:
        return story
    above = [lines[index].strip() for index in shown[:length]]
    if len(above) > 1 and BYLINE.fullmatch(above[-1]):
        story.take("byline", above[-1], above.pop())
    story.take("title", above[-1], above[-1])
    story.notices += [*above[:-1], lines[shown[length]].strip()]
    facts = shown[length + 1 : length + 1 + FACTS]
    last = next((index for index in facts if COPYRIGHT.fullmatch(lines[index])), facts[-1] if facts else 0)
    for index in facts:
        line = lines[index].strip()
        if index > last:
            break
        if "published" not in story.fields and find_day(line):
            story.take("published", line, line)
        elif "published" in story.fields and "publication" not in story.fields and not CLOCK.fullmatch(line):
            story.take("publication", line, line)
        else:
            story.notices.append(line)
    story.body += lines[last + 1 :]
    return story


class LabelRow(NamedTuple):
    """A label of the downloads of a service, and the field that it states."""

    service: str
    label: str
    field: str
    note: str | None


LABELS = Csv("download_labels.csv", LabelRow, key=("service", "label"))


@cache
def _labels(service: str) -> dict[str, str]:
    """Return what each label of a service states."""
    return {row.label: row.field for row in LABELS.rows() if row.service == service}
