"""Takes CoNLL-U files, gives the word F1 and sentence F1 of the tokeniser and splitter on their raw text, as JSON.

    python -m benchmarks.segmentation corpora/ud/pud_test.conllu corpora/ud/gum_dev.conllu --documents GUM_news

The raw text of a document is rebuilt from its `# text` lines: a space between the sentences of a paragraph, an empty
line between paragraphs and after the last sentence of a block whose length the treebank tells, as GUM does. A word or a
sentence counts as found when both its offsets are right.
"""

import argparse
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from transforms.language.split import split
from transforms.language.tokens import tokenize

Span = tuple[int, int]

BLOCK_LENGTH = re.compile(r"\((\d+) s\)$")
"""How many sentences a paragraph, figure or quotation of GUM holds: `# newpar_block = p (3 s)`."""


@dataclass
class Gold:
    """A document as a treebank segments it."""

    name: str
    text: str = ""
    words: list[Span] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    unplaced: int = 0
    """Words that are not written in the text, such as the two words of a clitic that share letters."""


@dataclass
class Score:
    """Counts of spans that both have, that we give, and that the gold has."""

    right: int = 0
    given: int = 0
    gold: int = 0

    def add(self, given: list[Span], gold: list[Span], unplaced: int = 0) -> None:
        """Count one document."""
        self.right += len(set(given) & set(gold))
        self.given += len(given)
        self.gold += len(gold) + unplaced

    def figures(self) -> dict[str, float]:
        """Return precision, recall and F1 in percent, and the number of spans in the gold."""
        precision, recall = self.right / max(1, self.given), self.right / max(1, self.gold)
        f1 = 2 * self.right / max(1, self.given + self.gold)
        return {
            "precision": round(100 * precision, 2),
            "recall": round(100 * recall, 2),
            "f1": round(100 * f1, 2),
            "n": self.gold,
        }


def read_documents(path: Path) -> Iterator[Gold]:
    """Yield the documents of a CoNLL-U file in order."""
    document: Gold | None = None
    blocks_left: list[int] = []
    is_block_over = False
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        comments = [line for line in lines if line.startswith("#")]
        text = next((line.removeprefix("# text = ") for line in comments if line.startswith("# text = ")), None)
        if text is None:
            continue
        newdoc = next((line for line in comments if line.startswith("# newdoc")), None)
        if newdoc is not None or document is None:
            if document is not None:
                yield document
            blocks_left, is_block_over = [], False
            document = Gold((newdoc or path.stem).rpartition(" ")[2])
        if document.text:
            opens_paragraph = is_block_over or any(line.startswith("# newpar") for line in comments)
            document.text += "\n\n" if opens_paragraph else " "
        lengths = (BLOCK_LENGTH.search(line) for line in comments if line.startswith("# newpar_block"))
        blocks_left = [left - 1 for left in (*blocks_left, *(int(length[1]) for length in lengths if length))]
        is_block_over = 0 in blocks_left
        blocks_left = [left for left in blocks_left if left]
        start = len(document.text)
        document.text += text
        document.sentences.append((start, start + len(text)))
        for word in _words(text, [line.split("\t") for line in lines if line[:1].isdigit()]):
            if word is None:
                document.unplaced += 1
            else:
                document.words.append((start + word[0], start + word[1]))
    if document is not None:
        yield document


def _words(text: str, rows: list[list[str]]) -> Iterator[Span | None]:
    """Yield the place of every word in the text of its sentence, None for a word that is not written there."""
    place, covered = 0, 0
    surface = ""
    for number, form, *_ in rows:
        if "." in number:  # an empty node stands in no text
            continue
        if "-" in number:
            first, last = (int(part) for part in number.split("-"))
            members = [row[1] for row in rows if row[0].isdigit() and first <= int(row[0]) <= last]
            if "".join(members) != form:
                place = text.index(form, place) + len(form)
                covered, surface = last, form
                yield from (None for _ in members)
            continue
        if surface and int(number) <= covered:
            continue
        start = text.index(form, place)
        if text[place:start].strip():
            raise ValueError(f"'{form}' is not the next word of '{text}'")
        place = start + len(form)
        yield start, place


def measure(documents: list[Gold]) -> dict[str, object]:
    """Return word and sentence figures over some documents, and words a second on one core."""
    words, sentences, words_in_gold_sentences = Score(), Score(), Score()
    seconds = 0.0
    for document in documents:
        begin = time.process_time()
        found = split(document.text)
        tokens = _tokens(document.text, found)
        seconds += time.process_time() - begin
        sentences.add(found, document.sentences)
        words.add(tokens, document.words, document.unplaced)
        in_gold = _tokens(document.text, document.sentences)
        words_in_gold_sentences.add(in_gold, document.words, document.unplaced)
    return {
        "documents": len(documents),
        "words": words.figures(),
        "words, sentences given": words_in_gold_sentences.figures(),
        "sentences": sentences.figures(),
        "words a second": round(words.given / max(seconds, 1e-9)),
    }


def _tokens(text: str, sentences: list[Span]) -> list[Span]:
    return [(start + a, start + b) for start, end in sentences for a, b in tokenize(text[start:end])]


def main() -> None:
    """Print the figures of the files named on the command line."""
    parser = argparse.ArgumentParser(description="Word and sentence F1 from raw text.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="CoNLL-U file")
    parser.add_argument("--documents", default="", help="only documents whose name begins so, such as GUM_news")
    choice = parser.parse_args()
    figures = {}
    for path in choice.files:
        chosen = [document for document in read_documents(path) if document.name.startswith(choice.documents)]
        figures[path.name] = measure(chosen)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
