"""Tests of the files for SPSS, read back with pyreadstat."""

from datetime import date, datetime
from pathlib import Path

import duckdb
import pyreadstat

from tests.built import number
from tests.warehouse.export.conftest import Export, resource
from warehouse.export.spss import TEXT, write_spss


def test_days_numbers_and_codes_are_read_as_what_they_are(exported: Export) -> None:
    events, about = pyreadstat.read_sav(exported("spss") / "events_flat.sav", apply_value_formats=True)
    events = events.set_index("event_id")
    strike = events.loc[number(121)]
    assert (strike["occurred_first_on"], strike["deaths"]) == (date(2024, 3, 5), 9)
    assert (strike["factuality"], events.loc[number(125), "factuality"]) == ("actual", "planned")
    assert about.column_names_to_labels["quad_class"].startswith("1 verbal cooperation, 2 material cooperation")
    assert about.original_variable_types["first_published_on"] == "DATE11"  # which no event of the release has


def test_a_file_is_dated_to_its_release(exported: Export) -> None:
    _, about = pyreadstat.read_sav(exported("spss", "sources") / "sources.sav")
    assert about.creation_time == datetime(2024, 3, 6, 1)


def test_an_instant_is_in_utc_and_a_day_before_pandas_counts_nanoseconds_is_kept(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    query = (
        "from (values (timestamptz '2024-03-05 23:30:00-02', date '1648-10-24'), (null, null)) as found(made_at, day)"
    )
    write_spss(connection, resource(query, made_at="TIMESTAMP UTC", day="DATE"), tmp_path / "things.sav")
    read, _ = pyreadstat.read_sav(tmp_path / "things.sav")
    assert read.loc[0].tolist() == [datetime(2024, 3, 6, 1, 30), date(1648, 10, 24)]
    assert read.loc[1].isna().all()


def test_a_text_is_cut_to_what_a_file_holds(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write_spss(connection, resource("select repeat('ü', 20000) as text", text="VARCHAR"), tmp_path / "things.sav")
    read, _ = pyreadstat.read_sav(tmp_path / "things.sav")
    assert read.loc[0, "text"] == "ü" * (TEXT // 2)
