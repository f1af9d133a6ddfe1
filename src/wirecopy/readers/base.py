"""What every reader gives and takes: the socket a new format plugs into.

A reader is a function `read(source, limits)` that takes one opened file and yields, in the order of the
file, an `Article` or a `Rejected` for each row, and a `Note` for anything the person at the terminal should
know without a row being lost (an encoding that had to be guessed). A reader never raises for bad content:
bad rows are data. It never alters a text beyond decoding it.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from wirecopy.model import Article, Rejected
from wirecopy.settings import Reading

if TYPE_CHECKING:  # loads numpy and pyarrow, which reading a few files does not need
    from wirecopy.readers.columns import Columns


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth saying about an input that was kept."""

    path: str
    message: str


ByteStream: TypeAlias = "io.BufferedReader[Any]"
Item = Article | Rejected | Note


@dataclass(frozen=True, slots=True)
class Source:
    """One file, opened and unpacked: its printable path, the id its name gives, and its bytes.

    Attributes:
        packed: the bytes as they stand in the file, where it is packed and can be read again from the start.
    """

    path: str
    id: str
    stream: ByteStream
    packed: ByteStream | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A record as a line of JSON."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Fields:
    """A record as values by name."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of a table that has them by column: a `pyarrow.RecordBatch`."""

    rows: Any


Record = Line | Fields | Batch


class Read(Protocol):
    """Reads one file: an Article or a Rejected per row, and Notes."""

    def __call__(self, source: Source, limits: Reading, /) -> Iterator[Item]:
        """Yield the rows of `source` in order."""
        ...


class Pour(Protocol):
    """Reads one file of a corpus: rows go straight into the columns where they can."""

    def __call__(self, source: Source, limits: Reading, columns: Columns, /) -> Iterator[Item]:
        """Yield, in its place, what went no straight way: Articles to be added, Rejected and Notes."""
        ...


class Records(Protocol):
    """Gives records of one file as they stand in it, with all their fields."""

    def __call__(self, source: Source, limits: Reading, wanted: Sequence[int], /) -> Iterator[Record]:
        """Yield the records with these numbers, which are those of messages, rising."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format the readers know by the suffix of the file name.

    Attributes:
        name: what to call it.
        suffixes: of the file names.
        read: gives its articles.
        pour: fills the columns of a corpus, for formats that hold many rows.
        records: gives its records whole; without it an article is its own record.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Read
    pour: Pour | None = None
    records: Records | None = None


def printable(path: str | Path) -> str:
    """The path as text that can be encoded: bytes of a file name that are not UTF-8 show escaped."""
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")


def read_limited(source: Source, limit: int) -> bytes | None:
    """All bytes of a source, or None when there are more than `limit`."""
    data = source.stream.read(limit + 1)
    return None if len(data) > limit else data
