#!/usr/bin/env python3.13
"""Renames what issue 13.1 names, in any tree of this project: `rename.py TREE [--ruff RUFF] [--check]`.

Needs Python 3.12 or newer (earlier ones do not tokenise what stands inside f-strings). Deterministic and idempotent: a
second run changes nothing. Does, in this order:

1. moves files (`git mv`) by MOVES, wherever the old one is there and the new one is not;
2. rewrites paths and dotted module names of what moved, in all text files, and imports of a module by its package;
3. rewrites names in Python by NAMES (NAME tokens alone, by file or by file and function), strings by STRINGS,
   comments and docstrings by PROSE;
4. rewrites SQL, YAML, TOML, Markdown, CSV by TEXT;
5. renames loop variables called `one` (and `place` for an index) where the tree of the code gives a better name;
6. sorts imports and formats with ruff, wraps comments and docstrings that grew too long, writes CODEBOOK.md anew;
7. prints clashes (a new name that stood in the file already), and with --check what words are left.
"""

import argparse
import ast
import builtins
import fnmatch
import io
import keyword
import re
import subprocess
import sys
import textwrap
import tokenize
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from rename_tables import (  # noqa: E402
    ALLOWED, CODE, DIRECTORIES, ENSURED, KEEPS_ONE, MOVES, NAMES, PROSE, OF_TYPES, SINGULARS, SKIPPED, STRINGS, TEXT, INDEXES,
)

WIDTH = 120
TEXT_SUFFIXES = {".py", ".md", ".sql", ".yaml", ".yml", ".toml", ".csv", ".js", ".html", ".css", ".ipynb", ".txt", ""}


# ---------------------------------------------------------------------------------------------------------- files


def git(tree: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(tree), *arguments], check=True, capture_output=True, text=True).stdout


def tracked(tree: Path) -> list[str]:
    listed = git(tree, "ls-files", "--cached", "--others", "--exclude-standard").splitlines()
    return sorted({name for name in listed if (tree / name).is_file() and not (tree / name).is_symlink()})


def is_skipped(name: str) -> bool:
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in SKIPPED)


def texts(tree: Path) -> Iterator[str]:
    for name in tracked(tree):
        if not is_skipped(name) and (Path(name).suffix in TEXT_SUFFIXES or Path(name).name == "Makefile"):
            yield name


def read(path: Path) -> str | None:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except UnicodeDecodeError:
        return None


def write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)


def expanded(tree: Path) -> dict[str, str]:
    """Return every move by file: those of MOVES, and those of files below DIRECTORIES that are not named there."""
    moves = dict(MOVES)
    for name in tracked(tree):
        for old, new in DIRECTORIES.items():
            if name.startswith(f"{old}/") and name not in moves:
                moves[name] = f"{new}/{name.removeprefix(f'{old}/')}"
    return moves


def move(tree: Path) -> int:
    count = 0
    for old, new in sorted(expanded(tree).items()):
        before, after = tree / old, tree / new
        if not before.exists():
            continue
        if after.exists():
            sys.exit(f"{new}: it is there already, and so is {old}; one of them must go by hand")
        after.parent.mkdir(parents=True, exist_ok=True)
        if git(tree, "ls-files", old).strip():
            git(tree, "mv", old, new)
        else:
            before.rename(after)
        count += 1
    for old in sorted(DIRECTORIES, key=len, reverse=True):
        folder = tree / old
        if folder.is_dir():
            for cache in folder.rglob("__pycache__"):
                subprocess.run(["rm", "-rf", str(cache)], check=True)
            for empty in sorted((one for one in folder.rglob("*") if one.is_dir()), reverse=True):
                if not any(empty.iterdir()):
                    empty.rmdir()
            if not any(folder.iterdir()):
                folder.rmdir()
    for name in ENSURED:
        if not (tree / name).exists():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_text("", encoding="utf-8")
            git(tree, "add", name)
    return count


# ---------------------------------------------------------------------------------------------------------- paths


def module_of(name: str) -> str | None:
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") if name.endswith(".py") else None


def path_rules() -> list[tuple[re.Pattern[str], str]]:
    """Return patterns of moved paths and modules with what they become, the longest first."""
    pairs: dict[str, str] = {}
    for old, new in [*MOVES.items(), *DIRECTORIES.items()]:
        pairs[old] = new
        if old in DIRECTORIES:
            pairs[old.replace("/", ".")] = new.replace("/", ".")
        elif (module := module_of(old)) and (to := module_of(new)):
            pairs[module] = to
    ordered = sorted(pairs.items(), key=lambda pair: (-len(pair[0]), pair[0]))
    return [(re.compile(rf"(?<![\w-]){'' if '/' in old else '(?<![./])'}{re.escape(old)}(?![\w-])"), new) for old, new in ordered]


def rewrite_paths(tree: Path) -> set[str]:
    rules, changed = path_rules(), set()
    for name in texts(tree):
        text = read(tree / name)
        if text is None:
            continue
        result = text
        for pattern, new in rules:
            result = pattern.sub(new, result)
        if name.endswith(".py"):
            result = rewrite_package_imports(result)
        if result != text:
            write(tree / name, result)
            changed.add(name)
    return changed


