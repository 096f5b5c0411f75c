"""The log of campaigns, `benchmarks/faults.csv`, and the table of docs/trust.md that is made from it."""

import csv
import re
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOG = ROOT / "benchmarks" / "faults.csv"
PAGE = ROOT / "docs" / "trust.md"
CODE = ("flows", "transforms", "expectations", "warehouse", "benchmarks/faults")
BEGIN, END = "<!-- from benchmarks/faults.csv -->\n", "<!-- end -->"
NAMES = {
    "stages": "a stage of a build is killed or interrupted, in a fork",
    "commands": "a whole `entente build` is, with and without Prefect, with one and two readers",
    "disks": "the disk is full at a random byte or file",
    "files": "the pointer, a manifest, a release, a part or a note is lost, cut or garbled; rollbacks",
    "clocks": "the clock jumps by years while a build runs",
    "writers": "two or three build at once, and one is killed, or another command comes between",
    "seeds": "seeds change while they are read",
}


@dataclass(frozen=True)
class Campaign:
    """Attempts of one kind, made one after the other: one line of the log."""

    kind: str
    first: int
    """The first of its seeds."""
    last: int
    accidents: int
    failures: int
    """Seeds with which a promise was broken."""
    failed: str
    """Those seeds, joined by blanks."""
    on: str
    """The day."""
    commit: str

    @classmethod
    def of(cls, kind: str, first: int, last: int, accidents: int, failed: Sequence[int]) -> "Campaign":
        """Return the line of a campaign that has just ended."""
        seeds = " ".join(map(str, failed))
        return cls(kind, first, last, accidents, len(failed), seeds, datetime.now(UTC).date().isoformat(), commit())


def commit() -> str:
    """Return the commit that is checked out, with a plus where what is tried or tries it differs from it."""
    head = git("rev-parse", "--short", "HEAD")
    return f"{head}+" if git("status", "--porcelain", "-uno", "--", *CODE) else head


def git(*arguments: str) -> str:
    """Return what git says."""
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def add(campaign: Campaign) -> None:
    """Add a campaign to the log."""
    is_new = not LOG.exists()
    with LOG.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if is_new:
            writer.writerow(field.name for field in fields(Campaign))
        writer.writerow(astuple(campaign))


def read_log(lines: Iterable[str]) -> list[Campaign]:
    """Return the campaigns of a log."""
    return [
        Campaign(kind, int(first), int(last), int(accidents), int(failures), *texts)
        for kind, first, last, accidents, failures, *texts in islice(csv.reader(lines), 1, None)
    ]


def table(campaigns: Sequence[Campaign]) -> str:
    """Return the table of a page: by kind how often it was tried, and with how many seeds a promise was broken."""
    lines = ["| accident | tried | with seeds | seeds that broke a promise |", "|---|---|---|---|"]
    for kind, name in NAMES.items():
        made = [campaign for campaign in campaigns if campaign.kind == kind]
        seeds = sum(campaign.last - campaign.first + 1 for campaign in made)
        tried, failures = sum(each.accidents for each in made), sum(each.failures for each in made)
        lines.append(f"| {name} | {tried:,} | {seeds:,} | {failures} |")
    return "\n".join(lines) + "\n"


def fill_table() -> None:
    """Write the table into the page."""
    made = BEGIN + table(read_log(LOG.read_text(encoding="utf-8").splitlines())) + END
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(re.sub(f"{BEGIN}.*?{END}", lambda _: made, page, flags=re.DOTALL), encoding="utf-8")
