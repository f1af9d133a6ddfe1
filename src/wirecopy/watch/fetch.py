"""A page or feed from an address, politely: robots.txt, turns, redirects.

In: an address that came from a person, a feed or a redirect. Out: an `Answer`, or `FetchError` with the
reason. Every hop of a redirect is judged like a first address: its scheme, its host's robots.txt, its
network address, its host's turn. Permanent redirects (301, 308) are remembered by the caller, others are
not; one that leads from https to http never is.
"""

from __future__ import annotations

import datetime
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import urldefrag, urljoin

from wirecopy.settings import Watching
from wirecopy.watch.addresses import Addresses, place_of
from wirecopy.watch.answers import Answer, FetchError, Hop
from wirecopy.watch.client import Client, user_agent
from wirecopy.watch.hosts import Hosts
from wirecopy.watch.robots import Robots

_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_BUSY = (429, 503)
_GONE = 410
_FORBIDDEN = (401, 402, 403, 451)
_ROBOTS_REDIRECTS = 5  # RFC 9309, 2.3.1.2
_HOUR = 3_600.0

Ask = Callable[[str], Awaitable[Hop]]


class Fetcher:
    """Fetches pages and feeds; open it with `async with`."""

    def __init__(self, settings: Watching) -> None:
        self._settings = settings
        self.addresses = Addresses(allow_private=settings.allow_private)
        self.hosts = Hosts(
            delay=settings.host_delay / 1000,
            concurrency=settings.concurrency,
            longest_rest=settings.longest_backoff,
        )
        self._robots = Robots(self._get_robots, self.hosts, settings.robots_hours * _HOUR)
        self._open = AsyncExitStack()
        self._client: Client

    async def __aenter__(self) -> Self:
        """Ready to fetch."""
        agent = user_agent(self._settings.contact)
        client = Client(agent, self._settings.deadline, self.addresses.resolve)
        self._client = await self._open.enter_async_context(client)
        return self

    async def __aexit__(self, *error: object) -> None:
        """Close what is open."""
        await self._open.aclose()

    async def get(self, url: str, limit: int, headers: Mapping[str, str] | None = None) -> Answer:
        """What lies at an address: status 200 with a body, or 304 where `headers` ask for no more.

        Args:
            url: the address.
            limit: bytes of the body, packed and unpacked.
            headers: sent besides our own.

        Raises:
            FetchError: it cannot be had, and why.
        """

        async def ask(hop_url: str) -> Hop:
            await self._robots.check(hop_url)
            return await self._take_turn(hop_url, limit, headers)

        answer = await follow(ask, url, self._settings.max_redirects)
        if error := _status_error(answer.hop):
            if answer.hop.status in _BUSY:
                self.hosts.went_wrong(answer.hop.url, error)
            raise error
        return answer

    async def _get_robots(self, url: str, limit: int) -> Answer:
        return await follow(lambda hop_url: self._take_turn(hop_url, limit), url, _ROBOTS_REDIRECTS)

    async def _take_turn(self, url: str, limit: int, headers: Mapping[str, str] | None = None) -> Hop:
        async with self.hosts.turn(url):
            try:
                hop = await self._client.ask(url, limit, headers)
            except FetchError as error:
                if not error.lasting:
                    self.hosts.went_wrong(url, error)
                raise
        if hop.status not in _BUSY:
            self.hosts.went_well(url)
        return hop


async def follow(ask: Ask, url: str, most: int) -> Answer:
    """Where an address leads.

    Args:
        ask: asks for one address.
        url: the first address.
        most: redirects that are followed.

    Raises:
        FetchError: the way leads in a circle, too far, or to no http address.
    """
    seen: set[str] = set()
    moved_to, here = url, url
    permanent = True
    while True:
        if place_of(here) is None:
            raise FetchError("leads to no http address" if seen else "is no http address", here, lasting=True)
        seen.add(here)
        hop = await ask(here)
        target = hop.headers.get("location")
        if hop.status not in _REDIRECTS or not target:
            return Answer(hop, moved_to if moved_to != url else None)
        there = _joined(here, target)
        if there in seen:
            raise FetchError(f"redirects in a circle, back to {there}", url, lasting=True)
        if len(seen) > most:
            raise FetchError(
                f"more than {most} redirects (setting watching.max_redirects)", url, lasting=True
            )
        permanent = permanent and hop.status in _PERMANENT and not _downgrades(here, there)
        moved_to = there if permanent else moved_to
        here = there


def _joined(base: str, target: str) -> str:
    try:
        return urldefrag(urljoin(base, target.strip())).url
    except ValueError:
        return target  # no address at all: refused as one that is no http address


def _downgrades(here: str, there: str) -> bool:
    return here.lower().startswith("https:") and not there.lower().startswith("https:")


def _status_error(hop: Hop) -> FetchError | None:
    """Why an answer is none, by its status."""
    status = hop.status
    if status in (200, 203, 304):
        return None
    wait = retry_after(hop.headers)
    if status == _GONE:
        return FetchError("it is gone for good (410)", hop.url, lasting=True, status=status)
    if status in _BUSY:
        asked = f", and asks for {wait:.0f} s of rest" if wait else ""
        return FetchError(
            f"the host is asked too much or busy ({status}){asked}", hop.url, status=status, wait=wait
        )
    if status in _FORBIDDEN:
        return FetchError(f"the host does not let us in ({status})", hop.url, status=status)
    return FetchError(f"the host answered {status}", hop.url, status=status, wait=wait)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that Retry-After asks for; a date counts from the date of the answer, not from our clock."""
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    until, now = _http_date(said), _http_date(headers.get("date", ""))
    if until is None:
        return None
    now = now or datetime.datetime.now(datetime.UTC)
    return max(0.0, (until - now).total_seconds())


def _http_date(text: str) -> datetime.datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)
