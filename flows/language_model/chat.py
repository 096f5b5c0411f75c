"""Chat: one question in, one answer of the form asked for out, by the protocol of OpenAI's chat completions.

A schema is sent first; a server that refuses it is asked for plain JSON from then on. An answer that is not of the form
is sent back once, with where it is not. What fails for a while (429, 5xx, time-outs, an answer cut off) is asked again
after a pause that grows, or that the server asks for with `Retry-After`, which all threads keep.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

import httpx

from flows.language_model.endpoint import Endpoint
from flows.language_model.spending import Ledger, Spent
from transforms.language_model.answer_schema import ToldAnswer, UnreadableAnswer, answer_schema, parse_answer
from transforms.language_model.prompt_building import LETTERS_PER_TOKEN, Question
from warehouse.answers import KeptAnswer

for _name in ("httpx", "httpcore"):  # they log addresses, and the headers, which hold the key
    logging.getLogger(_name).setLevel(logging.WARNING)

TRIES = 10  # of one request: with one failure in five a document is given up once in ten million
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 120.0  # seconds; a server may ask for up to the longest
LONGEST_ANSWER = 16_000  # tokens; some 80 events at 200 tokens each
MOST_PER_TOKEN = 2  # letters; no text of news takes more tokens than one for every two letters
CONNECTED_WITHIN, ANSWERED_WITHIN = 10.0, 300.0  # seconds; a large model on a small machine needs minutes
PASSING = frozenset({408, 409, 425, 429, *range(500, 600)})
"""Statuses of what may succeed later."""
REFUSED = frozenset({401, 403, 404})
"""Statuses of a key or an address that is wrong for every document."""
IN_A_ROW = 3  # documents given up one after the other from which the server is taken for gone
Messages = list[dict[str, str]]
REPAIR = "That was not an answer of the form asked for ({fault}). Answer again, with the JSON object alone."


class EndpointFailed(Exception):
    """The server refuses every request, or none comes through; nothing of this run can be asked any more."""


class NotAnswered(Exception):
    """One document has no answer; the message says why, and repeats no word of it."""


class Form(NamedTuple):
    """How a request is put, which servers differ in."""

    has_schema: bool
    limit: str
    """Name of what bounds the length of an answer."""


FORMS = (
    Form(has_schema=True, limit="max_tokens"),
    Form(has_schema=True, limit="max_completion_tokens"),
    Form(has_schema=False, limit="max_tokens"),
    Form(has_schema=False, limit="max_completion_tokens"),
)
"""Tried in this order until a server takes one."""


@dataclass(frozen=True)
class _Reply:
    """What one request gave."""

    text: str
    is_whole: bool
    """Whether the model had come to an end by itself."""
    spent: Spent


class Chat:
    """A conversation with one server; several threads may ask at a time."""

    def __init__(
        self,
        endpoint: Endpoint,
        ledger: Ledger,
        *,
        first_pause: float = FIRST_PAUSE,
        answered_within: float = ANSWERED_WITHIN,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        time_out = httpx.Timeout(CONNECTED_WITHIN, read=answered_within)
        headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
        self._client = httpx.Client(headers=headers, timeout=time_out, follow_redirects=False)
        self._endpoint, self._ledger = endpoint, ledger
        self._first_pause, self._sleep = first_pause, sleep
        self._quiet_until = 0.0
        self._form, self._is_form_taken = 0, False
        self._is_there = False  # until it has said anything
        self._given_up = 0

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def answer(self, question: Question) -> KeptAnswer:
        """Return the answer to a question, which is of the form asked for.

        Raises NotAnswered where it is not, even after it was sent back; EndpointFailed; BudgetSpent.
        """
        messages = [
            {"role": "system", "content": question.instructions},
            {"role": "user", "content": question.text},
        ]
        first = self._complete(messages)
        if (fault := _fault_of(first)) is None:
            return KeptAnswer(first.text, first.spent.sent, first.spent.received)
        said = {"role": "assistant", "content": first.text}
        second = self._complete([*messages, said, {"role": "user", "content": REPAIR.format(fault=fault)}])
        if fault := _fault_of(second):
            raise NotAnswered(f"no answer of the form asked for, even when it was sent back: {fault}")
        spent = first.spent.with_more(second.spent)
        return KeptAnswer(second.text, spent.sent, spent.received)

    def _complete(self, messages: Messages) -> _Reply:
        """Return what a server says to some messages, however often it has to be asked."""
        for attempt in range(TRIES):
            self._wait()
            response, reply = self._send(messages, FORMS[self._form])
            if reply is not None:
                self._given_up, self._is_form_taken = 0, True
                return reply
            if response is not None and response.status_code not in PASSING:
                self._try_another_form(response.status_code)
                continue
            asked_for = _pause_asked_for(response.headers.get("retry-after")) if response is not None else None
            pause = self._first_pause * 2**attempt if asked_for is None else asked_for
            self._quiet_until = max(self._quiet_until, time.monotonic() + min(pause, LONGEST_PAUSE))
        self._given_up += 1
        if self._given_up >= IN_A_ROW or not self._is_form_taken:
            raise EndpointFailed(f"the server of the language model gave no answer in {TRIES} tries; try again later")
        raise NotAnswered(f"no answer in {TRIES} tries")

    def _wait(self) -> None:
        if (pause := self._quiet_until - time.monotonic()) > 0:
            self._sleep(pause)

    def _send(self, messages: Messages, form: Form) -> tuple[httpx.Response | None, _Reply | None]:
        """Send a request once; return the response, null where none came, and what it says, null if it failed."""
        letters = sum(len(message["content"]) for message in messages)
        with self._ledger.request(Spent(1, letters // MOST_PER_TOKEN, LONGEST_ANSWER)) as took:
            took.append(Spent(1, letters // LETTERS_PER_TOKEN, 0))
            try:
                response = self._client.post(f"{self._endpoint.url}/chat/completions", json=self._body(messages, form))
            except httpx.HTTPError as error:
                if isinstance(error, httpx.ConnectError) and not self._is_there:
                    raise EndpointFailed("no server listens where llm_url says; start it, or set another") from None
                return None, None
            self._is_there = True
            reply = _reply(response, letters) if response.is_success else None
            if reply:
                took.append(reply.spent)
            elif not response.is_success:
                took.append(Spent(1, 0, 0))
        if response.is_success and reply is None:
            return None, None
        return response, reply

    def _try_another_form(self, status: int) -> None:
        """Put requests in the next form from now on; raise where no other would be taken."""
        if self._is_form_taken:
            raise NotAnswered(f"the server refuses it with status {status}")
        if status in REFUSED or self._form == len(FORMS) - 1:
            raise EndpointFailed(f"the server of the language model refuses requests with status {status}")
        self._form += 1

    def _body(self, messages: Messages, form: Form) -> dict[str, Any]:
        body: dict[str, Any] = {"model": self._endpoint.model, "messages": messages, form.limit: LONGEST_ANSWER}
        if form.limit == FORMS[0].limit:
            body["temperature"] = 0
        if form.has_schema:
            schema = {"name": ToldAnswer.name, "strict": True, "schema": answer_schema()}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        return body


def _fault_of(reply: _Reply) -> str | None:
    """Return why a reply is no answer of the form asked for; null for one that is."""
    if not reply.is_whole:
        return f"it is longer than {LONGEST_ANSWER} tokens"
    try:
        parse_answer(reply.text)
    except UnreadableAnswer as fault:
        return str(fault)
    return None


def _reply(response: httpx.Response, letters: int) -> _Reply | None:
    """Return what a response says; null where it is cut off or says nothing that can be understood."""
    try:
        said = response.json()
        choice = said["choices"][0]
        text = choice["message"]["content"]
        usage: Mapping[str, Any] = said.get("usage") or {}
        sent = int(usage.get("prompt_tokens", letters // LETTERS_PER_TOKEN))
        received = int(usage.get("completion_tokens", _tokens(text)))
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    return _Reply(text, choice.get("finish_reason") != "length", Spent(1, sent, received))


def _tokens(text: str) -> int:
    return len(text) // LETTERS_PER_TOKEN


def _pause_asked_for(header: str | None) -> float | None:
    """Return the seconds that `Retry-After` asks for, as a number or as a moment; null where it asks for none."""
    if header is None:
        return None
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
