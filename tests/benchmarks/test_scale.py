"""Synthetic corpora: as many documents as are wanted, consistent keys, twins, and the pipeline takes them as read."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from benchmarks.scale.figures_page import Axes, exponent, write_page
from benchmarks.scale.originals import read_originals
from benchmarks.scale.synthetic_corpora import make_corpus
from flows.pipeline import run
from tests.finding import each
from tests.small_seeds import write_small_seeds
from transforms.drafts import EXTRACTED
from transforms.row import Key, References

DOCUMENTS = 50


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("originals")
    return read_originals([write_small_seeds(folder / "seeds")], folder / "read")


@pytest.fixture(scope="module")
def corpus(originals: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus") / "made"
    make_corpus(originals, DOCUMENTS, folder)
    return folder


@pytest.fixture(scope="module")
def tables(corpus: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for row in EXTRACTED:
        files = corpus / "warehouse" / "parts" / "*" / f"{row.table}.parquet"
        connection.execute(f"create table {row.table} as from read_parquet('{files}')")
    return connection


def asked(tables: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return tables.execute(query).fetchall()


def test_every_key_is_one_row_and_every_reference_leads_to_one(tables: duckdb.DuckDBPyConnection) -> None:
    held = {row.table for row in EXTRACTED}
    for row in EXTRACTED:
        for column in each(row.columns()):
            if column.mark(Key) and column.name not in ("entity_id", "place_id"):
                assert asked(tables, f"select count(*) = count(distinct {column.name}) from {row.table}") == [(True,)]
            reference = column.mark(References)
            if reference and reference.table in held:
                key = next(other.key() for other in EXTRACTED if other.table == reference.table)
                kept = f"{reference.table} as kept on kept.{key} = held.{column.name}"
                lost = f"select 1 from {row.table} as held anti join {kept}"
                assert asked(tables, f"{lost} where held.{column.name} is not null") == []


def test_states_stay_who_they_are_and_nameless_ones_belong_to_their_document(tables: duckdb.DuckDBPyConnection) -> None:
    ((documents,),) = asked(tables, "select count(*) from introductions where entity_id = 'state.france'")
    assert documents >= DOCUMENTS // 2
    assert asked(tables, "select 1 from introductions where is_own group by entity_id having count(*) > 1") == []


def test_of_ten_replicas_one_tells_what_another_one_tells(tables: duckdb.DuckDBPyConnection) -> None:
    days = asked(tables, "select count(*), count(distinct published_first_on) from documents")
    ((documents, distinct),) = days
    assert documents == DOCUMENTS
    assert distinct < DOCUMENTS


def test_the_pipeline_has_nothing_to_read(corpus: Path) -> None:
    summary = run(corpus / "seeds", corpus / "warehouse")
    assert (summary.documents, summary.documents_read) == (DOCUMENTS, 0)
    assert summary.events > 0


def test_the_same_originals_give_the_same_corpus(corpus: Path, originals: Path, tmp_path: Path) -> None:
    make_corpus(originals, DOCUMENTS, tmp_path / "again")
    for row in EXTRACTED:
        (first,), (second,) = (
            sorted(folder.glob(f"warehouse/parts/*/{row.table}.parquet")) for folder in (corpus, tmp_path / "again")
        )
        assert first.read_bytes() == second.read_bytes(), row.table


def figures(documents: int, seconds: float) -> dict[str, Any]:
    run_of = {"cpu": seconds, "peak": 1e9, "stages": {"survey": 0.01, "resolve: find_versions": seconds / 2}}
    return {
        "documents": documents,
        "from nothing": run_of,
        "ten more": run_of,
        "components": {"events": 3},
        "lookups": {"rifts": 0.1, "event of events_flat by id": 0.5, "its evidence": 0.1, "events_flat limit 10": 0.1},
        **dict.fromkeys(("parts_bytes", "database_bytes", "release_bytes"), documents * 1000),
        **dict.fromkeys(("help", "nothing new", "nothing new, with Prefect"), 1.0),
    }


def test_the_page_says_what_is_reached_and_what_is_missed(tmp_path: Path) -> None:
    write_page([figures(100_000, 1000.0), figures(10_000, 100.0)], tmp_path / "scale.md", "a small machine")
    page = (tmp_path / "scale.md").read_text(encoding="utf-8")
    assert "| an event of events_flat by id | 0.1 s | 0.5 | 100,000 | **missed** |" in page
    assert "| `entente --help` | 0.5 CPU s | 1 | 100,000 | **missed** |" in page
    assert "| resolve: find_versions | 50.0 | 500.0 | 1.00 |" in page
    assert "| survey | 0.0 | 0.0 |  |" in page
    assert "find versions</text>" in (tmp_path / "scale.svg").read_text(encoding="utf-8")


def test_a_decade_is_as_wide_as_any_other_and_linear_growth_has_exponent_one() -> None:
    axes = Axes.of([100, 1_000, 10_000], [1.0, 100.0])
    assert axes.x(1_000) - axes.x(100) == pytest.approx(axes.x(10_000) - axes.x(1_000))
    assert exponent({10: {}, 100: {}}, [2.0, 20.0]) == "1.00"
