"""Pages: what a reader of the page takes for the article is its text, and all else is removed with its reason."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.finding import each
from tests.transforms.documents.files import seed_file
from transforms.documents.html_live import find_posts
from transforms.documents.html_main import shares_held, words_in
from transforms.documents.html_tree import parse
from transforms.documents.record_reading import ReadDocument, read_file

ROOT = Path(__file__).parents[3]
STORY = (
    "The army of Ruritania left the town of Zenda on Monday after three weeks of talks with the rebels.",
    "Its commander said that the last soldiers would cross the river before the end of the month.",
    "Residents returned to their houses and found most of them burnt, a mayor told reporters on Tuesday.",
    "The envoy of the United Nations called the step a first sign of trust between the two camps.",
    "Talks on the bridge and on the prisoners go on in Strelsau next week, both delegations said.",
)
TITLE = "Army leaves Zenda"
P = "".join(f"<p>{sentence}</p>" for sentence in STORY)
TEASERS = (
    "Rebels kill seven soldiers in the north",
    "Police arrest the editor of a weekly",
    "Army shells two villages",
)
COMMENT = "I have lived in that town for forty years, and no soldier ever attacked anybody there, whatever you write."


def read(tmp_path: Path, body: str, head: str = f"<title>{TITLE}</title>") -> ReadDocument:
    """Return the document of a page."""
    path = tmp_path / "page.html"
    path.write_text(f"<html><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
    (document,) = read_file(seed_file(path)).documents
    return document


def paragraphs(found: ReadDocument) -> tuple[str, ...]:
    """Return the paragraphs of a document below its headline."""
    below = found.document.text.removeprefix(found.document.title or "").strip()
    return tuple(below.split("\n\n"))


def reasons(found: ReadDocument) -> list[tuple[str, str]]:
    """Return reason and words of each removed piece."""
    return [(piece.reason, piece.words) for piece in found.removed]


@pytest.mark.parametrize(
    "name", ["sidebar-grid", "article-widget", "modal-body", "newsletter-story", "share-text", "premium-ad"]
)
def test_the_names_of_all_paragraphs_are_no_parts_of_the_page(tmp_path: Path, name: str) -> None:
    boxed = "".join(f'<div class="{name}"><p>{sentence}</p></div>' for sentence in STORY)
    assert paragraphs(read(tmp_path, f"<article><h1>{TITLE}</h1>{boxed}</article>")) == STORY


@pytest.mark.parametrize(
    "body",
    [
        f"<article><h1>{TITLE}</h1>{P.replace('<p>', '<p class=paywall>')}</article>",
        f'<form id="aspnetForm"><div><h1>{TITLE}</h1>{P}</div></form>',
        f'<aside id="secondary"><article><h1>{TITLE}</h1>{P}</article></aside>',
        f'<div class="comments-enabled has-sidebar"><h1>{TITLE}</h1>{P}</div>',
        f"<div><h1>{TITLE}</h1><a href=x>{P}</div>",
    ],
)
def test_the_article_is_read_whatever_stands_around_it(tmp_path: Path, body: str) -> None:
    assert paragraphs(read(tmp_path, body)) == STORY


def test_one_paragraph_behind_a_paywall_is_the_article(tmp_path: Path) -> None:
    assert paragraphs(read(tmp_path, f'<article><p class="paywall">{STORY[0]}</p></article>', "")) == (STORY[0],)


@pytest.mark.parametrize(
    "comments",
    ['<ol id="commentsList">{}</ol>', '<div class="reader-responses"><h3>14 Comments</h3><ol>{}</ol></div>'],
)
def test_longer_comments_are_not_the_story(tmp_path: Path, comments: str) -> None:
    said = "".join(f"<li><b>Reader {number}</b><p>{COMMENT} {number}. {COMMENT}</p></li>" for number in range(14))
    found = read(tmp_path, f'<div class="story"><h1>{TITLE}</h1>{P}</div>{comments.format(said)}')
    assert paragraphs(found) == STORY
    assert sum(words.count("no soldier") for _, words in reasons(found)) == 28


def test_a_live_blog_is_all_its_posts_with_their_days(tmp_path: Path) -> None:
    posts = "".join(
        f'<article class="liveblog-post"><time datetime="2024-03-0{day}T16:05:00Z">16:05</time>'
        f"<h2>What happened on day {day}</h2><p>{STORY[day - 4]}</p><p>{STORY[day - 3]}</p></article>"
        for day in (6, 5, 4)
    )
    found = read(tmp_path, f"<main><h1>{TITLE}: live</h1>{posts}</main>")
    text = found.document.text
    assert [text.count(sentence) for sentence in STORY[:4]] == [1, 2, 2, 1]
    assert [text.count(f"What happened on day {day}") for day in (6, 5, 4)] == [1, 1, 1]
    days = (found.document.published_first_on, found.document.published_last_on)
    assert [str(day) for day in days] == ["2024-03-04", "2024-03-06"]
    assert [(piece.reason, piece.text_start) for piece in found.removed] == [
        ("notice", text.index(f"What happened on day {day}")) for day in (6, 5, 4)
    ]


def test_articles_with_a_time_are_no_live_blog() -> None:
    card = f"<article><time datetime=2024-03-06>6 March</time><p>{STORY[0]}</p></article>"
    page = parse(f"<html><body><div>{card * 3}</div></body></html>")
    assert find_posts(page, TITLE) == {}
    assert len(find_posts(page, f"{TITLE}: as it happened")) == 3


@pytest.mark.parametrize(
    "river",
    [
        "".join(f'<div class="mini"><a href=x>{teaser}</a></div>' for teaser in TEASERS),
        '<h3>"Politics" POPULAR ARTICLE</h3>'
        f"<ul>{''.join(f'<li><h4><a href=x>{teaser}</a></h4></li>' for teaser in TEASERS)}</ul>",
        "<h3>From the region</h3>"
        + "".join(f"<div><h3><a href=x>{teaser}</a></h3><p>The attack broke a truce.</p></div>" for teaser in TEASERS),
        f'<aside class="most-read"><h2>Most read</h2><ol>{"".join(f"<li>{t}</li>" for t in TEASERS)}</ol></aside>',
    ],
)
@pytest.mark.parametrize("place", [2, 5])
def test_teasers_are_no_text(tmp_path: Path, river: str, place: int) -> None:
    story = [f"<p>{sentence}</p>" for sentence in STORY]
    story.insert(place, river)
    found = read(tmp_path, f"<article><h1>{TITLE}</h1>{''.join(story)}</article>")
    assert paragraphs(found) == STORY
    removed = " ".join(words for _, words in reasons(found))
    assert all(teaser in removed for teaser in TEASERS)


@pytest.mark.parametrize(
    ("box", "reason"),
    [
        ("<figure><img src=x><figcaption>Rescue workers help a wounded man.</figcaption></figure>", "caption"),
        (
            "<div class=bio><h4>ABOUT THE AUTHOR</h4><p>Jane Roe attacked the subject in three books.</p></div>",
            "boilerplate",
        ),
        ("<div class=x><p>You agree to receive our newsletter and accept the terms.</p></div>", "boilerplate"),
        ("<p>We and our partners store information on a device to show personalised ads.</p>", "boilerplate"),
        ("<p>Sign up for our newsletter and we will send the latest attacks to your inbox.</p>", "boilerplate"),
        ('<div class="share-bar">Share this</div>', "share_bar"),
        ("<p>READ MORE: Rebels kill seven soldiers in the north</p>", "related_link"),
        ("<p><a href=x>Rebels kill seven soldiers in the north</a></p>", "related_link"),
    ],
)
def test_boxes_in_the_text_are_removed_with_their_reason(tmp_path: Path, box: str, reason: str) -> None:
    first, *others = (f"<p>{sentence}</p>" for sentence in STORY)
    found = read(tmp_path, f"<article><h1>{TITLE}</h1>{first}{box}{''.join(others)}</article>")
    assert paragraphs(found) == STORY
    assert {piece.reason for piece in found.removed} == {reason}
    at = found.document.text.index(STORY[1])
    assert all(piece.text_start == at for piece in each(found.removed))


def test_who_the_author_is_is_no_text(tmp_path: Path) -> None:
    about = "Jane Roe covers the army and has been held hostage twice."
    found = read(
        tmp_path,
        f"<article><h1>{TITLE}</h1>{P}<p>{about}</p></article>",
        f"<title>{TITLE}</title><meta name=author content='Jane Roe'>",
    )
    assert (paragraphs(found), reasons(found)) == (STORY, [("boilerplate", about)])


CLOCK = '<header><time datetime="2025-11-11">Tuesday, November 11, 2025</time></header>'


@pytest.mark.parametrize(
    ("above", "day", "basis"),
    [
        ("<div>Published: 10:21, 6 March 2024 | Updated: 11:30, 7 March 2024</div>", "2024-03-06", "text"),
        ("<div>Updated: 11:30, 7 March 2024</div><div>Published: 10:21, 6 March 2024</div>", "2024-03-06", "text"),
        ("<p>March 6, 2024 / 10:23 AM / Andean Press</p>", "2024-03-06", "text"),
        ('<time datetime="2024-03-06T10:21:00Z">6 March</time>', "2024-03-06", "metadata"),
        ('<div itemprop="datePublished" content="2024-03-06">on Wednesday</div>', "2024-03-06", "metadata"),
        ("", "None", "unknown"),
    ],
)
def test_the_clock_of_the_page_is_not_the_day_of_its_article(tmp_path: Path, above: str, day: str, basis: str) -> None:
    found = read(tmp_path, f"{CLOCK}<article><h1>{TITLE}</h1>{above}{P}</article>")
    assert (str(found.document.published_first_on), found.document.published_basis) == (day, basis)
    assert (found.document.deck, paragraphs(found)) == (None, STORY)


LINKED = '{"@type":"NewsArticle","headline":"A &amp; B sign","author":[{"name":"Jane Roe"},{"name":"Ali Sample"}]}'


@pytest.mark.parametrize(
    "head",
    [
        f'<script type="application/ld+json">{LINKED}</script>',
        f'<script type="application/ld+json">//<![CDATA[\n{LINKED}\n//]]></script>',
        f'<script type="application/ld+json"><!-- {LINKED} --></script>',
        "<title>A &amp; B sign</title><meta name=author content='Jane Roe'><meta name=author content='Ali Sample'>",
        "<meta property=og:title content='A &amp;amp; B sign'><meta name=author content='Jane Roe, Ali Sample'>",
    ],
)
def test_headline_and_all_authors_are_read_from_the_head(tmp_path: Path, head: str) -> None:
    document = read(tmp_path, f"<article><h1>A &amp; B sign</h1>{P}</article>", head).document
    assert (document.title, document.byline) == ("A & B sign", "Jane Roe, Ali Sample")


def test_authors_are_read_from_microdata(tmp_path: Path) -> None:
    names = " and ".join(
        f'<span itemprop="author" itemscope><b itemprop="name">{name}</b></span>' for name in ("Jane Roe", "Ali Sample")
    )
    found = read(tmp_path, f"<article><h1>{TITLE}</h1><div>{names}</div>{P}</article>")
    assert found.document.byline == "Jane Roe, Ali Sample"
    assert (paragraphs(found), reasons(found)) == (STORY, [("byline", "Jane Roe and Ali Sample")])


def test_a_row_of_a_table_is_one_paragraph(tmp_path: Path) -> None:
    table = "<table><tr><th>Town</th><th>Killed</th></tr><tr><td>Zenda</td><td>12</td></tr></table>"
    found = read(tmp_path, f"<article><h1>{TITLE}</h1>{P}{table}</article>")
    assert paragraphs(found) == (*STORY, "Town | Killed", "Zenda | 12")


def test_the_opening_of_the_text_is_no_deck(tmp_path: Path) -> None:
    excerpt = f'<div class="excerpt">{STORY[0][:70]}...</div>'
    found = read(tmp_path, f"<div><h1>{TITLE}</h1>{excerpt}{P}</div>")
    assert (found.document.deck, paragraphs(found)) == (None, STORY)


def test_no_letter_of_a_page_is_lost(tmp_path: Path) -> None:
    body = (
        f"{CLOCK}<nav><a href=x>World</a> <a href=x>Sport</a></nav><article><h1>{TITLE}</h1>"
        f"<p class=byline>By Jane Roe</p>{P}<p>***</p>"
        f"<h3>More</h3><ul><li><a href=x>{TEASERS[0]}</a></li></ul></article>"
        f"<h1>{TITLE}</h1><footer>© Us</footer>"
    )
    found = read(tmp_path, body)
    shown = "".join("".join(parse(body).itertext()).split())
    kept = "".join((found.document.text + "".join(piece.words for piece in found.removed)).split())
    assert Counter(shown) == Counter(kept)


def test_each_word_of_the_main_text_stands_for_one_piece() -> None:
    main = words_in(f"{STORY[0]} Now this. {STORY[1]}")
    pieces = (STORY[0], "Now this.", STORY[0], "Now that.", f"{STORY[1]} And more that is not there.")
    assert shares_held(pieces, main) == [1.0, 1.0, 0.0, 0.0, 17 / 23]


@pytest.mark.parametrize(
    "sign", ["\x01", "\x0b", "\x1f", "&#1;", "&#x1F;", "&#11;", "\ufffe", "&#0;", "&#xD800;", "&#xFFFF;"]
)
def test_signs_that_no_tree_may_hold_are_left_out(tmp_path: Path, sign: str) -> None:
    found = read(tmp_path, f"<article><h1>{TITLE}</h1><script>x</script>{sign}{P}</article>")
    assert paragraphs(found) == STORY


def test_what_finds_main_text_is_imported_with_the_first_page_only() -> None:
    code = (
        "import sys; from transforms.documents.file_formats import READERS; "
        "print(sorted(name for name in sys.modules if name in ('trafilatura', 'htmldate', 'justext', 'dateparser')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_a_digest_is_not_a_river_of_teasers(tmp_path: Path) -> None:
    items = "".join(f"<div><h3><a href=x>{teaser}</a></h3><p>{STORY[0]}</p></div>" for teaser in TEASERS)
    assert read(tmp_path, f"<article><h1>The day in brief</h1>{items}</article>").document.text.count(STORY[0]) == 3


def test_a_heading_over_another_heading_stays(tmp_path: Path) -> None:
    story = f"<p>{STORY[0]}</p><p>{STORY[1]}</p><h2>What comes next</h2><h3>The bridge</h3><p>{STORY[4]}</p>"
    found = read(tmp_path, f"<article><h1>{TITLE}</h1>{story}</article>")
    assert paragraphs(found) == (STORY[0], STORY[1], "What comes next", "The bridge", STORY[4])
