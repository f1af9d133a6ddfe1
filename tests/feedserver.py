"""A web server on loopback for tests: feeds, pages, and every bad manner a server can have.

    with FeedServer() as server:
        server.put("/feed", Reply(body=rss([...])))
        ... server.asked("/feed") ...

A path is put with a `Reply`, several given one after the other (the last one stays), or a function of the
request. Nothing but 127.0.0.1 is listened to; all texts served are invented by the tests.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import formatdate
from html import escape
from typing import Self

Piece = bytes | float  # bytes to send, or seconds to wait
_TLS_HANDSHAKE = 0x16
REASONS = {200: "OK", 301: "Moved", 302: "Found", 304: "Not Modified", 404: "Not Found", 429: "Too Many"}


@dataclass(frozen=True)
class Request:
    path: str
    headers: Mapping[str, str]
    at: float


@dataclass(frozen=True)
class Reply:
    """What is answered.

    Attributes:
        headers: sent as they are; Content-Length and ETag conditions are seen to unless given here.
        etag: answered with 304 when the request names it.
        pieces: sent in place of everything else, byte for byte, with waits between.
        reset: after the pieces, break the connection instead of closing it.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None
    last_modified: str | None = None
    pieces: Sequence[Piece] = ()
    reset: bool = False


Put = Reply | Callable[[Request], Reply]


class FeedServer:
    """Serves what was put, remembers what was asked."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._listener.getsockname()[1])
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self.port}"
        self._site: dict[str, list[Put]] = {}
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._closing = threading.Event()
        self.log: list[Request] = []
        self.at_once: dict[str, int] = {"now": 0, "most": 0}

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *error: object) -> None:
        self._closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=10)

    def put(self, path: str, *replies: Put) -> str:
        """Serve these, one after the other; gives the URL."""
        with self._lock:
            self._site[path] = list(replies)
        return self.url + path

    def asked(self, path: str) -> list[Request]:
        """The requests for a path so far."""
        with self._lock:
            return [request for request in self.log if request.path == path]

    def _start(self, call: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=call, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(10)
            stream = self._tls.wrap_socket(connection, server_side=True) if self._tls else connection
            with stream:
                self._answer(stream)

    def _answer(self, stream: socket.socket) -> None:
        request = _read(stream)
        if request is None:
            return
        with self._lock:
            self.log.append(request)
            self.at_once["now"] += 1
            self.at_once["most"] = max(self.at_once.values())
            waiting = self._site.get(request.path, [Reply(404)])
            put = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        reply = put(request) if callable(put) else put
        try:
            for piece in _pieces(reply, request):
                if isinstance(piece, float):
                    self._closing.wait(piece)
                else:
                    stream.sendall(piece)
        finally:
            with self._lock:
                self.at_once["now"] -= 1
        if reply.reset:
            stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            stream.shutdown(socket.SHUT_WR)
            stream.recv(1)


def _read(stream: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        more = stream.recv(65_536)
        if not more or more[0] == _TLS_HANDSHAKE:
            return None
        data += more
    first, *lines = data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    return Request(first.split(" ")[1], headers, time.monotonic())


def _pieces(reply: Reply, request: Request) -> Iterable[Piece]:
    if reply.pieces:
        return reply.pieces
    status, body = reply.status, reply.body
    same_tag = reply.etag is not None and request.headers.get("if-none-match") == reply.etag
    same_date = (
        reply.last_modified is not None and request.headers.get("if-modified-since") == reply.last_modified
    )
    if same_tag or same_date:
        status, body = 304, b""
    said = {"Date": formatdate(usegmt=True), "Content-Length": str(len(body)), "Connection": "close"}
    said |= {"ETag": reply.etag} if reply.etag else {}
    said |= {"Last-Modified": reply.last_modified} if reply.last_modified else {}
    head = "".join(f"{name}: {value}\r\n" for name, value in (said | dict(reply.headers)).items())
    return [f"HTTP/1.1 {status} {REASONS.get(status, 'Status')}\r\n{head}\r\n".encode("latin-1") + body]


@dataclass(frozen=True)
class Said:
    """An entry of a feed."""

    url: str
    title: str
    guid: str | None = None
    summary: str = ""
    content: str = ""
    published: float | None = None
    updated: str | None = None


def rss(
    entries: Iterable[Said], *, title: str = "Ostrand Courier", extra: str = "", encoding: str = "utf-8"
) -> bytes:
    """A feed in RSS 2.0."""
    return (
        f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">'
        f"<channel><title>{escape(title)}</title><link>http://courier.example/</link>{extra}"
        + "".join(map(_item, entries))
        + "</channel></rss>"
    ).encode(encoding, "xmlcharrefreplace")


def _item(said: Said) -> str:
    parts = [f"<title>{escape(said.title)}</title>"]
    if said.url:
        parts.append(f"<link>{escape(said.url)}</link>")
    if said.guid:
        parts.append(f'<guid isPermaLink="false">{escape(said.guid)}</guid>')
    if said.summary:
        parts.append(f"<description>{escape(said.summary)}</description>")
    if said.content:
        parts.append(f"<content:encoded>{escape(said.content)}</content:encoded>")
    if said.published is not None:
        parts.append(f"<pubDate>{formatdate(said.published, usegmt=True)}</pubDate>")
    if said.updated:
        parts.append(f"<atom:updated>{said.updated}</atom:updated>")
    return f"<item>{''.join(parts)}</item>"


def page(title: str, text: str, *, published: str | None = "2026-11-20T08:00:00Z", head: str = "") -> bytes:
    """A page with one article."""
    dated = f'<meta property="article:published_time" content="{published}">' if published else ""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n") if paragraph)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta property="og:title" content="{escape(title)}">'
        f'<meta property="og:site_name" content="Ostrand Courier">{dated}{head}</head>'
        f"<body><article><h1>{escape(title)}</h1>{body}</article></body></html>"
    ).encode()


def html_reply(body: bytes, **more: str) -> Reply:
    """A page as servers send it."""
    return Reply(body=body, headers={"Content-Type": "text/html; charset=utf-8", **more})


def feed_reply(body: bytes, *, etag: str | None = None, **more: str) -> Reply:
    """A feed as servers send it."""
    return Reply(body=body, etag=etag, headers={"Content-Type": "application/rss+xml", **more})
