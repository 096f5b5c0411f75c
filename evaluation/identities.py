"""Tasks `links` and `actors`: which thing a given span names, and the country and sector that it codes to."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from pydantic import model_validator

from evaluation.answering import Knowledge
from evaluation.gold import Answer, Item, Span
from evaluation.mappings import entity_sets
from evaluation.matching import Tally, overlap, plain, touches
from evaluation.options import Options
from evaluation.results import Figure, Measure, Mistake, Rates, Scored, mistakes_of, quoted
from transforms.extraction import Extraction


class Link(Span):
    """A span and the title of the English Wikipedia page about what it names; null when there is none."""

    wiki: str | None = None

    @property
    def page(self) -> str:
        """The title, comparable."""
        return page(self.wiki)


class LinkItem(Item):
    """Gold: the spans that name things."""

    entities: tuple[Link, ...]


class LinkAnswer(Answer):
    """The given spans whose thing is known."""

    entities: tuple[Link, ...] = ()


class ActorItem(Item):
    """Gold: one mention, what it codes to and on which day; a null or an empty value is not asked."""

    mention: str
    start: int | None = None
    end: int | None = None
    country: str | None = None
    sector: str | None = None
    wiki: str | None = None

    @model_validator(mode="before")
    @classmethod
    def ask_on_its_day(cls, fields: Any) -> Any:
        """Take the day on which the set asks as the day of the document; a mention that its text lacks is the text."""
        if not isinstance(fields, Mapping):
            return fields
        mention, text = fields.get("mention"), fields.get("text")
        is_absent = isinstance(mention, str) and isinstance(text, str) and mention not in text
        asked = {"date": fields["query_date"]} if fields.get("query_date") else {}
        return {**fields, **asked, **({"text": mention} if is_absent else {})}

    @property
    def span(self) -> Span:
        """Where the mention stands; the whole text where it stands nowhere."""
        if self.start is not None and self.end is not None:
            return Span(start=self.start, end=self.end)
        start = self.text.find(self.mention)
        return Span(start=max(start, 0), end=start + len(self.mention) if start >= 0 else len(self.text))


class ActorAnswer(Answer):
    """What the mention codes to."""

    country: str | None = None
    sector: str | None = None
    wiki: str | None = None


def page(title: str | None) -> str:
    """Return a title, or the address of a page, in a form that compares."""
    return plain((title or "").rpartition("/")[2].replace("_", " "))


def answer_links(item: LinkItem, extraction: Extraction, knowledge: Knowledge) -> LinkAnswer:
    """Return the canonical name of what each given span names; a span of which it is not known is left out."""
    named = ((span, knowledge.actor(extraction, span).name) for span in item.entities)
    escaped = entity_sets().escaped.get(item.set, "")
    links = (Link(start=span.start, end=span.end, wiki=_escape(name, escaped)) for span, name in named if name)
    return LinkAnswer(id=item.id, entities=tuple(links))


def _escape(title: str, letters: str) -> str:
    """Return a title with some of its letters written as percent signs and codes."""
    return "".join(f"%{ord(letter):02X}" if letter in letters else letter for letter in title)


def answer_actors(item: ActorItem, extraction: Extraction, knowledge: Knowledge) -> ActorAnswer:
    """Return the country, the sector and the canonical name of the mention."""
    actor = knowledge.actor(extraction, item.span)
    return ActorAnswer(id=item.id, country=actor.country, sector=actor.sector, wiki=actor.name)


def score_links(pairs: Sequence[tuple[LinkItem, LinkAnswer]], options: Options) -> Scored:
    """Return rates for linked spans with and without regard to the page, and how many given spans have theirs."""
    linked, spans = Tally(), Tally()
    mistakes: list[Mistake] = []
    asked = right = 0
    for item, answer in pairs:
        gold = [link for link in item.entities if link.wiki]
        found = [link for link in answer.entities if link.wiki]
        pardoned = partial(touches, others=[link for link in item.entities if not link.wiki])
        for tally, likeness in ((linked, _same_page), (spans, overlap)):
            compared = tally.compare(gold, found, likeness, lambda link: "link", is_pardoned=pardoned)
            if tally is linked:
                mistakes += mistakes_of(item, compared, _in_words)
        by_span = {(link.start, link.end): link.page for link in answer.entities}
        asked += len(gold)
        right += sum(by_span.get((link.start, link.end)) == link.page for link in gold)
    measures = (
        Rates.of("overlap mention + same page", linked),
        Rates.of("mention overlap (linkable)", spans),
        Figure("accuracy given gold spans", right / asked if asked else 0.0),
    )
    return Scored(measures, mistakes)


def _same_page(link: Link, other: Link) -> float:
    return overlap(link, other) if link.page == other.page else 0.0


def _in_words(text: str, link: Link) -> str:
    return f"{quoted(text, link)} = {link.wiki}"


def score_actors(pairs: Sequence[tuple[ActorItem, ActorAnswer]], options: Options) -> Scored:
    """Return how often country, sector, page, and country and sector together are right, and rates by sector."""
    sectors = Tally()
    verdicts: dict[str, list[bool]] = {"country": [], "sector": [], "wiki": [], "country+sector": []}
    answered = dict.fromkeys(verdicts, 0)
    mistakes: list[Mistake] = []
    for item, answer in pairs:
        asked = {name: getattr(item, name) for name in ("country", "sector", "wiki") if getattr(item, name)}
        given = {name: getattr(answer, name) for name in asked}
        right = {name: given[name] == value for name, value in asked.items() if name != "wiki"}
        if "wiki" in asked:
            right["wiki"] = page(given["wiki"]) == page(asked["wiki"])
        if "country" in right and "sector" in right:
            right["country+sector"] = right["country"] and right["sector"]
            given["country+sector"] = given["country"] or given["sector"]
        for name, verdict in right.items():
            verdicts[name].append(verdict)
            answered[name] += bool(given[name])
        if "sector" in asked:
            sectors.add_sets({asked["sector"]}, {given["sector"]} if given["sector"] else ())
        if not all(right.values()):
            differing = ", ".join(f"{name} {given[name]} not {asked[name]}" for name in asked if not right[name])
            mistakes.append(Mistake(item.id, "wrong", f"{item.mention!r}: {differing}"))
    figures: list[Measure] = []
    for name, right_where_given in verdicts.items():
        if right_where_given:
            figures.append(Figure(f"{name} accuracy", sum(right_where_given) / len(right_where_given)))
            figures.append(Figure(f"{name} answered/asked", f"{answered[name]}/{len(right_where_given)}"))
    return Scored([*figures, Rates.of("sector", sectors, with_labels=True)], mistakes)
