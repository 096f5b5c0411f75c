"""The one loader of what we know: a CSV or YAML file in, its typed rows or its declaration out.

A file of ours that breaks a rule is refused whole, as is one of a user's own knowledge: `KnowledgeInvalid` names file
and line, what was found and what would be right. A CSV file is declared by the type of its rows, a `NamedTuple`: every
column of the file is an attribute, in the order of the file, and its annotation says what a cell holds.

- `str` is filled, `str | None` may be empty; `int`, `float` and `bool` (`yes`, `no`) are what they say.
- `tuple[str, ...]` are values between bars: `Daesh|ISIS`. `Annotated[str, OneOf(codes)]` is one of some codes.
- `Annotated[When, Grammar(read_when, WHEN)]` is written in a small language of its own, whose reader refuses what is
  not as it says; docs/knowledge.md lists these languages.
- `FirstDay` and `LastDay` are days, of which a year alone is the first or the last.

Own knowledge has files of the same name and columns, of which only the key and what the row cannot do without must be
there. A row with the key of one of ours amends it: a filled cell replaces ours, a list is added to ours, and an empty
cell leaves ours as it is.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Generic, NamedTuple, TypeVar, cast, get_args, get_origin, get_type_hints

import yaml
from annotated_types import Ge, Le
from pydantic import TypeAdapter, ValidationError

from transforms.own_knowledge import OPEN_LEXICONS, KnowledgeInvalid, OwnFile, own_knowledge
from transforms.row import OneOf

ROOT = Path(__file__).parent.parent
LEXICONS = Path(__file__).parent / "lexicons"
LIST = "|"  # between the values of one cell
SOURCE = "source"
"""Column that says where a row can be checked; own knowledge may leave it out, and is its own source then."""

R = TypeVar("R", bound=tuple[Any, ...])
T = TypeVar("T")
Parser = Callable[[str], Any]
"""Makes of a filled cell its value; raises ValueError with what is wrong and what would be right."""


@dataclass(frozen=True, slots=True)
class Whole:
    """Marks a column of days: what stands after a year alone."""

    rest: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """Marks a column whose cells are written in a small language of their own."""

    read: Parser
    """Makes of a cell its value; raises ValueError with what is wrong and what would be right."""
    form: str
    """The language, by an example and what each part of it says."""


FirstDay = Annotated[date | None, Whole("-01-01")]
LastDay = Annotated[date | None, Whole("-12-31")]


class Line(NamedTuple):
    """Where a row stands."""

    file: str
    """The file as a message names it."""
    number: int
    origin: str
    """The file as rows of the warehouse name it, the same wherever it lies."""

    @property
    def where(self) -> str:
        """Place of the row, for a message."""
        return f"{self.file}:{self.number}"

    @property
    def place(self) -> str:
        """Place of the row, as rows of the warehouse have it."""
        return f"{self.origin}:{self.number}"

    @property
    def is_own(self) -> bool:
        """Whether the row is of a user's own knowledge."""
        return self.origin != self.file

    def wrong(self, found: str, right: str) -> KnowledgeInvalid:
        """Return the refusal of the row: what was found and what would be right."""
        return KnowledgeInvalid(f"{self.where}: {found}; {right}")


class Column(NamedTuple):
    """A column of a file, as the type of its rows declares it."""

    name: str
    parse: Parser
    is_required: bool
    is_list: bool
    form: str | None
    """Language in which its cells are written; null for plain values."""

    def reader(self) -> Parser:
        """Return what makes of any cell its value, or raises ValueError where it cannot hold one."""
        parse, nothing = self.parse, () if self.is_list else None
        if self.is_required:
            return lambda cell: parse(cell) if cell else _refuse_empty()
        if parse is str:
            return lambda cell: cell or None
        return lambda cell: parse(cell) if cell else nothing


def _refuse_empty() -> None:
    raise ValueError


