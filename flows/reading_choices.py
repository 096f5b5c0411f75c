"""Choices of reading: the own knowledge, the engine and the reader that an option or a setting names, checked and used.

docs/own-knowledge.md tells of the first, docs/engines.md of the second, docs/language-models.md of the third.
"""

from pathlib import Path
from typing import cast

from flows.settings import (
    ENGINE,
    KNOWLEDGE,
    LLM_MODEL,
    LLM_ON,
    READER,
    UNSURE_BELOW,
    SettingsInvalid,
    choose,
    find_settings,
)
from transforms.engine_in_use import SHIPPED, SMALL, ChosenEngine, use_engine
from transforms.own_knowledge import NOTHING, SUFFIXES, OwnKnowledge, own_knowledge, read_knowledge, use
from transforms.reader_in_use import ENGINE_ALONE, UNSURE, Asked, ChosenReader, ReaderName, use_reader


def use_own_knowledge(option: Path | None, start: Path | None = None) -> OwnKnowledge:
    """Use the own knowledge that an option or a setting names; return it.

    All of it is read and checked at once, so that a run does not fail on its way. `start` is the folder of work. Raises
    SettingsInvalid or KnowledgeInvalid.
    """
    knowledge = find_own_knowledge(option, start)
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


def find_own_knowledge(option: Path | None, start: Path | None = None) -> OwnKnowledge:
    """Return the own knowledge that an option or a setting names, else that beside the file of settings, else none."""
    chosen = choose(KNOWLEDGE, option, start)
    if chosen.value is not None:
        return _in_folder(chosen.value, chosen.origin)
    settings = find_settings(start)
    return read_knowledge(settings.parent) if settings else NOTHING


def _in_folder(folder: Path, origin: str) -> OwnKnowledge:
    """Return the own knowledge of a folder that somebody named; refuse one that has none."""
    if not folder.is_dir():
        held = " or ".join(f"{name}/" for name in SUFFIXES)
        raise SettingsInvalid(f"{origin}: {folder}: no such folder; name one that holds {held}")
    if not any((folder / name).is_dir() for name in SUFFIXES):
        held = " nor ".join(f"{name}/" for name in SUFFIXES)
        raise SettingsInvalid(f"{origin}: {folder}: it holds neither {held}; own knowledge lies in these")
    return read_knowledge(folder)


def use_chosen_engine(option: str | None, start: Path | None = None) -> ChosenEngine:
    """Read with the engine that an option or a setting names, else with the one that ships; return it.

    `start` is the folder of work. Raises SettingsInvalid or DamagedModel.
    """
    engine = find_chosen_engine(option, start)
    use_engine(engine)
    return engine


def find_chosen_engine(option: str | None, start: Path | None = None) -> ChosenEngine:
    """Return the engine that an option or a setting names, else the one that ships."""
    chosen = choose(ENGINE, option, start)
    if chosen.value == SMALL:
        return SHIPPED
    from transforms.language.engines import UnknownEngine, find_engine  # what ships is known without looking for it

    try:
        return find_engine(chosen.value)
    except UnknownEngine as unknown:
        raise SettingsInvalid(f"{chosen.origin}: {unknown}") from None


def use_chosen_reader(option: str | None = None, llm_on: str | None = None) -> ChosenReader:
    """Read with the engine, a language model or both, as options or settings say; return it. Raises SettingsInvalid."""
    reader = find_chosen_reader(choose(READER, option).value, choose(LLM_ON, llm_on).value)
    use_reader(reader)
    return reader


def find_chosen_reader(name: str, llm_on: str) -> ChosenReader:
    """Return the reader of a name, with the language model that the settings name where it has one."""
    if name == ENGINE_ALONE.name:
        return ENGINE_ALONE
    model = choose(LLM_MODEL)
    if model.value is None:
        raise SettingsInvalid(f"{READER.name} = {name!r}: no language model is named; set {LLM_MODEL.variable}")
    below = choose(UNSURE_BELOW).value if llm_on == UNSURE else 0.0
    return ChosenReader(cast(ReaderName, name), model.value, cast(Asked, llm_on), below)
