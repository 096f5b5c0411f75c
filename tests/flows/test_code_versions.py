"""The code of a stage: what changes it, and what leaves it alone."""

import shutil
from pathlib import Path

import pytest

from flows.code_versions import ENTRIES, PACKAGES, ROOT, Tree, code_of

HEAVY = ("*.onnx", "*.npz", "__pycache__", "data")
NO_STAGE = (
    *("warehouse/export/", "warehouse/comparison/", "warehouse/purging/", "warehouse/differences.sql"),
    "warehouse/brief/",
    *(
        "transforms/chains/basis_words.csv",
        "transforms/chains/feature_sentences.csv",
        "transforms/corpus/sql/neighbours.sql",
    ),
    "warehouse/py.typed",
    *("transforms/lexicons/subdivisions.csv", "transforms/lexicons/territories.csv"),
)
"""Data of what is done on request, outside a build, of what makes other data, and what tells type checkers."""


@pytest.fixture(scope="module")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What our code says, parsed once for all tests."""
    path = tmp_path_factory.mktemp("parsed") / "code.json"
    tree = Tree(ROOT, path)
    for stage in ("extract", "validate", "publish"):
        tree.code(stage)
    tree.save()
    return path


@pytest.fixture
def root(tmp_path: Path, parsed: Path) -> Path:
    """A copy of the packages without the largest files, in which anything may be changed."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns(*HEAVY))
    shutil.copy(parsed, tmp_path / "code.json")
    return tmp_path


def code(root: Path, stage: str = "extract") -> str:
    return Tree(root, root / "code.json").code(stage)


def program(root: Path) -> str:
    return Tree(root, root / "code.json").code("extract", with_knowledge=False)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_says_something_to_people_alone_changes_no_reading(root: Path) -> None:
    before, published = code(root), code(root, "publish")
    edit(root / "transforms" / "identifiers.py", "def key(", "# A comment.\n\n\ndef key(")
    edit(root / "transforms" / "identifiers.py", '"""Return the key', '"""Return, as ever, the key')
    edit(root / "transforms" / "identifiers.py", "(content: bytes) -> str", "(content: bytes | bytearray) -> str")
    edit(root / "transforms" / "tables.py", '"""Hash of the path and of the reason."""', '"""Another description."""')
    assert (code(root), code(root, "publish")) != (before, published)
    assert code(root) == before


def test_a_view_is_published_and_not_read(root: Path) -> None:
    before, published = code(root), code(root, "publish")
    view = next((root / "warehouse" / "views").glob("*.sql"))
    view.write_text(f"{view.read_text(encoding='utf-8')}\n-- more", encoding="utf-8")
    assert code(root) == before
    assert code(root, "publish") != published


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("transforms/identifiers.py", "digest_size=8", "digest_size=9"),
        ("transforms/documents/english.py", "return ", "return not "),
        ("transforms/lexicons/states.csv", "\n", "\n\n"),
        ("transforms/ontology/assault.yaml", "\n", "\n\n"),
        ("transforms/coding/rulings.yaml", "\n", "\n\n"),
        ("transforms/language/model/lemmas.csv", "\n", "\n\n"),
    ],
)
def test_code_and_knowledge_of_reading_change_it(root: Path, path: str, old: str, new: str) -> None:
    before = code(root)
    edit(root / path, old, new)
    assert code(root) != before


def test_a_lexicon_is_no_code_and_sql_is(root: Path) -> None:
    known, before = code(root), program(root)
    edit(root / "transforms" / "lexicons" / "states.csv", "\n", "\n\n")
    assert (code(root) != known, program(root)) == (True, before)
    edit(root / "transforms" / "identifiers.py", "digest_size=8", "digest_size=9")
    assert program(root) != before


def test_a_lexicon_that_one_stage_reads_changes_that_stage_alone(root: Path) -> None:
    (root / "transforms" / "corpus").mkdir(exist_ok=True)
    (root / "transforms" / "corpus" / "__init__.py").touch()
    lexicon = root / "transforms" / "lexicons" / "other_spellings.csv"
    lexicon.write_text("name\n")
    for stage in ("entities", "events"):
        named = "other_spellings.csv" if stage == "entities" else "states.csv"
        (root / "transforms" / "corpus" / f"{stage}.py").write_text(f'FILE = "{named}"\n')
    before = {stage: code(root, stage) for stage in ("extract", "entities", "events")}
    lexicon.write_text("name\nDaesh\n")
    assert {stage for stage in before if code(root, stage) != before[stage]} == {"entities"}


def test_a_table_that_reading_does_not_fill_does_not_change_it(root: Path) -> None:
    before, validated = code(root), code(root, "validate")
    tables = root / "transforms" / "tables.py"
    edit(tables, "class Finding(Row):", "class Findings(Row):")
    text = tables.read_text(encoding="utf-8").replace("Finding,", "Findings,")
    tables.write_text(text, encoding="utf-8")
    assert code(root) == before
    assert code(root, "validate") != validated
    edit(tables, "class Sentence(Row):", "class Sentence(Row):\n    extra: int = 0\n")
    assert code(root) != before


@pytest.mark.parametrize("content", ["{", "{}", '0\n{"head": [2], "modules": null}'])
def test_what_is_kept_changes_no_hash(root: Path, content: str) -> None:
    wanted = code(root, "publish")
    (root / "code.json").write_text(content)
    tree = Tree(root, root / "code.json")
    assert tree.code("publish") == wanted
    tree.save()
    assert code(root, "publish") == wanted


@pytest.mark.parametrize("stage", ENTRIES)
def test_a_stage_begins_with_modules_that_are_there(stage: str, parsed: Path) -> None:
    assert len(code_of(stage, parsed)) == 16


def test_every_data_file_is_read_by_a_stage(parsed: Path) -> None:
    tree = Tree(ROOT, parsed)
    read = {path for stage in ENTRIES for path in tree.data(stage)}
    assert [path for path in tree.files() if path not in read and not path.startswith(NO_STAGE)] == []
    assert "transforms/language/model/sentences.onnx" in tree.data("extract")
    assert "transforms/places/data/gazetteer.npz" in tree.data("extract")
