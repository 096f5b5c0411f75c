"""`python -m benchmarks.scale make|measure|page`: corpora, their figures, and docs/scale.md.

    python -m benchmarks.scale make --texts seeds --work DIR --documents 1000
    python -m benchmarks.scale measure --work DIR --documents 1000
    python -m benchmarks.scale page --work DIR --out docs/scale.md --machine "2 cores, 24 GB"

`--texts` names folders of seeds whose documents are the originals; documents of real length are best.
"""

import argparse
import json
import time
from pathlib import Path

from benchmarks.scale.figures_page import write_page
from benchmarks.scale.measuring import measure
from benchmarks.scale.originals import read_originals
from benchmarks.scale.synthetic_corpora import make_corpus


def main() -> None:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=("make", "measure", "page"))
    parser.add_argument("--work", type=Path, required=True, help="folder for corpora and figures")
    parser.add_argument("--texts", type=Path, nargs="*", default=[Path("seeds")], help="folders of seeds")
    parser.add_argument("--documents", type=int, help="how many documents the corpus has")
    parser.add_argument("--out", type=Path, default=Path("docs/scale.md"), help="page to write")
    parser.add_argument("--machine", default="", help="the machine, in words, for the page")
    asked = parser.parse_args()
    originals, corpus = asked.work / "originals", asked.work / f"corpus-{asked.documents}"
    if asked.action == "make":
        start = time.monotonic()
        make_corpus(read_originals(asked.texts, originals), asked.documents, corpus)
        print(f"{corpus}: {asked.documents} documents in {time.monotonic() - start:.0f} s")
    elif asked.action == "measure":
        figures = {"documents": asked.documents}
        for name, figure in measure(corpus, originals):
            figures[name] = figure
            print(name, json.dumps(figure, indent=1), flush=True)
            kept = asked.work / f"figures-{asked.documents}.json"
            kept.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    else:
        write_page(
            [json.loads(path.read_bytes()) for path in asked.work.glob("figures-*.json")], asked.out, asked.machine
        )


if __name__ == "__main__":
    main()
