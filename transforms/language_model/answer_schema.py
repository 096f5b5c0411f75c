"""The form of an answer: what a language model tells of the events of one document, word for word and by code.

The classes are the only declaration: the JSON schema that is sent and the parser of what comes back follow from them.
Lists of codes are those of the tables and of the ontology in use, a user's own event types among them.
"""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from transforms.ontology import known_contexts, known_types, load_ontology
from transforms.row import OneOf
from transforms.tables import SECTORS, Magnitude, Report

FENCED = re.compile(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", re.DOTALL)
"""JSON as models without a schema like to wrap it."""
COUNTRY, DAY = "^[A-Z]{3}$", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
LONGEST_ANSWER = 400_000  # characters; a document of 50,000 words gives less


class UnreadableAnswer(ValueError):
    """An answer that has not the form that was asked for; the message says where, and repeats no word of it."""


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


class ToldReport(_Told):
    """Words that name an event in one sentence."""

    sentence: int
    """Number of the sentence."""
    words: str
    """The one to four words that name what happened, copied from it."""


class ToldParty(_Told):
    """Somebody who takes part in an event."""

    words: str
    """The fullest words that the document has for it, copied."""
    country: Annotated[str | None, Field(json_schema_extra={"pattern": COUNTRY})]
    """Country to which it belongs on that day: ISO 3166 alpha-3 or one of the codes beside it; null for none."""
    sector: Annotated[str | None, Field(json_schema_extra={"codes": "sectors"})]
    """What sort of actor it is."""


class ToldNumber(_Told):
    """A number of people of whom the document tells in an event."""

    kind: Annotated[str, Field(json_schema_extra={"codes": "numbers"})]
    """What is counted."""
    words: str
    """The number with the words that qualify it, copied: `at least forty`."""


class ToldEvent(_Told):
    """One thing that happened, or that was planned, demanded, denied, with all sentences that tell it."""

    reports: list[ToldReport]
    """Every place in the document where it is named, in order; the headline too."""
    event_type: Annotated[str, Field(json_schema_extra={"codes": "types"})]
    """Its type."""
    mode: Annotated[str | None, Field(json_schema_extra={"codes": "modes"})]
    """One of the modes of its type; null when none fits."""
    contexts: Annotated[list[str], Field(json_schema_extra={"codes": "contexts"})]
    """What it has to do with."""
    factuality: Annotated[str, Field(json_schema_extra={"codes": "factualities"})]
    """Whether it happened."""
    certainty: Annotated[str, Field(json_schema_extra={"codes": "certainties"})]
    """How sure the document is of that."""
    actors: list[ToldParty]
    """Who did it."""
    recipients: list[ToldParty]
    """To whom it was done; empty when it is mutual."""
    is_mutual: bool
    """Whether the actors did it to each other or together: they met, clashed, agreed."""
    day: str | None
    """Words of the document that tell when it happened, copied; null when it has none."""
    first_on: Annotated[str | None, Field(json_schema_extra={"pattern": DAY})]
    """First day on which it may have happened, as YYYY-MM-DD; null when the document leaves it open."""
    last_on: Annotated[str | None, Field(json_schema_extra={"pattern": DAY})]
    """Last day on which it may have happened, likewise."""
    places: list[str]
    """Names that the document has for where it happened, copied: the most exact first, then what contains it."""
    place_country: Annotated[str | None, Field(json_schema_extra={"pattern": COUNTRY})]
    """Country in which it happened, ISO 3166 alpha-3; null for a speech act, and where it cannot be told."""
    numbers: list[ToldNumber]
    """People killed, injured, arrested or taking part."""
    said_by: str | None
    """Words for who says so, copied; null when the document says so in its own voice."""


class ToldAnswer(_Told):
    """All events of a document."""

    events: list[ToldEvent]

    name: ClassVar[str] = "events_of_a_document"


FIELDS = frozenset(
    name for told in (ToldAnswer, ToldEvent, ToldReport, ToldParty, ToldNumber) for name in told.model_fields
)


def _modes() -> tuple[str, ...]:
    return tuple(dict.fromkeys(mode for kind in load_ontology().types.values() for mode in kind.modes))


def _codes_of(row: type[Report | Magnitude], column: str) -> tuple[str, ...]:
    """Return the list of codes of a column of a table."""
    mark = next(one.mark(OneOf) for one in row.columns() if one.name == column)
    return mark.codes if mark else ()


CODES: Mapping[str, Callable[[], tuple[str, ...]]] = {
    "types": known_types,
    "modes": _modes,
    "contexts": known_contexts,
    "sectors": lambda: SECTORS,
    "factualities": lambda: _codes_of(Report, "factuality"),
    "certainties": lambda: _codes_of(Report, "certainty"),
    "numbers": lambda: _codes_of(Magnitude, "kind"),
}
"""The lists of codes that a field may name, as they are now."""


@cache
def answer_schema() -> dict[str, Any]:
    """Return the JSON schema of an answer, as servers of language models take it: closed, with no field optional."""
    schema: dict[str, Any] = _with_codes(ToldAnswer.model_json_schema())
    return schema


def _with_codes(node: Any) -> Any:
    """Return a part of the schema with lists of codes in the place of their names."""
    if isinstance(node, list):
        return [_with_codes(part) for part in node]
    if not isinstance(node, dict):
        return node
    found = {key: _with_codes(value) for key, value in node.items() if key not in {"title", "codes", "pattern"}}
    restriction = {"enum": list(CODES[node["codes"]]())} if "codes" in node else {}
    if "pattern" in node:
        restriction["pattern"] = node["pattern"]
    if not restriction:
        return found
    if "items" in found:
        return found | {"items": found["items"] | restriction}
    if "anyOf" in found:
        return found | {"anyOf": [one | restriction if one["type"] == "string" else one for one in found["anyOf"]]}
    return found | restriction


def parse_answer(text: str) -> ToldAnswer:
    """Return what an answer tells; raise UnreadableAnswer for one that is no JSON of the schema.

    Codes are looked at later, one by one: an answer with one wrong code is not thrown away.
    """
    if len(text) > LONGEST_ANSWER:
        raise UnreadableAnswer(f"{len(text)} characters; at most {LONGEST_ANSWER} are read")
    fenced = FENCED.fullmatch(text)
    try:
        return ToldAnswer.model_validate(json.loads(fenced[1] if fenced else text))
    except ValidationError as error:
        fault = error.errors(include_input=False, include_url=False, include_context=False)[0]
        raise UnreadableAnswer(f"{'.'.join(map(_step, fault['loc']))}: {fault['msg']}") from None
    except RecursionError:
        raise UnreadableAnswer("it is nested too deep") from None
    except json.JSONDecodeError as error:
        raise UnreadableAnswer(f"no JSON: {error.msg} at character {error.pos}") from None


def _step(step: int | str) -> str:
    """Return a step to a fault: the number of a member or the name of a field, but no name that the answer made up."""
    return str(step) if isinstance(step, int) or step in FIELDS else "?"
