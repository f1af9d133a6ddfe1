"""A store and everything that is derived from it, kept in step.

`Archive.arrive` stores articles in one transaction and then places them: the copy index says what they copy,
the stories stage which story they are in, and the ledger how many reports stand behind what they claim. What
is stored stays, whatever happens next: articles that are stored and not placed yet are found again by their
missing rows, so a run that was killed goes on where it was. Stages whose version or settings changed are run
again over all articles, by `settle`, and no others.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from wirecopy.build.corrections import MOVING
from wirecopy.build.ledgers import Ledgers, Touched
from wirecopy.build.places import copies_folder
from wirecopy.errors import LockedError, StoreError
from wirecopy.model import Arriving, CopyRow, Correction, FeedItem, Kept, Stored, Story, StoryRow
from wirecopy.settings import Settings
from wirecopy.stores import Store, open_store
from wirecopy.version import __version__

if TYPE_CHECKING:  # loads the copy index and its kernels, which looking at a store does not need
    from wirecopy.build.stages import Stages

Progress = Callable[[str, int, int], None]
Clock = Callable[[], float]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an article that arrived stands.

    Attributes:
        article: as stored.
        kept: whether it is new, a revision, or was known.
        copy: what it copies.
        closest: the article it shares most with.
        story: its story; None for a revision that has been replaced.
        touched: the claims it makes and their reports, where they were asked for.
        seconds: how long it took from arrival to here; shared by all that arrived together.
    """

    article: Stored
    kept: Kept
    copy: CopyRow
    closest: Stored | None
    story: StoryRow | None
    touched: Touched = field(default_factory=Touched)
    seconds: float = 0.0


