"""Fuzzing: mutated files of all formats, read alone and through whole builds; none may be lost, fail our code or hang.

    python -m benchmarks.fuzz 7000 --seed 1                      read each alone
    python -m benchmarks.fuzz 3000 --seed 1 --builds 100         build folders of 100 each, as the command does
    python -m benchmarks.fuzz 100 --seed 1 --first 1200 --builds 100 --keep folder       one folder again, to look at

Every file, and every record that the survey finds in it, must be a version of a document or a rejection, by no bug of
ours. A build must end with status 0, or 1 where it published and most records were rejected, print no control
character and no traceback, and publish a warehouse that passes its checks and whose words stand in their texts. Ends
with status 1 at a failure; `--log` tells `fuzz.jsonl` of the campaign.
"""

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from benchmarks.mutated_files import mutated
from flows.cli import run
from flows.coded_text import as_document
from transforms.control_characters import HARMFUL
from transforms.documents.batches import batches
from transforms.documents.inventory import survey
from transforms.documents.record_reading import ReadDocument, read_batch
from transforms.documents.seed import READER_FAILED, THIS_RUN_ALONE
from transforms.extraction import extract
from transforms.spans import spans_of
from transforms.tables import TABLES, Rejection
from warehouse.asking import ask
from warehouse.releases import Warehouse

LOG = Path(__file__).with_name("fuzz.jsonl")
BUGS = THIS_RUN_ALONE | {READER_FAILED}
"""Reasons that no damage to a file may have."""
LIMIT_SECONDS = 5.0  # of the processor, for one file that is read alone
HANGS = 900  # seconds after which a build is ended; a hundred short files take one minute on a busy processor
SOURCE = "source.yaml"


class Outcome(NamedTuple):
    """What one mutated file gave."""

    name: str
    seconds: float
    documents: int
    rejections: tuple[Rejection, ...]

    def faults(self) -> Iterator[str]:
        """Yield what is wrong with it."""
        if not self.documents and not self.rejections:
            yield f"{self.name}: lost"
        if self.seconds > LIMIT_SECONDS:
            yield f"{self.name}: {self.seconds:.1f} s"
        yield from (f"{row.reason}: {row.detail}" for row in self.rejections if row.reason in BUGS)


