"""The environment: variables that hold as long as a block, here and in processes that are started in it."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


@contextmanager
def with_variables(given: Mapping[str, str]) -> Iterator[None]:
    """Set variables of the environment as long as the block; what they were before holds again after it."""
    before = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
