"""What is no news of politics gives no event that is shown: songs, stars, sport, bare lists."""

import pytest

from tests.rows import a
from transforms.extraction import extract
from transforms.tables import Document

SHOWN = 0.3


def surest(text: str) -> float:
    """Return the confidence of the surest event of a text, 0 where there is none."""
    (extraction,) = extract([a(Document, text=text)])
    return max((report.confidence for report in extraction.reports), default=0.0)


@pytest.mark.parametrize(
    "text",
    [
        "I shot a constable down in Mexico, my love, and you attacked my heart.",
        "Leo: Venus attacks your house of work; retreat before your boss opens fire on you.",
        "Rovers attacked from the whistle, and a late strike by Okafor killed them off.",
        "Paris, Rome, Kabul, troops, sanctions",
    ],
)
def test_what_is_no_news_of_politics_shows_no_event(text: str) -> None:
    assert surest(text) < SHOWN


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked a village near Kaduna.",
        '"I ordered the strikes," President Emmanuel Macron said.',
        "EU sanctions on Iran",
    ],
)
def test_news_of_politics_does(text: str) -> None:
    assert surest(text) >= SHOWN
