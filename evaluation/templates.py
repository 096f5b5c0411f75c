"""Task `muc`: one template for each incident that a text reports, its roles filled with words of the text."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from pydantic import Field, field_validator

from evaluation.answering import Knowledge
from evaluation.filling import TemplateFiller
from evaluation.gold import Answer, Item, Part
from evaluation.mappings import labels_of
from evaluation.matching import Comparison, Tally, match, plain, tokens
from evaluation.options import Options
from evaluation.results import Mistake, Rates, Scored, mistakes_of
from transforms.extraction import Extraction

Names = tuple[str, ...]
"""The names by which a text calls one filler."""


class Template(Part):
    """An incident; gold that leaves its type open names the types that are right with a slash between."""

    incident_type: str
    perpetrators: tuple[Names, ...] = Field((), alias="PerpInd")
    organisations: tuple[Names, ...] = Field((), alias="PerpOrg")
    targets: tuple[Names, ...] = Field((), alias="Target")
    victims: tuple[Names, ...] = Field((), alias="Victim")
    weapons: tuple[Names, ...] = Field((), alias="Weapon")

    @field_validator("perpetrators", "organisations", "targets", "victims", "weapons", mode="before")
    @classmethod
    def list_names(cls, fillers: Any) -> Any:
        """Return fillers as lists of names; a filler may be written as its one name."""
        return (
            [[filler] if isinstance(filler, str) else filler for filler in fillers]
            if isinstance(fillers, list)
            else fillers
        )

    def fillers(self, role: str) -> tuple[Names, ...]:
        """Return the fillers of a role by its name in the set, such as `PerpInd`."""
        fillers: tuple[Names, ...] = getattr(self, ROLES[role])
        return fillers


ROLES = {declared.alias: name for name, declared in Template.model_fields.items() if declared.alias}
"""Our name of each role, by its name in the set."""


class TemplateItem(Item):
    """Gold: the incidents of the text; none when it is about something else."""

    templates: tuple[Template, ...]


class TemplateAnswer(Answer):
    """The incidents found."""

    templates: tuple[Template, ...] = ()


def answer_templates(item: TemplateItem, extraction: Extraction, knowledge: Knowledge) -> TemplateAnswer:
    """Return a template for each incident that the text reports, filled from all its reports."""
    filled = TemplateFiller(extraction, labels_of(item.set), knowledge).templates()
    templates = (
        Template.model_validate({"incident_type": label, **{role: [*names.values()] for role, names in roles.items()}})
        for label, roles in filled.items()
    )
    return TemplateAnswer(id=item.id, templates=tuple(templates))


def score_templates(pairs: Sequence[tuple[TemplateItem, TemplateAnswer]], options: Options) -> Scored:
    """Return rates for relevant texts, types of incident, and fillers by text and by template."""
    relevance, types, by_text, by_template = Tally(), Tally(), Tally(), Tally()
    mistakes: list[Mistake] = []
    for item, answer in pairs:
        gold, found = item.templates, answer.templates
        relevance.add("doc has incident", right=bool(gold) and bool(found), answered=bool(found), gold=bool(gold))
        compared = types.compare(gold, found, _may_be_same_type, lambda template: template.incident_type)
        mistakes += mistakes_of(item, compared, _in_words)
        for role in ROLES:
            by_text.compare(_merged(gold, role), _merged(found, role), _share_name, partial(_label, role))
            _count_in_templates(by_template, role, gold, found, compared)
    measures = (
        Rates.of("document relevance", relevance),
        Rates.of("incident type (templates)", types, with_labels=True),
        Rates.of("role fillers (doc level)", by_text, with_labels=True),
        Rates.of("role fillers in typed template", by_template),
    )
    return Scored(measures, mistakes)


def _label(role: str, filler: Names) -> str:
    return role


def _count_in_templates(
    tally: Tally, role: str, gold: Sequence[Template], found: Sequence[Template], compared: Comparison[Template]
) -> None:
    """Count the fillers of a role; one is right only within a template of the right type."""
    right = sum(len(match(one.fillers(role), other.fillers(role), _share_name)) for one, other in compared.matched)
    answered, asked = (sum(len(template.fillers(role)) for template in templates) for templates in (found, gold))
    tally.add(role, right=right, answered=answered, gold=asked)


def _may_be_same_type(gold: Template, found: Template) -> bool:
    open_types = [part.strip() for part in gold.incident_type.split("/")]
    return found.incident_type in (*open_types, gold.incident_type)


def _merged(templates: Sequence[Template], role: str) -> list[Names]:
    """Return the fillers of a role in all templates, those that share a name once."""
    merged: list[Names] = []
    for names in (names for template in templates for names in template.fillers(role)):
        if not any({*map(plain, names)} & {*map(plain, earlier)} for earlier in merged):
            merged.append(names)
    return merged


def _share_name(gold: Names, found: Names) -> bool:
    """Whether a name of the one stands, word by word, within a name of the other."""
    return any(_is_within(one, other) or _is_within(other, one) for one in gold for other in found)


def _is_within(one: str, other: str) -> bool:
    inner, outer = (" ".join(tokens(words)) for words in (one, other))
    return bool(inner) and f" {inner} " in f" {outer} "


def _in_words(text: str, template: Template) -> str:
    named = {role: [names[0] for names in template.fillers(role)] for role in ROLES}
    filled = (f"{role} {', '.join(names)}" for role, names in named.items() if names)
    return f"{template.incident_type}: {'; '.join(filled)}"
