"""Takes the pages of the project, gives the Markdown that the site is made of.

Pages of docs/ keep their names; those at the root of the project and those made of the program join them.
"""

import os
import re
import shutil
from pathlib import Path

from tools.site.reference import commands, python_api

ROOT = Path(__file__).resolve().parents[2]
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
