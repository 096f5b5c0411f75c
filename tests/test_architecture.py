"""Tests of the tree itself: which way imports run, that nothing goes undescribed, that the README is true."""

import ast
import re
import shlex
from pathlib import Path

import duckdb
import pytest

from flows.cli import app
from tests.finding import each
from transforms.row import Row
from transforms.tables import TABLES
from warehouse.codebook import CODEBOOK, codebook
from warehouse.view import REQUIRED, VIEWS

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "transforms": {"transforms"},
    "expectations": {"transforms", "expectations"},
    "warehouse": {"transforms", "warehouse"},
    "entente": {"transforms", "warehouse", "entente"},
    "benchmarks": {"transforms", "warehouse", "evaluation", "training", "benchmarks", "flows"},
    "evaluation": {"transforms", "evaluation"},
    "training": {"transforms", "evaluation", "training"},
    "flows": {"transforms", "expectations", "warehouse", "evaluation", "flows"},
    "tools": {"transforms", "tools"},
    "tools/site": {"entente", "flows", "tools"},
}
PACKAGES = {package.split("/")[0] for package in MAY_IMPORT}
ONLY_IN = {
    "prefect": ("flows", "benchmarks/prefect_costs.py", "benchmarks/soak.py"),
    "great_expectations": ("expectations",),
    # A rule is a query, and so is a step of what documents decide together; a flow opens the connection for it.
    "duckdb": (
        "warehouse",
        "expectations",
        "transforms/corpus",
        "flows/resolution.py",
        "benchmarks/scale",
        "benchmarks/copies.py",
    ),
    "torch": ("training",),
}
"""Where a library may be imported."""
WAYS_OUT = {"requests", "httpx", "httpcore", "urllib.request", "urllib3", "aiohttp", "http.client", "boto3", "botocore"}
WAYS_OUT |= {"smtplib"}
MAY_REACH_OUT = {"flows/prefect_access.py", "flows/fetching/exchange.py", "flows/fetching/guard.py"}
MAY_REACH_OUT |= {"warehouse/bucket/objects.py", "warehouse/bucket/refusals.py", "benchmarks/bucket_writer.py"}
MAY_REACH_OUT |= {"flows/language_model/chat.py", "flows/brief_sending.py"}
"""What waits for a server on this machine, what `entente fetch` alone calls, what speaks to buckets, and what asks a
language model if one is chosen or sends a brief where a block of Prefect is named for it."""


def sources(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def modules_imported_by(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
        elif isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
    return names


def packages_imported_by(path: Path) -> set[str]:
    return {name.split(".")[0] for name in modules_imported_by(path)}


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_run_one_way(package: str) -> None:
    within = [ROOT / other for other in MAY_IMPORT if other.startswith(f"{package}/")]
    for path in each(sources(package)):
        if not any(path.is_relative_to(folder) for folder in within):  # those have a rule of their own
            assert packages_imported_by(path) & PACKAGES <= MAY_IMPORT[package], path


def test_what_ships_imports_nothing_of_what_does_not() -> None:
    """Training makes what ships, benchmarks measure both: imports run from benchmarks to training and never back."""
    assert not MAY_IMPORT["training"] & {"benchmarks", "flows", "tools"}
    for package in ("transforms", "expectations", "warehouse", "evaluation", "flows", "entente"):
        assert not MAY_IMPORT[package] & {"benchmarks", "training", "tools"}, package


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_stays_where_it_is_known(library: str) -> None:
    for path in each(path for package in PACKAGES for path in sources(package)):
        if library in packages_imported_by(path):
            name = path.relative_to(ROOT).as_posix()
            assert any(name == place or name.startswith(f"{place}/") for place in ONLY_IN[library]), name


def copies(source: str) -> list[int]:
    """Return the lines on which a row is copied with other values, whichever way: `Row(**(vars(row) | other))`, too."""
    return [
        node.value.lineno
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Attribute) and node.attr in {"model_copy", "_with"})  # pydantic validates no copy
        or (
            isinstance(node, ast.keyword)
            and node.arg is None
            and re.search(r"vars\(.*(\||, )", ast.unparse(node.value))
        )
    ]


