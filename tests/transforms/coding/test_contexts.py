"""Contexts of events, in sentences of our own."""

from pathlib import Path

import pytest

from tests.rows import a
from transforms.extraction import extract
from transforms.ontology import read_contexts
from transforms.tables import Document


def contexts_at(text: str, trigger: str) -> set[str]:
    """Return the contexts of the event with this trigger."""
    (extraction,) = extract([a(Document, text=text)])
    (report,) = [report for report in extraction.reports if report.trigger == trigger]
    return set(report.contexts)


@pytest.mark.parametrize(
    ("text", "trigger", "contexts"),
    [
        ("Brazil imposed tariffs on steel imports from Argentina.", "imposed", {"economic"}),
        ("Police arrested the editor of a weekly newspaper in Lusaka.", "arrested", {"rights_freedoms"}),
        ("Kenya expelled the Sudanese ambassador.", "expelled", {"diplomatic"}),
        ("Gunmen attacked a refinery near Basra and blew up a pipeline.", "attacked", {"natural_resource"}),
        ("The French navy shelled the port of Sfax.", "shelled", {"military"}),
        ("Iranian inspectors accused Norway of hiding enriched uranium.", "accused", {"cbrn"}),
    ],
)  # fmt: skip
def test_words_and_participants_of_its_clause_tell_the_contexts_of_an_event(
    text: str, trigger: str, contexts: set[str]
) -> None:
    assert contexts <= contexts_at(text, trigger)


def test_a_clause_beside_an_event_tells_it_no_context() -> None:
    text = "Gunmen attacked a village near Kaduna, and a court in Lagos sentenced two generals."
    assert "legal" not in contexts_at(text, "attacked")
    assert "legal" in contexts_at(text, "sentenced")


def test_a_file_without_a_context_of_plover_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "contexts.yaml"
    path.write_text("weather: {definition: Rain., words: [rain]}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"asylum.*weather"):
        read_contexts(path)
