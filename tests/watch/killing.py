"""Rounds of kill -9: a watch is started, killed after a random while, and its store looked at.

In: how many rounds. Out: what was found wrong, nothing if all is well: the store opens sound, every article
that was acknowledged is there, none is there twice, and the last run, left alone, has them all.
"""

from __future__ import annotations

import math
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.feedserver import FeedServer, Reply, Request, Said, feed_reply, html_reply, page, rss
from tests.watch.texts import report
from wirecopy.build import Archive
from wirecopy.model import Stored
from wirecopy.stores import Store

ROOT = Path(__file__).parents[2]
_WINDOW = 30  # entries a feed shows at a time
_REVISED = 7  # every so many pages change once they have been read


class Newsroom:
    """A site whose feed has more reports every time it is asked for, and some pages that change."""

    def __init__(self, server: FeedServer, *, a_poll: int) -> None:
        self.server = server
        self.a_poll = a_poll
        self.published = 0
        self.open = True
        self.url = server.put("/feed", self._feed)

    def _feed(self, _: Request) -> Reply:
        if self.open:
            for number in range(self.published, self.published + self.a_poll):
                self.server.put(f"/{number}", self._page(number))
            self.published += self.a_poll
        shown = range(max(0, self.published - _WINDOW), self.published)
        said = [
            Said(f"{self.server.url}/{n}", *report(n)[:1], summary=self._teaser(n), published=1.79e9 + n)
            for n in shown
        ]
        return feed_reply(rss(said[::-1]), etag=f'"{self.published}"')

    def _page(self, number: int) -> Callable[[Request], Reply]:
        def serve(_: Request) -> Reply:
            title, text = report(number)
            return html_reply(
                page(title, text.replace("Thursday", "Friday") if self._is_old(number) else text)
            )

        return serve

    def _teaser(self, number: int) -> str:
        return "Corrects the day." if self._is_old(number) else "Today."

    def _is_old(self, number: int) -> bool:
        return number % _REVISED == 0 and self.published > number + 2 * self.a_poll

    def wanted(self) -> set[str]:
        """Addresses of all pages."""
        return {f"{self.server.url}/{number}" for number in range(self.published)}


@contextmanager
def nursery() -> Iterator[Callable[[Path, str, Path], int]]:
    """Starts watches; gives the pid of each."""
    command = [sys.executable, "-m", "tests.watch.nursery"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()

        def start(store: Path, url: str, says: Path) -> int:
            process.stdin.write(f"{store} {url} {says}\n")
            process.stdin.flush()
            return int(process.stdout.readline())

        yield start
        process.stdin.close()


def rounds(
    folder: Path, count: int, seed: int = 7, longest: float = 0.6, tell: Callable[[str], None] | None = None
) -> list[str]:
    """Kill a watch so many times; what was found wrong.

    Args:
        folder: empty; store and notes go there.
        count: kills.
        seed: of the random waits.
        longest: seconds after which a watch is killed at the latest.
        tell: hears how each round went.
    """
    chance = random.Random(seed)
    store, says = folder / "store.db", folder / "says"
    says.touch()
    wrong: list[str] = []
    with FeedServer() as server, nursery() as start:
        room = Newsroom(server, a_poll=3)
        for number in range(count):
            pid = start(store, room.url, says)
            time.sleep(chance.uniform(0.02, longest))
            os.kill(pid, signal.SIGKILL)
            wrong += [f"kill {number}: {what}" for what in looked_at(store, says)]
            if tell:
                tell(
                    f"kill {number}: {said(says)} acknowledged, {stored(store)} stored, {len(wrong)} findings"
                )
        if not said(says):
            wrong.append("no watch lived long enough to store an article")
        room.open = False
        before = said(says)
        pid = start(store, room.url, says)
        if lacks := left_alone(store, room):
            wrong.append(f"left alone: {lacks} did not come")
        os.kill(pid, signal.SIGTERM)
    wrong += [f"at the end: {what}" for what in looked_at(store, says)]
    if tell:
        tell(f"left alone: {said(says) - before} more acknowledged, {stored(store)} stored")
    return wrong


def said(says: Path) -> int:
    """How many articles were acknowledged."""
    return says.read_text(encoding="utf-8").count("\n")


def stored(path: Path) -> int:
    """How many articles a store has."""
    if not path.exists():
        return 0
    with Archive.open(path, wait=5) as archive:
        return archive.store.counts()["articles"]


def looked_at(path: Path, says: Path) -> Iterator[str]:
    """What is wrong with a store."""
    acknowledged = [line.split() for line in says.read_text(encoding="utf-8").split("\n") if " " in line]
    if not path.exists():
        if acknowledged:
            yield "no store"
        return
    with Archive.open(path, wait=5) as archive:
        archive.check()
        stored = list(everything(archive.store))
        there = {(row.article.id, str(row.revision)) for row in stored}
        lost = [line for line in acknowledged if tuple(line) not in there]
        if lost:
            yield f"acknowledged and not there: {lost}"
        addresses = [row.article.url for row in stored if row.current]
        if len(set(addresses)) < len(addresses):
            yield "the same address twice"
        for row in stored:
            if row.revision > 2:
                yield f"revision {row.revision} of {row.article.id}"


def everything(store: Store) -> Iterator[Stored]:
    """All articles of a store."""
    count = store.counts()["articles"]
    yield from store.articles(range(1, count + 1))


def left_alone(path: Path, room: Newsroom, patience: float = 20.0) -> set[str]:
    """What is missing when nothing has come any more for a while; entries that wait are missing."""
    lacks, since = room.wanted(), time.monotonic()
    while lacks and time.monotonic() - since < patience:
        time.sleep(0.1)
        now = missing(path, room)
        if now != lacks:
            lacks, since = now, time.monotonic()
    return lacks


def missing(path: Path, room: Newsroom) -> set[str]:
    """Addresses that are not there, or that wait to be fetched again."""
    if not path.exists():
        return room.wanted()
    with Archive.open(path, read_only=True) as archive:
        there = {row.article.url or "" for row in everything(archive.store)}
        return (room.wanted() - there) | {item.key for item in archive.store.waiting(math.inf, 1_000)}
