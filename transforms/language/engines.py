"""Takes the name of a reading engine, gives its folder: the model that ships, or one that an installed package brings.

An engine is a folder with a model, its vocabulary, its checksums and its card; every one is run by the same code. A
package offers one under the entry points `entente.engines`: a name, and the folder as a `Path`.
"""

from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from transforms.language.engine import MODEL

GROUP = "entente.engines"
SMALL = "small"
"""Name of the engine that ships."""


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
        raise UnknownEngine(f"engine {name!r} is not installed; installed are {', '.join(engine_names())}")
    folder = offered[name].load()
    if not isinstance(folder, Path):
        raise UnknownEngine(
            f"engine {name!r}: {offered[name].value} is {folder!r}; a package offers the Path of a folder"
        )
    return folder


def _offered() -> dict[str, EntryPoint]:
    """Return the engines of installed packages by name; the one that ships cannot be replaced under its name."""
    return {point.name: point for point in entry_points(group=GROUP) if point.name != SMALL}
