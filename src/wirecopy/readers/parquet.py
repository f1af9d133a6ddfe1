"""Parquet: one article a row, any of the names in `readers.rows` for its columns.

In: a `.parquet` file, packed with gzip or not. Out: per row an `Article` or a `Rejected` with its number.
Only the columns that are understood are read, some thousand rows at a time. A file that is damaged is a
rejected row; when it breaks off on the way, the rows before are kept. pyarrow is loaded when a file is read.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from wirecopy.model import Rejected
from wirecopy.readers.base import Batch, Item, Source
from wirecopy.readers.encoding import binary_reason, is_blank
from wirecopy.settings import Reading

if TYPE_CHECKING:
    import pyarrow as pa

    from wirecopy.readers.columns import Columns

MAGIC = b"PAR1"
_BATCH_ROWS = 1_024  # some MB of news: what fits the cache is twice as fast as what does not
_HEAD = 4_096
_EMPTY = "empty: no rows in it"

Batches = Callable[["pa.RecordBatch", int], Iterator[Item]]


def read(source: Source, limits: Reading) -> Iterator[Item]:
    """The rows of the file as articles."""
    from wirecopy.readers.arrow import read_alone

    def rows(batch: pa.RecordBatch, first: int) -> Iterator[Item]:
        for row in range(batch.num_rows):
            yield from read_alone(batch, row, f"{source.path}:{first + row}", limits)

    return _read(source, rows)


def pour(source: Source, limits: Reading, columns: Columns) -> Iterator[Item]:
    """The rows of the file into the columns; a row that is odd in any way is read as `read` does."""
    from wirecopy.readers import arrow

    def rows(batch: pa.RecordBatch, first: int) -> Iterator[Item]:
        return arrow.pour(batch, first, source.path, limits, columns)

    return _read(source, rows)


def records(source: Source, limits: Reading, wanted: Sequence[int]) -> Iterator[Batch]:  # noqa: ARG001 - the socket
    """The rows with these numbers, with all their columns."""
    import numpy as np
    import pyarrow.parquet as pq

    rows = np.asarray(wanted, np.int64) - 1
    first = 0
    with _seekable(source) as stream:
        for batch in pq.ParquetFile(stream).iter_batches(_BATCH_ROWS):
            start, stop = np.searchsorted(rows, (first, first + batch.num_rows))
            if stop > start:
                yield Batch(batch.take(rows[start:stop] - first))
            if stop == len(rows):
                return
            first += batch.num_rows


def _read(source: Source, rows: Batches) -> Iterator[Item]:
    with _seekable(source) as stream:
        reason = _no_parquet(stream)
        yield from (Rejected(source.path, reason),) if reason else _read_batches(stream, source.path, rows)


def _read_batches(stream: IO[bytes], path: str, rows: Batches) -> Iterator[Item]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from wirecopy.readers.arrow import KNOWN, KNOWN_TEXTS

    done = 0
    try:
        file = pq.ParquetFile(stream)
        names = file.schema_arrow.names
        # without a text every row is rejected, and the reason names its columns
        wanted = names if KNOWN_TEXTS.isdisjoint(names) else [name for name in names if name in KNOWN]
        for batch in file.iter_batches(_BATCH_ROWS, columns=wanted):
            yield from rows(batch, done + 1)
            done += batch.num_rows
    except (pa.ArrowException, OSError) as error:
        after = f"breaks off after row {done}: " if done else ""
        yield Rejected(path, f"{after}a damaged Parquet file ({_first_line(error)})")
        return
    if done == 0:
        yield Rejected(path, _EMPTY)


@contextmanager
def _seekable(source: Source) -> Iterator[IO[bytes]]:
    """The file itself, or a copy of what cannot be read from its end: gzip, a pipe."""
    if isinstance(source.stream.raw, io.FileIO) and source.stream.seekable():
        yield source.stream
        return
    with tempfile.TemporaryFile(prefix="wirecopy-") as copy:
        shutil.copyfileobj(source.stream, copy)
        copy.seek(0)
        yield copy


def _no_parquet(stream: IO[bytes]) -> str | None:
    """Why this is no Parquet file, or None."""
    head = stream.read(_HEAD)
    if not head.startswith(MAGIC):
        if is_blank(head) and not stream.read(1):
            return _EMPTY
        return binary_reason(head) or "not a Parquet file: it does not begin like one"
    stream.seek(0)
    return None


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0][:200]
