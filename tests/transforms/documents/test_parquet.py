"""Parquet: a row is a record, and a damaged group of rows loses no other."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.transforms.documents.test_archives import zipped
from tests.transforms.documents.test_cutting import told
from transforms.documents.batches import batches
from transforms.documents.inventory import survey
from transforms.documents.record_reading import ReadDocument, read_batch

SENTENCE = "Talks resumed in Geneva on Monday after the army left the town."


def table_of(rows: int) -> pa.Table:
    return pa.table(
        {
            "Headline": [f"Talks of day {row}" for row in range(rows)],
            "Publication Date": [datetime(2024, 3, 1 + row % 28, tzinfo=UTC) for row in range(rows)],
            "maintext": [f"{SENTENCE} It was day {row}." if row != 3 else None for row in range(rows)],
            "authors": [["Jane Doe", "John Roe"] for _ in range(rows)],
            "picture": [b"\xff\x00" for _ in range(rows)],
        }
    )


def test_each_row_is_a_document_with_its_fields(tmp_path: Path) -> None:
    pq.write_table(table_of(2), tmp_path / "a.parquet")
    (batch,) = batches(survey(tmp_path, "code").records())
    _, (_, second) = read_batch(batch)
    assert isinstance(second, ReadDocument)
    document = second.document
    assert (document.path, document.title, document.byline, str(document.published_first_on)) == (
        *("a.parquet#2", "Talks of day 1", "Jane Doe, John Roe", "2024-03-02"),
    )


def test_a_row_without_text_and_a_damaged_group_lose_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(table_of(300), path, row_group_size=100, compression="zstd")
    about = pq.ParquetFile(path).metadata.row_group(1).column(2)
    content = bytearray(path.read_bytes())
    start = about.dictionary_page_offset or about.data_page_offset
    content[start : start + about.total_compressed_size] = b"\xff" * about.total_compressed_size
    path.write_bytes(content)
    rows = told(survey(tmp_path, "code"))
    assert [row for row in rows if row[1]] == [("a.parquet#4", "unmapped"), ("a.parquet#101", "broken")]
    assert len(rows) == 201


def test_a_table_in_a_zip_file_is_read(tmp_path: Path) -> None:
    pq.write_table(table_of(3), tmp_path / "a.parquet")
    content = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "a.parquet").unlink()
    (tmp_path / "b.zip").write_bytes(zipped(a__parquet=content))
    assert told(survey(tmp_path, "code")) == [(f"b.zip/a.parquet#{row}", "") for row in (1, 2, 3)]


def test_what_is_no_table_or_has_no_rows_is_a_rejection(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 is not all")
    pq.write_table(table_of(0), tmp_path / "b.parquet")
    assert told(survey(tmp_path, "code")) == [("a.parquet", "broken"), ("b.parquet", "empty")]
