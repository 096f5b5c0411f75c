"""Tests of the libraries that an extra brings."""

import sys

import pytest

from warehouse.export.extras import ExtraMissing, library


def test_a_library_that_is_not_installed_is_a_sentence_that_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(ExtraMissing, match=r"^xlsx: needs what `pip install 'entente\[export\]'` brings$"):
        library("xlsxwriter", "xlsx")
