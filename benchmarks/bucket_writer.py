"""A writer that can be killed: `python -m benchmarks.bucket_writer SEEDS PLACE LEASE COUNTED LAST [--stand-in]`.

It builds on a bucket, notes in a file how many requests it has made, and kills itself before the LAST one (0: never).
With `--stand-in` a release of random files stands for what the pipeline makes, which takes a second in place of many.
"""

import argparse
import os
import signal
from itertools import count
from pathlib import Path
from random import Random

from flows.pipeline import Stages, run
from warehouse.bucket.opening import changing
from warehouse.bucket.seed_copy import fetched_seeds
from warehouse.releases import Warehouse
from warehouse.storage import delete

FILES, BYTES = 12, 20_000  # of a stand-in


def count_requests(counted: Path, last: int) -> None:
    """Note every request that clients make from now on, and die before one of them is sent."""
    from boto3.session import Session

    numbers, make = count(1), Session.client

    def note(**_: object) -> None:
        number = next(numbers)
        counted.write_text(str(number))
        if number == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def client(session: Session, *asked: object, **told: object) -> object:
        made = make(session, *asked, **told)
        made.meta.events.register("before-send.s3", note)
        return made

    Session.client = client


def publish_stand_in(documents: int, root: Path) -> None:
    """Publish a release of random files, with a part, unless there is one for as many documents."""
    warehouse, chance = Warehouse(root), Random(documents)
    current = warehouse.current()
    manifest = current.manifest() if current else None
    if manifest and manifest.rows["documents"] == documents:
        return
    name = f"{documents:016x}"
    staged, made = warehouse.stage(name), root / "made"
    delete(made)
    for folder, files in ((staged / "events", FILES), (made, 1)):
        folder.mkdir()
        for number in range(files):
            (folder / f"{number}.parquet").write_bytes(chance.randbytes(BYTES))
    warehouse.storage.put_if_absent(f"parts/{name}", made)
    warehouse.storage.link(f"staging/{name}/reports/{name}.parquet", f"parts/{name}/0.parquet")
    warehouse.publish(staged, "stand-in", {"documents": documents}, [name])


def main() -> None:
    """Build, or die on the way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seeds", type=Path)
    parser.add_argument("place", type=Path)
    parser.add_argument("lease", type=float)
    parser.add_argument("counted", type=Path)
    parser.add_argument("last", type=int)
    parser.add_argument("--stand-in", action="store_true")
    asked = parser.parse_args()
    count_requests(asked.counted, asked.last)
    with changing(asked.place, seconds=asked.lease) as root:
        folder = fetched_seeds(asked.seeds)
        if asked.stand_in:
            publish_stand_in(sum(1 for path in folder.rglob("*.txt")), root)
        else:
            run(folder, root, stages=Stages(validate=lambda *_: 0))  # checks are not what is tried


if __name__ == "__main__":
    main()
