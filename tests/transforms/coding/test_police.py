"""Acts of police and security forces, told in verbs, passives and nouns: type, mode and who acts."""

from collections.abc import Mapping

import pytest

from tests.rows import a
from transforms.extraction import Extraction, extract
from transforms.tables import Document

Coding = tuple[str, str | None, list[str]]

ACTS: dict[str, Coding] = {
    # keeping order without force
    "Soldiers guarded the polling stations in Accra.": ("MOBILIZE", "police", ["Soldiers"]),
    "Senior police officials kept a close watch on the stadium.": ("MOBILIZE", "police", ["Senior police officials"]),
    "Security was stepped up around the embassy.": ("MOBILIZE", "police", []),
    "The bishop travelled home under police escort.": ("MOBILIZE", "police", ["police"]),
    "The army staged a flag march through the town.": ("MOBILIZE", "troops", ["The army"]),
    "The governor called out the army on Friday.": ("MOBILIZE", "troops", ["The governor"]),
    "Moroccan troops have set up a base near the dam.": ("MOBILIZE", "troops", ["Moroccan troops"]),
    # constraint
    "Police stopped the marchers on the bridge.": ("COERCE", "restrict", ["Police"]),
    "Officers sealed off the old market.": ("COERCE", "restrict", ["Officers"]),
    "Two suburbs were placed under curfew.": ("COERCE", "curfew", []),
    "Soldiers searched the houses of the fishermen.": ("COERCE", "seize", ["Soldiers"]),
    "Police recovered nine pistols from the cellar.": ("COERCE", "seize", ["Police"]),
    "The three clerks were put behind bars.": ("COERCE", "arrest", []),
    # charges and questions
    "Police registered a case against the contractor.": ("ACCUSE", "allege", ["Police"]),
    "The smugglers were booked under the customs act by police.": ("ACCUSE", "allege", ["police"]),
    "Detectives interrogated the treasurer for two days.": ("ACCUSE", "investigate", ["Detectives"]),
    # a form in -ing that the parser takes for a verb
    "Nine people were killed in police firing, he said.": ("ASSAULT", "firearms", ["police"]),
}
OTHERS = {
    "The dam arrested the decline of the herd.": "COERCE",
    "The warden sent a circular to the jail.": "COERCE",
    "The clinic registered forty cases of measles.": "ACCUSE",
    "The band was booked for three concerts.": "ACCUSE",
    "The keeper guarded his goal well.": "MOBILIZE",
    "The bank tightened the rules for loans.": "MOBILIZE",
}
PLAIN = ("Militants attacked a base of the peacekeepers on Sunday.", "Rebels attacked the barracks.")
SURE = 0.3  # confidence from which an event of another kind would be a mistake that matters


@pytest.fixture(scope="module")
def coded() -> Mapping[str, Extraction]:
    """Return every sentence of the module with what it gives, all read at once."""
    texts = [*ACTS, *OTHERS, *PLAIN]
    documents = [a(Document, document_id=f"{index:016x}", text=text) for index, text in enumerate(texts)]
    return dict(zip(texts, extract(documents), strict=True))


@pytest.mark.parametrize("text", ACTS)
def test_an_act_of_the_police_is_coded(text: str, coded: Mapping[str, Extraction]) -> None:
    assert ACTS[text] in codings(coded[text])


def test_the_means_of_an_attack_are_told_only_where_words_tell_them(coded: Mapping[str, Extraction]) -> None:
    for text in PLAIN:
        assert {report.mode for report in coded[text].reports if report.event_type == "ASSAULT"} == {None}


@pytest.mark.parametrize("text", OTHERS)
def test_what_only_sounds_like_one_is_none(text: str, coded: Mapping[str, Extraction]) -> None:
    sure = [report.event_type for report in coded[text].reports if report.confidence >= SURE]
    assert OTHERS[text] not in sure


def codings(extraction: Extraction) -> list[Coding]:
    """Return type, mode and actors of each event, in the words of the text."""
    words = {mention.mention_id: mention.mention for mention in extraction.mentions}
    return [
        (
            report.event_type,
            report.mode,
            [
                words[part.mention_id]
                for part in extraction.participants
                if (part.report_id, part.role) == (report.report_id, "actor")
            ],
        )
        for report in extraction.reports
    ]
