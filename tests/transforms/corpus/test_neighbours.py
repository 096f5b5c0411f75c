"""Tests of neighbours: linked reports in, by which comparisons an event was joined and which others were near out."""

from datetime import date
from typing import Any

from tests.transforms.corpus.test_events import Rows, chain, linked, parts_of, report
from transforms.chains.sketch import Days
from transforms.corpus.corpus import Corpus
from transforms.corpus.neighbours import Neighbourhood, average, neighbourhood_of
from transforms.corpus.scoring import TOLD_APART
from transforms.tables import Report


def told(reports: list[Report], others: Rows) -> tuple[Neighbourhood, dict[int, str]]:
    """Return the neighbourhood of the event of the first report, and which version each report tells."""
    corpus = linked(reports, others)
    versions = versions_of(corpus)
    return neighbourhood_of(corpus, own_of(corpus, versions[1])), versions


def versions_of(corpus: Corpus) -> dict[int, str]:
    rows = corpus.connection.execute("select report_id, variant_id from now.tellings").fetchall()
    return {int(report_id, 16): variant_id for report_id, variant_id in rows}


def own_of(corpus: Corpus, variant_id: str) -> list[str]:
    of_one = "(select joined_by from now.variants where variant_id = ?)"
    query = f"select variant_id from now.variants where joined_by = {of_one}"
    return [found for (found,) in corpus.connection.execute(query, [variant_id]).fetchall()]


def later(number: int, document: int, day: int = 4, **about: Any) -> Report:
    at = date(2018, 6, day)
    return report(number, document, occurred_first_on=at, occurred_last_on=at, **about)


def test_a_report_of_another_document_is_joined_by_a_pair_above_nothing() -> None:
    found, versions = told([report(1, 0), report(2, 1, mode="airstrike")], parts_of(1, 2))
    links = found.links(versions[1])
    assert list(links) == [versions[2]]
    assert links[versions[2]].theirs == versions[1]
    assert links[versions[2]].score > 0
    assert found.nearest(3) == []
    features = {feature.feature: feature.value for feature in found.features(links[versions[2]])}
    assert (features["actors"], features["days"], features["words"]) == ("entity", "same", "lemma")


def test_the_score_of_a_pair_is_that_by_which_it_was_linked() -> None:
    found, versions = told([report(1, 0), report(2, 1, mode="airstrike")], parts_of(1, 2))
    (pair,) = (one for one in found.pairs if one.ours == versions[2])
    assert round(found.likeness(pair), 9) == pair.score == average([pair])


def test_the_nearest_other_event_is_kept_apart_by_its_days() -> None:
    reports = [report(1, 0), later(2, 1, day=7), later(3, 2, day=7, event_type="AGREE")]
    found, versions = told(reports, parts_of(1, 2, 3))
    (nearest,) = found.nearest(3)
    assert (nearest.ours, nearest.theirs, nearest.is_excluded) == (versions[1], versions[2], True)
    assert found.exclusion(nearest) == (
        "days that exclude each other, each told by its document: 2018-06-04 (told) here, 2018-06-07 (told) there"
    )


def test_what_one_document_tells_apart_says_so() -> None:
    found, _ = told([report(1, 0), report(2, 0, mode="airstrike")], parts_of(1, 2))
    (nearest,) = found.nearest(3)
    assert (nearest.score, found.exclusion(nearest)) == (TOLD_APART, "one document tells both as two events")


def test_two_versions_are_joined_through_a_third() -> None:
    reports = [report(1, 0), report(2, 1, mode="airstrike"), report(3, 2, deaths=4)]
    found, versions = told(reports, parts_of(1, 2, 3))
    path = found.path(versions[1], versions[3])
    assert path[0].ours == versions[3]
    assert path[-1].theirs == versions[1]
    assert len(found.links(versions[1])) == 2


def test_an_event_that_shares_no_block_has_no_neighbour() -> None:
    undated = report(2, 1, occurred_first_on=None, occurred_last_on=None, occurred_basis="unknown")
    found, versions = told([report(1, 0), undated], parts_of(1))
    assert (found.pairs, found.nearest(3), found.links(versions[1])) == ([], [], {})


def test_the_days_of_a_version_are_those_that_it_was_compared_by() -> None:
    found, versions = told([report(1, 0), report(2, 0, mode="airstrike")], [*parts_of(1, 2), *chain(1, 2)])
    assert versions[1] == versions[2]
    assert found.sketches[versions[1]].days == Days(date(2018, 6, 4), date(2018, 6, 4), "stated")
