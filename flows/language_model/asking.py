"""Asking: the documents of a batch in, kept answers about them out, several asked about at a time.

What is kept already is not asked again. A run that is killed has kept every answer that it had; what a budget leaves
unasked, or a server unanswered, is asked in the next run.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.document_extraction import extract_by_engine
from flows.extractions import stored_of
from flows.language_model.chat import Chat, NotAnswered
from flows.language_model.endpoint import Endpoint
from flows.language_model.second_reader import may_be_asked, may_be_sent
from flows.language_model.spending import NO_BOUND, Budget, BudgetSpent, Ledger
from flows.processor_time import limited
from flows.settings import (
    BUDGET,
    BUDGET_MONEY,
    LLM_CONCURRENCY,
    LLM_PRICE_RECEIVED,
    LLM_PRICE_SENT,
    SettingsInvalid,
    choose,
)
from transforms.documents.batches import Batch, Planned, words_of
from transforms.documents.record_reading import ReadDocument, read_batch
from transforms.documents.seed import UnreadableDocument, lost_alone, seconds_to_extract
from transforms.extraction import read_sentences, sentences_of
from transforms.language_model.doubt import is_unsure
from transforms.language_model.prompt_building import LETTERS_PER_TOKEN, Question, instructions, question_about
from transforms.publication import infer_publication
from transforms.reader_in_use import UNSURE, ChosenReader
from transforms.tables import Source
from warehouse.answers import Answers
from warehouse.forgotten import read_forgotten
from warehouse.storage import Storage

LETTERS_PER_WORD = 6  # of English, the space included
ANSWER_TOKENS = 1_500  # about what the answer about one document takes: some seven events


@dataclass(frozen=True)
class Limits:
    """How much a run may ask."""

    budget: Budget = NO_BOUND
    concurrency: int = LLM_CONCURRENCY.default


def chosen_limits(budget: int | None = None, budget_money: float | None = None) -> Limits:
    """Return the limits that options or settings say; raise SettingsInvalid where they cannot be."""
    tokens, money = choose(BUDGET, budget).value, choose(BUDGET_MONEY, budget_money).value
    return Limits(Budget(tokens, money), choose(LLM_CONCURRENCY).value)


@dataclass(frozen=True)
class AskedBatch:
    """What asking about a batch came to."""

    asked: int = 0
    """Documents that were asked about and answered."""
    kept: int = 0
    """Documents whose answer was kept from before."""
    left: int = 0
    """Documents that have no answer."""


@dataclass(frozen=True)
class Asking:
    """What one run asks a language model with."""

    root: Path
    """Of the warehouse."""
    reader: ChosenReader
    chat: Chat
    ledger: Ledger
    limits: Limits

    @property
    def answers(self) -> Answers:
        """The answers that are kept."""
        return Answers(Storage(self.root))


@contextmanager
def asking_with(endpoint: Endpoint, root: Path, reader: ChosenReader, limits: Limits) -> Iterator[Asking]:
    """Lend what a run asks with, and close it; raise SettingsInvalid for a budget of money without prices."""
    if limits.budget.money is not None and endpoint.cost(0, 0) is None:
        prices = f"{LLM_PRICE_SENT.name} and {LLM_PRICE_RECEIVED.name}"
        raise SettingsInvalid(f"{BUDGET_MONEY.name} bounds what has no price; set {prices}")
    ledger = Ledger(endpoint, limits.budget)
    chat = Chat(endpoint, ledger)
    try:
        yield Asking(root, reader, chat, ledger, limits)
    finally:
        chat.close()


AskBatch = Callable[[Batch, Asking], AskedBatch]


def ask_before(batches: Iterable[Batch], asking: Asking, ask: AskBatch, say: Callable[[str], None]) -> Iterator[Batch]:
    """Yield batches once they have been asked about; say how far that is."""
    for batch in batches:
        came = ask(batch, asking)
        took = f"{asking.ledger.spent.tokens} tokens{_money(asking.ledger.cost)}"
        say(f"ask: {came.asked} asked, {came.kept} kept, {came.left} left; {took}")
        yield batch


def ask_batch(batch: Batch, asking: Asking) -> AskedBatch:
    """Ask about the documents of a batch of which no answer is kept; keep every answer as it comes.

    Raises EndpointFailed.
    """
    questions = list(questions_about(batch, asking))
    waiting = [question for question in questions if asking.answers.find(question, asking.reader.model) is None]
    with ThreadPoolExecutor(asking.limits.concurrency) as threads:
        answered = sum(threads.map(lambda question: _ask(question, asking), waiting))
    return AskedBatch(answered, len(questions) - len(waiting), len(waiting) - answered)


def _ask(question: Question, asking: Asking) -> bool:
    """Ask a question and keep its answer; return whether there is one."""
    try:
        answer = asking.chat.answer(question)
    except (NotAnswered, BudgetSpent):
        return False
    asking.answers.keep(question, asking.reader.model, answer)
    return True


def questions_about(batch: Batch, asking: Asking) -> Iterator[Question]:
    """Yield the questions about the documents of a batch that may and need be sent.

    A document at which our code fails is left out: the reading after this one tells why.
    """
    sources, forgotten = may_be_sent(batch), read_forgotten(asking.root)
    for document_id, read in stored_of(read_batch(batch, limited)).items():
        source = sources.get(read.document.source_id)
        if source is None or document_id in forgotten:
            continue
        try:
            with lost_alone(seconds_to_extract(len(read.document.text)), limited):
                question = question_of(read, source, asking.reader)
        except UnreadableDocument:
            continue
        if question:
            yield question


def question_of(read: ReadDocument, source: Source, reader: ChosenReader) -> Question | None:
    """Return the question about a document; null where there is nothing to ask, or the engine is sure of it.

    The engine reads a document before only where it has to tell its day of publication, or how sure it is.
    """
    sentences = sentences_of(read.document, read.posts)
    if not may_be_asked(read, sentences):
        return None
    document = read.document
    if reader.asked == UNSURE or document.published_first_on is None:
        (readings,) = read_sentences([document], [sentences])
        document, _ = infer_publication(document, sentences, readings)
        is_sure = reader.asked == UNSURE and not is_unsure(
            extract_by_engine(read, sentences, readings), reader.unsure_below
        )
        if is_sure:
            return None
    return question_about(document, sentences, source.name)


def estimate(planned: Iterable[Planned], endpoint: Endpoint) -> str:
    """Return in a line about what it takes at most to ask about some records, none of them being kept already."""
    shared = len(instructions()) // LETTERS_PER_TOKEN
    sent = documents = 0
    for _, record in planned:
        if not record.file.settings.never_send:
            sent += shared + words_of(record) * LETTERS_PER_WORD // LETTERS_PER_TOKEN
            documents += 1
    received = ANSWER_TOKENS * documents
    took = f"some {sent} tokens to send and {received} to receive{_money(endpoint.cost(sent, received))}"
    return f"language model: at most {documents} documents to ask about, {took}"


def _money(cost: float | None) -> str:
    return "" if cost is None else f", {cost:.2f} by the prices given"
