"""What the server may be told, and the server itself.

`Serving` holds where to listen and every limit, each with its range: a limit nobody can see or lift is a bug.
`serve` opens the store, so that a wrong one is told before a port is taken, starts uvicorn on loopback and
returns when it is stopped. The token is never among the arguments of a process and never in an address.
"""

from __future__ import annotations

import dataclasses
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from wirecopy.errors import MissingExtraError, SettingsError

SHORTEST_TOKEN = 16  # characters: one that is guessed at the rate the server allows outlives its user
_NEEDED = ("fastapi", "uvicorn", "python_multipart")
_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})

Say = Callable[[str], None]


def _limit(default: float, sentence: str, unit: str, low: float, high: float) -> Any:
    """A field that knows its own documentation and its range."""
    return field(default=default, metadata={"sentence": sentence, "unit": unit, "low": low, "high": high})


@dataclass(frozen=True, slots=True)
class Serving:
    """Where the server listens, and its limits.

    Attributes:
        host: address to listen at.
        port: 0 takes one that is free.
        token: lets its holder write corrections; None serves for reading only.
        names: host names, besides those of loopback and `host`, under which requests are answered.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    token: str | None = field(default=None, repr=False)
    names: tuple[str, ...] = ()
    readers: int = _limit(4, "Connections that look into the store at the same time.", "connections", 1, 64)
    fresh: float = _limit(
        5.0, "Lists of outlets, agencies and languages are looked up again after this.", "seconds", 0, 3_600
    )
    patience: float = _limit(
        0.25,
        "A report that takes longer is announced, and shown when it is asked for again.",
        "seconds",
        0,
        60,
    )
    most_versions: int = _limit(
        60, "Versions of a story that are read for its report here; the page says when there are more.",
        "versions", 2, 10_000,
    )  # fmt: skip
    made_bytes: int = _limit(100_000_000, "Reports held ready in memory, counted as JSON.", "bytes", 0, 2**40)
    job_seconds: float = _limit(
        60.0, "Longest time a worker may take for a report or a comparison.", "seconds", 0.1, 3_600
    )
    job_memory_mb: int = _limit(
        1_500, "Memory a worker may take for a job, counted as addresses.", "MB", 50, 2**20
    )
    job_queue: int = _limit(16, "Jobs that may wait for a worker; more are turned away.", "jobs", 1, 10_000)
    upload_texts: int = _limit(20, "Most texts that are read at once.", "texts", 1, 400)
    upload_bytes: int = _limit(5_000_000, "Most bytes of texts that are read at once.", "bytes", 1_000, 10**9)
    request_seconds: float = _limit(30.0, "A request is answered within this time.", "seconds", 0.1, 3_600)
    rate: float = _limit(
        50.0, "Requests a second from one address, on average; 0 for no limit.", "requests", 0, 10**6
    )
    burst: int = _limit(
        200, "Requests from one address at once, before the rate counts.", "requests", 1, 10**6
    )
    most_requests: int = _limit(200, "Requests that are under way at the same time.", "requests", 1, 100_000)

    def __post_init__(self) -> None:
        for item in dataclasses.fields(self):
            value = getattr(self, item.name)
            if item.metadata and not item.metadata["low"] <= value <= item.metadata["high"]:
                wanted = "{low:g} to {high:g} {unit}".format(**item.metadata)
                raise SettingsError(f"{item.name} is {value!r}", "serve", f"give {wanted}")
        if not 0 <= self.port <= 65_535:
            raise SettingsError(f"port is {self.port!r}", "serve", "give 0 to 65535")
        if self.token is not None and not (len(self.token) >= SHORTEST_TOKEN and _is_token(self.token)):
            raise SettingsError(
                "the token is too short, or not of visible ASCII characters", "serve",
                f"give {SHORTEST_TOKEN} or more; openssl rand -hex 24 makes one",
            )  # fmt: skip

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the server."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def answers_to(self) -> frozenset[str]:
        """Host names, without port and in lower case, under which requests are answered."""
        own = f"[{self.host}]" if ":" in self.host else self.host
        return _NAMES | {own.lower(), *(name.lower() for name in self.names)}


def _is_token(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text


def check_installed() -> None:
    """Whether what the server needs is there.

    Raises:
        MissingExtraError: it is not.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise MissingExtraError(f"serve needs {', '.join(missing)}", "serve", "pip install 'wirecopy[web]'")


def serve(store: str | None, serving: Serving, say: Say) -> None:
    """Serve a store until told to stop.

    Args:
        store: a file, or the URL of a database; None for a server that only reads texts it is given.
        serving: where to listen, and the limits.
        say: told what a person should know: the address, warnings.

    Raises:
        MissingExtraError: the extra `web` is not installed.
        StoreError: there is no store, or it cannot be read.
        CallError: the address cannot be listened at.
    """
    check_installed()
    from wirecopy.web.running import run

    run(store, serving, say)
