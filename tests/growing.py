"""A small corpus that grows, shrinks and is edited: documents of our own that tell the same events, in parts.

Each step of a history is built twice, on the release before and from nothing, which must give the same rows.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random

import pyarrow as pa

from flows.extractions import extract_documents, rows_of
from flows.resolution import Plan, resolve
from flows.staging import parts_for
from transforms.documents.batches import Batch
from transforms.documents.inventory import Inventory, survey
from transforms.documents.record_reading import read_batch
from transforms.identifiers import key
from transforms.row import Row
from transforms.tables import Correction, Entity, Event, Mention, Report, ReportParticipant
from warehouse.parts import Part, Parts, covering
from warehouse.storage import Storage

FRONT = "---\ntitle: {title}\npublished: {published}\n{url}---\n\n{text}\n"
STRIKE = "Turkish warplanes bombed Kurdish rebels in northern Iraq on 4 March 2024. Iraq condemned the attack."
MEETING = "French President Emmanuel Macron met Egyptian President Abdel Fattah al-Sisi on 4 March 2024."
DOCUMENTS: Mapping[str, tuple[str, str, str | None, str]] = {
    "wire/strike.md": ("Turkey strikes", "2024-03-05", None, STRIKE),
    "wire/denial.md": (
        *("Turkey denies", "2024-03-06", None),
        "Turkey denied that it had bombed Kurdish rebels on 4 March 2024. Colonel Yusuf al-Sherif rejected the report.",
    ),
    "wire/talks.md": ("Talks in Cairo", "2024-03-05", "https://wire.example/talks", f"{MEETING} Egypt thanked France."),
    "wire/talks-later.md": (
        *("Talks in Cairo end", "2024-03-06", "https://wire.example/talks"),
        f"{MEETING} Egypt rejected the demands of France.",
    ),
    "wire/neighbours.md": (
        *("A year of neighbours", "2024-06-01", None),
        "Germany and Poland signed a treaty on 8 January 2024. Germany praised Poland on 9 February 2024. "
        "Poland thanked Germany on 12 March 2024. Germany and Poland signed an agreement on 2 April 2024.",
    ),
    "wire/empty.md": ("Nothing", "2024-03-06", None, ""),
    "wire/rally.md": (
        *("Farmers march", "2024-02-10", None),
        "Thousands of farmers protested in Warsaw on 9 February 2024. Police arrested forty people, officials said.",
    ),
    "post/strike-copy.md": ("Turkey strikes", "2024-03-05", "https://post.example/strike", STRIKE),
    "post/strike-early.md": (
        *("Strike in Iraq", "2024-03-04", None),
        "Turkish warplanes bombed Kurdish rebels on 4 March 2024, killing eleven fighters, Yusuf El-Sharif said.",
    ),
    "post/meeting.md": (
        *("Macron in Cairo", "2024-03-07", None),
        "Emmanuel Macron met Abdel Fattah al-Sisi in Cairo on 4 March 2024. Hassan Qadhi criticised Emmanuel Macron.",
    ),
    "post/praise.md": ("Praise", "2024-05-03", None, "Poland praised Germany on 2 May 2024."),
    "post/again.md": (
        "Praise again",
        "2024-05-04",
        None,
        "Poland praised Germany on 2 May 2024. Kenya praised Poland.",
    ),
    "post/critics.md": (
        *("Critics", "2024-03-08", None),
        "Hasan Qadhi accused Kenya on 7 March 2024. Hassan Kadhi praised Yusuf al-Sharif in Nairobi.",
    ),
    "post/twice.md": ("Turkey strikes", "2024-03-09", "https://post.example/strike", STRIKE),
    "post/undated.md": ("Clashes", "2024-03-10", None, "Israel struck Syria. Syria denied that Israel had struck it."),
    "post/told.md": (
        "Israel strikes",
        "2024-03-09",
        None,
        "Israel struck Syria on 9 March 2024, Syrian officials said.",
    ),
}
"""Title, day, address and text of each document."""
EDITED: Mapping[str, tuple[str, str, str | None, str]] = {
    "wire/strike.md": ("Turkey strikes", "2024-03-05", None, STRIKE.replace("condemned", "welcomed")),
    "post/critics.md": (
        *("Critics", "2024-03-08", None),
        "Hasan Qadhi accused Uganda on 7 March 2024. Hassan Kadhy praised Yusuf al-Sharif in Nairobi.",
    ),
    "wire/empty.md": ("Something", "2024-03-06", None, "Israel struck Syria on 9 March 2024."),
}
"""The same files as somebody changed them."""


RESETTLED = {name: DOCUMENTS[name] for name in ("wire/talks.md", "wire/strike.md", "wire/rally.md")}
"""Files whose source is declared otherwise, so that the same document is read to other rows."""


def write_documents(
    folder: Path, documents: Mapping[str, tuple[str, str, str | None, str]], declared: str = "language: en"
) -> Path:
    """Write documents into a folder of seeds with what is declared of their sources; return it."""
    for name, (title, published, url, text) in documents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        source = path.parent / "source.yaml"
        source.write_text(f"name: The {path.parent.name}\nkind: wire\n{declared}\n", encoding="utf-8")
        address = f"url: {url}\n" if url else ""
        path.write_text(FRONT.format(title=title, published=published, url=address, text=text), encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Library:
    """The documents with the parts that reading them gave."""

    root: Path
    inventory: Inventory
    paths: Mapping[str, str]
    """The path of each record by its fingerprint; that of an edited file is the one that it had."""
    corrections: tuple[Correction, ...]
    """Values that somebody may set right."""


def write_library(root: Path) -> Library:
    """Read the documents into parts of a few records each below a folder."""
    inventories = [
        survey(write_documents(root / name, documents, declared), "the code")
        for name, documents, declared in (
            ("seeds", DOCUMENTS, "language: en"),
            ("edited", EDITED, "language: en"),
            ("resettled", RESETTLED, "timezone: Asia/Tokyo"),
        )
    ]
    shelf, paths, rows = Parts(Storage(root / "warehouse")), dict[str, str](), dict[type[Row], list[Row]]()
    records = [planned for inventory in inventories for planned in inventory.records()]
    for start in range(0, len(records), 2):  # so small that some are joined now and then
        batch = Batch(tuple(records[start : start + 2]))
        given = rows_of(*extract_documents(list(read_batch(batch))))
        shelf.write(batch.key, given)
        paths.update((fingerprint, record.path) for fingerprint, record in batch.records)
        for row, members in given.items():
            rows.setdefault(row, []).extend(members)
    return Library(root / "warehouse", inventories[0], paths, tuple(corrections_of(rows)))


def corrections_of(rows: Mapping[type[Row], Sequence[Row]]) -> list[Correction]:
    """Return corrections of every sort that some rows allow, some of which will be stale."""
    reports = sorted((row for row in rows[Report] if isinstance(row, Report)), key=lambda row: row.report_id)
    given: list[tuple[type[Row], str, str, str, str | None]] = [
        *((Report, report.report_id, "deaths", "4", None) for report in reports[::4]),
        *((Report, report.report_id, "event_type", "PROTEST", report.event_type) for report in reports[1::9]),
        *((Report, report.report_id, "factuality", "denied", "actual") for report in reports[2::9]),
        *((Event, key("event", report.report_id), "arrested", "2", None) for report in reports[::3]),
        (Event, "0" * 16, "arrested", "2", None),
        (Entity, "state.egypt", "entity_id", "state.france", None),
        (Entity, "state.kenya", "entity_id", "person.hassan-qadhi", None),
        (Entity, "person.hassan-qadhi", "name", "Judge Qadhi", "Hassan Qadhi"),
        (Entity, "person.hassan-qadhi", "entity_id", "person.hassan-qadhi", None),
        (Entity, "person.hassan-kadhi", "entity_id", "person.hassan-kadhi", None),
    ]
    for row in rows[ReportParticipant]:
        if isinstance(row, ReportParticipant) and row.entity_id == "state.turkey":
            given.append((ReportParticipant, row.report_participant_id, "entity_id", "state.greece", row.entity_id))
    for row in rows[Mention]:
        if isinstance(row, Mention) and row.mention in ("Iraq", "Hassan Qadhi"):
            given.append((Mention, row.mention_id, "entity_id", f"{row.entity_id}.other", row.entity_id))
    return [*(correction(*about) for about in given), *links_of(reports)]


def links_of(reports: Sequence[Report]) -> Iterator[Correction]:
    """Yield what somebody may say of two reports, none of which contradicts another one, whichever are chosen."""
    by_type: dict[str, list[Report]] = {}
    for report in reports:
        by_type.setdefault(report.event_type, []).append(report)
    for alike in by_type.values():
        for one, other in zip(alike, alike[2:], strict=False):  # both at an even place, or both at an odd one
            yield link(one.report_id, other.report_id, "same_event")
        for one, other in pairwise(alike):
            yield link(one.report_id, other.report_id, "not_same_event")


def link(one_id: str, other_id: str, column: str) -> Correction:
    """Return a correction that says whether two reports tell one event, as it is read from a file."""
    read = correction(Report, one_id, column, other_id, None)
    return Correction(**{**dict(read), "correction_id": key(Report.table, one_id, column, other_id)})


def correction(row: type[Row], target_id: str, column: str, value: str, expected: str | None) -> Correction:
    """Return a correction as it is read from a file."""
    return Correction(
        correction_id=key(row.table, target_id, column),
        target_table=row.table,
        target_id=target_id,
        target_column=column,
        value=value,
        expected=expected,
        reason="for the sake of the test",
        author="Ana Lopes",
        made_on=date(2024, 3, 6),
        state="no_such_row",
    )


@dataclass
class State:
    """What stands among the seeds at one step."""

    chosen: set[str] = field(default_factory=set)
    """Fingerprints of the records."""
    corrections: set[str] = field(default_factory=set)
    """Keys of the corrections."""


@dataclass
class Growth:
    """A warehouse in which the corpus changes step by step."""

    library: Library
    root: Path
    chance: Random
    state: State = field(default_factory=State)
    before: Path | None = None
    """The release before."""
    held: set[str] = field(default_factory=set)
    """Fingerprints of its records."""
    steps: int = 0

    def __post_init__(self) -> None:
        shutil.copytree(self.library.root, self.root)
        (self.root / "resolved").mkdir()
        for fingerprint in self.chance.sample(sorted(self.library.paths), len(self.library.paths) // 2):
            self.toggle(fingerprint)

    def toggle(self, fingerprint: str) -> None:
        """Let a record come or go; one that comes replaces another version of its file."""
        if fingerprint in self.state.chosen:
            self.state.chosen.remove(fingerprint)
            return
        path = self.library.paths[fingerprint]
        self.state.chosen -= {other for other in self.state.chosen if self.library.paths[other] == path}
        self.state.chosen.add(fingerprint)

    def change(self) -> None:
        """Let a few records and corrections come and go at random."""
        for fingerprint in self.chance.sample(sorted(self.library.paths), self.chance.choice((1, 1, 2, 4))):
            self.toggle(fingerprint)
        names = [correction.correction_id for correction in self.library.corrections]
        self.state.corrections ^= set(self.chance.sample(names, self.chance.choice((0, 0, 1, 3))))

    def step(self) -> tuple[Path, Path]:
        """Build the corpus of now on the release before and from nothing, with its history; return both folders."""
        self.steps += 1
        shelf, wanted = Parts(Storage(self.root)), pa.array(sorted(self.state.chosen), pa.string())
        before = covering(shelf.whole(), wanted)
        parts = parts_for(shelf, wanted, pa.array(sorted(self.held), pa.string()))
        grown = self.build("grown", parts, self.before)
        anew = self.build("anew", before, None)
        self.before, self.held = grown, set(self.state.chosen)
        return grown, anew

    def build(self, name: str, parts: Sequence[Part], before: Path | None) -> Path:
        """Resolve what stands among the seeds into a folder; return it."""
        staged = self.root / "staging" / f"{name}{self.steps}"
        staged.mkdir(parents=True)
        told = [held for held in self.library.corrections if held.correction_id in self.state.corrections]
        plan = Plan(
            run_id=key(self.steps),
            fingerprints=pa.array(sorted(self.state.chosen), pa.string()),
            parts=parts,
            sources=self.library.inventory.sources,
            rejections=self.library.inventory.rejections,
            corrections=told,
            before=before,
            history=self.before,
            cause="correction",
        )
        resolve(plan, staged, self.root / "resolved")
        return staged
