"""Takes the rows of a text, gives the templates of its incidents: one for each label, filled from all its reports.

A text seldom tells of two incidents of one label, and its sentences mostly speak of the one that it is about. Who did
it and to whom is told once by name, and again as "the guerrillas" or "him": a filler has all its names.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod

from evaluation.answering import Knowledge, participants_of
from evaluation.mappings import Labels, sentence_words
from evaluation.matching import plain
from transforms.extraction import Extraction
from transforms.lexicons import load_lexicons, normalise
from transforms.tables import Mention, Report

Fillers = dict[str, dict[str, list[str]]]
"""Names of each filler by what it is, by role."""

DETERMINERS = re.compile(
    r"^(?:(?:the|an?|this|these|that|those|his|her|its|their|our|some|several|such|both)\s+)+", re.IGNORECASE
)
BELONGING = re.compile(r"\s(?:of|from|belonging to)(?: the)?(?: [\w-]+)?\s")
"""What stands between people and the body that they are of: "members of the outlawed Red Column"."""
WHOEVER = "whoever did it"
"""What all are together who did one thing and are called by nouns alone: "the gunmen", "three men", "terrorists"."""


@dataclass(frozen=True)
class TemplateFiller:
    """Fills the templates of a text in the terms of a set."""

    extraction: Extraction
    labels: Labels
    knowledge: Knowledge

    def templates(self) -> dict[str, Fillers]:
        """Return the fillers of each incident by its label."""
        found = {label: self._filled(reports) for label, reports in self._reports().items()}
        for mention in self._accused() if found else ():
            for fillers in found.values():
                self._fill(fillers, "accused", mention)
        return found

    def _reports(self) -> dict[str, list[Report]]:
        """Return the reports of each incident by its label, without those that are too unsure together."""
        of_label: defaultdict[str, list[Report]] = defaultdict(list)
        for report in self.extraction.reports:
            rule = next(iter(self.labels.matching(report, self.extraction)), None)
            if rule is not None:
                of_label[rule.label].append(report)
        sure = {label: reports for label, reports in of_label.items() if self._is_sure(label, reports)}
        for label, reports in of_label.items():
            own = [one for one in reports if not self._is_aftermath(one)]
            others = [each for other, each in sure.items() if other != label]
            if others and label in sure and not self._is_sure(label, own):
                del sure[label]
                others[0].extend(reports)
        return sure

    def _is_sure(self, label: str, reports: Sequence[Report]) -> bool:
        """Whether reports of an incident are sure enough together, each taken to err by itself, and say enough."""
        if label in self.labels.striking and not any(
            participants_of(self.extraction, report.report_id, "recipient") for report in reports
        ):
            return False
        return bool(reports) and 1 - prod(1 - report.confidence for report in reports) >= self.labels.together.get(
            label, 0.0
        )

    def _is_aftermath(self, report: Report) -> bool:
        """Whether an event is what something else did to people or things, and nobody is told to have done it."""
        words = tuple(self.labels.aftermath)
        is_done = participants_of(self.extraction, report.report_id, "actor")
        return bool(words) and not is_done and report.trigger.casefold().startswith(words)

    def _filled(self, reports: Iterable[Report]) -> Fillers:
        """Return the fillers that the reports of an incident tell."""
        fillers: Fillers = {}
        for report in reports:
            for role in ("actor", "recipient"):
                for participant in participants_of(self.extraction, report.report_id, role):
                    self._fill(fillers, role, self.mentions[participant.mention_id])
            for role, words in self.labels.fillers.items():
                for found in whole_words(sentence_words(self.extraction, report), words):
                    fillers.setdefault(role, {}).setdefault(plain(found).removesuffix("s"), [found])
        return fillers

    def _fill(self, fillers: Fillers, role: str, mention: Mention) -> None:
        """Add a participant, by name where the text has one, by its noun, and the body that it is part of."""
        kind = self.knowledge.kind(mention) or mention.kind
        if names := self.names.get(mention.entity_id or "", ()):
            self._add(fillers, f"{role}/{kind}/name", mention.entity_id or "", names)
        elif mention.kind == "pronoun":
            mention = self.nouns.get(mention.entity_id or "", mention)
        if mention.kind == "nominal":
            bare = DETERMINERS.sub("", mention.mention)
            how = "nominal" if names_people(bare) else "body"
            is_some = role == "actor" and how == "nominal"
            same = WHOEVER if is_some else mention.entity_id or plain(bare)
            self._add(fillers, f"{role}/{kind}/{how}", same, [bare])
            for body in self._bodies(mention) if role == "actor" else ():
                self._add(fillers, f"body/{self.knowledge.kind(body)}", body.entity_id or "", self._called(body))

    def _add(self, fillers: Fillers, kind: str, same: str, names: Iterable[str]) -> None:
        """Add names to the filler that is the same, where the set has a role for its kind."""
        filled = self.labels.kinds.get(kind, self.labels.kinds.get(kind.rpartition("/")[0]))
        if filled:
            known = fillers.setdefault(filled, {}).setdefault(same, [])
            known.extend(name for name in names if name not in known)

    def _called(self, mention: Mention) -> Sequence[str]:
        return self.names.get(mention.entity_id or "", (mention.mention,))

    def _bodies(self, people: Mention) -> Iterator[Mention]:
        """Yield the bodies by name that a noun for people says they are of, before it or after it."""
        for mention in self.extraction.mentions:
            if mention.kind != "name" or mention.sentence_id != people.sentence_id:
                continue
            is_inside = people.mention_start <= mention.mention_start and mention.mention_end <= people.mention_end
            between = self.extraction.document.text[people.mention_end : mention.mention_start]
            if is_inside or (mention.mention_start > people.mention_end and BELONGING.fullmatch(between)):
                yield mention

    def _accused(self) -> Iterator[Mention]:
        """Yield those who are said to have done it by somebody who accuses them."""
        for report in self.extraction.reports:
            if report.event_type == "ACCUSE" and report.mode == "allege" and report.factuality == "actual":
                for participant in participants_of(self.extraction, report.report_id, "recipient"):
                    yield self.mentions[participant.mention_id]

    @cached_property
    def mentions(self) -> Mapping[str, Mention]:
        """The mentions of the text by their ids."""
        return {mention.mention_id: mention for mention in self.extraction.mentions}

    @cached_property
    def nouns(self) -> Mapping[str, Mention]:
        """The first noun by which the text calls each entity."""
        nominals = [mention for mention in self.extraction.mentions if mention.kind == "nominal" and mention.entity_id]
        return {nominal.entity_id or "": nominal for nominal in reversed(nominals)}

    @cached_property
    def names(self) -> Mapping[str, Sequence[str]]:
        """The names by which the text calls each entity, in the order of the text."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for mention in self.extraction.mentions:
            if mention.kind == "name" and mention.entity_id:
                found[mention.entity_id][mention.mention] = None
        return {entity_id: tuple(names) for entity_id, names in found.items()}


def names_people(noun: str) -> bool:
    """Whether a noun phrase names people, as "the guerrillas" and "two units" do, and no body such as "the army"."""
    roles, words = load_lexicons().roles, normalise(noun).split()
    for start in range(len(words)):
        phrase = " ".join(words[start:])
        for form in (phrase, phrase.removesuffix("s"), re.sub("men$", "man", phrase)):
            if role := roles.get(form):
                return role.head == "person" or form != phrase
    return True


def whole_words(text: str, words: Sequence[str]) -> list[str]:
    """Return where some words stand whole in a text, the longest at each place; a plural `s` may follow."""
    ordered = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return [found.group() for found in re.finditer(rf"\b(?:{ordered})s?\b", text, re.IGNORECASE)]
