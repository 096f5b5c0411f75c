"""Tests of how a brief reads as Markdown, as HTML and in a chat, and that words of documents steer none of them."""

from datetime import date
from html.parser import HTMLParser

from warehouse.brief.chat import chat_message, plain_message
from warehouse.brief.gathering import Brief, Levels, Since, Unusual
from warehouse.brief.markdown import markdown
from warehouse.brief.page import page

DAY = date(2016, 10, 17)
EVENT = {
    "event_id": "7a7238f6507aac18",
    "event_type": "ASSAULT",
    "mode": "aerial",
    "who": "Iraq",
    "whom": "Islamic State",
    "occurred_first_on": DAY,
    "occurred_last_on": DAY,
    "place": "Mosul",
    "deaths": 1200,
    "independent_sources": 2,
    "documents": 3,
    "has_rival_claims": False,
    "certainty": "certain",
    "is_background": False,
    "others": 4,
    "all_stories": 1,
    "sentence": "Jets struck\nMosul.",
    "source": "Wire",
    "url": "https://wire.example/a(b)",
    "path": "wire/a.txt",
}
FACTS = (
    "   2016-10-17 · Mosul · 1,200 killed · 2 independent sources · 3 documents · 4 more of this story · 7a7238f6507a"
)
HOSTILE = "</p><script>x</script> [a](javascript:b) *b* `c` <!channel> http://evil.example \x1b[31m \u202eabc"
LEVELS = Levels(date(2016, 10, 11), DAY, 12, 2, [Unusual("place", "Mosul", 14, 3.08, 0.00004, [EVENT])])


def brief(**about: object) -> Brief:
    """Return a brief with one event since release 2, unless said."""
    told = {"release": 3, "made_on": DAY, "since": Since(2, date(2016, 10, 10), None), "new_events": 1}
    told |= {"new_documents": 1, "undated": 0, "events": [EVENT], "rifts": [], "reversals": [], "levels": LEVELS}
    return Brief(**(told | about))  # type: ignore[arg-type]


EMPTY = {"new_events": 0, "new_documents": 0, "events": [], "levels": None}


def test_an_event_reads_as_who_did_what_to_whom_with_its_sentence() -> None:
    lines = markdown(brief(), "file:///r/report.html").splitlines()
    assert lines[:2] == ["# What is new since release 2", ""]
    assert lines[2].startswith("1 event in 1 document new since release 2 (2016-10-10), by release 3 (2016-10-17).")
    at = lines.index("1. **Iraq → Islamic State: assault (aerial)**\\")
    assert lines[at + 1 : at + 4] == [
        FACTS,
        "",
        "   > “Jets struck Mosul.” — Wire, [document](<https://wire.example/a%28b%29>), "
        "[evidence](<file:///r/report.html#event=7a7238f6507a>)",
    ]


def test_a_level_is_told_with_its_baseline() -> None:
    told = "1. **Mosul: 14 events in the 7 days to 2016-10-17; usually 3.1 a week (12 weeks)**\\"
    assert told in markdown(brief()).splitlines()


def test_too_little_history_is_no_baseline() -> None:
    found = markdown(brief(levels=Levels(date(2016, 10, 11), DAY, 3, 5, [])))
    assert (
        "Not enough history for a baseline: of the 12 windows of 7 days before the 7 days to 2016-10-17 3 have" in found
    )


def test_nothing_new_is_one_sentence_and_a_first_release_says_that_it_is_one() -> None:
    assert markdown(brief(**EMPTY)) == ("# What is new since release 2\n\nNothing new since release 2 (2016-10-10).\n")
    assert "Nothing new since 2016-10-18." in page(brief(**EMPTY, since=Since(0, None, date(2016, 10, 18))))
    assert "This is the first release, so everything is new" in markdown(brief(since=Since(0, None, None)))


def test_words_of_documents_stay_words() -> None:
    hostile = brief(
        events=[EVENT | {"who": HOSTILE, "sentence": HOSTILE, "source": HOSTILE, "url": "javascript:alert(1)"}]
    )
    told = markdown(hostile)
    assert r"\</p\>\<script\>x\</script\> \[a\](javascript:b) \*b\* \`c\` \<\!channel\> http\://evil.example" in told
    shown = page(hostile)
    tags = Tags()
    tags.feed(shown)
    assert "script" not in tags.seen
    assert all(not address.startswith("javascript") for address in tags.addresses)
    assert "<!channel>" not in chat_message(hostile)
    for text in (told, shown, chat_message(hostile)):
        assert not {"\x1b", "\u202e"} & set(text)


class Tags(HTMLParser):
    """The elements of a page, and the addresses that they name."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element and its addresses."""
        self.seen.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]


def test_a_chat_gets_the_first_quotation_of_each_entry() -> None:
    assert chat_message(brief(levels=None)).splitlines()[3:] == [
        "*Events*",
        "• Iraq → Islamic State: assault (aerial)",
        FACTS,
        "> “Jets struck Mosul.” — Wire, <https://wire.example/a%28b%29|document>",
    ]


def test_a_notifier_that_marks_up_by_itself_finds_no_mention_and_no_named_link_in_words_or_addresses() -> None:
    hostile = EVENT | {
        "sentence": "!channel | now @everyone [bank](https://e.example) <@U123> `x`",
        "url": "https://wire.example/!here/@U123?a=1&b=2",
    }
    assert plain_message(brief(levels=None, events=[hostile]), "https://desk.example/r.html").splitlines()[5:] == [
        "   “!channel ¦ now ＠everyone ［bank］(https://e.example) ‹＠U123› 'x'” — Wire",
        "   document: https://wire.example/%21here/%40U123?a=1&b=2",
        "   evidence: https://desk.example/r.html#event=7a7238f6507a",
    ]
