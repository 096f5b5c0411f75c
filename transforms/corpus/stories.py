"""Stories: documents that tell the same news. Declared, and filled by no method yet: every document stands alone."""

from transforms.corpus.corpus import Corpus
from transforms.row import Row
from transforms.tables import Story, StoryDocument

STORIES: tuple[type[Row], ...] = (Story, StoryDocument)


def fill_stories(corpus: Corpus) -> None:
    """Fill the tables of stories with nothing."""
    for row in STORIES:
        corpus.begin(row)
        corpus.stand(row)