class Csv(Generic[R]):
    """A CSV file of ours together with the file of that name in the user's own knowledge."""

    def __init__(
        self, name: str, row: type[R], key: Sequence[str], folder: Path = LEXICONS, order: str | None = None
    ) -> None:
        """Declare a file by its name, the type of its rows and the columns by which rows are told apart.

        Its rows are sorted by these, unless `order` says what the order of the file means.
        """
        self.name = name
        self.key = tuple(key)
        self.path = folder / name
        self.order = order
        self._row = row
        hints = get_type_hints(row, include_extras=True)
        # A column whose name Python keeps for itself is an attribute with a `_` after it: `class_`.
        self.columns = tuple(_column(name.removesuffix("_"), hint) for name, hint in hints.items())
        self._names = tuple(column.name for column in self.columns)
        self._places = tuple(self._names.index(column) for column in self.key)
        self._readers = tuple(column.reader() for column in self.columns)

    def rows(self, folder: Path | None = None) -> list[R]:
        """Return the rows, those of own knowledge at the end; of another folder than ours if one is given."""
        return [row for _, row in self.lines(folder)]

    def lines(self, folder: Path | None = None) -> Iterator[tuple[Line, R]]:
        """Yield the rows, each with the place where it stands."""
        held = self._cells(folder)
        own = own_knowledge().file(f"lexicons/{self.name}") if self.name in OPEN_LEXICONS else None
        for line, cells in self._amended(held, own) if own else held:
            yield line, self._typed(line, cells)

    def cells(self) -> list[dict[str, str]]:
        """Return the rows as they are written, by column, once they have been found right."""
        return [
            dict(zip(self._names, cells, strict=True)) for line, cells in self._cells(None) if self._typed(line, cells)
        ]

    def names(self) -> list[str]:
        """Return the first cell of the key of each of our rows, before the rows are found right."""
        return [cells[self._places[0]] for _, cells in self._cells(None)]

    def own_lines(self) -> Iterator[tuple[Line, R]]:
        """Yield the rows of own knowledge alone, for a lexicon of which we have none."""
        if own := own_knowledge().file(f"lexicons/{self.name}"):
            yield from ((line, self._typed(line, cells)) for line, cells in self._own_cells(own))

    def _typed(self, line: Line, cells: Sequence[str]) -> R:
        try:
            return self._row(*[read(cell) for read, cell in zip(self._readers, cells, strict=True)])
        except ValueError:
            raise self._refusal(line, cells) from None

    def _refusal(self, line: Line, cells: Sequence[str]) -> KnowledgeInvalid:
        """Return the refusal of a row whose cells cannot be what they are to be, for the first that cannot."""
        for column, read, cell in zip(self.columns, self._readers, cells, strict=True):
            if column.is_required and not cell:
                return line.wrong(f"no {column.name}", "every row needs one")
            try:
                read(cell)
            except ValueError as error:
                return KnowledgeInvalid(f"{line.where}: {column.name} {cell!r} {error}")
        raise AssertionError(line.where)

    def _cells(self, folder: Path | None) -> Iterator[tuple[Line, list[str]]]:
        """Yield the cells of our file; refuse a key that stands twice."""
        path = folder / self.name if folder else self.path
        shown = shown_path(self.path)
        try:
            content = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise KnowledgeInvalid(f"{shown}: no such file; write it, or strike its name from the loader") from None
        except UnicodeDecodeError as error:
            number = error.object[: error.start].count(b"\n") + 1
            raise KnowledgeInvalid(f"{shown}:{number}: {error.reason}; a lexicon is a CSV file in UTF-8") from None
        rows = _parse(content, shown, shown)
        line, header = next(rows)
        if tuple(header) != self._names:
            raise line.wrong(f"columns are {','.join(header)!r}", f"they should be {','.join(self._names)!r}")
        yield from self._once(rows)

    def _once(self, rows: Iterable[tuple[Line, list[str]]]) -> Iterator[tuple[Line, list[str]]]:
        """Yield rows; refuse one whose key another row has."""
        seen, key_of = dict[Any, int](), itemgetter(*self._places)
        for line, cells in rows:
            if (before := seen.setdefault(key_of(cells), line.number)) != line.number:
                told = " ".join(filter(None, (cells[place] for place in self._places)))
                raise line.wrong(f"{told!r} stands in line {before} already", "keep one of the two")
            yield line, cells

    def _own_cells(self, own: OwnFile) -> Iterator[tuple[Line, list[str]]]:
        """Yield the cells of a file of own knowledge in the order of our columns, those that it leaves out empty."""
        rows = _parse(own.text, own.shown, own.origin)
        places = self._own_header(*next(rows))
        cut = ((line, [cells[place] if place >= 0 else "" for place in places]) for line, cells in rows)
        for line, cells in self._once(cut):
            for place in self._places:
                if self.columns[place].is_required and not cells[place]:
                    raise line.wrong(f"no {self._names[place]}", "every row needs one")
            if SOURCE in self._names and not cells[place := self._names.index(SOURCE)]:
                cells[place] = line.origin
            yield line, cells

    def _own_header(self, line: Line, header: Sequence[str]) -> Sequence[int]:
        """Return where each of our columns stands in a file of own knowledge, -1 for what it leaves out."""
        for column in header:
            if column not in self._names:
                raise line.wrong(f"column {column!r} is unknown", f"{self.name} may have {', '.join(self._names)}")
            if header.count(column) > 1:
                raise line.wrong(f"column {column!r} stands twice", "keep one of the two")
        for place in self._places:
            if self.columns[place].is_required and self._names[place] not in header:
                raise line.wrong(f"no column {self._names[place]!r}", f"{self.name} needs it to tell rows apart")
        return [header.index(column) if column in header else -1 for column in self._names]

    def _amended(self, held: Iterable[tuple[Line, list[str]]], own: OwnFile) -> Iterator[tuple[Line, list[str]]]:
        """Yield our rows, those that own knowledge amends as it has them, and the rows that it adds."""
        added = {tuple(cells[place] for place in self._places): (line, cells) for line, cells in self._own_cells(own)}
        for line, cells in held:
            if amending := added.pop(tuple(cells[place] for place in self._places), None):
                yield amending[0], self.merged(cells, amending[1])
            else:
                yield line, cells
        yield from added.values()

    def merged(self, ours: Sequence[str], own: Sequence[str]) -> list[str]:
        """Return the cells of a row of ours as a row of own knowledge amends it."""
        return [
            LIST.join((mine, theirs)) if column.is_list and mine and theirs else theirs or mine
            for column, mine, theirs in zip(self.columns, ours, own, strict=True)
        ]


