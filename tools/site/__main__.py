"""Writes the documentation's site.

    python -m tools.site            writes .site/html and stops at a link or an anchor that leads nowhere
    python -m tools.site --pages    writes .site/pages alone, the Markdown that the site is made of

`mkdocs.yml` says in which order the pages stand.
"""

import sys

from tools.site.html import build
from tools.site.pages import ROOT, SiteNotBuilt, write_pages

SITE = ROOT / ".site"


def main() -> int:
    """Write the site, or its pages alone; return the exit status."""
    try:
        if "--pages" in sys.argv[1:]:
            print(f"{len(write_pages(SITE / 'pages'))} pages in .site/pages")
        else:
            print(f"{build(SITE)} pages in .site/html; open .site/html/index.html")
    except SiteNotBuilt as failure:
        print(f"tools/site: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
