"""Rules: truths that need two columns or two tables. A rule is a query of offenders, the rows that break it.

Those that the declarations imply (references, spans, intervals, lists of codes) are derived here; the others are
files in `rules/`, whose first line states the truth.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from expectations.findings import Severity
from transforms.drafts import EXTRACTED
from transforms.row import Column, OneOf, References, Row, SpanOf
from transforms.tables import TABLES, Document, Rejection, Relation

FOLDER = Path(__file__).parent / "rules"
CHANGED = "changed"
"""Schema of the rows that are to be checked; `gone` has the keys that no row has any more, `main` the whole tables."""
WITHIN_DOCUMENTS = "-- within documents"
"""Header line of a rule that looks at the rows of one document at a time, so that only touched ones need it."""
ONLY_WARNS = "-- only warns"
"""Header line of a rule whose breach stops no release."""
OF_DOCUMENTS = frozenset(EXTRACTED) & frozenset(TABLES) - {Relation, Rejection}
"""Tables whose rows belong to one document each, whose key is a part of theirs. Derived relations have no document."""


@dataclass(frozen=True)
class Rule:
    """A truth, and the query of the rows that break it; their key comes first."""

    name: str
    truth: str
    offenders: str
    is_within_documents: bool = False
    """Whether it speaks of rows of one document at a time."""
    is_checked_where_made: bool = False
    """Whether the rows are held to it when they are made, so that only a thorough check asks again."""
    severity: Severity = "critical"


def all_rules() -> list[Rule]:
    """Return the derived rules and the written ones."""
    return [*derived_rules(), *written_rules()]


def derived_rules() -> Iterator[Rule]:
    """Yield the rules that the declarations of the tables imply."""
    for row in TABLES:
        names = {column.name for column in row.columns()}
        yield from (intervals_are_ordered(row, name) for name in sorted(names) if interval_end(name) in names)
        yield keys_are_unique(row)
        for column in row.columns():
            if reference := column.mark(References):
                yield references_resolve(row, column, reference)
            if span := column.mark(SpanOf):
                yield words_stand_in_their_text(row, column, span)
            if (one_of := column.mark(OneOf)) and (column.is_list or one_of.own):
                yield codes_are_of_their_list(row, column, one_of)


def written_rules() -> Iterator[Rule]:
    """Yield the rules that stand in `rules/`."""
    for path in sorted(FOLDER.glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        lines = sql.splitlines()
        truth = lines[0].removeprefix("-- ")
        severity: Severity = "warning" if ONLY_WARNS in lines else "critical"
        yield Rule(path.stem, truth, sql, is_within_documents=WITHIN_DOCUMENTS in lines, severity=severity)


def keys_are_unique(row: type[Row]) -> Rule:
    """Return the rule that no other row has the key of one."""
    key = row.key()
    is_within = row in OF_DOCUMENTS - {Document}
    touched = "" if is_within else f"semi join {CHANGED}.{row.table} as changed using ({key})"
    sql = f"select {key}, count(*) as rows from {row.table} {touched} group by {key} having count(*) > 1"
    truth = f"No two rows of {row.table} have the same {key}."
    return Rule(f"{row.table}.{key}", truth, sql, is_within_documents=is_within)


def references_resolve(row: type[Row], column: Column, reference: References) -> Rule:
    """Return the rule that a reference points to a row: those of the rows to be checked, and those to what is gone.

    A reference between rows of one document is looked for among the rows of the touched documents alone.
    """
    other = next(other for other in TABLES if other.table == reference.table)
    name = f"{row.table}.{column.name}"
    truth = f"Every {column.name} of {row.table} is the {other.key()} of a row of {other.table}."
    if {row, other} <= OF_DOCUMENTS:
        return Rule(name, truth, dangling(row, column, other, row.table), is_within_documents=True)
    sql = (
        f"{dangling(row, column, other, f'{CHANGED}.{row.table}')}"
        f" union all select {row.key()}, {column.name} from {row.table} as held"
        f" semi join gone.{other.table} as other on other.{other.key()} = held.{column.name}"
    )
    return Rule(name, truth, sql)


def dangling(row: type[Row], column: Column, other: type[Row], source: str) -> str:
    """Return the query of the rows of a source whose reference points to no row."""
    return (
        f"select {row.key()}, {column.name} from {source} as held where {column.name} is not null"
        f" and not exists (select 1 from {other.table} as other where other.{other.key()} = held.{column.name})"
    )


def words_stand_in_their_text(row: type[Row], column: Column, span: SpanOf) -> Rule:
    """Return the rule that the words of a span are those of its document at its offsets."""
    truth = f"Every {column.name} of {row.table} is the text of its document between its offsets."
    sql = (
        f"select {row.key()}, {column.name} from {row.table} join documents using (document_id)"
        f" where documents.text[{span.start} + 1 : {span.end}] is distinct from {column.name}"
    )
    return Rule(f"{row.table}.{column.name}", truth, sql, is_checked_where_made=True)


def intervals_are_ordered(row: type[Row], start: str) -> Rule:
    """Return the rule that an interval does not end before it begins, and that a span is not empty."""
    end = interval_end(start)
    wrong = ">=" if start.endswith("_start") else ">"
    truth = f"No {start} of {row.table} comes after its {end}."
    return Rule(
        f"{row.table}.{start}",
        truth,
        f"select {row.key()}, {start}, {end} from {CHANGED}.{row.table} where {start} {wrong} {end}",
    )


BUILT_WITH_OWN = "coalesce((select len(knowledge) > 0 from runs order by release desc limit 1), false)"
"""Whether the run of a release read own knowledge, as SQL; so a warehouse tells by itself which codes it may hold."""


def codes_are_of_their_list(row: type[Row], column: Column, one_of: OneOf) -> Rule:
    """Return the rule that a column holds codes of its list, or what own knowledge may add where the run read some."""
    codes = ", ".join(f"'{code}'" for code in one_of.codes)
    held = column.name if column.is_list else f"[{column.name}]"
    strays = f"list_filter({held}, lambda code: code not in ({codes}))"
    broken = f"len({strays}) > 0"
    if one_of.own:
        wild = f"len(list_filter({strays}, lambda code: not regexp_full_match(code, '{one_of.own}'))) > 0"
        broken = f"{broken} and ({wild} or not {BUILT_WITH_OWN})"
    sql = f"select {row.key()}, {column.name} from {CHANGED}.{row.table} where {broken}"
    return Rule(
        f"{row.table}.{column.name}", f"Every value in {column.name} of {row.table} is a code of its list.", sql
    )


def interval_end(start: str) -> str:
    """Return the name of the column that ends the interval which a column of this name begins; '' for others."""
    for first, last in (("_start", "_end"), ("first_on", "last_on")):
        if start.endswith(first):
            return start.removesuffix(first) + last
    return ""
