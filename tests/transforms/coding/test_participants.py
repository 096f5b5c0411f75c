"""Tests of who acts on whom, on sentences read by the engine that ships."""

import pytest

from tests.rows import a
from transforms.extraction import extract
from transforms.tables import Document


def participants(text: str) -> dict[str, tuple[list[str], list[str]]]:
    """Return the actors and the recipients of each event, in the words of the text, by its trigger."""
    (extraction,) = extract([a(Document, text=text)])
    words = {mention.mention_id: mention.mention for mention in extraction.mentions}
    found: dict[str, tuple[list[str], list[str]]] = {}
    for report in extraction.reports:
        filled = [part for part in extraction.participants if part.report_id == report.report_id]
        actors, recipients = (
            [words[part.mention_id] for part in filled if part.role == role] for role in ("actor", "recipient")
        )
        found[report.trigger] = actors, recipients
    return found


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        # a title is no second participant
        ("Peru has rejected Chilean President Rosa Calderon's plan.", "rejected", ["Peru"], ["Rosa Calderon"]),
        # lists are taken whole
        (
            "Ghana closed its borders with Togo, Mali and Burkina Faso.",
            "closed",
            ["Ghana"],
            ["Togo", "Mali", "Burkina Faso"],
        ),
        # what is sent is nobody
        ("Norway sent troops to the border.", "sent", ["Norway"], []),
        # a noun only says what the name after it is
        ("NATO-member Turkey condemned Greece.", "condemned", ["Turkey"], ["Greece"]),
        # the actor's own country is no other side
        (
            "Spain's president refused a request from the justice minister to step down.",
            "refused",
            ["Spain's president"],
            ["the justice minister"],
        ),
        # whom somebody is accused of helping he did not help himself
        ("Iran accuses the firm of helping Kurdish rebels.", "helping", ["the firm"], ["Kurdish rebels"]),
        # who is made to do something does it
        ("Hamas forced Egyptian soldiers to leave Gaza.", "leave", ["Egyptian soldiers"], ["Gaza"]),
        # one thing told by two words
        ("A roadside bombing near Kirkuk killed two Turkish engineers.", "bombing", [], ["two Turkish engineers"]),
        ("A suicide bomber killed six Iraqi soldiers.", "killed", ["A suicide bomber"], ["six Iraqi soldiers"]),
        # what a protest wants tells at whom it is directed
        (
            "Students in Jakarta staged a rally to demand reforms from the Indonesian government.",
            "staged",
            ["Students"],
            ["the Indonesian government"],
        ),
        # coordinated verbs share what follows both
        (
            "Two Danish charities donated and delivered tents to the Nepalese army.",
            "donated",
            ["Two Danish charities"],
            ["the Nepalese army"],
        ),
        # a camp is struck, not the country in which it lies
        ("Gunmen attacked an army camp in Niger.", "attacked", ["Gunmen"], ["an army camp"]),
        # adjectives of a noun that is nobody
        ("The Turkish and Greek sides of the island agreed to share water.", "agreed", ["Turkish", "Greek"], []),
        # whoever steps up a bombardment bombards
        ("The Syrian army stepped up the bombardment of Homs.", "bombardment", ["The Syrian army"], ["Homs"]),
    ],
)
def test_who_acts_and_on_whom(text: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    assert participants(text)[trigger] == (actors, recipients)


def test_an_agent_noun_whose_verb_tells_the_same_is_no_event_of_its_own() -> None:
    assert "suicide bomber" not in participants("A suicide bomber killed six Iraqi soldiers.")
