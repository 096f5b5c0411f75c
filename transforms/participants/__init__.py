"""Participants: the reports of a document in, those whom only its other sentences tell as their participants out.

"Three were killed in the attack" leaves open who did it; the sentence before may tell it. What is inferred so says so:
its basis is `document`.
"""

from collections.abc import Sequence

from transforms.document_drafts import CodedParticipant, CodedReport
from transforms.identifiers import key
from transforms.language.reading import Reading
from transforms.mentions import Spotted
from transforms.participants.choosing import Option, chosen, open_choices
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
    filled: dict[tuple[int, str], Option] = {}
    likely = sorted(map(chosen, open_choices(scene)), key=lambda one: (-one.probability, one.place, one.role))
    for one in likely:
        if not set(one.names) & set(filled.get((one.place, OTHER[one.role]), ())):
            filled[one.place, one.role] = one.names
    inferred = [
        _inferred(scene.acts[place].report, role, position, scene.referents[name])
        for (place, role), names in sorted(filled.items())
        for position, name in enumerate(names)
    ]
    # A pronoun of which nothing is known makes room for whom the document takes it for.
    settled = {(one.report_id, one.role) for one in inferred}
    return [
        *(participant for participant in participants if (participant.report_id, participant.role) not in settled),
        *inferred,
    ]


def _inferred(report: CodedReport, role: str, position: int, who: Referent) -> CodedParticipant:
    """Return somebody who is inferred to fill a role, by the mention that says most of who it is."""
    mention = who.best.mention
    return CodedParticipant(
        report_participant_id=key(report.report_id, role, position),
        report_id=report.report_id,
        document_id=report.document_id,
        role=role,
        position=position,
        mention_id=mention.mention_id,
        entity_id=mention.entity_id,
        basis="document",
        country=mention.country,
        sector=mention.sector,
        secondary_sector=mention.secondary_sector,
    )
