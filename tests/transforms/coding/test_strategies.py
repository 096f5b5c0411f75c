"""Tests of the strategies by which participants are found, each tried by a sentence in which it tells somebody."""

from datetime import date

import pytest

from tests.rows import a
from transforms.coding import strategies
from transforms.coding.slots import first_told
from transforms.document_drafts import MentionDraft
from transforms.extraction import extract
from transforms.mentions import Spotted
from transforms.tables import PARTICIPANT_BASES, Document

EXAMPLES = (
    ("carrier", "France ended the withdrawal of soldiers.", "withdrawal", "actor", "France"),
    ("syntax", "Rebels attacked a village near Goma.", "attacked", "actor", "Rebels"),
    ("roles", "Armenia called up reservists.", "called up", "recipient", "reservists"),
    ("ground_by_syntax", "Rebels attacked a village near Goma.", "attacked", "recipient", "a village"),
    ("ground_by_roles", "An arms cache was discovered by sappers.", "discovered", "recipient", "An arms cache"),
    ("concerned", "The senate ratified the trade accord with Chile.", "ratified", "recipient", "Chile"),
    ("classifier", "Chile tore up the accord with Peru.", "tore", "recipient", "Peru"),
    ("doer_noun", "Gunmen opened fire on a police patrol.", "patrol", "actor", "a police patrol"),
    ("same_event", "Rebels abducted nine nuns during a raid.", "raid", "recipient", "nine nuns"),
    ("aim", "Police opened fire to break up the march by students.", "opened", "recipient", "students"),
    ("claim", "The group claimed responsibility for the bombing.", "bombing", "actor", "The group"),
    ("sufferer", "The convoy survived an ambush by rebels.", "ambush", "recipient", "The convoy"),
    ("deed", "The UN condemned the murder of two nuns by soldiers.", "condemned", "recipient", "soldiers"),
    (
        "content",
        "Venezuela threatened to annex the oil-rich region.",
        "threatened",
        "recipient",
        "the oil-rich region",
    ),
    ("cause", "The deployment by Kenya sparked protests by the militia.", "protests", "recipient", "Kenya"),
    (
        "document",
        "Boko Haram militants attacked a school in Borno on Monday. Twelve pupils were kidnapped.",
        "kidnapped",
        "actor",
        "Boko Haram militants",
    ),
)


def bases(text: str) -> dict[tuple[str, str, str], str | None]:
    """Return what told each participant of a text, by trigger, role and words."""
    (extraction,) = extract([a(Document, text=text, published_first_on=date(2024, 3, 4))])
    triggers = {report.report_id: report.trigger for report in extraction.reports}
    words = {mention.mention_id: mention.mention for mention in extraction.mentions}
    return {
        (triggers[held.report_id], held.role, words[held.mention_id]): held.basis for held in extraction.participants
    }


@pytest.mark.parametrize(
    ("basis", "text", "trigger", "role", "words"), EXAMPLES, ids=[example[0] for example in EXAMPLES]
)
def test_a_row_says_which_strategy_found_the_participant(
    basis: str, text: str, trigger: str, role: str, words: str
) -> None:
    assert bases(text)[trigger, role, words] == basis


def test_every_strategy_has_an_example_in_the_order_of_their_declaration() -> None:
    ours = [basis for basis in PARTICIPANT_BASES if basis != strategies.LANGUAGE_MODEL]  # no rule finds its parties
    assert [example[0] for example in EXAMPLES] == ours


def test_the_names_in_code_are_those_of_the_column() -> None:
    assert [getattr(strategies, basis.upper()) for basis in PARTICIPANT_BASES] == list(PARTICIPANT_BASES)


@pytest.mark.parametrize("basis", PARTICIPANT_BASES)
def test_the_order_of_strategies_is_told_where_their_names_are(basis: str) -> None:
    assert f"`{basis}`" in (strategies.__doc__ or "")


def test_those_who_refuse_each_other_are_told_as_those_who_would_have_met() -> None:
    found = bases("Iran will not meet with Israel.")
    assert {role: basis for (_, role, _), basis in found.items()} == {"actor": "syntax", "recipient": "syntax"}


def test_the_first_strategy_that_tells_anybody_is_heard_and_later_ones_are_not_asked() -> None:
    (extraction,) = extract([a(Document, text="Rebels attacked.")])
    rebels = Spotted(MentionDraft.of(extraction.mentions[0]), first=0, last=1, head=0, entity=None)

    def refuse() -> tuple[Spotted, ...]:
        raise AssertionError("asked")

    asked = [("syntax", lambda: ()), ("roles", lambda: (rebels,)), ("concerned", refuse)]
    assert first_told(asked) == ("roles", (rebels,))
    assert first_told(asked[:1]) == (strategies.NOTHING, ())
