"""A server of S3 on this machine in a process of its own: moto's, an emulator that keeps everything in memory.

It heeds If-Match and If-None-Match; it checks no credentials. Tests and `bucket_faults.py` try buckets on it.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

PATIENCE = 120.0  # seconds for it to come up, on a loaded machine
SECRET = "secret-of-the-trial"


@contextmanager
def bucket_server() -> Iterator[Mapping[str, str]]:
    """Start a server; yield the variables by which commands find it. It ends with this process."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as serving:
        try:
            wait_for(port, serving)
            yield variables(port)
        finally:
            serving.kill()


def variables(port: int) -> dict[str, str]:
    """Return the variables by which commands find a server on a port of this machine."""
    return {
        "AWS_ACCESS_KEY_ID": "trial",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{port}",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_MAX_ATTEMPTS": "2",
    }


def wait_for(port: int, serving: "subprocess.Popen[bytes]") -> None:
    """Wait until a server takes connections; raise TimeoutError or RuntimeError where it does not."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if serving.poll() is not None:
            raise RuntimeError("moto's server ended; `pip install 'moto[s3]' flask flask-cors` brings it")
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise TimeoutError(f"moto's server did not come up in {PATIENCE:g} s")
