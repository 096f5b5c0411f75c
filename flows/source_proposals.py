"""Proposals: a folder of unknown files in, what their `source.yaml` had better say out, with what it was seen by.

A sample of each source is read as a build would read it. What it says already is respected; what its files show beside
that is proposed: the language, the encoding where it is not UTF-8, the notation of dates, and the fields of records.
"""

import codecs
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import groupby, islice, product
from pathlib import Path
from typing import Any

import yaml
from charset_normalizer import from_bytes

from transforms.control_characters import printable
from transforms.documents.archives import content_of
from transforms.documents.decoding import BYTE_ORDER_MARKS
from transforms.documents.fields import find
from transforms.documents.file_formats import ENTRIES, LINES
from transforms.documents.inventory import Surveyed, survey
from transforms.documents.moments import read_moment
from transforms.documents.record_reading import read_records
from transforms.documents.records import Entry, line_entries
from transforms.documents.seed import UnreadableDocument
from transforms.documents.source import SourceSettings
from transforms.tables import Rejection

MOST_FILES = 50  # of a source that are looked at, spread over all of them
MOST_RECORDS = 20  # of a file
LOOKED_AT = 200_000  # bytes of a file whose encoding is told
MOSTLY = 0.8  # of the records; a field that so many have in a shape is that field
DEEPEST = 3  # levels of a record that may hold a field
SHORTEST_TEXT = 80  # characters of a text, on average
TITLE = range(15, 160)  # characters of a headline, on average
UNDECLARED = frozenset({".txt", ".text", ".md", ".markdown", ".csv", ".tsv", ".json", ".jsonl", ".ndjson"})
"""Formats whose files do not say themselves in which encoding they are."""
DAYS = ("%d{0}%m{0}%Y", "%m{0}%d{0}%Y", "%d{0}%m{0}%y", "%m{0}%d{0}%y")
TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", ", %H:%M")
NOTATIONS = tuple(day.format(mark) + time for day, mark, time in product(DAYS, "/.-", TIMES))
"""Notations of dates of which nobody can tell day and month unless the source says it."""


@dataclass
class Proposal:
    """What is proposed for a source."""

    source: str
    files: int
    documents: int = 0
    """Documents of the sample."""
    rejections: dict[str, int] = field(default_factory=dict)
    """Rejections of the sample, by reason."""
    settings: dict[str, Any] = field(default_factory=dict)
    """Keys of `source.yaml` with what they had better say."""
    seen: dict[str, str] = field(default_factory=dict)
    """By what each was seen."""

    def propose(self, name: str, value: object, seen: str) -> None:
        """Add a key and what it was seen by."""
        self.settings[name] = value
        self.seen[name] = seen

    def as_json(self) -> dict[str, Any]:
        """Return it for a program."""
        return asdict(self)

    def lines(self) -> list[str]:
        """Return it for a person: what was found, and lines for `source.yaml`."""
        rejected = "".join(f", {count} {reason.replace('_', ' ')}" for reason, count in self.rejections.items())
        lines = [f"# {self.source}: {self.files} files; of a sample {self.documents} documents{rejected}"]
        for name, value in self.settings.items():
            shown = yaml.safe_dump({name: value}, allow_unicode=True, sort_keys=False).rstrip().split("\n")
            lines += [f"{shown[0]}  # {self.seen[name]}", *shown[1:]]
        return [printable(line) for line in lines] if self.settings else [printable(lines[0]), "# nothing to add"]


def propose_settings(seeds: Path) -> list[Proposal]:
    """Return a proposal for each source of a folder of seeds. Raises what `survey` raises."""
    inventory = survey(seeds, code="")
    by_source = {source.source_id: list[Surveyed]() for source in inventory.sources}
    for file in inventory.surveyed:
        by_source[file.settings.source.source_id].append(file)
    refused = Counter((row.source_id, row.reason) for row in inventory.rejections)
    return [
        _propose(source_id, files, {reason: count for (held, reason), count in refused.items() if held == source_id})
        for source_id, files in by_source.items()
    ]


