"""A run that finds nothing new: it says so before anything is imported that would do the work."""

import subprocess
import sys
from pathlib import Path

import pytest

from flows.pipeline import Stages, find_unchanged, run
from tests.flows.processes import ROOT
from tests.small_seeds import write_small_seeds

NOT_FOR_NOTHING = {
    *("prefect", "great_expectations", "pyarrow.dataset", "pyarrow.parquet", "duckdb", "pandas", "scipy"),
    *(
        "onnxruntime",
        "tokenizers",
        "babel",
        "pycountry",
        "multiprocessing",
        "transforms.language",
        "transforms.extraction",
    ),
}
"""What a survey has no use for, and takes long to import."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unchanged")
    # The tables are checked by tests of their own, which takes seconds.
    run(write_small_seeds(folder / "seeds"), folder / "warehouse", stages=Stages(validate=lambda *_: 0))
    return folder


@pytest.mark.parametrize("options", [["--prefect"], ["--no-prefect"]])
def test_nothing_new_imports_nothing_that_does_the_work(root: Path, options: list[str]) -> None:
    command = ["build", "--seeds", str(root / "seeds"), "--warehouse", str(root / "warehouse"), *options]
    program = f"import sys; from flows.cli import run; run({command!r}); print(*sys.modules, file=sys.stderr)"
    answer = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.startswith("nothing new: release 1 stands")
    assert set(answer.stderr.split()) & NOT_FOR_NOTHING == set()


def test_nothing_new_tells_what_the_release_holds(root: Path) -> None:
    found = find_unchanged(root / "seeds", root / "warehouse", force=False)
    assert found is not None
    assert (found.files, found.documents, found.documents_read, found.rejections) == (3, 2, 0, 1)
    assert find_unchanged(root / "seeds", root / "warehouse", force=True) is None
    (root / "seeds" / "wire" / "more.txt").write_text("Germany and Poland signed a border treaty in Warsaw.\n")
    assert find_unchanged(root / "seeds", root / "warehouse", force=False) is None
