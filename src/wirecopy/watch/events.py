"""What a watch tells while it runs: plain rows for whoever listens (the terminal, the metrics, a program).

`Arrival` is an article that came or changed, `Polled` a feed that was asked, `Trouble` a feed or page that
could not be had, `Note` anything else a person should know. `as_dict` is what `--json` prints of an
arrival.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from wirecopy.model.rows import Reports
from wirecopy.watch.changes import Change


@dataclass(frozen=True, slots=True)
class CopyOf:
    """The article that another one is a copy of."""

    id: str
    outlet: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class ClaimSeen:
    """A claim that the article shares with others: how many make it, and the reports behind it."""

    label: str
    sightings: int
    reports: Reports


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article that was stored and placed.

    Attributes:
        at: when, in seconds since 1970.
        id: of the article.
        revision: 1 for the first text.
        outlet: who published it.
        title: its headline.
        url: of its page.
        published: ISO 8601.
        feed: URL of the feed that announced it.
        relation: how it stands to its family: first, verbatim, trimmed, edited, reworded, partial, own.
        copy_of: what it copies, None where nothing was found.
        share: part of its words that stands there, 0-1.
        story: id of its story.
        new_story: whether it is the only article there.
        claims: those it shares with other versions, most sightings first.
        changes: for a revision, the words that changed.
        seconds: that storing and placing took.
    """

    at: float
    id: str
    revision: int
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    feed: str
    relation: str | None = None
    copy_of: CopyOf | None = None
    share: float | None = None
    story: str | None = None
    new_story: bool = False
    claims: tuple[ClaimSeen, ...] = ()
    changes: tuple[Change, ...] = ()
    seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """Plain nested values."""
        return dataclasses.asdict(self)


@dataclass(frozen=True, slots=True)
class Polled:
    """A feed that was asked and answered."""

    feed: str
    status: int
    received: int  # bytes on the wire
    entries: int
    new: int
    changed: int
    next_poll: float


@dataclass(frozen=True, slots=True)
class Trouble:
    """A feed or page that could not be had.

    Attributes:
        what: "feed" or "page".
        url: its address.
        reason: what happened.
        hint: what to do about it.
        failures: how often in a row.
        given_up: whether it will not be tried again.
        status: what the server answered, None where it did not.
    """

    what: Literal["feed", "page"]
    url: str
    reason: str
    hint: str = ""
    failures: int = 1
    given_up: bool = False
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that was fetched."""

    url: str
    received: int


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth saying."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Pulse:
    """How things stand, once in a while."""

    feeds: int
    troubled: int
    waiting: int
    under_way: int


Event = Arrival | Polled | Trouble | Fetched | Note | Pulse
Tell = Callable[[Event], None]
