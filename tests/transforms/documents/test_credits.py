"""Credits: words that name a news agency in, the agency on which a document rests out."""

import pytest

from transforms.documents.agencies import wires
from transforms.documents.credits import CREDITS, CreditRow, credited_agency, find_credits

OWN = "The mayor of Karsan opened the road on Monday."


@pytest.mark.parametrize("row", CREDITS.rows(), ids=lambda row: row.example[:40])
def test_a_credit_is_found_and_its_near_miss_is_not(row: CreditRow) -> None:
    assert [credit.extent for credit in find_credits([row.example])] == [row.extent]
    assert find_credits([row.near_miss]) == []


@pytest.mark.parametrize("row", CREDITS.rows(), ids=lambda row: row.example[:40])
def test_a_wire_that_a_credit_does_not_name_is_one_of_the_list(row: CreditRow) -> None:
    assert (row.wire is None) == ("<agency>" in row.pattern)
    assert row.wire is None or row.wire in wires().values()


@pytest.mark.parametrize(
    ("paragraphs", "agency"),
    [
        (["Column leaves", "The column left Qusair, the Associated Press reported.", OWN], "Associated Press"),
        (["Column leaves", "The column left, according to AFP.", OWN], "Agence France-Presse"),
        ([OWN, OWN, "LOME (AP) -- Ships left on Monday.", OWN], "Associated Press"),
        ([OWN, OWN, OWN, "(Reporting by Jane Doe; Editing by Omar Sample)"], "Reuters"),
        ([OWN, OWN, OWN, "With material from AFP"], "Agence France-Presse"),
        (['"It is over," she told Reuters.', 'A guard told Reuters: "No."', "She told Reuters why.", OWN], "Reuters"),
        # The agency heard somebody, or confirms a piece of the news; the document is its author's.
        (["Column leaves", 'The column left. "It is over," an official told the Associated Press.', OWN], None),
        ([OWN, OWN, OWN, "The column left Qusair, the Associated Press reported."], None),
        (["Reuters journalist held", "The police held a journalist of Reuters on Monday.", OWN], None),
        # Two agencies, of which none can be told to be the source of all.
        (["The column left, AFP reported.", "An official told Reuters why.", OWN], None),
        ([OWN, "With material from AFP and Reuters", "Source: Reuters"], None),
        ([OWN], None),
        ([], None),
    ],
)
def test_a_document_rests_on_the_one_agency_that_it_credits_with_its_lead_or_the_whole(
    paragraphs: list[str], agency: str | None
) -> None:
    assert credited_agency(find_credits(paragraphs)) == agency
