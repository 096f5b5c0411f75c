"""The libraries that some layouts need, which an extra of the package brings."""

from importlib import import_module
from types import ModuleType

EXTRA = "export"


class ExtraMissing(ImportError):
    """A library that a layout needs is not installed; the message names the extra that brings it."""


def library(name: str, layout: str) -> ModuleType:
    """Return a library by the name of its module; raise `ExtraMissing` where it is not installed."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name.partition(".")[0]:
            raise
        raise ExtraMissing(f"{layout}: needs what `pip install 'entente[{EXTRA}]'` brings") from None