def rewrite_package_imports(source: str) -> str:
    """Rewrite `from package import module` where the module moved."""
    moved = {module_of(old): module_of(new) for old, new in MOVES.items() if old.endswith(".py")}
    for old, new in [(k, v) for k, v in moved.items() if k and v]:
        package, _, stem = old.rpartition(".")
        to_package, _, to_stem = new.rpartition(".")
        if package == to_package:
            pattern = rf"^([ \t]*from {re.escape(package)} import (?:\([^)]*|[^\n(]*?))(?<![\w.]){re.escape(stem)}(?= as |\s*[,)\n]|$)"
            source = re.sub(pattern, lambda found, to=to_stem: found[1] + to, source, flags=re.M)
    return source


# ----------------------------------------------------------------------------------------------------- python names


class Source:
    """A Python file: its text, its tokens and which functions hold each line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0]
        for line in text.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
        self.tree = ast.parse(text)
        self.scopes: list[tuple[int, int, str]] = []
        self.functions: list[tuple[int, int]] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                self.functions.append((node.lineno, node.end_lineno or node.lineno))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
                self.scopes.append((first, node.end_lineno or first, node.name))

    def at(self, place: tuple[int, int]) -> int:
        return self.starts[place[0] - 1] + place[1]

    def of_node(self, node: ast.AST) -> int:
        line = self.text[self.starts[node.lineno - 1] : self.starts[node.lineno]]  # type: ignore[attr-defined]
        return self.starts[node.lineno - 1] + len(line.encode()[: node.col_offset].decode())  # type: ignore[attr-defined]

    def outermost(self, line: int) -> int | None:
        """Return where the function at the top that holds a line begins; None outside of all."""
        return min((first for first, last in self.functions if first <= line <= last), default=None)

    def scopes_of(self, line: int) -> set[str]:
        return {name for first, last, name in self.scopes if first <= line <= last}


def applied(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(set(edits), reverse=True):
        text = text[:start] + new + text[end:]
    return text


def rules_for(name: str, table: list[tuple[str, object]], text: str = "") -> list[tuple[set[str], object]]:
    """Return the rules of a file, each with the names of the functions that it is for; none of them for all.

    A key is some patterns of file names, each perhaps with `::function|function`, or `if:` and what the text holds.
    """
    found = []
    for key, rules in table:
        if key.startswith("if:"):
            if name.endswith(".py") and re.search(key.removeprefix("if:"), text):
                found.append((set(), rules))
            continue
        for alternative in key.split(" "):
            pattern, _, functions = alternative.partition("::")
            if fnmatch.fnmatchcase(name, pattern):
                found.append((set(functions.split("|")) - {""}, rules))
    return found


def rename_names(name: str, source: Source, clashes: list[str]) -> str:
    table = rules_for(name, NAMES, source.text)
    if not table:
        return source.text
    significant = [t for t in source.tokens if t.type not in {tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT}]
    present: dict[str, list[int]] = defaultdict(list)
    for number, token in enumerate(significant):
        if token.type == tokenize.NAME and not is_other_name(significant, number):
            present[token.string].append(token.start[0])
    edits, used, renamed = [], set(), []
    exported = {
        line
        for node in source.tree.body
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    for index, token in enumerate(significant):
        if token.type == tokenize.STRING and (quoted := re.fullmatch(r"""(["'])([A-Za-z_]\w*)((?: \| None)?)\1""", token.string)):
            # A forward reference, or what a package exports.
            if token.start[0] in exported or (quoted[2][0].isupper() and significant[index - 1].string in {"->", ":", "[", "|"}):
                for functions, rules in reversed(table):
                    if not functions and quoted[2] in rules:
                        new = f"{quoted[1]}{rules[quoted[2]]}{quoted[3]}{quoted[1]}"
                        edits.append((source.at(token.start), source.at(token.end), new))
                        break
        if token.type != tokenize.NAME:
            continue
        before = significant[index - 1].string if index else ""
        after = significant[index + 1].string if index + 1 < len(significant) else ""
        scopes = source.scopes_of(token.start[0])
        for functions, rules in reversed(table):  # what comes later in the table goes first
            if functions and not functions & scopes:
                continue
            new = None
            if before == "." and after == "(":
                new = rules.get(f".{token.string}()")
            if new is None and before == ".":
                new = rules.get(f".{token.string}")
            if token.line.lstrip().startswith("from ") and (alias := rules.get(f"import {token.string}")):
                new = alias
            if new is None and before == "def":
                new = rules.get(f"def {token.string}")
            if new is None and after == "=":
                new = rules.get(f"{token.string}=") or next(
                    (to for key, to in rules.items() if key.startswith(f"{token.string}=@") and key.split("@")[1] in token.line), None
                )
            if new is None:
                new = rules.get(token.string)
            if new is not None:
                if new != token.string:
                    edits.append((source.at(token.start), source.at(token.end), new))
                    used.add((token.string, new, frozenset(functions)))
                    if before != ".":
                        renamed.append(((token.string, new), token.start[0]))
                break
    for old, new, functions in sorted(used, key=str):
        if (name, new) in ALLOWED:
            continue
        before = {source.outermost(line) for token, line in renamed if token == (old, new)}
        both = sorted({line for line in present.get(new, []) if source.outermost(line) in before or None in before})
        if both and not (functions and not any(functions & source.scopes_of(line) for line in both)):
            clashes.append(f"{name}: {old} -> {new}, which stands there already (lines {both[:5]})")
    return applied(source.text, edits)