def _propose(source_id: str, files: Sequence[Surveyed], refused: Mapping[str, int]) -> Proposal:
    proposal = Proposal(source_id, len(files) + sum(refused.values()))
    sample = files[:: max(1, len(files) // MOST_FILES)][:MOST_FILES]
    if sample:
        settings = sample[0].settings
        _propose_encoding(proposal, sample, settings)
        records = [record for file in sample for record in _records_of(file)]
        _propose_fields(proposal, records, settings)
        _propose_notation(proposal, records, settings)
    languages: Counter[str] = Counter()
    reasons = Counter(refused)
    for outcome in (outcome for file in sample for outcome in _outcomes_of(file)):
        if isinstance(outcome, Rejection):
            reasons[outcome.reason] += 1
        else:
            languages[outcome.document.language] += 1
    proposal.documents, proposal.rejections = languages.total(), dict(sorted(reasons.items()))
    if languages and sample[0].settings.source.language is None:
        (language, count), *_ = languages.most_common(1)
        others = ", ".join(f"{other} in {times}" for other, times in languages.most_common()[1:])
        seen = f"{count} of {languages.total()} documents{f'; {others}' if others else ''}"
        proposal.propose("language", language, seen)
    return proposal


def _outcomes_of(file: Surveyed) -> Iterator[Any]:
    """Yield what the first records of a file give."""
    records = list(islice(file.cut.records(file.file()), MOST_RECORDS))
    return (outcome for _, outcome in read_records(file.file(), records))


def _records_of(file: Surveyed) -> list[dict[str, Any]]:
    """Return the first records of a file that holds any, as its format gives them."""
    suffix = Path(file.path).suffix.lower()
    if suffix not in ENTRIES and suffix not in LINES:
        return []
    try:
        if suffix in LINES:
            with Path(file.path).open("rb") as stream:
                entries = line_entries(b"".join(islice(stream, MOST_RECORDS)), file.settings)
                found = list(entries)
        else:
            found = list(islice(ENTRIES[suffix](content_of(file.file()), file.settings), MOST_RECORDS))
    except (UnreadableDocument, OSError):
        return []
    return [entry.record for entry in found if isinstance(entry, Entry) and isinstance(entry.record, dict)]


def _propose_encoding(proposal: Proposal, files: Sequence[Surveyed], settings: SourceSettings) -> None:
    """Propose the encoding of the files that are in none that shows itself."""
    texts = [file for file in files if Path(file.path).suffix.lower() in UNDECLARED]
    guesses = Counter(guess for file in texts if (guess := _encoding_of(Path(file.path))))
    if guesses and settings.encoding is None:
        ((encoding, count),) = guesses.most_common(1)
        proposal.propose("encoding", encoding, f"{count} of {len(texts)} files, which are not UTF-8")


def _encoding_of(path: Path) -> str | None:
    """Return the encoding that a file is likely in, None for one that is UTF-8 or says what it is in."""
    with path.open("rb") as stream:
        content = stream.read(LOOKED_AT)
    if any(content.startswith(mark) for mark, _ in BYTE_ORDER_MARKS):
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError:
        found = from_bytes(content).best()
        return codecs.lookup(found.encoding).name if found else None
    return None


def _propose_fields(proposal: Proposal, records: Sequence[dict[str, Any]], settings: SourceSettings) -> None:
    """Propose where records hold what is not found under a usual name."""
    values = _values_by_path(records)
    shapes: dict[str, Callable[[list[str]], bool]] = {
        "text": lambda held: _mean(held) >= SHORTEST_TEXT and _share(held, lambda value: " " in value) >= MOSTLY,
        "url": lambda held: _share(held, lambda value: value.startswith(("http://", "https://"))) >= MOSTLY,
        "published": lambda held: _share(held, lambda value: _is_date(value, settings)) >= MOSTLY,
        "title": lambda held: round(_mean(held)) in TITLE and _share(held, lambda value: " " in value) >= MOSTLY,
    }
    fields: dict[str, str | list[str]] = {}
    for name, has_shape in shapes.items():
        if sum(find(record, name, settings) is not None for record in records) > len(records) / 2:
            continue
        fitting = [
            path
            for path, held in values.items()
            if path not in fields.values() and len(held) >= MOSTLY * len(records) and has_shape(held)
        ]
        if fitting:  # of several the longest is the text, and the most varied the others
            fields[name] = max(fitting, key=lambda path: (len(set(values[path])), _mean(values[path])))
            if name == "text":
                fields[name] = max(fitting, key=lambda path: _mean(values[path]))
    if fields:
        known = {name: list(paths) for name, paths in settings.fields}
        told = f"of {len(records)} records; keys: {', '.join(sorted(values))[:200]}"
        proposal.propose("fields", {**known, **fields}, told)


def _propose_notation(proposal: Proposal, records: Sequence[dict[str, Any]], settings: SourceSettings) -> None:
    """Propose the notation of dates that cannot be told without one."""
    path = proposal.settings.get("fields", {}).get("published")
    values = (
        _values_by_path(records).get(path, []) if path else [_text(find(one, "published", settings)) for one in records]
    )
    unclear = [value for value in values if value and not read_moment(value, settings.timezone, settings.date_format)]
    fitting = [notation for notation in NOTATIONS if unclear and all(_is_in(value, notation) for value in unclear)]
    if fitting:
        others = f"; or {', '.join(fitting[1:])}" if fitting[1:] else ""
        proposal.propose("date_format", fitting[0], f"{len(unclear)} dates such as {unclear[0]}{others}")


def _values_by_path(records: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
    """Return the values that records hold, by dotted path."""
    leaves = sorted(leaf for record in records for leaf in _leaves(record))
    return {path: [value for _, value in held] for path, held in groupby(leaves, key=lambda leaf: leaf[0])}


def _leaves(value: object, path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and depth < DEEPEST:
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}" if path else str(name), depth + 1)
    elif text := _text(value):
        yield path, text


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _is_date(value: str, settings: SourceSettings) -> bool:
    known = read_moment(value, settings.timezone, settings.date_format)
    return len(value) <= 40 and (known is not None or any(_is_in(value, notation) for notation in NOTATIONS))


def _is_in(value: str, notation: str) -> bool:
    try:
        datetime.strptime(value, notation)
    except ValueError:
        return False
    return True


def _mean(values: Sequence[str]) -> float:
    return sum(map(len, values)) / max(1, len(values))


def _share(values: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, values)) / max(1, len(values))
