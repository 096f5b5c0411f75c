"""Participants: the reports of a document in, those whom only its other sentences tell as their participants out.

"Three were killed in the attack" leaves open who did it; the sentence before may tell it. What is inferred so says so:
its basis is `document`.
"""

from collections.abc import Sequence

from transforms.identifiers import key
from transforms.language.reading import Reading
from transforms.mentions import Spotted
from transforms.participants.choosing import chosen, open_choices
from transforms.participants.scene import Referent, scene_of
from transforms.syntax import Tree
from transforms.tables import Report, ReportParticipant, Sentence

__all__ = ["complete_participants"]


def complete_participants(
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    spotted: Sequence[Sequence[Spotted]],
    reports: Sequence[Report],
    participants: Sequence[ReportParticipant],
) -> list[ReportParticipant]:
    """Return the participants of a document with those that its other sentences tell; `spotted` holds who may act."""
    scene = scene_of(sentences, [Tree(reading) for reading in readings], spotted, reports, participants)
    inferred = list[ReportParticipant]()
    for choice in open_choices(scene):
        act = scene.acts[choice.place]
        names, _ = chosen(choice)
        who = [scene.referents[name] for name in names]
        inferred += [_row(act.report, choice.role, place, one) for place, one in enumerate(who)]
    return [*participants, *inferred]


def _row(report: Report, role: str, position: int, who: Referent) -> ReportParticipant:
    """Return the row of somebody who is inferred to fill a role, by the mention that says most of who it is."""
    mention = who.best.mention
    return ReportParticipant(
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
