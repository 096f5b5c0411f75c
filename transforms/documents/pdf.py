"""PDF: the bytes of a file in, its paragraphs in reading order out, without running heads and page numbers.

PDFium, the library of a browser, says where each run of letters stands. Runs on one height are a line, unless a gutter
parts them, and lines that begin at one edge, one below the other, are a column.
"""

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from transforms.documents.decoding import normalise
from transforms.documents.moments import find_day
from transforms.documents.seed import Block, RawDocument, Readings, UnreadableDocument, library
from transforms.documents.source import SourceSettings
from transforms.identifiers import content_hash

MOST_PAGES = 300  # a longer PDF is a book
MOST_RUNS = 5_000  # of a page; a page of a newspaper has a thousand
GUTTER = 1.0  # heights of a letter between two runs of one line; spaces of justified text are below 0.7
SPACE = 0.1  # heights of a letter between two words
SAME_LINE = 0.5  # of the height of a letter by which runs of one line may differ
PARAGRAPH = 1.4  # line steps; what stands further below begins a paragraph
INDENT = 0.8  # heights of a letter by which the first line of a paragraph is set in
SHORT = 0.85  # of the width of its column; with less a line that ends a sentence ends a paragraph
EDGE = 0.12  # of the height of a page, at its top and foot, where running heads stand
REPEATED = 0.5  # of the pages; a line at the edge of so many is a running head
LARGE = 1.15  # of the usual height of letters; a line of larger ones is a heading
GRID = 200  # steps of the width of a page in which a gutter is looked for
FEW_LINES = 4  # of a column
ACROSS = 0.3  # of the lines, titles and notes, may cross a gutter
HYPHEN = re.compile("[\x02\ufffe]")  # by which PDFium tells a hyphen at the end of a line
NUMBER = re.compile(r"(?:page|p\.|-|–|\|)?\s*\d{1,4}\s*(?:(?:of|/)\s*\d{1,4})?\s*[-–|]?", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?:][\"”’')\]]*$")


@dataclass
class Line:
    """A line, or a run of letters, of a page; heights count from the foot of the page."""

    words: str
    left: float
    bottom: float
    right: float
    top: float
    page: int
    edge: str = ""
    """Whether it stands at the `top` or `foot` of its page, or at neither."""

    @property
    def height(self) -> float:
        """How high its letters are."""
        return max(self.top - self.bottom, 0.1)


def read_pdf(content: bytes, settings: SourceSettings) -> Readings:
    """Yield the one document of a PDF; raises UnreadableDocument for one that is locked or all pictures."""
    with library("pdfium"):
        pages = [_lines_of_page(*page) for page in _pages(content)]
    lines = [line for page in pages for line in page]
    if not lines:
        raise UnreadableDocument("no_text", "no letters on its pages, which may be pictures; put it through an OCR")
    heads = _running_heads(lines, len(pages))
    blocks = list(_blocks([line for page in pages for line in _in_reading_order(page)], heads))
    yield RawDocument(tuple(blocks), content_hash(content))


def _pages(content: bytes) -> Iterator[tuple[int, float, list[Line]]]:
    """Yield number, height and runs of letters of each page."""
    import pypdfium2 as pdfium  # an extra, which only a PDF needs

    document = pdfium.PdfDocument(content)
    try:
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            text = page.get_textpage()
            yield number, page.get_height(), list(_runs(text, number))
            text.close()
            page.close()
    finally:
        document.close()


def _runs(text: Any, page: int) -> Iterator[Line]:
    for index in range(min(text.count_rects(), MOST_RUNS)):
        left, bottom, right, top = text.get_rect(index)
        shown = text.get_text_bounded(left, bottom, right, top)
        if words := " ".join(normalise(HYPHEN.sub("-", shown)).split()):
            # What is drawn of "on" is lower than what is drawn of "Oslo"; the box of a letter of its font is not.
            letter = text.get_index(left + 1, (bottom + top) / 2, 3, 3)
            if letter is not None:
                _, bottom, _, top = text.get_charbox(letter, loose=True)
            yield Line(words, left, bottom, right, top, page)


def _lines_of_page(number: int, height: float, runs: list[Line]) -> list[Line]:
    """Return the lines of a page: runs of one height that no gutter parts, put together."""
    lines: list[Line] = []
    for run in sorted(runs, key=lambda run: (-round((run.top + run.bottom) / 2), run.left)):
        same = next((line for line in reversed(lines[-8:]) if _are_one_line(line, run)), None)
        if same is None:
            lines.append(run)
        else:
            same.words = (
                f"{same.words} {run.words}" if run.left - same.right > 0.1 * run.height else same.words + run.words
            )
            same.right, same.top, same.bottom = run.right, max(same.top, run.top), min(same.bottom, run.bottom)
    for line in lines:
        line.edge = "top" if line.bottom > (1 - EDGE) * height else "foot" if line.top < EDGE * height else ""
    return lines


