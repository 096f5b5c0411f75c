"""Takes the pages, gives the site, checked: no link leads nowhere, and no page asks for anything outside."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tools.site.pages import ROOT, SiteNotBuilt, write_pages

POLYFILL = re.compile(r'"https://[^"]*/iframe-worker/shim"')
"""What the theme loads from a public server, so that search works in a page opened from a file."""
SHIM = "assets/iframe-worker.js"
ASKED = re.compile(
    r"""<(?:script|img|iframe|source)\b[^>]*?\ssrc=["']?(?:https?:)?//[^"'\s>]+"""
    r"""|<link\b(?![^>]*rel=["']?canonical)[^>]*?\shref=["']?(?:https?:)?//[^"'\s>]+""",
    re.IGNORECASE,
)
"""What a browser would fetch by itself from somewhere else."""


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
