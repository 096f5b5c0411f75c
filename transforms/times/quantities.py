"""Quantities: the number words of an expression in, a number and the TIMEX3 value of a duration out."""

import re

from transforms.times.sense import Scene
from transforms.times.vocabulary import words_of

CODES = {
    "second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "night": "{}D", "week": "{}W", "weekend": "{}WE",
    "fortnight": "{}W", "month": "{}M", "quarter": "{}Q", "year": "{}Y", "decade": "{}Y", "century": "{}Y",
}  # fmt: skip
"""What follows P in the value of a duration."""
FACTORS = {"fortnight": 2, "decade": 10, "century": 100}
VAGUE_CODES = {"decade": "{}DE", "century": "{}CE"}


def amount_of(scene: Scene) -> float | None:
    """Return the number that an expression names; None when it is vague."""
    words = scene.get("quantity")
    return number_of(words) if words else None


def number_of(words: str) -> float | None:
    """Return the number that words or digits name; None for others."""
    text = words.replace(",", "").strip()
    if match := re.fullmatch(r"(\d+)[ -](\d)/(\d)", text):
        whole, above, below = map(int, match.groups())
        return whole + above / below if below else None
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text)
    extra = 0.5 if text.endswith(" and a half") else 0.0
    text = text.removesuffix(" and a half")
    counts, tens = words_of("count"), words_of("tens")
    if text in counts:
        return float(counts[text]) + extra
    first, *rest = re.split(r"[\s–-]+", text)
    if first in tens and all(word in counts for word in rest):
        return float(tens[first]) + sum(float(counts[word]) for word in rest) + extra
    return None


def duration(count: float | None, unit: str) -> str:
    """Return the TIMEX3 value of so many units, `X` of them where the number is not told."""
    if count is None:
        return "P" + VAGUE_CODES.get(unit, CODES[unit]).format("X")
    count *= FACTORS.get(unit, 1)
    whole, rest = int(count), count - int(count)
    if rest and unit == "year":
        return f"P{whole or ''}{'Y' if whole else ''}{round(rest * 12)}M"
    if rest and unit == "hour":
        return f"PT{whole or ''}{'H' if whole else ''}{round(rest * 60)}M"
    return "P" + CODES[unit].format(f"{count:g}")
