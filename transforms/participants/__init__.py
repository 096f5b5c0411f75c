"""Participants: the reports of a document in, those whom only its other sentences tell as their participants out.

"Three were killed in the attack" leaves open who did it; the sentence before may tell it. What is inferred so says so:
its basis is `document`.
"""

from collections.abc import Sequence

from transforms.coding.strategies import DOCUMENT
from transforms.document_drafts import CodedParticipant, CodedReport
from transforms.identifiers import key
from transforms.language.reading import Reading
from transforms.mentions import Spotted
from transforms.participants.choosing import Chosen, chosen, open_choices
from transforms.participants.scene import OTHER, Referent, scene_of
from transforms.syntax import Tree
from transforms.tables import Sentence

__all__ = ["complete_participants"]


def complete_participants(
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    spotted: Sequence[Sequence[Spotted]],
    reports: Sequence[CodedReport],
    participants: Sequence[CodedParticipant],
) -> list[CodedParticipant]:
    """Return the participants of a document with those that its other sentences tell; `spotted` holds who may act."""
    scene = scene_of(sentences, [Tree(reading) for reading in readings], spotted, reports, participants)
    filled: dict[tuple[int, str], Chosen] = {}
    likely = sorted(map(chosen, open_choices(scene)), key=lambda one: (-one.probability, one.place, one.role))
    for one in likely:
        other = filled.get((one.place, OTHER[one.role]))
        if not (other and set(one.names) & set(other.names)):
            filled[one.place, one.role] = one
    inferred = [
        _inferred(scene.acts[one.place].report, one, position, scene.referents[name])
        for _, one in sorted(filled.items(), key=lambda entry: entry[0])
        for position, name in enumerate(one.names)
    ]
    # A pronoun of which nothing is known makes room for whom the document takes it for.
    settled = {(one.report_id, one.role) for one in inferred}
    return [
        *(participant for participant in participants if (participant.report_id, participant.role) not in settled),
        *inferred,
    ]


def _inferred(report: CodedReport, choice: Chosen, position: int, who: Referent) -> CodedParticipant:
    """Return somebody who is inferred to fill a role, by the mention that says most of who it is."""
    mention = who.best.mention
    return CodedParticipant(
        report_participant_id=key(report.report_id, choice.role, position),
        report_id=report.report_id,
        document_id=report.document_id,
        role=choice.role,
        position=position,
        mention_id=mention.mention_id,
        entity_id=mention.entity_id,
        basis=DOCUMENT,
        country=mention.country,
        sector=mention.sector,
        secondary_sector=mention.secondary_sector,
        confidence=round(choice.probability, 3),
    )
