"""Places of events: what the clause states, else the likeliest that the document names; none for mere words."""

import pytest

from tests.finding import each
from tests.rows import a
from transforms.extraction import Extraction, extract
from transforms.tables import Document


def read_of(text: str, dateline: str | None = None) -> Extraction:
    (read,) = extract([a(Document, text=text, dateline=dateline)])
    return read


def placed(text: str, dateline: str | None = None) -> list[tuple[str, str | None, str, str]]:
    read = read_of(text, dateline)
    names = {place.place_id: place.name for place in read.places}
    return [
        (report.trigger, names.get(report.place_id or ""), report.place_precision, report.place_basis)
        for report in read.reports
    ]


def place_of(text: str, trigger: str, dateline: str | None = None) -> tuple[str | None, str, str]:
    found = placed(text, dateline)
    return next((place, precision, basis) for words, place, precision, basis in found if words == trigger)


@pytest.mark.parametrize(
    ("text", "trigger", "place", "precision"),
    [
        ("Turkish warplanes bombed Kurdish rebels in Afrin.", "bombed", "Afrin", "city"),
        ("Gunmen shot dead three police officers near Kirkuk.", "shot", "Kirkuk", "city"),
        ("Protesters rallied against the government in Nairobi on Monday.", "rallied", "Nairobi", "city"),
        ("Israeli jets struck Hezbollah fighters in the Golan Heights.", "struck", "Golan Heights", "region"),
        ("French soldiers killed two militants in northern Mali.", "killed", "Mali", "country"),
    ],
)
def test_the_clause_states_the_place(text: str, trigger: str, place: str, precision: str) -> None:
    assert place_of(text, trigger) == (place, precision, "stated")


def test_who_speaks_is_no_place() -> None:
    assert placed("Moscow condemned Israel.") == [("condemned", None, "unknown", "none")]


def test_an_event_without_a_place_has_one_of_its_passage_less_exactly() -> None:
    text = "Shops were shut in Goma. Schools in Goma stayed closed. Rebels attacked the army on Friday."
    assert place_of(text, "attacked") == ("Goma", "district", "passage")


def test_a_place_that_is_told_of_one_event_is_not_that_of_all() -> None:
    text = (
        "JOHANNESBURG - The minister said the withdrawal of troops from the Democratic Republic of the Congo saved "
        "money.\n\nTeachers went on strike on Thursday over pay. Police arrested a union leader."
    )
    assert place_of(text, "withdrawal", "JOHANNESBURG") == ("Democratic Republic of the Congo", "country", "stated")
    assert place_of(text, "arrested", "JOHANNESBURG") == ("Johannesburg", "district", "dateline")


def test_what_a_film_is_about_did_not_happen_where_it_won() -> None:
    text = "A film about the siege of Sarajevo, in which shells killed hundreds of people, won a prize in Cannes."
    assert place_of(text, "killed") == ("Sarajevo", "city", "stated")


def test_who_acts_in_one_town_does_not_act_in_that_of_the_clause_before() -> None:
    text = "Police shot a man in Wilmington (DE), and protesters in Arlington, Va., demanded his release."
    assert place_of(text, "shot")[0] == "Wilmington"
    assert place_of(text, "demanded")[0] == "Arlington"


def test_a_flag_is_not_where_a_ship_is_seized() -> None:
    assert place_of("A Hong Kong-flagged ship was seized in the port of Yeosu.", "seized")[0] == "Yeosu"


def test_what_a_correspondent_tells_of_another_country_happened_there() -> None:
    text = "SAN SALVADOR - Six bus passengers were murdered in Guatemala on Friday."
    assert place_of(text, "murdered", "SAN SALVADOR") == ("Guatemala", "country", "stated")


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("The union's leaders made calls for Paris to act.", None),
        ("GENEVA - The president spoke with his Kenyan counterpart by telephone on Monday.", "GENEVA"),
        ("The prime minister vowed on Friday to punish the rebels who burned a school in Goma.", None),
        ("LIMA - Bolivia accused Chile of breaking the treaty.", "LIMA"),
    ],
)
def test_a_call_a_statement_and_a_vow_have_no_place(text: str, dateline: str | None) -> None:
    (_, place, precision, basis), *_ = placed(text, dateline)
    assert (place, precision, basis) == (None, "unknown", "none")


