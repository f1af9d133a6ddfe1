"""CSV and TSV: one article a row, the names of the columns in the first.

In: a `.csv` or `.tsv` file, packed with gzip or not; separator, quotes and encoding are found out
(`csv_dialect`). Out: per row that is not blank an `Article` or a `Rejected` with its number, which is the one
a spreadsheet shows: the row of names is 1. Line breaks in quoted fields are part of the text. Rows with more
or fewer fields than there are names are rejected, and so are rows over `reading.max_line_bytes`, which is
what a quote that is never closed makes of the rest of a file. Memory holds some rows.
"""

from __future__ import annotations

import csv
import io
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wirecopy.model import Rejected
from wirecopy.readers.base import ByteStream, Fields, Item, Note, Source
from wirecopy.readers.csv_dialect import SAMPLE, Dialect, dialect_of, known, names_problem
from wirecopy.readers.encoding import decode
from wirecopy.readers.rows import read_row
from wirecopy.settings import Reading

if TYPE_CHECKING:  # loads numpy and pyarrow, which reading a few files does not need
    from wirecopy.readers.columns import Columns

_EMPTY = "empty: no rows in it"
_BATCH_ROWS, _BATCH_CHARS = 256, 1 << 18  # read between two changes of the limit below
_MARK = b"\xef\xbb\xbf"
_LIMIT = threading.Lock()

Row = dict[str, str]
ReadLine = Callable[[int], str]


class _TooLongError(Exception):
    """A row runs over the limit."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A file as its columns are named, and its further rows by number: fields, or why there are none."""

    names: list[str]
    note: str
    rows: Iterator[tuple[int, list[str] | str]]


def read(source: Source, limits: Reading) -> Iterator[Item]:
    """The rows of the file as articles."""
    return _read(source, limits, lambda _row, _number: False)


def pour(source: Source, limits: Reading, columns: Columns) -> Iterator[Item]:
    """The rows of the file into the columns; a row that is odd in any way is read as `read` does."""
    from wirecopy.readers.plain import add_plain

    return _read(source, limits, lambda row, number: add_plain(row, number, limits, columns))


def records(source: Source, limits: Reading, wanted: Sequence[int]) -> Iterator[Fields]:
    """The rows with these numbers, with all their columns."""
    numbers = set(wanted)
    with _opened(source, limits) as table:
        if isinstance(table, str):
            return
        for number, fields in table.rows:
            if number in numbers and not isinstance(fields, str):
                yield Fields(_sound(dict(zip(table.names, fields, strict=False)))[0])


def _read(source: Source, limits: Reading, take: Callable[[Row, int], bool]) -> Iterator[Item]:
    """The rows that `take` does not take, as articles and rejections."""
    number = rows = 0
    with _opened(source, limits) as table:
        if isinstance(table, str):
            yield Rejected(source.path, table)
            return
        if table.note:
            yield Note(source.path, table.note)
        try:
            for number, fields in table.rows:
                rows += 1
                yield from _read_row(table.names, fields, f"{source.path}:{number}", limits, take)
        except (EOFError, OSError, zlib.error) as error:
            yield Rejected(
                source.path, f"breaks off after row {number}: {_damage(error)}; rows before are kept"
            )
            return
    if rows == 0:
        yield Rejected(source.path, _EMPTY)


def _read_row(
    names: list[str], fields: list[str] | str, path: str, limits: Reading, take: Callable[[Row, int], bool]
) -> Iterator[Item]:
    if isinstance(fields, str):
        yield Rejected(path, fields)
        return
    if any(fields[len(names) :]) or len(fields) < len(names):
        yield Rejected(path, f"{len(fields)} fields where the first row names {len(names)} columns")
        return
    said = {name: value for name, value in zip(names, fields, strict=False) if value and name}
    row, note = _sound(said)
    if note:
        yield Note(path, note)
    if not take(row, int(path.rpartition(":")[2])):
        yield from read_row(row, path, limits)


@contextmanager
def _opened(source: Source, limits: Reading) -> Iterator[_Table | str]:
    """The file as a table, or why it is none; the stream is left open."""
    dialect = dialect_of(source.stream.peek(SAMPLE)[:SAMPLE])
    if isinstance(dialect, str):
        yield dialect
        return
    if dialect.lines_are_bytes:
        yield _table(_decoded(source.stream, dialect), dialect, limits.max_line_bytes)
        return
    text = io.TextIOWrapper(source.stream, dialect.encoding, "replace", newline="")
    try:
        yield _table(text.readline, dialect, limits.max_line_bytes)
    finally:
        text.detach()


