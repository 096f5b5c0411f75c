"""Reading in time: what is made to slow a reader down costs it no more than its length."""

import pytest

from benchmarks.growth import HELD, LINE, READERS, SETTINGS, Growth, extract_text, reader
from flows.processor_time import limited
from transforms.documents.seed import RawDocument

SECONDS = 5  # of the processor
HOSTILE = {
    "hyphens": "a-" * 20_000,
    "key and value": "a: b\n" * 20_000,
    "attributes": f"<p {' '.join(f'a{number}=b' for number in range(100_000))}>Talks resumed in Geneva.</p>",
    "brackets": "[" * 5_000 + "]" * 5_000,
    "one class": f'<p class="{"ad-" * 30_000}">Talks resumed in Geneva.</p>',
    "one line": "Talks resumed in Geneva on Monday. " * 3_000,
    "one word": "a" * 100_000,
}
SLOW_TO_EXTRACT = {
    "names joined by dashes": "U.S.-" * 200,
    "hyphens": "a-" * 1_000,
    "key and value": "a: b\n" * 400,
    "brackets": "[" * 500 + "]" * 500,
    "one sentence": "killed 3 people in Aleppo on May 3 and " * 100,
    "one word": "a" * 40_000,
}


@pytest.mark.parametrize("name", SLOW_TO_EXTRACT)
def test_all_that_a_hostile_text_tells_is_found_in_time(name: str) -> None:
    extract_text(LINE)  # what is loaded once is no document's time
    with limited(SECONDS):
        extract_text(SLOW_TO_EXTRACT[name])


@pytest.mark.parametrize("form", READERS)
def test_a_reader_of_texts_reads_one_as_its_format_holds_it(form: str) -> None:
    content = HELD.get(form, str.encode)(f"{LINE}\n{LINE},{LINE}\n")
    assert any(isinstance(raw, RawDocument) for raw in READERS[form](content, SETTINGS))


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("form", READERS)
def test_a_hostile_document_is_read_in_time(form: str, name: str) -> None:
    with limited(SECONDS):
        reader(form)(HOSTILE[name])


def test_growth_is_steep_where_it_is_more_than_threefold_and_long_enough() -> None:
    assert Growth("a", (0.1, 0.2, 0.7)).is_steep
    assert not Growth("a", (0.1, 0.3, 0.8)).is_steep
    assert not Growth("a", (0.001, 0.002, 0.02)).is_steep
    assert Growth("a", (1.0, 6.0)).is_steep
