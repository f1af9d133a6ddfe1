"""Files into a store: what is new is read, stored and placed; files that did not change are not read again.

In: paths. Out: `Added`, what became of every row. A file is known by its size and time of change, and by the
settings it was read with. Articles are stored batch by batch, each for good before the next is begun, and a
file counts as read when its last article is stored: a run that was cut short is repeated, and what is there
already is known by id and content.
"""

from __future__ import annotations

import dataclasses
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from wirecopy.build.archive import Archive
from wirecopy.model import Arriving, Article, Input, Kept, Rejected
from wirecopy.readers import Format, Item, Note, Source
from wirecopy.readers.files import iter_files
from wirecopy.settings import Reading, Settings

VERSION = "1"
_BATCH_ROWS = 1_000
_BATCH_CHARS = 8_000_000

PathLike = str | os.PathLike[str]
Tell = Callable[[Note | Rejected], None]
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Added:
    """What became of everything that was given.

    Attributes:
        states: articles by what became of them: new, revised, known.
        rejected: rows that could not be used.
        files: files that were read.
        unchanged: files that were read before and have not changed since.
    """

    states: Counter[str] = field(default_factory=Counter)
    rejected: int = 0
    files: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class _Begun:
    """A file is about to be read."""

    path: str
    mark: str


@dataclass(frozen=True, slots=True)
class _Unchanged:
    """A file need not be read."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """A file has been read to its end."""


def add_paths(
    archive: Archive,
    paths: Sequence[PathLike],
    *,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> Added:
    """Add what these paths hold to a store, and place it.

    Args:
        archive: the store, opened for writing.
        paths: files and folders.
        progress: called with (stage, done, total).
        tell: called with each note and each rejection as it is met.

    Raises:
        CallError: a path does not exist.
        StoreError: the store cannot be written; what was stored before stays.
    """
    adding = _Adding(archive, progress, tell)
    archive.settle(progress)
    for item in iter_files(paths, archive.settings.reading, adding.read):
        adding.take(item)
    adding.flush()
    return adding.added


class _Adding:
    """One run."""

    def __init__(self, archive: Archive, progress: Progress | None, tell: Tell | None) -> None:
        self.added = Added()
        self._archive, self._progress, self._tell = archive, progress, tell
        about = _reading(archive.settings)
        self._run = archive.store.run("read", VERSION, about).number
        self._now = archive.clock()
        self._file: _Begun | None = None
        self._kept_rows, self._rejected = 0, list[Rejected]()
        self._batch: list[Arriving] = []
        self._chars = 0
        self._ended: list[tuple[Input, list[Rejected]]] = []

    def read(
        self, reader: Format, source: Source, limits: Reading
    ) -> Iterator[Item | _Begun | _Ended | _Unchanged]:
        """What there is to take from one file: nothing, if it is as it was when it was read."""
        path = os.path.abspath(source.path)  # noqa: PTH100 - resolve() would follow links to another name
        mark = _mark(path)
        known = self._archive.store.input(path) if mark else None
        if known and known.mark == mark and known.run == self._run:
            yield _Unchanged()
            return
        yield _Begun(path, mark)
        yield from reader.read(source, limits)
        yield _Ended()

    def take(self, item: Item | _Begun | _Ended | _Unchanged) -> None:
        """One thing that came of reading."""
        if isinstance(item, Article):
            self._take_article(item)
        elif isinstance(item, Rejected):
            self._take_rejected(item)
        elif isinstance(item, _Begun):
            self._file, self._kept_rows, self._rejected = item, 0, []
        elif isinstance(item, _Unchanged):
            self.added.unchanged += 1
        elif isinstance(item, _Ended):
            self._end()
        elif self._tell:
            self._tell(item)

    def flush(self) -> None:
        """Store what was taken, note the files it came from, and place it."""
        store = self._archive.store
        kept: list[Kept] = []
        with store.writing():
            if self._batch:
                kept = self._archive.keep(self._batch)
            for read, rejected in self._ended:
                store.put_input(read, rejected)
        self._batch, self._chars, self._ended = [], 0, []
        self._archive.settle()
        self.added.states.update(row.state for row in kept)
        if self._progress:
            self._progress("adding", self.added.states.total(), 0)

    def _take_article(self, article: Article) -> None:
        language = self._archive.settings.language
        if language:
            article = dataclasses.replace(article, language=language)
        source = self._file.path if self._file else article.path
        self._batch.append(Arriving(article, self._now, source))
        self._kept_rows += 1
        self._chars += len(article.text)
        if len(self._batch) >= _BATCH_ROWS or self._chars >= _BATCH_CHARS:
            self.flush()

    def _take_rejected(self, row: Rejected) -> None:
        self.added.rejected += 1
        if self._tell:
            self._tell(row)
        if self._file:
            self._rejected.append(row)
        else:  # no file that could be opened: it is noted under its own name, and looked at again next time
            self._ended.append((Input(row.path, "", self._run, 0, 1), [row]))

    def _end(self) -> None:
        begun, self._file = self._file, None
        if begun:
            read = Input(begun.path, begun.mark, self._run, self._kept_rows, len(self._rejected))
            self._ended.append((read, self._rejected))
            self.added.files += 1


def _reading(settings: Settings) -> dict[str, object]:
    """The settings that decide what is read."""
    return {"language": settings.language, **dataclasses.asdict(settings.reading)}


def _mark(path: str) -> str:
    """What tells a file that changed from one that did not; empty where the system does not say."""
    try:
        status = os.stat(path)  # noqa: PTH116 - the path may hold bytes that are no text
    except OSError:
        return ""
    return f"{status.st_size}:{status.st_mtime_ns}"
