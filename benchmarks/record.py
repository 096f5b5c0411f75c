"""Recording what a language model answers about the texts of a gold set, and scoring it beside the engine.

    python -m benchmarks.record prompts --gold rows.dev.jsonl --out prompts
    python -m benchmarks.record take --gold rows.dev.jsonl --answers answers --into benchmarks/recorded/NAME \\
        --model NAME --family "large language model" --on 2026-11-30
    python -m benchmarks.record ask --gold rows.dev.jsonl --into my_recording
    python -m benchmarks.record replay --gold rows.dev.jsonl --recorded benchmarks/recorded/NAME [--out table.md]

`prompts` writes what a run would send about each text: a person or a model answers `prompts/TEXT.txt`, having seen
nothing else, in `answers/TEXT.json`. `take` puts the answers down without a word of the texts, `ask` does both with the
endpoint of the settings, and `replay` scores the engine, the model and both by one table, the model being a server on
this machine that says what was recorded. An answer that is missing is a document that was not answered.
"""

import argparse
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.model_server import model_server
from benchmarks.recorded_answers import (
    SOURCE_NAME,
    Asked,
    Recorded,
    instructions_hash,
    questions_of,
    read_index,
    read_recorded,
    with_words,
    without_words,
    write_recorded,
)
from evaluation.gold import SOURCE, read_gold
from evaluation.options import Options
from evaluation.results import Evaluation, Figure, Rates
from evaluation.rows import RowItem
from evaluation.rows_documents import SETTINGS
from evaluation.rows_evaluating import evaluate_rows
from flows.language_model.asking import chosen_limits
from flows.language_model.chat import Chat, NotAnswered
from flows.language_model.endpoint import Endpoint, read_endpoint
from flows.language_model.second_reader import SecondReader
from flows.language_model.spending import NO_BOUND, Ledger, Spent
from transforms.documents.record_reading import ReadDocument
from transforms.documents.seed import UnreadableDocument
from transforms.extraction import Extraction, extract, read_sentences, sentences_of
from transforms.reader_in_use import ChosenReader, ReaderName
from transforms.tables import Document, Source
from warehouse.answers import Answers
from warehouse.storage import Storage

SHOWN = ("happenings all right", "happenings all right, strictly", "happenings once")
PAIRED = "happenings paired, leniently: "
"""How the measures of single fields begin."""
SOURCES = {SOURCE: Source(**{**SETTINGS.source.model_dump(), "name": SOURCE_NAME})}
READERS: tuple[ReaderName, ReaderName] = ("llm", "both")


PAGE = """
## With a language model

Whole rows of the same documents as `rows/rows`, read by the engine, by a language model whose answers were recorded
once, and by both; measured by `python -m benchmarks.record replay`. How it was recorded:
[language-models.md](language-models.md).

```
{table}
```
"""


def write_prompts(items: Sequence[RowItem], out: Path) -> int:
    """Write the question about each text to a file of its name; return how many there are."""
    out.mkdir(parents=True, exist_ok=True)
    asked = list(questions_of(items))
    for one in asked:
        (out / f"{one.name}.txt").write_text(f"{one.question.instructions}\n\n{one.question.text}\n", encoding="utf-8")
    return len(asked)


def take_answers(items: Sequence[RowItem], answers: Path, into: Path, about: Recorded) -> int:
    """Put answers down that lie in files named for their texts; return how many there are."""
    found = {
        one.name: without_words(one, file.read_text(encoding="utf-8"))
        for one in questions_of(items)
        if (file := answers / f"{one.name}.json").exists()
    }
    write_recorded(into, about, found)
    return len(found)


def ask_and_record(items: Sequence[RowItem], into: Path, family: str) -> Spent:
    """Ask the endpoint of the settings about each text and put its answers down; return what that took."""
    endpoint = read_endpoint()
    ledger = Ledger(endpoint, chosen_limits().budget)
    chat, found = Chat(endpoint, ledger), {}
    for one in questions_of(items):
        try:
            found[one.name] = without_words(one, chat.answer(one.question).text)
        except NotAnswered as fault:
            found[one.name] = {"id": one.item.id, "question": one.question.key, "fault": str(fault)}
    chat.close()
    about = Recorded(endpoint.model, family, datetime.now(UTC).date().isoformat(), instructions_hash())
    write_recorded(into, about, found)
    return ledger.spent


