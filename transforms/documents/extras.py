"""Extras: the suffix of a file in, the extra of the package whose library reads it and is not installed out."""

from importlib.util import find_spec

LIBRARIES = {".pdf": ("pypdfium2", "pdf")}
"""The module of the library that reads a format, and the extra of the package that brings it, by suffix."""


def missing_extra(suffix: str) -> str | None:
    """Return the name of the extra that files of a format need and that is not installed, or None."""
    module, extra = LIBRARIES.get(suffix, ("", ""))
    return extra if module and find_spec(module) is None else None
