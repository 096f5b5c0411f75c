"""How fast engines read and how much memory they take, by turns in one run, on sentences of our held-out stories.

    python -m benchmarks.engines small base both

Speed is words per second of the processor's time for the engine alone, raw text to events, for each turn; memory is
the peak of a process of its own that loads an engine and reads the same sentences. An engine must be installed.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

from training.stories import read_stories
from transforms.engine_in_use import SMALL, use_engine
from transforms.language.cascade import Reader, doubt
from transforms.language.engines import BOTH, find_engine
from transforms.language.reader import UNSURE, load_reader
from transforms.language.split import split
from transforms.language.tokens import tokenize

SENTENCES, TURNS = 400, 3
WARM_UP = 20  # sentences that are read before anything is measured


def sentences() -> list[str]:
    """Return sentences of stories that nothing has learned from, each once."""
    told = (story.documents[0].text for story in read_stories() if story.is_held_out)
    found = dict.fromkeys(text[start:end] for text in told for start, end in split(text))
    return list(found)[:SENTENCES]


def reader_of(name: str) -> Reader:
    """Return what reads with an engine."""
    use_engine(find_engine(name))
    return load_reader()


def measured(names: Sequence[str]) -> Iterator[str]:
    """Yield a line for each engine: speed in each turn, and memory."""
    # A process that another one has started counts what that one took before: so first, while this one takes little.
    peaks = {name: peak_alone(name) for name in names}
    texts = sentences()
    words = sum(len(tokenize(text)) for text in texts)
    readers = {name: reader_of(name) for name in names}
    speeds: dict[str, list[int]] = {name: [] for name in names}
    for reader in readers.values():
        reader.read(texts[:WARM_UP])
    for _ in range(TURNS):
        for name, reader in readers.items():
            started = time.process_time()
            reader.read(texts)
            speeds[name].append(round(words / (time.process_time() - started)))
    yield f"{len(texts)} sentences, {words} words"
    for name in names:
        yield f"{name}: {', '.join(map(str, speeds[name]))} words per second; {peaks[name]} MB"
    if BOTH in names:
        unsure = sum(doubt(reading.triggers) >= UNSURE for reading in reader_of(SMALL).read(texts))
        yield f"{BOTH} reads {unsure / len(texts):.3f} of the sentences twice"


def peak_alone(name: str) -> int:
    """Return the megabytes that a process of its own takes at most which reads with an engine."""
    command = [sys.executable, "-m", "benchmarks.engines", "--memory", name]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def peak_of(name: str) -> int:
    """Return the megabytes that this process took at most when it has read with an engine."""
    reader_of(name).read(sentences())
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Print what is measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engines", nargs="*", default=[SMALL], help="names of engines")
    parser.add_argument("--memory", metavar="ENGINE", help="print the peak of this process for one engine alone")
    arguments = parser.parse_args()
    if arguments.memory:
        print(peak_of(arguments.memory))
        return
    for line in measured(arguments.engines):
        print(line, flush=True)


if __name__ == "__main__":
    main()
