"""Takes the pages of the project, gives the documentation's site: HTML that asks for nothing outside, search included.

    python -m tools.site            writes .site/html and stops at a link or an anchor that leads nowhere
    python -m tools.site --pages    writes .site/pages alone, the Markdown that the site is made of

Pages of docs/ keep their names; those at the root of the project and those made of the program join them.
`mkdocs.yml` says in which order they stand.
"""

import ast
import inspect
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import entente
from flows.cli import app

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / ".site"
DOCS = "docs"
OF_ROOT = {
    "CODEBOOK.md": "codebook.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "security-policy.md",
    "CITATION.cff": "CITATION.cff",
}
"""Files at the root of the project that readers want, by their name on the site."""
LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]*)\]\((?P<target>[^()\s]+)\)")
FENCED = re.compile(r"(^ *```.*?^ *```$)", re.MULTILINE | re.DOTALL)
POLYFILL = re.compile(r'"https://[^"]*/iframe-worker/shim"')
"""What the theme loads from a public server, so that search works in a page opened from a file."""
LEFT_OUT = ("## Table of Contents", "## `entente --install-completion`", "## entente --install-completion")
"""Parts of the page of commands that the site has elsewhere, or that no reader looks up."""
SHIM = "assets/iframe-worker.js"
ASKED = re.compile(
    r"""<(?:script|img|iframe|source)\b[^>]*?\ssrc=["']?(?:https?:)?//[^"'\s>]+"""
    r"""|<link\b(?![^>]*rel=["']?canonical)[^>]*?\shref=["']?(?:https?:)?//[^"'\s>]+""",
    re.IGNORECASE,
)
"""What a browser would fetch by itself from somewhere else."""


class SiteNotBuilt(Exception):
    """The site could not be built; the message says which page and why."""


def write_pages(folder: Path) -> list[str]:
    """Write what the site is made of into an empty folder; return the names of its pages."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / DOCS, folder, ignore=shutil.ignore_patterns("__pycache__", "*.md"))
    for source, name in sources().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = (ROOT / source).read_text(encoding="utf-8")
        path.write_text(relinked(text, source) if source.endswith(".md") else text, encoding="utf-8")
    (folder / "commands.md").write_text(commands(), encoding="utf-8")
    (folder / "python-api.md").write_text(python_api(), encoding="utf-8")
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))


def sources() -> dict[str, str]:
    """Return the files from which pages come, by their path in the project, with the name of the page."""
    docs = sorted((ROOT / DOCS).rglob("*.md"))
    return {path.relative_to(ROOT).as_posix(): path.relative_to(ROOT / DOCS).as_posix() for path in docs} | OF_ROOT


def relinked(text: str, source: str) -> str:
    """Return a page whose links lead to pages of the site; a link to a file that the site lacks becomes plain words."""
    prose = FENCED.split(text)
    return "".join(part if part.lstrip().startswith("```") else relinked_prose(part, source) for part in prose)


def relinked_prose(text: str, source: str) -> str:
    """Return Markdown outside fences with its links as `relinked` says."""

    def link(found: re.Match[str]) -> str:
        path, mark, anchor = found["target"].partition("#")
        if not path or ":" in path:
            return found[0]
        wanted = Path(os.path.normpath(Path(source).parent / path)).as_posix()
        name = sources().get(wanted)
        if name is None and wanted.startswith(f"{DOCS}/"):
            name = wanted.removeprefix(f"{DOCS}/")
        if name is None:
            if not (ROOT / wanted).exists():
                raise SiteNotBuilt(f"{source}: the link to {found['target']} leads nowhere")
            return found["words"]
        here = Path(sources()[source]).parent
        return f"[{found['words']}]({Path(os.path.relpath(name, here)).as_posix()}{mark}{anchor})"

    return LINK.sub(link, text)


def commands() -> str:
    """Return the page of all commands: what each takes, and an example of it."""
    told = app.generate_docs(output_format="markdown", usage_name="entente").replace("# entente\n", "# Commands\n", 1)
    told = re.sub(r"(?m)^(entente [\w-]+) .*?(?=\[OPTIONS\]|COMMAND)", r"\1 ", told)  # it names the program that asks
    sections = re.split(r"(?m)^(?=## )", told)
    return "".join(with_example(section) for section in sections if not section.startswith(LEFT_OUT))


def with_example(section: str) -> str:
    """Return the section of a command with the example that ends its help."""
    title, prefix = section.split("\n", 1)[0], "## entente "
    if not title.startswith(prefix):
        return section
    example = str(app[title.removeprefix(prefix)].help_epilogue or "").removeprefix("Example: ")
    return f"{section.rstrip()}\n\n**Example**\n\n```sh\n{example}\n```\n\n"


def python_api() -> str:
    """Return the page of what `import entente` gives, of its docstrings."""
    lines = ["# Python", "", "What `import entente` gives; [From Python](python.md) goes through it.", ""]
    for name in ("open", *(name for name in entente.__all__ if name != "open")):
        value = getattr(entente, name)
        lines += member(f"entente.{name}", value, "##")
        members = vars(value).items() if value is entente.OpenWarehouse else ()
        for inner, told in members:
            if not inner.startswith("_"):
                lines += member(f"OpenWarehouse.{inner}", told, "###")
    return "\n".join(lines)


def member(name: str, value: object, level: str) -> Iterator[str]:
    """Yield the lines of one class, function or property: its name, its signature, its docstring."""
    yield from (f"{level} `{name}`", "")
    if inspect.isfunction(value):
        yield from ("```python", signature(name, value), "```", "")
    yield from (inspect.cleandoc(inspect.getdoc(value) or ""), "")


def signature(name: str, function: Callable[..., object]) -> str:
    """Return the head of a function as its source has it."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    assert isinstance(definition, ast.FunctionDef)
    arguments = ast.unparse(definition.args).removeprefix("self").removeprefix(", ")
    returned = f" -> {ast.unparse(definition.returns)}" if definition.returns else ""
    return f"{name}({arguments}){returned}"


