"""What pages and API ask of the store, without waiting for disk or computation on the server's loop.

In: filters, ids, texts. Out: rows of the model. Reports on stories come from memory, else from the store,
else from a worker (`workroom`), and `report` gives None while a worker is still at it. Nothing is written
but corrections, and only when the server was started with a token.

Known limits: of a story with more articles than `Serving.most_versions` the first so many are read, unless a
report on all of it is kept in the store (`wirecopy show` keeps one); `Made.whole` tells.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from wirecopy.build import Archive
from wirecopy.build.archive import honour
from wirecopy.exports.shelf import ArticleSheet
from wirecopy.model import (
    AgencyRow,
    Comparison,
    Correction,
    Filter,
    Hit,
    OutletRow,
    OutletSheet,
    Rejected,
    Report,
    Story,
    StoryEvent,
    StoryRow,
)
from wirecopy.model.encoding import decoded, encoded
from wirecopy.model.plain import build
from wirecopy.settings import Settings
from wirecopy.version import __version__
from wirecopy.web.making import Answers, Making
from wirecopy.web.problems import Problem
from wirecopy.web.serving import Serving
from wirecopy.web.shelves import Shelves
from wirecopy.web.workroom import Upload, Workroom

AGENCIES = 500  # agencies that are offered to choose from
LOOKED_AT = 100  # articles that are looked at to find the stories in which words stand

_STALE = 12  # a list that is so many times older than fresh is waited for

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Made:
    """A story and its five answers.

    Attributes:
        row: the story, as listed.
        story: the answers.
        body: the answers as JSON.
    """

    row: StoryRow
    story: Story
    body: bytes

    @property
    def whole(self) -> bool:
        """Whether all its articles are in the answers; else the first of each family, and more."""
        return len(self.story.versions) >= self.row.articles

    @property
    def left_out(self) -> tuple[Rejected, ...]:
        """That articles are left out, as a row of a report."""
        if self.whole:
            return ()
        shown, there = len(self.story.versions), self.row.articles
        reason = (
            f"{there - shown:,} of {there:,} articles are left out here: the server reads {shown:,}; "
            f"wirecopy show {self.row.id} reads all of them"
        )
        return (Rejected(self.row.id, reason),)

    def report(self, settings: Mapping[str, Any]) -> Report:
        """The answers as a report."""
        return Report(__version__, settings, self.left_out, (self.story,))


class Desk:
    """All that is asked of a store. An asynchronous context manager: workers run while it is open.

    Args:
        store: the address of the store; None for a desk that only reads texts it is given.
        serving: the limits.

    Raises:
        StoreError: the store cannot be read.
    """

    def __init__(self, store: str | None, serving: Serving) -> None:
        self.serving = serving
        self.store = store
        self._shelves = None if store is None else Shelves(store, serving.readers)
        self._workroom = Workroom(store, serving)
        self._making = Making(serving.made_bytes)
        self._lists: dict[object, tuple[float, Any]] = {}
        self._warming: asyncio.Task[None] | None = None
        self._finding: dict[object, asyncio.Task[object]] = {}
        self._last_said = 0

    async def __aenter__(self) -> Desk:
        self._warming = asyncio.create_task(self._workroom.start())  # the first pages need no worker
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._making.close()
        await self._workroom.close()
        if self._warming is not None:
            await asyncio.gather(self._warming, return_exceptions=True)
        finding = list(self._finding.values())
        for task in finding:
            task.cancel()
        await asyncio.gather(*finding, return_exceptions=True)
        if self._shelves is not None:
            await asyncio.to_thread(self._shelves.close)

    @property
    def has_store(self) -> bool:
        """Whether there is anything but `read` and `compare`."""
        return self._shelves is not None

    @property
    def writable(self) -> bool:
        """Whether corrections are taken."""
        return self.has_store and self.serving.token is not None

    @property
    def settings(self) -> dict[str, Any]:
        """How articles are read, as reports say it."""
        return Settings().as_dict()

    @property
    def workroom(self) -> Workroom:
        """Where texts are read."""
        return self._workroom

    # -- stories ----------------------------------------------------------------------------------------
    async def stories(
        self, wanted: Filter, limit: int, after: str | None = None
    ) -> tuple[list[StoryRow], str | None]:
        """A page of stories, latest first, and where the next page begins (None at the end)."""
        return await self._ask(lambda archive: archive.store.stories(wanted, limit, after))

    async def stories_about(
        self, words: str, wanted: Filter, limit: int, after: str | None = None
    ) -> tuple[list[StoryRow], str | None]:
        """Stories in whose articles words stand, that with the best article first.

        The best `LOOKED_AT` articles are looked at; `search` gives the others.

        Raises:
            Problem: `after` is no place.
        """
        begin = int(after) if after and after.isdecimal() and len(after) < 6 else 0
        if after and not begin:
            raise Problem(422, "after is no place", "take it from the page before")

        def about(archive: Archive) -> list[StoryRow]:
            numbers = archive.store.stories_found(words, wanted, LOOKED_AT)
            rows = (archive.store.story(number) for number in numbers)
            return [row for row in rows if row is not None and row.articles >= wanted.least]

        rows = await self._kept(("about", words, wanted), about)
        following = begin + limit
        return rows[begin:following], str(following) if following < len(rows) else None

    async def row(self, key: str | int) -> StoryRow | None:
        """A story by its id, the beginning of one, or its number; None where there is none."""
        return await self._ask(lambda archive: archive.store.story(key))

    async def events(self, row: StoryRow) -> list[StoryEvent]:
        """What happened to a story, oldest first."""
        return await self._ask(lambda archive: archive.store.story_events(row.number))

    async def report(self, key: str, patience: float | None = None) -> Made | None:
        """The five answers on a story; None while they are being made: ask again in a moment.

        Args:
            key: id of the story, or the beginning of one.
            patience: seconds to wait for them; as the server is set when left out.

        Raises:
            Problem: there is no such story, or its report cannot be made.
        """
        row = await self.row(key)
        if row is None:
            raise Problem(404, "no such story", "the list of stories has those there are")
        mark = await self._ask(lambda archive: self._mark(archive, row))
        found = self._making.kept(row.number, mark)
        if found is None or len(found.story.versions) < row.articles:  # the store may have all of it by now
            kept = await self._ask(lambda archive: _report_in(archive, row))
            if kept is not None:
                self._making.keep(row.number, mark, kept)
                found = kept
        if found is None:
            making = self._making.begin(row.number, mark, lambda: self._workroom.story(row.number))
            await asyncio.wait([making], timeout=self.serving.patience if patience is None else patience)
            if not making.done():
                return None
            found = making.result()
        return Made(row, found.story, found.body)

    # -- articles, outlets, agencies --------------------------------------------------------------------
    async def search(self, words: str, wanted: Filter, limit: int, offset: int = 0) -> list[Hit]:
        """Articles with all these words, best first; "phrases" as such."""
        return await self._ask(lambda archive: archive.store.search(words, wanted, limit, offset))

    async def article(self, article_id: str) -> ArticleSheet | None:
        """An article with its revisions and where it stands; None where there is none."""
        return await self._ask(lambda archive: _sheet(archive, article_id))

    async def outlets(self, limit: int, offset: int = 0, name: str | None = None) -> list[OutletRow]:
        """Outlets, those with most articles first; `name`: those whose name begins so."""
        return await self._kept(
            ("outlets", limit, offset, name), lambda archive: archive.store.outlets(limit, offset, name)
        )

    async def outlet(self, name: str) -> OutletSheet | None:
        """What is known of an outlet; None where there is none."""
        return await self._kept(("outlet", name), lambda archive: archive.store.outlet(name))

    async def agencies(self) -> list[AgencyRow]:
        """Agencies that articles credit, most articles first."""
        return await self._kept("agencies", lambda archive: archive.store.agencies(AGENCIES))

    async def languages(self) -> list[tuple[str, int]]:
        """Languages of the articles, most articles first."""
        return await self._kept("languages", lambda archive: archive.store.languages())

    async def counts(self) -> dict[str, int]:
        """How much of everything the store has."""
        return await self._kept("counts", lambda archive: archive.store.counts())

    # -- texts that are sent ----------------------------------------------------------------------------
    async def read(self, articles: Sequence[Upload]) -> Report:
        """The report on texts; nothing is stored.

        Raises:
            Problem: too many, too long, or they cannot be read.
        """
        body = await self._workroom.read(articles)
        return await asyncio.to_thread(_built, Report, body)

    async def compare(self, left: Upload, right: Upload) -> Comparison:
        """What two texts have in common.

        Raises:
            Problem: they are too long, or cannot be read.
        """
        body = await self._workroom.compare(left, right)
        return await asyncio.to_thread(_built, Comparison, body)

    # -- corrections ------------------------------------------------------------------------------------
    async def corrections(self, target: str | None = None) -> list[Correction]:
        """What people said about findings, oldest first; of one target, or all."""
        return await self._ask(lambda archive: archive.store.corrections(target))

    async def correct(self, correction: Correction) -> Correction:
        """Keep what a person says; gives what was kept.

        Raises:
            Problem: this server is for reading only.
            CallError: it is not formed as a correction of its kind.
            StoreError: what it is about is not there, or the store cannot be written.
        """
        if self.store is None or not self.writable:
            raise Problem(403, "this server is for reading only", "start it with a token to write")
        kept = await asyncio.to_thread(_corrected, self.store, correction)
        self._lists.clear()
        return kept

    # -- how --------------------------------------------------------------------------------------------
    def _mark(self, archive: Archive, row: StoryRow) -> object:
        """Equal as long as a report on a story stays right: same articles, same families, nothing said."""
        members = archive.store.members(row.number)
        families = tuple((copy.number, copy.family) for copy in archive.store.copies(members))
        said = archive.store.corrections(after=self._last_said)
        self._last_said = max([self._last_said, *(one.number for one in said)])
        return tuple(members), families, self._last_said

    async def _ask(self, question: Callable[[Archive], _Found]) -> _Found:
        if self._shelves is None:
            raise Problem(404, "this server has no store", "start it with --store")
        return await self._shelves.ask(question)

    async def _kept(self, name: object, question: Callable[[Archive], _Found]) -> _Found:
        """What was found a moment ago; what is older is shown once more while it is looked up anew."""
        at, known = self._lists.get(name, (-math.inf, None))
        age = time.monotonic() - at
        if age < self.serving.fresh:
            return cast("_Found", known)
        if name not in self._finding:
            self._finding[name] = asyncio.create_task(self._find(name, question))
            self._finding[name].add_done_callback(lambda task: self._ended(name, task))
        if age < _STALE * self.serving.fresh:
            return cast("_Found", known)
        return cast("_Found", await asyncio.shield(self._finding[name]))

    async def _find(self, name: object, question: Callable[[Archive], object]) -> object:
        found, now = await self._ask(question), time.monotonic()
        oldest = now - _STALE * self.serving.fresh
        self._lists = {key: kept for key, kept in self._lists.items() if kept[0] > oldest}
        self._lists[name] = (now, found)
        return found

    def _ended(self, name: object, task: asyncio.Task[object]) -> None:
        self._finding.pop(name, None)
        if not task.cancelled():
            task.exception()  # who waits for it is told; the next to ask tries again


def _report_in(archive: Archive, row: StoryRow) -> Answers | None:
    """A report that is kept in the store."""
    story = archive.kept(row)
    return None if story is None else Answers(story, encoded(story))


def _corrected(store: str, correction: Correction) -> Correction:
    with Archive.open(store, beside=True) as archive:
        kept = archive.correct(correction)
    honour(store, kept)
    return kept


def _sheet(archive: Archive, article_id: str) -> ArticleSheet | None:
    store = archive.store
    revisions = store.revisions(article_id)
    if not revisions:
        return None
    last = revisions[-1].number
    copy = next(iter(store.copies([last])), None)
    closest = store.articles([copy.closest])[0] if copy and copy.closest is not None else None
    number = store.story_of(last)
    return ArticleSheet(revisions, copy, closest, None if number is None else store.story(number))


def _built(kind: type[_Found], body: bytes) -> _Found:
    return build(kind, decoded(body), "answer of a worker")