def _parse(text: str, shown: str, origin: str) -> Iterator[tuple[Line, list[str]]]:
    """Yield the header of a CSV file and its rows, each as long as the header."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(rows, [])
        yield Line(shown, 1, origin), header
        for row in rows:
            line = Line(shown, rows.line_num, origin)
            if len(row) != len(header):
                raise line.wrong(f"{len(row)} cells", f"a row has {len(header)}, so quote cells with commas")
            yield line, row
    except csv.Error as error:
        raise KnowledgeInvalid(f"{shown}:{rows.line_num}: {error}; a lexicon is a CSV file in UTF-8") from None


def shown_path(path: Path) -> str:
    """Return how a message names a file of ours."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def check_days(line: Line, first: date | None, last: date | None) -> None:
    """Refuse a row that ends before it begins."""
    if first and last and last < first:
        raise line.wrong(f"valid_last_on {last} is before valid_first_on {first}", "the end is the later of the two")


def _column(name: str, hint: Any) -> Column:
    """Return the column that an annotation declares."""
    python_type, marks, is_nullable = _taken_apart(hint)
    is_list = get_origin(python_type) is tuple
    if is_list:
        python_type, inner, _ = _taken_apart(get_args(python_type)[0])
        marks = (*marks, *inner)
    parse = _parser(python_type, marks)
    form = next((mark.form for mark in marks if isinstance(mark, Grammar)), None)
    is_required = not (is_list or is_nullable)
    return Column(name, _many(parse) if is_list else parse, is_required, is_list, form)


def _taken_apart(hint: Any) -> tuple[Any, tuple[Any, ...], bool]:
    """Return the type that an annotation names, its marks, and whether there may be no value."""
    if get_origin(hint) is Annotated:
        python_type, deeper, is_nullable = _taken_apart(get_args(hint)[0])
        return python_type, (*deeper, *get_args(hint)[1:]), is_nullable
    if get_origin(hint) is UnionType or str(get_origin(hint)) == "typing.Union":
        members = [one for one in get_args(hint) if one is not type(None)]
        if len(members) == len(get_args(hint)):  # of several types, of which a grammar gives one
            return hint, (), False
        python_type, marks, _ = _taken_apart(members[0])
        return python_type, marks, True
    return hint, (), False


def _parser(python_type: Any, marks: Iterable[Any]) -> Parser:
    """Return what makes a value of a type of a cell."""
    marked: dict[Any, Any] = {type(mark): mark for mark in marks}
    if grammar := marked.get(Grammar):
        return cast(Grammar, grammar).read
    if codes := marked.get(OneOf):
        return _one_of(codes)
    if python_type is float and (low := marked.get(Ge)) and (high := marked.get(Le)):
        return _between(low.ge, high.le)
    if python_type is date:
        return _day(marked[Whole].rest if Whole in marked else "")
    return PARSERS[python_type]


def _one_of(codes: OneOf) -> Parser:
    def parse(cell: str) -> str:
        if cell not in codes.codes:
            raise ValueError(f"is unknown; use one of {', '.join(codes.codes)}")
        return cell

    return parse


def _day(rest: str) -> Parser:
    def parse(cell: str) -> date:
        try:
            return date.fromisoformat(cell + rest if len(cell) == len("YYYY") else cell)
        except ValueError:
            raise ValueError(f"is no day; write {'YYYY or ' if rest else ''}YYYY-MM-DD") from None

    return parse


def _between(low: Any, high: Any) -> Parser:
    def parse(cell: str) -> float:
        value = float(PARSERS[float](cell))
        if not low <= value <= high:
            raise ValueError(f"is out of range; it lies between {low} and {high}")
        return value

    return parse


