"""The choice of the place of an event: how acts are done, what may overrule what, and what weighs."""

import pytest

from tests.rows import a
from transforms.document_drafts import AttributedReport, CodedParticipant
from transforms.learned_weights import probabilities, read_weights, score_of
from transforms.ontology import load_ontology
from transforms.places.acts import done_how, manners
from transforms.places.clauses import LINKS
from transforms.places.locating import WEIGHTS
from transforms.places.sites import Link, Stated, lies_in, nearest
from transforms.tables import Place, Report, ReportParticipant


@pytest.mark.parametrize(
    ("event_type", "mode", "lemma", "sector", "done"),
    [
        ("ASSAULT", "explosives", "bomb", None, "ground"),
        ("ACCUSE", "allege", "accuse", "GOV", "word"),
        ("ACCUSE", "allege", "charge", None, "seat"),
        ("REQUEST", None, "order", "JUD", "seat"),
        ("AGREE", None, "agree", None, "meeting"),
        ("AGREE", None, "promise", None, "word"),
        ("CONSULT", "phone", "speak", None, "word"),
        ("SANCTION", "convict", "sentence", "JUD", "seat"),
        ("SANCTION", "discontinue", "suspend", "GOV", "afar"),
    ],
)
def test_how_an_act_is_done(event_type: str, mode: str | None, lemma: str, sector: str | None, done: str) -> None:
    party = CodedParticipant.of(a(ReportParticipant, role="actor", sector=sector))
    report = AttributedReport.of(a(Report, event_type=event_type, mode=mode))
    assert done_how(report, lemma, [party]) == done


def test_every_type_of_event_is_done_somehow() -> None:
    assert set(manners()) == set(load_ontology().types)


def test_the_surest_link_goes_before_the_finest() -> None:
    links = {"town": Link("above", "city", 2), "country": Link("engine", "country", 9)}
    assert Stated(links=links).best() == "country"
    assert Stated(links={**links, "village": Link("engine", "city", 4)}).best() == "village"
    assert Stated().best() is None


def test_a_town_lies_in_its_country_and_division() -> None:
    country = a(Place, place_id="1", kind="country", country="KEN", admin1=None)
    division = a(Place, place_id="2", kind="division", name="Coast", country="KEN", admin1=None)
    town = a(Place, place_id="3", kind="town", country="KEN", admin1="Coast")
    assert lies_in(town, country)
    assert lies_in(town, division)
    assert lies_in(division, country)
    assert not lies_in(country, division)
    assert not lies_in(a(Place, place_id="4", kind="town", country="UGA", admin1="Coast"), division)


def test_how_far_the_nearest_sentences_lie() -> None:
    assert nearest([1, 4, 9], 5) == (1, 4)
    assert nearest([5], 5) == (None, None)
    assert nearest([], 5) == (None, None)


def test_probabilities_sum_to_one_and_follow_the_weights() -> None:
    weights = {"linked": 2.0, "nowhere": 1.0}
    nowhere, linked, other = probabilities([score_of([fact], weights) for fact in ("nowhere", "linked", "far")])
    assert linked > nowhere > other
    assert nowhere + linked + other == pytest.approx(1.0)


def test_the_weights_know_every_link() -> None:
    assert read_weights(WEIGHTS)["linked"] > 0
    assert all(f"link={kind}" in str(read_weights(WEIGHTS)) for kind in LINKS[:3])
