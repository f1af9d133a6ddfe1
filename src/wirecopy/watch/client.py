"""One request, bounded in every direction.

In: an address, a size limit, headers. Out: a `Hop`: the status, the headers and the unpacked body of one
answer, redirects not followed. Whatever a server does (drips, lies about its length, packs a gigabyte into
a kilobyte, hangs up in the middle), an answer or a `FetchError` comes within the deadline and the size
limit. Addresses are looked up here and the connection goes to the address that was judged, so that a name
cannot point elsewhere between the look and the call. Limits: HTTP/1.1, no proxy, a connection for every
request.
"""

from __future__ import annotations

import asyncio
import functools
import ssl
from collections.abc import Awaitable, Callable, Mapping
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Self

import httpx2

from wirecopy.version import __version__
from wirecopy.watch.answers import FetchError, Hop
from wirecopy.watch.unpacking import Unpacker

Resolve = Callable[[str, int], Awaitable[list[str]]]

PRODUCT = "wirecopy"  # the name robots.txt files know us by
_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, text/html, application/xml;q=0.9, "
    "*/*;q=0.5"
)
_WITH_BODY = (200, 203)
_LONGEST_REASON = 200  # characters of a foreign error message that are passed on


def user_agent(contact: str | None) -> str:
    """The name we give: product, version, and where to complain."""
    return f"{PRODUCT}/{__version__}" + (f" (+{contact})" if contact else "")


class Client:
    """Asks for one address at a time; open it with `async with`."""

    def __init__(self, agent: str, deadline: float, resolve: Resolve) -> None:
        self._agent = agent
        self._deadline = deadline
        self._http = httpx2.AsyncClient(
            transport=_Pinned(resolve),
            timeout=httpx2.Timeout(deadline),
            follow_redirects=False,
            cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),  # nobody is to know us again
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        """Ready to ask."""
        return self

    async def __aexit__(self, *error: object) -> None:
        """Close what is open."""
        await self._http.aclose()

    async def ask(self, url: str, limit: int, headers: Mapping[str, str] | None = None) -> Hop:
        """The answer of one address.

        Args:
            url: an http or https address.
            limit: bytes of the body, packed and unpacked.
            headers: sent besides our own.

        Raises:
            FetchError: there is no answer, or none within the limits.
        """
        try:
            async with asyncio.timeout(self._deadline):
                return await self._ask(url, limit, headers or {})
        except TimeoutError:
            raise FetchError(f"not answered in full within {self._deadline:g} s", url) from None
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
            raise FetchError(f"no address to ask: {error}", url, lasting=True) from None
        except (httpx2.HTTPError, ssl.SSLError, OSError) as error:
            raise FetchError(_told(error), url) from None

    async def _ask(self, url: str, limit: int, headers: Mapping[str, str]) -> Hop:
        sent = {
            "User-Agent": self._agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
            **headers,
        }
        async with self._http.stream("GET", url, headers=sent) as response:
            answered = {name.lower(): value for name, value in response.headers.items()}
            if response.status_code not in _WITH_BODY:
                return Hop(url, response.status_code, answered)
            unpacker = Unpacker(answered.get("content-encoding", ""), limit, url)
            whole = True
            try:
                async for piece in response.aiter_raw():
                    unpacker.take(piece)
            except (httpx2.RemoteProtocolError, httpx2.ReadError):
                whole = False  # it hung up in the middle: what came may still be of use
            body = unpacker.body()
            return Hop(url, response.status_code, answered, body, unpacker.received, whole and unpacker.whole)


@functools.cache
def trusted() -> ssl.SSLContext:
    """The certificates we trust; reading them takes a tenth of a second."""
    return httpx2.create_ssl_context()


class _Pinned(httpx2.AsyncBaseTransport):
    """Connects to the addresses that `resolve` allows, under the name that was asked for."""

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        # No connection is kept: one address may serve many names, each with its own certificate.
        limits = httpx2.Limits(max_keepalive_connections=0)
        self._inner = httpx2.AsyncHTTPTransport(verify=trusted(), limits=limits)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Try the addresses in turn."""
        name, port = request.url.host, request.url.port or (443 if request.url.scheme == "https" else 80)
        extensions = {**request.extensions, "sni_hostname": name}
        error: httpx2.TransportError = httpx2.ConnectError(f"{name} has no address")
        for address in await self._resolve(name, port):
            pinned = httpx2.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,
                extensions=extensions,
            )
            try:
                return await self._inner.handle_async_request(pinned)
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as failed:
                error = failed
        raise error

    async def aclose(self) -> None:
        """Close what is open."""
        await self._inner.aclose()


def _told(error: Exception) -> str:
    """A foreign error in one short line."""
    said = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, httpx2.ConnectError):
        return f"no connection: {said[:_LONGEST_REASON]}"
    if isinstance(error, httpx2.ReadError):
        return "the connection broke before an answer came"
    if isinstance(error, httpx2.RemoteProtocolError):
        return f"no proper HTTP answer: {said[:_LONGEST_REASON]}"
    return said[:_LONGEST_REASON]
