"""Live blogs: the tree of a page in, its posts, each with the moment at which it was published, out."""

import re
from collections import Counter, defaultdict

from lxml.html import HtmlElement

HOLDERS = frozenset(("article", "section", "div", "li"))
LIVE = re.compile(r"(?:^|[\s_-])(?:live|liveblog\w*|lb)(?:$|[\s_-])|live-?blog|liveupdate", re.IGNORECASE)
LIVE_TITLE = re.compile(r"\b(?:live|as it happened|latest updates|minute by minute)\b", re.IGNORECASE)
POSTS = 2  # posts at least; one alone is an article
LONG = 40  # characters of a paragraph of a post

Kind = tuple[HtmlElement, str]


def find_posts(tree: HtmlElement, title: str) -> dict[HtmlElement, str]:
    """Return the posts of a live blog in reading order with the stamp of each; none where a page is no live blog."""
    kinds: dict[Kind, dict[HtmlElement, str]] = defaultdict(dict)
    times = [time for time in tree.iter("time") if time.get("datetime")]
    held = Counter(holder for time in times for holder in time.iterancestors())
    for time in times:
        post = next((holder for holder in _outwards(time) if held[holder.getparent()] != 1), None)
        if post is not None and post.tag in HOLDERS and held[post] == 1 and _has_text(post):
            kinds[post.getparent(), f"{post.tag} {post.get('class') or ''}"][post] = time.get("datetime", "")
    is_live = bool(LIVE_TITLE.search(title))
    posts = [found for kind, found in kinds.items() if len(found) >= POSTS and (is_live or _is_live(kind))]
    return max(posts, key=len, default={})


def _outwards(time: HtmlElement) -> list[HtmlElement]:
    return [time, *time.iterancestors()]


def _has_text(post: HtmlElement) -> bool:
    return any(len("".join(paragraph.itertext())) >= LONG for paragraph in post.iter("p"))


def _is_live(kind: Kind) -> bool:
    """Return whether posts, or what is around them, are named for a live blog."""
    holder, name = kind
    around = (f"{element.get('class') or ''} {element.get('id') or ''}" for element in _outwards(holder))
    return bool(LIVE.search(name)) or any(map(LIVE.search, around))
