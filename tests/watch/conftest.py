"""A server on loopback, a store, a clock that tests turn, and a watch that runs once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest

from tests.feedserver import FeedServer
from wirecopy.build import Archive
from wirecopy.settings import Settings, Watching
from wirecopy.stores import Store
from wirecopy.watch import Summary, watch
from wirecopy.watch.events import Arrival, Event, Note, Polled, Trouble

Found = TypeVar("Found")


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as serving:
        yield serving


@dataclass
class Watcher:
    """Runs `watch --once` on one store, later each time; `events` are those of the last run."""

    path: Path
    now: float = field(default_factory=time.time)
    events: list[Event] = field(default_factory=list)

    def once(self, *words: str, later: float = 0.0, **watching: object) -> Summary:
        self.now += later
        self.events = []
        settings = Settings(watching=Watching(**{"host_delay": 0, "deadline": 3, **watching}))  # type: ignore[arg-type]
        return watch(
            words,
            lambda: Archive.open(self.path),
            settings,
            self.events.append,
            once=True,
            clock=lambda: self.now,
        )

    def of(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def arrivals(self) -> list[Arrival]:
        return [event for event in self.events if isinstance(event, Arrival)]

    @property
    def troubles(self) -> list[Trouble]:
        return [event for event in self.events if isinstance(event, Trouble)]

    @property
    def polled(self) -> list[Polled]:
        return [event for event in self.events if isinstance(event, Polled)]

    @property
    def notes(self) -> list[str]:
        return [event.message for event in self.events if isinstance(event, Note)]

    def store(self, call: Callable[[Store], Found]) -> Found:
        """What the store says when nobody watches."""
        with Archive.open(self.path, read_only=True) as archive:
            return call(archive.store)

    def texts(self) -> list[str]:
        """Texts of all articles and revisions, in order of arrival."""
        count = self.store(lambda store: store.counts()["articles"])
        return [row.article.text for row in self.store(lambda store: store.articles(range(1, count + 1)))]


@pytest.fixture
def watcher(tmp_path: Path) -> Watcher:
    return Watcher(tmp_path / "store.db")
