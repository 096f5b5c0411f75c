"""Training of who fills the roles that a sentence leaves open: our own stories in, `participants/weights.csv` out.

    python -m training.participants

A choice is learnt from where a report stands on the words of a happening of its type: an option is right that fits a
party of the happening in that role by the words which the story accepts, and nobody is right where no option is. Words,
and not countries, decide, so that nothing is learnt of how countries are found. Stories that are held out are not read;
of the others a fifth at a time is left out to tell how well the rest predicts it. The same stories give one file.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from training.softmax import Options, Settings, fit, write_weights
from training.stories import read_stories
from training.story import Happening, Mark, Party, Story, fold_of
from training.story_documents import as_marked
from transforms.document_drafts import CodedReport
from transforms.language.engine import load_engine
from transforms.learned_weights import probabilities, score_of
from transforms.mentions import find_mentions
from transforms.participants.choosing import BELIEVED, WEIGHTS, Choice, Option, open_choices
from transforms.participants.scene import OTHER, Scene, scene_of
from transforms.reports import code_reports
from transforms.sentences import split_sentences
from transforms.syntax import Tree
from transforms.tables import Document

FOLDS = 5
SETTINGS = Settings(rounds=400, decay=4.0, rare=5)
"""The decay is what predicts stories left out best, of 2, 5, 10 and 20 and between."""
NEAR = 40  # characters between a trigger and the words of a happening of its type that may still be the same deed
ARTICLES = {"the", "a", "an", "some", "about", "at", "least", "more", "than", "his", "her", "its", "their"}
"""Words before a name that do not tell one from another."""
SHORT = 3  # letters; a shorter name is no part of a longer one


@dataclass(frozen=True)
class Example:
    """A choice with what is right in it."""

    story: str
    choice: Choice
    is_right: tuple[bool, ...]
    needs_somebody: bool
    """Whether the happening has a party in the role, told in this document or not."""


def examples_of(story: Story) -> Iterator[Example]:
    """Yield the choices of the documents of a story that stand on its happenings."""
    happenings = {happening.id: happening for happening in story.happenings}
    for told in story.documents:
        scene = read_scene(as_marked(told, story.name))
        for choice in open_choices(scene):
            report = scene.acts[choice.place].report
            mark = nearest(report, told.mentions, happenings)
            if mark is not None:
                yield _example(story, scene, choice, happenings[mark.happening])


def nearest(report: CodedReport, marks: Sequence[Mark], happenings: dict[str, Happening]) -> Mark | None:
    """Return the words of a happening of its type that a trigger shares, else the nearest within reach, if any.

    A trigger that shares words of happenings of other types alone stands for none.
    """

    def apart(mark: Mark) -> int:
        return max(mark.start, report.trigger_start) - min(mark.end, report.trigger_end)

    same = [mark for mark in marks if report.event_type in happenings[mark.happening].types]
    best = min(same, key=apart, default=None)
    if best is None or apart(best) > NEAR or (apart(best) >= 0 and any(apart(mark) < 0 for mark in marks)):
        return None
    return best


def read_scene(document: Document) -> Scene:
    """Return the scene of a document."""
    sentences = split_sentences(document)
    readings = load_engine().read(
        [document.text[sentence.sentence_start : sentence.sentence_end] for sentence in sentences]
    )
    spotted = [tuple(one for one in found if one.may_act) for found in find_mentions(document, sentences, readings)]
    coded = [code_reports(document, *parts) for parts in zip(sentences, readings, spotted, strict=True)]
    reports = [report for one in coded for report in one.reports]
    participants = [participant for one in coded for participant in one.participants]
    return scene_of(sentences, [Tree(reading) for reading in readings], spotted, reports, participants)


def _example(story: Story, scene: Scene, choice: Choice, happening: Happening) -> Example:
    """Return a choice with what the happening says of it."""
    sides = {"actor": happening.actors, "recipient": happening.recipients}
    told = scene.acts[choice.place].filled[OTHER[choice.role]] if happening.mutual else ()
    parties = (*sides["actor"], *sides["recipient"]) if happening.mutual else sides[choice.role]
    asked = [party for party in parties if not any(_fits(party, scene, name) for name in told)]
    right = tuple(_is_right(scene, option, asked) for option in choice.options)
    needed = any(not one.optional for one in asked)
    return Example(story.name, choice, (not any(right), *right[1:]), needed)


def _is_right(scene: Scene, option: Option, parties: Sequence[Party]) -> bool:
    """Whether each of an option is a party."""
    return bool(option) and all(any(_fits(party, scene, name) for party in parties) for name in option)


def _fits(party: Party, scene: Scene, name: str) -> bool:
    """Whether a referent is called by words which are accepted for a party."""
    if name not in scene.referents:
        return False
    names = {_bare(one.mention.mention) for _, one in scene.referents[name].mentions if one.mention.kind != "pronoun"}
    return any(_is_name(_bare(words), said) for words in party.names for said in names)


def _is_name(accepted: str, said: str) -> bool:
    """Whether words are an accepted name, or one of the two is a part of the other."""
    if accepted == said:
        return bool(said)
    shorter, longer = sorted((accepted, said), key=len)
    return len(shorter) > SHORT and f" {shorter} " in f" {longer} "


def _bare(words: str) -> str:
    """Return words without case, marks and the articles before them."""
    found = re.findall(r"\w+", words.casefold())
    while found and found[0] in ARTICLES:
        found = found[1:]
    return " ".join(found)


def learn(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weight of each fact."""
    options = Options()
    for example in examples:
        options.add(example.choice.facts, example.is_right)
    return fit(options, SETTINGS)


def crossed(examples: Sequence[Example]) -> list[tuple[Example, list[float]]]:
    """Return each example with the probabilities that the stories of the other folds give it."""
    found = []
    for fold in range(FOLDS):
        learnt = learn([example for example in examples if fold_of(example.story, FOLDS) != fold])
        tried = [example for example in examples if fold_of(example.story, FOLDS) == fold]
        found += [
            (example, probabilities([score_of(facts, learnt) for facts in example.choice.facts])) for example in tried
        ]
    return found


def told_at(found: Sequence[tuple[Example, list[float]]], floor: float, role: str) -> tuple[int, int, int, int]:
    """Return how many are asked, how many can be told, how many are told from a probability on, how many rightly."""
    ours = [(one, shares) for one, shares in found if one.choice.role == role]
    asked = sum(one.needs_somebody for one, _ in ours)
    best = [(one, max(range(1, len(shares)), key=shares.__getitem__, default=0), shares) for one, shares in ours]
    told = [one.is_right[place] for one, place, shares in best if place and shares[place] >= floor]
    return asked, sum(any(one.is_right[1:]) for one, _ in ours), len(told), sum(told)


def main() -> None:
    """Learn from our stories, tell how well each fifth is predicted by the rest, write the weights."""
    examples = [example for story in read_stories() if not story.is_held_out for example in examples_of(story)]
    found = crossed(examples)
    for role in OTHER:
        for floor in (0.2, BELIEVED[role], 0.4, 0.5, 0.6):
            print(role, floor, "asked, can be told, told, right:", *told_at(found, floor, role))
    weights = learn(examples)
    print(len(examples), "choices,", len(weights), "weights")
    write_weights(WEIGHTS, weights)


if __name__ == "__main__":
    main()
