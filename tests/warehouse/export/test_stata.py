"""Tests of the files for Stata, read back with pandas."""

from datetime import datetime
from pathlib import Path

import duckdb
import pandas as pd

from tests.built import number
from tests.warehouse.export.conftest import Export, resource
from warehouse.export.stata import write_stata


def test_days_numbers_and_codes_are_read_as_what_they_are(exported: Export) -> None:
    events = pd.read_stata(exported("stata") / "events_flat.dta").set_index("event_id")
    strike, visit = events.loc[number(121)], events.loc[number(124)]
    assert (strike["occurred_first_on"], strike["deaths"], strike["latitude"]) == (datetime(2024, 3, 5), 9, 36.2)
    assert (strike["factuality"], events.loc[number(125), "factuality"]) == ("actual", "planned")
    assert pd.isna(visit["occurred_first_on"])
    assert pd.isna(visit["deaths"])
    assert events.loc[number(122), "mode"] == ""


def test_variables_and_values_have_labels(exported: Export) -> None:
    with pd.io.stata.StataReader(exported("stata", "events") / "events.dta") as reader:
        assert reader.variable_labels()["occurred_first_on"].startswith("First day on which it may have happened")
        assert set(reader.value_labels()["factuality"].values()) >= {"actual", "planned", "denied"}
        assert reader.data_label.startswith("What happened")


def test_a_file_is_dated_to_its_release(exported: Export) -> None:
    assert b"06 Mar 2024 01:00" in (exported("stata", "sources") / "sources.dta").read_bytes()[:500]


def test_names_are_cut_to_32_characters_and_long_texts_are_kept_whole(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    name = "as_recipient_material_cooperation"
    things = resource(
        f"select 1 as {name}, 2 as {name}s, repeat('ü', 3000) as text",
        **{name: "BIGINT", f"{name}s": "BIGINT", "text": "VARCHAR"},
    )
    write_stata(connection, things, tmp_path / "things.dta")
    read = pd.read_stata(tmp_path / "things.dta")
    assert list(read) == ["as_recipient_material_cooperatio", "as_recipient_material_cooperat_2", "text"]
    assert read.loc[0, "text"] == "ü" * 3000


def test_an_instant_is_in_utc_and_a_truth_that_is_missing_is_missing(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    query = "from (values (timestamptz '2024-03-05 23:30:00-02', true), (null, null)) as found(made_at, is_sure)"
    write_stata(connection, resource(query, made_at="TIMESTAMP UTC", is_sure="BOOLEAN"), tmp_path / "things.dta")
    read = pd.read_stata(tmp_path / "things.dta")
    assert read.to_dict("list")["made_at"] == [datetime(2024, 3, 6, 1, 30), pd.NaT]
    assert read["is_sure"].isna().tolist() == [False, True]
