"""Event parts: reports of which their sentence says how they belong together in, events that are parts of others out.

`transforms/composites/` reads the sentences; here their reports have become events, which many documents may tell.
"""

from transforms.corpus.corpus import Corpus


def relate_events(corpus: Corpus) -> None:
    """Fill which events are parts or the content of others, once all events stand."""
    corpus.run("event_parts")
