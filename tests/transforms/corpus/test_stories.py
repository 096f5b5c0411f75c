"""Stories: copies and documents on the same news are found, and a run that builds on the one before agrees."""

import random
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from time import process_time
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from transforms.corpus.corpus import Corpus
from transforms.corpus.stories import fill_stories
from transforms.corpus.story_joining import REACH
from transforms.drafts import Imprint
from transforms.identifiers import key
from transforms.imprints import imprint_of, kept_runs
from transforms.row import Row
from transforms.tables import Story, StoryDocument

DAY = date(2019, 3, 4)
DISPATCH = (
    "Fishermen found the patrol boat Esperance burning off the Dahlak islands on Monday and took four wounded sailors "
    "to Massawa. The navy said a fuel line had burst. Witnesses in the harbour spoke of two explosions and a grey "
    "launch that left without lights. The governor of the Northern Red Sea region visited the wounded in the evening "
    "and promised an inquiry whose findings would be published within the month."
)
REWRITE = (
    "Eritrea's navy blames a burst fuel line for the fire on its patrol boat Esperance off the Dahlak islands, but "
    "people in the harbour of Massawa tell of a grey launch and of explosions. Four sailors are in hospital."
)
ELSEWHERE = (
    "The Constitutional Tribunal in Lusaka will hear on Thursday the petition against the new electoral roll, which "
    "the opposition says leaves out half a million voters of the Copperbelt. Lawyers of the commission deny it."
)
CUT = " ".join(DISPATCH.split(". ")[:3])

Given = Mapping[str, tuple[str, date | None, str]]
"""Text, day and source of each document, by a name."""
DOCUMENTS = pa.schema(
    {"document_id": pa.string(), "published_first_on": pa.date32(), "source_id": pa.string(), "agency": pa.string()}
)


class Before:
    """What a run leaves to the next one."""

    def __init__(self) -> None:
        self.documents: Given = {}
        self.rows: dict[type[Row], list[Any]] = {Story: [], StoryDocument: []}


def run(given: Given, before: Before | None = None) -> Before:
    """Fill the stories of some documents, building on a run before; return what it leaves."""
    before = before or Before()
    corpus = Corpus(duckdb.connect(), {})
    known = {**before.documents, **given}
    corpus.put("parts.imprints", Imprint.to_arrow(imprint(name, known[name][0]) for name in known))
    put_documents(corpus, "now.documents", given)
    put_documents(corpus, "before.documents", before.documents)
    corpus.connection.execute(
        "create view raw.imprints as from parts.imprints semi join now.documents using (document_id)"
    )
    for row, rows in before.rows.items():
        corpus.put(f"before.{row.table}", row.to_arrow(rows))
    changed = [name for name in known if given.get(name) != before.documents.get(name)]
    names = ", ".join(f"('{key(name)}')" for name in changed) or "(null::varchar)"
    corpus.connection.execute(
        "create table changed_documents as "
        f"select * from (values {names}) as changed(document_id) where document_id is not null"
    )
    corpus.connection.execute("create table retold_documents as from changed_documents")
    fill_stories(corpus)
    left = Before()
    left.documents = dict(given)
    left.rows = {Story: corpus.rows(Story), StoryDocument: corpus.rows(StoryDocument)}
    return left


def put_documents(corpus: Corpus, table: str, given: Given) -> None:
    """Make a table of what stories ask of documents."""
    rows = {
        "document_id": [key(name) for name in given],
        "published_first_on": [day for _, day, _ in given.values()],
        "source_id": [source for _, _, source in given.values()],
        "agency": [source.partition(" prints ")[2] or None for _, _, source in given.values()],
    }
    corpus.put(table, pa.table(rows, DOCUMENTS))


def imprint(name: str, text: str) -> Imprint:
    """Return the imprint of a text."""
    return imprint_of(key(name), None, text)


def groups(left: Before) -> list[set[str]]:
    """Return the names of the documents of each story."""
    names = {key(name): name for name in left.documents}
    found: dict[str, set[str]] = {}
    for member in left.rows[StoryDocument]:
        found.setdefault(member.story_id, set()).add(names[member.document_id])
    return sorted(found.values(), key=sorted)


def copies(left: Before) -> dict[str, str]:
    """Return the original of each copy, by their names."""
    names = {key(name): name for name in left.documents}
    return {names[row.document_id]: names[row.original_id] for row in left.rows[StoryDocument] if row.original_id}


