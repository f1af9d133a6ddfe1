"""How often something may be done: a bucket of tokens for each address, filled at a steady rate.

Source: the token bucket of RFC 2697, with one rate.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict

_MOST = 10_000  # addresses that are remembered; those met longest ago are forgotten first


class Rates:
    """Buckets by address.

    Args:
        rate: tokens a second; 0 for no limit.
        burst: tokens a bucket holds.
    """

    def __init__(self, rate: float, burst: int) -> None:
        self._rate, self._burst = rate, float(burst)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, address: str) -> int:
        """Take a token; how many seconds there are to wait when there is none, else 0."""
        if not self._rate:
            return 0
        now = time.monotonic()
        left = self._left(address, now)
        if left >= 1:
            self._put(address, left - 1, now)
            return 0
        self._put(address, left, now)
        return max(1, math.ceil((1 - left) / self._rate))

    def give_back(self, address: str) -> None:
        """Put the token back that was taken last."""
        now = time.monotonic()
        self._put(address, min(self._burst, self._left(address, now) + 1), now)

    def _left(self, address: str, now: float) -> float:
        left, at = self._buckets.get(address, (self._burst, now))
        return min(self._burst, left + (now - at) * self._rate)

    def _put(self, address: str, left: float, now: float) -> None:
        self._buckets[address] = (left, now)
        self._buckets.move_to_end(address)
        while len(self._buckets) > _MOST:
            self._buckets.popitem(last=False)
