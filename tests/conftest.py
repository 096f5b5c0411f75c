"""What every test lives by: no network, and Prefect's database in a folder that goes with the test run.

Also what several of them share and takes long to make.
"""

import os
import socket
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.growing import Library

os.environ["PREFECT_HOME"] = tempfile.mkdtemp(prefix="entente-prefect-")  # read when Prefect is imported
os.environ["GX_ANALYTICS_ENABLED"] = "false"
os.environ["DO_NOT_TRACK"] = "1"

LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse every connection that leaves this machine; Prefect's own server on the loopback may be reached."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    socket.socket.connect = connect_here  # type: ignore[method-assign, assignment]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> "Library":
    """Give documents that tell the same events, with the parts that reading them gave."""
    from tests.growing import write_library  # reads texts, which most tests do not need

    return write_library(tmp_path_factory.mktemp("library"))
