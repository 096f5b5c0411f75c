"""Serving: Prefect's server, a worker and the schedule of `prefect.yaml`, started together on this machine.

The `prefect.yaml` is that of the project, the folder of `entente.toml` or else of work; without one that which ships.
"""

import ipaddress
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from flows.prefect_server import running, stop
from flows.prefect_settings import settle_prefect
from flows.project_folder import deployments, project_root
from flows.settings import SCHEDULE, choose, find_settings, in_project

POOL, DEPLOYMENT = "entente", "daily"  # the work pool and the deployment that prefect.yaml names
GIVEN = "PREFECT_SERVER_API_AUTH_STRING"
"""Variable of the environment that gives the password, in Prefect's own form `name:password`."""
KEPT = "serve-password"
"""File beside Prefect's database with the password that was made."""


class AccessInvalid(OSError):
    """The address to listen at or the password cannot be used; the message says why."""


def serve(host: str, port: int, tell: Callable[[Sequence[str]], None]) -> int:
    """Start server, deployments and worker; return the worker's status when it ends. Ctrl-C ends all of them.

    Raises `AccessInvalid`, SettingsInvalid, and `OSError` for a port that is taken, before anything is started.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that server and worker end too
    settle_prefect()
    os.environ["PREFECT_LOGGING_LEVEL"] = "INFO"
    password, where = password_of(os.environ, prefect_home())
    # The runs have a folder of work of their own, and are to heed the file of this one.
    folder = project_root()
    with in_project(find_settings()), running(listen(host, port), password, {}) as url:
        tell([f"Prefect's page: {url.removesuffix('/api')}", f"its password: {where}"])
        subprocess.run(prefect("work-pool", "create", POOL, "--type", "process", "--overwrite"), check=True)
        deploy = prefect("deploy", "--name", DEPLOYMENT, "--prefect-file", str(deployments()))
        subprocess.run([*deploy, "--cron", choose(SCHEDULE).value, "--timezone", "UTC"], check=True, cwd=folder)
        work = [sys.executable, "-m", "flows.prefect_worker", POOL]
        worker = subprocess.Popen(work, stdin=subprocess.PIPE, cwd=folder)
        try:
            return worker.wait()
        finally:
            stop(worker)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at an address."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        raise AccessInvalid(f"--host {host}: no address; 127.0.0.1 is this machine, 0.0.0.0 all its networks") from None
    try:
        family = socket.AF_INET if address.version == 4 else socket.AF_INET6
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise AccessInvalid(f"--host {host} --port {port}: {(error.strerror or str(error)).lower()}") from error


def prefect_home() -> Path:
    """Return the folder in which Prefect keeps its database."""
    return Path(os.environ.get("PREFECT_HOME") or "~/.prefect").expanduser()


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


def prefect(*arguments: str) -> Sequence[str]:
    """Return the command that runs Prefect of this environment."""
    return [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
