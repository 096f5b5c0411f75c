"""Credentials from Prefect: the variables of a secret in the environment of a run, as long as it needs them."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from prefect.blocks.system import Secret

from flows.environment import with_variables
from flows.settings import SettingsInvalid

ALLOWED = re.compile(r"AWS_[A-Z0-9_]+")
"""Variables that a secret may set: those by which boto3 finds a bucket. Others steer the program itself."""


@contextmanager
def bucket_keys(block: str | None) -> Iterator[None]:
    """Put the variables that a secret of Prefect holds into the environment as long as the block; nothing for None.

    Raises SettingsInvalid, which shows none of its values.
    """
    given = variables_of(block) if block else {}
    with with_variables(given):
        yield


def variables_of(block: str) -> dict[str, str]:
    """Return the variables that a secret of Prefect holds; raise SettingsInvalid where it is none of variables."""
    try:
        secret = Secret.load(block)
    except ValueError:
        raise SettingsInvalid(f"bucket_secret: Prefect has no secret named {block!r}") from None
    assert isinstance(secret, Secret)  # a coroutine only where an event loop runs
    return checked(block, secret.get())


def checked(block: str, held: object) -> dict[str, str]:
    """Return what a secret holds if it is variables of a bucket with texts; else raise SettingsInvalid."""
    if not isinstance(held, Mapping) or not all(isinstance(value, str) for value in held.values()):
        raise SettingsInvalid(f'secret {block!r}: no JSON object of texts; write {{"AWS_ACCESS_KEY_ID": "..."}}')
    if wrong := sorted(str(name) for name in held if not ALLOWED.fullmatch(str(name))):
        raise SettingsInvalid(f"secret {block!r}: {', '.join(wrong)}: only variables AWS_... may stand there")
    return dict(held)
