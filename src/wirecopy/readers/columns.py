"""The rows of a corpus as columns that grow, without a Python object for any row that is kept.

In: articles one by one (`add`, `add_row`) or many at once (`extend`). Out: `Holdings`, the columns the copy
finder reads and what leads back from a row to its id, file and place. Texts are held in memory up to a
limit; beyond it they go to a temporary file that is memory-mapped at the end. That file has no name, so
nothing is left of it whichever way the run ends. Ids that occur again get "-2", "-3" and so on, in order.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import IO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from wirecopy.group.corpus import UNKNOWN_TIME, Corpus, Texts
from wirecopy.lexicon.media import HOST
from wirecopy.model import Article
from wirecopy.readers.aside import nameless_file, putting_aside
from wirecopy.readers.rows import iso_date, seconds_of

Progress = Callable[[str, int, int], None]

_MEGABYTE = 1 << 20
_STEP = 5_000  # rows between two words about the progress


@dataclass(frozen=True, slots=True)
class Holdings:
    """A corpus and where its rows come from.

    Attributes:
        corpus: the columns the copy finder reads.
        ids: the ids, each once, as texts end to end.
        outlet_names: the outlet of every number in `corpus.outlets`.
        titled: bool[n], whether the row has a title.
        files: int32[n], a number per file, in order of reading.
        numbers: int64[n], the row's number in its file as in messages, 0 where the file is the article.
    """

    corpus: Corpus
    ids: Texts
    outlet_names: tuple[str, ...]
    titled: NDArray[np.bool_]
    files: NDArray[np.int32]
    numbers: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)


class Spool:
    """Bytes end to end, in memory up to a limit and in a file without a name beyond it."""

    def __init__(self, limit: int) -> None:
        self.size = 0
        self._limit = limit
        self._held = bytearray()
        self._file: IO[bytes] | None = None

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Append.

        Raises:
            WirecopyError: the temporary file cannot be written.
        """
        self.size += len(data)
        if self._file is None:
            self._held += data
            if self.size <= self._limit:
                return
        with putting_aside("texts"):
            if self._file is None:
                self._file = nameless_file()
                data, self._held = self._held, bytearray()
            self._file.write(data)

    def bytes(self) -> NDArray[np.uint8]:
        """Everything written, without a copy; nothing may be written afterwards."""
        if self._file is not None:
            with self._file as file:
                file.flush()
                return np.memmap(file, dtype=np.uint8, mode="r", shape=(self.size,))  # holds on to its bytes
        return np.frombuffer(self._held, dtype=np.uint8) if self._held else np.empty(0, np.uint8)


class Columns:
    """Takes the rows of a corpus in order."""

    def __init__(self, memory_mb: int, progress: Progress | None = None) -> None:
        self.texts = Spool(memory_mb * _MEGABYTE)
        self.file = -1  # number of the file that is being read
        self._progress, self._told = progress, 0
        self._text_ends, self._id_ends = array("q", [0]), array("q", [0])
        self._ids = bytearray()
        self._outlets, self._files, self._times, self._numbers = (
            array("i"),
            array("i"),
            array("q"),
            array("q"),
        )
        self._titled = bytearray()
        self._outlet_numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._outlets)

    @property
    def outlet_names(self) -> tuple[str, ...]:
        """The outlet of every number given."""
        return tuple(self._outlet_numbers)

    def outlet(self, name: str | None) -> int:
        """The number of an outlet; -1 for none."""
        if name is None:
            return -1
        return self._outlet_numbers.setdefault(name, len(self._outlet_numbers))

    def add(self, article: Article, number: int) -> None:
        """One article."""
        name = article.outlet or host_of(article.url)
        moment = article.moment
        time = UNKNOWN_TIME if moment is None else moment
        self.add_row(article.text, article.id, self.outlet(name), time, bool(article.title), number)

    def add_row(self, text: str, identifier: str, outlet: int, time: int, titled: bool, number: int) -> None:
        """One row, its values as they stand in the columns."""
        self.texts.write(text.encode())
        self._text_ends.append(self.texts.size)
        self._ids += identifier.encode()
        self._id_ends.append(len(self._ids))
        self._outlets.append(outlet)
        self._files.append(self.file)
        self._times.append(time)
        self._numbers.append(number)
        self._titled.append(titled)
        self._tell()

    def extend(self, texts: Texts, ids: Texts, rows: Rows) -> None:
        """Many rows at once."""
        count = len(texts)
        self._text_ends.frombytes((texts.offsets[1:] - texts.offsets[0] + self.texts.size).tobytes())
        self.texts.write(texts.data[texts.offsets[0] : texts.offsets[-1]].data)
        self._id_ends.frombytes((ids.offsets[1:] - ids.offsets[0] + len(self._ids)).tobytes())
        self._ids += ids.data[ids.offsets[0] : ids.offsets[-1]].data
        self._outlets.frombytes(rows.outlets.tobytes())
        self._files.frombytes(np.full(count, self.file, np.int32).tobytes())
        self._times.frombytes(rows.times.tobytes())
        self._numbers.frombytes(rows.numbers.tobytes())
        self._titled += rows.titled.tobytes()
        self._tell()

    def _tell(self) -> None:
        if self._progress and len(self) >= self._told + _STEP:
            self._told = len(self)
            self._progress("reading", len(self), 0)

    def finish(self) -> Holdings:
        """The columns; nothing may be added afterwards."""
        offsets = np.frombuffer(self._text_ends, np.int64)
        ids = unique_ids(
            Texts(np.frombuffer(bytes(self._ids), np.uint8), np.frombuffer(self._id_ends, np.int64))
        )
        rows = Rows(
            np.frombuffer(self._outlets, np.int32) if self._outlets else np.empty(0, np.int32),
            np.frombuffer(self._times, np.int64) if self._times else np.empty(0, np.int64),
            np.frombuffer(bytes(self._titled), np.bool_),
            np.frombuffer(self._numbers, np.int64) if self._numbers else np.empty(0, np.int64),
        )
        files = np.frombuffer(self._files, np.int32) if self._files else np.empty(0, np.int32)
        return hold(Texts(self.texts.bytes(), offsets), ids, rows, files, self.outlet_names)


