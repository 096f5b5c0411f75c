"""Takes our own stories, gives the weights of the choosers of days, places, participants and countries by fold.

What is learned from how sure a chooser is must not be learned from stories that taught the chooser, of which it is
surer than of others. `taught_by` lets the pipeline choose by the weights of a fold.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

from training import dating, locating, nationality, participants
from training.softmax import Options, fit
from training.story import Story, fold_of
from transforms.learned_weights import Weights
from transforms.nationality import WEIGHTS as COUNTRIES
from transforms.occurrence.ranking import WEIGHTS as DAYS
from transforms.participants.choosing import WEIGHTS as PARTIES
from transforms.places.locating import WEIGHTS as PLACES

FOLDS = 5
READERS = (
    "transforms.occurrence.ranking.read_weights",
    "transforms.places.event_places.read_weights",
    "transforms.participants.choosing.read_weights",
    "transforms.nationality.read_weights",
)
"""Where the choosers read their weights."""


def weights_by_fold(stories: Sequence[Story]) -> list[Mapping[Path, Weights]]:
    """Return for each fold the weights that the stories of the others teach, by the file that has those of all."""
    days = {story.name: _days_of(story) for story in stories}
    places = [one for story in stories for told in story.documents for one in locating.choices_of(story, told)]
    parties = [one for story in stories for one in participants.examples_of(story)]
    countries = [one for story in stories for one in nationality.choices_of(story)]
    found: list[Mapping[Path, Weights]] = []
    for fold in range(FOLDS):
        dated = Options()
        for story, options in days.items():
            if fold_of(story, FOLDS) != fold:
                dated.extend(options)
        found.append(
            {
                DAYS: fit(dated, dating.SETTINGS),
                PLACES: locating.learn([one for one in places if fold_of(one.story, FOLDS) != fold]),
                PARTIES: participants.learn([one for one in parties if fold_of(one.story, FOLDS) != fold]),
                COUNTRIES: nationality.learn([one for one in countries if fold_of(one.story, FOLDS) != fold]),
            }
        )
    return found


def _days_of(story: Story) -> Options:
    options = Options()
    dating.choices_of(story, options)
    return options


@contextmanager
def taught_by(weights: Mapping[Path, Weights]) -> Iterator[None]:
    """Let the choosers read these weights in place of their files."""
    with ExitStack() as stack:
        for reader in READERS:
            stack.enter_context(patch(reader, weights.__getitem__))
        yield
