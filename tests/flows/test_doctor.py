"""What the doctor says of our own files."""

import base64
import hashlib
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from flows.doctor import Unwell, as_installed


def installed(folder: Path, **texts: str) -> PathDistribution:
    """Write files and what a wheel records of them into a folder; return what is installed there."""
    record = ""
    for name, text in texts.items():
        path = folder / "flows" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        record += f"flows/{name}.py,sha256={digest},{len(text)}\n"
    about = folder / "entente-0.2.0.dist-info"
    about.mkdir()
    (about / "RECORD").write_text(f"{record}entente-0.2.0.dist-info/RECORD,,\n", encoding="utf-8")
    return PathDistribution(about)


def test_files_are_as_they_were_installed_until_one_is_changed_or_gone(tmp_path: Path) -> None:
    ours = installed(tmp_path, build="one = 1\n", doctor="two = 2\n")
    assert as_installed(ours) == "2 as they were installed"
    (tmp_path / "flows" / "doctor.py").write_text("two = 3\n", encoding="utf-8")
    with pytest.raises(Unwell, match=r"^flows/doctor\.py: not as installed; install Entente again"):
        as_installed(ours)
    (tmp_path / "flows" / "build.py").unlink()
    with pytest.raises(Unwell, match=r"^flows/build\.py and 1 others: not as installed"):
        as_installed(ours)


def test_a_checkout_has_no_record_of_its_files(tmp_path: Path) -> None:
    assert as_installed(installed(tmp_path)) == "of a checkout, in which git knows what changed"
