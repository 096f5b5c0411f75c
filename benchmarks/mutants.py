"""Takes the files of a checkout, gives the small changes that its tests should notice.

Four kinds, each found without looking at any test: operators and constants of the packages that ship, rows of the
lexicons and patterns of the ontology, conditions of views and macros. What training made (weights, lemmas) is no
knowledge of ours and stands in `LEARNED`.
"""

import ast
import csv
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

PACKAGES = ("transforms", "expectations", "warehouse", "evaluation", "flows")
LEARNED = {
    f"{name}.csv"
    for name in (
        "weights",
        "units",
        "lemmas",
        "coreference",
        "word_counts",
        "confidence",
        "locations",
        "what",
        "who",
        "when",
        "where",
    )
}
"""Files that training made."""
EXAMPLES = {"examples", "near_misses"}
"""Lists of an ontology file that are tests themselves."""
COMPARISONS: dict[type[ast.AST], tuple[str, str]] = {
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.And: ("and", "or"),
    ast.Or: ("or", "and"),
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "*"),
}
CONDITIONS = (
    (r" = ", " <> "),
    (r" <> ", " = "),
    (r" < ", " <= "),
    (r" <= ", " < "),
    (r" > ", " >= "),
    (r" >= ", " > "),
    (r" is null\b", " is not null"),
    (r" is not null\b", " is null"),
    (r"(?<! not) in \(", " not in ("),
    (r" not in \(", " in ("),
    (r"(?<=\w)'(?=[,)\s])", "X'"),
    (r"\bleft join\b", "join"),
    (r"(?m)^\s+and\b", " or"),
)
"""Patterns of what a condition of SQL consists of, and what stands in its place."""


@dataclass(frozen=True)
class Mutant:
    """One small change of one file: the text between two offsets becomes another one."""

    kind: str
    path: str
    line: int
    last_line: int
    """Last line of the statement that holds it."""
    start: int
    end: int
    before: str
    after: str

    def applied(self, text: str) -> str:
        """Return the text of its file with the change made."""
        return text[: self.start] + self.after + text[self.end :]

    def record(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)


Finder = Callable[[str, str], Iterator[Mutant]]
"""From a path and its text to the mutants of one kind."""


@dataclass(frozen=True)
class Source:
    """The text of a module, in which the offsets of the nodes of its tree can be looked up."""

    path: str
    text: str

    def offset(self, line: int, column: int) -> int:
        """Return the offset in characters of a line and a column in bytes, as the tree tells them."""
        lines = self.text.splitlines(keepends=True)
        return sum(map(len, lines[: line - 1])) + len(lines[line - 1].encode()[:column].decode())

    def start(self, node: ast.expr) -> int:
        """Return the offset at which an expression begins."""
        return self.offset(node.lineno, node.col_offset)

    def end(self, node: ast.expr) -> int:
        """Return the offset at which an expression ends."""
        return self.offset(node.end_lineno or node.lineno, node.end_col_offset or 0)

    def mutant(self, kind: str, statement: ast.stmt, start: int, end: int, after: str) -> Mutant:
        """Return a change of the text between two offsets in a statement."""
        line = self.text.count("\n", 0, start) + 1
        simple = not hasattr(statement, "body")
        last = (statement.end_lineno or line) if simple else line
        return Mutant(
            kind, self.path, statement.lineno if simple else line, last, start, end, self.text[start:end], after
        )


def expressions(text: str) -> Iterator[tuple[ast.stmt, ast.AST]]:
    """Yield the expressions that a module computes, with their statements; no annotation, no piece of an f-string."""

    def within(statement: ast.stmt, node: ast.AST) -> Iterator[tuple[ast.stmt, ast.AST]]:
        if isinstance(node, ast.JoinedStr) or is_docstring(node):
            return
        yield statement, node
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns"}:
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from within(child if isinstance(child, ast.stmt) else statement, child)

    for statement in ast.parse(text).body:
        yield from within(statement, statement)