def test_no_row_is_copied_to_be_amended() -> None:
    """What a later stage may still tell of a row is a method of its table; all else is told to a draft."""
    amended = [
        f"{path.relative_to(ROOT)}:{line}"
        for package in PACKAGES
        for path in sources(package)
        for line in copies(path.read_text(encoding="utf-8"))
        if path != ROOT / "transforms" / "tables.py"
    ]
    assert amended == [], "a stage hands on a draft of transforms/document_drafts.py; the row is made of the last"


@pytest.mark.parametrize(
    ("statement", "is_found"),
    [
        ("row.model_copy(update=days)", True),
        ("row._with(country=None)", True),
        ("Document(**(vars(document) | days))", True),
        ("Document(**{**vars(document), 'title': None})", True),
        ("NamedPlace(**vars(place), document_id=document_id)", False),
        ("Mention(**draft.columns())", False),
    ],
)
def test_a_copy_with_other_values_is_known_from_a_row_made_of_what_is_known(statement: str, is_found: bool) -> None:
    assert copies(statement) == ([1] if is_found else [])


LONGEST = 40  # lines, decorators and docstring included: what a screen shows at once
WHY_LONG = re.compile(r"#.*\blong: \S|# noqa: (?:C901|PLR09\d\d)(?:, (?:C901|PLR09\d\d))*, [a-z]")
"""A reason: on the line of the `def`, words after `# long: `, or those after what ruff is told to let pass there."""


def long_functions(source: str) -> dict[str, int]:
    """Return the functions that are too long and have no reason beside them, each with its lines."""
    lines = source.splitlines()
    found = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            length = (node.end_lineno or first) - first + 1
            if length > LONGEST and not WHY_LONG.search(lines[node.lineno - 1]):
                found[node.name] = length
    return found


def test_a_long_function_has_its_reason_beside_it() -> None:
    for path in each(path for package in PACKAGES for path in sources(package)):
        assert long_functions(path.read_text(encoding="utf-8")) == {}, f"{path}: open it up, or say why `# long: ...`"


def test_a_function_of_many_parameters_or_branches_has_its_reason_beside_it() -> None:
    """Ruff counts them; what it is told to let pass must say why."""
    for path in each(path for package in PACKAGES for path in sources(package)):
        passed = re.findall(r"# noqa: (?:C901|PLR09).*", path.read_text(encoding="utf-8"))
        assert [comment for comment in passed if not WHY_LONG.match(comment)] == [], path


@pytest.mark.parametrize(
    ("opening", "is_found"),
    [
        ("def read():", True),
        ("@cache\ndef read():", True),
        ("async def read():", True),
        ("def read():  # long: one table of all columns", False),
        ("def read():  # long:", True),
        ("def read():  # noqa: C901, PLR0912, one branch for each format", False),
        ("def read():  # noqa: C901", True),
        ("def read():  # noqa: N802, a name of the library", True),
    ],
)
def test_a_function_is_long_by_its_lines_unless_a_reason_stands_on_its_def(opening: str, is_found: bool) -> None:
    body = "".join("    read()\n" for _ in range(LONGEST))
    whole = opening.count("\n") + 1 + LONGEST
    assert long_functions(f"{opening}\n{body}") == ({"read": whole} if is_found else {})
    assert long_functions("def read():\n" + body.removeprefix("    read()\n")) == {}


def test_every_step_of_the_corpus_stages_says_what_it_takes_and_is_run() -> None:
    steps = sorted(path.stem for path in (ROOT / "transforms" / "corpus" / "sql").glob("*.sql"))
    python = "".join(path.read_text(encoding="utf-8") for path in [*sources("transforms/corpus"), *sources("flows")])
    for step in each(steps):
        assert (ROOT / "transforms" / "corpus" / "sql" / f"{step}.sql").read_text(encoding="utf-8").startswith("-- ")
        assert f'run("{step}")' in python, step


