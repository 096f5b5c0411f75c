"""The golden knowledge: each row of a lexicon means what is written down of it, and each name its entity."""

import pytest

from tests.finding import each
from tests.goldens import check
from tests.transforms.golden_knowledge import ARROW, PROBES, Probe, asked, expected
from transforms.lexicons import load_lexicons
from transforms.lexicons.name_forms import normalise

EXPECTED = expected()


@pytest.mark.parametrize("probe", [probe for probe in PROBES if asked(probe)], ids=lambda probe: probe.name)
def test_the_rows_of_a_file_mean_what_is_written_down(probe: Probe) -> None:
    """After a change, `python -m tests.transforms.golden_knowledge` writes them anew."""
    before = EXPECTED[probe.name]
    forms = [line.split(ARROW)[0] for line in before]
    now = [probe.line(form) for form in dict.fromkeys([*forms, *asked(probe)])]
    check(f"knowledge/{probe.name}", before, now)


def test_no_file_is_kept_that_no_probe_asks() -> None:
    assert set(EXPECTED) == {probe.name for probe in PROBES if asked(probe)}


def test_every_name_of_an_entity_leads_to_it() -> None:
    lexicons = load_lexicons()
    for entity in each(lexicons.entities.values()):
        for name in (entity.name, *entity.aliases):
            led = {entry.entity_id for entry in lexicons.names.get(normalise(name), ())}
            assert entity.entity_id in led, f"{entity.file}: {name}"