@dataclass(frozen=True, slots=True)
class Rows:
    """The short columns of some rows, as in `Holdings` and `Corpus`."""

    outlets: NDArray[np.int32]
    times: NDArray[np.int64]
    titled: NDArray[np.bool_]
    numbers: NDArray[np.int64]

    def __getitem__(self, part: slice) -> Rows:
        return Rows(self.outlets[part], self.times[part], self.titled[part], self.numbers[part])


def hold(
    texts: Texts, ids: Texts, rows: Rows, files: NDArray[np.int32], outlet_names: tuple[str, ...]
) -> Holdings:
    """Columns as holdings; the ids are unique already."""
    corpus = Corpus(texts, rows.outlets, rows.times, ranks(ids))
    return Holdings(corpus, ids, outlet_names, rows.titled, files, rows.numbers)


def texts_of(column: pa.Array) -> Texts:
    """A large_string array without nulls as flat arrays; nothing is copied."""
    _, offsets, data = column.buffers()
    count = len(column) + 1
    if offsets is None or data is None:
        return Texts(np.empty(0, np.uint8), np.zeros(count, np.int64))
    ends = np.frombuffer(offsets, np.int64, count, column.offset * 8)
    return Texts(np.frombuffer(data, np.uint8), ends)


def array_of(texts: Texts) -> pa.Array:
    """Flat arrays as a large_string array; nothing is copied."""
    return pa.LargeStringArray.from_buffers(len(texts), pa.py_buffer(texts.offsets), pa.py_buffer(texts.data))


def ranks(ids: Texts) -> NDArray[np.int64]:
    """int64[n], the place of every id in the order of their bytes."""
    order = pc.sort_indices(array_of(ids)).to_numpy()
    found = np.empty(len(ids), np.int64)
    found[order] = np.arange(len(ids))
    return found


def unique_ids(ids: Texts) -> Texts:
    """The ids, with a number behind those that were there before."""
    column = array_of(ids)
    if pc.count_distinct(column).as_py() == len(ids):
        return ids
    return texts_of(pa.array(_renamed(column.to_pylist()), pa.large_string()))


def _renamed(names: list[str]) -> Iterator[str]:
    """The names in the way `readers.files` makes them unique."""
    taken: set[str] = set()
    last: dict[str, int] = {}  # the highest number tried: a name that occurs a million times stays cheap
    for name in names:
        found, number = name, last.get(name, 1)
        while found in taken:
            number += 1
            found = f"{name}-{number}"
        last[name] = number
        taken.add(found)
        yield found


@lru_cache(maxsize=1 << 16)
def time_of(written: str) -> int:
    """Seconds since 1970 of a date as anybody writes it; `UNKNOWN_TIME` when it is not understood."""
    iso = iso_date(written)
    return UNKNOWN_TIME if iso is None else seconds_of(iso)


def host_of(url: str | None) -> str | None:
    """The site of an address: what to call an outlet that is not named."""
    found = re.match(HOST, url or "")
    return found["host"].lower() if found else None
