"""Takes the text of one sentence, gives the offsets of its tokens by the conventions of Universal Dependencies.

Clitics stand alone (`do|n't`, `Assad|'s`, `can|not`), and so do the parts of a compound and its hyphens (`US|-|led`,
`al|-|Assad`), but not a prefix that is no word (`anti-war`, `co-founder`). An abbreviation keeps its full stop.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Annotated, NamedTuple

from transforms.loading import Csv
from transforms.row import OneOf

Span = tuple[int, int]


class AbbreviationRow(NamedTuple):
    """An abbreviation with its full stop."""

    abbreviation: str
    ends: Annotated[str, OneOf(("never", "number", "opener", "often"))]
    """When it may end a sentence: `never`; unless a `number` follows; before an `opener`; `often`."""
    note: str


class ContractionRow(NamedTuple):
    """A word that is several."""

    written: str
    parts: str
    """The words, with blanks between them."""
    note: str


class AffixRow(NamedTuple):
    """A part of a compound that is no word of its own."""

    affix: str
    place: Annotated[str, OneOf(("front", "back", "whole"))]
    note: str


class NumberSuffixRow(NamedTuple):
    """Letters after a number."""

    suffix: str
    is_word: bool
    note: str


class DottedNameRow(NamedTuple):
    """How the name of a site or a file ends."""

    suffix: str
    note: str


ABBREVIATION_FILE = Csv("abbreviations.csv", AbbreviationRow, key=("abbreviation",))
ABBREVIATION_ROWS = ABBREVIATION_FILE.rows()
CONTRACTIONS = Csv("contractions.csv", ContractionRow, key=("written",))
AFFIXES = Csv("affixes.csv", AffixRow, key=("affix",))
NUMBER_SUFFIXES = Csv("number_suffixes.csv", NumberSuffixRow, key=("suffix",))
DOTTED_NAMES = Csv("dotted_names.csv", DottedNameRow, key=("suffix",))


def _alternatives(words: list[str]) -> str:
    """Return a pattern of these words, the longest first; either apostrophe matches both."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace("'", "['’]") for word in longest_first) + ")"


ABBREVIATIONS = {row.abbreviation for row in ABBREVIATION_ROWS}
PARTS = {row.written: row.parts.split() for row in CONTRACTIONS.rows()}
PREFIXES, SUFFIXES, WHOLE = (
    frozenset(row.affix for row in AFFIXES.rows() if row.place == place) for place in ("front", "back", "whole")
)
IS_WORD_AFTER_NUMBER = {row.suffix: row.is_word for row in NUMBER_SUFFIXES.rows()}

MARKS = "".join(chr(code) for code in range(0x300, 0x2000) if unicodedata.category(chr(code)).startswith("M"))
"""Accents and vowel signs, which no letter class of `re` knows."""
JOINED = MARKS + "\xad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff"
"""Also what is not seen inside a word: soft hyphens, joiners, marks of direction."""

HYPHENS = "-\u2010\u2011"
APOSTROPHES = "'’ʼ`´"

LETTER = r"[^\W\d_]"
# An atomic group and not `(...)*+`: before Python 3.11.5 a repeated group that was possessive lost what it had matched.
LETTERS = rf"[^\W_]++(?>(?:[{JOINED}_]++[^\W_]++|[{JOINED}]++)*)"
EMOJI = r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"

DEGREES = _alternatives([word for word in ABBREVIATIONS if "." in word[1:-1] and len(word) > len("e.g.")])
SITE_ENDS = _alternatives([row.suffix for row in DOTTED_NAMES.rows()])
CLIPPED = _alternatives([written[1:] for written in PARTS if written.startswith("'")])

CHUNK = re.compile(r"\S+")
# Every alternative either takes what it looked at or looks no further than a fixed length, so that time stays linear.
TOKEN = re.compile(
    rf"""
      (?P<link> (?i:https?://|ftp://|mailto:|www\.) [^\s<>"“”]* [^\s<>"“”.,;:!?()\[\]'’] )
    | (?P<mail> [\w.+%-]{{1,64}} @ \w[\w-]*+ (?>(?:\.\w[\w-]*+)*) )
    | (?P<handle> [@\#] {LETTER} \w*+ )
    | (?P<face> (?<![\w)\]"”'’]) [:;=] ['-]? [()DPp|] (?![\w/]) )
    | (?P<titled> (?<!\w) {DEGREES} )
    | (?P<acronym> (?<!\w) (?>(?:{LETTER}\.){{2,}}) (?:{LETTER}(?!\w))? | (?<!\w) {LETTER}\.{LETTER}(?![\w]) )
    | (?P<site> (?<!\w) [^\W_][\w-]{{0,62}} (?:\.[\w-]{{1,63}}){{0,5}}
        \.(?i:{SITE_ENDS}) (?![\w-])
        (?: / [^\s<>"“”]* [^\s<>"“”.,;:!?()\[\]'’] )? )
    | (?P<pair> (?<!\w) (?: {LETTER}[/&]{LETTER} | [A-Z]{{1,4}}&[A-Z]{{1,3}} ) (?!\w) )
    | (?P<clipped> (?<!\w) ['’‘] (?: \d\ds? | (?i:{CLIPPED}) ) (?!\w) )
    | (?P<code> (?<!\w) \+? \d++ (?>(?:[-/]\d++){{2,}}) | (?<!\w) \d{{3}}-\d{{4}}(?![\w-]) | (?<!\w) \+\d++ )
    | (?P<decade> \d*0 ['’]s (?!\w) )
    | (?P<number> (?: \d++ | (?<![\w.])\.\d++ )
        (?>(?: [.:/]\d++ | ,\d{{3}}(?!\d) | ,\d\d(?=,\d\d[\d,]) )*) ) (?P<unit> [^\W\d_]\w*+ )?
    | (?P<clitic> (?i:['’](?:s|re|ve|ll|d|m)) (?!\w) )
    | (?P<word> {LETTERS} (?>(?:[{HYPHENS}{APOSTROPHES}] (?!{LETTER}\.{LETTER}) {LETTERS})*) ) (?P<stop> \.(?!\.) )?
    | (?P<run> (?P<char>[-=*~.+<>|^_#$–—]) (?>(?P=char)+) | …[….]*+ | [!?]++ | '' | `` | ’’ | ‘’ | ‘‘ )
    | (?P<emoji> [\U0001f1e6-\U0001f1ff]{{2}}
        | {EMOJI} (?>(?: [\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f] | \u200d{EMOJI} )*) )
    | (?P<other> \S [{JOINED}]*+ )
    """,
    re.VERBOSE,
)
HYPHEN = re.compile(f"[{HYPHENS}]")
CLITIC = re.compile(rf"(?i)(?<=.)(?:n[{APOSTROPHES}]t|[{APOSTROPHES}](?:s|re|ve|ll|d|m))\Z")