def _many(parse: Parser) -> Parser:
    def parse_all(cell: str) -> tuple[Any, ...]:
        parts = tuple(cell.split(LIST))
        if "" in parts or cell != cell.strip():
            raise ValueError("has an empty part; write one | between two values and none at the ends")
        return parts if parse is str else tuple(map(parse, parts))

    return parse_all


def _yes(cell: str) -> bool:
    if cell not in {"yes", "no"}:
        raise ValueError("is unknown; use one of yes, no")
    return cell == "yes"


def _number(kind: type[int] | type[float], right: str) -> Parser:
    def parse(cell: str) -> int | float:
        try:
            return kind(cell)
        except ValueError:
            raise ValueError(f"is no number; write {right}") from None

    return parse


PARSERS: Mapping[Any, Parser] = {
    str: str,
    bool: _yes,
    int: _number(int, "a whole one such as 12"),
    float: _number(float, "one such as 12 or 0.5"),
}
"""What makes of a cell a value, by type."""


class WordsLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which `on`, `off`, `yes` and `no` are words, for they are prepositions and particles here.

    The C loader, where it is built, is five times as fast, which matters to a command that codes one sentence.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's name and type
        first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:bool" or first in "tTfF"]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def load_yaml(path: Path, model: type[T], named: Sequence[str] = ()) -> T:
    """Return what a YAML file of ours declares; raise KnowledgeInvalid, with its line, where it is not as it should be.

    `named` are the keys by which a person would look for an entry of a list.
    """
    shown = shown_path(path)
    try:
        return parse_yaml(path.read_text(encoding="utf-8"), shown, model, named)
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeInvalid(f"{shown}: {' '.join(str(error).split())}") from None


def load_own_yaml(file: OwnFile, model: type[T], named: Sequence[str] = ()) -> T:
    """Return what a YAML file of own knowledge declares; aliases are refused, and keys that stand twice."""
    check_nodes(file.text, file.shown)
    return parse_yaml(file.text, file.shown, model, named)


def parse_yaml(text: str, shown: str, model: type[T], named: Sequence[str] = ()) -> T:
    """Return what the text of a YAML file declares."""
    try:
        declared = yaml.load(text, Loader=WordsLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise _not_yaml(shown, error) from None
    try:
        return _adapter(model).validate_python(declared)
    except ValidationError as failure:
        # A misspelt key is also a missing one; the misspelling is what one wants to be told.
        first = min(failure.errors(), key=lambda found: found["type"] != "extra_forbidden")
        said = "no such key" if first["type"] == "extra_forbidden" else str(first["msg"]).removeprefix("Value error, ")
        line = line_of(text, first["loc"])
        raise KnowledgeInvalid(f"{shown}:{line}: {_entry(declared, first['loc'], named)}{said}") from None


def _adapter(model: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(model)


def _not_yaml(shown: str, error: Exception) -> KnowledgeInvalid:
    mark = getattr(error, "problem_mark", None)
    where = f"{shown}:{mark.line + 1}" if mark else shown
    return KnowledgeInvalid(f"{where}: {getattr(error, 'problem', None) or ' '.join(str(error).split())}; write YAML")


def check_nodes(text: str, shown: str, *, may_alias: bool = False) -> None:
    """Refuse a YAML text with an alias, by which few lines name what fills any memory, or a key that stands twice."""
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent) and not may_alias:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise KnowledgeInvalid(f"{shown}:{line}: an alias, *{event.anchor}; write its words out")
        waiting = [node] if (node := yaml.compose(text, Loader=yaml.SafeLoader)) else []
    except (yaml.YAMLError, RecursionError) as error:
        raise _not_yaml(shown, error) from None
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            waiting += [value for _, value in node.value]
            seen: dict[str, int] = {}
            for name, _ in node.value:
                line = name.start_mark.line + 1
                if before := seen.get(str(name.value)):
                    raise KnowledgeInvalid(f"{shown}:{line}: {name.value!r} stands in line {before} already; keep one")
                seen[str(name.value)] = line


def line_of(text: str, steps: Iterable[str | int]) -> int:
    """Return the line of a YAML text in which the value at the end of some steps stands, or what holds it."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    line = node.start_mark.line if node else 0
    for step in steps:
        found = None
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = (node.value[step], node.value[step])
        if found is None:
            break
        line, node = found[0].start_mark.line, found[1]
    return line + 1


def _entry(declared: Any, steps: Iterable[str | int], named: Sequence[str]) -> str:
    """Return the way to an entry of a declaration in the words by which a person would look for it."""
    names: list[str] = []
    value = declared
    for step in steps:
        value = value[step] if _holds(value, step) else None
        if isinstance(step, int) and isinstance(value, dict):
            names.append(repr(next((value[name] for name in named if value.get(name)), step)))
        else:
            names.append(str(step))
    return "".join(f"{name}: " for name in names)


def _holds(value: Any, step: str | int) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and step < len(value)
