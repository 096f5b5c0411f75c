"""What loading the lexicons costs, which every command pays: `python -m benchmarks.lexicon_loading` prints it as a
ratio.

The baseline is reading the same files with the csv module of the standard library, in the same run; the least of five
runs of each counts, in seconds of processor time.
"""

import csv
import time
from collections.abc import Callable

from transforms.lexicons import FOLDER, load_lexicons

RUNS = 5


def least(run: Callable[[], object]) -> float:
    """Return the least processor time of some runs, in seconds."""
    spent = []
    for _ in range(RUNS):
        start = time.process_time()
        run()
        spent.append(time.process_time() - start)
    return min(spent)


def load() -> None:
    """Load the lexicons as if nobody had asked for them yet."""
    load_lexicons.cache_clear()
    load_lexicons()


def parse() -> None:
    """Read every row of every lexicon and keep nothing."""
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for _ in csv.DictReader(file):
                pass


def main() -> None:
    """Print the cost of loading."""
    loading, parsing = least(load), least(parse)
    print(f"loading {loading:.3f} s, reading the rows alone {parsing:.3f} s, ratio {loading / parsing:.2f}")


if __name__ == "__main__":
    main()
