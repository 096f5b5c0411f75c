"""Spending: tokens and money that requests took, and whether one more may begin within a budget.

A request is let begin while what was spent and what those under way may take at most is below the budget, so that a
budget is passed by no more than the last request. Threads wait here for each other.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flows.language_model.endpoint import Endpoint


class BudgetSpent(Exception):
    """No more requests may begin."""


@dataclass(frozen=True)
class Budget:
    """The most that a run may spend; null for no bound."""

    tokens: int | None = None
    """Sent and received together."""
    money: float | None = None
    """In the currency of the prices."""


NO_BOUND = Budget()


@dataclass(frozen=True)
class Spent:
    """What requests took."""

    requests: int = 0
    sent: int = 0
    received: int = 0

    @property
    def tokens(self) -> int:
        """All tokens."""
        return self.sent + self.received

    def with_more(self, other: "Spent") -> "Spent":
        """Return both together."""
        return Spent(self.requests + other.requests, self.sent + other.sent, self.received + other.received)


class Ledger:
    """What a run has spent, and what its requests under way may take."""

    def __init__(self, endpoint: Endpoint, budget: Budget) -> None:
        self._endpoint, self._budget = endpoint, budget
        self._changed = threading.Condition()
        self._under_way = Spent()
        self.spent = Spent()

    @contextmanager
    def request(self, most: Spent) -> Iterator[list[Spent]]:
        """Let a request begin that takes so much at most; what it took is put into the list that is lent.

        A request that ends without saying so, as by an error, is booked as all that was sent. Raises BudgetSpent.
        """
        with self._changed:
            while self._is_spent(self.spent.with_more(self._under_way)):
                if self._is_spent(self.spent):
                    raise BudgetSpent
                self._changed.wait()
            self._under_way = self._under_way.with_more(most)
        took: list[Spent] = []
        try:
            yield took
        finally:
            with self._changed:
                back = Spent(-most.requests, -most.sent, -most.received)
                self._under_way = self._under_way.with_more(back)
                self.spent = self.spent.with_more(took[-1] if took else Spent(1, most.sent, 0))
                self._changed.notify_all()

    @property
    def cost(self) -> float | None:
        """What was spent in money; null without prices."""
        return self._endpoint.cost(self.spent.sent, self.spent.received)

    def _is_spent(self, spent: Spent) -> bool:
        cost = self._endpoint.cost(spent.sent, spent.received)
        is_money = self._budget.money is not None and cost is not None and cost >= self._budget.money
        return is_money or (self._budget.tokens is not None and spent.tokens >= self._budget.tokens)
