"""Tests of sending a brief to servers of this machine: what arrives, what a failure says and does not."""

import email
import json
import logging
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from flows.briefing import Told
from tests.warehouse.brief.test_writing import brief

if TYPE_CHECKING:
    from prefect.blocks.core import Block
    from prefect.client.orchestration import SyncPrefectClient

TOLD = Told(brief(levels=None), "file:///here/report.html")
SECRET = "t0ps3cret"


@contextmanager
def webhooks(status: int) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    """Lend the address of a web server of this machine, and what it is sent."""
    sent: list[tuple[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Keep what is posted."""
            sent.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with serving(HTTPServer(("127.0.0.1", 0), Handler)) as port:
        yield f"127.0.0.1:{port}", sent


@contextmanager
def mail_server() -> Iterator[tuple[int, list[str]]]:
    """Lend the port of a mail server of this machine that takes everything, and the messages that it got."""
    got: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            """Answer as SMTP wants, and keep the message."""
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                word = line.split()[0].upper()
                if word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    lines = iter(self.rfile.readline, b".\r\n")
                    got.append(b"".join(lines).decode())
                self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 fine\r\n")

    with serving(socketserver.TCPServer(("127.0.0.1", 0), Handler)) as port:
        yield port, got


@contextmanager
def serving(server: socketserver.TCPServer) -> Iterator[int]:
    """Run a server in a thread as long as the block; yield its port."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def lent(monkeypatch: pytest.MonkeyPatch) -> dict[str, "Block"]:
    """Give the blocks that Prefect knows in a test, by type and name, without a server of Prefect."""
    from prefect.blocks.core import Block

    blocks: dict[str, Block] = {}

    def load(name: str) -> Block:
        if name not in blocks:
            raise ValueError(f"no block {name}")
        return blocks[name]

    monkeypatch.setattr(Block, "load", load)
    return blocks


def test_a_webhook_gets_the_brief_as_slack_takes_it(lent: dict[str, "Block"]) -> None:
    from prefect.blocks.webhook import Webhook
    from pydantic import SecretStr

    from flows.brief_sending import send

    with webhooks(200) as (address, sent):
        lent["webhook/desk"] = Webhook(url=SecretStr(f"http://{address}/{SECRET}"))
        send(TOLD, "webhook/desk", "https://desk.example/r/report.html")
    ((path, body),) = sent
    assert (path, list(body)) == (f"/{SECRET}", ["text"])
    assert body["text"].startswith("What is new since release 2\n1 event in 1 document new since release 2")
    assert "<https://desk.example/r/report.html#event=7a7238f6507a|evidence>" in body["text"]
    assert "file:" not in body["text"]


def test_a_block_that_notifies_gets_the_brief(lent: dict[str, "Block"]) -> None:
    from prefect.blocks.notifications import SlackWebhook
    from pydantic import SecretStr

    from flows.brief_sending import send

    with webhooks(200) as (address, sent):
        lent["slack-webhook/desk"] = SlackWebhook(url=SecretStr(f"json://{address}/{SECRET}"))
        send(TOLD, "slack-webhook/desk")
    ((_, body),) = sent
    assert body["title"] == "What is new since release 2"
    assert "Iraq → Islamic State: assault (aerial)" in body["message"]


def test_mail_holds_the_brief_as_text_and_as_a_page(lent: dict[str, "Block"]) -> None:
    from prefect.blocks.system import Secret

    from flows.brief_sending import send

    with mail_server() as (port, got):
        server = {"host": "127.0.0.1", "port": port, "security": "none"}
        people = {"sender": "desk@news.example", "recipients": ["a@news.example", "b@news.example"]}
        lent["secret/mail"] = Secret(value=server | people)
        send(TOLD, "secret/mail")
    message = email.message_from_string(got[0], policy=policy.default)
    assert (message["subject"], message["to"]) == ("What is new since release 2", "a@news.example, b@news.example")
    text, page = (part.get_content() for part in message.iter_parts())
    assert "1. **Iraq → Islamic State: assault (aerial)**\\" in text.splitlines()
    assert "<h3>Iraq → Islamic State: assault (aerial)</h3>" in page
    assert "file:" not in text + page


MAIL = {
    "host": "mail.example",
    "sender": "a@b.example",
    "recipients": ["c@d.example"],
    "password": SECRET,
    "user": "me",
}


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (MAIL | {"security": "none"}, "secret/mail: security none would send the password in clear"),
        ({"host": SECRET}, "secret/mail: recipients, sender: not as a mail server is told"),
        (SECRET, "secret/mail: all of it: not as a mail server is told"),
        (MAIL | {"host": "127.0.0.1", "port": 1}, "secret/mail: the server cannot be reached"),
    ],
)
def test_a_failure_is_a_sentence_that_holds_no_secret(
    held: Any, said: str, lent: dict[str, "Block"], caplog: pytest.LogCaptureFixture
) -> None:
    from prefect.blocks.system import Secret

    from flows.brief_sending import BriefNotSent, send

    lent["secret/mail"] = Secret(value=held)
    with caplog.at_level(logging.DEBUG), pytest.raises(BriefNotSent) as failed:
        send(TOLD, "secret/mail")
    assert str(failed.value).startswith(said)
    assert SECRET not in str(failed.value) + caplog.text


def test_a_server_that_refuses_is_told_without_its_address(
    lent: dict[str, "Block"], caplog: pytest.LogCaptureFixture
) -> None:
    from prefect.blocks.notifications import SlackWebhook
    from prefect.blocks.webhook import Webhook
    from pydantic import SecretStr

    from flows.brief_sending import BriefNotSent, send

    with webhooks(500) as (address, _):
        lent["webhook/desk"] = Webhook(url=SecretStr(f"http://{address}/{SECRET}"))
        lent["slack-webhook/desk"] = SlackWebhook(url=SecretStr(f"json://{address}/{SECRET}"))
        caplog.clear()
        caplog.set_level(logging.DEBUG)
        with pytest.raises(BriefNotSent, match=r"^webhook/desk: its server answered 500$"):
            send(TOLD, "webhook/desk")
        with pytest.raises(BriefNotSent, match=r"^slack-webhook/desk: NotificationError$"):
            send(TOLD, "slack-webhook/desk")
    with pytest.raises(BriefNotSent, match=r"^slack-webhook/none: Prefect has no such block"):
        send(TOLD, "slack-webhook/none")
    assert SECRET not in caplog.text


@pytest.mark.slow  # a server of Prefect and a build
def test_a_brief_that_is_not_sent_leaves_the_release_published(
    prefect_client: "SyncPrefectClient", tmp_path: Any
) -> None:
    from flows.build import build
    from tests.small_seeds import write_small_seeds
    from warehouse.releases import Warehouse

    state = build(
        write_small_seeds(tmp_path / "seeds"),
        tmp_path / "warehouse",
        workers=1,
        send_brief="webhook/none",
        return_state=True,
    )
    assert state.name == "BriefNotSent"
    assert str(state.message).startswith(
        "release 1 is published, its brief not sent: webhook/none: Prefect has no such block"
    )
    assert Warehouse(tmp_path / "warehouse").published().number == 1
