"""Drafts of quotes: attributions of sentences and quotation marks in, contents as pieces of the document out.

Syntax says who speaks and where the content stands in its sentence; the marks say where the speaker's own words begin
and end, over sentences and paragraphs. A stretch of speech that no cue claims goes on with the statement before it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from transforms.language.reading import Reading
from transforms.quotes.attribution_cues import Attribution, find_attributions
from transforms.quotes.marks import Quoted
from transforms.quotes.reporting_words import load_words
from transforms.syntax import OBJECTS, SUBJECTS, Tree
from transforms.tables import Sentence

Piece = tuple[int, int]
"""Half-open offsets of the document's text."""

LONGEST = 300  # tokens; a longer sentence is a list or a table, and its tree is not to be trusted
EDGES = " \t\n\r\u00a0,;:—–-.…"
"""What does not belong to a content at its ends; marks that close its own words do."""
MOST_PIECES = 40  # stretches of speech that one cue may reach; more are a heap of marks
COLON_WITHIN = 9  # tokens; "Minister of the Interior: talks failed" names its speaker in less
BESIDE = 6  # tokens; "the minister for trade told reporters" stands between the cue and the mark
NAMES_A_SPEAKER = {"PROPN", "NOUN"}


@dataclass(frozen=True)
class Read:
    """A sentence of the document with its reading."""

    sentence: Sentence
    tree: Tree

    def piece(self, first: int, last: int) -> Piece:
        """Return where the tokens `first` up to `last` stand in the document."""
        tokens, start = self.tree.reading.tokens, self.sentence.sentence_start
        return tokens[first].start + start, tokens[last - 1].end + start


@dataclass(frozen=True)
class Draft:
    """A quote in the making: an attribution of one sentence, or speech that goes on without a cue."""

    place: int
    """Place among the sentences of that which holds the cue."""
    attribution: Attribution
    pieces: tuple[Piece, ...]
    is_spoken: bool = False
    """Whether its cue stands in somebody's own words."""

    @property
    def start(self) -> int:
        """Offset of the first character of the content."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Offset just after the last character of the content."""
        return self.pieces[-1][1]


def draft_quotes(
    text: str, sentences: Sequence[Sentence], readings: Sequence[Reading], quoted: Sequence[Quoted]
) -> tuple[list[Draft], list[Read]]:
    """Return the drafts of a document in the order of their contents, and its sentences as they were read."""
    reads = [Read(sentence, Tree(reading)) for sentence, reading in zip(sentences, readings, strict=True)]
    speech = [stretch for stretch in quoted if stretch.is_speech]
    openings = [stretch.start for stretch in quoted]
    drafts: list[Draft] = []
    for index, read in enumerate(reads):
        if len(read.tree.reading.tokens) > LONGEST:
            continue
        attributions = find_attributions(read.tree)
        attributions += _before_colon(read.tree, attributions)
        for attribution in attributions:
            pieces = _pieces(text, read, attribution.content)
            if pieces:
                drafts.append(Draft(index, attribution, _with_marks(text, pieces, quoted, openings)))
    drafts = _joined_with_speech(text, drafts, reads, speech)
    return sorted(drafts, key=lambda draft: (draft.start, -draft.end)), reads


def _before_colon(tree: Tree, known: Sequence[Attribution]) -> list[Attribution]:
    """Return what a name and a colon attribute: "Minister: talks failed"."""
    tokens = tree.reading.tokens
    colon = next((at for at in range(1, min(COLON_WITHIN, len(tokens))) if tree.word(at) == ":"), None)
    if colon is None or any(attribution.cue[0] < colon for attribution in known):
        return []
    if any(tokens[at].pos in {"VERB", "AUX", "ADP", "NUM"} for at in range(colon)):
        return []
    head = tree.head_of(0, colon)
    content = list(range(colon + 1, len(tokens)))
    if tokens[head].pos not in NAMES_A_SPEAKER or not any(tokens[at].pos in {"VERB", "AUX"} for at in content):
        return []
    return [Attribution(None, "says", True, (colon,), frozenset(content), True, (head,))]