def is_other_name(tokens: list[tokenize.TokenInfo], index: int) -> bool:
    """Whether a name is no variable: an attribute, a keyword of a call, part of a module that is imported from."""
    before = tokens[index - 1].string if index else ""
    after = tokens[index + 1].string if index + 1 < len(tokens) else ""
    if before == "." or (after == "=" and before in {"(", ","}):
        return True
    line = tokens[index].line.lstrip()
    return line.startswith("from ") and tokens[index].start[1] < len(tokens[index].line) - len(line) + line.find(" import")


def docstring_lines(tree: ast.AST) -> set[int]:
    """Return the lines on which strings begin that are statements: docstrings, and descriptions of attributes."""
    return {
        node.value.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }


def rewrite_words(name: str, source: Source) -> str:
    """Rewrite comments and docstrings by PROSE and other strings by STRINGS."""
    prose, strings = rules_for(name, PROSE), rules_for(name, STRINGS)
    docs = docstring_lines(source.tree)
    edits = []
    kinds = {tokenize.STRING, tokenize.FSTRING_MIDDLE}
    for token in source.tokens:
        is_doc = token.type == tokenize.COMMENT or (token.type == tokenize.STRING and token.start[0] in docs
                                                     and token.string.lstrip("rRbBuU").startswith(('"""', '"', "'")))
        table = prose if is_doc else strings if token.type in kinds else []
        scopes = source.scopes_of(token.start[0])
        new = token.string
        if token.type == tokenize.FSTRING_MIDDLE:  # braces are doubled in the source, so what is there is what we read
            new = source.text[source.at(token.start) : source.at(token.end)]
        old = new
        for functions, rules in table:
            if functions and not functions & scopes:
                continue
            for pattern, to in rules:
                new = re.sub(pattern, to, new)
        if new != old:
            edits.append((source.at(token.start), source.at(token.end), new))
    return applied(source.text, edits)


# ------------------------------------------------------------------------------------------------------ loop names

FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
COMPREHENSION = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
PASSING = {"sorted", "reversed", "list", "tuple", "set", "frozenset", "iter", "enumerate", "fromkeys", "chain", "islice",
           "from_iterable", "cast", "pairwise", "combinations", "tqdm"}
HOLDING = {"values", "get", "pop", "copy", "setdefault", "items", "union", "difference", "intersection"}


def singular(word: str) -> str | None:
    """Return what one of several is called, None for a name that is no plural."""
    last = word.strip("_").rpartition("_")[2].lower()
    if last in SINGULARS:
        return SINGULARS[last] or None
    if not last.endswith("s") or len(last) < 4 or last.endswith(("ss", "us", "is", "as", "os")):
        return None
    if last.endswith("ies"):
        return f"{last[:-3]}y"
    if last.endswith(("sses", "shes", "ches", "xes")):
        return last[:-2]
    return last[:-1]


def singular_of(node: ast.AST | None) -> str | None:
    """Return what a member of what an expression gives is called, as far as its words say."""
    if isinstance(node, ast.Name):
        return singular(node.id)
    if isinstance(node, ast.Attribute):
        return singular(node.attr)
    if isinstance(node, ast.Subscript):
        return singular_of(node.value) if isinstance(node.slice, ast.Slice) else singular_of(node.value)
    if isinstance(node, ast.Starred | ast.NamedExpr):
        return singular_of(node.value)
    if isinstance(node, ast.BoolOp):
        return next(filter(None, map(singular_of, node.values)), None)
    if isinstance(node, ast.IfExp):
        return singular_of(node.body) or singular_of(node.orelse)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.BitOr | ast.Sub | ast.BitAnd):
        left, right = singular_of(node.left), singular_of(node.right)
        if isinstance(node.op, ast.Sub | ast.BitAnd):
            return left
        return left if left == right or right is None else left if right is None else None
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        names = {singular_of(element) for element in node.elts}
        if names == {"actor", "recipient"}:
            return "participant"
        return names.pop() if len(names) == 1 else None
    if isinstance(node, COMPREHENSION) and not isinstance(node, ast.DictComp):
        elt = node.elt
        return elt.id if isinstance(elt, ast.Name) and elt.id not in {"one", "at", "held", "found"} else None
    if isinstance(node, ast.Call):
        called = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if called in PASSING and node.args:
            return singular_of(node.args[0])
        if called in {"filter", "map", "filterfalse", "takewhile", "dropwhile"} and len(node.args) > 1:
            return singular_of(node.args[1]) if called != "map" else None
        if called in HOLDING and isinstance(node.func, ast.Attribute):
            return singular_of(node.func.value)
        return singular(called)
    return None


def element(target: ast.AST, iterable: ast.AST, name: str) -> str | None:
    """Return a better name for the variable `name` of a loop over something."""
    if isinstance(target, ast.Name) and target.id == name:
        return singular_of(iterable)
    if isinstance(target, ast.Tuple) and isinstance(iterable, ast.Call):
        names = [node.id if isinstance(node, ast.Name) else None for node in target.elts]
        if name not in names:
            return None
        place = names.index(name)
        called = getattr(iterable.func, "id", getattr(iterable.func, "attr", ""))
        if called == "enumerate" and place == 1 and iterable.args:
            return singular_of(iterable.args[0])
        if called == "zip" and place < len(iterable.args):
            return singular_of(iterable.args[place])
        if called == "items" and place == 1 and isinstance(iterable.func, ast.Attribute):
            return singular_of(iterable.func.value)
    return None


