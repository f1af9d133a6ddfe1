"""Politeness: one request at a time to a host, with rest between two, and longer rest after trouble.

In: a host that is to be asked. Out: the moment when it may be. Waiting goes by a clock that only runs
forward, so that setting the computer's clock changes nothing. Nothing of it outlives the process: after a
start every host is asked gently anyway.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from wirecopy.watch.addresses import place_of
from wirecopy.watch.answers import FetchError

_FIRST_REST = 30.0  # seconds a host is left alone after one failure; doubled with every further one
_LONGEST_REST = 3_600.0


@dataclass(slots=True)
class _Host:
    """What is known of one host."""

    delay: float
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    rests_until: float = 0.0
    failures: int = 0


class Hosts:
    """Gives turns: one a host at a time, `concurrency` in all."""

    def __init__(self, *, delay: float, concurrency: int, longest_rest: float) -> None:
        self._delay = delay
        self._longest_rest = longest_rest
        self._room = asyncio.Semaphore(concurrency)
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Wait until the host of this address may be asked, and ask it in the block."""
        host = self._host(url)
        async with host.lock:
            await asyncio.sleep(max(0.0, host.free_at - time.monotonic()))
            async with self._room:
                try:
                    yield
                finally:
                    host.free_at = time.monotonic() + host.delay

    def slow_down(self, url: str, delay: float) -> None:
        """The host wants so many seconds between two requests."""
        self._host(url).delay = max(self._delay, min(delay, self._longest_rest))

    def rest(self, url: str) -> float:
        """Seconds for which the host is to be left alone after trouble; 0 for none."""
        return max(0.0, self._host(url).rests_until - time.monotonic())

    def wait(self, url: str) -> float:
        """Seconds until the host may be asked; 0 when it may be now."""
        host = self._host(url)
        return max(0.0, max(host.rests_until, host.free_at) - time.monotonic())

    def went_well(self, url: str) -> None:
        """The host answered."""
        self._host(url).failures = 0

    def went_wrong(self, url: str, error: FetchError) -> None:
        """The host does not answer, or said that it is asked too much: it is left alone for a while."""
        host = self._host(url)
        rest = min(_FIRST_REST * 2**host.failures, _LONGEST_REST) if host.failures else 0.0
        host.failures = min(host.failures + 1, 16)
        rest = min(max(rest, error.wait or 0.0), self._longest_rest)
        host.rests_until = max(host.rests_until, time.monotonic() + rest)

    def _host(self, url: str) -> _Host:
        name = host_of(url)
        if name not in self._hosts:
            self._hosts[name] = _Host(self._delay)
        return self._hosts[name]


def host_of(url: str) -> str:
    """Host and port of an address as text, "" where it has none."""
    place = place_of(url)
    return f"{place[0]}:{place[1]}" if place else ""
