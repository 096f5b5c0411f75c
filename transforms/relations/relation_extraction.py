"""The relations of a document: what its words, its places and its reports state, one row each."""

from collections.abc import Sequence
from datetime import date

from transforms.coding.factuality import fact_of
from transforms.document_drafts import SettledParticipant, WeighedReport
from transforms.identifiers import key
from transforms.language.reading import ROOT, Reading
from transforms.mentions import Spotted
from transforms.relations.ends import Stated, heads_of
from transforms.relations.event_relations import acted, happenings, parties_of, recalled
from transforms.relations.location_relations import location_relations
from transforms.relations.stated_relations import stated_relations
from transforms.syntax import OBJECTS, SUBJECTS, Tree
from transforms.tables import Document, Relation, Sentence, Time

SINCE, UNTIL = {"since", "from"}, {"until", "till", "to"}
RECALLED = 2  # sentences before this one in which those two sides may stand


def find_relations(  # noqa: PLR0913, the tables of a document
    document: Document,
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    spotted: Sequence[Sequence[Spotted]],
    times: Sequence[Time],
    reports: Sequence[WeighedReport],
    participants: Sequence[SettledParticipant],
) -> list[Relation]:
    """Return the relations that a document states, each once per sentence and pair of entities."""
    found: dict[str, Relation] = {}
    parties = parties_of(reports, participants, spotted)
    happened = happenings(reports, participants)
    for index, (sentence, reading, here) in enumerate(zip(sentences, readings, spotted, strict=True)):
        tree = Tree(reading)
        heads = heads_of(here)
        stated = [*stated_relations(tree, heads), *location_relations(tree, here, heads)]
        told_at = {one.at for one in stated if one.predicate == "fights"}
        explained = {_ends(one) for one in stated if one.predicate != "located_in"}
        done = (relation for relation in acted(tree, sentence, here, happened) if relation.at not in told_at)
        stated += [relation for relation in done if _ends(relation) not in explained]
        recent = [parties.get(one.sentence_id, ()) for one in sentences[max(0, index - RECALLED) : index + 1]]
        stated += recalled(tree, stated, recent[::-1])
        for one in stated:
            row = _relation(document, sentence, tree, one, times)
            best = found.get(row.relation_id)
            if best is None or row.confidence > best.confidence:
                found[row.relation_id] = row
    return sorted(found.values(), key=lambda row: (row.evidence_start or 0, row.relation_id))


def _ends(stated: Stated) -> frozenset[str | None]:
    return frozenset({stated.subject.mention.entity_id, stated.object.mention.entity_id})


def _relation(document: Document, sentence: Sentence, tree: Tree, stated: Stated, times: Sequence[Time]) -> Relation:
    """Return the row of a relation; its evidence runs from the first to the last of its words."""
    word = tree.token(stated.at)
    ends = (stated.subject, stated.object)
    here = [one.mention for one in ends if one.mention.sentence_id == sentence.sentence_id]
    start = min(sentence.sentence_start + word.start, *(one.mention_start for one in here), sentence.sentence_end)
    end = max(sentence.sentence_start + word.end, *(one.mention_end for one in here), 0)
    first, last = _period(sentence, tree, stated.at, times)
    subject, other = (one.mention.entity_id or "" for one in ends)
    return Relation(
        relation_id=key(document.document_id, sentence.sentence_id, subject, stated.predicate, other),
        subject_id=subject,
        predicate=stated.predicate,
        object_id=other,
        subject_mention_id=stated.subject.mention.mention_id,
        object_mention_id=stated.object.mention.mention_id,
        factuality=_factuality(tree, stated.at),
        valid_first_on=first,
        valid_last_on=last,
        document_id=document.document_id,
        evidence_start=start,
        evidence_end=end,
        basis="stated",
        confidence=round(stated.confidence, 3),
    )


def _factuality(tree: Tree, at: int) -> str:
    """Return whether it is so: as its own word says, else the noun that tells of it, "no reports of tension"."""
    token = tree.token(at)
    # Of a subject its verb: "frictions could rise between them".
    claim = token.head if token.relation in SUBJECTS | OBJECTS and token.head != ROOT else at
    said = fact_of(tree, claim).factuality
    is_told_of = token.relation == "nmod" and "of" in tree.markers(at)
    return fact_of(tree, token.head).factuality if said == "actual" and is_told_of else said


def _period(sentence: Sentence, tree: Tree, at: int, times: Sequence[Time]) -> tuple[date | None, date | None]:
    """Return the first and the last day that the clause gives, after "since" and "until"."""
    first = last = None
    starts = {sentence.sentence_start + token.start: index for index, token in enumerate(tree.reading.tokens)}
    for time in times:
        place = starts.get(time.time_start)
        if time.sentence_id != sentence.sentence_id or place is None or tree.clause(place) != tree.clause(at):
            continue
        head = next((one for one in (place, tree.token(place).head) if one != ROOT and tree.markers(one)), place)
        markers = set(tree.markers(head))
        first = time.first_on if markers & SINCE else first
        last = time.last_on if markers & UNTIL else last
    return first, last
