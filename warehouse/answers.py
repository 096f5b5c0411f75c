"""Answers: what a language model said about documents, kept from run to run, so that nothing is asked or paid twice.

<warehouse>/answers/<2 digits>/<document>.<key>.json    one answer, under the hash of its question and of the model

An answer holds words of its document and goes with it: when the document is forgotten, or no longer among the seeds.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from transforms.identifiers import key
from warehouse.storage import Storage, hidden

if TYPE_CHECKING:
    from transforms.language_model.prompt_building import Question

ANSWERS = "answers"
FOLDER_DIGITS = 2  # of the hash of a document, so that a million answers lie in 256 folders


@dataclass(frozen=True)
class KeptAnswer:
    """An answer as it came, with what it took."""

    text: str
    """What the model wrote: JSON of the schema."""
    tokens_sent: int
    tokens_received: int
    """Of all requests that it took, repairs included, as the server counts them or, where it does not, about."""


@dataclass(frozen=True)
class Answers:
    """The answers that a warehouse keeps."""

    storage: Storage

    def find(self, question: "Question", model: str) -> KeptAnswer | None:
        """Return the answer of a model to a question; null where none is kept, or a damaged one."""
        try:
            return KeptAnswer(**json.loads(self.storage.read(_name_of(question, model))))
        except (OSError, ValueError, TypeError):
            return None

    def keep(self, question: "Question", model: str, answer: KeptAnswer) -> None:
        """Keep an answer; of two to one question the first stays, unless it is damaged."""
        name = _name_of(question, model)
        place = self.storage.path(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = hidden(place)
        beside.write_text(json.dumps(asdict(answer), ensure_ascii=False, indent=1), encoding="utf-8")
        if self.find(question, model) is None:
            self.storage.replace(name, beside)
        else:
            beside.unlink()

    def remove(self, document_ids: Collection[str]) -> None:
        """Remove all answers about some documents."""
        for document_id, name in self._each():
            if document_id in document_ids:
                self.storage.remove(name)

    def remove_all_but(self, document_ids: Collection[str]) -> None:
        """Remove the answers about other documents, and what killed runs left half written."""
        for document_id, name in self._each():
            if document_id not in document_ids:
                self.storage.remove(name)
        for folder in self.storage.children(ANSWERS):
            self.storage.sweep(f"{ANSWERS}/{folder}")

    def _each(self) -> Iterator[tuple[str, str]]:
        """Yield the document and the name of every answer."""
        for folder in self.storage.children(ANSWERS):
            for name in self.storage.children(f"{ANSWERS}/{folder}"):
                yield name.partition(".")[0], f"{ANSWERS}/{folder}/{name}"


def _name_of(question: "Question", model: str) -> str:
    document_id = question.document_id
    return f"{ANSWERS}/{document_id[:FOLDER_DIGITS]}/{document_id}.{key(question.key, model)}.json"
