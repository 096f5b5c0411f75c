"""What reports say of their sides: the reports of a document and their participants in, relations out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from transforms.document_drafts import SettledParticipant, WeighedReport
from transforms.language.reading import ROOT
from transforms.mentions import Spotted
from transforms.relations.ends import Stated, first_of_list, is_pair, may_take_sides
from transforms.relations.patterns import load_patterns
from transforms.syntax import Tree
from transforms.tables import Sentence

RECIPROCAL = {"allied_with", "at_odds_with", "hostile_to"}
"""Predicates whose plural noun alone says it of the two sides that the text is speaking of: "the allies"."""
FIGHTING = "ASSAULT"
TOGETHER = 0.7  # that those who take part in one assault together are allies
FEW = 4  # words of one list; a longer one enumerates who has done such a thing at some time
MOST = 16  # participants of one side; pairs grow with the square

Happening = tuple[WeighedReport, tuple[str, ...], tuple[str, ...]]
"""A report with the mentions of its actors and of its recipients."""


def happenings(
    reports: Sequence[WeighedReport], participants: Sequence[SettledParticipant]
) -> dict[str, list[Happening]]:
    """Return the reports of each sentence with their sides."""
    sides: dict[tuple[str, str], tuple[str, ...]] = defaultdict(tuple)
    for participant in participants:
        sides[participant.report_id, participant.role] += (participant.mention_id,)
    found: dict[str, list[Happening]] = defaultdict(list)
    for report in reports:
        here = (sides[report.report_id, "actor"], sides[report.report_id, "recipient"])
        found[report.sentence_id].append((report, *here))
    return found


def acted(
    tree: Tree, sentence: Sentence, here: Sequence[Spotted], happened: Mapping[str, Sequence[Happening]]
) -> Iterator[Stated]:
    """Yield who fights whom, and who fights together, as the assaults of a sentence tell."""
    mentions = {mention.mention.mention_id: mention for mention in here if mention.mention.entity_id}
    starts = {sentence.sentence_start + token.start: at for at, token in enumerate(tree.reading.tokens)}
    for report, doers, undergoers in happened.get(sentence.sentence_id, ()):
        at = starts.get(report.trigger_start)
        if report.event_type != FIGHTING or at is None:
            continue
        actors = [mentions[doer] for doer in doers if doer in mentions][:MOST]
        recipients = [mentions[undergoer] for undergoer in undergoers if undergoer in mentions][:MOST]
        for one, other in product(actors, recipients):
            if is_pair(one, other) and may_take_sides(one, other) and other.mention.kind != "demonym":
                yield Stated("fights", one, other, at, report.confidence)
        joint = [actor for actor in actors if len(tree.coordinated(first_of_list(tree, actor.head))) <= FEW]
        for one, other in combinations(joint, 2):
            if is_pair(one, other) and may_take_sides(one, other):
                yield Stated("allied_with" if recipients else "fights", one, other, at, report.confidence * TOGETHER)


def recalled(tree: Tree, stated: Sequence[Stated], recent: Sequence[Sequence[Spotted]]) -> Iterator[Stated]:
    """Yield what a plural noun says of the two sides whose events have just been told: "tension between the allies"."""
    explained = {relation.at for relation in stated}
    for at, token in enumerate(tree.reading.tokens):
        if at in explained or token.pos != "NOUN" or tree.word(at) == tree.lemma(at):
            continue
        for pattern in load_patterns().get((tree.lemma(at), "NOUN"), ()):
            if pattern.predicate in RECIPROCAL and pattern.subject == ("self",) and "the" in _determiners(tree, at):
                sides = next((parties for parties in recent if len(parties) == 2), None)
                if sides:
                    yield Stated(pattern.predicate, sides[0], sides[1], at, pattern.confidence * TOGETHER)
                    yield from _strained(tree, at, sides)


def _strained(tree: Tree, at: int, sides: Sequence[Spotted]) -> Iterator[Stated]:
    """Yield what a noun says of the sides that stand in its "between": "tension between the allies"."""
    token = tree.token(at)
    if token.head == ROOT or "between" not in tree.markers(at):
        return
    for pattern in load_patterns().get((tree.lemma(token.head), "NOUN"), ()):
        if pattern.subject == ("between",):
            yield Stated(pattern.predicate, sides[0], sides[1], token.head, pattern.confidence * TOGETHER)


def _determiners(tree: Tree, at: int) -> set[str]:
    return {tree.lemma(child) for child in tree.children(at, {"det"})}


def parties_of(
    reports: Sequence[WeighedReport], participants: Sequence[SettledParticipant], spotted: Sequence[Sequence[Spotted]]
) -> dict[str, tuple[Spotted, ...]]:
    """Return for each sentence one mention of each side in its reports, in the order of the text.

    Of more than two, those who act are meant: where something happens is no party to it.
    """
    every = _sides_of(reports, participants, spotted)
    acting = _sides_of(reports, [participant for participant in participants if participant.role == "actor"], spotted)
    return {key: sides if len(sides) <= 2 else acting.get(key, ()) for key, sides in every.items()}


def _sides_of(
    reports: Sequence[WeighedReport], participants: Sequence[SettledParticipant], spotted: Sequence[Sequence[Spotted]]
) -> dict[str, tuple[Spotted, ...]]:
    """Return for each sentence one mention of each side among some participants, in the order of the text."""
    mentions = {one.mention.mention_id: one for here in spotted for one in here}
    sentence_of = {report.report_id: report.sentence_id for report in reports}
    found: dict[str, dict[str, Spotted]] = defaultdict(dict)
    for participant in participants:
        one = mentions.get(participant.mention_id)
        if one and one.mention.entity_id and one.entity:
            side = one.mention.entity_id if one.entity.kind == "armed_group" else participant.country
            if side:
                sides = found[sentence_of[participant.report_id]]
                best = sides.get(side)
                if best is None or one.mention.mention_start < best.mention.mention_start:
                    sides[side] = one
    return {
        sentence_id: tuple(sorted(sides.values(), key=lambda one: one.mention.mention_start))
        for sentence_id, sides in found.items()
    }
