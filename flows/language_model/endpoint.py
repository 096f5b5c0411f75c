"""The endpoint of a language model: where it is, which model, its key and its prices, as the settings say.

The key stands in the environment, or in a secret of Prefect. It is part of no row, kept answer, log or error, nor is
the address; the name of the model alone stands in the rule of its reports.
"""

from dataclasses import dataclass, field

from flows.settings import (
    LLM_KEY,
    LLM_MODEL,
    LLM_PRICE_RECEIVED,
    LLM_PRICE_SENT,
    LLM_SECRET,
    LLM_URL,
    Setting,
    SettingsInvalid,
    choose,
)

PER = 1_000_000
"""Tokens for which a price is given."""


@dataclass(frozen=True)
class Endpoint:
    """A server of a language model."""

    url: str = field(repr=False)
    """Base of its addresses, which ends in `/v1` with most servers."""
    model: str
    key: str | None = field(default=None, repr=False)
    """What authorises a request; null for a server that asks for nothing, as on this machine."""
    price_sent: float | None = None
    price_received: float | None = None
    """Of a million tokens; null where none is given."""

    def cost(self, sent: int, received: int) -> float | None:
        """Return what tokens cost; null without prices."""
        if self.price_sent is None or self.price_received is None:
            return None
        return (sent * self.price_sent + received * self.price_received) / PER


def read_endpoint() -> Endpoint:
    """Return the endpoint that the settings name; raise SettingsInvalid where they name none, or none that can be."""
    return Endpoint(
        url=_needed(LLM_URL),
        model=_needed(LLM_MODEL),
        key=choose(LLM_KEY).value or _secret(choose(LLM_SECRET).value),
        price_sent=choose(LLM_PRICE_SENT).value,
        price_received=choose(LLM_PRICE_RECEIVED).value,
    )


def _needed(setting: Setting[str | None]) -> str:
    value = choose(setting).value
    if value is None:
        right = f"set {setting.variable}, or write {setting.name} = {setting.right}"
        raise SettingsInvalid(f"{setting.name} is not set, and a language model is to read; {right}")
    return value


def _secret(block: str | None) -> str | None:
    """Return the value of a secret of Prefect by the name of its block."""
    if not block:
        return None
    from prefect.blocks.system import Secret  # takes seconds to import

    try:
        secret = Secret.load(block)
    except ValueError:
        raise SettingsInvalid(f"{LLM_SECRET.name}: Prefect has no secret of that name") from None
    assert isinstance(secret, Secret)  # a coroutine only where an event loop runs
    return str(secret.get())
