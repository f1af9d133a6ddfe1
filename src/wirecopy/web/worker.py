"""A worker process: reads texts it is given, or makes reports on stories of a store, within limits.

Started by `workroom` as `python -m wirecopy.web.worker`. Messages come on standard input and go out on what
was standard output; anything a library prints goes to standard error. Memory is limited once, CPU time for
every job: a job that takes more ends the process, and the server starts another. A worker for texts knows no
store, writes no file, opens no connection and starts no program but the reader of odd pages: texts may come
from anyone.

Known limit: memory is limited on Linux only, CPU time not on Windows; there the server's clock ends a job.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

import orjson

from wirecopy import pipeline
from wirecopy.build import Archive
from wirecopy.errors import CallError, InputError, StoreError, WirecopyError
from wirecopy.model import Article, Rejected, Story
from wirecopy.model.encoding import encoded
from wirecopy.readers import Note, Source
from wirecopy.readers.formats import FORMATS, PARQUET, WARC, format_of
from wirecopy.settings import Reading, Settings
from wirecopy.web import messages

_PEEK = 4096
_GZIP = b"\x1f\x8b"
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_READER = [sys.executable, "-m", "wirecopy.readers.html.child"]  # limited by `readers.html.crew`

Parts = list[bytes]


class Texts:
    """Jobs on texts that were sent along."""

    def __init__(self, limits: Reading) -> None:
        self._settings = Settings(reading=limits)

    def read(self, order: dict[str, Any], bodies: Parts) -> bytes:
        """The report on texts."""
        articles, rejected = self._articles(order["names"], bodies)
        if len(articles) > order["most"]:
            raise CallError(
                f"{len(articles)} articles are too many here",
                hint=f"send {order['most']} or fewer, or use wirecopy read",
            )
        return encoded(pipeline.read_articles(articles, rejected, self._settings))

    def compare(self, order: dict[str, Any], bodies: Parts) -> bytes:
        """What two texts have in common."""
        articles, rejected = self._articles(order["names"], bodies)
        if rejected:
            raise InputError(rejected[0].reason, rejected[0].path, "give two texts that can be read")
        if len(articles) != 2:
            raise CallError(f"{len(articles)} articles where two were expected", hint="give two texts")
        return encoded(pipeline.compare_articles(articles[0], articles[1], self._settings))

    def _articles(self, names: list[str], bodies: Parts) -> tuple[list[Article], list[Rejected]]:
        found: list[Article] = []
        rejected: list[Rejected] = []
        for name, body in zip(names, bodies, strict=True):
            for item in _items(name, body, self._settings.reading):
                if isinstance(item, Article):
                    found.append(item)
                elif isinstance(item, Rejected):
                    rejected.append(item)
        return _told_apart(found), rejected


class Stories:
    """Jobs on the stories of a store."""

    def __init__(self, store: str, most: int) -> None:
        self._store = store
        self._archive = _opened(store)
        self._most = most

    def story(self, order: dict[str, Any], _: Parts) -> bytes:
        """The five answers on a story, kept in the store if it can be; of a large one, only some versions."""
        store = self._archive.store
        row = store.story(int(order["number"]))
        if row is None:
            raise CallError("no such story any more", hint="it may be part of another story now")
        if row.articles <= self._most:
            return encoded(self._whole(row.number))
        members = store.members(row.number)
        families = {copy.number: copy.family for copy in store.copies(members)}
        kin_of = {number: families.get(number, number) for number in members}
        chosen = _chosen(members, kin_of, self._most)
        return encoded(self._archive.story_of_some(row, chosen))

    def _whole(self, number: int) -> Story:
        try:
            return self._archive.story(number)[1]
        except StoreError:  # it cannot be kept: make it all the same, and keep none from now on
            self._archive.close()
            self._archive = Archive.open(self._store, read_only=True)
            return self._archive.story(number)[1]


def _chosen(members: Sequence[int], kin_of: Mapping[int, int], most: int) -> list[int]:
    """Articles to stand for a large story: the first of each family, then others; in the order given."""
    firsts = list({kin_of[number]: number for number in reversed(members)}.values())[::-1]
    first = set(firsts)
    others = [number for number in members if number not in first]
    wanted = {*[*firsts, *others][:most]}
    return [number for number in members if number in wanted]


def _opened(store: str) -> Archive:
    """The store, to keep reports in where that is allowed."""
    try:
        return Archive.open(store, beside=True)
    except StoreError:
        return Archive.open(store, read_only=True)


def _items(name: str, body: bytes, limits: Reading) -> Iterator[Article | Rejected | Note]:
    """What one text or file holds; its name tells the format only where the bytes do not."""
    path = PurePosixPath(name)
    stem, suffix = (path.stem, path.suffix.lower()) if path.suffix.lower() in FORMATS else (path.name, "")
    if body.startswith(_GZIP):
        yield Rejected(name, "packed with gzip: unpack it first")
        return
    reader = format_of(suffix, body[:_PEEK], named=True)
    if reader is None or reader in (PARQUET, WARC):
        yield Rejected(name, "a format that is not taken here: give text, HTML, JSON, CSV or a feed")
        return
    with io.BufferedReader(io.BytesIO(body)) as stream:
        yield from reader.read(Source(name, stem, stream), limits)


def _told_apart(articles: list[Article]) -> list[Article]:
    """The articles, each under an id of its own."""
    ids: set[str] = set()
    found = []
    for article in articles:
        name, number = article.id, 1
        while name in ids:
            number += 1
            name = f"{article.id}-{number}"
        ids.add(name)
        found.append(article if name == article.id else replace(article, id=name))
    return found


def _limit(memory_mb: int) -> None:
    """So much more memory and no core file, for the life of the process."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (ImportError, OSError):
        return  # a system that has no such limits, or does not tell what is used
    most = pages * resource.getpagesize() + (memory_mb << 20)
    with suppress(ValueError, OSError):  # a tighter limit is in force already
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_job(seconds: float) -> None:
    """So much more CPU time and the system ends the process."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 2, hard))


def _refuse(event: str, about: tuple[Any, ...]) -> None:
    """An audit hook that stays for the life of the process; only a reader of odd pages may be started."""
    writes = event == "open" and isinstance(about[2], int) and about[2] & _WRITES
    if writes and (isinstance(about[0], int) or about[0] == os.devnull):
        writes = False  # what is open already: a pipe to that reader
    reader = event == "subprocess.Popen" and list(about[1]) == _READER
    if writes or (event.startswith(_FORBIDDEN) and not reader):
        raise PermissionError(f"a worker for texts does no {event}")


def _jobs(order: dict[str, Any]) -> dict[str, Callable[[dict[str, Any], Parts], bytes]]:
    """What this worker does, as it is told first."""
    if order["store"] is not None:
        stories = Stories(order["store"], order["most"])
        _limit(order["memory_mb"])
        return {"story": stories.story}
    texts = Texts(
        Reading(
            max_article_chars=order["bytes"], max_file_bytes=order["bytes"], max_line_bytes=order["bytes"]
        )
    )
    sys.dont_write_bytecode = True
    _warm(texts)
    _limit(order["memory_mb"])
    sys.addaudithook(_refuse)
    return {"read": texts.read, "compare": texts.compare}


def _warm(texts: Texts) -> None:
    """Load what the first job would wait for, and what looks for a place to write when it is loaded."""
    bodies = [
        b"A barge sank at the quay on Monday, the harbour master said.\n\nNobody was hurt.\n",
        b"Ein Kahn sank am Montag am Kai.\n\nVerletzt wurde niemand, sagte die Hafenmeisterin.\n",
        b"<!doctype html><html><body><p>A barge sank at the quay on Monday.</p></body></html>",
        b'{"id": "d", "text": "A barge sank at the quay on Monday."}',
    ]
    texts.read({"names": ["a.txt", "b.txt", "c.html", "d.jsonl"], "most": len(bodies)}, bodies)


def _answered(jobs: dict[str, Callable[[dict[str, Any], Parts], bytes]], parts: Parts) -> Parts:
    order = orjson.loads(parts[0])
    _limit_job(order["seconds"])
    try:
        return [b'{"ok":true}', jobs[order["job"]](order, parts[1:])]
    except WirecopyError as error:
        kind = "input" if isinstance(error, CallError | InputError) else "other"
        return [encoded({"ok": False, "kind": kind, "what": error.what, "hint": error.hint})]


def main() -> NoReturn:
    """Answer messages until there are no more."""
    source = sys.stdin.buffer
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # what a library prints must not come between two messages
        first = messages.read(source.read)
        if first is None:
            sys.exit(0)
        jobs = _jobs(orjson.loads(first[0]))
        out.write(messages.packed([b'{"ok":true}']))
        out.flush()
        while (parts := messages.read(source.read)) is not None:
            out.write(messages.packed(_answered(jobs, parts)))
            out.flush()
    sys.exit(0)


if __name__ == "__main__":
    main()
