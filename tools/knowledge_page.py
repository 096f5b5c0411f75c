"""Takes the data files of `transforms/`, writes docs/knowledge.md: what each holds, how many rows, where they are from.

    python -m tools.knowledge_page

A file of knowledge has its rows by each column of few codes, too, so that a row that comes, goes or is recoded shows.
What training made is named without its rows.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tools.knowledge_order import HOME, OF_THE_MODEL, declared_files
from transforms.learned_weights import WeightRow
from transforms.loading import SOURCE, WordsLoader

PAGE = HOME.parent / "docs" / "knowledge.md"
LEARNED = {"confidence.csv", "word_counts.csv", *OF_THE_MODEL}
"""Files that training or counting made, beside those of learned weights."""
FEW = 12  # codes of a column that are counted one by one; more are a list and not a division
SHORT = 24  # characters of a code; what is longer is words
MOST = 3  # sources of a file that are named
COLUMNS = ("| file | what a row is | rows | by | source |", "|---|---|---|---|---|")
LANGUAGES = """Every other cell is a plain value, one of some codes, or several values between bars (`A|B`). What is not
written so is refused by file and line when the file is read. The words of conditions in `ontology/*.yaml` may name a
class, `$police` (`ontology/word_classes.yaml`); the module of the ontology tells what an entry may say.

| file | column | what is written there |
|---|---|---|"""
HEAD = """# What is known before reading

Every data file of `transforms/`, written by `python -m tools.knowledge_page`, which a test compares. Rows are counted,
and divided by the columns of few codes, so that a row that comes, goes or is recoded shows here. What a row means is
told by the module that reads its file, and tried by `tests/transforms/test_golden_knowledge.py` and
`tests/transforms/test_golden_rows.py`.
"""


def page() -> str:
    """Return the page as it should be."""
    sections = [HEAD]
    for title, lines in (("Tables", _tables()), ("Declarations", _declarations())):
        sections.append("\n".join([f"## {title}\n", *COLUMNS, *lines, ""]))
    sections.append("\n".join(["## Cells with a language of their own\n", LANGUAGES, *_languages(), ""]))
    made = [f"- `{path.relative_to(HOME).as_posix()}`" for path in sorted(HOME.rglob("*.csv")) if is_learned(path)]
    sections.append(
        "\n".join(["## What training made\n", "Weights and counts, whose rows are not counted here:\n", *made, ""])
    )
    return "\n".join(sections)


def is_learned(path: Path) -> bool:
    """Whether a file was made by training or by counting."""
    with path.open(encoding="utf-8", newline="") as lines:
        return path.name in LEARNED or tuple(next(csv.reader(lines))) == WeightRow._fields


def _tables() -> Iterator[str]:
    """Yield a line for each CSV file of knowledge."""
    declared = declared_files()
    for path in sorted(path for path in declared if path.exists() and not is_learned(path)):
        file, name = declared[path], path.relative_to(HOME).as_posix()
        rows = file.cells()
        divided = [
            _divided(column.name, [row[column.name] for row in rows]) for column in file.columns if not column.is_list
        ]
        told = "; ".join(part for part in divided if part)
        yield f"| `{name}` | {_said(file._row)} | {len(rows)} | {told} | {_sources(rows)} |"


def _languages() -> Iterator[str]:
    """Yield a line for each column whose cells are written in a language of their own."""
    for path, file in sorted(declared_files().items()):
        for column in file.columns:
            if column.form:
                yield f"| `{path.relative_to(HOME).as_posix()}` | `{column.name}` | {_cell(column.form)} |"


def _declarations() -> Iterator[str]:
    """Yield a line for each YAML file of knowledge."""
    for path in sorted(HOME.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        declared = yaml.load(text, Loader=WordsLoader)
        lists = {name: len(value) for name, value in declared.items() if isinstance(value, list | dict)}
        told = "; ".join(f"{name} {count}" for name, count in lists.items()) if len(lists) <= FEW else ""
        name, count = path.relative_to(HOME).as_posix(), sum(lists.values())
        yield f"| `{name}` | {_cell(declared.get('definition') or _first_paragraph(text))} | {count} | {told} | own |"


def _first_paragraph(text: str) -> str:
    """Return the comment with which a file begins."""
    return text.partition("\n\n")[0].removeprefix("# ").replace("\n# ", " ")


def _said(row: type[Any]) -> str:
    """Return the first sentence of what a row is."""
    return _cell((row.__doc__ or "").partition("\n")[0])


def _divided(name: str, values: list[str]) -> str:
    """Return how many rows have each code of a column; nothing for a column of words."""
    counts = Counter(value for value in values if value)
    if name in {SOURCE, "note"} or not 2 <= len(counts) <= FEW or max(map(len, counts)) > SHORT:
        return ""
    return f"{name}: " + ", ".join(f"{_cell(code)} {count}" for code, count in sorted(counts.items()))


def _sources(rows: list[dict[str, str]]) -> str:
    """Return the sources of most rows."""
    counts = Counter(row[SOURCE] for row in rows if SOURCE in row)
    told = [_cell(source) for source, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]]
    return "; ".join([*told, *(["others"] if len(counts) > MOST else [])]) or "own"


def _cell(text: str) -> str:
    """Return a text as a cell of a table holds it."""
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
