"""Replace `public record` as a source: by a named list where one surely has the row, else by the kind of source.

`kind: ...` says where such a fact can be looked up, and that nobody has looked this row up there.
"""

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path

HOME = Path(__file__).parent.parent / "transforms"
UNSAID = "public record"
Row = Mapping[str, str]


def of_official(row: Row) -> str:
    """Return where the role of a person can be looked up."""
    sector = row["sector"]
    if sector == "LEG":
        return "kind: register of members, parliament"
    if sector == "JUD":
        return "kind: list of judges, the court or the justice ministry"
    if sector in {"GOV", "MIL", "COP", "SPY"}:
        return f"kind: list of office holders, government of {row['country'] or 'the state'}"
    if sector in {"REB", "UAF", "PRM", "CRM"}:
        return "kind: sanctions list of the United Nations, or press"
    if sector in {"PTY", "OPP"}:
        return "kind: the party's own list of its leaders, or press"
    return "kind: the body's own list of its leaders, or press"


def of_state(row: Row) -> str:
    """Return where a state can be looked up."""
    if row["status"] == "member":
        return "United Nations, list of member states; ISO 3166"
    return "ISO 3166" if row["iso"] else "kind: encyclopaedia, article on the state"


WORD = "own judgement, by PLOVER's sectors"
SOURCES: Mapping[str, str | Callable[[Row], str]] = {
    "officials.csv": of_official,
    "commanders_and_chief_ministers.csv": of_official,
    "states.csv": of_state,
    **dict.fromkeys(("roles.csv", "titles.csv", "memberships.csv", "modifiers.csv", "institutions.csv"), WORD),
    "armed_groups.csv": "kind: conflict register such as UCDP's list of actors, or press",
    "organisations.csv": "kind: the body's own pages; "
    "for international ones the Yearbook of International Organizations",
    "media.csv": "kind: the publisher's own pages, or the national register of media",
    "parties.csv": "kind: national register of parties, or electoral commission",
    "state_bodies.csv": "kind: pages of the government of the country",
    "companies.csv": "kind: register of companies of the country",
    "universities.csv": "kind: the university's own pages",
    "sport_faith_and_culture.csv": "kind: the body's own pages",
    "american_cities.csv": "GeoNames",
    "cities.csv": "GeoNames",
    "products.csv": "kind: the maker's or issuer's own pages",
    "named_events.csv": "kind: encyclopaedia, article on the event",
    "treaties_and_laws.csv": "kind: treaty collection or official journal",
    "peoples.csv": "kind: encyclopaedia, article on the people",
    "regions.csv": "kind: atlas",
    "areas.csv": "kind: atlas",
    "divisions.csv": "kind: press style guide of the country",
    "names.csv": "kind: atlas",
    "wide_divisions.csv": "kind: atlas",
}


def name_sources(path: Path) -> bool:
    """Write a file with its sources named; return whether that changed it."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    told = SOURCES[path.name]
    changed = [row for row in rows if UNSAID in row["source"]]
    for row in changed:
        row["source"] = row["source"].replace(UNSAID, told if isinstance(told, str) else told(row))
    if changed:
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return bool(changed)


if __name__ == "__main__":
    for file in (path for path in sorted(HOME.rglob("*.csv")) if path.name in SOURCES):
        if name_sources(file):
            print(f"named the sources of {file}")
