"""Takes the name of a reading engine, gives its folder and its version: of that which ships, or of an installed one.

An engine is a folder with a model, its vocabulary, its checksums and its card; every one is run by the same code. A
package offers one under the entry points `entente.engines`: a name, and the folder as a `Path`.
"""

from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from transforms.engine_in_use import SHIPPED, SMALL, ChosenEngine, engine_in_use
from transforms.language.model_folder import MODEL, engine_version

GROUP = "entente.engines"
BASE = "base"
"""Name of the thorough engine."""
BOTH = "both"
"""Name for two in a row: the thorough engine reads again what the one that ships is unsure of."""
HOW_TO_INSTALL = {BASE: "`make engine-base` in a checkout of Entente makes and installs it"}
"""What to do where an engine that we know of is not installed."""
ENGINE_VERSION = engine_version()
"""Version of the engine that ships."""


class UnknownEngine(ValueError):
    """A name that no engine has."""


def engine_names() -> list[str]:
    """Return the names of the engines that are installed, the one that ships first."""
    return [SMALL, *sorted(_offered())]


def engine_folder(name: str = SMALL) -> Path:
    """Return the folder of an engine; raise `UnknownEngine` where no package offers one of this name."""
    if name == SMALL:
        return MODEL
    offered = _offered()
    if name not in offered:
        known = ", ".join(engine_names())
        how = HOW_TO_INSTALL.get(name, f"a package offers others under the entry points {GROUP!r}")
        raise UnknownEngine(f"engine {name!r} is not installed; installed are {known}; {how}")
    folder = offered[name].load()
    if not isinstance(folder, Path):
        raise UnknownEngine(
            f"engine {name!r}: {offered[name].value} is {folder!r}; a package offers the Path of a folder"
        )
    return folder


def find_engine(name: str = SMALL) -> ChosenEngine:
    """Return an engine by its name, with the version that is installed; raise `UnknownEngine` or `DamagedModel`."""
    if name == SMALL:
        return SHIPPED
    if name == BOTH:
        return ChosenEngine(BOTH, f"{ENGINE_VERSION}+{find_engine(BASE).version}")
    return ChosenEngine(name, engine_version(engine_folder(name), name))


def version_in_use() -> str:
    """Return the version of the engine that this program reads with, as a row that depends on a reading carries it.

    That of two in a row is both of theirs, the smaller first.
    """
    return engine_in_use().version or ENGINE_VERSION


def _offered() -> dict[str, EntryPoint]:
    """Return the engines of installed packages by name; none can take the name of the one that ships or of both."""
    return {point.name: point for point in entry_points(group=GROUP) if point.name not in {SMALL, BOTH}}