def test_a_vow_has_the_place_that_its_clause_states() -> None:
    text = "The two governments agreed on a ceasefire at talks in Oslo on Friday."
    assert place_of(text, "agreed")[0] == "Oslo"


def test_a_court_sits_where_its_correspondent_does() -> None:
    text = "LUSAKA - A court sentenced an editor to two years in prison on Monday."
    assert place_of(text, "sentenced", "LUSAKA") == ("Lusaka", "district", "dateline")


def test_a_court_of_the_only_country_of_a_document_sits_at_least_in_it() -> None:
    text = "An Egyptian court sentenced an editor to two years in prison. The editor was fined."
    assert [row[1:3] for row in placed(text)] == [("Egypt", "country"), ("Egypt", "country")]


def test_a_charge_among_people_of_one_country_is_brought_in_it_once_all_are_known_to_be_of_it() -> None:
    text = (
        "Relations between Bolivia and Peru have been cold for years. Bolivian police arrested three miners in June. "
        "Two of the miners were charged with sabotage."
    )
    assert place_of(text, "charged") == ("Bolivia", "country", "parties")
    assert place_of("Bolivian ministers praised Bolivian miners.", "praised")[0] is None


def test_a_charge_against_one_of_another_country_has_no_place_by_them() -> None:
    text = "Bolivia and Peru are neighbours. A Bolivian prosecutor charged a Peruvian senator with fraud."
    assert place_of(text, "charged")[0] is None


def test_here_is_the_town_of_the_dateline() -> None:
    text = "KAMPALA, Uganda - Soldiers shot a trader here on Sunday."
    assert place_of(text, "shot", "KAMPALA, Uganda") == ("Kampala", "district", "dateline")


def test_a_town_that_no_gazetteer_knows_is_where_its_sentence_says_that_it_lies() -> None:
    text = (
        "Gunmen killed three men in Tarvosh, a village in the Helmand province of Afghanistan.\n\n"
        "Soldiers reached Tarvosh on Monday."
    )
    read = read_of(text)
    names = {place.place_id: place.name for place in read.places}
    told = [names.get(toponym.place_id or "") for toponym in read.toponyms if toponym.toponym == "Tarvosh"]
    assert told == ["Helmand", "Helmand"]
    assert place_of(text, "killed") == ("Helmand", "province", "stated")


def test_an_event_has_a_place_exactly_where_its_precision_and_basis_say_so() -> None:
    read = read_of("Rebels attacked the army in Goma. Kenya condemned the attack. Troops withdrew from Chad.")
    assert read.reports
    for report in each(read.reports):
        assert (report.place_id is None) == (report.place_precision == "unknown") == (report.place_basis == "none")


def test_a_document_without_places_places_nothing() -> None:
    assert [row[1:] for row in placed("Rebels attacked the army on Friday.")] == [(None, "unknown", "none")]


def test_every_place_of_an_event_is_a_row_of_places() -> None:
    read = read_of("Rebels attacked the army in Goma. The army bombed Bukavu.")
    assert {report.place_id for report in read.reports if report.place_id} <= {place.place_id for place in read.places}


def test_an_entity_that_is_a_place_has_the_country_of_its_place() -> None:
    read = read_of("Rebels attacked the army in Bukavu, and Syrian troops stood on the Golan.")
    assert {entity.name: entity.country for entity in read.entities if entity.kind == "place"} == {
        "Bukavu": "COD",
        "Golan": None,
    }


@pytest.mark.parametrize(
    "text",
    [
        "Bomb kills four",
        "Clashes in capital\n\nTalks fail\n\nMinister quits",
        "You will march with me. You will not be beaten. I promise you that.",
        "1998: Rebels attacked Goma.\n\n2001: Police arrested a mayor in Lima.\n\n2004: Troops left Kabul.",
        "Q: Who shot him? A: Soldiers shot him. Q: Where? A: In the yard.",
    ],
)
def test_odd_documents_place_nothing_that_they_do_not_name(text: str) -> None:
    read = read_of(text)
    named = {toponym.place_id for toponym in read.toponyms}
    assert {report.place_id for report in read.reports if report.place_id} <= named


def test_each_date_of_a_chronology_has_its_own_place() -> None:
    text = "1998: Rebels attacked Goma.\n\n2001: Police arrested a mayor in Lima.\n\n2004: Troops withdrew from Kabul."
    assert [row[1] for row in placed(text)] == ["Goma", "Lima", "Kabul"]
