"""Gives what reads sentences: the engine in use with its model loaded, or two of them in a row.

Every stage that reads asks here, so that all of a run is read with one engine.
"""

from functools import lru_cache

from transforms.engine_in_use import SHIPPED, ChosenEngine, engine_in_use
from transforms.language.cascade import Cascade, Reader
from transforms.language.engine import load_engine
from transforms.language.engines import BASE, BOTH, engine_folder, find_engine

UNSURE = 0.68
"""Doubt of the small engine, a probability, from which the base one reads again: that of three in ten of our held-out
sentences, of which nearly all tell an event."""


class EngineChanged(Exception):
    """The engine that is installed is not the one that the run was begun with."""


def load_reader() -> Reader:
    """Return what reads sentences with the engine in use, loaded once; raise what `find_engine` raises."""
    return _reader(engine_in_use())


@lru_cache(maxsize=2)
def _reader(chosen: ChosenEngine) -> Reader:
    if chosen == SHIPPED:
        return load_engine()
    if (found := find_engine(chosen.name)) != chosen:
        raise EngineChanged(
            f"engine {chosen.name!r}: found {found.version}, the run was begun with {chosen.version}; run it again"
        )
    if chosen.name == BOTH:
        return Cascade(load_engine(), load_engine(folder=engine_folder(BASE)), UNSURE)
    return load_engine(folder=engine_folder(chosen.name))
