"""The endpoint of a language model: where it is, which model, its key and its prices, from the environment.

A key may also lie in a secret of Prefect. None of them is part of a row, a kept answer, a log or an error; the name of
the model alone stands in the rule of its reports.
"""

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

URL, MODEL, KEY, SECRET = "ENTENTE_LLM_URL", "ENTENTE_LLM_MODEL", "ENTENTE_LLM_KEY", "ENTENTE_LLM_SECRET"
PRICE_SENT, PRICE_RECEIVED = "ENTENTE_LLM_PRICE_SENT", "ENTENTE_LLM_PRICE_RECEIVED"
"""Price of a million tokens that are sent and received, in any currency."""
PER = 1_000_000


class EndpointInvalid(ValueError):
    """What the environment says of the endpoint cannot be; the message names the variable, and no value of a secret."""


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
    """Of one token; null where none is given."""

    def cost(self, sent: int, received: int) -> float | None:
        """Return what tokens cost; null without prices."""
        if self.price_sent is None or self.price_received is None:
            return None
        return sent * self.price_sent + received * self.price_received


def read_endpoint(environment: Mapping[str, str] | None = None) -> Endpoint:
    """Return the endpoint that the environment names; raise EndpointInvalid where it names none that can be."""
    said = os.environ if environment is None else environment
    for name in (URL, MODEL):
        if not said.get(name):
            raise EndpointInvalid(f"{name} is not set; it names the {'server' if name == URL else 'language model'}")
    parts = urlsplit(said[URL])
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.password:
        raise EndpointInvalid(f"{URL} is no address of a server; write one as http://127.0.0.1:11434/v1")
    if any(letter.isspace() or not letter.isprintable() for letter in said[MODEL]):
        raise EndpointInvalid(f"{MODEL} is no name of a model; write it as the server lists it")
    return Endpoint(
        url=said[URL].rstrip("/"),
        model=said[MODEL],
        key=said.get(KEY) or _secret(said.get(SECRET)),
        price_sent=_price(said, PRICE_SENT),
        price_received=_price(said, PRICE_RECEIVED),
    )


def _secret(block: str | None) -> str | None:
    """Return the value of a secret of Prefect by the name of its block."""
    if not block:
        return None
    from prefect.blocks.system import Secret  # takes seconds to import

    try:
        secret = Secret.load(block)
    except ValueError:
        raise EndpointInvalid(f"{SECRET}: Prefect has no secret of that name") from None
    assert isinstance(secret, Secret)  # a coroutine only where an event loop runs
    return str(secret.get())


def _price(said: Mapping[str, str], name: str) -> float | None:
    """Return the price of one token; null where none is given."""
    if not said.get(name):
        return None
    try:
        price = float(said[name])
    except ValueError:
        price = math.nan
    if not 0 <= price < math.inf:
        raise EndpointInvalid(f"{name} is no price; write that of a million tokens, as 2.50")
    return price / PER
