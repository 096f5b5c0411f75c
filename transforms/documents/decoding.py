"""Decoding: bytes of unknown origin in, one notation of text out: NFC, `\\n`, plain spaces, no invisible characters.

Labels of encodings mean what the Encoding Standard of browsers says: iso-8859-1 and ascii are windows-1252.
"""

import re
import unicodedata

from charset_normalizer import from_bytes
from webencodings import lookup

from transforms.documents.seed import UnreadableDocument

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
WIDE = ("utf-16", "utf-32", "utf_16", "utf_32")
FEW = 0.02  # of characters beyond ASCII that may be broken in an encoding that is right but for a cut or a bad byte
WESTERN = "windows-1252"  # what English copy is in when it is not UTF-8: curly quotes, dashes, a few accents
WESTERN_SHARE = 0.05  # of bytes beyond ASCII; more of them are another script, which needs a closer look
GUESSED = 100_000  # bytes that are looked at to guess an encoding
GARBLED_SHARE = 0.01  # of characters that are controls or replacement marks; more, and it is no text

LINE_ENDS = ("\r", "\x0b", "\x0c", "\x85", "\u2028")
SPACES = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
INVISIBLE = "\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffe\uffff"
CONTROLS = (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0))
DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
SURROGATES = re.compile("[\ud800-\udfff]")
ODD = re.compile("[^\n\x20-\x7e\xa1-\xac\xae-\u05ff\u2010-\u2027\u2030-\u205e]")
GARBLED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff]")

ONE_NOTATION = {
    **dict.fromkeys(LINE_ENDS, "\n"),
    "\u2029": "\n\n",
    **dict.fromkeys(SPACES, " "),
    **dict.fromkeys((*INVISIBLE, *map(chr, CONTROLS), *map(chr, DIRECTIONS)), ""),
}

# UTF-8 that somebody read as windows-1252 and wrote as UTF-8 again: accented letters, punctuation, a byte order mark
# and emoji. Quotation marks continue punctuation only, since "CAFÉ’S" and "touché”—" are good English.
AFTER_LETTER = (
    "\x80-\xbf\u20ac\u201a\u0192\u201e\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2022\u02dc"
    "\u2122\u0161\u203a\u0153\u017e\u0178"
)
AFTER_SIGN = f"{AFTER_LETTER}\u2018\u2019\u201c\u201d\u2013\u2014\u2026"
# Of other scripts a letter is two or three signs, of which a run is sure: nobody writes "Ð¿Ð¾Ð»".
MOJIBAKE = re.compile(
    f"(?:[\xc2-\xdf][{AFTER_SIGN}]){{3,}}|(?:[\xe3-\xed][{AFTER_SIGN}]{{2}}){{2,}}|[\xc2-\xc5][{AFTER_LETTER}]"
    f"|\xe2[\u20ac\u201a\u201e\x80\x82\x84][{AFTER_SIGN}]|\xef\xbb\xbf|\xf0[\u0178\x9f][{AFTER_SIGN}]{{2}}"
)
# Where a text is garbled elsewhere, "Ã”" is "Ô" too, though alone it may be a headline in Portuguese that ends a quote.
BESIDE = re.compile("[\xc2\xc3\xc5][\u2018\u2019\u201c\u201d\u2013\u2014\u2026]")
TIMES = 3  # that a text may have been decoded the wrong way, one on top of the other

DECLARATION = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,80}encoding=[\"']([\w.-]{2,40})",
    re.IGNORECASE,
)
DECLARED_WITHIN = 4096  # bytes; browsers look at 1,024


def decode(content: bytes, declared: str | None = None) -> str:
    """Return the bytes as text in one notation, whatever encoding they are in; raises as `decode_bytes` does."""
    return normalise(decode_bytes(content, declared))


