"""Serving: Prefect's server, a worker and the schedule of `prefect.yaml`, started together on this machine.

The `prefect.yaml` is that of the project, the folder of `entente.toml` or else of work; without one that which ships.
"""

import ipaddress
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence

from flows.prefect_access import AccessInvalid, password_of
from flows.prefect_announcement import announced
from flows.prefect_server import running, stop
from flows.prefect_settings import prefect_home, settle_prefect
from flows.project_folder import deployments, project_root
from flows.settings import SCHEDULE, choose, find_settings, in_project

KEPT_DAYS = 30
HISTORY = {
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(KEPT_DAYS * 24 * 60 * 60),  # seconds
}
"""What keeps Prefect's database from growing for ever: runs go after so many days, unless the environment says else."""
POOL, DEPLOYMENT = "entente", "daily"  # the work pool and the deployment that prefect.yaml names


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
    history = {name: value for name, value in HISTORY.items() if name not in os.environ}
    with (
        in_project(find_settings()),
        running(listen(host, port), password, history) as url,
        announced(prefect_home(), url),
    ):
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


def prefect(*arguments: str) -> Sequence[str]:
    """Return the command that runs Prefect of this environment."""
    return [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
