"""What went wrong, as the client is told: problem details (RFC 9457) for programs, a short page for people.

A `Problem` is raised anywhere below the application and says the status, what happened and what to do. Errors
of wirecopy become problems by their kind; anything else is a fault of ours: the client gets a number, the log
the traceback under that number. Nothing of paths, tokens or addresses on this machine is told.

Source: RFC 9457 (problem details for HTTP APIs), RFC 9110 (status codes, Retry-After).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from wirecopy.errors import (
    CallError,
    InputError,
    LockedError,
    StageError,
    StoreError,
    UnusableError,
    WirecopyError,
)
from wirecopy.exports.markup import element
from wirecopy.web.encoding import encoded

MEDIA = "application/problem+json"


@dataclass(frozen=True, slots=True)
class ProblemDetails:
    """An error, as RFC 9457 has it; `hint` says what to do about it."""

    type: str
    title: str
    status: int
    detail: str
    hint: str = ""


class Problem(HTTPException):
    """An answer that is an error.

    Args:
        status: of HTTP.
        detail: what happened.
        hint: what the client can do about it.
        headers: to be sent along.
    """

    def __init__(
        self, status: int, detail: str, hint: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, detail, dict(headers or {}))
        self.hint = hint

    @property
    def details(self) -> ProblemDetails:
        """What is sent."""
        title = HTTPStatus(self.status_code).phrase
        return ProblemDetails("about:blank", title, self.status_code, self.detail, self.hint)


class TooMuch(Problem):
    """More than this server takes at once."""

    def __init__(self, detail: str, hint: str = "") -> None:
        super().__init__(413, detail, hint)


class Busy(Problem):
    """Too much is under way; to be tried again."""

    def __init__(self, detail: str, seconds: int = 2) -> None:
        super().__init__(503, detail, "try again in a moment", {"retry-after": str(seconds)})


class NotDone(Problem):
    """A worker could not do a job: it took too long, too much memory, or died."""

    def __init__(self, detail: str, hint: str = "") -> None:
        super().__init__(422, detail, hint)


def of(error: WirecopyError) -> Problem:
    """An error of wirecopy as the client is told; where it happened is a matter of this machine."""
    if isinstance(error, LockedError):
        return Busy(error.what)
    if isinstance(error, UnusableError):
        return Problem(500, error.what, "the one who runs this server can find out more: wirecopy check")
    if isinstance(error, StoreError):
        return Problem(503, error.what, "try again; the one who runs this server may have to look")
    if isinstance(error, (CallError, InputError, StageError)):
        return Problem(422, error.what, error.hint)
    return Problem(500, error.what, error.hint)


def response(problem: Problem) -> Response:
    """A problem as JSON."""
    headers = {**(problem.headers or {}), "cache-control": "no-store"}
    return Response(encoded(problem.details), problem.status_code, headers, MEDIA)


def page(problem: Problem) -> Response:
    """A problem as a page for people."""
    details = problem.details
    body = element(
        "html",
        element("head", element("meta", charset="utf-8"), element("title", f"{details.title} - wirecopy")),
        element(
            "body",
            element("h1", details.title),
            element("p", details.detail),
            element("p", details.hint) if details.hint else None,
            element("p", element("a", "To the stories", href="/")),
        ),
        lang="en",
    )
    headers = {**(problem.headers or {}), "cache-control": "no-store"}
    return HTMLResponse(f"<!DOCTYPE html>\n{body}\n", problem.status_code, headers)
