"""Live blogs: the tree of a page in, its posts, each with the moment at which it was published, out."""

import re
from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

from lxml.html import HtmlElement

from transforms.documents.html_tree import letters, words_of

HOLDERS = frozenset(("article", "section", "div", "li"))
LIVE = re.compile(r"(?:^|[\s_-])(?:live|liveblog\w*|lb)(?:$|[\s_-])|live-?blog|liveupdate", re.IGNORECASE)
LIVE_TITLE = re.compile(r"\b(?:live|as it happened|latest updates|minute by minute)\b", re.IGNORECASE)
HEADINGS = ("h2", "h3", "h4")
PUBLISHED = "datePublished"
POSTS = 2  # posts at least; one alone is an article
LONG = 40  # characters of a paragraph of a post

NOTHING: Mapping[str, str] = MappingProxyType({})

Kind = tuple[HtmlElement, str]


def find_posts(tree: HtmlElement, title: str, stated: Mapping[str, str] = NOTHING) -> dict[HtmlElement, str]:
    """Return the posts of a live blog in reading order with the stamp of each; none where a page is no live blog.

    `stated` has the stamps that the page states of posts by the letters of their headlines. Posts are sisters of one
    kind, each with a text and a stamp; of several stamps in one the first is that of the post.
    """
    kinds: dict[Kind, dict[HtmlElement, str]] = defaultdict(dict)
    texts: dict[HtmlElement, bool] = {}
    for element in tree.iter("time", "meta", *(HEADINGS if stated else ())):
        stamp = _stamp_of(element, stated)
        for holder in element.iterancestors() if stamp else ():
            if holder.tag in HOLDERS and holder.getparent() is not None:
                if holder not in texts:
                    texts[holder] = _has_text(holder)
                if texts[holder]:
                    kinds[holder.getparent(), _kind_of(holder)].setdefault(holder, stamp)
    is_live = bool(stated or LIVE_TITLE.search(title))
    posts = [found for kind, found in kinds.items() if len(found) >= POSTS and (is_live or _is_live(kind))]
    return max(posts, key=len, default={})


def _stamp_of(element: HtmlElement, stated: Mapping[str, str]) -> str:
    """Return the stamp that an element carries, or that is stated of the post whose headline it is; else nothing."""
    if element.tag in HEADINGS:
        return stated.get(letters(words_of(element)), "")
    return element.get("datetime") or (element.get("itemprop") == PUBLISHED and element.get("content")) or ""


def _kind_of(element: HtmlElement) -> str:
    """Return what sisters of one kind share: the tag and the first of their classes; a pinned post has one more."""
    return " ".join((str(element.tag), *(element.get("class") or "").split()[:1]))


def _outwards(time: HtmlElement) -> list[HtmlElement]:
    return [time, *time.iterancestors()]


def _has_text(post: HtmlElement) -> bool:
    return any(len("".join(paragraph.itertext())) >= LONG for paragraph in post.iter("p"))


def _is_live(kind: Kind) -> bool:
    """Return whether posts, or what is around them, are named for a live blog."""
    holder, name = kind
    around = (f"{element.get('class') or ''} {element.get('id') or ''}" for element in _outwards(holder))
    return bool(LIVE.search(name)) or any(map(LIVE.search, around))
