"""Tests of the folder of an export: it replaces its like in one step, and nothing else."""

from pathlib import Path

import pytest

from warehouse.export.folder import DESCRIPTOR, TargetRefused, exchange, replacing

OURS = '{"entente": {}}'


def write(target: Path, name: str) -> None:
    with replacing(target) as folder:
        (folder / name).write_text("x")
        (folder / DESCRIPTOR).write_text(OURS)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_folder_and_an_empty_one_are_taken(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("new", "empty", "deep/new"):
        write(tmp_path / name, "first")
        assert names(tmp_path / name) == [DESCRIPTOR, "first"]


def test_an_export_is_replaced_and_nothing_is_left_beside(tmp_path: Path) -> None:
    write(tmp_path / "out", "first")
    write(tmp_path / "out", "second")
    assert names(tmp_path / "out") == [DESCRIPTOR, "second"]
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("name", ["thesis.doc", DESCRIPTOR])
def test_a_folder_that_holds_anything_else_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text('{"name": "of somebody else"}')
    with pytest.raises(TargetRefused), replacing(tmp_path):
        pass
    assert names(tmp_path) == [name]


def test_a_file_and_a_link_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "link"):
        with pytest.raises(TargetRefused), replacing(tmp_path / name):
            pass


def test_an_error_leaves_the_export_as_it_was(tmp_path: Path) -> None:
    write(tmp_path / "out", "first")
    with pytest.raises(IsADirectoryError), replacing(tmp_path / "out") as folder:
        folder.write_text("half way")
    assert names(tmp_path / "out") == [DESCRIPTOR, "first"]
    assert names(tmp_path) == ["out"]


def test_folders_change_places_in_one_step(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    if not exchange(tmp_path / "one", tmp_path / "other"):
        pytest.skip("this system or disk cannot exchange two folders")
    assert (names(tmp_path / "one"), names(tmp_path / "other")) == (["other"], ["one"])
