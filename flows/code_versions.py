"""Versions: of the package, and of the code and knowledge of each stage, so that a run makes anew what they made.

The code of a stage is the modules that its entries import, directly or not, as Python understands them: a comment, a
docstring or an annotation of a function changes nothing. The knowledge of a stage is the data files that those modules
name, and those of `FOUND_BY_PATTERN`. Of `transforms.tables` a stage has the declarations that it uses alone, so that a
new table does not read the corpus anew.

What a user's own knowledge adds is part of the stages that read and resolve, an engine other than the one that ships
and a language model of the stage that reads; without any the hashes are ours alone.

All bytes are hashed at every start, the 37 MB of model, gazetteer and lexicons included, which takes a twentieth of a
second: a stored checksum or a stamp would be a promise, this is the fact. What takes a second, parsing the code, is
kept by the hash of its bytes, which can never be stale.
"""

import ast
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import filter as matching
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath
from typing import NamedTuple

from transforms.engine_in_use import engine_in_use
from transforms.identifiers import content_hash, key
from transforms.own_knowledge import own_knowledge
from transforms.reader_in_use import reader_in_use
from transforms.remembered import recall, remember

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("transforms", "expectations", "warehouse", "flows")
PARSED_CODE = "code.json"
"""File of the warehouse that remembers what the modules of each stage say."""
DECLARATIONS = "transforms.tables"
"""Module of which a stage has only the names that it imports."""

CORPUS = ("versions", "entities", "stories", "events", "claims", "relations")
ENTRIES: Mapping[str, tuple[str, ...]] = {
    "extract": (
        "transforms.extraction",
        "transforms.documents.record_reading",
        "transforms.drafts",
        "transforms.spans",
    ),
    "answer": (
        "transforms.language_model.prompt_building",
        "transforms.language_model.doubt",
        "transforms.language_model.answer_extraction",
        "transforms.language_model.agreement",
    ),
    **{stage: (f"transforms.corpus.{stage}",) for stage in CORPUS},
    "resolve": ("flows.resolution",),
    "validate": ("expectations.checking", "expectations.rules"),
    "publish": ("warehouse.database", "warehouse.codebook", "warehouse.report.page"),
}
"""For each stage the modules that a run calls for it; `resolve` is all that a corpus decides, and
`answer` what extraction needs besides where a language model reads."""

FOUND_BY_PATTERN: Mapping[str, tuple[str, ...]] = {
    "transforms.ontology": ("transforms/ontology/*.yaml",),
    "expectations.rules": ("expectations/rules/*.sql",),
    "expectations.own_checks": ("expectations/measures/*.sql",),
    "warehouse.view": ("warehouse/views/*.sql", "warehouse/macros/*.sql"),
    "warehouse.report.page": ("warehouse/report/page/*",),
    "warehouse.report.data": ("warehouse/report/queries/*.sql",),
}
"""Data files that a module finds without naming each; every other one is named in full, or by its stem if it is SQL."""

SHOWS_DOCSTRINGS = frozenset({"publish"})
"""Stages whose output has docstrings in it: as comments of tables and columns, and in the codebook."""

NO_DATA = frozenset({".py", ".md", ""})
BUILT = Path("warehouse", "data")  # the warehouse that a checkout builds
INIT = "__init__.py"
HEAD = [2, *sys.version_info[:2]]
"""Format of what is kept of modules, and the Python that parsed them, whose trees another one writes otherwise."""
MAY_NAME_A_FILE = re.compile(r"[\w-]{1,60}(\.\w{1,8})?")
IMPORT = ast.Import | ast.ImportFrom


def package_version() -> str:
    """Return the version of Entente, or `0` for a checkout that is not installed."""
    try:
        return version("entente")
    except PackageNotFoundError:
        return "0"


KNOWS = frozenset({"extract", "resolve", *CORPUS})
"""Stages that know what a user's own knowledge adds."""
READS = frozenset({"extract"})
"""Stages that read with the engine in use."""


def code_of(stage: str, kept: Path | None = None) -> str:
    """Return a hash of the code and knowledge of a stage, own knowledge, engine and reader included: 16 digits.

    `kept` is a file, such as one in the warehouse, that saves the next run from parsing the code again. Raises
    ModuleNotFoundError where an entry of the stage is not there.
    """
    code, own = shipped_code_of(stage, kept), own_knowledge().digest if stage in KNOWS else ""
    engine = engine_in_use().version if stage in READS else ""
    chosen = [digest for digest in (own, engine, *_of_reader(stage, kept)) if digest]
    return key(code, *chosen) if chosen else code