def replay(gold: Path, recorded: Path) -> list[str]:
    """Return the table of the engine, the recorded model and both on a set, with what the answers are worth."""
    about, asked = read_index(recorded), list(questions_of(read_gold(gold, RowItem)))
    answers = ((one, read_recorded(recorded, one)) for one in asked)
    said = {one.question.text: with_words(answer, one.item.text) for one, answer in answers if answer}
    with tempfile.TemporaryDirectory() as name, model_server(lambda message: said.get(message, "none")) as server:
        kept = Answers(Storage(Path(name)))
        spent = keep_answers(asked, Endpoint(server.url, about.model), kept)
        alone, both = (SecondReader(ChosenReader(reader, about.model), kept, SOURCES) for reader in READERS)
        found = {
            "engine": score(gold, extract),
            "llm": score(gold, reading_with(alone)),
            "both": score(gold, reading_with(both)),
        }
    heard, answered = alone.tell_heard(), max(1, spent.requests)
    return [
        f"{about.model} ({about.family}), recorded {about.recorded_on}: {len(said)} of {len(asked)} documents answered",
        *table(found),
        f"pieces quoted: {heard.quoted}; fields dropped: {heard.dropped} ({heard.dropped / max(1, heard.quoted):.1%})",
        f"tokens a document, about: {spent.sent // answered} sent, {spent.received // answered} received",
    ]


def keep_answers(asked: Sequence[Asked], endpoint: Endpoint, answers: Answers) -> Spent:
    """Ask a server about texts and keep its answers; return what those took that are of the form asked for."""
    chat, spent = Chat(endpoint, Ledger(endpoint, NO_BOUND)), Spent()
    for one in asked:
        try:
            answer = chat.answer(one.question)
        except NotAnswered:
            continue
        answers.keep(one.question, endpoint.model, answer)
        spent = spent.with_more(Spent(1, answer.tokens_sent, answer.tokens_received))
    chat.close()
    return spent


def score(gold: Path, extracting: Callable[[Sequence[Document]], Sequence[Extraction]]) -> Evaluation:
    """Return how well rows are made on a set by what reads its documents."""
    return evaluate_rows(gold, extracting, None, Options(), None, 0)


def reading_with(reader: SecondReader) -> Callable[[Sequence[Document]], list[Extraction]]:
    """Return what reads documents with the answers of a model; those without one give nothing."""

    def read(documents: Sequence[Document]) -> list[Extraction]:
        found = []
        for document in documents:
            sentences = sentences_of(document)
            (readings,) = read_sentences([document], [sentences])
            try:
                found.append(reader.extract(ReadDocument(document, ()), sentences, readings))
            except UnreadableDocument:
                continue
        return found

    return read


def table(found: Mapping[str, Evaluation]) -> list[str]:
    """Return the measures that are shown, a line each, with a column of F1 for each reader."""
    lines = [f"{'':40}" + "".join(f"{name:>10}" for name in found)]
    for measure in SHOWN:
        rates = [one for of in found.values() for one in of.measures if isinstance(one, Rates) and one.name == measure]
        lines.append(f"{measure:40}" + "".join(f"{one.f1:10.3f}" for one in rates))
        lines.append(f"{'  precision, recall':40}" + "".join(f"{one.precision:5.2f}{one.recall:5.2f}" for one in rates))
    fields = [one.name for one in next(iter(found.values())).measures if one.name.startswith(PAIRED)]
    for name in fields:
        values = [
            one.value for of in found.values() for one in of.measures if isinstance(one, Figure) and one.name == name
        ]
        lines.append(f"{name:40}" + "".join(f"{value:10.3f}" for value in values))
    return lines


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("prompts", "take", "ask", "replay"))
    parser.add_argument("--gold", type=Path, required=True)
    for name in ("--out", "--answers", "--into", "--recorded"):
        parser.add_argument(name, type=Path)
    for name in ("--model", "--family", "--on"):
        parser.add_argument(name, default="not told")
    given = parser.parse_args()
    items = read_gold(given.gold, RowItem)
    if given.what == "prompts":
        print(f"{write_prompts(items, given.out)} prompts in {given.out}; instructions {instructions_hash()}")
    elif given.what == "take":
        about = Recorded(given.model, given.family, given.on, instructions_hash())
        print(f"{take_answers(items, given.answers, given.into, about)} of {len(items)} answers in {given.into}")
    elif given.what == "ask":
        print(ask_and_record(items, given.into, given.family))
    else:
        lines = replay(given.gold, given.recorded)
        print("\n".join(lines))
        if given.out:
            given.out.write_text(PAGE.format(table="\n".join(lines)), encoding="utf-8")


if __name__ == "__main__":
    main()
