"""How the time of reading grows with the length of documents that are made to slow it down.

    python -m benchmarks.growth             every reader, all of extraction, and every pattern of transforms/documents
    python -m benchmarks.growth --only html
    python -m benchmarks.growth --only extraction
    python -m benchmarks.growth --only "long extraction"

Each document is read at three lengths, each twice the one before. What takes more than threefold as long for twice
the length grows with the square of it: it is named, and the exit status is 1. Extraction is tried on shorter documents,
since a letter costs it a hundredfold, and on long ones of sentences of which no two are alike, at the bound of 2.5.
"""

import argparse
import importlib
import io
import json
import pkgutil
import re
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import transforms.documents
from flows.coded_text import as_document
from flows.processor_time import limited
from transforms.documents.boilerplate import rule_set
from transforms.documents.cleaning import clean
from transforms.documents.english import find_language
from transforms.documents.file_formats import FILE_FORMATS
from transforms.documents.html import read_html
from transforms.documents.html_pieces import HTML_PARTS
from transforms.documents.mail import message_spans, read_mail, read_message
from transforms.documents.markdown import read_markdown
from transforms.documents.records import read_json_lines
from transforms.documents.seed import RawDocument, Readings, UnreadableDocument
from transforms.documents.source import SourceSettings
from transforms.documents.text import read_text
from transforms.documents.warc import page_spans, read_page_record
from transforms.extraction import extract
from transforms.tables import Source

SETTINGS = SourceSettings(
    Source(source_id="a", name="a", kind="other", country=None, language=None, url=None, licence=None)
)
LINE = "Talks resumed in Geneva on Monday."
UNITS = (
    *("a-", "a", "A", "A. ", "(", "[", "<", "<a", "<p>", "{", "{{", "a: b\n", "Photo: ", "by ", "* _", "1 ", "1/"),
    *("a-a-", "U.S.-", "A.B.", "met ", "The ", "that ", "of the ", "France and Egypt, ", "on Monday ", "he said "),
    *("killed 3 people in Aleppo on May 3 and ", '"We will strike," Putin said. ', "Turkey, ", "president ", "its "),
    *("...", "Jane Doe, ", "May 2, 2024 ", "a@b", "www.", "AFP/", " - ", "“", "\n", " ", "\t", "é", "â€™", "![", "]("),
    *(
        "you agree ",
        "&amp;",
        "\n- ",
        "| a ",
        "# a\n",
        "---\n",
        "title: a\n",
        "From b@x.example\n\n",
        '"',
        "a,",
        "\\",
        "0",
        "//",
        "```\n",
        "<!--",
    ),
    *(f"{LINE} ", f"{LINE}\n", f"{LINE}\n\n", "<a href=x>y</a> ", f"<div class=x><p>{LINE}</p></div>", "<br>", "</p>"),
    *("<h3><a href=x>Talks resume</a></h3>", "<tr><td>a</td><td>b</td></tr>", "<time datetime=2024-03-06>a</time>"),
    *(
        f"<article><time datetime=2024-03-06>a</time><p>{LINE}</p></article>",
        "<p itemprop=author>",
        "<meta name=author>",
    ),
)
"""What a document of one thing after the other is made of."""

SYLLABLES = ("ba", "de", "ki", "lo", "mu", "na", "po", "ri", "sa", "tu")


def name_of(number: int) -> str:
    """Return a name of a syllable for each digit of a number, of three at least."""
    return "".join(SYLLABLES[int(digit)] for digit in f"{number:03}").capitalize()