def _of_reader(stage: str, kept: Path | None) -> Iterator[str]:
    """Yield what a language model that reads adds to a stage: which one, how it is asked, and what is made of it."""
    if stage in READS and reader_in_use().asks_a_model:
        from transforms.language_model.prompt_building import instructions  # loads the ontology

        yield from (reader_in_use().digest, key(instructions()), shipped_code_of("answer", kept))


@cache
def shipped_code_of(stage: str, kept: Path | None) -> str:
    """Return a hash of the code and knowledge of ours that a stage has."""
    code = tree_of(ROOT, kept).code(stage)
    tree_of(ROOT, kept).save()
    return code


@cache
def program_of(stage: str, kept: Path | None = None) -> str:
    """Return a hash of the code alone of a stage, without the lexicons, models and other data that it reads."""
    return tree_of(ROOT, kept).code(stage, with_knowledge=False)


@cache
def tree_of(root: Path, kept: Path | None) -> "Tree":
    """Return the tree of a root, of which all stages are parts."""
    return Tree(root, kept)


class Statement(NamedTuple):
    """A statement at the top of a module, as far as Python acts on it."""

    digest: str
    digest_with_docstrings: str
    defines: list[str]
    uses: list[str]
    imports: list[str]
    """Modules that its imports may mean."""
    strings: list[str]
    """Its strings that may name a data file."""


Module = list[Statement]


class Tree:
    """The packages below a root, and what their modules say."""

    def __init__(self, root: Path, kept: Path | None) -> None:
        self._root = root
        self._modules = dict(_modules(root))
        self._data = [path for path in _paths(root) if PurePath(path).suffix not in NO_DATA]
        self._kept = _Kept(kept)

    def code(self, stage: str, *, with_knowledge: bool = True) -> str:
        """Return the hash of a stage, of its modules and SQL alone if its knowledge is to be left out."""
        reached = self._reach(stage)
        parts: list[str] = []
        for name, module in sorted(reached.items()):
            shown = (one.digest_with_docstrings if stage in SHOWS_DOCSTRINGS else one.digest for one in module)
            parts += (name, *shown)
        for path in sorted(self.data(stage)):
            if not (with_knowledge or path.endswith(".sql")):
                continue
            parts += (path, content_hash((self._root / path).read_bytes()))
        return key(*parts)

    def data(self, stage: str) -> set[str]:
        """Return the paths of the data files that a stage reads."""
        found: set[str] = set()
        for name, module in self._reach(stage).items():
            found.update(path for pattern in FOUND_BY_PATTERN.get(name, ()) for path in matching(self._data, pattern))
            strings = {string for statement in module for string in statement.strings}
            found.update(path for path in self._data if _is_named(path, name, strings))
        return found

    def files(self) -> Sequence[str]:
        """Return the paths of all data files."""
        return self._data

    def save(self) -> None:
        """Keep what was parsed."""
        self._kept.save(self._modules.values())

    def _reach(self, stage: str) -> dict[str, Module]:
        """Return the modules that a stage imports; of the declarations only what is used."""
        waiting = list(ENTRIES[stage])
        if absent := [entry for entry in waiting if entry not in self._modules]:
            raise ModuleNotFoundError(f"{absent[0]}: no such module, though the stage {stage!r} begins with it")
        found: dict[str, Module] = {}
        wanted: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name.startswith(f"{DECLARATIONS}."):
                wanted.add(name.removeprefix(f"{DECLARATIONS}."))
                name = DECLARATIONS
            if name not in self._modules or (name in found and name != DECLARATIONS):
                continue
            module = self._kept.parsed(self._modules[name])
            if name == DECLARATIONS:
                module = list(_used(module, wanted))
                if module == found.get(name):
                    continue
            found[name] = module
            waiting += (name.rpartition(".")[0], *(imported for one in module for imported in one.imports))
        return found


