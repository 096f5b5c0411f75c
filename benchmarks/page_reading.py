"""How well pages are read, by trafilatura, by our own marks and by both: the table of docs/formats.md.

    python -m benchmarks.page_reading GOLD --out docs/formats.md

GOLD is a set in the format of `evaluation/pages.py`. Its pages are halved by a hash of their ids: rules were
written with one half in sight, the other half tells what they are worth elsewhere.
"""

import argparse
import gzip
import hashlib
from collections.abc import Callable
from pathlib import Path

from trafilatura import bare_extraction

from evaluation.gold import read_gold
from evaluation.pages import PageAnswer, PageItem, answer_page, score_pages

BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
COLUMNS = ("text P", "text R", "text F1", "text below the headline F1", "empty", "under half", "noise over a tenth")
STATED = ("title", "authors", "date")
HEAD = f"| reader | pages | {' | '.join((*COLUMNS, *STATED))} |\n|{'---|' * (len(COLUMNS) + len(STATED) + 2)}\n"

Reader = Callable[[PageItem, Path], PageAnswer]


def is_in_sight(item: PageItem) -> bool:
    """Return whether rules were written with a page in sight."""
    return int(hashlib.sha256(item.id.encode()).hexdigest(), 16) % 2 == 0


def read_by_trafilatura(item: PageItem, folder: Path) -> PageAnswer:
    """Return what trafilatura takes from a page as it comes, reader comments left out."""
    path = folder / item.file
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    found = bare_extraction(content, with_metadata=True, include_comments=False)
    if found is None:
        return PageAnswer(id=item.id)
    authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    return PageAnswer(id=item.id, text=found.text, title=found.title, authors=authors, date=found.date)


def read_by_marks(item: PageItem, folder: Path) -> PageAnswer:
    """Return what we take from a page by its own marks alone."""
    return answer_page(item, folder, lambda tree, others: [])


READERS: dict[str, Reader] = {
    "trafilatura as it comes": read_by_trafilatura,
    "the marks of the page alone": read_by_marks,
    "both (what ships)": answer_page,
}


def table(gold: Path) -> str:
    """Return the table of all readers on both halves and on all pages."""
    items: list[PageItem] = read_gold(gold, PageItem)
    rows = []
    for name, read in READERS.items():
        pairs = [(item, read(item, gold.parent)) for item in items]
        halves = {"in sight": [pair for pair in pairs if is_in_sight(pair[0])]}
        halves |= {"not in sight": [pair for pair in pairs if not is_in_sight(pair[0])], "all": pairs}
        for half, chosen in halves.items():
            figures = {measure.name: measure.as_json() for measure in score_pages(gold, chosen).measures}
            shown = [f"{value:.3f}" if isinstance(value := figures[column], float) else value for column in COLUMNS]
            told = [figures[column] for column in STATED]
            rows.append(f"| {name} | {half}, {len(chosen)} | {' | '.join(map(str, (*shown, *told)))} |\n")
    return HEAD + "".join(rows)


def main() -> None:
    """Write the table into its page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="page that holds the table between its two marks")
    chosen = parser.parse_args()
    before, _, rest = chosen.out.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    chosen.out.write_text(f"{before}{BEGIN}\n\n{table(chosen.gold)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