class Archive:
    """An open store with its stages. Use `Archive.open`, as a context manager or with `close`.

    Args:
        store: the open store.
        folder: of its copy index.
        settings: how articles are read.
        clock: tells the time, seconds since 1970.
        tell: told what a person should know.
    """

    def __init__(
        self,
        store: Store,
        folder: Path,
        settings: Settings,
        clock: Clock = time.time,
        tell: Tell | None = None,
    ) -> None:
        self.store = store
        self._tell = tell
        self.settings = settings
        self.clock = clock
        self._folder = folder
        self._stages: Stages | None = None
        about = {"language": settings.language}  # no other setting changes what a report on a story says
        run = None if store.read_only else store.run("ledger", __version__, about)
        self._ledgers = Ledgers(store, run, settings, clock)

    @classmethod
    def open(  # noqa: PLR0913 - wishes of the caller, each by name
        cls,
        url: str | Path,
        *,
        read_only: bool = False,
        create: bool = True,
        wait: float = 0.0,
        copies: Path | None = None,
        settings: Settings | None = None,
        tell: Tell | None = None,
        beside: bool = False,
    ) -> Self:
        """Open a store.

        Args:
            url: a file, or the URL of a PostgreSQL database.
            read_only: for looking only; may stand beside a process that writes.
            create: make the store if it is not there.
            wait: seconds to wait for another process that writes.
            copies: folder of the copy index; beside the file when left out.
            settings: how articles are read; defaults when left out.
            tell: told, in words, what a person should know: that kernels are being compiled, say.
            beside: keep corrections and reports, and nothing else; may stand beside a process that writes.

        Raises:
            StoreError: there is no store, it is locked, of a newer format, or cannot be written.
            MissingExtraError: PostgreSQL without its driver, or stories across languages without theirs.
        """
        settings = settings or Settings()
        if settings.grouping.across_languages and not read_only and not beside:
            from wirecopy.text.meaning import encoder

            encoder()  # fails before there is a store that nothing can be added to
        create = create and not read_only and not beside
        store = open_store(url, read_only=read_only, create=create, wait=wait, beside=beside)
        try:
            return cls(store, copies or copies_folder(store), settings, tell=tell)
        except BaseException:
            store.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store and its index; twice does no harm."""
        self._drop_stages()
        self.store.close()

    def keep(self, arriving: Sequence[Arriving], items: Sequence[FeedItem] = ()) -> list[Kept]:
        """Store articles, in one transaction with the entries of feeds they came from, and no more.

        Args:
            arriving: in order of arrival.
            items: the entry of each, or none.
        """
        with self.store.writing():
            kept = self.store.put_articles(arriving)
            if items:
                self.store.put_items(
                    [replace(item, article=row.number) for item, row in zip(items, kept, strict=True)]
                )
        return kept

    def arrive(
        self, arriving: Sequence[Arriving], items: Sequence[FeedItem] = (), *, claims: bool = True
    ) -> list[Placed]:
        """Store articles and say where each stands. They are stored for good even if placing them fails.

        Args:
            arriving: in order of arrival.
            items: the entry of a feed each came from, or none.
            claims: whether the claims of new articles are to be counted.

        Raises:
            StoreError: the store or its index cannot be written.
            StageError: a stage failed on a story; the articles are stored and placed all the same.
        """
        began = time.perf_counter()
        kept = self.keep(arriving, items)
        self.settle()
        placed = self._placed(kept)
        if claims:
            placed = [self._counted(row) if row.kept.state != "known" else row for row in placed]
        seconds = time.perf_counter() - began
        return [replace(row, seconds=seconds) for row in placed]

    def settle(self, progress: Progress | None = None) -> int:
        """Place every article that is stored and not placed; how many there were.

        Args:
            progress: called with (stage, done, total).
        """
        if self.store.read_only or self.store.beside:
            how = "read-only" if self.store.read_only else "beside a process that writes"
            raise StoreError(f"opened {how}", self.store.url, "open it for writing to place articles")
        try:
            return self._opened_stages().settle(progress)
        except BaseException:
            self._drop_stages()  # what they hold in memory may be ahead of the store
            raise

    def correct(self, said: Correction, story: Story | None = None) -> Correction:
        """Keep what a person says; reports honour it from now on, stories from the next `settle`.

        Args:
            said: kind, target, value and author; the number is given here, and the time where it is 0.
            story: the report that the person looked at, where it is at hand; else the one that was kept last,
                which is made now where there is none.

        Returns:
            What was kept, with its number and what had been computed.

        Raises:
            CallError: it is not formed as a correction of its kind.
            StoreError: what it is about is not there, or the store cannot be written.
        """
        from wirecopy.build.saying import prepared

        def report(row: StoryRow) -> Story:
            return story if story is not None and story.id == row.id else self._ledgers.last(row)

        kept = prepared(replace(said, at=said.at or self.clock()), self.store, report)
        return replace(kept, number=self.store.put_correction(kept))

    def story(self, key: str | int) -> tuple[StoryRow, Story]:
        """A story as listed, and its five answers, made now if they are not there or out of date.

        Args:
            key: id, beginning of one, or number.

        Raises:
            StoreError: there is no such story.
        """
        row = self.store.story(key)
        if row is None:
            raise StoreError(f"no story {str(key)!r}", self.store.url, "wirecopy list shows the stories")
        return row, self._ledgers.story(row)

    def kept(self, row: StoryRow) -> Story | None:
        """The five answers on a story where they are there and up to date; nothing is made.

        Raises:
            StoreError: the story has no articles.
        """
        return self._ledgers.kept(row)

    def basis(self, row: StoryRow) -> str:
        """A hash of what a report on a story is made of: its articles, and what people said of it.

        Raises:
            StoreError: the story has no articles.
        """
        return self._ledgers.basis(row)

    def story_of_some(self, row: StoryRow, numbers: Sequence[int]) -> Story:
        """The five answers on some articles of a story that is too large to be read whole; nothing is kept.

        Args:
            row: the story, as listed.
            numbers: of the articles.
        """
        return self._ledgers.of_some(row, numbers)

    def check(self) -> None:
        """Whether store and index are sound.

        Raises:
            StoreError: something is wrong; says what.
        """
        self.store.check()
        if self._folder.exists() and not (self.store.read_only or self.store.beside):
            self._opened_stages().check()

    def _opened_stages(self) -> Stages:
        from wirecopy.build.stages import Stages

        if self._stages is None:
            self._stages = Stages(self.store, self._folder, self.settings, self.clock, self._tell)
        return self._stages

    def _placed(self, kept: Sequence[Kept]) -> list[Placed]:
        numbers = [row.number for row in kept]
        articles = {stored.number: stored for stored in self.store.articles(sorted(set(numbers)))}
        copies = {row.number: row for row in self.store.copies(numbers)}
        closest = sorted({row.closest for row in copies.values() if row.closest is not None})
        near = {stored.number: stored for stored in self.store.articles(closest)}
        stories: dict[int, StoryRow | None] = {}
        found = []
        for row in kept:
            copy = copies[row.number]
            number = self.store.story_of(row.number)
            if number is not None and number not in stories:
                stories[number] = self.store.story(number)
            found.append(
                Placed(
                    article=articles[row.number],
                    kept=row,
                    copy=copy,
                    closest=None if copy.closest is None else near[copy.closest],
                    story=None if number is None else stories[number],
                )
            )
        return found

    def _counted(self, placed: Placed) -> Placed:
        if placed.story is None:
            return placed
        return replace(placed, touched=self._ledgers.touched(placed.article, placed.story))

    def _drop_stages(self) -> None:
        if self._stages is not None:
            self._stages.close()
            self._stages = None


def honour(store: str, said: Correction) -> bool:
    """Have the stories of a store follow what was just said, where they must.

    Args:
        store: path or URL.
        said: stored.

    Returns:
        False where another process writes the store: that one will.
    """
    if said.kind not in MOVING:
        return True  # reports honour it as soon as they are asked for
    try:
        with Archive.open(store) as archive:
            archive.settle()
    except LockedError:
        return False
    return True
