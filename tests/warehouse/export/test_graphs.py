"""Tests of the graphs, read back with networkx."""

from pathlib import Path
from typing import Any

import duckdb
import networkx as nx
import pytest

from tests.warehouse.export.conftest import Export, resource
from warehouse.export.graphs import write_gexf, write_graphml

READERS = {"gexf": nx.read_gexf, "graphml": nx.read_graphml}


def read(layout: str, folder: Path, name: str) -> Any:
    return READERS[layout](folder / f"{name}.{layout}")


@pytest.mark.parametrize("layout", READERS)
def test_dyads_are_directed_and_weigh_their_events(layout: str, exported: Export) -> None:
    graph = read(layout, exported(layout), "dyads_country")
    assert graph.is_directed()
    assert graph.nodes["TUR"]["label"] == "Turkey"
    edge = graph.edges["TUR", "SYR"]
    assert (edge["weight"], edge["material_conflict"], edge["mean_score"], edge["first_month"]) == (
        3,
        3,
        -5.0,
        "2024-03-01",
    )
    assert "first_month" not in graph.edges["TUR", "RUS"]  # its event has no day


@pytest.mark.parametrize("layout", READERS)
def test_every_level_has_a_file_of_its_own(layout: str, exported: Export) -> None:
    folder = exported(layout)
    names = {path.stem for path in folder.glob(f"*.{layout}")}
    assert names == {"dyads_entity", "dyads_side", "dyads_country", "alliances"}
    assert not read(layout, folder, "alliances").is_directed()


@pytest.mark.parametrize(("layout", "write"), [("gexf", write_gexf), ("graphml", write_graphml)])
def test_a_name_may_hold_what_no_xml_may(
    layout: str, write: Any, connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    query = "select 'a' as a_id, 'A <&\" ' || chr(1) as a, 'b' as b_id, null as b, 'hostile' as stance"
    things = resource(query, a_id="VARCHAR", a="VARCHAR", b_id="VARCHAR", b="VARCHAR", stance="VARCHAR")
    write(connection, things, tmp_path / f"things.{layout}")
    graph = read(layout, tmp_path, "things")
    assert [graph.nodes[node]["label"] for node in "ab"] == ['A <&" \ufffd', "b"]
    assert graph.edges["a", "b"]["stance"] == "hostile"


def test_a_graph_is_dated_to_its_release(exported: Export) -> None:
    assert '<meta lastmodifieddate="2024-03-06">' in (exported("gexf") / "alliances.gexf").read_text(encoding="utf-8")