def _are_one_line(line: Line, run: Line) -> bool:
    height = max(line.height, run.height)
    is_level = abs((line.top + line.bottom) - (run.top + run.bottom)) / 2 < SAME_LINE * height
    return is_level and -height < run.left - line.right < GUTTER * height


def _in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return lines in order: where a gutter parts them the left column first, between lines that run across it."""
    ordered = sorted(lines, key=lambda line: -line.top)
    gutter = _find_gutter(ordered)
    if gutter is None:
        return ordered
    found: list[Line] = []
    sides: tuple[list[Line], list[Line]] = ([], [])
    for line in ordered:
        if line.left < gutter < line.right:
            found += [part for side in sides for part in _in_reading_order(side)] + [line]
            sides = ([], [])
        else:
            sides[line.left >= gutter].append(line)
    return found + [part for side in sides for part in _in_reading_order(side)]


def _find_gutter(lines: Sequence[Line]) -> float | None:
    """Return the place from left to right that fewest lines cross between two columns; None where there is one."""
    if len(lines) < 2 * FEW_LINES:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    step = max(right - left, 1) / GRID
    crossed = [0] * (GRID + 2)
    for line in lines:
        crossed[int((line.left - left) / step) + 1] += 1
        crossed[int((line.right - left) / step) + 1] -= 1
    counts = list(accumulate(crossed))
    inner = range(GRID // 6, GRID - GRID // 6)
    least = min(counts[place] for place in inner)
    run = [place for place in inner if counts[place] == least]
    gutter = left + (run[len(run) // 2] - 0.5) * step
    before = sum(line.right <= gutter for line in lines)
    behind = sum(line.left >= gutter for line in lines)
    is_gutter = least <= ACROSS * len(lines) and min(before, behind) >= FEW_LINES
    return gutter if is_gutter else None


def _running_heads(lines: Sequence[Line], pages: int) -> frozenset[tuple[str, str]]:
    """Return the lines, numbers left out, that stand at the same edge of many pages."""
    seen = Counter({(line.edge, _unnumbered(line.words), line.page) for line in lines if line.edge})
    counts = Counter((edge, words) for edge, words, _ in seen)
    return frozenset(pair for pair, count in counts.items() if count >= max(2, REPEATED * pages))


def _unnumbered(words: str) -> str:
    return re.sub(r"\d+", "#", words)


def _blocks(lines: Sequence[Line], heads: frozenset[tuple[str, str]]) -> Iterator[Block]:
    """Yield the paragraphs that lines in reading order make."""
    usual = statistics.median(line.height for line in lines)
    steps = [above.top - below.top for above, below in pairwise(lines) if above.top > below.top]
    step = statistics.median(steps) if steps else 2 * usual
    waiting: list[Line] = []
    for line in lines:
        if line.edge and ((line.edge, _unnumbered(line.words)) in heads or NUMBER.fullmatch(line.words)):
            yield Block(line.words, "notice" if find_day(line.words) else "markup")
            continue
        if waiting and _begins_paragraph(waiting, line, step):
            yield _paragraph(waiting, usual)
            waiting = []
        waiting.append(line)
    if waiting:
        yield _paragraph(waiting, usual)


def _begins_paragraph(above: Sequence[Line], line: Line, step: float) -> bool:
    last = above[-1]
    if abs(last.height - line.height) > (LARGE - 1) * min(last.height, line.height) + 1:
        return True
    is_end = bool(SENTENCE_END.search(last.words))
    if line.page != last.page or line.top > last.top:  # another page or column
        return is_end and not line.words[0].islower()
    if last.top - line.top > PARAGRAPH * step:
        return True
    left, right = min(other.left for other in above), max(other.right for other in above)
    is_set_in = line.left - left > INDENT * line.height and len(above) > 1
    is_short = last.right - left < SHORT * max(right - left, line.right - line.left)
    return is_set_in or (is_end and is_short)


def _paragraph(lines: Sequence[Line], usual: float) -> Block:
    words = lines[0].words
    for line in lines[1:]:
        # Of "nego-" and "tiations" the hyphen goes, of "Franco-" and "German" it stays.
        if re.search(r"[a-z]-$", words) and line.words[0].islower():
            words = words[:-1] + line.words
        else:
            words = f"{words} {line.words}"
    return Block(words, is_heading=statistics.median(line.height for line in lines) > LARGE * usual)
