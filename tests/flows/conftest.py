"""Prefect's server that tests share, since one takes 20 CPU seconds to come up."""

import contextlib
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.flows.prefect_servers import Server

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server such as a run starts; the environment does not name it, so that other tests start their own.

    Its database is its own and holds the runs of these tests alone.
    """
    from flows.prefect_server import prefect_server

    with pytest.MonkeyPatch.context() as environment, contextlib.ExitStack() as ended:
        environment.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect")))
        ended.enter_context(prefect_server())
        environment.undo()
        yield Server(os.environ.pop("PREFECT_API_URL"), os.environ.pop("PREFECT_API_AUTH_STRING"))


@pytest.fixture(scope="module")
def prefect_client(server: Server) -> Iterator["SyncPrefectClient"]:
    """Give a client of the shared server, which flows of the tests use as well."""
    from prefect.client.orchestration import get_client
    from prefect.settings import (
        PREFECT_API_AUTH_STRING,
        PREFECT_API_URL,
        PREFECT_CLIENT_CSRF_SUPPORT_ENABLED,
        temporary_settings,
    )

    asked = {
        PREFECT_API_URL: server.url,
        PREFECT_API_AUTH_STRING: server.password,
        PREFECT_CLIENT_CSRF_SUPPORT_ENABLED: True,
    }
    with temporary_settings(asked), get_client(sync_client=True) as client:
        yield client
