"""How the time of reading grows with the length of documents that are made to slow it down.

    python -m benchmarks.growth             every reader of whole files, and every pattern of transforms/documents
    python -m benchmarks.growth --only html

Each document is read at three lengths, each twice the one before. What takes more than threefold as long for twice
the length grows with the square of it: it is named, and the exit status is 1.
"""

import argparse
import importlib
import json
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import transforms.documents
from transforms.documents.boilerplate import rule_set
from transforms.documents.cleaning import clean
from transforms.documents.english import find_language
from transforms.documents.file_formats import FILE_FORMATS
from transforms.documents.html import read_html
from transforms.documents.html_pieces import HTML_PARTS
from transforms.documents.markdown import read_markdown
from transforms.documents.seed import RawDocument, Readings, UnreadableDocument
from transforms.documents.source import SourceSettings
from transforms.documents.text import read_text
from transforms.tables import Source

SETTINGS = SourceSettings(
    Source(source_id="a", name="a", kind="other", country=None, language=None, url=None, licence=None)
)
LINE = "Talks resumed in Geneva on Monday."
UNITS = (
    *("a-", "a", "A", "A. ", "(", "[", "<", "<a", "<p>", "{", "{{", "a: b\n", "Photo: ", "by ", "* _", "1 ", "1/"),
    *("...", "Jane Doe, ", "May 2, 2024 ", "a@b", "www.", "AFP/", " - ", "“", "\n", " ", "\t", "é", "â€™", "![", "]("),
    *(
        "you agree ",
        "&amp;",
        "\n- ",
        "| a ",
        "# a\n",
        "---\n",
        "title: a\n",
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

SHAPES: dict[str, Callable[[int], str]] = {
    "attributes": lambda size: f"<p {' '.join(f'a{number}=b' for number in range(size // 8))}>{LINE}</p>",
    "one class": lambda size: f'<p class="{"ad-" * (size // 3)}">{LINE}</p>',
    "many classes": lambda size: f'<p class="{"ad " * (size // 3)}">{LINE}</p>',
    "levels": lambda size: f"{'<div>' * 240}{f'<p>{LINE}</p>' * (size // 40)}{'</div>' * 240}",
    "brackets": lambda size: f"{'(' * (size // 2)}{')' * (size // 2)}",
    "linked data": lambda size: f'<script type="application/ld+json">{"[" * (size // 2)}{"]" * (size // 2)}</script>',
}
"""Other documents, by their length."""

READERS: dict[str, Callable[[bytes, SourceSettings], Readings]] = {
    "text": read_text,
    "markdown": read_markdown,
    "html": read_html,
    "json": FILE_FORMATS[".json"].read,
    "table": FILE_FORMATS[".csv"].read,
}
SIZES = (40_000, 80_000, 160_000)
LEAST = 0.3  # seconds; below them a ratio says nothing
MOST = 3.0  # times as long for twice the length
TOO_LONG = 5.0  # seconds, after which the longer document is not tried


@dataclass(frozen=True)
class Growth:
    """How long something took for documents of which each is twice as long as the one before."""

    name: str
    seconds: tuple[float, ...]

    @property
    def is_steep(self) -> bool:
        """Whether the time grows faster than the length, and is long enough to say so."""
        *_, before, last = (0.0, *self.seconds)
        return last > TOO_LONG or (last >= LEAST and last > MOST * before)


def measure(name: str, work: Callable[[str], object], make: Callable[[int], str]) -> Growth:
    """Return how long some work takes for documents of each length."""
    seconds: list[float] = []
    for size in SIZES:
        text = make(size)
        begun = time.process_time()
        work(text)
        seconds.append(time.process_time() - begun)
        if seconds[-1] > TOO_LONG:
            break
    return Growth(name, tuple(seconds))


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
    """Return the work of reading and cleaning a document in a format; JSON and tables hold it in one value."""

    def read(text: str) -> None:
        held = {"json": json.dumps({"text": text}), "table": f'title,text\na,"{text.replace(chr(34), "")}"\n'}
        try:
            for raw in READERS[name](held.get(name, text).encode(), SETTINGS):
                if isinstance(raw, RawDocument):
                    find_language(clean(raw).text)
        except UnreadableDocument:
            pass

    return read


def documents() -> Iterator[tuple[str, Callable[[int], str]]]:
    """Yield how each document is made, by its name."""
    for unit in UNITS:
        yield repr(unit), lambda size, unit=unit: f"{unit * (size // len(unit))}~x"  # type: ignore[misc]
    yield from SHAPES.items()


def main() -> int:
    """Measure what was asked for; return 1 where something grows with the square of the length."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="what the names of the readers or patterns begin with")
    chosen = parser.parse_args().only or ""
    works = [*((name, reader(name)) for name in READERS), *patterns()]
    steep = 0
    for name, work in works:
        if name.startswith(chosen):
            grown = [measure(f"{name} {shape}", work, make) for shape, make in documents()]
            steep += sum(growth.is_steep for growth in grown)
            longest = max(grown, key=lambda growth: growth.seconds[-1])
            for growth in [*(growth for growth in grown if growth.is_steep), longest]:
                shown = " ".join(f"{seconds:.2f}" for seconds in growth.seconds)
                print(f"{'STEEP ' if growth.is_steep else ''}{growth.name}: {shown} s", flush=True)
    return 1 if steep else 0


if __name__ == "__main__":
    sys.exit(main())
