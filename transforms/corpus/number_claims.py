"""Number claims: what the reports of each event count in, which of it stands and which is the latest out.

A source that gives another number on a later day corrects itself; a party to the event corrects itself alone. What one
claimant says in one document counts as the largest number there, a vague number that an exact one bears out as none.
"""

from transforms.corpus.corpus import Corpus


def weigh_numbers(corpus: Corpus) -> None:
    """Fill the numbers that are claimed of events, and the latest of them, which the events take."""
    corpus.run("number_claims")
