"""Describing an export: `datapackage.json` as Frictionless Data wants it, and `CODEBOOK.md`, from the declarations."""

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
from annotated_types import Ge, Le
from pydantic.fields import FieldInfo

from transforms.row import Column, Key, OneOf, References
from transforms.tables import TABLES
from warehouse.codebook import notes
from warehouse.export.contents import BIGINT, BOOLEAN, DATE, DOUBLE, INSTANT, VARCHAR, Field, Resource

FRICTIONLESS = {
    BIGINT: "integer",
    DOUBLE: "number",
    VARCHAR: "string",
    BOOLEAN: "boolean",
    DATE: "date",
    INSTANT: "datetime",
}
"""The type of Frictionless Table Schema for each type of an export."""
KEYS = {row.table: row.key() for row in TABLES}


def described(resource: Resource, paths: Sequence[str], form: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Return the descriptor of a resource; `names` are the resources of the export, to which keys may refer.

    `form` holds what the file format adds, such as its media type.
    """
    schema: dict[str, Any] = {"fields": [described_field(field) for field in resource.fields]}
    if resource.key:
        schema["primaryKey"] = resource.key
    if keys := list(references(resource, names)):
        schema["foreignKeys"] = keys
    return {
        "name": resource.name.replace("_", "-"),
        "title": resource.name,
        "description": resource.description,
        "path": paths[0] if len(paths) == 1 else list(paths),
        **form,
        "schema": schema,
    }


def described_field(field: Field) -> dict[str, Any]:
    """Return the descriptor of a column, with the constraints that its declaration states."""
    described: dict[str, Any] = {"name": field.name, "type": FRICTIONLESS[field.type], "description": field.meaning}
    if field.declared and (limits := dict(constraints(field.declared))):
        described["constraints"] = limits
    return described


def constraints(column: Column) -> Iterator[tuple[str, Any]]:
    """Yield the constraints of a column by their names in Table Schema; none for a list, which is joined."""
    if column.is_list:
        return
    if not column.nullable and (not pa.types.is_string(column.type) or column.marks):  # a free text may be empty
        yield "required", True
    if column.mark(Key):
        yield "unique", True
    if one_of := column.mark(OneOf):
        yield ("pattern", f"^{one_of.own}$") if one_of.own else ("enum", list(one_of.codes))
    for outer in column.marks:
        for mark in outer.metadata if isinstance(outer, FieldInfo) else (outer,):
            if isinstance(mark, Ge):
                yield "minimum", mark.ge
            elif isinstance(mark, Le):
                yield "maximum", mark.le
            elif pattern := getattr(mark, "pattern", None):
                yield "pattern", pattern


def references(resource: Resource, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the foreign keys of a table, as its declaration states them."""
    for field in resource.fields:
        mark = field.declared.mark(References) if field.declared else None
        if mark and mark.table in names:
            # Table Schema names a table's own rows by the empty string.
            table = "" if mark.table == resource.name else mark.table.replace("_", "-")
            yield {"fields": field.name, "reference": {"resource": table, "fields": KEYS[mark.table]}}


def codebook(resources: Sequence[Resource], head: Sequence[str]) -> str:
    """Return the text of `CODEBOOK.md`: every file of the export with its columns."""
    return "\n".join([*head, "", *(line for resource in resources for line in page(resource))])


def page(resource: Resource) -> Iterator[str]:
    """Yield the lines about one resource."""
    yield from (f"## {resource.name}", "", resource.description, "", "| column | type | meaning |", "|---|---|---|")
    for field in resource.fields:
        more = notes(field.declared) if field.declared else ""
        yield f"| {field.name} | {field.type} | {field.meaning}{more} |"
    yield ""