def in_navigation(text: str) -> set[str]:
    """Return the pages that the navigation of `mkdocs.yml` names."""
    return set(re.findall(r"(?m)^ +- (?:[^:\n]+: )?([\w./-]+\.md)$", text.split("\nnav:\n", 1)[1]))


def build(site: Path) -> int:
    """Write the site; return how many pages it has. Raise `SiteNotBuilt` for a dead link, or for what asks outside."""
    pages = write_pages(site / "pages")
    shown = in_navigation((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    if shown != set(pages):
        raise SiteNotBuilt(f"mkdocs.yml: its nav and the pages differ in {', '.join(sorted(shown ^ set(pages)))}")
    command = [
        sys.executable,
        "-m",
        "zensical",
        "build",
        "--strict",
        "--clean",
        "--config-file",
        str(ROOT / "mkdocs.yml"),
    ]
    if subprocess.call(command, cwd=ROOT):
        raise SiteNotBuilt("zensical found what is told above")
    html = sorted((site / "html").rglob("*.html"))
    for path in html:
        close(path, site / "html")
    return len(html)


def close(path: Path, html: Path) -> None:
    """Let a page take its script for search from the site; raise `SiteNotBuilt` where it asks for more outside."""
    here = Path(os.path.relpath(html / SHIM, path.parent)).as_posix()
    text = POLYFILL.sub(f'"{here}"', path.read_text(encoding="utf-8"))
    asked = ASKED.search(text)
    if asked:
        raise SiteNotBuilt(f"{path.relative_to(html)}: a browser would ask outside for {asked[0]}")
    path.write_text(text, encoding="utf-8")


def main() -> int:
    """Write the site, or its pages alone; return the exit status."""
    try:
        if "--pages" in sys.argv[1:]:
            print(f"{len(write_pages(SITE / 'pages'))} pages in .site/pages")
        else:
            print(f"{build(SITE)} pages in .site/html; open .site/html/index.html")
    except SiteNotBuilt as failure:
        print(f"tools/site.py: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