def _decoded(stream: ByteStream, dialect: Dialect) -> ReadLine:
    """Reads lines; bytes that are not UTF-8 are kept as surrogates, so that the row can be mended."""
    if stream.peek(len(_MARK)).startswith(_MARK):
        stream.read(len(_MARK))
    encoding = dialect.encoding
    errors = "surrogateescape" if encoding == "utf-8" else "replace"
    return lambda size: stream.readline(size).decode(encoding, errors)


def _table(readline: ReadLine, dialect: Dialect, limit: int) -> _Table | str:
    if dialect.announced:
        readline(limit)
    rows = ((number, row) for number, row in enumerate(_Rows(readline, dialect, limit), start=1) if row)
    _, first = next(rows, (0, _EMPTY))
    if isinstance(first, str):
        return first
    names = [known(name) for name in first]
    return names_problem(names) or _Table(names, dialect.note, rows)


class _Rows:
    """Every row of a text, a blank one as an empty list; a reason for one that cannot be read.

    How long a field may be is a setting of the csv module for the whole process: it is lifted while some rows
    are read, and put back before they are handed on.
    """

    def __init__(self, readline: ReadLine, dialect: Dialect, limit: int) -> None:
        self._lines = _Lines(readline, limit)
        self._dialect, self._limit = dialect, limit
        self._reader = dialect.rows(self._lines)
        self._broken: Exception | None = None
        self._ended = False

    def __iter__(self) -> Iterator[list[str] | str]:
        while not self._ended:
            with _LIMIT, _long_fields(self._limit):
                batch = self._batch()
            yield from batch
        if self._broken:
            raise self._broken

    def _batch(self) -> list[list[str] | str]:
        batch: list[list[str] | str] = []
        self._lines.read = 0
        while len(batch) < _BATCH_ROWS and self._lines.read < _BATCH_CHARS:
            row = self._row()
            if row is None:
                self._ended = True
                break
            batch.append(row)
        return batch

    def _row(self) -> list[str] | str | None:
        """The next row, or why it cannot be read; None at the end."""
        self._lines.begin_row()
        try:
            row = next(self._reader, None)
        except (_TooLongError, csv.Error) as error:
            self._reader = self._dialect.rows(self._lines)
            return str(error)
        except (EOFError, OSError, zlib.error) as error:
            self._broken = error
            return None
        return self._lines.never_closed() or row if self._dialect.quoted else row


class _Lines:
    """The lines of a text, and what the row that is made of them amounts to so far."""

    def __init__(self, readline: ReadLine, limit: int) -> None:
        self._readline, self._limit = readline, limit
        self.read = 0
        self._ended = False
        self.begin_row()

    def begin_row(self) -> None:
        """What comes now is a new row."""
        self._chars = self._count = self._quotes = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._readline(self._limit + 1)
        if not line:
            self._ended = True
            raise StopIteration
        self.read += len(line)
        self._chars += len(line)
        if self._chars > self._limit:
            while line and not line.endswith(("\n", "\r")):
                line = self._readline(self._limit + 1)
            raise _TooLongError(
                f"row over {self._limit:,} characters (setting reading.max_line_bytes): a quote never closed?"
            )
        self._count += 1
        self._quotes += line.count('"')
        return line

    def never_closed(self) -> str | None:
        """Why the row is none, when the text ended within quotes."""
        if not (self._ended and self._count > 1 and self._quotes % 2):
            return None
        return f"a quote that is never closed takes the last {self._count:,} lines of the file into one row"


@contextmanager
def _long_fields(limit: int) -> Iterator[None]:
    before = csv.field_size_limit(min(limit, 2**31 - 1))
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _sound(row: Row) -> tuple[Row, str]:
    """The row with its damaged bytes read as far as they can be, and a note if there were any."""
    try:
        "".join(row.values()).encode()
    except UnicodeEncodeError:
        return {
            name: _mended(value) for name, value in row.items()
        }, "bytes that are not UTF-8: read by guess"
    return row, ""


def _mended(value: str) -> str:
    data = value.encode("utf-8", "surrogateescape")
    decoded = decode(data)
    return decoded.text if decoded else data.decode("utf-8", "replace")


def _damage(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "the gzip stream is cut short"
    return f"the file is damaged ({error})"
