"""Settings: the file `entente.toml` in or above the folder of work, the own knowledge and the engine that are chosen.

The file may say `knowledge = "folder"`, below or beside itself; where it says nothing its own folder is meant. The
folder holds `ontology/*.yaml` and `lexicons/*.csv`, of which docs/own-knowledge.md tells. It may say `engine = "base"`,
of which docs/engines.md tells. An option goes before it.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from transforms.engine_in_use import SHIPPED, SMALL, ChosenEngine, use_engine
from transforms.own_knowledge import NOTHING, SUFFIXES, OwnKnowledge, own_knowledge, read_knowledge, use

SETTINGS = "entente.toml"
KNOWLEDGE = "knowledge"
ENGINE = "engine"
KEYS = {KNOWLEDGE: "folder", ENGINE: "base"}
"""What the file may say, each with an example."""


class SettingsInvalid(ValueError):
    """The file of settings, or an option, cannot be what it says; the message tells where and what would be right."""


def use_own_knowledge(option: Path | None, start: Path | None = None) -> OwnKnowledge:
    """Use the own knowledge that an option or the nearest file of settings names; return it.

    All of it is read and checked at once, so that a run does not fail on its way. `start` is the folder of work. Raises
    SettingsInvalid or KnowledgeInvalid.
    """
    knowledge = find_own_knowledge(option, start or Path.cwd())
    use(knowledge)
    if knowledge.files:
        check_own_knowledge()
    return knowledge


def check_own_knowledge() -> None:
    """Load all that own knowledge may add to; raise KnowledgeInvalid where a file of it is not as it should be."""
    from transforms.lexicons import load_lexicons
    from transforms.ontology import load_contexts, load_ontology

    load_ontology()
    load_contexts()
    load_lexicons()
    if own_knowledge().file("lexicons/places.csv"):
        from transforms.places.gazetteer import own_places

        own_places()


def find_own_knowledge(option: Path | None, start: Path) -> OwnKnowledge:
    """Return the own knowledge that an option names, else that of the nearest file of settings, else none."""
    if option is not None:
        return _in_folder(option, f"--{KNOWLEDGE} {option}")
    settings = find_settings(start)
    if settings is None:
        return NOTHING
    said = read_settings(settings).get(KNOWLEDGE)
    if said is None:
        return read_knowledge(settings.parent)
    return _in_folder(settings.parent / said.value, f"{said.place}: {KNOWLEDGE} = {said.value!r}")


def use_chosen_engine(option: str | None, start: Path | None = None) -> ChosenEngine:
    """Read with the engine that an option or the nearest file of settings names, else with the one that ships.

    Return it. `start` is the folder of work. Raises UnknownEngine for an option, SettingsInvalid for a file, and
    DamagedModel.
    """
    engine = find_chosen_engine(option, start or Path.cwd())
    use_engine(engine)
    return engine


def find_chosen_engine(option: str | None, start: Path) -> ChosenEngine:
    """Return the engine that an option names, else that of the nearest file of settings, else the one that ships."""
    settings = find_settings(start) if option is None else None
    said = read_settings(settings).get(ENGINE) if settings else None
    name = option or (said.value if said else SMALL)
    if name == SMALL:
        return SHIPPED
    from transforms.language.engines import UnknownEngine, find_engine  # what ships is known without looking for it

    try:
        return find_engine(name)
    except UnknownEngine as unknown:
        if said is None:
            raise
        raise SettingsInvalid(f"{said.place}: {unknown}") from None


def _in_folder(folder: Path, said: str) -> OwnKnowledge:
    """Return the own knowledge of a folder that somebody named; refuse one that has none."""
    if not folder.is_dir():
        raise SettingsInvalid(f"{said}: no such folder; name one that holds {' or '.join(f'{n}/' for n in SUFFIXES)}")
    if not any((folder / name).is_dir() for name in SUFFIXES):
        held = " nor ".join(f"{name}/" for name in SUFFIXES)
        raise SettingsInvalid(f"{said}: it holds neither {held}; own knowledge lies in these")
    return read_knowledge(folder)


def find_settings(start: Path) -> Path | None:
    """Return the file of settings in a folder or the nearest one above it, None where there is none."""
    start = start.absolute()
    return next((found for folder in (start, *start.parents) if (found := folder / SETTINGS).is_file()), None)


class Said(NamedTuple):
    """What a file of settings says under a key."""

    value: str
    place: str
    """The file and the line, for a message."""


def read_settings(settings: Path) -> Mapping[str, Said]:
    """Return what a file of settings says, by key; raise SettingsInvalid where that cannot be."""
    try:
        text = settings.read_text(encoding="utf-8")
        told = tomllib.loads(text)
    except UnicodeDecodeError:
        raise SettingsInvalid(f"{settings}: it is no text; write it in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"{settings}:{line[1]}" if line else str(settings)
        raise SettingsInvalid(f'{where}: {error}; write {KNOWLEDGE} = "{KEYS[KNOWLEDGE]}"') from None
    said: dict[str, Said] = {}
    for name, value in told.items():
        place = f"{settings}:{_line_of(text, name)}"
        if name not in KEYS:
            raise SettingsInvalid(f"{place}: {name!r} is unknown; it may say {', '.join(KEYS)}")
        if not isinstance(value, str) or not value:
            raise SettingsInvalid(f'{place}: {name} = {value!r}; write {name} = "{KEYS[name]}"')
        said[name] = Said(value, place)
    return said


def _line_of(text: str, name: str) -> int:
    """Return the line in which a key of the file stands."""
    lines = (number for number, line in enumerate(text.splitlines(), start=1) if name in line.partition("#")[0])
    return next(lines, 1)