REMEMBERED = 65_536
"""Pieces of text between spaces whose tokens are remembered, about 20 MB at most."""
LONGEST_REMEMBERED = 40
"""Characters; longer pieces hardly ever return."""


def tokenize(text: str) -> list[Span]:
    """Return the half-open offsets of the tokens of one sentence, in order; every character but space is in one."""
    spans: list[Span] = []
    start = end = 0
    for chunk in CHUNK.finditer(text):
        if end:
            _append(spans, text[start:end], start, False)
        start, end = chunk.span()
    _append(spans, text[start:end], start, True)
    return spans


def _append(spans: list[Span], chunk: str, offset: int, is_last: bool) -> None:
    cut = _remembered if len(chunk) <= LONGEST_REMEMBERED else _cut
    for first, last in cut(chunk, is_last):
        spans.append((offset + first, offset + last))


def _cut(chunk: str, is_last: bool) -> tuple[Span, ...]:
    """Return the tokens of a piece of text without spaces."""
    spans: list[Span] = []
    for token in TOKEN.finditer(chunk):
        kind = token.lastgroup
        start, end = token.span()
        if kind == "word" or kind == "stop":
            word_end = token.end("word")
            parts = _word_parts(chunk, start, word_end)
            if kind == "stop":
                final = is_last and not WORD_CHARACTER.search(chunk, end)
                last = parts[-1]
                if not final and _is_abbreviation(chunk[last[0] : last[1]]):
                    parts[-1] = (last[0], end)
                else:
                    parts.append((word_end, end))
            spans += parts
        elif kind == "unit" and IS_WORD_AFTER_NUMBER.get(token["unit"].lower(), False):
            spans += ((start, token.start("unit")), (token.start("unit"), end))
        elif kind == "clipped":
            spans += _laid_out(PARTS.get(token.group().lower().replace("’", "'").replace("‘", "'")), start, end)
        else:
            spans.append((start, end))
    return tuple(spans)


WORD_CHARACTER = re.compile(r"\w")
_remembered = lru_cache(REMEMBERED)(_cut)


def _is_abbreviation(word: str) -> bool:
    """Say whether a full stop after the word belongs to it: after an initial, or by the lexicon."""
    stopped = word + "."
    return (len(word) == 1 and word.isalpha()) or stopped in ABBREVIATIONS or stopped.capitalize() in ABBREVIATIONS


def _laid_out(parts: list[str] | None, start: int, end: int) -> list[Span]:
    """Return spans as long as these parts, from `start`; one span where there are none."""
    spans = []
    for part in parts or [" " * (end - start)]:
        spans.append((start, start + len(part)))
        start += len(part)
    return spans


def _word_parts(chunk: str, start: int, end: int) -> list[Span]:
    """Return the tokens of letters, digits, hyphens and apostrophes."""
    word = chunk[start:end]
    if word.isalpha():
        low = word.lower()
        return _laid_out(PARTS[low], start, end) if low in PARTS and len(low) == len(word) else [(start, end)]
    spans: list[Span] = []
    pieces = HYPHEN.split(word)
    joins = word.lower() in WHOLE
    place = start
    for number, piece in enumerate(pieces):
        last = place + len(piece)
        if not number:
            spans.append((place, last))
        elif joins or piece.lower() in SUFFIXES or (len(spans) == 1 and _is_prefix(pieces[number - 1], piece)):
            spans[-1] = (spans[-1][0], last)
        else:
            spans += ((place - 1, place), (place, last))
        place = last + 1
    first, last = spans.pop()
    return spans + _without_clitics(chunk, first, last)


def _is_prefix(piece: str, following: str) -> bool:
    """Say whether a piece before a hyphen is no word of its own; `UN-led` and `E-3` have none."""
    if len(piece) < 3 and (piece.isupper() if len(piece) == 2 else not following[0].isalpha()):
        return False
    return piece.lower() in PREFIXES


def _without_clitics(chunk: str, start: int, end: int) -> list[Span]:
    """Return a word and the clitics after it."""
    word = chunk[start:end]
    low = word.lower().replace("’", "'")
    if low in PARTS and len(low) == len(word):
        return _laid_out(PARTS[low], start, end)
    clitics: list[Span] = []
    while clitic := CLITIC.search(word):
        clitics.append((start + clitic.start(), start + len(word)))
        word = word[: clitic.start()]
    return [(start, start + len(word)), *reversed(clitics)]
