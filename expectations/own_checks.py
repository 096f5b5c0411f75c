"""Own checks: what users expect of their release, as YAML, beside ours: expectations, rules and comparisons.

    expectations:                      of one table or query, by the types of Great Expectations
      - description: Most events have a country.
        table: events                  or `query: select ...` with a `name`
        type: expect_column_values_to_not_be_null
        kwargs: {column: country, mostly: 0.6}
        severity: warning
    rules:                             a query of the rows that break a truth
      - name: protests_have_a_place
        description: Every protest of known size has a place.
        offenders: select event_id from events where event_type = 'PROTEST' and size > 0 and place_id is null
        severity: critical
    comparisons:                       with the release before, see `comparisons.py`
      - name: rows
        description: No table loses a twentieth of its rows.
        measure: rows
        ratio: {min: 0.95}
        severity: critical

`comparisons.yaml` has ours; a comparison of a user takes the place of ours of the same name.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from expectations.findings import Severity
from transforms.loading import check_nodes, line_of, load_yaml, parse_yaml
from transforms.own_knowledge import KnowledgeInvalid

FOLDER = Path(__file__).parent
COMPARISONS = "comparisons.yaml"
MEASURES = {path.stem: path for path in sorted((FOLDER / "measures").glob("*.sql"))}
"""What of a release can be compared with the one before, and the query of its subjects, their values and sizes."""
NAMED = ("name", "table")
"""Keys by which a person would look for an entry of a file."""

Text = Annotated[str, Field(min_length=1)]


class _Check(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Text
    description: Text
    """What is expected, in one sentence."""
    severity: Severity
    _place: str = PrivateAttr("")

    @property
    def subject(self) -> str:
        """How findings name it."""
        return self.name

    def wrong(self, found: str) -> KnowledgeInvalid:
        """Return the refusal of the check: what was found and what would be right."""
        return KnowledgeInvalid(f"{self._place}: {self.subject}: {found}")


class OwnExpectation(_Check):
    """An expectation of Great Expectations, of a table, a view, or what a query returns."""

    name: str = ""
    table: Text | None = None
    query: Text | None = None
    type: Text
    """Name that Great Expectations gives it: `expect_column_values_to_be_between`."""
    kwargs: dict[str, Any] = {}

    @model_validator(mode="after")
    def _of_one_thing(self) -> Self:
        if (self.table is None) == (self.query is None):
            raise ValueError("an expectation has either a table or a query")
        if self.query and not self.name:
            raise ValueError("no name; an expectation of a query needs one")
        if self.table and self.name:
            raise ValueError("a name; an expectation of a table has the name of the table")
        return self

    @property
    def subject(self) -> str:
        """How findings name it: the table or view, or the name of the query."""
        return self.table or self.name

    @property
    def source(self) -> str:
        """The query of the rows of which it is expected."""
        return self.query or f"select * from {self.table}"


class OwnRule(_Check):
    """A truth, and the query of the rows that break it."""

    offenders: Text


class Bounds(BaseModel):
    """What a number may be; bounds belong to it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    min: float | None = None
    max: float | None = None

    def hold(self, value: float) -> bool:
        """Whether a number lies within them."""
        return (self.min is None or value >= self.min) and (self.max is None or value <= self.max)


class Comparison(_Check):
    """What a measure of a release may be, compared with the release before."""

    measure: Text
    min_rows: int = 0
    """Rows on which the value of before must rest; what rests on fewer is left alone."""
    before: Bounds = Bounds()
    """Values of before of which it speaks; others are left alone."""
    now: Bounds = Bounds()
    ratio: Bounds = Bounds()
    """Of the value of now to that of before; left alone where that is 0."""
    difference: Bounds = Bounds()
    """Between the value of now and that of before."""

    @model_validator(mode="after")
    def _of_a_measure(self) -> Self:
        if self.measure not in MEASURES:
            raise ValueError(unknown("measure", self.measure, MEASURES))
        return self


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    expectations: tuple[OwnExpectation, ...] = ()
    rules: tuple[OwnRule, ...] = ()
    comparisons: tuple[Comparison, ...] = ()

    def checks(self) -> Iterator[tuple[str, int, _Check]]:
        """Yield each check with the way to it."""
        for kind in ("expectations", "rules", "comparisons"):
            yield from ((kind, number, check) for number, check in enumerate(getattr(self, kind)))


@dataclass(frozen=True)
class OwnChecks:
    """What is checked besides the declarations, warnings and rules that every release is held to."""

    expectations: tuple[OwnExpectation, ...]
    rules: tuple[OwnRule, ...]
    comparisons: tuple[Comparison, ...]

    def queries(self) -> Iterator[tuple[_Check, str]]:
        """Yield the queries that they ask, each with the check that asks it."""
        yield from ((expectation, expectation.source) for expectation in self.expectations)
        yield from ((rule, rule.offenders) for rule in self.rules)


def read_checks(paths: Iterable[Path] = ()) -> OwnChecks:
    """Return the checks of some files, and our comparisons that they do not replace.

    Raises KnowledgeInvalid, with file and line, for what cannot be; the types of expectations and the queries are
    looked at by `own_suites.py` and `warehouse/blank.py`.
    """
    files = [_read(path) for path in paths]
    comparisons = {comparison.name: comparison for comparison in load_yaml(FOLDER / COMPARISONS, _File).comparisons}
    comparisons |= {comparison.name: comparison for file in files for comparison in file.comparisons}
    _refuse_twins(check for file in files for _, _, check in file.checks())
    return OwnChecks(
        expectations=tuple(expectation for file in files for expectation in file.expectations),
        rules=tuple(rule for file in files for rule in file.rules),
        comparisons=tuple(comparisons.values()),
    )


def _read(path: Path) -> _File:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise KnowledgeInvalid(f"{path}: it is no text; write it in UTF-8") from None
    check_nodes(text, str(path))
    file = parse_yaml(text, str(path), _File, NAMED)
    for kind, number, check in file.checks():
        check._place = f"{path}:{line_of(text, (kind, number))}"
    return file


def _refuse_twins(checks: Iterable[_Check]) -> None:
    """Refuse two checks that a finding could not tell apart."""
    seen = Counter[tuple[type[_Check], str, str]]()
    for check in checks:
        told = "" if isinstance(check, Comparison) else check.description
        seen[type(check), check.subject, told] += 1
        if seen[type(check), check.subject, told] > 1:
            raise check.wrong("it stands twice; give the second one another name or description")


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Return that nothing has a name, with the nearest ones that something has."""
    near = get_close_matches(name, sorted(known), n=3, cutoff=0.5)
    return f"no {what} {name!r}" + (f"; near it: {', '.join(near)}" if near else "")
