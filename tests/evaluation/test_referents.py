"""Which mention a given span is: the head decides, and a name within a name is none of the longer one."""

from evaluation.answering import Answerers, Knowledge
from evaluation.entities import looks_named
from evaluation.gold import Span
from evaluation.identities import _escape
from tests.rows import a
from transforms.extraction import Extraction
from transforms.tables import Document, Entity, Mention

TEXT = "Veteran lawmaker Ana Lopes of the Harbour Bank praised the Harbour. Chairman Ana Lopes left."


def mention(words: str, entity_id: str, kind: str = "name", after: int = 0) -> Mention:
    start = TEXT.index(words, after)
    return a(
        Mention, mention=words, mention_start=start, mention_end=start + len(words), entity_id=entity_id, kind=kind
    )


MENTIONS = (
    mention("Ana Lopes", "person.ana-lopes"),
    mention("Harbour Bank", "organisation.harbour-bank"),
    mention("Ana Lopes", "person.ana-lopes", after=70),
)
ENTITIES = (
    a(Entity, entity_id="person.ana-lopes", name="Ana Lopes", kind="person"),
    a(Entity, entity_id="organisation.harbour-bank", name="Harbour Bank", kind="organisation"),
)


def knowledge(head: str) -> tuple[Knowledge, Extraction]:
    """Give what is known when the given word is the head of whatever span is asked for."""
    nothing = dict.fromkeys(
        (
            *("sentences", "publication_reasons", "times", "quotes"),
            *("reports", "participants", "magnitudes", "relations"),
        ),
        (),
    )
    extraction = Extraction(document=a(Document, text=TEXT), mentions=MENTIONS, entities=ENTITIES, **nothing)
    start = TEXT.index(head)
    return Answerers(head=lambda document, first, last: (start, start + len(head))).learn([extraction]), extraction


def found(words: str, head: str) -> str | None:
    known, extraction = knowledge(head)
    start = TEXT.index(words)
    one = known.mention(extraction, Span(start=start, end=start + len(words)))
    return one.entity_id if one else None


def test_a_name_with_its_title_and_body_is_the_person() -> None:
    assert found("Veteran lawmaker Ana Lopes of the Harbour Bank", "lawmaker") == "person.ana-lopes"


def test_a_title_before_a_name_is_the_person() -> None:
    assert found("Chairman", "Chairman") == "person.ana-lopes"


def test_a_name_within_a_longer_one_is_not_it() -> None:
    assert found("Harbour", "Harbour") is None


def test_titles_of_pages_are_written_as_the_set_writes_them() -> None:
    assert _escape("Arlington, Texas (city)", "(),") == "Arlington%2C Texas %28city%29"


def test_a_name_is_told_by_the_large_letter_of_its_head() -> None:
    assert [looks_named(words) for words in ("the Harbour Bank", "the bank of Harbour", "He", "Kenya's")] == [
        *(True, False, False, True)
    ]
