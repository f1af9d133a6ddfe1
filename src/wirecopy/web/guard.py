"""What stands before every page and every answer: who may ask, how much, how long, and what browsers may do.

In order: the host name (against names that are bound to this machine by others, "DNS rebinding"), the rate,
where a write comes from, the length of its body, and the time an answer may take. Every answer, errors too,
leaves with the headers that forbid browsers everything the pages do not need. Answers to GET bear a strong
ETag and are not sent again to those who have them; HEAD is GET without the body.

Known limit: behind a proxy every client has the proxy's address; its rate is then that of all together.
Source: RFC 9110 (conditional requests), CSP Level 3, Fetch Metadata, OWASP secure headers.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wirecopy.errors import WirecopyError
from wirecopy.web.answers import API, Answer
from wirecopy.web.problems import Busy, Problem, TooMuch, of
from wirecopy.web.rates import Rates
from wirecopy.web.serving import Serving
from wirecopy.web.sessions import Sessions, cookie_name

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# A text may grow to twice its size on its way, as base64 or percent-encoded.
_ROOM = 100_000  # bytes of a request beside its texts: names, marks between parts
_PARTS = 2_000  # of a form
_log = logging.getLogger("wirecopy.web")


class Guard:
    """The guard before an application.

    Args:
        app: the application.
        serving: the limits.
        sessions: who is signed in.
    """

    def __init__(self, app: ASGIApp, serving: Serving, sessions: Sessions) -> None:
        self._app, self._serving, self._sessions = app, serving, sessions
        self._rates = Rates(serving.rate, serving.burst)
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = Answer(scope, send)
        self._under_way += 1
        try:
            await self._guarded(scope, receive, answer)
        except (WirecopyError, HTTPException) as error:
            await answer.refuse(of(error))
        except Exception:  # noqa: BLE001 - the boundary: the client must get an answer, and the log the fault
            number = secrets.token_hex(4)
            _log.exception("fault %s at %s %s", number, scope["method"], scope["path"])
            await answer.refuse(Problem(500, f"a fault of the server, number {number}", "please report it"))
        finally:
            self._under_way -= 1

    async def _guarded(self, scope: Scope, receive: Receive, answer: Answer) -> None:
        headers = Headers(scope=scope)
        if self._under_way > self._serving.most_requests:
            raise Busy("too many requests are under way")
        _check_host(headers, self._serving.answers_to)
        if wait := self._rates.wait(address_of(scope)):
            hint = "slow down, or ask for longer pages"
            raise Problem(429, "too many requests", hint, {"retry-after": str(wait)})
        self._recognise(scope)
        _check_origin(scope, headers)
        asked = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
        body = _limited(receive, headers, 2 * self._serving.upload_bytes + _ROOM)
        seconds = self._serving.request_seconds
        try:
            async with asyncio.timeout(seconds):
                if scope["state"]["session"] and scope["method"] not in _SAFE:
                    body = await _checked(scope, body)
                await self._app(asked, body, answer.send)
        except TimeoutError:
            raise Problem(
                503, f"no answer within {seconds:g} seconds", "ask for less", {"retry-after": "5"}
            ) from None

    def _recognise(self, scope: Scope) -> None:
        """Tell those behind the guard who is signed in."""
        key = Request(scope).cookies.get(cookie_name(port_of(scope)))
        session = self._sessions.find(key)
        state = scope.setdefault("state", {})
        state["session_key"] = key if session else None
        state["session"] = session
        state["author"] = session.author if session else None
        state["csrf"] = session.csrf if session else ""


def address_of(scope: Scope) -> str:
    """The address a request comes from."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def port_of(scope: Scope) -> int:
    """The port a request came to."""
    server = scope.get("server")
    return int(server[1] or 0) if server else 0


async def _checked(scope: Scope, receive: Receive) -> Receive:
    """The body of a write by somebody who is signed in, once it is known to come from a page of ours.

    The API knows no sessions, so there is nothing to misuse.

    Raises:
        Problem: it does not.
    """
    if scope["path"].startswith(API):
        return receive
    messages = [await receive()]
    while messages[-1].get("more_body", False):
        messages.append(await receive())
    request = Request(scope, _again(messages))
    async with request.form(max_files=_PARTS, max_fields=_PARTS, max_part_size=10**9) as form:
        given, expected = form.get("csrf"), scope["state"]["csrf"]
    if not (isinstance(given, str) and secrets.compare_digest(given.encode(), expected.encode())):
        raise Problem(403, "this form is too old, or not from a page of this server", "load the page again")
    return _again(messages)


def _again(messages: Sequence[Message]) -> Receive:
    """Messages that were taken, as they came."""
    left = iter(messages)

    async def take() -> Message:
        return next(left, {"type": "http.disconnect"})

    return take


def _check_host(headers: Headers, names: frozenset[str]) -> None:
    host = headers.get("host", "").lower()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    if name not in names:
        raise Problem(421, "this server does not go by that name", "serve --name lets it answer to another")


def _check_origin(scope: Scope, headers: Mapping[str, str]) -> None:
    """Whether a write comes from a page of ours, as far as browsers tell."""
    if scope["method"] in _SAFE:
        return
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    foreign = site is not None and site not in ("same-origin", "none")
    if origin is not None:
        foreign = foreign or urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
    by_session = scope["state"]["session"] is not None and not scope["path"].startswith(API)
    if site is None and origin is None and by_session:
        foreign = True  # every browser says where a form comes from
    if foreign:
        raise Problem(403, "a write from another site", "use the pages of this server")


def _limited(receive: Receive, headers: Headers, most: int) -> Receive:
    """The body of a request, as long as it is not too long."""
    said = headers.get("content-length", "0")
    if not said.isdecimal() or int(said) > most:
        raise TooMuch("the request is too long", f"send {most:,} bytes or fewer")
    taken = 0

    async def take() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise TooMuch("the request is too long", f"send {most:,} bytes or fewer")
        return message

    return take
