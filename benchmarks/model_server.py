"""A server of a language model that is none: it answers on this machine what a function says, with faults on request.

It speaks as much of OpenAI's protocol as `flows/language_model/chat.py` asks for. For tests and benchmarks.
"""

import json
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

Fault = Literal["busy", "error", "cut", "slow", "refused", "no_schema"]
Answering = Callable[[str], str]
"""Gives the answer to the message that holds the document."""
NO_ANSWER_IN = 30.0  # seconds for which a slow server says nothing, unless it is stopped before
EMPTY = '{"events": []}'


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that did not wait for its answer, and all else as ever."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@dataclass
class ModelServer:
    """A running server, and what it was asked."""

    url: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    """Bodies of all requests, in the order in which they came."""
    tokens: int = 0
    """Tokens of all answers that it gave whole, of request and answer."""
    headers: list[dict[str, str]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stopping: threading.Event = field(default_factory=threading.Event)

    def number(self, body: dict[str, Any], headers: dict[str, str]) -> int:
        """Note a request; return how many came before."""
        with self._lock:
            self.requests.append(body)
            self.headers.append(headers)
            return len(self.requests) - 1


@contextmanager
def model_server(
    answer: Answering = lambda _: EMPTY, fault_of: Callable[[int], Fault | None] = lambda _: None
) -> Iterator[ModelServer]:
    """Lend a server that answers with a function; `fault_of` tells the fault of the n-th request, from 0."""
    httpd = _Server(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server = ModelServer(f"http://127.0.0.1:{httpd.server_port}/v1")
    httpd.RequestHandlerClass = _handler(server, answer, fault_of)
    httpd.daemon_threads = True
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server._stopping.set()
        httpd.shutdown()
        httpd.server_close()
        thread.join()


def faults_in_turn(faults: Sequence[Fault], every: int) -> Callable[[int], Fault | None]:
    """Return a function by which every n-th request fails, each time with the next of some faults."""

    def fault_of(number: int) -> Fault | None:
        return faults[number // every % len(faults)] if number % every == 0 else None

    return fault_of


def _handler(
    server: ModelServer, answer: Answering, fault_of: Callable[[int], Fault | None]
) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            fault = fault_of(server.number(body, dict(self.headers)))
            has_schema = "response_format" in body
            if fault == "busy":
                self._send(429, b'{"error": "busy"}', {"Retry-After": "0.01"})
            elif fault == "error":
                self._send(500, b"oops")
            elif fault == "refused":
                self._send(401, b'{"error": "no such key"}')
            elif fault == "no_schema" and has_schema:
                self._send(400, b'{"error": "response_format is not supported"}')
            elif fault == "slow":
                server._stopping.wait(NO_ANSWER_IN)
                self.close_connection = True
            else:
                said = json.dumps(_completion(body, answer)).encode()
                self._send(200, said[: len(said) // 2] if fault == "cut" else said)
                if fault != "cut":
                    with server._lock:
                        server.tokens += sum(json.loads(said)["usage"].values())

        def _send(self, status: int, said: bytes, headers: dict[str, str] | None = None) -> None:
            self.send_response(status)
            for name, value in {"Content-Length": str(len(said)), **(headers or {})}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, as the library names it
            """Say nothing."""

    return Handler


def _completion(body: dict[str, Any], answer: Answering) -> dict[str, Any]:
    """Return a completion of the messages of a request."""
    document = next(message["content"] for message in body["messages"] if message["role"] == "user")
    text = answer(document)
    usage = {
        "prompt_tokens": sum(len(message["content"]) for message in body["messages"]) // 4,
        "completion_tokens": len(text) // 4,
    }
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    return {"object": "chat.completion", "model": body["model"], "choices": [choice], "usage": usage}
