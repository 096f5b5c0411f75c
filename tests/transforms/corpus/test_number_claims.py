"""Tests of the numbers of events: what reports count in, which numbers stand and which is the latest out."""

from datetime import date

import pytest

from tests.rows import a, by_table
from transforms.corpus.in_memory import resolve_in_memory
from transforms.drafts import ChainedReport
from transforms.tables import (
    Document,
    Event,
    Magnitude,
    NumberClaim,
    Quote,
    Report,
    ReportParticipant,
    Story,
    StoryDocument,
)

DAY = date(2018, 6, 4)
Claim = tuple[int, str, bool]
"""Number, standing, and whether it is the latest."""
SOURCES = ("wire", "wire", "paper", "wire", "post")
DAYS = (5, 6, 6, 6, 7)
DOCUMENTS = [
    a(Document, document_id=f"{at:016x}", source_id=source, published_first_on=date(2018, 6, day),
      published_last_on=date(2018, 6, day))
    for at, (source, day) in enumerate(zip(SOURCES, DAYS, strict=True))
]  # fmt: skip
"""The wire on the 5th and twice on the 6th, the paper on the 6th, the post on the 7th."""
REBELS = a(Quote, quote_id=f"{7:016x}", speaker_id="rebels", act="says")
POLICE = a(Quote, quote_id=f"{8:016x}", speaker_id="police", act="says")
DENYING = a(Quote, quote_id=f"{9:016x}", speaker_id="rebels", act="denies")
BY_REBELS = {"quote_id": REBELS.quote_id, "asserted_by": "actor"}
BY_POLICE = {"quote_id": POLICE.quote_id, "asserted_by": "source"}


def report(at: int, document: int, deaths: int, **about: object) -> Report:
    known = {"occurred_first_on": DAY, "occurred_last_on": DAY, "occurred_basis": "stated", "event_type": "ASSAULT"}
    told = {"report_id": f"{at:016x}", "document_id": f"{document:016x}", "factuality": "actual", "deaths": deaths}
    return a(Report, **(known | told | about))


def vague(at: int, lowest: int, highest: int | None) -> Magnitude:
    words = {"kind": "deaths", "lowest": lowest, "highest": highest, "is_approximate": True}
    return a(Magnitude, magnitude_id=f"{at:016x}", report_id=f"{at:016x}", **words)


def claims(*rows: Report | Magnitude | Story | StoryDocument | ChainedReport) -> tuple[list[Claim], list[int | None]]:
    """Return what is claimed of the deaths of one event by report, and how many the event has."""
    sides = [
        a(ReportParticipant, report_participant_id=f"{int(row.report_id, 16) * 10 + at:016x}",
          report_id=row.report_id, document_id=row.document_id, role=role, entity_id=name)
        for row in rows if isinstance(row, Report)
        for at, (role, name) in enumerate((("actor", "state.israel"), ("recipient", "state.syria")))
    ]  # fmt: skip
    corpus = resolve_in_memory(by_table([*DOCUMENTS, REBELS, POLICE, DENYING, *sides, *rows]))
    told = sorted(corpus.rows(NumberClaim), key=lambda claim: claim.report_id)
    assert len({claim.event_id for claim in told}) == 1
    return [(claim.lowest, claim.standing, claim.is_latest) for claim in told], [
        event.deaths for event in corpus.rows(Event)
    ]


def test_a_source_that_corrects_a_toll_no_longer_says_what_it_said() -> None:
    assert claims(report(1, 0, 40), report(2, 1, 4)) == ([(40, "superseded", False), (4, "standing", True)], [4])


def test_whom_the_source_quotes_later_corrects_it_too() -> None:
    assert claims(report(1, 0, 40), report(2, 1, 4, **BY_POLICE))[0] == [
        (40, "superseded", False),
        (4, "standing", True),
    ]


def test_what_another_source_says_later_is_the_latest_and_no_correction() -> None:
    assert claims(report(1, 0, 40), report(2, 2, 4)) == ([(40, "standing", False), (4, "standing", True)], [4])


def test_what_a_party_says_corrects_nobody_but_himself() -> None:
    assert claims(report(1, 0, 40), report(2, 1, 4, **BY_REBELS))[0] == [(40, "standing", False), (4, "standing", True)]
    assert claims(report(1, 0, 9, **BY_REBELS), report(2, 2, 4, **BY_REBELS))[0] == [
        (9, "superseded", False),
        (4, "standing", True),
    ]


def test_on_the_last_day_that_number_is_the_latest_on_which_most_sources_agree() -> None:
    reports = [report(1, 1, 9, confidence=0.9), report(2, 2, 4, confidence=0.6), report(3, 3, 4, confidence=0.5)]
    assert claims(*reports) == (
        [(9, "standing", False), (4, "standing", True), (4, "standing", False)],
        [4],
    )


def test_what_one_source_says_twice_weighs_once() -> None:
    reports = [report(1, 2, 9, confidence=0.7), report(2, 1, 4, confidence=0.5), report(3, 3, 4, confidence=0.6)]
    assert claims(*reports)[1] == [9]


def test_of_the_numbers_of_one_claimant_in_a_document_the_largest_counts() -> None:
    chained = [
        a(ChainedReport, report_id=f"{at:016x}", document_id=f"{0:016x}", chain_id=f"{1:016x}", lemma="kill",
          acts=["kill"])
        for at in (1, 2, 3)
    ]  # fmt: skip
    told = claims(report(1, 0, 40), report(2, 0, 10, confidence=0.9), report(3, 0, 30, **BY_REBELS), *chained)
    assert told == ([(40, "standing", True), (10, "partial", False), (30, "standing", False)], [40])


@pytest.mark.parametrize(("lowest", "highest"), [(24, 99), (30, None)])
def test_a_vague_number_that_a_stated_one_bears_out_is_none_of_its_own(lowest: int, highest: int | None) -> None:
    assert claims(report(1, 0, 31), report(2, 1, lowest), vague(2, lowest, highest)) == (
        [(31, "standing", True), (lowest, "vague", False)],
        [31],
    )


def test_a_vague_number_that_is_another_one_stands() -> None:
    assert claims(report(1, 0, 4), report(2, 1, 24), vague(2, 24, 99))[0] == [
        (4, "superseded", False),
        (24, "standing", True),
    ]


def test_the_number_of_a_denial_is_none_of_the_deed() -> None:
    told = claims(report(1, 0, 4, confidence=0.9), report(2, 2, 40, factuality="denied"))
    assert told == ([(4, "standing", True), (40, "other_factuality", False)], [4])
    assert claims(report(1, 0, 4), report(2, 2, 40, quote_id=DENYING.quote_id))[0][1] == (40, "other_factuality", False)


def test_a_reprint_says_what_its_original_said_on_the_day_of_that() -> None:
    story = a(Story, story_id=f"{1:016x}", representative_id=f"{0:016x}")
    members = [
        a(StoryDocument, document_id=f"{0:016x}", story_id=story.story_id),
        a(StoryDocument, document_id=f"{4:016x}", story_id=story.story_id, is_copy_of=f"{0:016x}",
          original_id=f"{0:016x}"),
    ]  # fmt: skip
    told = claims(report(1, 0, 40), report(2, 1, 4), report(3, 4, 40), story, *members)
    assert told == ([(40, "superseded", False), (4, "standing", True), (40, "superseded", False)], [4])