def test_nothing_reaches_for_a_network() -> None:
    reaching = {
        path.relative_to(ROOT).as_posix()
        for package in ("transforms", "expectations", "warehouse", "evaluation", "benchmarks", "flows", "entente")
        for path in sources(package)
        if modules_imported_by(path) & WAYS_OUT
    }
    assert reaching <= MAY_REACH_OUT


@pytest.mark.parametrize("row", TABLES, ids=lambda row: row.table)
def test_every_table_and_column_is_described(row: type[Row]) -> None:
    assert row.description().endswith(".")
    assert "One row per" in row.description()
    assert [column.name for column in row.columns() if not column.description] == []


def test_views_and_macros_declare_their_columns() -> None:
    with duckdb.connect() as connection:
        for row in TABLES:
            connection.register(row.table, row.to_arrow([]))
        for view in VIEWS:
            connection.execute(view.definition)
            wanted = ", ".join("null" for parameter in view.parameters if parameter.default == REQUIRED)
            asked = f"from {view.name}({wanted})" if view.parameters else f"from {view.name}"
            assert list(view.columns) == connection.sql(asked).columns, view.name


def test_the_codebook_is_current() -> None:
    assert CODEBOOK.read_text(encoding="utf-8") == codebook(), "run python -m warehouse.codebook"


COMMAND = re.compile(r"""^(?:\$ )?((?:\.venv/bin/)?entente (?:#.*|"[^"]*"|'[^']*'|[^\n"'#])*)""", re.MULTILINE)
"""A command as it is typed: what it quotes may go over several lines."""


def commands_of(page: str) -> list[list[str]]:
    """Return the `entente` commands in the shell blocks of a page."""
    blocks = re.findall(r"```(?:sh|console)\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    typed = [command for block in blocks for command in COMMAND.findall(block)]
    return [shlex.split(command, comments=True) for command in typed]


def parse(command: list[str]) -> None:
    """Raise where a command has an argument or an option that it does not take."""
    _, launch, _ = app.meta.parse_args(command[1:], exit_on_error=False, print_error=False)
    app.parse_args(launch.args, exit_on_error=False, print_error=False)


@pytest.mark.parametrize("page", ["README.md"])
def test_every_command_on_a_page_can_be_parsed(page: str) -> None:
    commands = commands_of(page)
    assert commands
    for command in commands:
        parse(command)


def test_every_command_ends_its_help_with_an_example() -> None:
    for name in each(app.resolved_commands()):
        if not name.startswith("-"):
            assert (app[name].help_epilogue or "").startswith("Example: entente "), name


def test_the_lock_names_no_host_and_hashes_every_package() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", lock)
    pins = re.split(r"\n(?=\S)", lock)
    assert all("--hash=sha256:" in pin for pin in each(pin for pin in pins if "==" in pin))


SURE = {"range", "permutations", "pairwise", "each"}
"""Functions of whose results a loop need not ask whether there are any."""


def is_sure(found: ast.expr) -> bool:
    """Whether a loop runs for certain: over a literal, a constant, or what `each` looked at."""
    if isinstance(found, ast.Tuple | ast.List) or (isinstance(found, ast.Name) and found.id.isupper()):
        return True
    if isinstance(found, ast.Subscript | ast.Attribute):
        return is_sure(found.value)
    if not isinstance(found, ast.Call):
        return False
    if isinstance(found.func, ast.Attribute):
        return is_sure(found.func)
    is_wrapping = ast.unparse(found.func) in {"zip", "enumerate", "sorted"} and any(map(is_sure, found.args))
    return is_wrapping or ast.unparse(found.func) in SURE


def test_no_test_passes_by_finding_nothing() -> None:
    """A loop that never runs claims nothing; texts that Hypothesis gives may find nothing."""
    silent = [
        f"{path.relative_to(ROOT)}:{loop.lineno}"
        for path in sources("tests")
        for test in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(test, ast.FunctionDef) and test.name.startswith("test_")
        if not any("given" in ast.unparse(mark) for mark in test.decorator_list)
        for loop in test.body
        if isinstance(loop, ast.For) and any(isinstance(held, ast.Assert) for held in loop.body)
        if not is_sure(loop.iter)
    ]
    assert silent == [], "loop over each(...) of tests/finding.py"
