"""What the robots.txt of a host allows, asked for once and kept for a day.

In: an address. Out: whether it may be asked for, and how long to rest between two requests. As RFC 9309
wants it: no such file (4xx) allows everything; a host that fails (5xx, no answer) allows nothing for now,
unless an older copy is at hand; five redirects are followed; files up to two megabytes are read, four times
what is asked for. 429 counts as failing: a host that is asked too much has not given leave. Crawl-delay and
Request-rate are honoured.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from wirecopy.watch.answers import Answer, FetchError
from wirecopy.watch.client import PRODUCT
from wirecopy.watch.hosts import Hosts

_LARGEST = 2_000_000  # bytes; 512,000 must be parsed at least (RFC 9309, 2.5)
_SOON = 600.0  # seconds after which a file that could not be had is asked for again
_TOO_MANY = 429

Get = Callable[[str, int], Awaitable[Answer]]


@dataclass(slots=True)
class _Rules:
    """The rules of one host: a parsed file, None where everything is allowed, or why nothing is."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    good_until: float = 0.0
    parsed: Protego | None = None
    refused: FetchError | None = None
    known: bool = False


class Robots:
    """The rules of all hosts that were asked."""

    def __init__(self, get: Get, hosts: Hosts, keep_seconds: float) -> None:
        self._get = get
        self._hosts = hosts
        self._keep = keep_seconds
        self._rules: dict[str, _Rules] = {}

    async def check(self, url: str) -> None:
        """Nothing, when the address may be asked for.

        Raises:
            FetchError: the host forbids it, or does not say.
        """
        parts = urlsplit(url)
        rules = self._rules.setdefault(f"{parts.scheme}://{parts.netloc}", _Rules())
        async with rules.lock:
            if time.monotonic() >= rules.good_until:
                await self._learn(f"{parts.scheme}://{parts.netloc}/robots.txt", rules)
        if rules.refused:
            raise rules.refused
        if rules.parsed and not rules.parsed.can_fetch(url, PRODUCT):
            raise FetchError("the host's robots.txt forbids it", url, lasting=True)

    async def _learn(self, url: str, rules: _Rules) -> None:
        rules.good_until = time.monotonic() + self._keep
        try:
            hop = (await self._get(url, _LARGEST)).hop
        except FetchError as error:
            self._failed(url, rules, error)
            return
        if hop.status >= 500 or hop.status == _TOO_MANY:
            self._failed(url, rules, FetchError(f"the host answered {hop.status}", url, status=hop.status))
            return
        rules.refused, rules.known = None, True
        rules.parsed = await asyncio.to_thread(_parsed, hop.body)
        self._hosts.slow_down(url, _delay(rules.parsed) if rules.parsed else 0.0)

    def _failed(self, url: str, rules: _Rules, error: FetchError) -> None:
        if error.lasting:  # too large, or redirected in circles: RFC 9309 has these as "no such file"
            rules.refused, rules.parsed, rules.known = None, None, True
            return
        rules.good_until = time.monotonic() + _SOON
        if not rules.known:
            said = f"{error.what}, asked for its robots.txt; nothing else may be asked for now"
            rules.refused = FetchError(said, url, status=error.status, wait=error.wait)


def _parsed(body: bytes) -> Protego | None:
    return Protego.parse(body.decode("utf-8-sig", "replace")) if body else None


def _delay(parsed: Protego) -> float:
    """Seconds that a host wants between two requests."""
    rate = parsed.request_rate(PRODUCT)
    return max(parsed.crawl_delay(PRODUCT) or 0.0, rate.seconds / rate.requests if rate else 0.0)
