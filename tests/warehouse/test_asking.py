"""Tests of asking: that a query reads the warehouse and does nothing else, whoever writes it."""

from pathlib import Path

import pytest

from tests.built import build_release
from warehouse.asking import QueryInvalid, ask, asking, split

secret = [1, 2, 3]  # a variable of this program, which a query must not see


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_release(tmp_path_factory.mktemp("release"))


WRITES = (
    "insert into events select * from events", "update events set confidence = 1", "delete from events",
    "truncate events", "drop view rifts", "create table mine as select 1", "create temp table mine as select 1",
    "create macro one() as 1", "comment on table events is 'x'", "alter table events add column x int",
    "merge into events using events as e on false when matched then delete", "checkpoint", "vacuum", "analyze",
    "explain analyze delete from events", "begin", "prepare x as select 1", "execute x",
)  # fmt: skip
FILES = (
    "copy events to 'taken.csv'", "export database 'taken'", "import database 'taken'", "from 'secret.csv'",
    "from read_csv('secret.csv')", "from read_text('secret.csv')", "from read_blob('secret.csv')",
    "from read_json_auto('secret.csv')", "from read_parquet('secret.csv')", "from glob('*')",
    "from sniff_csv('secret.csv')", "from parquet_metadata('secret.csv')", "from read_duckdb('other.duckdb')",
    "explain copy events to 'taken.csv'", "from 'https://host.example/x.csv'", "from read_csv('s3://bucket/x.csv')",
    "from enable_logging(storage = 'file', storage_path = 'taken')", 'from "enable_logging"()',
    "from main.Enable_Logging /* now */ ()", "from enable_profiling(save_location = 'taken.txt')",
    "from duckdb_secrets()", "from which_secret('s3://x', 's3')",
    "select * from (select * from (from glob('*')))", "select (select count(*) from read_text('secret.csv'))",
)  # fmt: skip
REACHES = (
    "attach 'other.duckdb'", "attach ':memory:' as mine", "detach entente", "use memory", "install httpfs",
    "load httpfs", "load 'mine.duckdb_extension'", "update extensions", "set enable_external_access = true",
    "set memory_limit = '1TB'", "reset memory_limit", "set variable x = 1", "pragma enable_profiling = 'json'",
    "pragma profiling_output = 'taken'", "call enable_logging()", "from query('delete from events')",
    "from query_table('events')", "select * from secret", "from pandas_scan(1)", "from arrow_scan(1, 2, 3)",
    "from json_execute_serialized_sql('{}')", "create secret (type s3)",
)  # fmt: skip


@pytest.mark.parametrize("sql", [*WRITES, *FILES, *REACHES])
def test_a_query_can_only_read(sql: str, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.csv").write_text("a\n1\n")
    before, files = database.read_bytes(), sorted(database.parent.rglob("*"))
    with pytest.raises(QueryInvalid):
        ask(database, sql)
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]
    assert database.read_bytes() == before
    assert sorted(database.parent.rglob("*")) == files


@pytest.mark.parametrize(
    "sql",
    [
        "from events limit 1", "with one as (select 1 as x) from one", "describe events_flat", "show tables",
        "summarize events", "pivot events on event_type using count(*)", "explain select 1", "values (1)",
        "select unnest([1, 2])", "from range(3)", "select version()", "select ';' as a; -- the end", "from rifts_at()",
        "select count(*) from duckdb_columns()", "select 'from glob(x)' as words",
        "select version from document_versions",
    ],
)  # fmt: skip
def test_a_query_that_reads_is_answered(sql: str, database: Path) -> None:
    assert ask(database, sql).columns


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("from evnts", "no table or view 'evnts'; near it: events"),
        ("select evnt_type from events", 'Candidate bindings: "event_type"'),
        ("select 1; select 2", "2 statements; a query is one"),
        ("delete from events", "DELETE does something else than read"),
        ("from 'x.csv'", "a query can only read the tables and views of the warehouse, no file"),
        ("from glob('*')", "glob() reaches beyond the warehouse"),
        ("-- nothing", "the query is empty"),
        ("select \udcff", "no characters"),
    ],
)
def test_a_refusal_says_what_would_be_right(sql: str, told: str, database: Path) -> None:
    with pytest.raises(QueryInvalid) as refused:
        ask(database, sql)
    assert told in str(refused.value)


def test_an_answer_can_be_taken_as_arrow_and_keeps_its_columns_when_it_is_empty(database: Path) -> None:
    with asking(database, "select event_id, confidence from events where false") as stream:
        (batch,) = stream.batches()
    assert (batch.schema.names, batch.num_rows) == (["event_id", "confidence"], 0)


def test_an_error_that_comes_with_the_rows_is_told_too(database: Path) -> None:
    late = "select case when i > 200000 then error('late') else i end from range(400000) as numbers(i)"
    # Of two threads that DuckDB has at work one may say that the other's error interrupted it.
    with pytest.raises(QueryInvalid, match=r"late|INTERRUPT"), asking(database, late) as stream:
        list(stream.rows())


def test_two_questions_at_a_time_do_not_hinder_each_other(database: Path) -> None:
    with asking(database, "from events") as one, asking(database, "from events") as other:
        assert len(list(one.rows())) == len(list(other.rows())) == 5


def test_statements_end_where_a_semicolon_ends_them() -> None:
    assert split("select 1; select 'a;b', \"c;d\" -- e;f\n;\nfrom é") == (
        ["select 1", "select 'a;b', \"c;d\" -- e;f"],
        "from é",
    )
