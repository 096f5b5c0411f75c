"""What the gazetteer costs: `python -m benchmarks.gazetteer_loading` prints time and memory of loading, and the time of
names.

The baseline of loading is unpacking the file's arrays alone, in the same run, in seconds of processor time. Work must
grow with the number of names: the time of each size is told as a ratio to that of the size before.
"""

import resource
import time
from itertools import pairwise

import numpy as np

from transforms.lexicons import load_lexicons
from transforms.places.gazetteer import FILE, load_gazetteer
from transforms.places.toponym_resolution import Hints, Name, resolve

SIZES = (1_250, 2_500, 5_000, 10_000)  # names in a document, all different
KIB_IN_MIB = 1024


def peak_mib() -> float:
    """Return the most memory that the process has held so far; ru_maxrss counts KiB on Linux."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_IN_MIB


def unpack() -> float:
    """Return the processor time that it takes to unpack the arrays and keep nothing."""
    start = time.process_time()
    with np.load(FILE) as file:
        for name in file.files:
            file[name].sum()
    return time.process_time() - start


def resolving(count: int) -> float:
    """Return the processor time of a document that names so many different towns."""
    words = [name.decode("utf-8") for name in load_gazetteer().names[50_000 : 50_000 + 7 * count : 7]]
    text, names = "", []
    for word in words:
        names.append(Name(len(text), len(text) + len(word), word))
        text += f"{word}; "
    start = time.process_time()
    resolve(names, text, Hints())
    return time.process_time() - start


def main() -> None:
    """Print the costs."""
    load_lexicons()
    before, unpacking = peak_mib(), unpack()
    start = time.process_time()
    load_gazetteer()
    loading = time.process_time() - start
    print(f"loading {loading:.2f} s, unpacking alone {unpacking:.2f} s, ratio {loading / unpacking:.2f}")
    print(f"memory {peak_mib():.0f} MiB at the peak, {peak_mib() - before:.0f} MiB of them the gazetteer")
    resolving(SIZES[0])  # the first names of all open what is opened once
    spent = {count: resolving(count) for count in SIZES}
    for smaller, larger in pairwise(SIZES):
        print(f"{larger} names {spent[larger]:.2f} s, {spent[larger] / spent[smaller]:.2f} times {smaller} names")


if __name__ == "__main__":
    main()