def is_index(target: ast.AST, iterable: ast.AST, name: str) -> bool:
    """Whether a loop counts by the variable `name`."""
    if not isinstance(iterable, ast.Call):
        return False
    called = getattr(iterable.func, "id", getattr(iterable.func, "attr", ""))
    if isinstance(target, ast.Name) and target.id == name:
        return called == "range"
    return (
        called == "enumerate"
        and isinstance(target, ast.Tuple)
        and isinstance(target.elts[0], ast.Name)
        and target.elts[0].id == name
    )


RETURNS: dict[str, set[str]] = defaultdict(set)
"""What the functions of the tree return, as their annotations say it, by name."""


def index_returns(tree: Path) -> None:
    """Fill RETURNS with the annotations of all functions of the tree."""
    RETURNS.clear()
    for name in texts(tree):
        if name.endswith(".py"):
            for node in ast.walk(ast.parse(read(tree / name) or "")):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    RETURNS[node.name].add(ast.unparse(node.returns) if node.returns else "")


MEMBERS = re.compile(
    r"^(?:Sequence|list|Iterable|Iterator|Collection|set|frozenset|Set|Generator|deque)\[['\"]?(\w+)['\"]?\]$"
    r"|^tuple\[['\"]?(\w+)['\"]?, \.\.\.\]$"
)
OF_VALUES = re.compile(
    r"^(?:Mapping|dict|defaultdict|MutableMapping)\[[^\[\]]+(?:\[[^\[\]]*\])?, (?:Sequence|list|tuple|set)\[(\w+)(?:, \.\.\.)?\]\]$"
)


def member_of(annotation: str) -> str | None:
    """Return the class of the members of what an annotation says, None where it says none of ours."""
    found = MEMBERS.match(annotation.strip("'\""))
    return next(filter(None, found.groups()), None) if found else None


def called_for(kind: str | None, file: str) -> str | None:
    """Return what a row of some class is called."""
    if kind is None:
        return None
    for pattern, name in OF_TYPES.get(kind, ()):
        if fnmatch.fnmatchcase(file, pattern):
            return name or None
    if kind in OF_TYPES or not re.fullmatch(r"[A-Z][a-z]+(?:[A-Z][a-z]+)*", kind):
        return None
    return re.findall(r"[A-Z][a-z]+", kind)[-1].lower()


