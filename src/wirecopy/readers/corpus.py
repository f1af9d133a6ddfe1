"""Whole corpora: from paths, or from a table in memory, to columns.

In: files and folders of any format, or batches of an Arrow table. Out: `Holdings`, and everything that was
rejected, told as it is met. JSON Lines and Parquet go straight into the columns; other formats one article at
a time. A table whose texts lie in one piece is used where it lies. `records` goes through the files once more
and gives chosen rows whole, with all their fields.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from wirecopy.errors import InputError
from wirecopy.model import Article, Rejected
from wirecopy.readers import arrow
from wirecopy.readers.base import Batch, Fields, Format, Item, Note, Record, Source
from wirecopy.readers.columns import Columns, Holdings, Progress, hold, texts_of, unique_ids
from wirecopy.readers.files import iter_files
from wirecopy.settings import Reading, Settings

Tell = Callable[[Note | Rejected], None]
_TABLE = "table"


def read_corpus(
    paths: Sequence[str | os.PathLike[str]], settings: Settings, tell: Tell, progress: Progress | None = None
) -> Holdings:
    """The articles of these paths as columns.

    Args:
        paths: files and folders.
        settings: limits of reading, and the memory texts may take.
        tell: called with each note and each rejection as it is met.
        progress: called with ("reading", rows, 0) now and then.

    Raises:
        CallError: a path does not exist.
        WirecopyError: there is no room to put texts aside.
    """
    columns = Columns(settings.grouping.memory_mb, progress)

    def read(reader: Format, source: Source, limits: Reading) -> Iterator[Note | Rejected]:
        columns.file += 1
        items = reader.pour(source, limits, columns) if reader.pour else reader.read(source, limits)
        yield from _added(items, source.path, columns)

    for item in iter_files(paths, settings.reading, read):
        tell(item)
    return columns.finish()


def table_corpus(table: Any, settings: Settings, tell: Tell, progress: Progress | None = None) -> Holdings:
    """The articles of a table as columns; texts that lie in one piece are not copied.

    Args:
        table: anything that gives an Arrow stream.
        settings: limits of reading, and the memory texts may take.
        tell: called with each note and each rejection as it is met.
        progress: called with ("reading", rows, 0) now and then.
    """
    columns = Columns(settings.grouping.memory_mb, progress)
    columns.file = 0
    # a stream may be larger than the memory, a data frame is there already
    batches = table if isinstance(table, pa.RecordBatchReader) else pa.table(table).to_batches()
    if isinstance(batches, list) and len(batches) == 1:
        found = arrow.read_columns(batches[0], 1, settings.reading, columns)
        if found is not None and not found.odd.any():
            files = np.zeros(len(found.odd), np.int32)
            names = columns.outlet_names
            return hold(texts_of(found.texts), unique_ids(texts_of(found.ids)), found.rows, files, names)
    first = 1
    for batch in batches:
        for item in _added(arrow.pour(batch, first, _TABLE, settings.reading, columns), _TABLE, columns):
            tell(item)
        first += batch.num_rows
    return columns.finish()


def records(
    paths: Sequence[str | os.PathLike[str]],
    settings: Settings,
    holdings: Holdings,
    chosen: NDArray[np.bool_],
) -> Iterator[Record]:
    """The chosen rows as they stand in their files, in order, with all their fields.

    Args:
        paths: those the holdings were read from.
        settings: those they were read with.
        holdings: what was read.
        chosen: bool[n], the rows to give.

    Raises:
        InputError: a file is no longer what it was.
    """
    files, numbers = holdings.files[chosen], holdings.numbers[chosen]
    file, given = -1, 0

    def read(reader: Format, source: Source, limits: Reading) -> Iterator[Record]:
        nonlocal file, given
        file += 1
        wanted = numbers[np.searchsorted(files, file) : np.searchsorted(files, file, "right")].tolist()
        for record in _picked(reader, source, limits, wanted):
            given += record.rows.num_rows if isinstance(record, Batch) else 1
            yield record

    for item in iter_files(paths, settings.reading, read):
        if not isinstance(item, Rejected | Note):
            yield item
    if given != len(numbers):
        raise InputError(
            "the files changed while they were read", f"{given} of {len(numbers)} rows", "run again"
        )


def _picked(reader: Format, source: Source, limits: Reading, wanted: list[int]) -> Iterator[Record]:
    """The records with these numbers; the rest of the file is not read."""
    if wanted and reader.records:
        yield from reader.records(source, limits, wanted)
    elif wanted:
        yield from _article_records(reader, source, limits)


def _article_records(reader: Format, source: Source, limits: Reading) -> Iterator[Record]:
    """The article of a file that holds one."""
    for item in reader.read(source, limits):
        if isinstance(item, Article):
            yield Fields({name: value for name, value in asdict(item).items() if name != "path"})


def _added(items: Iterator[Item], path: str, columns: Columns) -> Iterator[Note | Rejected]:
    """The notes and rejections; the articles go into the columns."""
    for item in items:
        if isinstance(item, Article):
            columns.add(item, _number(item, path))
        else:
            yield item


def _number(article: Article, path: str) -> int:
    """The number of a row in its file, which its path ends with."""
    number = article.path[len(path) + 1 :]
    return int(number) if number else 0