def _pieces(text: str, read: Read, content: Iterable[int]) -> tuple[Piece, ...]:
    """Return the contiguous stretches of some tokens, without the punctuation at their ends."""
    tokens, tree = read.tree.reading.tokens, read.tree
    wanted = sorted(at for at in content if tokens[at].pos != "PUNCT")
    runs: list[list[int]] = []
    for at in wanted:
        between = range(runs[-1][-1] + 1, at) if runs else range(0)
        if runs and all(tokens[one].pos == "PUNCT" for one in between):
            runs[-1].append(at)
        else:
            runs.append([at])
    found = [read.piece(run[0], run[-1] + 1) for run in runs if not _is_crumb(tree, run)]
    return tuple(piece for piece in (trimmed(text, one) for one in found) if piece)


def _with_marks(
    text: str, pieces: Sequence[Piece], quoted: Sequence[Quoted], openings: Sequence[int]
) -> tuple[Piece, ...]:
    """Return pieces with the marks at their ends that close or open words of theirs: support "resistance groups"."""
    found = []
    for start, end in pieces:
        for at in {max(bisect_right(openings, start) - 1, 0), max(bisect_right(openings, end) - 1, 0)}:
            if at >= len(quoted):
                continue
            one = quoted[at]
            if one.start < start < one.end and not any(map(str.isalnum, text[one.start : start])):
                start = one.start
            if one.start < end < one.end and not any(map(str.isalnum, text[end : one.end])):
                end = one.end
        found.append((start, end))
    return tuple(found)


def _is_crumb(tree: Tree, run: Sequence[int]) -> bool:
    """Whether a stretch is only what joins clauses: "But", "and"."""
    return all(tree.token(at).pos in {"CCONJ", "SCONJ", "ADV", "PART", "INTJ", "AUX"} for at in run)


def trimmed(text: str, piece: Piece) -> Piece | None:
    """Return a piece without the punctuation at its ends; None when nothing is left."""
    start, end = piece
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return (start, end) if end > start else None