class _Kept:
    """What modules say, by the hash of their bytes, in memory and in a file."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._modules: dict[str, Module] = {}
        self._is_changed = False
        held = recall(path) if path else None
        if held and held["head"] == HEAD:
            self._modules = {name: [Statement(*one) for one in module] for name, module in held["modules"].items()}

    def parsed(self, path: Path) -> Module:
        """Return what a module says."""
        source = path.read_bytes()
        name = self._name(path, source)
        if name not in self._modules:
            self._modules[name] = list(_parse(source, is_package=path.name == INIT))
            self._is_changed = True
        return self._modules[name]

    def save(self, paths: Iterable[Path]) -> None:
        """Write what the modules at some paths say, if there is anything new in it, in one atomic step."""
        if self._path and self._is_changed:
            names = {self._name(path, path.read_bytes()) for path in paths}
            modules = {name: [*map(list, module)] for name, module in self._modules.items() if name in names}
            remember(self._path, {"head": HEAD, "modules": modules})
            self._is_changed = False

    @staticmethod
    def _name(path: Path, source: bytes) -> str:
        return f"{content_hash(source)}{'/' if path.name == INIT else ''}"


def _modules(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield the modules of our packages by name."""
    for path in _paths(root):
        if path.endswith(".py"):
            name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            yield name, root / path


def _paths(root: Path) -> Iterator[str]:
    """Yield the paths of all files of our packages, without the warehouse that a checkout has among them."""
    for package in PACKAGES:
        for folder, folders, files in os.walk(root / package):
            below = Path(folder).relative_to(root)
            folders[:] = sorted(name for name in folders if below / name != BUILT and name != "__pycache__")
            yield from (f"{below.as_posix()}/{name}" for name in sorted(files))


def _is_named(path: str, module: str, strings: set[str]) -> bool:
    """Return whether a module with these strings names a data file.

    SQL is named by its stem, which may be any word, so only by a module of its package or one that runs its steps.
    """
    folder, _, file = path.rpartition("/")
    if not path.endswith(".sql"):
        return file in strings
    package = module.rpartition(".")[0].replace(".", "/")
    return (package == "flows" or folder.startswith(package)) and file.removesuffix(".sql") in strings


def _used(module: Module, wanted: Iterable[str]) -> Iterator[Statement]:
    """Yield the statements of a module that define what is wanted, and what those need."""
    needed, size = set(wanted), -1
    while len(needed) != size:
        size = len(needed)
        for one in module:
            if needed.intersection(one.defines):
                needed.update(one.uses)
    return (one for one in module if not one.defines or needed.intersection(one.defines))


def _parse(source: bytes, *, is_package: bool) -> Iterator[Statement]:
    """Yield the statements of a module, without what it imports for annotations alone; a package hands that on."""
    statements = ast.parse(source).body
    acting = [_Acting().visit(statement) for statement in ast.parse(source).body]
    used = {name for one in acting if one and not isinstance(one, IMPORT) for name in _names(one)}
    for shown, one in zip(statements, acting, strict=True):
        if one is None:
            continue
        if isinstance(one, IMPORT) and not is_package:
            one.names = [alias for alias in one.names if (alias.asname or alias.name.split(".")[0]) in used]
            if not one.names:
                continue
        yield Statement(
            content_hash(ast.dump(one).encode("utf-8", "surrogatepass")),
            content_hash(ast.dump(shown).encode("utf-8", "surrogatepass")),
            sorted(_defined(one)),
            sorted(_names(one)),
            sorted({module for node in ast.walk(one) for module in _imported(node)}),
            sorted({string for node in ast.walk(one) for string in _strings(node)}),
        )


class _Acting(ast.NodeTransformer):
    """Leaves of a tree what Python acts on: no docstring, no annotation within a function, nothing for types alone."""

    def __init__(self) -> None:
        self._functions = 0

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        return None if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str) else node

    def visit_If(self, node: ast.If) -> ast.AST | None:
        is_for_types = isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        return None if is_for_types else self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self._visit_function(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if self._functions:
            node.annotation = ast.Constant(None)
        return self.generic_visit(node)

    def _visit_function(self, node: ast.AST) -> ast.AST:
        self._functions += 1
        self.generic_visit(node)
        self._functions -= 1
        return node


def _names(node: ast.AST) -> set[str]:
    """Return the names that a statement looks up."""
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _defined(node: ast.AST) -> set[str]:
    """Return the names that a statement at the top of a module gives a value to."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, IMPORT):
        return {alias.asname or alias.name.split(".")[0] for alias in node.names}
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}


def _imported(node: ast.AST) -> set[str]:
    """Return the names of the modules that a statement may import, if it is one that does."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.module:
        members = {f"{node.module}.{alias.name}" for alias in node.names}
        return members if node.module == DECLARATIONS else {node.module, *members}
    return set()


def _strings(node: ast.AST) -> set[str]:
    """Return the string that a node is, if it may name a data file."""
    value = node.value if isinstance(node, ast.Constant) else None
    return {value} if isinstance(value, str) and MAY_NAME_A_FILE.fullmatch(value) else set()
