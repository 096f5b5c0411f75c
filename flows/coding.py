"""Coding one text for a person: its reports of events with the words, rules and probabilities that they rest on."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flows.printing import printable
from transforms.extraction import Extraction, extract
from transforms.identifiers import content_hash, key
from transforms.language.engine import ENGINE_VERSION, load_engine
from transforms.language.reading import Trigger
from transforms.ontology import Unit, load_ontology
from transforms.tables import Document, Report, ReportParticipant, Sentence

LIKELY = 0.05  # probability from which a type of the heads is worth showing
WIDTH = 13  # columns of the names of facts
BASES = {
    "other_mention": "; country of another mention",
    "other_side": "; country by the others who take part",
    "place": "; country of the place",
    "nearby": "; country named nearby",
    "document": "; country of the document",
}


def code(text: str, on: date | None) -> dict[str, Any]:
    """Return the reports of a text, sentence by sentence, as told on a day."""
    (extraction,) = extract([as_document(text, on)])
    texts = [text[one.sentence_start : one.sentence_end] for one in extraction.sentences]
    readings = load_engine().read(texts)
    sentences = [
        _sentence(extraction, sentence, words, reading.triggers, [(one.start, one.end) for one in reading.tokens])
        for sentence, words, reading in zip(extraction.sentences, texts, readings, strict=True)
    ]
    return {"engine": ENGINE_VERSION, "date": on, "sentences": sentences}


def as_document(text: str, on: date | None) -> Document:
    """Return a text as a document that no file holds."""
    return Document(
        document_id=key("code", text, str(on)),
        source_id="code",
        path="code",
        address="code",
        url=None,
        title=None,
        deck=None,
        byline=None,
        dateline=None,
        published_first_on=on,
        published_last_on=on,
        published_basis="metadata" if on else "unknown",
        modified_at=None,
        language="en",
        text=text,
        raw_hash=content_hash(text.encode("utf-8", "surrogatepass")),
    )


def _sentence(
    extraction: Extraction,
    sentence: Sentence,
    words: str,
    triggers: tuple[Trigger, ...],
    offsets: list[tuple[int, int]],
) -> dict[str, Any]:
    """Return a sentence with its reports."""
    reports = [report for report in extraction.reports if report.sentence_id == sentence.sentence_id]
    heard = {
        (sentence.sentence_start + offsets[one.token][0], sentence.sentence_start + offsets[one.token][1]): one
        for one in triggers
    }
    return {"text": words, "reports": [_report(extraction, report, heard) for report in reports]}


def _report(extraction: Extraction, report: Report, heard: dict[tuple[int, int], Trigger]) -> dict[str, Any]:
    """Return a report with what coded it."""
    spans = [span for span in heard if span[0] < report.trigger_end and report.trigger_start < span[1]]
    unit = unit_of(report.rule)
    return {
        **report.model_dump(exclude={"document_id", "sentence_id", "engine"}),
        "actors": [_participant(extraction, one) for one in _side(extraction, report, "actor")],
        "recipients": [_participant(extraction, one) for one in _side(extraction, report, "recipient")],
        "magnitudes": [
            one.model_dump(include={"kind", "words", "lowest", "highest", "is_approximate"})
            for one in extraction.magnitudes
            if one.report_id == report.report_id
        ],
        "unit": conditions(unit) if unit else None,
        "model": likely_types(heard[spans[0]]) if spans else None,
    }


def _side(extraction: Extraction, report: Report, role: str) -> list[ReportParticipant]:
    return [one for one in extraction.participants if (one.report_id, one.role) == (report.report_id, role)]


def _participant(extraction: Extraction, one: ReportParticipant) -> dict[str, Any]:
    """Return a participant in the words of the text, with its codes."""
    mention = next(mention for mention in extraction.mentions if mention.mention_id == one.mention_id)
    named = next((entity.name for entity in extraction.entities if entity.entity_id == one.entity_id), None)
    codes = {"country": one.country, "country_basis": one.country_basis}
    codes |= {"sector": one.sector, "secondary_sector": one.secondary_sector}
    return {"words": mention.mention, "entity_id": one.entity_id, "name": named, **codes}


def unit_of(rule: str) -> Unit | None:
    """Return the unit of the ontology that a rule names; null for one that is the heads' alone or is no more."""
    _, _, name = rule.partition(":")
    units = (unit for kind in load_ontology().types.values() for unit in kind.units)
    return next((unit for unit in units if unit.rule == name), None)


