"""One question to one answer over HTTP: the faults of servers, the budget, and where the endpoint is."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.model_server import Fault, ModelServer, faults_in_turn, model_server
from flows.cli.failures import code_for
from flows.cli.interface import Exit
from flows.language_model.chat import Chat, EndpointFailed, NotAnswered
from flows.language_model.endpoint import Endpoint, read_endpoint
from flows.language_model.spending import Budget, BudgetSpent, Ledger, Spent
from flows.reading_choices import find_chosen_reader
from flows.settings import SettingsInvalid
from tests.answers import answer_of, told
from transforms.language_model.prompt_building import Question
from transforms.reader_in_use import ENGINE_ALONE, ChosenReader

QUESTION = Question("d" * 16, "How to code.", "What to code.", "q" * 16)
ANSWER = answer_of(told([(1, "met")], "CONSULT"))
PATIENT, QUICK = 30.0, 1.0  # seconds


@contextmanager
def chatting(
    answer: Callable[[str], str] = lambda _: ANSWER,
    fault_of: Callable[[int], Fault | None] = lambda _: None,
    budget: Budget | None = None,
    answered_within: float = PATIENT,
) -> Iterator[tuple[Chat, Ledger, ModelServer]]:
    """Lend a chat with a server, which does not pause."""
    with model_server(answer, fault_of) as server:
        endpoint = Endpoint(server.url, "stub", "a-key", price_sent=1000.0, price_received=2000.0)
        ledger = Ledger(endpoint, budget or Budget())
        chat = Chat(endpoint, ledger, answered_within=answered_within, sleep=lambda _: None)
        try:
            yield chat, ledger, server
        finally:
            chat.close()


def first(*faults: Fault) -> Callable[[int], Fault | None]:
    """Return the faults of the first requests."""
    return lambda number: faults[number] if number < len(faults) else None


def test_an_answer_comes_with_what_it_took() -> None:
    with chatting() as (chat, ledger, server):
        answer = chat.answer(QUESTION)
    assert (answer.text, answer.tokens_sent, answer.tokens_received) == (ANSWER, 6, len(ANSWER) // 4)
    assert ledger.spent == Spent(1, answer.tokens_sent, answer.tokens_received)
    assert ledger.cost == pytest.approx(0.006 + 0.002 * answer.tokens_received)
    assert server.requests[0]["response_format"]["json_schema"]["strict"] is True


@pytest.mark.parametrize("fault", ["busy", "error", "cut", "slow"])
def test_what_fails_for_a_while_is_asked_again(fault: Fault) -> None:
    with chatting(fault_of=first(fault, fault), answered_within=QUICK if fault == "slow" else PATIENT) as (
        chat,
        ledger,
        server,
    ):
        assert chat.answer(QUESTION).text == ANSWER
    assert (len(server.requests), ledger.spent.requests) == (3, 3)


def test_all_threads_keep_the_pause_that_a_server_asks_for() -> None:
    pauses: list[float] = []
    with chatting(fault_of=first("busy")) as (chat, _, _server):
        chat._sleep = pauses.append
        chat.answer(QUESTION)
    assert [0 < pause <= 0.01 for pause in pauses] == [True]


def test_a_server_that_takes_no_schema_is_asked_for_plain_json() -> None:
    with chatting(fault_of=first("no_schema", "no_schema", "no_schema")) as (chat, _, server):
        assert chat.answer(QUESTION).text == ANSWER
        chat.answer(QUESTION)
    assert ["response_format" in body for body in server.requests] == [True, True, False, False]


def test_an_answer_of_another_form_is_sent_back_once() -> None:
    answers = iter(["Certainly! Here it is.", ANSWER])
    with chatting(lambda _: next(answers)) as (chat, _, server):
        assert chat.answer(QUESTION).text == ANSWER
    assert [message["role"] for message in server.requests[1]["messages"]] == ["system", "user", "assistant", "user"]
    with chatting(lambda _: "No.") as (chat, _, server), pytest.raises(NotAnswered, match="no JSON"):
        chat.answer(QUESTION)
    assert len(server.requests) == 2


def test_a_key_that_is_refused_ends_all_asking_and_is_not_repeated() -> None:
    with chatting(fault_of=lambda _: "refused") as (chat, _, server), pytest.raises(EndpointFailed) as raised:
        chat.answer(QUESTION)
    assert "401" in str(raised.value)
    assert not [secret for secret in ("a-key", server.url) if secret in str(raised.value)]


def test_a_server_that_never_answers_ends_all_asking_and_one_that_has_before_a_document() -> None:
    with chatting(fault_of=lambda _: "error") as (chat, _, _server), pytest.raises(EndpointFailed, match="10 tries"):
        chat.answer(QUESTION)
    with chatting(fault_of=lambda number: "error" if 0 < number < 11 else None) as (chat, _, server):
        chat.answer(QUESTION)
        with pytest.raises(NotAnswered, match="no answer in 10 tries"):
            chat.answer(QUESTION)
        assert chat.answer(QUESTION).text == ANSWER
    assert len(server.requests) == 12


def test_where_no_server_listens_asking_ends_at_once() -> None:
    with chatting() as (_, _, server):
        pass
    pauses: list[float] = []
    endpoint = Endpoint(server.url, "stub", "a-key")
    gone = Chat(endpoint, Ledger(endpoint, Budget()), sleep=pauses.append)
    with pytest.raises(EndpointFailed, match="no server listens where llm_url says") as raised:
        gone.answer(QUESTION)
    gone.close()
    assert code_for(raised.value) is Exit.DATA
    assert pauses == []


@pytest.mark.parametrize("budget", [Budget(tokens=1), Budget(money=0.001)])
def test_a_budget_is_passed_by_one_request_at_most(budget: Budget) -> None:
    with chatting(budget=budget) as (chat, ledger, server):
        chat.answer(QUESTION)
        with pytest.raises(BudgetSpent):
            chat.answer(QUESTION)
    assert (len(server.requests), ledger.spent.requests) == (1, 1)


def test_many_threads_pass_a_budget_by_one_request_at_most() -> None:
    failed: list[int] = []
    answered: list[int] = []

    def ask_until_spent(chat: Chat) -> None:
        try:
            while True:
                answered.append(chat.answer(QUESTION).tokens_sent)
        except BudgetSpent:
            failed.append(1)

    each = 6 + len(ANSWER) // 4
    faults, budget = faults_in_turn(["busy", "error"], 5), Budget(tokens=each * 20 + 1)
    with chatting(fault_of=faults, budget=budget) as (chat, ledger, _):
        threads = [threading.Thread(target=ask_until_spent, args=(chat,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert (len(failed), len(answered)) == (8, 21)
    assert ledger.spent.tokens == each * 21


SAID = {"ENTENTE_LLM_URL": "http://127.0.0.1:11434/v1/", "ENTENTE_LLM_MODEL": "a/model:8b", "ENTENTE_LLM_KEY": "a-key"}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    monkeypatch.chdir(tmp_path)
    for name, value in SAID.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_an_endpoint_is_told_by_the_settings(environment: pytest.MonkeyPatch) -> None:
    endpoint = read_endpoint()
    assert endpoint == Endpoint("http://127.0.0.1:11434/v1", "a/model:8b", "a-key")
    assert endpoint.cost(1, 1) is None
    assert not [secret for secret in ("a-key", "11434") if secret in repr(endpoint)]
    environment.setenv("ENTENTE_LLM_PRICE_SENT", "2")
    environment.setenv("ENTENTE_LLM_PRICE_RECEIVED", "8")
    assert read_endpoint().cost(500_000, 250_000) == 3.0


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("ENTENTE_LLM_URL", "", "llm_url is not set"),
        ("ENTENTE_LLM_MODEL", "", "llm_model is not set"),
        ("ENTENTE_LLM_URL", "ftp://somewhere/v1", "write ENTENTE_LLM_URL"),
        ("ENTENTE_LLM_URL", "https://user:pass@somewhere/v1", "write ENTENTE_LLM_URL"),
        ("ENTENTE_LLM_MODEL", "two words", "write ENTENTE_LLM_MODEL"),
        ("ENTENTE_LLM_PRICE_SENT", "cheap", "write ENTENTE_LLM_PRICE_SENT"),
    ],
)
def test_an_endpoint_that_cannot_be_is_refused_without_its_key(
    name: str, value: str, fault: str, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv(name, value)
    with pytest.raises(SettingsInvalid, match=fault) as raised:
        read_endpoint()
    assert "a-key" not in str(raised.value)


def test_a_reader_is_chosen_by_flag_or_setting(environment: pytest.MonkeyPatch) -> None:
    assert find_chosen_reader("engine", "all") == ENGINE_ALONE
    assert find_chosen_reader("both", "unsure") == ChosenReader("both", "a/model:8b", "unsure", 0.5)
    environment.delenv("ENTENTE_LLM_MODEL")
    with pytest.raises(SettingsInvalid, match="set ENTENTE_LLM_MODEL"):
        find_chosen_reader("llm", "all")
