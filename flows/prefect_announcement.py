"""The announcement of a running `entente serve`: where its API is, for builds that would else open the same database.

It is a file beside that database, which is locked as long as the server runs: what one that was killed has left behind
is locked by nobody, and announces nothing.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.prefect_access import GIVEN, AccessInvalid, password_of, takes_password

ANNOUNCED = "serve-address"
"""File beside Prefect's database with the address of the API that runs on it."""


@contextmanager
def announced(home: Path, url: str) -> Iterator[None]:
    """Let builds find an API as long as the block."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / ANNOUNCED).open("a+", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(0)
        file.write(f"{url}\n")
        file.flush()
        yield


def find_api(home: Path) -> tuple[str, str] | None:
    """Return the API that is announced and its password, None where none is.

    Raises `AccessInvalid` where it is served with another password than the environment or the file beside has.
    """
    try:
        with (home / ANNOUNCED).open(encoding="ascii") as file:
            url = file.read().strip()
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return None
    except FileNotFoundError:
        return None
    except BlockingIOError:
        password, _ = password_of(os.environ, home)
    if not url:  # it is being written
        return None
    if not takes_password(url, password):
        raise AccessInvalid(
            f"{url}: `entente serve` runs there with another password; set {GIVEN} as it has it, or build --no-prefect"
        )
    return url, password
