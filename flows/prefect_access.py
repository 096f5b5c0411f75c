"""Access to Prefect's server: the settings that close it to others, and those by which who started it may ask it.

Whoever may write to the server can have a worker run commands. A page that a browser has open on this machine reaches
every port of it, so that listening here alone is no protection: the server wants a password, answers no page of another
origin, takes no change without a token of its own (CSRF), and knows itself by no name but those of this machine.
"""

import base64
import ipaddress
import os
import secrets
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from flows.environment import with_variables

PATIENCE = 180  # seconds; the server needs 20 on a quiet machine
HERE = ("127.0.0.1", "localhost", "::1")
"""This machine, as a proxy is told not to be asked for it."""
ANY_HOST = ("*",)
WITHOUT_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""A proxy that the environment names would be asked for this machine's own address."""

GIVEN = "PREFECT_SERVER_API_AUTH_STRING"
"""Variable of the environment that gives the password, in Prefect's own form `name:password`."""
KEPT = "serve-password"
"""File beside Prefect's database with the password that was made."""


class AccessInvalid(OSError):
    """The address to listen at or the password cannot be used; the message says why."""


class ServerSilent(OSError):
    """Prefect's server did not come up."""


class ServerOpen(OSError):
    """Prefect's server answers who has no password."""


def url_of(address: str, port: int) -> str:
    """Return where the API of a server is asked that listens at an address; one of all addresses is asked here."""
    found = ipaddress.ip_address(address)
    if found.is_unspecified:
        found = ipaddress.ip_address("127.0.0.1" if found.version == 4 else "::1")
    return f"http://{found}:{port}/api" if found.version == 4 else f"http://[{found}]:{port}/api"


def hosts_of(address: str) -> tuple[str, ...]:
    """Return the names by which a server at an address may be asked.

    Beyond this machine only its owner knows which names lead to it, so that any is taken there.
    """
    found = ipaddress.ip_address(address)
    if not found.is_loopback:
        return ANY_HOST
    return (f"[{found}]" if found.version == 6 else str(found), "127.0.0.1", "localhost")


def closed_to_others(password: str, port: int) -> Mapping[str, str]:
    """Return the settings of a server that wants a password and answers no page but its own."""
    return {
        "PREFECT_SERVER_API_AUTH_STRING": password,
        "PREFECT_SERVER_CSRF_PROTECTION_ENABLED": "true",
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": f"http://127.0.0.1:{port},http://localhost:{port}",
    }


@contextmanager
def asking(url: str, password: str) -> Iterator[None]:
    """Let this process and those that it starts ask a server as long as the block, by no proxy."""
    named = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    unproxied = ",".join([*filter(None, [named]), *HERE])
    told = {
        "PREFECT_API_URL": url,
        "PREFECT_API_AUTH_STRING": password,
        "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "true",
        "no_proxy": unproxied,
        "NO_PROXY": unproxied,
    }
    with with_variables(told):
        yield


def wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    """Wait until a server answers; raise `ServerSilent` when it ends or takes too long."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise ServerSilent(f"Prefect's server ended with status {server.returncode} before it answered")
        try:
            with WITHOUT_PROXY.open(f"{url}/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise ServerSilent(f"Prefect's server did not answer at {url} within {PATIENCE} s")


def takes_password(url: str, password: str) -> bool:
    """Whether a server takes a password."""
    header = {"Authorization": f"Basic {base64.b64encode(password.encode()).decode()}"}
    try:
        with WITHOUT_PROXY.open(urllib.request.Request(f"{url}/admin/version", headers=header), timeout=PATIENCE):
            return True
    except urllib.error.HTTPError:
        return False


def check_closed(url: str) -> None:
    """Raise `ServerOpen` unless a server turns away who gives no password, whatever it was told."""
    try:
        with WITHOUT_PROXY.open(f"{url}/admin/version", timeout=PATIENCE) as answer:
            status = answer.status
    except urllib.error.HTTPError as refusal:
        if refusal.code == 401:
            return
        status = refusal.code
    raise ServerOpen(
        f"{url}: the server answered {status} to a request without a password, where 401 is right; "
        "anybody who can write to it can have commands run here"
    )


def password_of(environment: Mapping[str, str], home: Path) -> tuple[str, str]:
    """Return the password, and where a person finds it: in the environment, or in a file that is made at first.

    Raises `AccessInvalid` for an empty one, and for a file that others may read.
    """
    if (given := environment.get(GIVEN)) is not None:
        name, _, password = given.partition(":")
        if not name or not password.strip():
            raise AccessInvalid(f"{GIVEN}: no password in it; it has the form name:password")
        return given, f"that of {GIVEN}"
    path = home / KEPT
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        made = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with open(made, "w", encoding="ascii") as file:  # noqa: PTH123, a descriptor has no path
            file.write(f"entente:{secrets.token_urlsafe()}\n")
    if path.stat().st_mode & 0o077:
        raise AccessInvalid(f"{path}: others may read it; remove it, and another password is made")
    if not (kept := path.read_text(encoding="ascii").strip()):
        raise AccessInvalid(f"{path}: empty; remove it, and another password is made")
    return kept, f"the line in {path}"