def decode_bytes(content: bytes, declared: str | None = None) -> str:
    """Return the bytes as text, whatever encoding they are in.

    A byte order mark decides, then UTF-8 where the bytes beyond ASCII fit it (by chance they do not), then the
    declared encoding, then either of them where few bytes are broken, then a guess. Raises UnreadableDocument:
    `empty`, or `wrong_encoding` when nothing fits.
    """
    if not content.strip(b" \t\r\n\x00"):
        raise UnreadableDocument("empty", f"{len(content)} bytes and no text; a document needs at least one sentence")
    text = _strictly(content, declared)
    if text is None:
        text = _nearly(content, declared)
    if text is None:
        text = _guess(content)
    if text is None:
        raise UnreadableDocument("wrong_encoding", f"{_declared(declared)}; save the file as UTF-8")
    if len(GARBLED.findall(text)) > GARBLED_SHARE * len(text) + 1:
        raise UnreadableDocument("wrong_encoding", "more than a few characters that are no text; save it as UTF-8")
    return text


def decode_page(content: bytes, declared: str | None = None) -> str:
    """Return the bytes of a page as text: by what is declared of them, else by what they declare themselves.

    Of what they declare only labels that browsers know count: other codecs are programs that a page must not choose.
    """
    match = DECLARATION.search(content[:DECLARED_WITHIN])
    stated = (match[1] or match[2]).decode("ascii", "replace") if match else ""
    return decode_bytes(content, declared or (stated if lookup(stated) else None))


def normalise(text: str) -> str:
    """Return text in one notation, with what was decoded twice the wrong way set right."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", SURROGATES.sub("", restore(text)))
    text = text.replace("\r\n", "\n")
    return ODD.sub(lambda match: ONE_NOTATION.get(match[0], match[0]), text)


def restore(text: str) -> str:
    """Return text in which UTF-8 that was read as windows-1252, perhaps more than once, stands as it was written."""
    for _ in range(TIMES):
        restored = MOJIBAKE.sub(_restored, text)
        if restored == text:
            break
        text = MOJIBAKE.sub(_restored, BESIDE.sub(_restored, text))
    return text


def _restored(match: re.Match[str]) -> str:
    # The five bytes that windows-1252 leaves open are written as the control characters of the same number.
    raw = b"".join(bytes([ord(letter)]) if ord(letter) < 0x100 else letter.encode(WESTERN) for letter in match[0])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _strictly(content: bytes, declared: str | None) -> str | None:
    """Return the bytes decoded by an encoding that they or their source name, or None when none fits."""
    marked = next((encoding for mark, encoding in BYTE_ORDER_MARKS if content.startswith(mark)), None)
    wide = declared if declared and declared.lower().startswith(WIDE) else None
    for encoding in filter(None, (marked, _wide(content), wide, "utf-8", _codec(declared))):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
        # Any even number of bytes is UTF-16 to a decoder; in English that is wide every second byte is 0.
        if encoding == wide and content.count(0) * 4 < len(content):
            continue
        return text
    return None


def _codec(label: str | None) -> str | None:
    """Return the codec that browsers use for a label, None for one of UTF-16, in which no text of single bytes is."""
    if not label or label.lower().startswith(WIDE):
        return None
    known = lookup(label)
    return known.codec_info.name if known else label


def _nearly(content: bytes, declared: str | None) -> str | None:
    """Return the bytes in UTF-8 or in the declared encoding where it fits but for few of them, or None."""
    for encoding in filter(None, ("utf-8", _codec(declared))):
        try:
            text = content.decode(encoding, "replace")
        except (LookupError, UnicodeError):
            continue
        beyond_ascii = sum(1 for letter in text if letter > "\x7f")
        if text.count("\ufffd") <= FEW * beyond_ascii:
            return text
    return None


def _wide(content: bytes) -> str | None:
    """Return the wide encoding of text without a byte order mark whose every second byte is zero, or None."""
    start = content[:GUESSED]
    half = len(start) // 2
    if half < 4:
        return None
    if start[1::2].count(0) > 0.6 * half and start[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if start[::2].count(0) > 0.6 * half and start[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _guess(content: bytes) -> str | None:
    """Return the bytes in the encoding that they are likely in, or None when none is likely."""
    beyond_ascii = sum(1 for byte in content[:GUESSED] if byte > 0x7F)
    if beyond_ascii <= WESTERN_SHARE * len(content[:GUESSED]):
        try:
            return content.decode(WESTERN)
        except UnicodeDecodeError:
            pass
    best = from_bytes(content[:GUESSED]).best()
    if best is None:
        return None
    try:
        return content.decode(best.encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _declared(declared: str | None) -> str:
    return f"neither {declared}, which is declared, nor any other encoding fits" if declared else "no encoding fits"
