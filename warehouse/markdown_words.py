"""Words for Markdown: names and texts come from documents, and steer nothing where they are shown."""

import re

from transforms.control_characters import printable

ACTIVE = re.compile(r"([\\`*_\[\]<>|#~&!@]|(?<=www)\.|:(?=//))")
"""Characters that Markdown would take for more than themselves, and those by which it makes a link of an address."""


def cell(value: object) -> str:
    """Return a value in one line that Markdown shows as it is."""
    return ACTIVE.sub(r"\\\1", printable(str(value)).replace("\n", " "))