def read_all(count: int, seed: int, first: int = 0) -> Iterator[Outcome]:
    """Yield what each of so many mutated files gives when a folder that holds it alone is surveyed and read."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in mutated(count, seed, first):
            path = Path(folder) / name
            path.write_bytes(content)
            start = time.process_time()
            found = survey(Path(folder), "code")
            outcomes = [outcome for batch in batches(found.records()) for _, outcome in read_batch(batch)]
            seconds = time.process_time() - start
            rejections = [row for row in (*found.rejections, *outcomes) if isinstance(row, Rejection)]
            yield Outcome(name, seconds, sum(isinstance(row, ReadDocument) for row in outcomes), tuple(rejections))
            path.unlink()


@dataclass(frozen=True)
class Built:
    """How a build ended: its exit code, None for one that had to be ended, and what it printed."""

    status: int | None
    printed: str


def build_mutated(count: int, seed: int, first: int, folder: Path) -> list[str]:
    """Build a folder of mutated files in a fork of this process; return what is wrong with what came of it."""
    seeds, root = folder / "seeds", folder / "warehouse"
    write_seeds(seeds, mutated(count, seed, first))
    built = build(seeds, root, folder / "printed.txt")
    faults = [*faults_of_output(built)]
    if built.status == 0:
        faults += [*faults_of_accounts(seeds, root), *faults_of_spans(root)]
    return [f"from {first}: {fault}" for fault in faults]


def write_seeds(seeds: Path, files: Iterator[tuple[str, bytes]]) -> None:
    """Write files into the folder of a source."""
    source = seeds / "wire"
    source.mkdir(parents=True)
    (source / SOURCE).write_text("name: A Wire\nkind: wire\nlanguage: en\n", encoding="utf-8")
    for name, content in files:
        (source / name).write_bytes(content)


def build(seeds: Path, root: Path, printed: Path) -> Built:
    """Build as the command does, in a fork of this process, and wait for its end."""
    fork = multiprocessing.get_context("fork").Process(target=_build, args=(seeds, root, printed))
    fork.start()
    fork.join(HANGS)
    if fork.exitcode is None:
        fork.kill()
        return Built(None, "")
    return Built(fork.exitcode, printed.read_text(encoding="utf-8", errors="replace"))


def _build(seeds: Path, root: Path, printed: Path) -> None:
    with printed.open("w", encoding="utf-8") as output:
        for descriptor in (1, 2):
            os.dup2(output.fileno(), descriptor)
        sys.stdout = sys.stderr = output
        status = run(["build", "--no-prefect", "--seeds", str(seeds), "--warehouse", str(root)])
    os._exit(status)


SHORT, PUBLISHED = 1, "\nwarehouse:"
"""Status of a build of which most records were rejected, and what it says all the same of the release."""


def faults_of_output(built: Built) -> Iterator[str]:
    """Yield what is wrong with how a build ended and with what it printed."""
    if built.status is None:
        yield f"no end after {HANGS} s"
    elif built.status and not (built.status == SHORT and PUBLISHED in built.printed):
        yield f"status {built.status}: {built.printed[-500:]!r}"
    if "Traceback" in built.printed:
        yield f"traceback: {built.printed[-500:]!r}"
    if found := HARMFUL.findall(built.printed):
        yield f"control characters: {found[:5]}"


def faults_of_accounts(seeds: Path, root: Path) -> Iterator[str]:
    """Yield the files and records that are neither document nor rejection, and those at which our code failed."""
    database = Warehouse(root).published().database
    rejected = ask(database, "select path, reason, detail from rejections").rows
    versions = ask(database, "select path from document_versions").rows
    paths = {row[0] for row in (*versions, *rejected)}
    yield from (f"{reason}: {detail}" for _, reason, detail in rejected if reason in BUGS)
    files = {path.rpartition("#")[0] or path for path in paths} | paths
    wanted = {record.path for _, record in survey(seeds, "code").records()}
    wanted |= {f"wire/{path.name}" for path in (seeds / "wire").iterdir() if path.name != SOURCE}
    inside = {"/".join(path.split("/")[:2]) for path in files}
    yield from (f"{path}: lost" for path in sorted(wanted - files - inside))


def faults_of_spans(root: Path) -> Iterator[str]:
    """Yield the columns of the release that hold words which their texts do not hold at their offsets."""
    database = Warehouse(root).published().database
    for table in TABLES:
        for name, span in spans_of(table):
            words = f"documents.text[{span.start} + 1 : {span.end}]"
            rows = f"from {table.table} join documents using (document_id) where {table.table}.{name} <> {words}"
            if count := ask(database, f"select count(*) {rows}").rows[0][0]:
                yield f"{table.table}.{name}: {count} rows do not hold the words of their text"


def build_all(count: int, seed: int, first: int, size: int, kept: Path | None) -> Iterator[list[str]]:
    """Yield what is wrong with each build of so many files, in folders of a size."""
    extract([as_document("Talks resumed in Geneva on Monday.", None)])  # what is loaded here every fork has
    for start in range(first, first + count, size):
        with tempfile.TemporaryDirectory() as folder:
            yield build_mutated(min(size, first + count - start), seed, start, kept or Path(folder))


def commit() -> str:
    """Return the commit of the code that is about to be tried."""
    found = subprocess.run(["git", "rev-parse", "--short=8", "HEAD"], capture_output=True, text=True, check=True)
    return found.stdout.strip()


def fuzz_builds(arguments: argparse.Namespace) -> int:
    """Fuzz whole builds; return how many faults were found."""
    failures = 0
    for faults in build_all(arguments.count, arguments.seed, arguments.first, arguments.builds, arguments.keep):
        failures += len(faults)
        print("\n".join(faults) if faults else ".", flush=True)
    return failures


def fuzz_reading(arguments: argparse.Namespace) -> int:
    """Fuzz the readers; return how many faults were found."""
    outcomes = list(read_all(arguments.count, arguments.seed, arguments.first))
    faults = [fault for outcome in outcomes for fault in outcome.faults()]
    reasons = Counter(row.reason for outcome in outcomes for row in outcome.rejections)
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    print("\n".join(faults))
    print(f"{sum(outcome.documents for outcome in outcomes)} documents, {reasons.total()} rejections:", reasons)
    print(f"slowest {slowest.name} {slowest.seconds:.2f} s")
    return len(faults)


def main() -> int:
    """Fuzz; return 1 when something failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first file")
    parser.add_argument("--builds", type=int, default=0, help="files per build; 0 to read each alone")
    parser.add_argument("--keep", type=Path, help="folder in which the seeds and the warehouse of one build stay")
    parser.add_argument("--log", action="store_true")
    arguments = parser.parse_args()
    tried, kind = commit(), "fuzz_builds" if arguments.builds else "fuzz_reading"
    failures = (fuzz_builds if arguments.builds else fuzz_reading)(arguments)
    told = {"kind": kind, "first_seed": arguments.seed, "tries": arguments.count, "failures": failures}
    told |= {"date": datetime.now(UTC).date().isoformat(), "commit": tried}
    print(json.dumps(told))
    if arguments.log:
        with LOG.open("a", encoding="utf-8") as log:
            log.write(f"{json.dumps(told)}\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
