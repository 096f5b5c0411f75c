"""Memory of extraction: what reading so many documents, or one long one, holds at most, each in a process of its own.

    python -m benchmarks.extraction_memory 10 100 1000 --letters 150000 600000

The documents are of 2,500 letters, as news is, of sentences that tell events, quotes, days and names of which no two
are alike; they are read as a build reads them, with one worker. Gives for each the megabytes that the process held at
most, as the system counts them, and of those what it held with all loaded and nothing read.
"""

import argparse
import resource
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.growth import LINE, SENTENCES, extract_text
from flows.pipeline import Reading, read_batches, survey
from flows.reading_pool import Readers
from warehouse.releases import Warehouse

LETTERS = 2_500  # of a document, as of news
KIBI = 1 if sys.platform == "darwin" else 1024  # bytes in the unit of what the system tells


def text_of(first: int, letters: int) -> str:
    """Return a document of about so many letters, its sentences numbered from a number on."""
    sentences = list(SENTENCES.values())
    found, length = list[str](), 0
    while length < letters:
        found.append(sentences[len(found) % len(sentences)](first + len(found)))
        length += len(found[-1])
    return "".join(found)


def most_held() -> int:
    """Return how many megabytes this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIBI // 1_000_000


def held(texts: Sequence[str]) -> tuple[int, int]:
    """Return the megabytes held at most when all is loaded, and when documents have been read as well."""
    extract_text(LINE)
    loaded = most_held()
    with tempfile.TemporaryDirectory() as folder:
        seeds, warehouse = Path(folder) / "seeds", Warehouse(Path(folder) / "warehouse")
        (seeds / "wire").mkdir(parents=True)
        (seeds / "wire" / "source.yaml").write_text("name: A Wire\nkind: wire\nlanguage: en\n")
        for number, text in enumerate(texts):
            (seeds / "wire" / f"{number}.txt").write_text(text)
        waiting = Reading.of(survey(seeds, warehouse, force=False), warehouse).batches()
        read = sum(extracted.documents for _, extracted in read_batches(waiting, warehouse.root, Readers()))
    if read != len(texts):
        raise RuntimeError(f"{read} documents were read of {len(texts)}")
    return loaded, most_held()


def main() -> None:
    """Measure, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", type=int, nargs="*", help="documents")
    parser.add_argument("--letters", type=int, nargs="*", default=[], help="of a single document")
    arguments = parser.parse_args()
    tried = [(count, LETTERS) for count in arguments.counts] + [(1, letters) for letters in arguments.letters]
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as processes:
        for count, letters in tried:
            texts = [text_of(number * letters, letters) for number in range(count)]
            loaded, most = processes.submit(held, texts).result()
            print(f"{count} documents of {letters} letters: {most} MB at most, {loaded} MB loaded", flush=True)


if __name__ == "__main__":
    main()
