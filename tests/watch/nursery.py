"""A process that has everything loaded and forks watches on demand; made so that these can be killed often.

    python -m tests.watch.nursery      (a line "STORE URL SAYS" on stdin starts a watch; its pid is printed)

SAYS is the file to which the watch writes a line for each article it has stored and placed. The child that
was started before is waited for first, so its store is free again.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.feedserver import Said, page, rss
from tests.watch.texts import report
from wirecopy.build import Archive
from wirecopy.model import Arriving, Article
from wirecopy.readers.feeds import parse_feed
from wirecopy.readers.html import read_page
from wirecopy.settings import Reading, Settings, Watching
from wirecopy.watch import client, loop, watch
from wirecopy.watch.changes import changes_between
from wirecopy.watch.events import Arrival, Event

SETTINGS = Settings(
    watching=Watching(host_delay=0, shortest_interval=1, longest_interval=1, longest_hint=1, stop_seconds=2)
)

_BEGAN = 1_795_000_000.0
loop._TICK = 0.02


def warm() -> None:
    """Do everything once, so that children need not load it."""
    title, text = report(0)
    read_page(page(title, text), Reading())
    parse_feed(rss([Said("https://courier.example/0", title)]))
    changes_between(text, text.replace("Thursday", "Friday"))
    client.trusted()
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "store.db") as archive:
        for name in ("a", "b"):
            text = f"The pier of Ostrand reopens on Friday, the harbour master said. Piece {name}. " * 3
            archive.arrive([Arriving(Article(name, name, text), time.time(), "warm")])


def child(store: str, url: str, says: str) -> None:
    with Path(says).open("a", encoding="utf-8", buffering=1) as said:

        def tell(event: Event) -> None:
            if isinstance(event, Arrival):
                said.write(f"{event.id} {event.revision}\n")

        watch([url], lambda: Archive.open(store), SETTINGS, tell, wait=5, clock=hasty)


def hasty() -> float:
    """A clock that runs fifty times as fast, so that feeds are due all the time."""
    return _BEGAN + (time.time() - _BEGAN) * 50


def main() -> None:
    warm()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    before = 0
    for line in sys.stdin:
        if before:
            os.waitpid(before, 0)
        before = os.fork()
        if not before:
            child(*line.split())
            os._exit(0)
        sys.stdout.write(f"{before}\n")
        sys.stdout.flush()
    if before:
        os.waitpid(before, 0)


if __name__ == "__main__":
    main()
