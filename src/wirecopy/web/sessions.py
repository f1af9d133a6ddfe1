"""Who is signed in: sessions in memory, and the token that opens them.

A person signs in with the server's token and a name of their own choosing, which stands beside what they say
about findings. A session ends after half a day, or when the server stops. Its cookie can be read by no script
and is sent from no other site; every form that writes must send back a secret that only pages of ours know.
Tries with a wrong token are limited for each address.

Source: OWASP Session Management and CSRF Prevention cheat sheets.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass

from wirecopy.web.problems import Problem
from wirecopy.web.rates import Rates

LASTS = 43_200.0  # seconds
MOST = 1_000  # sessions; the oldest ends when there are more
_TRIES, _TRIES_A_SECOND = 5, 0.1


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in.

    Attributes:
        author: the name they gave.
        csrf: what their forms must send back.
        ends: when, on the clock that never goes back.
    """

    author: str
    csrf: str
    ends: float


class Sessions:
    """The sessions of a server.

    Args:
        token: what a person must know to sign in; None when nobody can.
    """

    def __init__(self, token: str | None) -> None:
        self._token = token
        self._open: OrderedDict[str, Session] = OrderedDict()
        self._tries = Rates(_TRIES_A_SECOND, _TRIES)

    def check(self, given: str, address: str) -> None:
        """Whether somebody knows the token.

        Raises:
            Problem: they do not, or have tried too often, or there is none.
        """
        if self._token is None:
            raise Problem(403, "this server is for reading only", "start it with a token to write")
        wait = self._tries.wait(address)
        if wait:
            raise Problem(429, "too many tries", "wait a little", {"retry-after": str(wait)})
        if not secrets.compare_digest(given.encode(), self._token.encode()):
            raise Problem(
                401, "not the token of this server", "it was told when the server was started",
                {"www-authenticate": 'Bearer realm="wirecopy"'},
            )  # fmt: skip
        self._tries.give_back(address)

    def open(self, author: str) -> str:
        """A session for somebody who knows the token; gives what its cookie holds."""
        key = secrets.token_urlsafe(32)
        self._open[key] = Session(author, secrets.token_urlsafe(32), time.monotonic() + LASTS)
        while len(self._open) > MOST:
            self._open.popitem(last=False)
        return key

    def find(self, key: str | None) -> Session | None:
        """The session of a cookie."""
        session = self._open.get(key or "")
        if session is None or session.ends < time.monotonic():
            return None
        return session

    def close(self, key: str | None) -> None:
        """End a session."""
        self._open.pop(key or "", None)


def cookie_name(port: int) -> str:
    """The cookie of the server at this port: browsers send the cookies of a host to all its ports."""
    return f"wirecopy-{port}"
