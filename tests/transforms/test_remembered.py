"""What a run remembers is what was written, or nothing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.remembered import recall, remember

VALUE = {"files": {"a.txt": [1, "f"]}, "at": 2}


def test_what_was_remembered_is_recalled(tmp_path: Path) -> None:
    remember(tmp_path / "known.json", VALUE)
    assert recall(tmp_path / "known.json") == VALUE
    assert [path.name for path in tmp_path.iterdir()] == ["known.json"]


def test_what_was_never_remembered_is_not_known(tmp_path: Path) -> None:
    assert recall(tmp_path / "known.json") is None


def test_where_it_cannot_be_written_nothing_is_remembered(tmp_path: Path) -> None:
    remember(tmp_path / "gone" / "known.json", VALUE)
    assert recall(tmp_path / "gone" / "known.json") is None


@given(data=st.data())
def test_any_other_content_is_not_known(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = tmp_path_factory.mktemp("remembered") / "known.json"
    remember(path, VALUE)
    written = path.read_bytes()
    at = data.draw(st.integers(0, len(written) - 1))
    harmed = data.draw(
        st.sampled_from([written[:at], written[:at] + data.draw(st.binary(max_size=3)) + written[at + 1 :]])
    )
    path.write_bytes(harmed)
    assert recall(path) == (VALUE if harmed == written else None)
