"""Versions: what came of all records in, which documents are current out, and the line of versions of each."""

from transforms.corpus.corpus import Corpus
from transforms.drafts import Held
from transforms.tables import DocumentVersion, Rejection, Tombstone


def find_versions(corpus: Corpus) -> None:
    """Fill which documents are current, which came, changed and went, and the rejections of all records."""
    for row in (Held, Rejection):
        corpus.begin(row)
    corpus.run("versions")
    corpus.run("documents_changed")
    corpus.run("held")
    for row in (Held, Rejection):
        corpus.stand(row)


def tell_history(corpus: Corpus) -> None:
    """Fill the versions of documents, those of earlier releases included, and what is gone."""
    for row in (DocumentVersion, Tombstone):
        corpus.begin(row)
    corpus.run("history")
    for row in (DocumentVersion, Tombstone):
        corpus.stand(row)
