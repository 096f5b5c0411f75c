"""Coding one text for a person: its reports of events with the words, rules and probabilities that they rest on."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from transforms.control_characters import printable
from transforms.documents.bare_documents import bare_document
from transforms.extraction import Extraction, extract
from transforms.identifiers import key
from transforms.language.engines import version_in_use
from transforms.language.reader import load_reader
from transforms.language.reading import Trigger
from transforms.ontology import TriggerPattern, load_ontology
from transforms.tables import Document, Report, ReportParticipant, Sentence

LIKELY = 0.05  # probability from which a type of the classifiers is worth showing
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
    texts = [text[sentence.sentence_start : sentence.sentence_end] for sentence in extraction.sentences]
    readings = load_reader().read(texts)
    sentences = [
        _sentence(extraction, sentence, words, reading.triggers, [(token.start, token.end) for token in reading.tokens])
        for sentence, words, reading in zip(extraction.sentences, texts, readings, strict=True)
    ]
    return {"engine": version_in_use(), "date": on, "sentences": sentences}


def as_document(text: str, on: date | None) -> Document:
    """Return a text as a document that no file holds."""
    return bare_document(text, key("code", text, str(on)), "code", "code", on)


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
        (
            sentence.sentence_start + offsets[trigger.token][0],
            sentence.sentence_start + offsets[trigger.token][1],
        ): trigger
        for trigger in triggers
    }
    return {"text": words, "reports": [_report(extraction, report, heard) for report in reports]}


def _report(extraction: Extraction, report: Report, heard: dict[tuple[int, int], Trigger]) -> dict[str, Any]:
    """Return a report with what coded it."""
    spans = [span for span in heard if span[0] < report.trigger_end and report.trigger_start < span[1]]
    pattern = pattern_of(report.rule)
    return {
        **report.model_dump(exclude={"document_id", "sentence_id", "engine"}),
        "actors": [
            _participant(extraction, participant) for participant in _participants_of(extraction, report, "actor")
        ],
        "recipients": [
            _participant(extraction, participant) for participant in _participants_of(extraction, report, "recipient")
        ],
        "magnitudes": [
            magnitude.model_dump(include={"kind", "words", "lowest", "highest", "is_approximate"})
            for magnitude in extraction.magnitudes
            if magnitude.report_id == report.report_id
        ],
        "pattern": conditions(pattern) if pattern else None,
        "model": likely_types(heard[spans[0]]) if spans else None,
    }


def _participants_of(extraction: Extraction, report: Report, role: str) -> list[ReportParticipant]:
    return [
        participant
        for participant in extraction.participants
        if (participant.report_id, participant.role) == (report.report_id, role)
    ]


def _participant(extraction: Extraction, participant: ReportParticipant) -> dict[str, Any]:
    """Return a participant in the words of the text, with its codes."""
    mention = next(mention for mention in extraction.mentions if mention.mention_id == participant.mention_id)
    named = next((entity.name for entity in extraction.entities if entity.entity_id == participant.entity_id), None)
    codes = {"country": participant.country, "country_basis": participant.country_basis}
    codes |= {"sector": participant.sector, "secondary_sector": participant.secondary_sector}
    return {"words": mention.mention, "entity_id": participant.entity_id, "name": named, **codes}


def pattern_of(rule: str) -> TriggerPattern | None:
    """Return the pattern of the ontology that a rule names; null for one of the classifiers or of before."""
    _, _, name = rule.partition(":")
    patterns = (pattern for kind in load_ontology().types.values() for pattern in kind.patterns)
    return next((pattern for pattern in patterns if pattern.rule == name), None)


def conditions(pattern: TriggerPattern) -> dict[str, Any]:
    """Return what a pattern asks for and where it seeks the participants."""
    asked = {
        "object": pattern.objects,
        "not_object": pattern.not_objects,
        "subject": pattern.subjects,
        "not_subject": pattern.not_subjects,
        "complement": pattern.complements,
        "content": pattern.contents,
        "modal": pattern.modals,
        "modifier": pattern.modifiers,
        "not_modifier": pattern.not_modifiers,
    }
    return {
        "rule": pattern.rule,
        "pos": pattern.pos,
        **{name: sorted(words) for name, words in asked.items() if words},
        "actor": list(pattern.actor),
        "recipient": list(pattern.recipient),
        "reciprocal": pattern.reciprocal,
        "confidence": pattern.confidence,
    }


def likely_types(trigger: Trigger) -> dict[str, float]:
    """Return the types that the learned classifiers think likely of a word, the likeliest first."""
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
    for role in ("actors", "recipients"):
        for one in report[role]:
            codes = ", ".join(filter(None, (one["country"], one["sector"], one["secondary_sector"]))) or "no codes"
            basis = BASES.get(one["country_basis"], "")
            yield role.removesuffix("s"), f"{one['words']} = {one['name'] or 'unknown'} ({codes}{basis})"
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
    if pattern := report["pattern"]:
        asked = {name: value for name, value in pattern.items() if name not in {"rule", "pos", "confidence"}}
        yield "pattern", "; ".join(f"{name} {worded(value)}" for name, value in asked.items() if value)
        yield "", f"confidence of the pattern {pattern['confidence']:g}"
    if report["model"]:
        yield "model", ", ".join(f"{name} {chance:.2f}" for name, chance in report["model"].items())


FEW = 6  # words of a long list that are shown


def worded(value: object) -> str:
    """Return a value in words, of a long list the first."""
    if not isinstance(value, list):
        return str(value).lower()
    return " ".join(map(str, value[:FEW])) + (" ..." if len(value) > FEW else "")
