"""What pages put around and between the paragraphs of a story, in the mark-up of many sites, is no text of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.transforms.documents.test_html import STORY, TITLE, paragraphs, read

ONE, TWO, THREE = (
    "Rebels killed nine soldiers in the northern province",
    "Police arrested the editor of a weekly newspaper",
    "The navy attacked two fishing boats near the strait",
)
COMMENT = f"<p>{ONE} on Sunday. I saw it with my own eyes, and the army bombed my house too.</p>"


def each(form: str) -> str:
    """Return some mark-up once for each headline."""
    return "".join(form.format(headline) for headline in (ONE, TWO, THREE))


TEASERS = {
    "boxes with a linked headline": each('<div class="teaser"><h3><a href=x>{}</a></h3></div>'),
    "a box with a summary": f'<div class="teaser"><h3><a href=x>{ONE}</a></h3><p>{TWO} on Friday.</p></div>',
    "a list of links": f"<ul>{each('<li><a href=x>{}</a></li>')}</ul>",
    "cards": each('<div class="card"><a href=x><img src=x><span>{}</span></a></div>'),
    "a linked paragraph": f"<p><a href=x>{ONE}</a></p>",
    "a linked paragraph in bold": f"<p><strong><a href=x>{ONE}</a></strong></p>",
    "also read": f"<p>Also read: <a href=x>{ONE}</a></p>",
    "read": f"<p><strong>READ: {ONE}</strong></p>",
    "related posts": f'<div class="related-post"><p>{ONE}</p><p>{TWO}</p></div>',
    "a list under a heading": f"<h3>More from World</h3><ul><li>{ONE}</li><li>{TWO}</li></ul>",
    "trending": f"<h4>Trending now</h4><p><a href=x>{ONE}</a></p><p><a href=x>{TWO}</a></p>",
    "an aside": f"<aside><h3>Related</h3><p><a href=x>{ONE}</a></p></aside>",
    "recommended": f'<div class="recommended-stories"><a href=x><p>{ONE}</p></a><a href=x><p>{TWO}</p></a></div>',
    "articles with a summary": each(
        '<article class="item"><h4><a href=x>{0}</a></h4><p>{0}, officials said.</p></article>'
    ),
    "a table of links": f"<table>{each('<tr><td><a href=x>{}</a></td></tr>')}</table>",
}
CAPTIONS = {
    "figcaption": f"<figure><img src=x><figcaption>{ONE}. <span>Jane Roe/AP</span></figcaption></figure>",
    "a paragraph of a figure": f"<figure><img src=x><p>{ONE}.</p></figure>",
    "wp-caption-text": f'<div class="wp-caption"><img src=x><p class="wp-caption-text">{ONE}.</p></div>',
    "a caption in a box": f'<div class="image"><img src=x><div class="caption">{ONE}.</div></div>',
    "a description": f'<div class="image"><img src=x><span class="desc">{ONE}.</span></div>',
    "a paragraph under a photo": f'<div class="photo"><img src=x><p>{ONE}.</p></div>',
    "a paragraph with its photographer": f"<p><em>{ONE}. Photo: Jane Roe</em></p>",
    "a paragraph with its agency": f"<p>{ONE}. REUTERS/Jane Roe</p>",
    "a cell under a picture": f"<table><tr><td><img src=x></td></tr><tr><td>{ONE}. (AP Photo/J. Roe)</td></tr></table>",
}
CONSENT = {
    "a cookie notice": '<div id="cookie-notice"><p>We use cookies to fight fraud and to attack spam.</p></div>',
    "a dialog": '<div role="dialog"><p>You agree to receive updates. They agreed to share your data.</p></div>',
    "partners": '<div class="gdpr-modal"><p>We and our partners store data to protect you from attacks.</p></div>',
    "a paragraph": "<p>This site uses cookies. By continuing you agree to our use of cookies.</p>",
    "a newsletter": '<div class="newsletter"><h3>Sign up</h3><p>Get attacks and arrests in your inbox.</p></div>',
    "an invitation": "<p>Sign up for our newsletter: killings, arrests and protests in your inbox every day.</p>",
    "a form": "<form><label>E-mail</label><p>By subscribing you agree to be attacked by our ads.</p></form>",
}
COMMENTS = {
    "div": f'<div class="comment">{COMMENT}</div>' * 3,
    "a thread": f'<div id="disqus_thread">{COMMENT}</div>',
    "a list": f'<ol class="commentlist">{f"<li>{COMMENT}</li>" * 3}</ol>',
    "under comments": f"<section><h2>Comments (3)</h2><div>{COMMENT}</div><div>{COMMENT}</div></section>",
    "under readers' comments": f'<div class="user-posts"><h4>Readers’ comments</h4><div>{COMMENT}</div></div>',
    "under replies": f"<div><h3>3 replies</h3>{COMMENT * 2}</div>",
    "under leave a reply": f'<div class="respond"><h3>Leave a reply</h3><div>{COMMENT}</div></div>',
}
FRAMES: tuple[Callable[[str], str], ...] = (
    lambda body: f"<article><h1>{TITLE}</h1>{body}</article>",
    lambda body: f'<div class="page"><div class="story"><h1>{TITLE}</h1>{body}</div></div>',
    lambda body: f'<main><h1>{TITLE}</h1><div class="entry-content">{body}</div></main>',
)


def is_read_as_the_story(tmp_path: Path, noise: str, places: tuple[int, ...]) -> bool:
    """Return whether a page is read as its story alone, with the noise at each of some places and outside of it."""
    story = [f"<p>{sentence}</p>" for sentence in STORY]
    bodies = ["".join([*story[:place], noise, *story[place:]]) for place in places]
    pages = [frame(body) for frame in FRAMES for body in bodies]
    pages += [frame("".join(story)) + noise for frame in FRAMES]
    return all(paragraphs(read(tmp_path, f"{page}<footer>© Us</footer>")) == STORY for page in pages)


@pytest.mark.parametrize("name", TEASERS)
def test_teasers_in_any_mark_up_are_no_text(tmp_path: Path, name: str) -> None:
    assert is_read_as_the_story(tmp_path, TEASERS[name], (0, 3, 5))


@pytest.mark.parametrize("name", CAPTIONS)
def test_captions_in_any_mark_up_are_no_text(tmp_path: Path, name: str) -> None:
    assert is_read_as_the_story(tmp_path, CAPTIONS[name], (0, 3, 5))


@pytest.mark.parametrize("name", CONSENT)
def test_consent_and_newsletters_in_any_mark_up_are_no_text(tmp_path: Path, name: str) -> None:
    assert is_read_as_the_story(tmp_path, CONSENT[name], (0, 3, 5))


@pytest.mark.parametrize("name", COMMENTS)
def test_comments_in_any_mark_up_are_no_text(tmp_path: Path, name: str) -> None:
    assert is_read_as_the_story(tmp_path, COMMENTS[name], (5,))