def merged(text: str, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return pieces in the order of the text, those joined that overlap or have only punctuation between them."""
    found: list[Piece] = []
    for start, end in sorted(pieces):
        if found and (start <= found[-1][1] or not text[found[-1][1] : start].strip(EDGES + "\"'“”‘’«»„`")):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _joined_with_speech(
    text: str, drafts: Sequence[Draft], reads: Sequence[Read], speech: Sequence[Quoted]
) -> list[Draft]:
    """Return the drafts with the whole of the speech that they begin, and drafts of speech that no cue claims."""
    spans = [(stretch.start, stretch.end) for stretch in speech]
    starts = [start for start, _ in spans]
    claims: dict[int, int] = {}
    joined: list[Draft] = []
    for draft in drafts:
        cue = _cue_start(draft, reads)
        own = _overlapping(draft.pieces, spans, starts)
        if any(spans[one][0] < cue < spans[one][1] for one in _overlapping(((cue, cue + 1),), spans, starts)):
            joined.append(replace(draft, is_spoken=True))  # somebody quoted speaks of what others say
            continue
        pieces = merged(text, _without_what_follows(draft, cue, [spans[one] for one in own]))
        for one in own:
            claims.setdefault(one, len(joined))
        joined.append(replace(draft, pieces=pieces))
    return _with_unclaimed(text, joined, reads, speech, claims)


def _without_what_follows(draft: Draft, cue: int, own: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with the speech they touch; after speech and its cue only speech goes on.

    In "'They left,' he said, referring to the troops" the last words are the document's.
    """
    opens_with_speech = any(start <= draft.start + 1 and end <= cue for start, end in own)
    kept = [piece for piece in draft.pieces if not opens_with_speech or piece[0] < cue]
    return [*kept, *own]


def _cue_start(draft: Draft, reads: Sequence[Read]) -> int:
    read = reads[draft.place]
    return read.piece(draft.attribution.cue[0], draft.attribution.cue[0] + 1)[0]


def _overlapping(pieces: Sequence[Piece], spans: Sequence[Piece], starts: Sequence[int]) -> list[int]:
    """Return the places of the spans that share characters with the pieces; spans do not overlap one another."""
    found: dict[int, None] = {}
    for start, end in pieces:
        at = max(bisect_right(starts, start) - 1, 0)
        while at < len(spans) and spans[at][0] < end:
            if spans[at][1] > start:
                found[at] = None
            at += 1
    return list(found)


def _with_unclaimed(
    text: str, drafts: list[Draft], reads: Sequence[Read], speech: Sequence[Quoted], claims: dict[int, int]
) -> list[Draft]:
    """Return the drafts with the speech that goes on after them, in their paragraph and in those of speech alone."""
    sentence_starts = [read.sentence.sentence_start for read in reads]
    last: int | None = None  # the draft whose speaker spoke last in his own words
    for number, stretch in enumerate(speech):
        if number in claims:
            last = claims[number]
            continue
        place = max(bisect_right(sentence_starts, stretch.start) - 1, 0)
        near = _bare_cue(reads, place, stretch)
        if near is not None:
            drafts.append(Draft(near[0], near[1], ((stretch.start, stretch.end),)))
            last = len(drafts) - 1
        elif (
            last is not None and len(drafts[last].pieces) < MOST_PIECES and _goes_on(text, speech[number - 1], stretch)
        ):
            pieces = merged(text, (*drafts[last].pieces, (stretch.start, stretch.end)))
            drafts[last] = replace(drafts[last], pieces=pieces)
        else:
            last = None
    return drafts


def _goes_on(text: str, before: Quoted, stretch: Quoted) -> bool:
    """Whether speech goes on with that before it: in its paragraph, or as a next paragraph of nothing else."""
    between = text[before.end : stretch.start]
    if "\n" not in between:
        return True
    rest, _, gap = between.partition("\n")
    if gap.strip() or (rest.strip() and before.goes_on):
        return False
    line_end = text.find("\n", stretch.end)
    after = text[stretch.end : line_end if line_end != -1 else len(text)]
    return not after.strip(EDGES)


def _bare_cue(reads: Sequence[Read], index: int, stretch: Quoted) -> tuple[int, Attribution] | None:
    """Return the cue that stands next to speech, where syntax did not join them, with the sentence that holds it."""
    last = index
    while last + 1 < len(reads) and reads[last + 1].sentence.sentence_start < stretch.end:
        last += 1
    for where in dict.fromkeys((last, index)):
        read = reads[where]
        if len(read.tree.reading.tokens) > LONGEST:
            continue
        start = read.sentence.sentence_start
        inside = [
            at
            for at, token in enumerate(read.tree.reading.tokens)
            if stretch.start <= token.start + start < stretch.end
        ]
        at = _verb_beside(read.tree, inside)
        if at is not None:
            word = load_words()[read.tree.lemma(at), "VERB"]
            people = [*read.tree.subjects(at), *read.tree.children(at, OBJECTS | SUBJECTS)]
            speakers = tuple(head for head in people if head not in inside)
            attribution = Attribution(word, word.act, word.is_claim, (at,), frozenset(inside), True, speakers)
            return where, attribution
    return None


def _verb_beside(tree: Tree, inside: Sequence[int]) -> int | None:
    """Return the nearest verb of speech beside tokens of speech, within its reach and with a subject."""
    if not inside:
        return None
    words = load_words()
    first, last, length = inside[0], inside[-1], len(tree.reading.tokens)
    after = range(last + 1, min(last + 1 + BESIDE, length))
    before = range(first - 1, max(first - 1 - BESIDE, -1), -1)
    for at in chain(after, before):
        word = words.get((tree.lemma(at), tree.token(at).pos))
        if word and word.pos == "VERB" and "clause" in word.frame and tree.subjects(at):
            return at
    return None
