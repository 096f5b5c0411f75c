"""Sending a brief with a block of Prefect: to a webhook or a chat, or by mail with what a secret tells of its server.

The block is named as Prefect names it, by its type and its own name:

    slack-webhook/desk      any block that notifies, such as of Slack, Mattermost or Teams
    webhook/desk            a webhook that takes what Slack's do: {"text": ...}
    secret/desk-mail        a secret with a JSON object: the mail server, from whom and to whom

This is all that connects. What a failure says names the block and never what it holds.
"""

import asyncio
import ipaddress
import logging
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import localtime, make_msgid

from httpx import HTTPError
from prefect.blocks.abstract import NotificationBlock
from prefect.blocks.core import Block
from prefect.blocks.system import Secret
from prefect.blocks.webhook import Webhook
from prefect.events.worker import EventsWorker
from prefect.variables import Variable
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from flows.briefing import Told, made
from flows.run_artifacts import REPORTS_AT, report_address
from warehouse.brief.chat import chat_message, plain_message
from warehouse.releases import REPORT, Release

SECONDS = 20  # that a server may take to each step
EXAMPLE = '{"host": "mail.example.org", "user": "...", "password": "...", "sender": "...", "recipients": ["..."]}'


class BriefNotSent(Exception):
    """A brief has not reached its server; the message says at which block, and why as far as no secret is in it."""


class MailServer(BaseModel):
    """What a secret tells of a mail server."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    host: str
    port: int = Field(default=587, ge=1, le=65535)
    security: str = Field(default="starttls", pattern="^(starttls|tls|none)$")
    user: str | None = None
    password: SecretStr | None = None
    sender: str
    recipients: list[str] = Field(min_length=1)


def send(told: Told, block: str, report_at: str | None = None) -> None:
    """Send a brief with a block; its evidence is linked to a report page at `report_at`. Raise `BriefNotSent`."""
    with reasons(block), quiet():
        found = loaded(block)
        if isinstance(found, Secret):
            mail(told, MailServer.model_validate(found.get()), report_at)
        elif isinstance(found, Webhook):
            call(found, chat_message(told.brief, report_at))
        elif isinstance(found, NotificationBlock):
            with found.raise_on_failure():
                found.notify(plain_message(told.brief, report_at), told.title)  # type: ignore[unused-coroutine]
        else:
            raise BriefNotSent(f"{block}: it sends nothing; name a block that notifies, a webhook or a secret")


def end_events() -> None:
    """Hand Prefect's server the events of a block that was called before it ends; within a run, the run does so."""
    with quiet():
        EventsWorker.drain_all(timeout=SECONDS, at_exit=False)


def sent(release: Release, block: str) -> str:
    """Send the brief of a new release; return why it was not sent, nothing where it was."""
    try:
        send(made(release), block, reports_at(release))
    except BriefNotSent as error:
        return str(error)
    except Exception as error:  # noqa: BLE001, whatever keeps the brief from being made, the release is published
        return f"{block}: no brief could be made ({type(error).__name__})"
    return ""


def reports_at(release: Release) -> str | None:
    """Return where readers elsewhere find the report of a release, by Prefect's variable; None where it is not set."""
    page = release.folder / REPORT
    return report_address(page) if page.is_file() and Variable.get(REPORTS_AT) else None


def loaded(block: str) -> Block:
    """Return a block by its type and name; raise `BriefNotSent` where there is none."""
    if block.count("/") != 1:
        raise BriefNotSent(f"{block}: no block; write its type and its name, such as slack-webhook/desk")
    try:
        found = Block.load(block)
    except ValueError:
        raise BriefNotSent(f"{block}: Prefect has no such block; `prefect block ls` lists them") from None
    assert isinstance(found, Block)  # a coroutine only where an event loop runs
    return found


def call(webhook: Webhook, text: str) -> None:
    """Give a webhook a message; raise `BriefNotSent` where its server refuses it."""

    async def asked() -> int:
        async with asyncio.timeout(SECONDS):
            return (await webhook.call({"text": text})).status_code

    status = asyncio.run(asked())
    if not 200 <= status < 300:
        raise BriefNotSent(f"its server answered {status}")


def mail(told: Told, server: MailServer, report_at: str | None) -> None:
    """Send a brief by mail, as Markdown and as HTML; encrypted, unless the server is on this machine."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = told.title, server.sender, ", ".join(server.recipients)
    message["Date"], message["Message-ID"] = (
        localtime(),
        make_msgid(domain=server.sender.rpartition("@")[2].strip("> ")),
    )
    message.set_content(told.at(report_at).text("markdown"))
    message.add_alternative(told.at(report_at).text("html"), subtype="html")
    if server.security == "none" and server.password and not is_here(server.host):
        raise BriefNotSent("security none would send the password in clear; say starttls or tls")
    with connected(server) as client:
        if server.user and server.password:
            client.login(server.user, server.password.get_secret_value())
        client.send_message(message)


def connected(server: MailServer) -> smtplib.SMTP:
    """Return a connection to a mail server, encrypted as it says."""
    trusted = ssl.create_default_context()
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=trusted)
    client = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    if server.security == "starttls":
        client.starttls(context=trusted)
    return client


def is_here(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def reasons(block: str) -> Iterator[None]:
    """Tell every failure to send as `BriefNotSent`, with words that hold no secret."""
    try:
        yield
    except BriefNotSent as error:
        said = str(error)
        raise BriefNotSent(said if said.startswith(f"{block}: ") else f"{block}: {said}") from None
    except ValidationError as error:
        wrong = ", ".join(sorted({".".join(map(str, found["loc"])) or "all of it" for found in error.errors()}))
        raise BriefNotSent(f"{block}: {wrong}: not as a mail server is told; write {EXAMPLE}") from None
    except smtplib.SMTPResponseException as error:
        raise BriefNotSent(f"{block}: the mail server answered {error.smtp_code}") from None
    except (OSError, smtplib.SMTPException, HTTPError, ssl.SSLError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise BriefNotSent(f"{block}: the server cannot be reached or does not take it ({why})") from None
    except Exception as error:  # noqa: BLE001, what another block raises may hold its address, which is a secret
        raise BriefNotSent(f"{block}: {type(error).__name__}") from None


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the libraries that send from logging their progress and the addresses that they ask, which are secrets."""
    loggers = [logging.getLogger(name) for name in ("apprise", "httpx", "httpcore", "urllib3", "EventsWorker")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
