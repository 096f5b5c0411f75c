"""Tests of the report in the pipeline: it lies in the release, and a page that fails does not keep the tables back."""

import webbrowser
from pathlib import Path

import pytest

from flows.cli import run
from flows.cli.interface import Exit
from flows.release_report import NO_REPORT, add_report, report_of
from tests.warehouse.report.small import small_warehouse
from warehouse.releases import DATABASE, REPORT, Warehouse

RUN = "a" * 16


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path / "warehouse")
    staged = warehouse.stage(RUN)
    small_warehouse(staged)
    add_report(staged)
    warehouse.publish(staged, "0.2.0", {})
    return warehouse


def test_the_report_lies_beside_the_database_of_its_release(warehouse: Warehouse) -> None:
    release = warehouse.published()
    assert report_of(release) == str(release.folder / REPORT)
    assert (release.folder / REPORT).read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_report_that_fails_leaves_its_reason_and_the_tables(tmp_path: Path) -> None:
    staged = Warehouse(tmp_path).stage(RUN)
    (staged / DATABASE).write_bytes(b"no database")
    add_report(staged)
    release = Warehouse(tmp_path).publish(staged, "0.2.0", {})
    assert "Traceback" in (release.folder / NO_REPORT).read_text(encoding="utf-8")
    assert report_of(release).startswith("none: ")
    assert not (release.folder / REPORT).exists()


def test_a_disk_that_refuses_stops_the_run(tmp_path: Path) -> None:
    small_warehouse(tmp_path)
    (tmp_path / REPORT).mkdir()
    with pytest.raises(OSError, match=REPORT):
        add_report(tmp_path)


def test_the_command_writes_the_page_where_it_is_told(warehouse: Warehouse, tmp_path: Path) -> None:
    assert run(["report", "--warehouse", str(warehouse.root), "--out", str(tmp_path / "page.html")]) == Exit.OK
    assert (tmp_path / "page.html").read_bytes() == (warehouse.published().folder / REPORT).read_bytes()


def test_a_folder_that_is_not_there_is_named(
    warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "no_folder" / "page.html"
    assert run(["report", "--warehouse", str(warehouse.root), "--out", str(page)]) == Exit.USAGE
    assert f"{page.parent}: no such folder" in capsys.readouterr().err


def test_the_page_is_shown_where_there_is_a_browser(
    warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def open_nowhere(url: str) -> bool:
        shown.append(url)
        return False

    monkeypatch.setattr(webbrowser, "open", open_nowhere)
    page = tmp_path / "page.html"
    assert run(["report", "--warehouse", str(warehouse.root), "--out", str(page), "--open"]) == Exit.OK
    assert shown == [page.as_uri()]
    assert "no browser was found here" in capsys.readouterr().out
