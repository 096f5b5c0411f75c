"""What a table is: a class declares it, an instance is one of its rows.

A subclass of `Row` is the only declaration of its table. Its docstring says what a row is, each attribute is a
column, and the string under an attribute describes that column. Parquet, the expectations, DuckDB and the codebook
all read `columns()`; nothing repeats it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from inspect import cleandoc
from types import GenericAlias, UnionType
from typing import Annotated, Any, ClassVar, Self, TypeVar, get_args, get_origin

import pyarrow as pa
from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

Mark = TypeVar("Mark")

ARROW_TYPES = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
}


@dataclass(frozen=True)
class Key:
    """Marks the column that identifies a row."""


@dataclass(frozen=True)
class References:
    """Marks a column that holds the key of another table, named because tables may refer to each other."""

    table: str


@dataclass(frozen=True)
class SpanOf:
    """Marks a column whose words are the text of the document between two other columns of the row."""

    start: str
    end: str


@dataclass(frozen=True)
class HoldsWords:
    """Marks a column that holds words of documents, which an export without text leaves out or keeps on purpose."""

    extent: str
    """How much of a document a value may hold."""
    is_left_out: bool = True
    """Whether an export without text leaves the column out."""


@dataclass(frozen=True)
class CutsYears:
    """Marks the day by which an export cuts a table of many rows into years."""


@dataclass(frozen=True)
class OneOf:
    """Marks a column that holds one of a list of codes, or a list of such codes."""

    codes: tuple[str, ...]
    own: str | None = None
    """Pattern of the codes that a user's own knowledge may add; null where the list is closed."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def check(self, code: str) -> str:
        """Return the code; raise ValueError, naming the codes there are, when it is none of them."""
        if code not in self.codes and not (self.own and re.fullmatch(self.own, code)):
            raise ValueError(f"{code!r} is not one of {', '.join(self.codes)}")
        return code


@dataclass(frozen=True)
class Column:
    """One column, as its attribute declares it."""

    name: str
    type: pa.DataType
    nullable: bool
    description: str
    marks: tuple[Any, ...]

    @classmethod
    def declared_by(cls, name: str, field: FieldInfo) -> Self:
        """Return the column that a field of a `Row` declares."""
        annotation, nullable = _split_none(field.annotation)
        python_type, marks = _split_marks(annotation)
        return cls(name, _arrow_type(python_type), nullable, field.description or "", (*marks, *field.metadata))

    def mark(self, kind: type[Mark]) -> Mark | None:
        """Return the mark of one kind, such as `Key` or `annotated_types.Ge`, or None."""
        return next((mark for mark in self.marks if isinstance(mark, kind)), None)

    @property
    def is_list(self) -> bool:
        """Whether a cell holds a list of values."""
        return bool(pa.types.is_list(self.type))

    def arrow_field(self) -> pa.Field:
        """Return the field of the Arrow schema, with the description as its metadata."""
        return pa.field(self.name, self.type, self.nullable, {"description": self.description})


class Row(BaseModel):
    """A row of one table; the module docstring tells how a subclass declares it."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    table: ClassVar[str]
    """Name of the table, plural."""

    @classmethod
    def description(cls) -> str:
        """Return what a row of the table is, as its docstring says."""
        return " ".join(cleandoc(cls.__doc__ or "").split())

    @classmethod
    @cache
    def columns(cls) -> tuple[Column, ...]:
        """Return the columns in the order of their declaration."""
        return tuple(Column.declared_by(name, field) for name, field in cls.model_fields.items())

    @classmethod
    def key(cls) -> str:
        """Return the name of the column that identifies a row."""
        return next(column.name for column in cls.columns() if column.mark(Key))

    @classmethod
    @cache
    def arrow_schema(cls) -> pa.Schema:
        """Return the Arrow schema, with the descriptions of the table and of its columns as metadata."""
        return pa.schema([column.arrow_field() for column in cls.columns()], {"description": cls.description()})

    def _with(self, **columns: Any) -> Self:
        """Return the row with other values in some columns, validated as every row is.

        For the methods by which a table declares what a later stage may still tell of a row that is complete; a stage
        that knows less than a row makes a draft of `transforms/document_drafts.py`.
        """
        return type(self)(**(self.__dict__ | columns))

    @classmethod
    def to_arrow(cls, rows: Iterable[Self]) -> pa.Table:
        """Return the rows as a table, ordered by key, so that equal rows give equal files."""
        key = cls.key()
        records = sorted((row.__dict__ for row in rows), key=lambda record: record[key])
        return pa.Table.from_pylist(records, cls.arrow_schema())

    @classmethod
    def from_arrow(cls, table: pa.Table) -> list[Self]:
        """Return the rows of a table that `to_arrow` made, in its order."""
        return [cls(**record) for record in table.to_pylist()]


def _split_none(annotation: Any) -> tuple[Any, bool]:
    """Split `X | None` into `X` and whether None is allowed."""
    if get_origin(annotation) is UnionType or str(get_origin(annotation)) == "typing.Union":
        (python_type,) = (member for member in get_args(annotation) if member is not type(None))
        return python_type, True
    return annotation, False


def _split_marks(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """Split `Annotated[X, marks]` into `X` and its marks; the items of a list lend the column their marks."""
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        python_type, deeper = _split_marks(inner)
        return python_type, (*deeper, *marks)
    if get_origin(annotation) in (list, tuple):
        item, item_marks = _split_marks(get_args(annotation)[0])
        return GenericAlias(list, (item,)), item_marks
    return annotation, ()


def _arrow_type(python_type: Any) -> pa.DataType:
    if get_origin(python_type) is list:
        return pa.list_(_arrow_type(get_args(python_type)[0]))
    return ARROW_TYPES[python_type]
