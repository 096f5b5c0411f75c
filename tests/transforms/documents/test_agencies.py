"""Agencies: who signs a document in, the agency whose dispatch it is out."""

import pytest

from transforms.documents.agencies import find_agency


@pytest.mark.parametrize(
    ("byline", "dateline", "source", "agency"),
    [
        ("Jane Doe, Associated Press", None, "The Courier", "Associated Press"),
        ("AP", None, "The Courier", "Associated Press"),
        ("Reuters staff", None, "The Courier", "Reuters"),
        (None, "KYIV, Ukraine (AP)", "The Courier", "Associated Press"),
        (None, "BELGRADE, May 2 (Reuters)", "The Courier", "Reuters"),
        (None, "GAZA/REUTERS", "The Courier", "Reuters"),
        (None, None, "Xinhua", "Xinhua"),
        ("Jane Doe", "KYIV", "The Courier", None),
        ("Apollo Papadakis", "APIA (Samoa Observer)", "AP Gazette", None),
        ("Jane Doe, Getty Images", None, "The Courier", None),
    ],
)
def test_a_document_is_of_the_agency_that_signs_or_publishes_it(
    byline: str | None, dateline: str | None, source: str, agency: str | None
) -> None:
    assert find_agency(byline, dateline, source) == agency
