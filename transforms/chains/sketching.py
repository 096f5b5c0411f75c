"""Takes the reports of a document with its readings, gives a sketch of each and how it stands in the document."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

from transforms.chains.nouns import noun_of, number_of
from transforms.chains.sketch import COUNTED, Days, Party, Position, Site, Sketch
from transforms.document_drafts import SettledParticipant, WeighedReport
from transforms.identifiers import key
from transforms.language.reading import Reading
from transforms.loading import Csv
from transforms.row import OneOf
from transforms.syntax import Tree
from transforms.tables import Mention, Place, Sentence

TELLING = 60  # characters of a sentence that two texts do not write by chance
NOUNS = frozenset({"NOUN", "PROPN"})
BESIDE = {
    "determiner": frozenset({"det"}),
    "modifier": frozenset({"det", "amod", "nummod"}),
    "adverb": frozenset({"advmod"}),
}
"""Relations in which the words of each place of `recalling_words.csv` depend on a trigger."""


class ActRow(NamedTuple):
    """Words that name a kind of act, by their lemmas."""

    words: str
    act: str


class RecallingWordRow(NamedTuple):
    """A word that says in some place beside a trigger whether its event is known, new or another one."""

    word: str
    place: Annotated[str, OneOf(tuple(BESIDE))]
    says: Annotated[str, OneOf(("definite", "indefinite", "apart"))]
    note: str | None


ACTS = Csv("acts.csv", ActRow, key=("words", "act"), folder=Path(__file__).parent)
RECALLING_WORDS = Csv("recalling_words.csv", RecallingWordRow, key=("word", "place"), folder=Path(__file__).parent)


@dataclass(frozen=True, slots=True)
class Standing:
    """A report, sketched, with its position in the document and the words that name its event."""

    sketch: Sketch
    position: Position
    wording: str | None
    """Hash of the words of its sentence; null for a sentence of a few words, which many texts may hold."""


class Scene:
    """A sentence with its tree, asked for the token at a character of the document."""

    def __init__(self, number: int, sentence: Sentence, reading: Reading) -> None:
        self.number, self.sentence, self.tree = number, sentence, Tree(reading)
        self.token_at = {
            sentence.sentence_start + offset: index
            for index, token in enumerate(reading.tokens)
            for offset in range(token.start, token.end)
        }

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the first token of some characters and the one after their last."""
        first = self.token_at.get(start, 0)
        return first, max(self.token_at.get(end - 1, first), first) + 1


@cache
def load_acts() -> Mapping[str, frozenset[str]]:
    """Return the kinds of acts that words name, by their lemmas."""
    acts: dict[str, set[str]] = defaultdict(set)
    for row in ACTS.rows():
        acts[row.words].add(row.act)
    return {words: frozenset(found) for words, found in acts.items()}


@cache
def recalling_words(place: str, says: str) -> frozenset[str]:
    """Return the words that say something in a place beside a trigger: that it is known, new or another one."""
    return frozenset(row.word for row in RECALLING_WORDS.rows() if (row.place, row.says) == (place, says))


def sketch_reports(
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    reports: Sequence[WeighedReport],
    parties: Mapping[tuple[str, str], Sequence[Party]],
    places: Mapping[str, Place],
) -> list[Standing]:
    """Return the reports in the order of the text, sketched; `parties` are by report and role."""
    scenes = {
        sentence.sentence_id: Scene(number, sentence, reading)
        for number, (sentence, reading) in enumerate(zip(sentences, readings, strict=True))
    }
    ordered = sorted(reports, key=lambda report: (report.trigger_start, report.report_id))
    return [_standing(scenes[report.sentence_id], report, parties, places) for report in ordered]


def parties_of(
    participants: Iterable[SettledParticipant], mentions: Iterable[Mention]
) -> dict[tuple[str, str], list[Party]]:
    """Return who fills each role of each report."""
    known = {mention.mention_id: mention for mention in mentions}
    found: dict[tuple[str, str], list[Party]] = defaultdict(list)
    for participant in participants:
        mention = known[participant.mention_id]
        words = "" if mention.kind == "pronoun" else mention.mention
        found[participant.report_id, participant.role].append(
            Party(participant.entity_id, participant.country, participant.sector, noun_of(words), number_of(words))
        )
    return found


def site_of(report: WeighedReport, places: Mapping[str, Place]) -> Site | None:
    """Return where a report says that its event happened."""
    place = places.get(report.place_id or "")
    if place is None:
        return None
    where = (place.place_id, place.name, place.country, place.admin1)
    return Site(*where, report.place_precision, report.place_basis, place.latitude, place.longitude)


def _standing(
    scene: Scene,
    report: WeighedReport,
    parties: Mapping[tuple[str, str], Sequence[Party]],
    places: Mapping[str, Place],
) -> Standing:
    tree = scene.tree
    head = tree.head_of(*scene.span(report.trigger_start, report.trigger_end))
    sketch = Sketch(
        key=report.report_id,
        document_id=report.document_id,
        event_types=frozenset({report.event_type}),
        modes=frozenset({report.mode} if report.mode else ()),
        factualities=frozenset({report.factuality}),
        lemmas=frozenset({tree.lemma(head)}),
        acts=acts_of(forms_of(scene, report, head)),
        actors=tuple(parties.get((report.report_id, "actor"), ())),
        recipients=tuple(parties.get((report.report_id, "recipient"), ())),
        days=Days(report.occurred_first_on, report.occurred_last_on, report.occurred_basis),
        site=site_of(report, places),
        numbers={kind: (told, told) for kind in COUNTED if (told := getattr(report, kind)) is not None},
    )
    return Standing(sketch, _position(scene, report, head), _wording(scene))


def _wording(scene: Scene) -> str | None:
    words = " ".join(scene.tree.reading.text.casefold().split())
    return key(words) if len(words) >= TELLING else None


def _position(scene: Scene, report: WeighedReport, head: int) -> Position:
    tree = scene.tree
    beside = {place: {tree.lemma(at) for at in tree.children(head, found)} for place, found in BESIDE.items()}
    is_apart = any(words & recalling_words(place, "apart") for place, words in beside.items())
    is_noun = tree.token(head).pos in NOUNS
    use = use_of(beside["determiner"], bool(tree.children(head, {"nmod:poss"}))) if is_noun else "verb"
    return Position(scene.number, scene.sentence.kind, is_noun, use, is_apart, report.quote_id)


def use_of(determiners: set[str], is_owned: bool) -> str:
    """Return how a noun is introduced."""
    if determiners & recalling_words("determiner", "indefinite"):
        return "indefinite"
    if determiners & recalling_words("determiner", "definite"):
        return "definite"
    return "owned" if is_owned else "bare"


def forms_of(scene: Scene, report: WeighedReport, head: int) -> list[str]:
    """Return the forms under which the words of a trigger may be known, the most telling first."""
    tree = scene.tree
    lemma = tree.lemma(head)
    phrase = " ".join(tree.lemma(at) for at in range(*scene.span(report.trigger_start, report.trigger_end)))
    particles = [tree.lemma(at) for at in tree.children(head, {"compound:prt"})]
    compounds = [f"{tree.lemma(at)} {lemma}" for at in tree.children(head, {"compound"})]
    return [phrase, " ".join([lemma, *particles]), *compounds, tree.joined(head) or lemma, lemma]


def acts_of(forms: Iterable[str]) -> frozenset[str]:
    """Return the kinds of acts that the first known of some forms names."""
    known = load_acts()
    return next((known[form] for form in forms if form in known), frozenset())
