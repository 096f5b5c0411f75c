"""What a release knows of names: the countries and the entities that are so called."""

import re
from dataclasses import dataclass
from functools import cached_property

import duckdb

from transforms.chains.sketch import is_own
from warehouse.export.formats import countries

STATES = "select name, country from entities where kind = 'state' and country is not null order by entity_id desc"
NAMES = """
select lower(alias), min(entity_id)
from (select alias, entity_id from entity_names union all select name, entity_id from entities)
group by lower(alias)
having count(distinct entity_id) = 1
"""


@dataclass(frozen=True)
class Known:
    """The countries by their names, and the entities by names that only one of them has."""

    countries: dict[str, str]
    """ISO 3166 alpha-3 by name in small letters."""
    entities: dict[str, str]

    @classmethod
    def of(cls, connection: duckdb.DuckDBPyConnection) -> "Known":
        """Return what a release knows."""
        states = connection.execute(STATES).fetchall()
        standard = [(row["name"], row["country"]) for row in countries().to_pylist() if row["name"]]
        by_name = {name.lower(): country for name, country in (*states, *standard)}
        return cls(by_name, {name: key for name, key in connection.execute(NAMES).fetchall() if not is_own(key)})

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds the name of a country in a text, the longest where several begin there."""
        names = sorted(map(re.escape, self.countries), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)

    def country_in(self, text: str) -> str | None:
        """Return the country that a text names first; None where it names none."""
        found = self.pattern.search(text)
        return self.countries[found[0].lower()] if found else None

    def entity_of(self, name: str) -> str | None:
        """Return the entity that alone has a name; None where there is none or more than one."""
        return self.entities.get(name.strip().lower())
