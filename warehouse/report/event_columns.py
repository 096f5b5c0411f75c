"""Events and their reports column by column, and the lists of parties, places and countries to which they lead."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import pycountry
from babel import Locale

from warehouse.report.release_reader import Codes, Reader, Record, days, numbered

UNKNOWN = "UNK"  # PLOVER's sector of those whose sector no text tells
KEY_LENGTH = 12  # hexadecimal digits, unique among some millions, and `entente explain` takes the beginning of a key

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
        "sector_names": sector_names(),
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
    is_a_sector = colon and name == side_id
    return f"{names.get(country, country)} ({sector_names().get(sector, sector)})" if is_a_sector else name


@cache
def sector_names() -> dict[str, str]:
    """Return what PLOVER's sectors are called, by their codes."""
    with (Path(__file__).parent / "sector_names.csv").open(encoding="utf-8", newline="") as file:
        return {row["sector"]: row["name"] for row in csv.DictReader(file)}


def unnamed(code: str, names: Mapping[str, str]) -> str:
    """Return in words what is known of a party without a name, given as `country:sector`."""
    country, _, sector = code.partition(":")
    known = [names.get(country, country), "" if sector == UNKNOWN else sector_names().get(sector, sector)]
    known_as = ", ".join(part for part in known if part)
    return f"unnamed ({known_as})" if known_as else "somebody unnamed"
