"""Sources: what `source.yaml` may say, and how it says no."""

from pathlib import Path

import pytest

from transforms.documents.source import SourceInvalid, read_source


def folder_with(tmp_path: Path, text: str) -> Path:
    (tmp_path / "source.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_without_a_source_file_is_a_source_named_after_it(tmp_path: Path) -> None:
    folder = tmp_path / "wire copy"
    folder.mkdir()
    source = read_source(folder).source
    assert (source.name, source.kind, source.country) == ("wire copy", "other", None)
    assert source.source_id.startswith("wire-copy-")


def test_a_source_file_is_read(tmp_path: Path) -> None:
    text = "name: The Wire\nkind: wire\ncountry: GBR\nlanguage: en\ntimezone: Europe/London\nfields: {text: [a.b, c]}\n"
    settings = read_source(folder_with(tmp_path, text))
    assert (settings.source.name, settings.source.country, settings.timezone) == ("The Wire", "GBR", "Europe/London")
    assert settings.fields == (("text", ("a.b", "c")),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("publisher: X", "key 'publisher' is unknown; the keys are name, kind"),
        ("country: GB", "country 'GB' is not possible: use an ISO 3166 alpha-3 code"),
        ("country: no", "country False is not possible"),
        ("kind: blog", "kind 'blog' is not possible: 'blog' is not one of wire"),
        ("timezone: Mars/North", "timezone 'Mars/North' is not possible: no such time zone"),
        ("encoding: utf-9", "encoding 'utf-9' is not possible: no such encoding"),
        ("fields: {headline: h}", "headline cannot be filled; the fields are title"),
        ("- a\n- b", "the file .* is not possible"),
        ("a: [", "it must be readable YAML"),
        ("a: &x [1]\nb: *x", "an alias, which is not read here"),
        ("[" * 5000, "it must be readable YAML"),
    ],
)
def test_a_wrong_source_file_says_what_would_be_right(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SourceInvalid, match=rf"source\.yaml: .*{message}"):
        read_source(folder_with(tmp_path, text))
