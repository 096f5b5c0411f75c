"""Coreference: which phrases of a document refer to one referent, and which never join."""

from datetime import date
from itertools import pairwise

import pytest

from tests.rows import a
from transforms.coreference import WEIGHTS
from transforms.language.engine import load_engine
from transforms.learned_weights import read_weights
from transforms.mentions import find_mentions
from transforms.sentences import split_sentences
from transforms.tables import Document


def entities_of(text: str, *phrases: str) -> list[str | None]:
    """Return the entities of some words of a text, each looked for after the one before it."""
    day = date(2018, 6, 8)
    document = a(Document, text=text, title=None, published_first_on=day, published_last_on=day)
    sentences = split_sentences(document)
    readings = load_engine().read([text[sentence.sentence_start : sentence.sentence_end] for sentence in sentences])
    mentions = [one.mention for found in find_mentions(document, sentences, readings) for one in found]
    found, after = list[str | None](), -1
    for words in phrases:
        mention = next(one for one in mentions if one.mention == words and one.mention_start > after)
        found.append(mention.entity_id)
        after = mention.mention_start
    return found


SAME = [
    ("Emmanuel Macron arrived. Mr Macron met farmers.", ("Emmanuel Macron", "Macron")),
    ("Netanyahu warns rivals. Benjamin Netanyahu spoke on Monday.", ("Netanyahu", "Benjamin Netanyahu")),
    ("Wafula J. Barasa resigned. Wafula Barasa had led the board.", ("Wafula J. Barasa", "Wafula Barasa")),
    ("Mohamed Salah Qadhi was freed. Mohammed Salah Qadhi went home.", ("Mohamed Salah Qadhi", "Mohammed Salah Qadhi")),
    ("Sergei Lavrov visited Ankara. He spoke to students.", ("Sergei Lavrov", "He")),
    ("Sergei Lavrov arrived. The Russian foreign minister smiled.", ("Sergei Lavrov", "The Russian foreign minister")),
    ("Angela Merkel thanked the nurse. She was ill, the chancellor said.", ("Angela Merkel", "She", "the chancellor")),
    ("Vladimir Putin spoke. The Russian president smiled.", ("Vladimir Putin", "The Russian president")),
    ("The Free Weavers Front (FWF) attacked a convoy. The FWF fled.", ("Free Weavers Front", "FWF")),
    ("The Free Weavers Front attacked. The FWF fled later.", ("Free Weavers Front", "FWF")),
    ("Iran signed. Tehran had refused before.", ("Iran", "Tehran")),
    ("ISIS fled. Daesh lost the town.", ("ISIS", "Daesh")),
    ("NPD Group, a research firm, published numbers. The firm grew.", ("NPD Group", "a research firm", "The firm")),
    ("The army said it had left.", ("The army", "it")),
    ("Soldiers who fled were arrested.", ("Soldiers", "who")),
    ("The rebels took the town of Bosaso. The town has a port.", ("the town", "Bosaso", "The town")),
    ("Kenya closed its border.", ("Kenya", "its")),
    ("An official refused to comment. The official left.", ("An official", "The official")),
    ('"I will not resign," Prime Minister Boris Johnson said.', ("I", "Boris Johnson")),
    ("Four rebels attacked. They had left their base.", ("Four rebels", "They", "their")),
]


@pytest.mark.parametrize(("text", "phrases"), SAME, ids=lambda value: value[:40] if isinstance(value, str) else "")
def test_phrases_of_one_thing_have_one_entity(text: str, phrases: tuple[str, ...]) -> None:
    found = entities_of(text, *phrases)
    assert None not in found
    assert len(set(found)) == 1, found


APART = [
    ("John Kerry spoke to Teresa Kerry before Kerry left.", ("John Kerry", "Teresa Kerry", "Kerry")),
    ("Mr Abadi met Ms Abadi.", ("Abadi", "Abadi")),
    ("An official said talks failed. Another official denied that.", ("An official", "Another official")),
    ("Damascus asked for help. The envoys met in Damascus.", ("Damascus", "Damascus")),
    ("Bashar Al Assad spoke of Hafez Al Assad.", ("Bashar Al Assad", "Hafez Al Assad")),
    ("Syrian rebels fought Iraqi rebels.", ("Syrian rebels", "Iraqi rebels")),
    ("Kenya fined Apple Records after Apple Motors left.", ("Apple Records", "Apple Motors")),
    ("Angela Merkel met Emmanuel Macron.", ("Angela Merkel", "Emmanuel Macron")),
]


@pytest.mark.parametrize(("text", "phrases"), APART, ids=lambda value: value[:40] if isinstance(value, str) else "")
def test_phrases_of_several_things_have_several_entities(text: str, phrases: tuple[str, ...]) -> None:
    found = entities_of(text, *phrases)
    assert len(set(found)) == len(found), found


def test_a_party_of_many_countries_is_that_of_the_country_of_the_document() -> None:
    text = "Norway went to the polls. In Norway the Labour Party won."
    assert entities_of(text, "Labour Party") == ["party.labour-party-norway"]


def test_the_number_of_sentences_between_does_not_part_a_surname_from_its_name() -> None:
    between = "Talks went on. " * 40
    assert len(set(entities_of(f"Wafula Barasa resigned. {between}Barasa spoke.", "Wafula Barasa", "Barasa"))) == 1


def test_the_ranker_has_weights_for_every_sort_of_pronoun() -> None:
    sorts = {fact.partition(":")[0] for fact in read_weights(WEIGHTS)}
    assert {"he", "she", "it", "they", "i", "we"} <= sorts


def test_a_document_of_many_names_is_read_in_their_order() -> None:
    names = [f"Abel Weaver{one}{other}" for one in "bdfgk" for other in "lmnpr"]
    found = entities_of(" ".join(f"{name} spoke." for name in names), *names)
    assert all(one != other for one, other in pairwise(found))
