"""Takes `word_classes.yaml`, gives the classes of words that patterns and contexts ask for by name.

In a list of words `$police` stands for the words of that class: `subject: [$police, officer]`. A class may name those
above it. A word stands once in a list, by itself or in one class.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from transforms.loading import line_of, load_yaml, shown_path
from transforms.own_knowledge import KnowledgeInvalid

WORD_CLASSES = Path(__file__).with_name("word_classes.yaml")
NAME = "[a-z][a-z_]+"
NAMED = re.compile(rf"\$({NAME})")  # a bare $ is a word: "sent $ 5 million"


class WordClass(BaseModel):
    """A class of words, as written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    definition: str
    words: tuple[str, ...]


@cache
def load_word_classes() -> Mapping[str, tuple[str, ...]]:
    """Return the words of each class."""
    return read_word_classes(WORD_CLASSES)


def read_word_classes(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Return the words of each class of a file; raise KnowledgeInvalid for one that names what stands not above it."""
    found: dict[str, tuple[str, ...]] = {}
    for name, declared in load_yaml(path, dict[Annotated[str, Field(pattern=f"^{NAME}$")], WordClass]).items():
        try:
            found[name] = expanded(declared.words, found)
        except ValueError as error:
            line = line_of(path.read_text(encoding="utf-8"), (name, "words"))
            raise KnowledgeInvalid(f"{shown_path(path)}:{line}: {name}: {error}") from None
    return found


def with_classes(words: Sequence[str]) -> tuple[str, ...]:
    """Return words with those of the classes that they name; raise ValueError as `expanded` does."""
    return expanded(words, load_word_classes())


def expanded(words: Sequence[str], classes: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return words with those of the classes that they name, in their order.

    Raises ValueError for a class that there is not, and for a word that stands twice.
    """
    every = [word for written in words for word in _meant(written, classes)]
    if twice := next((word for at, word in enumerate(every) if word in every[:at]), None):
        raise ValueError(f"{twice!r} stands twice; a list has a word once, by itself or in one class")
    return tuple(every)


def _meant(written: str, classes: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """Return the words of a class, or a word by itself."""
    if not (named := NAMED.fullmatch(written)):
        return (written,)
    if named[1] not in classes:
        raise ValueError(
            f"class {written} is unknown; use one of {', '.join(f'${name}' for name in classes) or 'none'}"
        )
    return classes[named[1]]
