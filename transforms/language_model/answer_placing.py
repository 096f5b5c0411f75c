"""Takes the words by which an answer places its events, gives their places as our own gazetteer has them.

They are those of a name that the engine found in the document; else the gazetteer is asked for the words themselves. An
event of whose names no map has one is placed in the country that the answer concludes, and the basis says so.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from transforms.document_drafts import PlacedReport
from transforms.document_survey import Surveyed
from transforms.language_model.grounded_answers import GroundedEvent
from transforms.language_model.grounding import Piece
from transforms.places.gazetteer import load_gazetteer
from transforms.places.place_candidates import ORDER, candidates
from transforms.places.toponym_resolution import Name, resolve
from transforms.places.toponyms import hints_of, place_of, toponym_of
from transforms.tables import Place, Sentence, Toponym

CONCLUDED = "language_model"
SURE = 1.0  # probability: a reader of the whole document has said which words place it
NEARBY = 2  # sentences from a report within which a place is that of its passage


class AnswerPlaces:
    """The toponyms of a document, asked for the places that words of it name."""

    def __init__(self, surveyed: Surveyed) -> None:
        self._surveyed = surveyed
        self.introduced: dict[Piece, Toponym] = {}
        """Toponyms that the answer alone has found."""
        self.places: dict[str, Place] = dict(surveyed.known.places)
        self._positions: Mapping[str, int] = {one.sentence_id: one.position for one in surveyed.sentences}

    def columns(self, report: PlacedReport, event: GroundedEvent) -> dict[str, Any]:
        """Return the place of an event for a report of it, by its columns: of its names the first that a map has."""
        toponym = next(filter(None, map(self._toponym, event.places)), None)
        if toponym is not None:
            basis, precision, place_id = self._basis(report, toponym), toponym.precision, toponym.place_id
        else:
            place_id = self._country(event.place_country)
            basis, precision = (CONCLUDED, "country") if place_id else ("none", "unknown")
        return {"place_id": place_id, "place_precision": precision, "place_basis": basis, "confidence_where": SURE}

    def _toponym(self, piece: Piece) -> Toponym | None:
        """Return the finest toponym with a place among some words."""
        known = [
            one
            for one in (*self._surveyed.known.toponyms, *self.introduced.values())
            if one.place_id and piece.shared(one.toponym_start, one.toponym_end) > 0
        ]
        return min(known, key=lambda one: ORDER.index(one.precision), default=None) or self._look_up(piece)

    def _country(self, code: str | None) -> str | None:
        """Return the place that is a country; null for what is none on the map."""
        name = load_gazetteer().states.get(code or "")
        spots = [found.spot for found in candidates(name) if found.spot.kind == "country"] if name else []
        spot = next((spot for spot in spots if spot.country == code), None)
        if spot is None:
            return None
        self.places.setdefault(spot.place_id, place_of(spot))
        return spot.place_id

    def _look_up(self, piece: Piece) -> Toponym | None:
        """Return a new toponym of words that the engine takes for no name of a place, if the gazetteer has them."""
        document, known = self._surveyed.document, self._surveyed.known
        overlapping = any(piece.shared(one.toponym_start, one.toponym_end) > 0 for one in known.toponyms)
        words = document.text[piece.start : piece.end]
        if overlapping or not words[:1].isupper() or not candidates(words):
            return None
        named = [Name(one.toponym_start, one.toponym_end, one.toponym, "gpe") for one in known.toponyms]
        mentions = [one.mention for inside in known.spotted for one in inside]
        name = Name(piece.start, piece.end, words, "gpe")
        *_, resolution = resolve([*named, name], document.text, hints_of(document, mentions))
        if resolution is None:
            return None
        self.introduced[piece] = toponym_of(document, name, self._sentence_of(piece), "place", resolution)
        self.places.setdefault(resolution.spot.place_id, place_of(resolution.spot))
        return self.introduced[piece]

    def _sentence_of(self, piece: Piece) -> Sentence | None:
        sentences: Sequence[Sentence] = self._surveyed.sentences
        held = (one for one in sentences if one.sentence_start <= piece.start and piece.end <= one.sentence_end)
        return next(held, None)

    def _basis(self, report: PlacedReport, toponym: Toponym) -> str:
        """Return what the place of a report rests on: its own sentence, one beside it, the dateline, or another one."""
        if toponym.sentence_id is None:
            return "dateline"
        away = abs(self._positions[toponym.sentence_id] - self._positions[report.sentence_id])
        return "stated" if away == 0 else "passage" if away <= NEARBY else "focus"
