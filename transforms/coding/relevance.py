"""Takes the reports of a document, gives them as sure as the document is political: songs, sport and stars are not.

Somebody who shoots in a song is "I", a striker attacks for a club, and Mars attacks nobody. Where neither a state nor
anybody who acts for a state, a party, an army or a cause is spoken of in all the text, no report is sure enough to be
shown by default.
"""

from collections.abc import Sequence

from transforms.coding.confidence import PRIVATE
from transforms.document_drafts import CodedParticipant, PlacedReport, WeighedReport
from transforms.tables import Mention

PERSONAL = frozenset({"i", "me", "my", "mine", "you", "your", "yours"})
"""Words of those who tell of themselves, or speak to whoever reads."""
DOUBTFUL = 0.25  # most that the confidence of a report may be that nothing political surrounds; views show .3 and more


def settle_relevance(
    reports: Sequence[PlacedReport], participants: Sequence[CodedParticipant], mentions: Sequence[Mention]
) -> list[WeighedReport]:
    """Return the reports, doubtful ones with a confidence that says so."""
    mention_of = {mention.mention_id: mention for mention in mentions}
    strangers = {
        participant.report_id for participant in participants if is_personal(mention_of[participant.mention_id])
    }
    is_political = any(map(_is_political, mentions))
    return [
        WeighedReport.of(report, confidence=min(report.confidence, most))
        for report in reports
        for most in (DOUBTFUL if report.report_id in strangers or not is_political else 1.0,)
    ]


def is_personal(mention: Mention) -> bool:
    """Whether a mention is a speaker or a reader of whom nothing is known, or what is theirs."""
    return mention.country is None and mention.mention.casefold().partition(" ")[0] in PERSONAL


def _is_political(mention: Mention) -> bool:
    is_known = mention.country is not None or mention.sector not in PRIVATE
    return is_known and not is_personal(mention)
