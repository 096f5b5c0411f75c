"""How well copies are found: `python -m benchmarks.copies --gold FILE ... [--documents 500]` prints the figures.

Of each document of some gold sets (a JSON object with `text` a line) a copy is made as editors make them: it is cut,
its paragraphs are put in another order, it gets another headline, another dateline, or several of these. A pair of
document and copy is found when one is told to be a copy of the other, or both of the same third. Documents of the
sets that are copies of one another already, by the share of all their runs of words, are no pairs to be judged.
"""

import argparse
import json
import random
import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

import duckdb

from transforms.corpus.corpus import Corpus
from transforms.corpus.stories import fill_stories
from transforms.drafts import Imprint
from transforms.identifiers import key
from transforms.imprints import RUN, WORD, imprint_of
from transforms.tables import Document, Story, StoryDocument

SEED = 20261130
DAY = date(2020, 1, 1)  # on which all are printed; of documents of one day that with the least key is the original
SHORTEST = 100  # words; less is a brief, of which a cut leaves a sentence
KEPT = (0.5, 0.9)  # share of a text that a cut leaves
SENTENCE = re.compile(r"(?<=[.!?])\s+")
HEADLINES = (
    "What we know so far",
    "Live: latest from the region",
    "Officials react after day of talks",
    "Morning briefing",
)
DATELINES = ("GENEVA (Wire) - ", "NAIROBI, Tuesday - ", "By our correspondent. ", "LONDON: ")

Edit = Callable[[list[str], random.Random], list[str]]


def cut(sentences: list[str], chance: random.Random) -> list[str]:
    """Return the beginning of a text, between half and nine tenths of it."""
    return sentences[: max(1, round(len(sentences) * chance.uniform(*KEPT)))]


def reordered(sentences: list[str], chance: random.Random) -> list[str]:
    """Return blocks of three sentences in another order."""
    blocks = [sentences[start : start + 3] for start in range(0, len(sentences), 3)]
    chance.shuffle(blocks)
    return [sentence for block in blocks for sentence in block]


def with_headline(sentences: list[str], chance: random.Random) -> list[str]:
    """Return a text under another headline."""
    return [chance.choice(HEADLINES), *sentences]


def with_dateline(sentences: list[str], chance: random.Random) -> list[str]:
    """Return a text that begins with a dateline."""
    return [chance.choice(DATELINES) + sentences[0], *sentences[1:]]


EDITS: Sequence[Edit] = (cut, reordered, with_headline, with_dateline)


def copy_of(text: str, chance: random.Random) -> str:
    """Return a copy to which one to three edits were made."""
    sentences = SENTENCE.split(text)
    for edit in sorted(chance.sample(EDITS, chance.randint(1, 3)), key=EDITS.index):
        sentences = edit(sentences, chance)
    return " ".join(sentences)


def found_pairs(texts: Sequence[str]) -> set[tuple[int, int]]:
    """Return the pairs of texts, by their places, that are copies of one another or of the same third."""
    keys = [key("copies", str(index)) for index in range(len(texts))]
    corpus = Corpus(duckdb.connect(), {})
    corpus.put("parts.imprints", Imprint.to_arrow(map(imprint, keys, texts)))
    corpus.show_query("raw", Imprint, "from parts.imprints")
    for row in (Document, Story, StoryDocument):
        corpus.show("before", row, [])
    execute = corpus.connection.execute
    execute(
        "create table now.documents as "
        f"select document_id, date '{DAY}' as published_first_on, document_id as source_id, null::varchar as agency "
        "from raw.imprints"
    )
    for name in ("changed_documents", "retold_documents"):
        execute(f"create table {name} as select document_id from now.documents")
    fill_stories(corpus)
    originals = {member.document_id: member.original_id for member in corpus.rows(StoryDocument)}
    groups: dict[str, list[int]] = {}
    for index, name in enumerate(keys):
        groups.setdefault(originals.get(name) or name, []).append(index)
    return {pair for group in groups.values() for pair in combinations(group, 2)}


def imprint(document_id: str, text: str) -> Imprint:
    """Return the imprint of a text without a headline of its own."""
    return imprint_of(document_id, None, text)


def runs_of(text: str) -> frozenset[tuple[str, ...]]:
    """Return all runs of five words of a text."""
    words = [word.casefold() for word in WORD.findall(text)]
    return frozenset(zip(*(words[start:] for start in range(RUN)), strict=False))


def are_copies(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    """Whether two documents share as much as a copy shares."""
    return 2 * len(one & other) >= min(len(one), len(other))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--documents", type=int, default=500)
    asked = parser.parse_args()
    documents = sorted({json.loads(line)["text"] for path in asked.gold for line in path.open(encoding="utf-8")})
    chance = random.Random(SEED)
    texts = chance.sample([text for text in documents if len(text.split()) >= SHORTEST], asked.documents)
    count, runs = len(texts), [runs_of(text) for text in texts]
    found = found_pairs([*texts, *(copy_of(text, chance) for text in texts)])
    judged = {pair for pair in found if pair[0] % count == pair[1] % count} | {
        pair for pair in found if not are_copies(runs[pair[0] % count], runs[pair[1] % count])
    }
    right = {(index, index + count) for index in range(count)}
    print(f"{count} documents of {len(documents)}, one copy of each; {len(judged)} pairs found")
    print(f"precision {len(judged & right) / max(1, len(judged)):.3f}")
    print(f"recall {len(judged & right) / len(right):.3f}")


if __name__ == "__main__":
    main()
