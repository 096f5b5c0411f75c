"""Tests of the interface for Python: what a notebook asks of a published warehouse, and that it changes nothing."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

import entente
from tests.built import build_release, number
from warehouse.releases import Warehouse

ASK = """
import sys, entente
with entente.open(sys.argv[1]) as warehouse:
    warehouse.events()
print({"prefect", "great_expectations", "pandas", "onnxruntime"} & set(sys.modules))
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    warehouse = Warehouse(tmp_path_factory.mktemp("warehouse"))
    publish(warehouse, "a" * 16)
    return warehouse.root


def publish(warehouse: Warehouse, run_id: str) -> None:
    staged = warehouse.stage(run_id)
    build_release(staged)
    warehouse.publish(staged, "0.2.0", {})


def test_events_and_reports_are_tables_of_arrow(root: Path) -> None:
    with entente.open(root) as warehouse:
        events, reports = warehouse.events(), warehouse.reports()
    assert (type(events), type(reports)) == (pa.Table, pa.Table)
    assert set(events["event_id"].to_pylist()) == {number(index) for index in range(121, 126)}
    assert reports.num_rows == 5
    assert events.schema.field("occurred_first_on").type == pa.date32()


def test_in_pandas_a_null_stays_null_and_a_day_a_day(root: Path) -> None:
    with entente.open(root, frames="pandas") as warehouse:
        frame = warehouse.sql("select event_id, deaths, occurred_first_on from events order by event_id limit 2")
    assert isinstance(frame, pd.DataFrame)
    assert frame["deaths"].tolist() == [9, pd.NA]
    assert frame["occurred_first_on"].tolist() == [date(2024, 3, 5)] * 2


def test_parameters_fill_a_query_in_order_or_by_name(root: Path) -> None:
    with entente.open(root) as warehouse:
        in_order = warehouse.sql("select deaths from events where event_type = ? and deaths > ?", ["ASSAULT", 1])
        by_name = warehouse.sql("select deaths from events where event_type = $type", {"type": "AID"})
    assert in_order.to_pydict() == {"deaths": [9]}
    assert by_name.to_pydict() == {"deaths": [None]}


def test_an_empty_answer_has_its_columns(root: Path) -> None:
    with entente.open(root) as warehouse:
        answer = warehouse.sql("select event_id, deaths from events where deaths > 100")
    assert (answer.num_rows, answer.schema.names) == (0, ["event_id", "deaths"])


def test_every_table_and_view_says_what_it_is_and_can_be_taken_whole(root: Path) -> None:
    with entente.open(root) as warehouse:
        described = warehouse.tables
        taken = {name: warehouse.table(name).schema.names for name in described}
    assert described["events_flat"].endswith("One row per event.")
    assert [name for name, description in described.items() if not description or not taken[name]] == []


def test_a_table_that_is_not_there_is_named(root: Path) -> None:
    with entente.open(root) as warehouse, pytest.raises(KeyError, match="no table or view 'incidents'"):
        warehouse.table("incidents")


@pytest.mark.parametrize(
    "query", ["delete from events", "from read_csv('secret.csv')", "from evnts", "", "select 1; select 2"]
)
def test_a_query_that_does_not_only_read_is_refused(query: str, root: Path) -> None:
    with entente.open(root) as warehouse, pytest.raises(entente.QueryInvalid):
        warehouse.sql(query)


def test_a_release_that_is_open_stays_the_same_while_the_next_is_published(tmp_path: Path) -> None:
    there = Warehouse(tmp_path)
    publish(there, "a" * 16)
    with entente.open(tmp_path) as before:
        publish(there, "b" * 16)
        with entente.open(tmp_path) as after:
            assert (before.release.number, after.release.number) == (1, 2)
        assert before.events().num_rows == 5


def test_a_closed_warehouse_answers_no_more(root: Path) -> None:
    warehouse = entente.open(root)
    events = warehouse.events()
    warehouse.close()
    with pytest.raises(entente.QueryInvalid):
        warehouse.events()
    assert events.num_rows == 5


def test_a_folder_without_a_release_is_no_warehouse(tmp_path: Path) -> None:
    with pytest.raises(entente.WarehouseMissing, match="no published warehouse here"):
        entente.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_asking_loads_neither_prefect_nor_great_expectations_nor_what_reads(root: Path) -> None:
    asked = subprocess.run([sys.executable, "-c", ASK, str(root)], capture_output=True, text=True, check=True)
    assert asked.stdout == "set()\n"