class Loops:
    """Finds better names for a variable that says nothing."""

    def __init__(
        self, source: Source, file: str, name: str, better: Callable[[str, ast.AST, ast.AST | None], str | None]
    ) -> None:
        self.source, self.file, self.name, self._better = source, file, name, better
        self.edits: list[tuple[int, int, str]] = []
        self.is_tight = "# fmt:" in source.text
        self.parents: dict[ast.AST, ast.AST] = {}
        for node in ast.walk(source.tree):
            for child in ast.iter_child_nodes(node):
                self.parents[child] = node
        self.globals = {
            one
            for node in source.tree.body
            for one in _bound_at_top(node)
        } | set(dir(builtins)) | set(keyword.kwlist)

    def better(self, name: str, target: ast.AST, iterable: ast.AST, around: ast.AST) -> str | None:
        """Return a better name: by what the iterable is called, else by the class of its members."""
        found = self._better(name, target, iterable)
        if found or name != "one":
            return found
        node: ast.AST | None = iterable
        if isinstance(target, ast.Tuple):
            names = [each.id if isinstance(each, ast.Name) else None for each in target.elts]
            called = getattr(getattr(iterable, "func", None), "id", "")
            if name not in names or not isinstance(iterable, ast.Call):
                return None
            if called == "enumerate" and names.index(name) == 1:
                node = iterable.args[0]
            elif called == "zip" and names.index(name) < len(iterable.args):
                node = iterable.args[names.index(name)]
            else:
                return None
        return called_for(self._member(node, around), self.file)

    def _member(self, node: ast.AST | None, around: ast.AST) -> str | None:
        """Return the class of the members of an expression, as annotations say."""
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called in PASSING and node.args:
                return self._member(node.args[0], around)
            kinds = {member_of(kind) for kind in RETURNS.get(called, ())}
            return kinds.pop() if len(kinds) == 1 else None
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            return self._member(node.value, around)
        if isinstance(node, COMPREHENSION) and not isinstance(node, ast.DictComp) and isinstance(node.elt, ast.Name):
            generator = next((g for g in node.generators if isinstance(g.target, ast.Name) and g.target.id == node.elt.id), None)
            return self._member(generator.iter, around) if generator else None
        if not isinstance(node, ast.Name):
            return None
        function = self._function_of(around)
        if function is None:
            return None
        for argument in ast.walk(function.args):  # type: ignore[attr-defined]
            if isinstance(argument, ast.arg) and argument.arg == node.id:
                return member_of(ast.unparse(argument.annotation)) if argument.annotation else None
        found = set()
        for each in ast.walk(function):
            if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name) and each.target.id == node.id:
                found.add(member_of(ast.unparse(each.annotation)))
            elif isinstance(each, ast.Assign) and any(isinstance(t, ast.Name) and t.id == node.id for t in each.targets):
                value = each.value
                if isinstance(value, ast.Call) and isinstance(value.func, ast.Subscript) and not value.args:
                    found.add(member_of(ast.unparse(value.func)))  # list[Report]()
                elif any(isinstance(part, ast.Name) and part.id == node.id for part in ast.walk(value)):
                    continue
                else:
                    found.add(self._member(value, around))
        return found.pop() if len(found) == 1 else None

    def run(self) -> None:
        for node in ast.walk(self.source.tree):
            if isinstance(node, COMPREHENSION):
                for number, generator in enumerate(node.generators):
                    if self._binds(generator.target):
                        self._comprehension(node, number, generator)
            elif isinstance(node, ast.Lambda) and any(arg.arg == self.name for arg in node.args.args):
                self._lambda(node)
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                self._function(node)

    def _binds(self, target: ast.AST) -> bool:
        return any(isinstance(node, ast.Name) and node.id == self.name for node in ast.walk(target))

    def _uses(self, root: ast.AST) -> list[ast.AST]:
        """Return the names below a node that mean the same variable: not those that an inner scope binds anew."""
        found: list[ast.AST] = []

        def walk(node: ast.AST) -> None:
            if isinstance(node, ast.Name) and node.id == self.name:
                found.append(node)
            if isinstance(node, COMPREHENSION) and node is not root and any(self._binds(g.target) for g in node.generators):
                walk(node.generators[0].iter)
                return
            if isinstance(node, FUNCTION) and node is not root:
                arguments = [*node.args.args, *node.args.kwonlyargs, *node.args.posonlyargs]
                if any(arg.arg == self.name for arg in arguments):
                    for default in (*node.args.defaults, *(d for d in node.args.kw_defaults if d)):
                        walk(default)
                    return
            for child in ast.iter_child_nodes(node):
                walk(child)

        walk(root)
        return found

    def _names_in(self, node: ast.AST) -> set[str]:
        found = set()
        for one in ast.walk(node):
            if isinstance(one, ast.Name):
                found.add(one.id)
            elif isinstance(one, ast.arg):
                found.add(one.arg)
            elif isinstance(one, ast.FunctionDef):
                found.add(one.name)
            elif isinstance(one, ast.alias):
                found.add((one.asname or one.name).split(".")[0])
            elif isinstance(one, ast.ExceptHandler) and one.name:
                found.add(one.name)
            elif isinstance(one, ast.MatchAs) and one.name:
                found.add(one.name)
        return found

    def _bound_around(self, node: ast.AST) -> set[str]:
        """Return what the functions and comprehensions around a node bind, so that nothing is shadowed."""
        found: set[str] = set()
        current = self.parents.get(node)
        while current is not None:
            if isinstance(current, FUNCTION):
                found.update(arg.arg for arg in ast.walk(current.args) if isinstance(arg, ast.arg))
                if not isinstance(current, ast.Lambda):
                    found.update(_bound_in(current))
            if isinstance(current, COMPREHENSION):
                for generator in current.generators:
                    found.update(n.id for n in ast.walk(generator.target) if isinstance(n, ast.Name))
            current = self.parents.get(current)
        return found

    def _rename(self, nodes: Iterable[ast.AST], new: str) -> None:
        edits = set()
        for node in nodes:
            start = self.source.of_node(node)
            edits.add((start, start + len(self.name), new))
        if self.is_tight:  # where the formatter keeps out, a line stays short enough or as it is
            text = self.source.text
            grown: Counter[int] = Counter()
            for start, _, _ in edits:
                grown[text.rfind("\n", 0, start) + 1] += len(new) - len(self.name)
            if any((text + "\n").index("\n", begin) - begin + more > WIDTH for begin, more in grown.items()):
                return
        self.edits += edits

    def _comprehension(self, node: ast.AST, number: int, generator: ast.comprehension) -> None:
        new = self.better(self.name, generator.target, generator.iter, node)
        if sum(self._binds(g.target) for g in node.generators) > 1:  # type: ignore[attr-defined]
            return
        outside = set(map(id, self._uses(node.generators[0].iter)))  # type: ignore[attr-defined]
        if not new or new in self._names_in(node) | self._bound_around(node) | self.globals:
            return
        self._rename([one for one in self._uses(node) if id(one) not in outside], new)

    def _lambda(self, node: ast.Lambda) -> None:
        parent = self.parents.get(node)
        new = None
        if isinstance(parent, ast.keyword) and parent.arg == "key":
            call = self.parents[parent]
            if isinstance(call, ast.Call):
                called = getattr(call.func, "id", getattr(call.func, "attr", ""))
                if called in {"sorted", "min", "max", "groupby"} and call.args:
                    new = self.better(self.name, ast.Name(self.name), call.args[0], node)
                elif called == "sort" and isinstance(call.func, ast.Attribute):
                    new = self.better(self.name, ast.Name(self.name), call.func.value, node)
        if not new or new in self._names_in(node) | self._bound_around(node) | self.globals:
            return
        arguments = [arg for arg in node.args.args if arg.arg == self.name]
        self._rename([*arguments, *self._uses(node.body)], new)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        arguments = [arg for arg in ast.walk(node.args) if isinstance(arg, ast.arg) and arg.arg == self.name]
        own = [one for one in self._uses(node) if self._function_of(one) is node]
        if arguments:
            if node.decorator_list or node.name.startswith("test_"):
                return  # pytest gives arguments by their names
            new = self._of_annotation(arguments[0])
            header = set(map(id, ast.walk(node.args)))
            every = [one for one in self._uses(node) if id(one) not in header]
            if new and new not in self._names_in(node) | self._bound_around(node) | self.globals and self._is_free(node):
                self._rename([*arguments, *every], new)
            return
        if not own:
            return
        loops = [
            one for one in ast.walk(node)
            if isinstance(one, ast.For) and self._binds(one.target) and self._function_of(one) is node
        ]
        stored = [one for one in own if isinstance(one.ctx, ast.Store)]  # type: ignore[attr-defined]
        inside = {id(name) for loop in loops for name in ast.walk(loop)}
        targets = {id(name) for loop in loops for name in ast.walk(loop.target)}
        if any(id(one) not in inside for one in self._uses(node)) or any(id(one) not in targets for one in stored):
            return
        if len(loops) > 1 and any(a is not b and any(a is c for c in ast.walk(b)) for a in loops for b in loops):
            return
        taken = self._bound_around(node) | self.globals
        for loop in loops:
            new = self.better(self.name, loop.target, loop.iter, loop)
            outside = set(map(id, self._uses(loop.iter)))
            uses = [one for one in self._uses(loop) if id(one) not in outside]
            if not new or new in taken or new in self._names_outside_comprehensions(node) or new in self._free_below(loop):
                continue
            self._rename(uses, new)

    def _free_below(self, loop: ast.For) -> set[str]:
        return self._names_in(loop)

    def _names_outside_comprehensions(self, node: ast.AST) -> set[str]:
        """Return the names of a function but those that comprehensions and lambdas of it bind for themselves."""
        found: set[str] = set()

        def walk(current: ast.AST, own: frozenset[str]) -> None:
            if isinstance(current, COMPREHENSION):
                own |= {n.id for g in current.generators for n in ast.walk(g.target) if isinstance(n, ast.Name)}
            if isinstance(current, ast.Lambda):
                own |= {arg.arg for arg in current.args.args}
            if isinstance(current, ast.Name) and current.id not in own:
                found.add(current.id)
            if isinstance(current, ast.arg):
                found.add(current.arg)
            for child in ast.iter_child_nodes(current):
                walk(child, own)

        walk(node, frozenset())
        return found

    def _function_of(self, node: ast.AST) -> ast.AST | None:
        current = self.parents.get(node)
        while current is not None and not isinstance(current, ast.FunctionDef | ast.AsyncFunctionDef):
            current = self.parents.get(current)
        return current

    def _is_free(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
        """Whether no function inside binds the name anew."""
        header = set(map(id, ast.walk(node.args)))
        return not any(
            isinstance(one, ast.arg) and one.arg == self.name and id(one) not in header for one in ast.walk(node)
        )

    def _of_annotation(self, argument: ast.arg) -> str | None:
        if self.name == "place":
            return "index" if isinstance(argument.annotation, ast.Name) and argument.annotation.id == "int" else None
        note = argument.annotation
        if isinstance(note, ast.Constant) and isinstance(note.value, str):
            return called_for(note.value, self.file)
        return called_for(note.id, self.file) if isinstance(note, ast.Name) else None


def _bound_at_top(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
        return
    for one in ast.walk(node):
        if isinstance(one, ast.alias):
            yield (one.asname or one.name).split(".")[0]
        elif isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
            yield one.id


def _bound_in(function: ast.AST) -> set[str]:
    """Return what a function itself binds, without what its comprehensions do."""
    found: set[str] = set()

    def walk(node: ast.AST) -> None:
        if isinstance(node, COMPREHENSION | ast.Lambda):
            return
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        for child in ast.iter_child_nodes(node):
            walk(child)

    for statement in function.body:  # type: ignore[attr-defined]
        walk(statement)
    return found


def better_one(name: str, target: ast.AST, iterable: ast.AST | None) -> str | None:
    new = element(target, iterable, name) if iterable is not None else None
    return new if new and new.isidentifier() and not keyword.iskeyword(new) and new not in {"one", "other"} else None


def better_index(name: str, target: ast.AST, iterable: ast.AST | None) -> str | None:
    return "index" if iterable is not None and is_index(target, iterable, name) else None


def rename_loops(name: str, text: str) -> str:
    """Rename the variables of loops that say nothing, until nothing changes."""
    if "one" in KEEPS_ONE.get(name, ()):
        return text
    for _ in range(8):
        before = text
        for variable, better in (("one", better_one), *((("place", better_index),) if is_index_file(name) else ())):
            if not re.search(rf"(for|,|\(|lambda) ?{variable}\b|\b{variable},? in\b|\b{variable}:", text):
                continue
            loops = Loops(Source(text), name, variable, better)
            loops.run()
            # Of nested finds the same name twice is one edit, two names for one place are none.
            found: dict[int, set[tuple[int, int, str]]] = defaultdict(set)
            for edit in loops.edits:
                found[edit[0]].add(edit)
            text = applied(text, [next(iter(edits)) for edits in found.values() if len(edits) == 1])
        if text == before:
            return text
    return text


def is_index_file(name: str) -> bool:
    return not any(fnmatch.fnmatchcase(name, pattern) for pattern in INDEXES)


def count_ones(text: str) -> int:
    """Return how many loop variables and parameters are called `one`."""
    total = 0
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.comprehension | ast.For):
            total += any(isinstance(n, ast.Name) and n.id == "one" for n in ast.walk(node.target))
        elif isinstance(node, ast.arg):
            total += node.arg == "one"
    return total


# -------------------------------------------------------------------------------------------------------- wrapping


def wrapped(source_text: str) -> str:
    """Wrap comments and docstrings with a line that is too long, paragraph by paragraph."""
    if not any(len(line) > WIDTH for line in source_text.splitlines()):
        return source_text
    source = Source(source_text)
    docs = docstring_lines(source.tree)
    edits = []
    for token in source.tokens:
        if token.type == tokenize.STRING and token.start[0] in docs and token.string.startswith('"""'):
            if not any(len(line) > WIDTH for line in source.text.splitlines()[token.start[0] - 1 : token.end[0]]):
                continue
            edits.append((source.at(token.start), source.at(token.end), wrap_docstring(token.string, token.start[1])))
    text = applied(source.text, edits)
    return wrap_comments(text)


def wrap_docstring(string: str, indent: int) -> str:
    inner = string[3:-3]
    paragraphs = re.split(r"(\n[ \t]*\n)", inner)
    out = []
    for number, paragraph in enumerate(paragraphs):
        lines = paragraph.split("\n")
        first_indent = indent + 3 if number == 0 else 0
        is_long = any(len(line) + (first_indent if position == 0 else 0) > WIDTH for position, line in enumerate(lines))
        if number == len(paragraphs) - 1 and len(lines) == 1 and number == 0:
            is_long = is_long or len(paragraph) + indent + 6 > WIDTH
        looks_plain = not re.search(rf"^\s*([-*|>]|\d+\.)|^ {{{indent + 4},}}\S", "\n".join(lines[1 if number == 0 else 0 :]), re.M)
        if not is_long or re.fullmatch(r"\n[ \t]*\n", paragraph) or not looks_plain:
            out.append(paragraph)
            continue
        if number == 0 and len(lines) == 1 and len(paragraphs) == 1:  # one line becomes a summary that is wrapped
            words = paragraph.strip()
            out.append(fill_first(words, indent))
            continue
        ends = re.search(r"\s*$", paragraph)[0]
        words = " ".join(paragraph.split())
        pad = " " * indent
        if number == 0:
            filled = textwrap.fill(words, WIDTH, initial_indent=" " * (indent + 3), subsequent_indent=pad,
                                   break_long_words=False, break_on_hyphens=False)[indent + 3 :]
            out.append(filled + (ends if number == len(paragraphs) - 1 else ""))
        else:
            filled = textwrap.fill(words, WIDTH, initial_indent=pad, subsequent_indent=pad,
                                   break_long_words=False, break_on_hyphens=False)
            out.append(filled + (ends if number == len(paragraphs) - 1 else ""))
    result = '"""' + "".join(out) + '"""'
    return result


def fill_first(words: str, indent: int) -> str:
    """Return a docstring of one line that is too long: its first sentence alone where it has several, else wrapped."""
    pad = " " * indent
    match = re.match(r"(.{20,}?[.;:])\s+(.*)", words)
    if match and match[1].endswith(".") and len(match[1]) + indent + 3 <= WIDTH:
        rest = textwrap.fill(match[2], WIDTH, initial_indent=pad, subsequent_indent=pad, break_long_words=False, break_on_hyphens=False)
        return f"{match[1]}\n\n{rest}\n{pad}"
    filled = textwrap.fill(words, WIDTH - 4, initial_indent=" " * (indent + 3), subsequent_indent=pad,
                           break_long_words=False, break_on_hyphens=False)[indent + 3 :]
    return f"{filled}\n{pad}"


def wrap_comments(text: str) -> str:
    lines = text.split("\n")
    out = []
    for line in lines:
        if len(line) <= WIDTH or "#" not in line:
            out.append(line)
            continue
        if (match := re.match(r"^(\s*)# (.*)$", line)):
            pad = f"{match[1]}# "
            out += textwrap.wrap(match[2], WIDTH, initial_indent=pad, subsequent_indent=pad,
                                 break_long_words=False, break_on_hyphens=False)
            continue
        # A comment behind code goes above it, or under a constant as its description.
        code, _, comment = line.rpartition("  # ")
        if code and comment and not comment.startswith(("noqa", "type:")):
            pad = f"{re.match(r'^\s*', code)[0]}# "
            out += textwrap.wrap(comment, WIDTH, initial_indent=pad, subsequent_indent=pad,
                                 break_long_words=False, break_on_hyphens=False)
            out.append(code)
        else:
            out.append(line)
    return "\n".join(out)


def wrap_markdown(text: str, before: str) -> str:
    """Wrap paragraphs of a page that grew longer than they were allowed."""
    known = set(before.split("\n"))
    blocks = re.split(r"(\n\s*\n)", text)
    out, fenced = [], False
    for block in blocks:
        fences = block.count("```")
        is_code = fenced or fences
        if fences % 2:
            fenced = not fenced
        lines = block.split("\n")
        grown = [line for line in lines if len(line) > WIDTH and line not in known]
        if grown and not is_code and not re.search(r"^\s*([|>#]|    )", block, re.M) and not re.search(r"^\s*([-*]|\d+\.) ", block, re.M):
            lead = re.match(r"^\n*", block)[0]
            out.append(lead + textwrap.fill(" ".join(block.split()), WIDTH, break_long_words=False, break_on_hyphens=False))
        else:
            out.append(block)
    return "".join(out)


# ------------------------------------------------------------------------------------------------------------ main


def rewrite_python(tree: Path, clashes: list[str]) -> set[str]:
    changed = set()

    def rewrite(change: Callable[[str, str], str]) -> None:
        for name in texts(tree):
            if not name.endswith(".py"):
                continue
            text = read(tree / name) or ""
            try:
                new = change(name, text)
                ast.parse(new)
            except (SyntaxError, tokenize.TokenError, IndexError) as error:
                sys.exit(f"{name}: {error}")
            if new != text:
                write(tree / name, new)
                changed.add(name)

    def reword(name: str, text: str) -> str:
        source = Source(text)
        new = rename_names(name, source, clashes)
        new = rewrite_words(name, source if new == text else Source(new))
        for _, rules in rules_for(name, CODE):
            for pattern, to in rules:
                new = re.sub(pattern, to, new, flags=re.M)
        return new

    rewrite(reword)
    index_returns(tree)  # with the names that classes have by now
    rewrite(rename_loops)
    return changed


def rewrite_text(tree: Path) -> None:
    for name in texts(tree):
        if name.endswith(".py"):
            continue
        table = rules_for(name, TEXT)
        if not table:
            continue
        text = read(tree / name)
        if text is None:
            continue
        new = text
        for _, rules in table:
            for pattern, to in rules:
                new = re.sub(pattern, to, new, flags=re.M)
        if name.endswith(".md") and new != text:
            new = wrap_markdown(new, text)
        if new != text:
            write(tree / name, new)


def format_all(tree: Path, ruff: str, python: str | None) -> None:
    run = lambda *command: subprocess.run(command, cwd=tree, capture_output=True, text=True)  # noqa: E731
    run(ruff, "check", "--quiet", "--select", "I,RUF022", "--fix", ".")
    run(ruff, "format", "--quiet", ".")
    for name in texts(tree):
        if name.endswith(".py"):
            text = read(tree / name)
            new = wrapped(text)
            if new != text:
                write(tree / name, new)
    run(ruff, "format", "--quiet", ".")
    if python:
        # As `python -m warehouse.codebook` does it, from this tree.
        done = subprocess.run([python, "-m", "warehouse.codebook"], cwd=tree, capture_output=True, text=True,
                              env={"PYTHONPATH": str(tree), "PATH": "/usr/bin:/bin"})
        if done.returncode:
            print("CODEBOOK.md was not written:", done.stderr.strip().splitlines()[-1:])


LEFT = {
    "walk": r"(?<![.\w])walks?\b(?!\()", "room": r"\brooms?\b", "yardstick": r"\byardsticks?\b", "house": r"\bhouse\.py\b|test_house",
    "standing": r"\bstanding\.(py|csv)|benchmarks\.standing", "teller": r"\b[Tt]ellers?\b", "Told": r"\bTold\b",
    "heads (learned)": r"learned heads|\bthe heads (hear|mark|say|alone)|TriggerHeads", "voice": r"\b_voice\b|\bvoices\b",
    "Unit": r"\bUnits?\b", "lexical unit": r"lexical units?", "Thing": r"\bThings?\b", "made_": r"\bmade_(documents|warehouse)\b",
    "silence": r"benchmarks\.silence|benchmarks/silence", "belief": r"\bbeliefs\b",
}


def report(tree: Path) -> None:
    ones = indexes = told = 0
    left: Counter[str] = Counter()
    files: dict[str, Counter[str]] = defaultdict(Counter)
    for name in texts(tree):
        text = read(tree / name)
        if text is None:
            continue
        if name.endswith(".py"):
            ones += count_ones(text)
            told += len(re.findall(r"\btold\b", text))
        for word, pattern in LEFT.items():
            if count := len(re.findall(pattern, text)):
                left[word] += count
                files[word][name] += count
    print(f"loop variables and parameters called `one`: {ones}; `told` in Python, prose included: {told}")
    for word, count in left.most_common():
        print(f"left: {word}: {count} in " + ", ".join(f"{name} {n}" for name, n in files[word].most_common(6)))
    stems = defaultdict(list)
    for name in tracked(tree):
        if name.endswith(".py") and not name.startswith("tests/") and Path(name).stem not in {"__init__", "__main__"}:
            stems[Path(name).stem].append(name)
    for stem, names in sorted(stems.items()):
        if len(names) > 1:
            print("basename of several modules:", stem, "=", ", ".join(names))


def main() -> None:
    if sys.version_info < (3, 12):
        sys.exit("run this with Python 3.12 or newer, e.g. /root/.pyenv/versions/3.13.0/bin/python3.13")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path)
    parser.add_argument("--ruff", default="MAIN/.venv/bin/ruff")
    parser.add_argument("--python", default="MAIN/.venv/bin/python", help="writes CODEBOOK.md; empty to leave it")
    parser.add_argument("--check", action="store_true", help="only say what is left")
    arguments = parser.parse_args()
    tree = arguments.tree.resolve()
    if not arguments.check:
        subprocess.run([arguments.ruff, "format", "--quiet", "."], cwd=tree, capture_output=True)
        moved = move(tree)
        rewrite_paths(tree)
        clashes: list[str] = []
        changed = rewrite_python(tree, clashes)
        rewrite_text(tree)
        format_all(tree, arguments.ruff, arguments.python)
        print(f"{moved} files moved, {len(changed)} Python files changed")
        for clash in clashes:
            print("clash:", clash)
    report(tree)


if __name__ == "__main__":
    main()
