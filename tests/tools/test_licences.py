"""What runs with Entente: under which licences, in which versions, and that installing it runs none of it."""

import re
import subprocess
import sys
import tarfile
from email.message import Message
from importlib.metadata import Distribution, PackageNotFoundError, PackagePath, distribution
from pathlib import Path

import pytest

from tests.finding import each
from tools.chores import FROM_WHEELS, LOCK, LOCKS
from tools.licences import PAGE, LicenceUnclear, is_allowed, licences, needed, stated_by


def test_everything_that_runs_is_under_a_licence_that_may_be_and_the_page_names_it() -> None:
    rows = re.findall(r"^\| (\S+) \| (.+?) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows[1:] == list(licences().items()), "run python -m tools.licences"


def test_what_runs_is_in_the_lock_with_all_that_it_brings() -> None:
    locked = set(re.findall(r"^(\S+?)==", LOCK.read_text(encoding="utf-8"), re.MULTILINE))
    brought = needed()
    assert brought["starlette"] >= {"fastapi", "prefect"}
    assert brought["pypdfium2"] == {"entente"}
    assert "pywin32" in brought  # only Windows has it
    assert set(brought) - locked == set()
    assert {"pytest", "ruff", "hypothesis"} & set(brought) == set()


def test_every_lock_pins_what_the_first_one_pins_and_an_image_what_a_user_runs() -> None:
    whole, run, build = ({*re.findall(r"^(\S+==\S+)", path.read_text("utf-8"), re.MULTILINE)} for path in LOCKS)
    assert run | build <= whole
    assert set(needed()) <= {name.split("==")[0] for name in run}  # and what only a browser's Python has
    assert not {"pytest", "ruff", "hatchling"} & {name.split("==")[0] for name in run}
    assert "hatchling" in {name.split("==")[0] for name in build}


@pytest.mark.parametrize(
    ("licence", "may_be"),
    [
        ("MIT", True),
        ("LGPL-2.1-only", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("MIT AND PSF-2.0", True),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("MIT AND GPL-2.0-only", False),
        ("MIT AND (GPL-2.0-only OR AGPL-3.0-only)", False),
        ("GNU Affero General Public License v3", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_a_licence_may_be_where_one_of_its_choices_may(licence: str, may_be: bool) -> None:
    assert is_allowed(licence) is may_be


def test_an_expression_with_choices_beside_brackets_is_left_to_a_person() -> None:
    with pytest.raises(LicenceUnclear, match="more than one choice"):
        is_allowed("(MIT OR GPL-2.0-only) AND ISC OR (BSD-3-Clause OR Zlib)")


class Stated(Distribution):
    """A package that states its licence in some lines of its metadata."""

    def __init__(self, **lines: str) -> None:
        self._message = Message()
        for name, line in lines.items():
            self._message[name.replace("_", "-")] = line

    @property
    def metadata(self) -> Message:  # type: ignore[override]
        """Its metadata."""
        return self._message

    def read_text(self, filename: str) -> str | None:
        """It has no files."""
        return None

    def locate_file(self, path: object) -> Path:
        """It has no files."""
        return Path(str(path))


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        ({"License_Expression": "MIT", "License": "BSD"}, "MIT"),
        ({"License": "The MIT License (MIT)", "Classifier": "License :: OSI Approved :: MIT License"}, "MIT"),
        ({"License": "its text\n\nPermission is", "Classifier": "License :: OSI Approved :: BSD License"}, "BSD"),
        ({"License": "BSD-3-Clause"}, "BSD-3-Clause"),
        ({"License": "see LICENSE", "Classifier": "License :: OSI Approved :: MIT License"}, "MIT"),
        (
            {"Classifier": "License :: OSI Approved :: GNU General Public License (GPL)"},
            "GNU General Public License (GPL)",
        ),
        ({}, ""),
    ],
)
def test_a_licence_is_read_from_expression_classifier_or_words(lines: dict[str, str], licence: str) -> None:
    assert stated_by(Stated(**lines)) == licence


SETUP = """
from pathlib import Path
from setuptools import setup
Path({mark!r}).touch()
setup(name="a-package", version="1")
"""


def test_what_would_run_when_it_is_installed_is_not_installed(tmp_path: Path) -> None:
    """A package that comes as its sources runs its own `setup.py`; one that comes as a wheel runs nothing."""
    mark, sources = tmp_path / "was-run", tmp_path / "a_package-1.tar.gz"
    (tmp_path / "setup.py").write_text(SETUP.format(mark=str(mark)))
    with tarfile.open(sources, "w:gz") as archive:
        archive.add(tmp_path / "setup.py", "a_package-1/setup.py")
    pip = [sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check", "install", "--no-index"]
    options = ["--no-build-isolation", "--find-links", str(tmp_path), "--target", str(tmp_path / "there")]
    without_hash = [option for option in FROM_WHEELS if option != "--require-hashes"]
    done = subprocess.run([*pip, *options, *without_hash, "a-package"], capture_output=True, text=True)
    assert "No matching distribution found for a-package" in done.stderr
    assert not mark.exists()


def runs_at_start(path: PackagePath) -> bool:
    """Return whether every Python runs a file when it starts: lines of a `.pth`, and two modules by their names."""
    return len(path.parts) == 1 and (path.suffix == ".pth" or path.stem in ("sitecustomize", "usercustomize"))


def test_nothing_that_is_installed_runs_before_it_is_imported() -> None:
    for name in each(re.findall(r"^(\S+?)==", LOCK.read_text(encoding="utf-8"), re.MULTILINE)):
        try:
            files = distribution(name).files or []
        except PackageNotFoundError:  # of another system or Python
            continue
        assert [str(path) for path in files if runs_at_start(path)] == [], name
