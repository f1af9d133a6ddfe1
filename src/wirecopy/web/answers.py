"""How an answer leaves: with the headers that bind browsers, an ETag, and no body where none is wanted.

In: the messages of an application. Out: the messages that are sent. Only answers that come in one piece bear
an ETag, which all of ours do.

Source: RFC 9110 13.1.2 (If-None-Match), 15.4.5 (304), CSP Level 3.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Scope, Send

from wirecopy.web import problems
from wirecopy.web.problems import Problem

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
_ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # forms must say where they come from
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-frame-options": "DENY",
}
_KEPT = ("cache-control", "content-location", "date", "etag", "expires", "vary", *_ALWAYS)
API = "/api/"


class Answer:
    """The answer to one request.

    Args:
        scope: the request, as it came.
        send: where the answer goes.
    """

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope, self._send = scope, send
        self._start: Message | None = None
        self._begun = False

    async def send(self, message: Message) -> None:
        """Take a message of the application and send what is due."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        start, self._start = self._start, None
        body = message.get("body", b"")
        if start is not None:
            self._begun = True
            headers = MutableHeaders(raw=start.setdefault("headers", []))
            self._mark(start, headers, body, whole=not message.get("more_body", False))
            if start["status"] == 304:
                body = b""
            await self._send(start)
        if self._scope["method"] == "HEAD":
            body = b""
        await self._send({**message, "body": body})

    async def refuse(self, problem: Problem) -> None:
        """Send an error in place of what was not sent yet; an answer that had begun breaks off."""
        if self._begun:
            return
        self._start = None
        await refusal(self._scope, problem)(self._scope, _nothing, self.send)

    def _mark(self, start: Message, headers: MutableHeaders, body: bytes, *, whole: bool) -> None:
        for name, value in _ALWAYS.items():
            headers.setdefault(name, value)
        headers.setdefault("cache-control", "private, no-cache")
        if start["status"] != 200 or not whole or self._scope["method"] not in ("GET", "HEAD"):
            return
        headers.setdefault("etag", f'"{blake2b(body, digest_size=16).hexdigest()}"')
        if _has(Headers(scope=self._scope).getlist("if-none-match"), headers["etag"]):
            start["status"] = 304
            start["headers"] = [(name, value) for name, value in start["headers"] if name.decode() in _KEPT]


def refusal(scope: Scope, problem: Problem) -> Response:
    """An error as who asked can read it: problem details for programs, a page for people."""
    if scope["path"].startswith(API):
        return problems.response(problem)
    made: Callable[[Request, Problem], Response] = scope["app"].state.problem_page
    return made(Request(scope), problem)


def _has(known: list[str], etag: str) -> bool:
    """Whether a client has the answer already."""
    tags = [tag.strip().removeprefix("W/") for line in known for tag in line.split(",")]
    return etag in tags or "*" in tags


async def _nothing() -> Message:
    """An error looks at no body."""
    return {"type": "http.disconnect"}
