"""Graphs for Gephi, Cytoscape, igraph and their like, as GEXF 1.2 and as GraphML.

Takes a resource whose first four columns are the id and the name of one node and those of the other; the rest are the
attributes of the edge. An edge is directed where the first column is `source_id`.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from transforms.control_characters import without_controls
from warehouse.export.contents import Resource
from warehouse.export.extras import library
from warehouse.export.writing import Written, made_at, rows

PRESENT = re.compile(r'lastmodifieddate="[^"]*"')


def graph_of(networkx: Any, connection: duckdb.DuckDBPyConnection, resource: Resource) -> Any:
    """Return the graph of a resource; an attribute that is missing is left out, since neither format has a null."""
    names = [field.name for field in resource.fields]
    graph = networkx.DiGraph() if names[0] == "source_id" else networkx.Graph()
    for row in rows(connection, resource.query):
        one, one_name, other, other_name, *values = map(attribute, row)
        graph.add_node(one, label=one_name or one)
        graph.add_node(other, label=other_name or other)
        told = {name: value for name, value in zip(names[4:], values, strict=True) if value is not None}
        graph.add_edge(one, other, **told)
    return graph


def attribute(value: Any) -> Any:
    """Return a value as an attribute may hold it: days in ISO 8601, marks for control characters."""
    if isinstance(value, date):
        return value.isoformat()
    return without_controls(value) if isinstance(value, str) else value


def write_gexf(connection: duckdb.DuckDBPyConnection, resource: Resource, path: Path) -> Written:
    """Write a resource as GEXF, dated to the release."""
    networkx = library("networkx", "gexf")
    graph = graph_of(networkx, connection, resource)
    written = "\n".join(networkx.generate_gexf(graph))
    # The library writes the present day, by which the same release would give other bytes.
    dated = PRESENT.sub(f'lastmodifieddate="{made_at(connection):%Y-%m-%d}"', written, count=1)
    path.write_text(f"{dated}\n", encoding="utf-8", newline="\n")
    return Written((path,), graph.number_of_edges())


def write_graphml(connection: duckdb.DuckDBPyConnection, resource: Resource, path: Path) -> Written:
    """Write a resource as GraphML."""
    networkx = library("networkx", "graphml")
    graph = graph_of(networkx, connection, resource)
    networkx.write_graphml_xml(graph, path)
    return Written((path,), graph.number_of_edges())
