"""What is above its usual level: counts of some days against those of as many days before, window by window.

Two Poisson counts are compared by the conditional test of Przyborowski and Wilenski (1940, Biometrika 31, 313-323): of
all events of now and before, those of now are binomial with the share that their window has of the time. Unlike a bound
around the mean it heeds that the mean is itself counted, and it can judge what never happened before.
"""

from math import exp, lgamma, log

LEVEL = 0.05  # chance of any false alarm in a brief, shared equally among all places and actors that are compared
WINDOWS = 12  # windows of the baseline: of weeks a quarter of a year, short enough to follow what becomes usual
FEWEST_WINDOWS = 4  # with documents in them; fewer are no baseline
FEWEST_EVENTS = 3  # one or two events are a news item, and no level


def chance(now: int, before: int, windows: int) -> float:
    """Return the chance of so many events or more in one window, were it like the `windows` before."""
    total, share = now + before, 1 / (1 + windows)

    def term(count: int) -> float:
        ways = lgamma(total + 1) - lgamma(count + 1) - lgamma(total - count + 1)
        return exp(ways + count * log(share) + (total - count) * log(1 - share))

    return min(1.0, sum(term(count) for count in range(now, total + 1)))