def test_a_cut_under_another_headline_is_a_copy_and_a_rewrite_tells_the_same_story() -> None:
    left = run(
        {
            "wire": (DISPATCH, DAY, "agency"),
            "paper": ("Boat burns off islands. " + CUT, DAY + timedelta(1), "paper"),
            "rewrite": (REWRITE, DAY + timedelta(1), "daily"),
            "other": (ELSEWHERE, DAY, "agency"),
        }
    )
    assert groups(left) == [{"wire", "paper", "rewrite"}]
    assert copies(left) == {"paper": "wire"}
    (story,) = left.rows[Story]
    assert (story.representative_id, story.documents, story.independent_sources) == (key("wire"), 3, 2)


def test_what_two_papers_print_of_one_agency_is_one_source_of_a_story() -> None:
    given = {"paper": (DISPATCH, DAY, "post prints wire"), "rewrite": (REWRITE, DAY + timedelta(1), "mail prints wire")}
    (story,) = run(given).rows[Story]
    assert (story.documents, story.independent_sources) == (2, 1)


def test_what_grew_out_of_a_flash_is_its_copy() -> None:
    flash = DISPATCH.split(". ")[0] + "."
    left = run({"flash": (flash, DAY, "agency"), "whole": (DISPATCH, DAY + timedelta(1), "agency")})
    assert copies(left) == {"whole": "flash"}


def test_a_copy_of_a_copy_has_the_first_original() -> None:
    longer = CUT + ". " + ELSEWHERE
    left = run(
        {
            "wire": (DISPATCH, DAY, "agency"),
            "cut": (CUT, DAY + timedelta(1), "paper"),
            "more": (longer, DAY + timedelta(2), "daily"),
        }
    )
    assert copies(left).keys() >= {"cut"}
    assert set(copies(left).values()) == {"wire"}


def test_an_anniversary_long_after_is_another_story() -> None:
    left = run({"then": (DISPATCH, DAY, "agency"), "now": (REWRITE, DAY + timedelta(REACH + 200), "daily")})
    assert groups(left) == []


def test_a_story_goes_on_while_its_documents_reach_each_other() -> None:
    later = [DAY + timedelta(REACH * step - 1) for step in range(1, 4)]
    given = {"first": (REWRITE, DAY, "daily")} | {
        f"later {number}": (
            f"{REWRITE} Update {number}: the inquiry of the Esperance goes on in Massawa.",
            day,
            "paper",
        )
        for number, day in enumerate(later)
    }
    assert len(groups(run(given))) == 1


def test_many_copies_of_one_text_are_one_story_with_one_original() -> None:
    given = {f"copy {number}": (DISPATCH, DAY + timedelta(number % 3), f"paper{number % 7}") for number in range(300)}
    left = run(given)
    assert len(set(copies(left).values())) == 1
    assert len(copies(left)) == 299


@pytest.mark.slow
@pytest.mark.parametrize("days", [0, 3, 1000])
def test_ten_thousand_copies_of_one_text_take_time_in_proportion(days: int) -> None:
    took = []
    for number in (2_000, 10_000):
        begun = process_time()
        given = {f"{at}": (DISPATCH, DAY + timedelta(at % (days + 1)), f"paper{at % 7}") for at in range(number)}
        left = run(given)
        took.append(process_time() - begun)
        (story,) = left.rows[Story]
        assert (story.documents, story.independent_sources, len(copies(left))) == (number, 1, number - 1)
    assert took[1] < 10 * took[0]  # five times as many


