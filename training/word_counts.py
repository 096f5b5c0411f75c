"""Counts in how many of our own texts each word stands: `python -m training.word_counts` writes the file.

The texts are the documents of `training/stories/` and, a dozen of one file at a time, the sentences of
`training/events/` and `training/sentences/`, without their marks. A word of one text alone is left out: it weighs
about as much as one of none.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.stories import FOLDER, read_story
from transforms.imprints import COUNTS, WORD

FOLDERS = (Path("training/events"), Path("training/sentences"))
LEAST = 2  # texts
SENTENCES = 12  # of one file that are counted as one text
MARK = re.compile(r"\|[^\]]*\]|[\[\]{}]")
"""What marks words in sentences: brackets, and codes after an upright bar."""


def texts() -> Iterator[str]:
    """Yield our own texts without their marks."""
    for path in sorted(FOLDER.glob("*.txt")):
        yield from (document.text for document in read_story(path).documents)
    for folder in FOLDERS:
        for path in sorted(folder.glob("*.txt")):
            lines = path.read_text(encoding="utf-8").splitlines()
            sentences = [MARK.sub("", line) for line in lines if line and not line.startswith(("#", " "))]
            yield from map(" ".join, batched(sentences, SENTENCES))


def batched(sentences: list[str], size: int) -> Iterator[list[str]]:
    """Yield the sentences some at a time."""
    yield from (sentences[start : start + size] for start in range(0, len(sentences), size))


def main() -> None:
    """Write the file."""
    counted: Counter[str] = Counter()
    for text in texts():
        counted.update({word.casefold() for word in WORD.findall(text)})
        counted[""] += 1
    with COUNTS.path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("word", "texts"))
        writer.writerows((word, number) for word, number in sorted(counted.items()) if number >= LEAST)


if __name__ == "__main__":
    main()
