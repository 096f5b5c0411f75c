"""Access to Prefect's server: the settings that close it to others, and those by which who started it may ask it.

Whoever may write to the server can have a worker run commands. A page that a browser has open on this machine reaches
every port of it, so that listening here alone is no protection: the server wants a password, answers no page of another
origin, takes no change without a token of its own (CSRF), and knows itself by no name but those of this machine.
"""

import ipaddress
import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

PATIENCE = 180  # seconds; the server needs 20 on a quiet machine
HERE = ("127.0.0.1", "localhost", "::1")
"""This machine, as a proxy is told not to be asked for it."""
ANY_HOST = ("*",)
WITHOUT_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""A proxy that the environment names would be asked for this machine's own address."""


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
    before = {name: os.environ.get(name) for name in told}
    os.environ.update(told)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


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
