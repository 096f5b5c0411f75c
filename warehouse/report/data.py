"""What the report shows, as one value of plain lists and dictionaries: rows of the release, columns by columns.

Takes the DuckDB file of a release and reads only from it. A column of codes becomes numbers into a list of codes,
which keeps a page of 50,000 events small and quick to filter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pycountry
from babel import Locale

from transforms.ontology import load_ontology
from transforms.tables import Event, Report
from warehouse.asking import CLOSED, QueryInvalid
from warehouse.report.evidence import evidence

QUERIES = Path(__file__).parent / "queries"

MOST_EVENTS = 20_000  # with them a page stays under 10 MB and takes a few seconds; of more it shows a sample
MOST_EVIDENCE = 6_000_000  # bytes of documents and spans, about three quarters of the page
MOST_REPORTS = 40  # of one event
MOST_RIFTS, MOST_PIECES = 60, 8  # nobody reads more; the views have all
MOST_REJECTIONS = 300
MOST_WORDS = 600  # characters of a quoted sentence
KEY_LENGTH = 12  # hexadecimal digits, unique among some millions, and `entente explain` takes the beginning of a key
UNKNOWN = "UNK"  # PLOVER's sector of those whose sector no text tells
EPOCH = date(1970, 1, 1)

Record = dict[str, Any]


@dataclass(frozen=True)
class Limits:
    """How much a page may hold."""

    events: int = MOST_EVENTS
    evidence_bytes: int = MOST_EVIDENCE


class Codes:
    """Values met so far, each with the number that stands for it."""

    def __init__(self, values: Iterable[Any] = ()) -> None:
        self.values: list[Any] = []
        self.numbers: dict[Any, int] = {}
        for value in values:
            self.number(value)

    def number(self, value: Any) -> int | None:
        """Return the number of a value, a new one for a new value; None for None."""
        if value is None:
            return None
        if value not in self.numbers:
            self.numbers[value] = len(self.values)
            self.values.append(value)
        return self.numbers[value]


class Reader:
    """Asks the release with the queries of this package."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def ask(self, name: str, **parameters: Any) -> list[Record]:
        """Return the rows of the query of that name."""
        sql = (QUERIES / f"{name}.sql").read_text(encoding="utf-8")
        found = self.connection.execute(sql, parameters or None)
        columns = [column[0] for column in found.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def report_data(database: Path, limits: Limits | None = None) -> tuple[Record, Record]:
    """Return what the charts of the report need, and apart from it the evidence, which a page reads when asked."""
    limits = limits or Limits()
    with duckdb.connect(database, read_only=True, config=CLOSED) as connection:
        try:
            return gathered(Reader(connection), limits)
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise QueryInvalid(f"{database}: made by another version; build it anew for a report ({error})") from error


def gathered(reader: Reader, limits: Limits) -> tuple[Record, Record]:
    """Return both parts of the report."""
    (sample,) = reader.ask("sample", most_events=limits.events)
    last_id = sample["last_id"] or ""
    rows = reader.ask("events", last_id=last_id)
    numbers = numbered(rows, "event_id")
    reports = reader.ask("reports", last_id=last_id, most_reports=MOST_REPORTS)
    report_numbers = numbered(reports, "report_id")
    rifts = rift_stories(reader, numbers, report_numbers)
    first_ids = sorted({piece["document_id"] for rift in rifts for piece in rift["pieces"] if piece["document_id"]})
    documents = reader.ask("documents", last_id=last_id, first_ids=first_ids)
    document_numbers = numbered(documents, "document_id")
    sources, stories = reader.ask("sources"), reader.ask("stories")
    found = evidence(reader.ask, report_numbers, document_numbers, last_id, first_ids, limits.evidence_bytes)
    for rift in rifts:
        for piece in rift["pieces"]:
            piece["document"] = document_numbers.get(piece.pop("document_id"))
    (run,) = reader.ask("run") or [{}]
    carried = {row["event_id"] for row in reports if document_numbers[row["document_id"]] in found["documents"]}
    data = {
        "run": {name: plain(value) for name, value in run.items()},
        "sample": {
            "all_events": sample["all_events"],
            "events": len(rows),
            "with_evidence": len(carried),
            "documents": len(documents),
            "documents_with_evidence": len(found["documents"]),
            "key_length": KEY_LENGTH,
        },
        "types": event_types(),
        "meanings": {column.name: column.description for row in (Report, Event) for column in row.columns()},
        "sources": [[row["name"], row["kind"], row["country"], row["documents"]] for row in sources],
        "stories": [[row["title"], row["documents"]] for row in stories],
        "documents": document_rows(documents, numbered(sources, "source_id"), numbered(stories, "story_id")),
        **event_columns(reader, rows, numbers, last_id),
        "reports": report_columns(reports, numbers, document_numbers),
        "rifts": rifts,
        "changes": changes(reader, numbers),
        **{name: [list(row.values()) for row in reader.ask(name)] for name in ("quality", "coverage", "findings")},
        "rejections": [list(row.values()) for row in reader.ask("rejections", most_rejections=MOST_REJECTIONS)],
    }
    return data, found


def numbered(rows: Sequence[Record], column: str) -> dict[str, int]:
    """Return the place of each row among all of them, by its key."""
    return {row[column]: number for number, row in enumerate(rows)}


def document_rows(
    documents: Sequence[Record], source_numbers: Mapping[str, int], story_numbers: Mapping[str, int]
) -> list[list[Any]]:
    """Return what the report shows of each document, in the order in which its page reads it."""
    return [
        [
            row["title"],
            source_numbers[row["source_id"]],
            days(row["published_first_on"]),
            days(row["published_last_on"]),
            row["published_basis"],
            row["copies"],
            row["independent_sources"],
            story_numbers.get(row["story_id"]),
        ]
        for row in documents
    ]


def report_columns(
    reports: Sequence[Record], numbers: Mapping[str, int], document_numbers: Mapping[str, int]
) -> Record:
    """Return the reports column by column, with the numbers of their events and documents, and what each tells."""
    codes = {name: Codes() for name in TOLD}
    columns: Record = {name: [known.number(row[name]) for row in reports] for name, known in codes.items()}
    return {
        "event": [numbers[row["event_id"]] for row in reports],
        "document": [document_numbers[row["document_id"]] for row in reports],
        "percent": [row["percent"] for row in reports],
        "first_on": [days(row["occurred_first_on"]) for row in reports],
        "last_on": [days(row["occurred_last_on"]) for row in reports],
        "counts": counts(reports),
        "codes": {name: known.values for name, known in codes.items()},
        **columns,
    }


def counts(rows: Sequence[Record]) -> dict[int, Record]:
    """Return the people counted in each row that counts any, by its number."""
    counted = ({name: row[name] for name in COUNTED if row[name] is not None} for row in rows)
    return {number: values for number, values in enumerate(counted) if values}


def changes(reader: Reader, numbers: Mapping[str, int]) -> Record:
    """Return how the release differs from the one before it: sums by reason, and the events of the page that differ.

    A change of an event is its number, its kind, its reason and per field the values before and after.
    """
    rows = [row for row in reader.ask("changes") if row["event_id"] in numbers]
    return {
        "counts": [list(row.values()) for row in reader.ask("change_counts")],
        "events": [
            [
                numbers[row["event_id"]],
                row["kind"],
                row["reason"],
                list(zip(*(row[name] or () for name in ("fields", "before", "after")), strict=True)),
            ]
            for row in rows
        ],
    }


def event_columns(reader: Reader, rows: Sequence[Record], numbers: Mapping[str, int], last_id: str) -> Record:
    """Return the events column by column, and the lists into which their numbers lead."""
    parties, places = reader.ask("parties", last_id=last_id), reader.ask("places", last_id=last_id)
    countries, sectors, coded = Codes(), Codes(), {name: Codes() for name in CODED}
    party_numbers, place_numbers = numbered(parties, "party_id"), numbered(places, "place_id")
    columns: Record = {name: [codes.number(row[name]) for row in rows] for name, codes in coded.items()}
    columns |= {name: [row[name] for row in rows] for name in PLAIN}
    columns |= {name: [days(row[f"occurred_{name}"]) for row in rows] for name in ("first_on", "last_on")}
    columns |= {
        "event_id": [row["event_id"][:KEY_LENGTH] for row in rows],
        "place": [place_numbers.get(row["place_id"]) for row in rows],
        "denied": [numbers.get(row["denied_id"]) for row in rows],
        "actors": [members(row, "actor", party_numbers, countries) for row in rows],
        "recipients": [members(row, "recipient", party_numbers, countries) for row in rows],
        "sectors": [[sectors.number(sector) for sector in row["sectors"] or ()] for row in rows],
        "counts": counts(rows),
        "cues": {number: row["cues"] for number, row in enumerate(rows) if row["cues"]},
    }
    place_rows = [
        [row["name"], *(round(row[name], 3) for name in DEGREES), countries.number(row["country"]), row["note"]]
        for row in places
    ]
    states = country_names(countries.values, reader.ask("countries"))
    return {
        "events": columns,
        "codes": {"sector": sectors.values} | {name: codes.values for name, codes in coded.items()},
        **party_lists(parties, dict(states)),
        "places": place_rows,
        "countries": states,
    }


def members(row: Record, role: str, party_numbers: Mapping[str, int], countries: Codes) -> list[list[int | str | None]]:
    """Return who fills a role in an event: the number of the party, of its country, and its words where it has any."""
    known_as = zip(*(row[f"{role}_{name}"] or () for name in ("ids", "countries", "words")), strict=True)
    return [
        [party_numbers[party_id], countries.number(country), *([words] if words else [])]
        for party_id, country, words in known_as
    ]


def party_lists(parties: Sequence[Record], names: Mapping[str, str]) -> Record:
    """Return the parties, each with the number of its side, and the sides; `names` are those of the countries."""
    sides = Codes(dict.fromkeys(row["side_id"] for row in parties))
    side_names = {row["side_id"]: row["side"] for row in parties}
    return {
        "parties": [
            [
                row["name"] or unnamed(row["party_id"], names),
                row["kind"],
                sides.numbers[row["side_id"]],
                "" if row["kind"] == "unnamed" else row["party_id"],
                row["standing"],
            ]
            for row in parties
        ],
        "sides": [[side_name(side_names[side_id], side_id, names), side_id] for side_id in sides.values],
    }


CODED = (
    *("event_type", "mode", "factuality", "certainty", "asserted_by", "occurred_basis", "rule"),
    *("place_precision", "place_basis"),
)
"""Columns of events whose values become numbers into a list of codes."""
DEGREES = ("latitude", "longitude")
SURE = ("percent_what", "percent_who", "percent_when", "percent_where")
PLAIN = ("quad_class", "score", "percent", *SURE, "reports", "independent_sources", "has_rival_claims")
COUNTED = ("deaths", "injured", "arrested", "size")
TOLD = ("event_type", "mode", "factuality", "asserted_by", "occurred_basis")
"""Columns of reports whose values become numbers, likewise."""


def rift_stories(reader: Reader, numbers: Mapping[str, int], report_numbers: Mapping[str, int]) -> list[Record]:
    """Return the strongest rifts, each with the pieces of evidence on which it rests."""
    rifts = reader.ask("rifts", most_rifts=MOST_RIFTS)
    if not rifts:
        return []
    pieces: dict[str, list[Record]] = {rift["rift_id"]: [] for rift in rifts}
    for row in reader.ask("rift_pieces", rift_ids=list(pieces), most_pieces=MOST_PIECES):
        words = row["words"]
        pieces[row["rift_id"]].append(
            {
                "part": row["part"],
                "force": row["force"],
                "weight": row["weight"],
                "on": days(row["occurred_on"]),
                "event": numbers.get(row["event_id"]),
                "report": report_numbers.get(row["report_id"]),
                "document_id": row["document_id"],
                "words": words if words is None or len(words) <= MOST_WORDS else words[:MOST_WORDS] + " ...",
                "of": row["all_pieces"],
            }
        )
    return [
        {name: plain(value) for name, value in rift.items() if not name.endswith("_on")}
        | {"first_on": days(rift["first_on"]), "last_on": days(rift["last_on"]), "pieces": pieces[rift["rift_id"]]}
        for rift in rifts
    ]


def event_types() -> Record:
    """Return what every event type and mode means, by the ontology."""
    return {
        name: [kind.definition, kind.quad_class, {mode: known_as.definition for mode, known_as in kind.modes.items()}]
        for name, kind in load_ontology().types.items()
    }


def country_names(codes: Iterable[str], states: Iterable[Record]) -> list[list[str]]:
    """Return code and name of each country: as documents name the state, else as CLDR does, else the code."""
    known, territories = {row["country"]: row["name"] for row in states}, Locale("en").territories
    names = []
    for code in codes:
        found = pycountry.countries.get(alpha_3=code)
        names.append([code, known.get(code) or (found and territories.get(found.alpha_2)) or code])
    return names


def side_name(name: str | None, side_id: str, names: Mapping[str, str]) -> str:
    """Return the name of a side; of one that is only a country and a sector, both in words."""
    country, colon, sector = side_id.partition(":")
    if name is None:
        return unnamed(side_id, names)
    return f"{names.get(country, country)} ({sector})" if colon and name == side_id else name


def unnamed(code: str, names: Mapping[str, str]) -> str:
    """Return in words what is known of a party without a name, given as `country:sector`."""
    country, _, sector = code.partition(":")
    known = [names.get(country, country), "" if sector == UNKNOWN else sector]
    known_as = ", ".join(part for part in known if part)
    return f"unnamed ({known_as})" if known_as else "somebody unnamed"


def days(day: date | None) -> int | None:
    """Return a day as days since the beginning of 1970."""
    return None if day is None else (day - EPOCH).days


def plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    return value.isoformat() if isinstance(value, date | datetime) else value
