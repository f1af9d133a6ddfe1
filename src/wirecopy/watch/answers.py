"""What comes of asking for an address: one answer, or why there is none.

`Hop` is what one address answered; `Answer` is where a chain of redirects ended; `FetchError` says why
nothing could be had, and whether asking again may help. Nothing here asks for anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wirecopy.errors import InputError


class FetchError(InputError):
    """A page or feed could not be had.

    Args:
        what: why.
        where: its address.
        hint: what to do about it.
        lasting: whether trying again later is pointless.
        status: what the server answered, None where it did not.
        wait: seconds the server asked us to wait.
    """

    def __init__(
        self,
        what: str,
        where: str,
        hint: str = "",
        *,
        lasting: bool = False,
        status: int | None = None,
        wait: float | None = None,
    ) -> None:
        super().__init__(what, where, hint)
        self.lasting = lasting
        self.status = status
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Hop:
    """One answer.

    Attributes:
        url: that was asked.
        status: the HTTP status.
        headers: by lower-case name.
        body: unpacked; empty for any status that carries no page.
        received: bytes of the body as they came.
        whole: whether all came that was announced.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    received: int = 0
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a chain of redirects ended.

    Attributes:
        hop: the answer at the end.
        moved_to: the address that permanent redirects, and only such, led to from the first one on.
    """

    hop: Hop
    moved_to: str | None = None
