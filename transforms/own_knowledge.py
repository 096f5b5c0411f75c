"""Own knowledge: the files by which users add to ours, or overrule it; a folder in, its files out.

The folder holds `ontology/*.yaml` (event types, modes, contexts) and `lexicons/*.csv` (actors, places, words), each in
the form of ours. Its files are read once, as bytes, and travel with the batches: what a run is fingerprinted by is what
every process of it parses.

A program has one knowledge at a time, since what is known is part of nearly every function of `transforms`: `use` says
which, before anything is read, and whatever was loaded under another one is forgotten.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from transforms.identifiers import content_hash, key

SUFFIXES = {"ontology": ".yaml", "lexicons": ".csv"}
"""The folders of own knowledge, each with the ending of its files."""
BESIDE = {".md", ".txt"}
"""Endings of files that say something to people and are not read."""
LARGEST = 10_000_000  # bytes of all files together; they travel with every batch of documents
OPEN_LEXICONS = {
    "actors.csv": "actors of a watch list, with their names and codes",
    "places.csv": "places, with their names and coordinates",
    "officials.csv": "people, one row for each role that they held",
    "roles.csv": "nouns for who does something, with their sector",
    "titles.csv": "words before a name",
    "institutions.csv": "bodies that any country may have",
    "modifiers.csv": "words that change the sector of the role beside them",
    "memberships.csv": "nouns for who belongs to a body",
    "peoples.csv": "peoples that live in one country",
    "regions.csv": "parts of the world that are no country",
}
"""The lexicons that own knowledge may have, and what each of them holds."""


class KnowledgeInvalid(ValueError):
    """Something that we are to know cannot be what it says; the message tells where, what was found, what is right."""


@dataclass(frozen=True)
class OwnFile:
    """A file of own knowledge."""

    path: str
    """Path within the folder: `lexicons/actors.csv`."""
    shown: str = field(compare=False)
    """Path by which a message names it."""
    content: bytes

    @property
    def name(self) -> str:
        """Name of the file without its folder."""
        return self.path.rpartition("/")[2]

    @property
    def origin(self) -> str:
        """How rows name it, which is the same wherever the folder lies: `own/actors.csv`."""
        return f"own/{self.name}"

    @property
    def text(self) -> str:
        """Its text; raise KnowledgeInvalid where it is none."""
        try:
            return self.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = self.content[: error.start].count(b"\n") + 1
            raise KnowledgeInvalid(f"{self.shown}:{line}: {error.reason}; write the file in UTF-8") from None


@dataclass(frozen=True)
class OwnKnowledge:
    """What a user adds to our knowledge."""

    files: tuple[OwnFile, ...] = ()

    @cached_property
    def digest(self) -> str:
        """Hash of all files by name and content, wherever the folder lies; empty where there are none."""
        return key(*(part for file in self.files for part in (file.path, content_hash(file.content)))) * bool(
            self.files
        )

    def names(self) -> list[str]:
        """Return the files, each with the hash of its content."""
        return [f"{file.path} {content_hash(file.content)}" for file in self.files]

    def within(self, folder: str) -> Iterator[OwnFile]:
        """Yield the files of `ontology` or of `lexicons`."""
        return (file for file in self.files if file.path.startswith(f"{folder}/"))

    def file(self, path: str) -> OwnFile | None:
        """Return the file of a path within the folder, None where there is none."""
        return next((file for file in self.files if file.path == path), None)


NOTHING = OwnKnowledge()
_used: list[OwnKnowledge] = [NOTHING]
"""The knowledge in use, alone."""


def own_knowledge() -> OwnKnowledge:
    """Return the own knowledge in use."""
    return _used[0]


def use(knowledge: OwnKnowledge) -> None:
    """Let all that is loaded from now on heed some own knowledge; forget what was loaded under another one."""
    if knowledge != _used[0]:
        _used[0] = knowledge
        forget_what_was_loaded()


@contextmanager
def using(knowledge: OwnKnowledge) -> Iterator[None]:
    """Use some own knowledge for a while."""
    before = own_knowledge()
    use(knowledge)
    try:
        yield
    finally:
        use(before)


def forget_what_was_loaded() -> None:
    """Clear what functions of ours remember.

    Any of them may rest on what is known, directly or not, and one that was left out would answer from what is known no
    more, so none is.
    """
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in {"transforms", "benchmarks"}:
            for value in list(vars(module).values()):
                with suppress(AttributeError):
                    value.cache_clear()


def read_knowledge(folder: Path) -> OwnKnowledge:
    """Return the own knowledge in a folder, none where it holds neither `ontology` nor `lexicons`.

    Raises KnowledgeInvalid for a file that has no place there.
    """
    files = [file for name in sorted(SUFFIXES) for file in _files(folder, name)]
    if (size := sum(len(file.content) for file in files)) > LARGEST:
        raise KnowledgeInvalid(f"{folder}: {size} bytes of own knowledge; at most {LARGEST} are read")
    return OwnKnowledge(tuple(files))


def _files(folder: Path, name: str) -> Iterator[OwnFile]:
    """Yield the files of one of the two folders by name."""
    suffix = SUFFIXES[name]
    if not (folder / name).is_dir():
        return
    for path in sorted((folder / name).iterdir()):
        if path.name.startswith(".") or path.suffix in BESIDE:
            continue
        if path.suffix != suffix or not path.is_file():
            raise KnowledgeInvalid(f"{path}: it is not read; {name}/ holds files that end in {suffix}")
        if name == "lexicons" and path.name not in OPEN_LEXICONS:
            known = ", ".join(OPEN_LEXICONS)
            raise KnowledgeInvalid(f"{path}: no lexicon of that name can be added to; those that can are {known}")
        yield OwnFile(f"{name}/{path.name}", str(path), path.read_bytes())
