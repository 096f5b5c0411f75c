"""Toponyms: which words name a place, what they stand for, and the place of each; read by the engine that ships."""

from tests.rows import a
from transforms.identifiers import key
from transforms.language.engine import load_engine
from transforms.places.toponyms import find_toponyms
from transforms.sentences import split_sentences
from transforms.tables import Document, Place, Toponym


def read(text: str, **about: str) -> tuple[tuple[Toponym, ...], tuple[Place, ...]]:
    document = a(Document, document_id=key(text), text=text, **about)
    sentences = split_sentences(document)
    readings = load_engine().read([text[sentence.sentence_start : sentence.sentence_end] for sentence in sentences])
    return find_toponyms(document, sentences, readings)


def told(text: str) -> list[tuple[str, str, str | None]]:
    toponyms, places = read(text)
    countries = {place.place_id: place.country for place in places}
    return [(toponym.toponym, toponym.stands_for, countries.get(toponym.place_id or "")) for toponym in toponyms]


def test_a_capital_that_speaks_is_a_government_and_one_in_which_they_meet_is_a_place() -> None:
    assert told("Moscow rejected the plan.") == [("Moscow", "government", "RUS")]
    assert told("The ministers met in Moscow.") == [("Moscow", "place", "RUS")]


def test_a_town_that_is_no_capital_never_stands_for_a_government() -> None:
    assert [stands_for for _, stands_for, _ in told("Aleppo was shelled on Sunday.")] == ["place"]


def test_a_country_that_is_entered_or_bombed_is_a_place() -> None:
    assert ("Chad", "place", "TCD") in told("Rebels entered Chad at dawn.")


def test_an_adjective_stands_for_the_people() -> None:
    assert ("Kenyan", "people", "KEN") in told("Kenyan troops crossed the river.")


def test_a_place_in_the_name_of_a_body_stands_for_the_body() -> None:
    assert ("Anbar", "organisation", "IRQ") in told("The Anbar Police Command denied the report.")


def test_a_persons_name_is_no_place() -> None:
    assert told("Paris Hilton thanked Chelsea Clinton.") == []


def test_offsets_hold_the_words_and_no_article_or_possessive() -> None:
    text = "The Netherlands' minister flew to the Golan Heights."
    toponyms, _ = read(text)
    assert [text[toponym.toponym_start : toponym.toponym_end] for toponym in toponyms] == [
        "Netherlands",
        "Golan Heights",
    ]
    assert [toponym.toponym for toponym in toponyms] == ["Netherlands", "Golan Heights"]


def test_a_disputed_place_keeps_its_note() -> None:
    (place,) = read("Rockets fell on the Golan Heights.")[1]
    assert (place.country, place.precision, "occupied by Israel" in (place.note or "")) == (None, "region", True)


def test_a_base_near_a_town_is_where_the_town_is() -> None:
    toponyms, places = read("Warplanes struck the Dabaa airbase near Qusair, south of Homs.")
    assert {place.country for place in places} == {"SYR"}
    assert len(toponyms) >= 3


def test_a_name_that_nobody_knows_is_near_a_town_in_local_news_alone() -> None:
    local = "Mosul opened a school. Police in Mosul closed Zqurvabad Street. Shops in Mosul stayed shut."
    unknown = next(one for one in read(local)[0] if one.toponym.startswith("Zqurvabad"))
    assert (unknown.place_id is not None, unknown.confidence <= 0.3, "no gazetteer" in unknown.reason) == (True,) * 3
    abroad = "Envoys flew from Lima to Oslo, and from Zqurvabad Street to Perth."
    assert {one.place_id for one in read(abroad)[0] if one.toponym.startswith("Zqurvabad")} <= {None}


def test_the_dateline_is_a_toponym_outside_all_sentences() -> None:
    text = "GENEVA, May 2 (Reuters) - The talks resumed."
    toponyms, places = read(text, dateline="GENEVA, May 2 (Reuters)")
    assert [(toponym.toponym, toponym.sentence_id, toponym.stands_for) for toponym in toponyms] == [
        ("GENEVA", None, "place")
    ]
    assert [place.country for place in places] == ["CHE"]


def test_hostile_text_gives_rows_or_none_and_never_an_exception() -> None:
    for text in ("", "\x00", ", , , ,", "Paris, " * 200, "In In In OR ME", "القصير وحمص", "Москва и Киев"):
        toponyms, places = read(text)
        assert {toponym.place_id for toponym in toponyms if toponym.place_id} == {place.place_id for place in places}


def named(text: str) -> list[str]:
    toponyms, _ = read(text)
    return [toponym.toponym for toponym in toponyms if toponym.place_id]


def test_a_direction_alone_is_no_place() -> None:
    assert named("The North seized a fishing boat, and the North released it on Friday.") == []
    assert "Middle Eastern" not in named("Middle Eastern politics are hard, and rebels attacked an army post.")


def test_what_something_is_at_is_no_country() -> None:
    assert named("Arsenal crushed Tottenham at the Emirates.") == []


def test_a_surname_is_no_place() -> None:
    text = "Eva Forest was arrested in Madrid. Forest denied the bombing. Police freed Forest on Monday."
    assert named(text) == ["Madrid"]


def test_what_an_event_is_named_for_is_where_it_happened() -> None:
    assert "Sarajevo" in named("A film about the siege of Sarajevo won a prize in Cannes.")


def test_a_dateline_without_a_known_town_gives_the_country_it_names() -> None:
    toponyms, _ = read("TARVOSHI, Uganda - Soldiers shot a trader.", dateline="TARVOSHI, Uganda")
    assert [(toponym.toponym, toponym.precision) for toponym in toponyms] == [("Uganda", "country")]
