"""Posts: in a live blog each sentence is dated by its post."""

from datetime import date
from pathlib import Path

import pytest

from tests.transforms.documents.files import seed_file
from tests.transforms.documents.golden import CASES
from transforms.documents.record_reading import read_file
from transforms.extraction import extract

BLOG = """<html lang="en"><head><title>Strelsau: as it happened</title></head><body><main>
<h1>Strelsau: as it happened</h1>
<section class="liveblog-post"><time datetime="2024-03-06T08:10:00Z">08:10</time>
<p>Police arrested the mayor of Strelsau this morning.</p></section>
<section class="liveblog-post"><time datetime="2024-03-05T19:40:00Z">19:40</time>
<p>Rebels killed nine soldiers at the northern bridge.</p></section>
<section class="liveblog-post"><time datetime="2024-03-04T07:05:00Z">07:05</time>
<p>Rebels shelled the northern quarters of the city yesterday.</p></section></main></body></html>"""


def test_each_post_of_a_live_blog_dates_its_own_sentences(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(BLOG, encoding="utf-8")
    (read,) = read_file(seed_file(tmp_path / "a.html")).documents
    document = read.document
    assert (document.published_first_on, document.published_last_on) == (date(2024, 3, 4), date(2024, 3, 6))
    (found,) = extract([document], {}, {document.document_id: read.posts})
    days = [sentence.published_on for sentence in found.sentences]
    assert days == [None, date(2024, 3, 6), date(2024, 3, 5), date(2024, 3, 4)]
    told = [(report.trigger, report.occurred_first_on, report.occurred_last_on) for report in found.reports]
    assert told == [
        ("arrested", date(2024, 3, 6), date(2024, 3, 6)),
        ("killed", date(2024, 3, 4), date(2024, 3, 5)),
        ("shelled", date(2024, 3, 3), date(2024, 3, 3)),
    ]


def test_the_golden_live_blog_has_a_day_for_every_post() -> None:
    (read,) = read_file(seed_file(CASES / "live_blog" / "document.html")).documents
    assert [str(post.published_on) for post in read.posts] == ["2024-03-06", "2024-03-05", "2024-03-05"]


STAMPED = '<article class="live-post {pin}"><time datetime="2024-03-0{day}T10:00Z">10:00</time>{text}</article>'
CHANGED = STAMPED.replace("</article>", '<p>Updated <time datetime="2024-03-09T11:00Z">11:00</time></p></article>')
MICRODATA = '<div itemprop="liveBlogUpdate"><meta itemprop="datePublished" content="2024-03-0{day}">{text}</div>'


@pytest.mark.parametrize("post", [STAMPED, CHANGED, MICRODATA])
def test_a_post_is_dated_by_its_first_stamp_whatever_else_marks_it(tmp_path: Path, post: str) -> None:
    text = "<p>Police arrested forty people on the square, the mayor said.</p>"
    posts = "".join(post.format(day=day, text=text, pin="pinned" if day == 5 else "") for day in (5, 4, 3))
    page = f"<html><head><title>Protests: live updates</title></head><body><main>{posts}</main></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (read,) = read_file(seed_file(tmp_path / "a.html")).documents
    assert [post.published_on.day for post in read.posts] == [5, 4, 3]


def test_posts_that_only_linked_data_dates_are_known_by_their_headlines(tmp_path: Path) -> None:
    updates = ", ".join(
        f'{{"headline": "Police &amp; crowd {day}", "datePublished": "2024-03-0{day}T10:00:00Z"}}' for day in (5, 4)
    )
    data = f'{{"@type": "LiveBlogPosting", "headline": "Protests", "liveBlogUpdate": [{updates}]}}'
    text = "<p>Police arrested forty people, the mayor said.</p>"
    posts = "".join(f"<div><span>10:00Jane Roe</span><h2>Police &amp; crowd {day}</h2>{text}</div>" for day in (5, 4))
    head = f"<title>Protests</title><script type='application/ld+json'>{data}</script>"
    page = f"<html><head>{head}</head><body>{posts}</body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (read,) = read_file(seed_file(tmp_path / "a.html")).documents
    assert [post.published_on.day for post in read.posts] == [5, 4]
    assert "Jane Roe" not in read.document.text