@pytest.mark.slow
@pytest.mark.parametrize("days", [0, 1095])
def test_a_story_of_a_thousand_documents_is_one_and_takes_time_in_proportion(days: int) -> None:
    took = []
    for number in (400, 1_600):
        given = {f"{at}": (retold(at), DAY + timedelta(at * days // number), f"paper{at % 7}") for at in range(number)}
        begun = process_time()
        left = run(given)
        took.append(process_time() - begun)
        assert max(map(len, groups(left))) > 0.95 * number
    assert took[1] < 10 * took[0]  # four times as many


def retold(number: int) -> str:
    """Return one of many documents on the patrol boat in other words."""
    chance = random.Random(number)
    words = sorted(set(re.findall(r"\w+", DISPATCH + REWRITE)))
    return " ".join(word for _ in range(6) for word in (*chance.sample(words, 12), f"word{chance.randrange(5000)}"))


def test_undated_documents_are_told_apart_from_dated_ones() -> None:
    left = run({"a": (DISPATCH, None, "agency"), "b": (REWRITE, None, "daily"), "c": (ELSEWHERE, None, "daily")})
    assert groups(left) == [{"a", "b"}]


@pytest.mark.parametrize("text", ["", "Two words"])
def test_a_text_of_few_words_has_an_imprint(text: str) -> None:
    assert len(kept_runs(text.split())) <= 1


QUOTING = (
    'An official told the AP: "Nobody asked us before the boat was taken out of the harbour, and nobody will."',
    '"There is no work for their divers on these islands, and there never has been," he told the Associated Press.',
)
PARTS = [*(part + "." for text in (DISPATCH, REWRITE, ELSEWHERE) for part in text.split(". ")), *QUOTING]


def made(chance: random.Random) -> tuple[str, date | None, str]:
    """Return a document of some of the sentences, on a day of two years or on none."""
    size = chance.randint(1, 6)
    day = None if chance.random() < 0.1 else DAY + timedelta(chance.randint(0, 700))
    return " ".join(chance.sample(PARTS, size)), day, chance.choice("abc")


def changes(chance: random.Random, given: Given) -> Given:
    """Return the documents after some came, some have another day and some went; another text is another document."""
    names = sorted(given)
    kept = {name: given[name] for name in names if chance.random() > 0.1}
    moved = {name: (text, made(chance)[1], source) for name, (text, _, source) in kept.items() if chance.random() < 0.1}
    return {**kept, **moved, **{f"{chance.random()}": made(chance) for _ in range(chance.randint(0, 5))}}


@pytest.mark.parametrize("seed", range(12))
def test_a_run_that_builds_on_the_one_before_agrees_with_one_from_nothing(seed: int) -> None:
    chance = random.Random(seed)
    given: Given = {f"{number}": made(chance) for number in range(12)}
    left = run(given)
    for _ in range(6):
        given = changes(chance, given)
        left = run(given, left)
        assert told(left) == told(run(given))


def told(left: Before) -> list[Iterable[Any]]:
    """Return the rows that a run left."""
    return [left.rows[Story], left.rows[StoryDocument]]


REWRITES = Path(__file__).parent / "rewrites"


def read(name: str) -> tuple[str, date | None, str]:
    """Return one of the texts on the withdrawal from Qusair, on the day after it."""
    return (REWRITES / f"{name}.txt").read_text(encoding="utf-8"), DAY, name


def test_two_rewrites_of_a_dispatch_that_both_credit_are_one_source_and_a_reporter_there_is_another() -> None:
    left = run({name: read(name) for name in ("newspaper", "broadcaster", "independent")})
    assert groups(left) == [{"newspaper", "broadcaster", "independent"}]
    assert set(copies(left).items()) in ({("newspaper", "broadcaster")}, {("broadcaster", "newspaper")})
    (story,) = left.rows[Story]
    assert story.independent_sources == 2


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda text: text.replace("the Associated Press", "reporters"), id="without a credit"),
        pytest.param(lambda text: text.replace("the Associated Press", "Reuters"), id="with another credit"),
        pytest.param(lambda text: text.replace('"', ""), id="without quotations"),
    ],
)
def test_what_quotes_alike_but_rests_on_no_agency_in_common_is_independent(edit: Callable[[str], str]) -> None:
    text, day, source = read("broadcaster")
    left = run({"newspaper": read("newspaper"), "broadcaster": (edit(text), day, source)})
    assert copies(left) == {}
    assert left.rows[Story][0].independent_sources == 2


def test_a_rewrite_printed_a_month_later_is_no_rewrite_of_the_dispatch_of_then() -> None:
    text, _, source = read("broadcaster")
    left = run({"newspaper": read("newspaper"), "broadcaster": (text, DAY + timedelta(30), source)})
    assert copies(left) == {}


def test_a_text_printed_again_on_another_day_is_a_copy() -> None:
    left = run({"then": (DISPATCH, DAY, "agency"), "again": (DISPATCH, DAY + timedelta(400), "paper")})
    assert copies(left) == {"again": "then"}
    assert left.rows[Story][0].independent_sources == 1


def test_a_text_that_says_another_day_is_a_copy() -> None:
    moved = DISPATCH.replace("on Monday", "on Thursday")
    left = run({"first": (DISPATCH, DAY, "agency"), "moved": (moved, DAY + timedelta(1), "paper")})
    assert copies(left) == {"moved": "first"}
