"""Reading in time: what is made to slow a reader down costs it no more than its length."""

import time

import pytest

from benchmarks.growth import Growth, reader

HOSTILE = {
    "hyphens": "a-" * 20_000,
    "key and value": "a: b\n" * 20_000,
    "attributes": f"<p {' '.join(f'a{number}=b' for number in range(100_000))}>Talks resumed in Geneva.</p>",
    "brackets": "[" * 5_000 + "]" * 5_000,
    "one class": f'<p class="{"ad-" * 30_000}">Talks resumed in Geneva.</p>',
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_a_hostile_document_is_read_in_time(form: str, name: str) -> None:
    begun = time.process_time()
    reader(form)(HOSTILE[name])
    assert time.process_time() - begun < 5


def test_growth_is_steep_where_it_is_more_than_threefold_and_long_enough() -> None:
    assert Growth("a", (0.1, 0.2, 0.7)).is_steep
    assert not Growth("a", (0.1, 0.3, 0.8)).is_steep
    assert not Growth("a", (0.001, 0.002, 0.02)).is_steep
    assert Growth("a", (1.0, 6.0)).is_steep
