"""What went wrong, as the client is told: problem details (RFC 9457) for programs, a short page for people.

A `Problem` is raised anywhere below the application and says the status, what happened and what to do. Errors
of wirecopy become problems by their kind; anything else is a fault of ours: the client gets a number, the log
the traceback under that number. Nothing of paths, tokens or addresses on this machine is told.

Source: RFC 9457 (problem details for HTTP APIs), RFC 9110 (status codes, Retry-After).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import Response

from wirecopy.errors import (
    CallError,
    InputError,
    LockedError,
    StageError,
    StoreError,
    UnusableError,
    WirecopyError,
)
from wirecopy.model.encoding import encoded

MEDIA = "application/problem+json"
_SAID = {  # what the frameworks say in a word
    404: ("there is nothing at this address", "/api/v1/openapi.json lists the addresses of the API"),
    405: ("this cannot be done at this address", "the header Allow says what can"),
}


@dataclass(frozen=True, slots=True)
class ProblemDetails:
    """An error, as RFC 9457 has it; `hint` says what to do about it."""

    type: str
    title: str
    status: int
    detail: str
    hint: str = ""


class Problem(WirecopyError, HTTPException):  # noqa: N818 - the word of RFC 9457
    """An answer that is an error: one of ours, and one that the frameworks let pass.

    Args:
        status: of HTTP.
        detail: what happened.
        hint: what the client can do about it.
        headers: to be sent along.
    """

    def __init__(
        self, status: int, detail: str, hint: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        WirecopyError.__init__(self, detail, hint=hint)
        self.status_code, self.detail, self.headers = status, detail, dict(headers or {})

    @property
    def status(self) -> int:
        """Of HTTP."""
        return self.status_code

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


def of(error: WirecopyError | HTTPException) -> Problem:
    """An error as the client is told; where it happened is a matter of this machine."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, HTTPException):
        said, hint = _SAID.get(error.status_code, (str(error.detail), ""))
        return Problem(error.status_code, said, hint, error.headers)
    return next(make(error) for kind, make in _KINDS if isinstance(error, kind))


_KINDS: tuple[tuple[type[WirecopyError], Callable[[WirecopyError], Problem]], ...] = (
    (LockedError, lambda error: Busy(error.what)),
    (UnusableError, lambda error: Problem(500, error.what, "whoever runs this server: see wirecopy check")),
    (StoreError, lambda error: Problem(503, error.what, "try again", {"retry-after": "5"})),
    (CallError, lambda error: Problem(422, error.what, error.hint)),
    (InputError, lambda error: Problem(422, error.what, error.hint)),
    (StageError, lambda error: Problem(422, error.what, error.hint)),
    (WirecopyError, lambda error: Problem(500, error.what, error.hint)),
)


def response(problem: Problem) -> Response:
    """A problem as JSON."""
    headers = {**(problem.headers or {}), "cache-control": "no-store"}
    return Response(encoded(problem.details), problem.status_code, headers, MEDIA)
