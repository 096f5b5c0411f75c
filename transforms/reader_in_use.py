"""The reader in use: whether the engine reads, a language model, or both; and of which documents the model is asked.

As with the engine in use, it is chosen before anything is read, and nothing is loaded or asked for it here.
"""

from dataclasses import dataclass
from typing import Literal

from transforms.identifiers import key

ReaderName = Literal["engine", "llm", "both"]
Asked = Literal["all", "unsure"]


@dataclass(frozen=True)
class ChosenReader:
    """A reader as a run has found it; whatever process reads for the run must have the same."""

    name: ReaderName
    model: str = ""
    """Name of the language model, as its server knows it; empty where the engine reads alone."""
    asked: Asked = "all"
    """Whether the model is asked about all documents, or about those of which the engine is unsure."""
    unsure_below: float = 0.0
    """Confidence of a field below which the engine is unsure; nothing where the model is asked about all."""

    @property
    def asks_a_model(self) -> bool:
        """Whether a language model is asked at all."""
        return self.name != ENGINE

    @property
    def digest(self) -> str:
        """Hash of all that is chosen; empty for the engine alone, so that nothing changes for it."""
        return key(self.name, self.model, self.asked, str(self.unsure_below)) if self.asks_a_model else ""


ENGINE, LLM, BOTH = "engine", "llm", "both"
UNSURE = "unsure"
ENGINE_ALONE = ChosenReader("engine")
_used: list[ChosenReader] = [ENGINE_ALONE]
"""The reader in use, alone."""


def reader_in_use() -> ChosenReader:
    """Return the reader that this program reads with."""
    return _used[0]


def use_reader(chosen: ChosenReader) -> None:
    """Let all that is read from now on be read with a reader."""
    _used[0] = chosen