def many(sentence: Callable[[int], str]) -> Callable[[int], str]:
    """Return what makes a text of about so many letters out of sentences, each with its number."""
    return lambda size: "".join(sentence(number) for number in range(max(1, size // len(sentence(100)))))


SENTENCES: dict[str, Callable[[int], str]] = {
    "names": lambda n: f"{name_of(n)} {name_of(7 * n)} met {name_of(13 * n)} {name_of(17 * n)}. ",
    "events": lambda n: f"Turkish jets bombed {name_of(n)} on May {n % 28 + 1}, killing {n % 50 + 2} people. ",
    "speakers": lambda n: f'"We will strike {name_of(n)}," {name_of(3 * n)} {name_of(7 * n)} said. ',
    "days": lambda n: f"On May {n % 28 + 1}, {1990 + n % 30}, talks resumed in Cairo. ",
    "paragraphs": lambda n: f"{name_of(n)} protested in Cairo.\n\n",
    "referents": lambda n: f"{name_of(n)} met her and she told him that they left it. ",
}
"""Sentences by their number, of which long documents are made, no two alike."""
SHAPES: dict[str, Callable[[int], str]] = {
    "attributes": lambda size: f"<p {' '.join(f'a{number}=b' for number in range(size // 8))}>{LINE}</p>",
    "one class": lambda size: f'<p class="{"ad-" * (size // 3)}">{LINE}</p>',
    "many classes": lambda size: f'<p class="{"ad " * (size // 3)}">{LINE}</p>',
    "levels": lambda size: f"{'<div>' * 240}{f'<p>{LINE}</p>' * (size // 40)}{'</div>' * 240}",
    "brackets": lambda size: f"{'(' * (size // 2)}{')' * (size // 2)}",
    "linked data": lambda size: f'<script type="application/ld+json">{"[" * (size // 2)}{"]" * (size // 2)}</script>',
    **{name: many(sentence) for name, sentence in SENTENCES.items()},
}
"""Other documents, by their length."""


def read_mailbox(content: bytes, settings: SourceSettings) -> Readings:
    """Yield the documents of a mailbox, which is read message by message."""
    for number, (start, end) in enumerate(message_spans(io.BytesIO(content)), start=1):
        yield read_message(content[start:end], settings, number)


def read_crawl(content: bytes, settings: SourceSettings) -> Readings:
    """Yield the documents of a crawl, which is read page by page."""
    for number, (start, end) in enumerate(page_spans(io.BytesIO(content)), start=1):
        yield read_page_record(content[start:end], settings, number)


READERS: dict[str, Callable[[bytes, SourceSettings], Readings]] = {
    "text": read_text,
    "markdown": read_markdown,
    "html": read_html,
    "json": FILE_FORMATS[".json"].read,
    "json lines": read_json_lines,
    "table": FILE_FORMATS[".csv"].read,
    "rows": FILE_FORMATS[".csv"].read,
    "feed": FILE_FORMATS[".rss"].read,
    "mail": read_mail,
    "mailbox": read_mailbox,
    "rtf": FILE_FORMATS[".rtf"].read,
    "docx": FILE_FORMATS[".docx"].read,
    "crawl": read_crawl,
}
"""Every reader but those of PDF and Parquet, whose files are no text."""


def as_docx(text: str) -> bytes:
    """Return a DOCX file of which every line of a text is a paragraph."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.split("\n"))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
    return content.getvalue()


def as_crawl(text: str) -> bytes:
    """Return a crawl of one page that holds a text."""
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/\r\n"
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + text.encode()
    stated = f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    return (head + stated).encode() + answer + b"\r\n\r\n"


def as_feed(text: str) -> bytes:
    """Return a feed of one item that holds a text."""
    item = f"<item><title>a</title><description>{escape(text)}</description></item>"
    return f'<rss version="2.0"><channel><title>a</title>{item}</channel></rss>'.encode()


HELD: dict[str, Callable[[str], bytes]] = {
    "json": lambda text: json.dumps({"text": text}).encode(),
    "json lines": lambda text: "\n".join(json.dumps({"text": line}) for line in text.split("\n")).encode(),
    "table": lambda text: f'title,text\na,"{text.replace(chr(34), "")}"\n'.encode(),
    "rows": lambda text: f"title,text\n{text}".encode(),
    "feed": as_feed,
    "mail": lambda text: f"Subject: a\nFrom: b <b@x.example>\n\n{text}".encode(),
    "mailbox": lambda text: f"From b@x.example\nSubject: a\n\n{text}".encode(),
    "rtf": lambda text: f"{{\\rtf1 {text}}}".encode("ascii", "replace"),
    "docx": as_docx,
    "crawl": as_crawl,
}
"""How a file of a format holds a text, where the text alone is none."""

SIZES = (40_000, 80_000, 160_000)
SENTENCE_SIZES = (2_000, 4_000, 8_000)
LONG_SIZES = (30_000, 60_000, 120_000)
LEAST = 0.3  # seconds; below them a ratio says nothing
MOST = 3.0  # times as long for twice the length
MOST_OF_LONG = 2.5  # the same for long documents, of whose time a growing part hides behind what does not grow
TOO_LONG = 5.0  # seconds, after which the longer document is not tried
TOO_LONG_TO_EXTRACT = 60.0  # the same for extraction: the limit of time for the longest document here


@dataclass(frozen=True)
class Growth:
    """How long something took for documents of which each is twice as long as the one before."""

    name: str
    seconds: tuple[float, ...]
    too_long: float = TOO_LONG
    most: float = MOST

    def __str__(self) -> str:
        """Return the seconds after the name."""
        return f"{self.name}: {' '.join(f'{seconds:.2f}' for seconds in self.seconds)} s"

    @property
    def is_steep(self) -> bool:
        """Whether the time grows faster than the length, and is long enough to say so."""
        *_, before, last = (0.0, *self.seconds)
        return last > self.too_long or (last >= LEAST and last > self.most * before)


@dataclass(frozen=True)
class Work:
    """Something that is done with a text, and how long the texts are for it."""

    name: str
    do: Callable[[str], object]
    sizes: Sequence[int] = SIZES
    too_long: float = TOO_LONG
    most: float = MOST


def measure(work: Work, shape: str, make: Callable[[int], str]) -> Growth:
    """Return how long some work takes for documents of each length."""
    seconds: list[float] = []
    for size in work.sizes:
        text = make(size)
        begun = time.process_time()
        try:
            with limited(work.too_long):
                work.do(text)
        except UnreadableDocument:
            pass
        seconds.append(time.process_time() - begun)
        if seconds[-1] > work.too_long:
            break
    return Growth(f"{work.name} {shape}", tuple(seconds), work.too_long, work.most)


def patterns() -> Iterator[tuple[str, Callable[[str], object]]]:
    """Yield a search with every pattern of transforms/documents, by its name: of its modules and of its lexicons."""
    for module in pkgutil.iter_modules(transforms.documents.__path__, "transforms.documents."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module.name.removeprefix('transforms.documents.')}.{name}", everywhere(value)
    for row in HTML_PARTS.rows():
        yield f"html_parts.csv {row.example}", re.compile(row.pattern).fullmatch
    for effect in ("inside", "start"):
        if rules := rule_set(effect, "both"):
            yield f"boilerplate.csv {effect}", everywhere(rules.pattern)


def everywhere(pattern: re.Pattern[str]) -> Callable[[str], object]:
    """Return a search for all that a pattern matches."""
    return lambda text: sum(1 for _ in pattern.finditer(text))


def reader(name: str) -> Callable[[str], object]:
    """Return the work of reading and cleaning a document in a format."""

    def read(text: str) -> None:
        try:
            for raw in READERS[name](HELD.get(name, str.encode)(text), SETTINGS):
                if isinstance(raw, RawDocument):
                    find_language(clean(raw).text)
        except UnreadableDocument:
            pass

    return read


def extract_text(text: str) -> None:
    """Find all that a text tells, as if it were one in English."""
    extract([as_document(text, None)])


def documents() -> Iterator[tuple[str, Callable[[int], str]]]:
    """Yield how each document is made, by its name."""
    for unit in UNITS:
        yield repr(unit), lambda size, unit=unit: f"{unit * (size // len(unit))}~x"  # type: ignore[misc]
    yield from SHAPES.items()


LONG = Work("long extraction", extract_text, LONG_SIZES, TOO_LONG_TO_EXTRACT, MOST_OF_LONG)


def main() -> int:
    """Measure what was asked for; return 1 where something grows with the square of the length."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="what the names of the readers or patterns begin with")
    chosen = parser.parse_args().only or ""
    works = [
        *(Work(name, reader(name)) for name in READERS),
        Work("extraction", extract_text, SENTENCE_SIZES, TOO_LONG_TO_EXTRACT),
        LONG,
        *(Work(name, search) for name, search in patterns()),
    ]
    extract_text(LINE)  # what is loaded once is no document's time
    steep = 0
    for work in works:
        if work.name.startswith(chosen):
            grown = []
            for shape, make in documents() if work is not LONG else ((name, SHAPES[name]) for name in SENTENCES):
                grown.append(measure(work, shape, make))
                if grown[-1].is_steep:
                    steep += 1
                    print(f"STEEP {grown[-1]}", flush=True)
            print(f"longest of {len(grown)}: {max(grown, key=lambda growth: growth.seconds[-1])}", flush=True)
    return 1 if steep else 0


if __name__ == "__main__":
    sys.exit(main())
