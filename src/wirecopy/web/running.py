"""The server process: takes the port, says where, answers until it is told to stop.

uvicorn on one process and one loop: looking into a store is threads' work and reading texts that of workers,
so the loop only passes on. SIGINT and SIGTERM end it: what is under way has some seconds to finish.
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from wirecopy.errors import CallError
from wirecopy.web.app import create_app
from wirecopy.web.desk import Desk
from wirecopy.web.serving import Say, Serving

_WAITING = 128  # connections the system holds while we are busy
_STOP_SECONDS = 5
_IDLE_SECONDS = 15


def run(store: str | None, serving: Serving, say: Say) -> None:
    """Serve until told to stop.

    Args:
        store: the address of the store, None for none.
        serving: where to listen, and the limits.
        say: told what a person should know.

    Raises:
        StoreError: the store cannot be read.
        CallError: the address cannot be listened at.
    """
    desk = Desk(store, serving)
    with _listening(serving) as listener, _told_to_stop():
        _say(serving, listener, say)
        config = uvicorn.Config(
            create_app(desk, serving),
            http="h11",
            ws="none",
            lifespan="on",
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=serving.most_requests * 4,
            timeout_keep_alive=_IDLE_SECONDS,
            timeout_graceful_shutdown=_STOP_SECONDS,
        )
        uvicorn.Server(config).run(sockets=[listener])
    say("stopped")


def _say(serving: Serving, listener: socket.socket, say: Say) -> None:
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    if not serving.is_local:
        say(
            f"warning: listening at {host}: others on the network can read everything in the store, "
            "unencrypted; put a proxy with TLS and a login before it, or leave out --host"
        )
    about = "corrections are taken" if serving.token else "for reading only"
    say(f"http://{shown}:{port}/ - {about}, Ctrl-C stops it")


@contextmanager
def _listening(serving: Serving) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in serving.host else socket.AF_INET
    try:
        listener = socket.create_server((serving.host, serving.port), family=family, backlog=_WAITING)
    except OSError as error:
        where = f"{serving.host} port {serving.port}"
        raise CallError(
            f"cannot listen: {error.strerror or error}", where, "give another --host or --port"
        ) from error
    with listener:
        yield listener


@contextmanager
def _told_to_stop() -> Iterator[None]:
    """Uvicorn raises a signal again once it has ended for it: by then there is nothing more to do."""

    def ended(number: int, frame: FrameType | None) -> None:
        _ = number, frame

    before = {kind: signal.signal(kind, ended) for kind in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for kind, known in before.items():
            signal.signal(kind, known)
