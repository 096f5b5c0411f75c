"""Takes an answer and the document that was asked about, gives its events with every quoted word where it stands.

A field whose words do not stand in the document, or whose code is none, is empty and counted. An event without a type
or without a place in the text at which it is named is left out, and counted too.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from transforms.language_model.answer_schema import CODES, ToldAnswer, ToldEvent, ToldParty
from transforms.language_model.grounding import Piece, QuotedText
from transforms.lexicons import load_lexicons
from transforms.ontology import load_ontology
from transforms.tables import Document, Sentence

LONGEST_TRIGGER = 80  # characters; what is longer names no event but tells a story
UNTOLD, UNSURE = "hypothetical", "possible"  # where the code is none: nothing is counted as a fact on such a word
MOST_EVENTS = 400  # of one document; no document of ours tells a tenth of it


@dataclass(frozen=True)
class GroundedParty:
    """Somebody who takes part, by words of the document."""

    piece: Piece
    country: str | None
    sector: str | None


@dataclass(frozen=True)
class GroundedEvent:
    """An event of an answer as far as the document and the ontology bear it out."""

    triggers: tuple[tuple[Sentence, Piece], ...]
    """Where it is named, in the order of the text, each with its sentence."""
    event_type: str
    mode: str | None
    contexts: tuple[str, ...]
    factuality: str
    certainty: str
    is_mutual: bool
    actors: tuple[GroundedParty, ...]
    recipients: tuple[GroundedParty, ...]
    day: Piece | None
    first_on: date | None
    last_on: date | None
    """Days between which it happened, as the answer concludes from the document."""
    places: tuple[Piece, ...]
    """Names of where it happened, the most exact first."""
    place_country: str | None
    numbers: Mapping[str, Piece]
    """By what they count."""
    said_by: Piece | None


@dataclass
class Tally:
    """How many pieces an answer quotes, and what of it was dropped."""

    quoted: int = 0
    ungrounded: Counter[str] = field(default_factory=Counter)
    """Pieces that do not stand in the document, by field."""
    unknown: Counter[str] = field(default_factory=Counter)
    """Codes that are none, by field."""

    @property
    def dropped(self) -> int:
        """How many fields were dropped."""
        return self.ungrounded.total() + self.unknown.total()


@dataclass(frozen=True)
class Grounded:
    """What of an answer is borne out, and how much is not."""

    events: tuple[GroundedEvent, ...]
    tally: Tally


def ground_answer(answer: ToldAnswer, document: Document, sentences: Sequence[Sentence]) -> Grounded:
    """Return the events of an answer that stand in a document, each trigger of a type for one event alone."""
    grounder = _Grounder(document, sentences)
    found = [event for told in answer.events[:MOST_EVENTS] if (event := grounder.event(told))]
    return Grounded(tuple(found), grounder.tally)


class _Grounder:
    """Grounds one answer, and counts."""

    def __init__(self, document: Document, sentences: Sequence[Sentence]) -> None:
        self._text = QuotedText(document.text)
        self._sentences = sentences
        self._pieces = [Piece(sentence.sentence_start, sentence.sentence_end) for sentence in sentences]
        self._taken: set[tuple[Piece, str]] = set()
        self.tally = Tally()

    def event(self, told: ToldEvent) -> GroundedEvent | None:
        """Return an event as far as it is borne out."""
        event_type = self._code("event_type", told.event_type, CODES["types"]())
        triggers = self._triggers(told, event_type) if event_type else ()
        if not event_type or not triggers:
            return None
        near = [self._pieces[sentence.position] for sentence, _ in triggers]
        actors = self._parties("actors", told.actors, near)
        recipients = self._parties("recipients", told.recipients, near)
        together = tuple({party.piece: party for party in (*actors, *recipients)}.values())
        factuality = self._code("factuality", told.factuality, CODES["factualities"]())
        return GroundedEvent(
            triggers=triggers,
            event_type=event_type,
            mode=self._code("mode", told.mode, tuple(load_ontology().types[event_type].modes)),
            contexts=tuple(dict.fromkeys(filter(None, (self._context(code) for code in told.contexts)))),
            factuality=factuality or UNTOLD,
            certainty=self._code("certainty", told.certainty, CODES["certainties"]()) or UNSURE,
            is_mutual=told.is_mutual and len(together) > 1,
            actors=together if told.is_mutual else actors,
            recipients=() if told.is_mutual else recipients,
            day=self._piece("day", told.day, near),
            first_on=self._date("first_on", told.first_on),
            last_on=self._date("last_on", told.last_on),
            places=tuple(filter(None, (self._piece("places", words, near) for words in told.places))),
            place_country=self._code("place_country", told.place_country, countries()),
            numbers=self._numbers(told, near),
            said_by=self._piece("said_by", told.said_by, near),
        )

    def _triggers(self, told: ToldEvent, event_type: str) -> tuple[tuple[Sentence, Piece], ...]:
        found: dict[Piece, Sentence] = {}
        for report in told.reports:
            numbered = self._pieces[report.sentence - 1 : report.sentence] if report.sentence > 0 else []
            piece = self._piece("reports", report.words, numbered)
            sentence = self._sentence_of(piece) if piece else None
            if piece and (sentence is None or piece.end - piece.start > LONGEST_TRIGGER):
                self.tally.ungrounded["reports"] += 1
            elif piece and sentence and (piece, event_type) not in self._taken:
                self._taken.add((piece, event_type))
                found[piece] = sentence
        return tuple((found[piece], piece) for piece in sorted(found))

    def _sentence_of(self, piece: Piece) -> Sentence | None:
        """Return the sentence that holds a piece; null where none does, as in a dateline or over the end of one."""
        pairs = zip(self._sentences, self._pieces, strict=True)
        return next((one for one, held in pairs if held.start <= piece.start and piece.end <= held.end), None)

    def _piece(self, name: str, words: str | None, near: Sequence[Piece]) -> Piece | None:
        if words is None:
            return None
        self.tally.quoted += 1
        piece = self._text.find(words, near)
        if piece is None:
            self.tally.ungrounded[name] += 1
        return piece

    def _code(self, name: str, code: str | None, known: Sequence[str]) -> str | None:
        if code is None or code in known:
            return code
        self.tally.unknown[name] += 1
        return None

    def _date(self, name: str, day: str | None) -> date | None:
        try:
            return date.fromisoformat(day) if day else None
        except ValueError:
            self.tally.unknown[name] += 1
            return None

    def _context(self, code: str) -> str | None:
        return self._code("contexts", code, CODES["contexts"]())

    def _parties(self, name: str, told: Sequence[ToldParty], near: Sequence[Piece]) -> tuple[GroundedParty, ...]:
        found: dict[Piece, GroundedParty] = {}
        for party in told:
            piece = self._piece(name, party.words, near)
            if piece and self._sentence_of(piece) is None:
                self.tally.ungrounded[name] += 1
            elif piece:
                country = self._code("country", party.country, countries())
                sector = self._code("sector", party.sector, CODES["sectors"]())
                found.setdefault(piece, GroundedParty(piece, country, sector))
        return tuple(found.values())

    def _numbers(self, told: ToldEvent, near: Sequence[Piece]) -> Mapping[str, Piece]:
        found: dict[str, Piece] = {}
        for number in told.numbers:
            kind = self._code("numbers", number.kind, CODES["numbers"]())
            piece = self._piece("numbers", number.words, near)
            if kind and piece:
                found.setdefault(kind, piece)
        return found


def countries() -> tuple[str, ...]:
    """Return the codes of countries and of what stands in the place of one, such as IGO."""
    lexicons = load_lexicons()
    return (*lexicons.countries, *(state.code for state in lexicons.states.values()), *lexicons.pseudo_countries)