def conditions(unit: Unit) -> dict[str, Any]:
    """Return what a unit asks for and where it seeks the participants."""
    asked = {
        "object": unit.objects,
        "not_object": unit.not_objects,
        "subject": unit.subjects,
        "not_subject": unit.not_subjects,
        "complement": unit.complements,
        "content": unit.contents,
        "modal": unit.modals,
        "modifier": unit.modifiers,
        "not_modifier": unit.not_modifiers,
    }
    return {
        "rule": unit.rule,
        "pos": unit.pos,
        **{name: sorted(words) for name, words in asked.items() if words},
        "actor": list(unit.actor),
        "recipient": list(unit.recipient),
        "reciprocal": unit.reciprocal,
        "confidence": unit.confidence,
    }


def likely_types(trigger: Trigger) -> dict[str, float]:
    """Return the types that the learned heads think likely of a word, the likeliest first."""
    ordered = sorted(trigger.types.items(), key=lambda pair: (-pair[1], pair[0]))
    return {name: round(probability, 3) for name, probability in ordered if probability >= LIKELY}


def lines(coded: dict[str, Any]) -> Iterator[str]:
    """Yield what was coded, to be read and to be pasted into a report of a bug."""
    yield f"engine {coded['engine']}, date {coded['date'] or 'none'}"
    for sentence in coded["sentences"]:
        yield ""
        yield printable(sentence["text"])
        if not sentence["reports"]:
            yield "  no event"
        for report in sentence["reports"]:
            yield from _told(report)


def _told(report: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a report."""
    mode = f"/{report['mode']}" if report["mode"] else ""
    yield (
        f"  {report['event_type']}{mode}  {report['factuality']}, {report['certainty']}; score {report['score']:g}; "
        f"confidence {report['confidence']:.2f}"
    )
    for name, value in _facts(report):
        yield f"    {name:{WIDTH}}{printable(value)}"


def _facts(report: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "trigger", f"{report['trigger']} (characters {report['trigger_start']} to {report['trigger_end']})"
    for side in ("actors", "recipients"):
        for one in report[side]:
            codes = ", ".join(filter(None, (one["country"], one["sector"], one["secondary_sector"]))) or "no codes"
            basis = BASES.get(one["country_basis"], "")
            yield side.removesuffix("s"), f"{one['words']} = {one['name'] or 'unknown'} ({codes}{basis})"
    if report["cues"]:
        yield "cues", ", ".join(report["cues"])
    if report["contexts"]:
        yield "contexts", ", ".join(report["contexts"])
    for one in report["magnitudes"]:
        most = "or more" if one["highest"] is None else f"to {one['highest']}"
        yield one["kind"], f"{one['words']} = {one['lowest']} {most}"
    if report["occurred_first_on"]:
        yield "when", f"{report['occurred_first_on']} to {report['occurred_last_on']} ({report['occurred_basis']})"
    yield "rule", report["rule"]
    if unit := report["unit"]:
        asked = {name: value for name, value in unit.items() if name not in {"rule", "pos", "confidence"}}
        yield "unit", "; ".join(f"{name} {worded(value)}" for name, value in asked.items() if value)
        yield "", f"confidence of the unit {unit['confidence']:g}"
    if report["model"]:
        yield "model", ", ".join(f"{name} {chance:.2f}" for name, chance in report["model"].items())


FEW = 6  # words of a long list that are shown


def worded(value: object) -> str:
    """Return a value in words, of a long list the first."""
    if not isinstance(value, list):
        return str(value).lower()
    return " ".join(map(str, value[:FEW])) + (" ..." if len(value) > FEW else "")
