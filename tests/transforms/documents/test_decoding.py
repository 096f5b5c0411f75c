"""Decoding: labels mean what browsers make of them, and what was decoded the wrong way is set right where sure."""

import pytest

from transforms.documents.decoding import decode, decode_page, restore

SAID = b"\x93We won\x92t stop\x94"


@pytest.mark.parametrize(
    "label", ["iso-8859-1", "ISO-8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252", "x"]
)
def test_western_labels_are_windows_1252(label: str) -> None:
    assert decode_page(b"<meta charset=%s><p>%s" % (label.encode(), SAID)).endswith("“We won’t stop”")
    assert decode(SAID, label) == "“We won’t stop”"


@pytest.mark.parametrize(
    ("label", "codec", "words"),
    [
        ("gb2312", "gb18030", "中国政府"),
        ("shift_jis", "cp932", "①日本政府"),
        ("ks_c_5601-1987", "cp949", "정부는"),
        ("iso-8859-9", "cp1254", "“İstanbul”"),
        ("koi8-r", "koi8-r", "Правительство"),
        ("windows-1251", "cp1251", "Правительство"),
        ("tis-620", "cp874", "รัฐบาล"),
    ],
)
def test_other_labels_are_what_browsers_make_of_them(label: str, codec: str, words: str) -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={label}"></head><p>{words}'
    assert decode_page(page.encode(codec)) == page


def test_what_is_declared_from_outside_wins_over_the_page() -> None:
    page = "<meta charset=windows-1251><p>Größe und Maß".encode("cp1252")
    assert decode_page(page, "iso-8859-1").endswith("Größe und Maß")


@pytest.mark.parametrize("label", ["unicode_escape", "punycode", "idna", "zlib", "rot13", "utf-7", "utf-16", "no-such"])
def test_a_page_chooses_no_codec_that_browsers_do_not_have(label: str) -> None:
    assert decode_page(b"<meta charset=%s><p>caf\xe9 \\u0041 +AEE-" % label.encode()).endswith("café \\u0041 +AEE-")


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    text = "“Größe” — “élan” " * 50
    assert decode(text.encode() + b"\xe2\x80") == f"{text}\ufffd"


@pytest.mark.parametrize(
    "text", ["We won’t “stop” — café", "Правительство решило", "中国政府", "😀 ok", "حكومة", "Łódź"]
)
@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
@pytest.mark.parametrize("times", [1, 2])
def test_double_encoding_is_repaired(text: str, codec: str, times: int) -> None:
    garbled = text
    for _ in range(times):
        garbled = "".join(
            byte.decode(codec) if byte not in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d") else chr(byte[0])
            for byte in (bytes([number]) for number in garbled.encode())
        )
    assert restore(garbled) == text


@pytest.mark.parametrize(
    "text",
    ["CAFÉ’S", "touché”—", "À bientôt", "São Tomé", "“É”", "Ça va: ÉTÉ…", "ÄÖÜ ÉÈÊ ÀÁÂ", "Škoda Žižka ÃO", "50 € â"],
)
def test_good_text_is_left_alone(text: str) -> None:
    assert restore(text) == text
