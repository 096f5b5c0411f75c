"""Claims: reports and quotes in, who asserts each event and who denies it out, and how many say so independently.

A denied report denies an actual event of its type whose actor and recipients it shares and whose days it may fall on. A
source that says no more than what a party to the event says is none of its own, and copies of one story count once.
"""

from transforms.corpus.corpus import Corpus


def find_denials(corpus: Corpus) -> None:
    """Find the denials of all documents, and which events are weighed anew because of those that came or went."""
    corpus.run("denials")


def weigh_claims(corpus: Corpus) -> None:
    """Fill assertions, and the weights that events take from them: independent sources and whether claims are rival."""
    corpus.run("claims")