def is_docstring(node: ast.AST) -> bool:
    """Whether a statement is a bare string."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def operators(path: str, text: str) -> Iterator[Mutant]:
    """Yield a mutant for each operator between two operands and for each `not`."""
    source = Source(path, text)
    for statement, node in expressions(text):
        for left, operator, right in operations(node):
            found = COMPARISONS.get(type(operator))
            start, end = source.end(left), source.start(right)
            at = text.find(found[0], start, end) if found else -1
            if found and at >= 0:
                yield source.mutant("operator", statement, at, at + len(found[0]), found[1])
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield source.mutant("operator", statement, source.start(node), source.start(node.operand), "")


def operations(node: ast.AST) -> Iterator[tuple[ast.expr, ast.AST, ast.expr]]:
    """Yield each operator of an expression between its two operands."""
    if isinstance(node, ast.Compare):
        yield from zip([node.left, *node.comparators], node.ops, node.comparators, strict=False)
    elif isinstance(node, ast.BoolOp):
        yield from ((left, node.op, right) for left, right in zip(node.values, node.values[1:], strict=False))
    elif isinstance(node, ast.BinOp):
        yield node.left, node.op, node.right


def constants(path: str, text: str) -> Iterator[Mutant]:
    """Yield a mutant for each number, word and truth value: one more, other letters, the contrary."""
    source = Source(path, text)
    for statement, node in expressions(text):
        if isinstance(node, ast.Constant) and (after := another(node.value)) is not None:
            yield source.mutant("constant", statement, source.start(node), source.end(node), after)


def another(value: object) -> str | None:
    """Return another constant than a value, as Python spells it; None where there is none."""
    if isinstance(value, bool):
        return str(not value)
    if isinstance(value, int | float):
        return repr(value + 1 if isinstance(value, int) or abs(value) > 1 else value / 2 + 0.01)
    return repr(f"XX{value}XX") if isinstance(value, str) and value else None


def rows(path: str, text: str) -> Iterator[Mutant]:
    """Yield a mutant without it for each row of a CSV file and for each element of the lists of a YAML file."""
    finder = patterns if path.endswith(".yaml") else records
    for line, start, end in finder(text):
        yield Mutant("row", path, line, line, start, end, text[start:end], "")


def records(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield line, start and end of each row of a CSV file but its header."""
    lines = text.splitlines(keepends=True)
    reader = csv.reader(lines)
    at, seen = 0, 0
    for index, _ in enumerate(reader):
        end = at + sum(map(len, lines[seen : reader.line_num]))
        if index:
            yield seen + 1, at, end
        at, seen = end, reader.line_num


def patterns(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield line, start and end of each element of the lists of a YAML file that are no examples."""
    root = yaml.compose(text)
    assert isinstance(root, yaml.MappingNode)
    for key, value in root.value:
        if isinstance(value, yaml.SequenceNode) and not value.flow_style and key.value not in EXAMPLES:
            for held in value.value:
                start = text.rindex("-", 0, held.start_mark.index)
                yield held.start_mark.line + 1, start, held.end_mark.index


def filters(path: str, text: str) -> Iterator[Mutant]:
    """Yield a mutant for each part of a condition of a view or macro."""
    code = re.sub(r"--.*", lambda comment: " " * len(comment[0]), text)
    for pattern, after in CONDITIONS:
        for found in re.finditer(pattern, code):
            line = text.count("\n", 0, found.start()) + 1
            yield Mutant("filter", path, line, line, found.start(), found.end(), found[0], after)


def files(root: Path, kind: str) -> list[Path]:
    """Return the files in which mutants of a kind are looked for."""
    if kind in {"operator", "constant"}:
        return sorted(path for package in PACKAGES for path in (root / package).rglob("*.py"))
    if kind == "filter":
        return sorted([*(root / "warehouse/views").glob("*.sql"), *(root / "warehouse/macros").glob("*.sql")])
    knowledge = [*(root / "transforms").rglob("*.csv"), *(root / "transforms" / "ontology").glob("*.yaml")]
    return sorted(path for path in knowledge if path.name not in LEARNED)


FINDERS: dict[str, Finder] = {"operator": operators, "constant": constants, "row": rows, "filter": filters}


def drawn(root: Path, kind: str, count: int, seed: int) -> list[Mutant]:
    """Return mutants of a kind drawn by a seed at even odds; of rows first a file, then one of its rows.

    Officials and their roles would else be most of the rows.
    """
    chance = random.Random(f"{seed} {kind}")
    by_file = [
        found
        for path in files(root, kind)
        if (found := list(FINDERS[kind](path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))))
    ]
    chosen: dict[Mutant, None] = {}
    everything = [mutant for found in by_file for mutant in found]
    while len(chosen) < count:
        chosen[chance.choice(chance.choice(by_file) if kind == "row" else everything)] = None
    return list(chosen)
