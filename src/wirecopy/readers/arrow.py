"""Arrow record batches to the columns of a corpus, without a Python object per row.

In: batches of any table whose fields have the names in `readers.rows`. Out: rows added to `Columns`, and a
rejection or a note for each row that needs one. Whole columns are read at once; a row that is odd in any way
(no text, a text too long, not UTF-8, a date nobody understands) is read alone by `readers.rows`, so that it
is kept, rejected and explained exactly as in any other format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from wirecopy.group.corpus import UNKNOWN_TIME
from wirecopy.lexicon.media import HOST
from wirecopy.model import Rejected
from wirecopy.readers.base import Item
from wirecopy.readers.columns import Columns, Rows, texts_of, time_of
from wirecopy.readers.rows import ALIASES, NAMED, content_id, read_row
from wirecopy.settings import Reading

KNOWN = frozenset(name for names in ALIASES.values() for name in names)
KNOWN_TEXTS = frozenset(ALIASES["text"])
_SAYS_SOMETHING = "[^\x00 \t\r\n\f\v\ufeff\xa0]"  # as `readers.text.text_reason`


@dataclass(frozen=True, slots=True)
class Columned:
    """A batch as columns; `odd` marks the rows that must be read alone."""

    texts: pa.Array
    ids: pa.Array
    rows: Rows
    odd: NDArray[np.bool_]


def pour(batch: pa.RecordBatch, first: int, path: str, limits: Reading, columns: Columns) -> Iterator[Item]:
    """Add the rows of a batch to the columns; what must be read alone comes out, in its place.

    Args:
        batch: some rows.
        first: number of the first of them.
        path: what the table is called in messages.
        limits: what is too long.
        columns: where the rows go.
    """
    found = read_columns(batch, first, limits, columns)
    start = 0
    odd = range(batch.num_rows) if found is None else np.flatnonzero(found.odd).tolist()
    for stop in [*odd, batch.num_rows]:
        if found is not None and stop > start:
            part = slice(start, stop)
            texts, ids = texts_of(found.texts[part]), texts_of(found.ids[part])
            columns.extend(texts, ids, found.rows[part])
        if stop < batch.num_rows:
            yield from read_alone(batch, stop, f"{path}:{first + stop}", limits)
        start = stop + 1


def read_columns(batch: pa.RecordBatch, first: int, limits: Reading, columns: Columns) -> Columned | None:
    """The batch as columns; None when its text is not a column of strings in UTF-8."""
    name = next((name for name in ALIASES["text"] if _is_string(_column(batch, name))), None)
    if name is None:
        return None
    texts = _as_strings(_column(batch, name))
    try:
        texts.validate(full=True)
        fields = {field: _first_strings(batch, field) for field in ("id", "outlet", "url", "title")}
    except pa.ArrowInvalid:  # bytes that are not UTF-8 in a column of strings
        return None
    times, misread = _times(batch)
    sound = pc.and_(
        pc.match_substring_regex(texts, _SAYS_SOMETHING),
        pc.less_equal(pc.utf8_length(texts), limits.max_article_chars),
    )
    odd = misread | ~_flags(sound)
    hosts = pc.utf8_lower(pc.struct_field(pc.extract_regex(fields["url"], HOST), "host"))
    outlets = pc.coalesce(fields["outlet"], hosts)
    rows = Rows(
        _outlet_numbers(outlets, columns),
        times,
        _flags(fields["title"].is_valid()),
        np.arange(first, first + batch.num_rows),
    )
    return Columned(texts, _ids(texts, fields), rows, odd)


def read_alone(batch: pa.RecordBatch, row: int, path: str, limits: Reading) -> tuple[Item, ...]:
    """One row of a batch, read as any row is read."""
    try:
        return read_row(values_of(batch, row), path, limits)
    except UnicodeDecodeError as error:
        return (Rejected(path, f"not UTF-8 at byte {error.start + 1} of a field"),)
    except (ValueError, OverflowError) as error:  # a date beyond the year 9999
        return (Rejected(path, f"a field that cannot be read: {error}"),)


def values_of(batch: pa.RecordBatch, row: int) -> Mapping[str, Any]:
    """The known fields of one row as Python values; the others by name only."""
    part = batch.slice(row, 1)
    return {
        name: _whole_microseconds(part.column(index))[0].as_py() if name in KNOWN else None
        for index, name in enumerate(batch.schema.names)
    }


def _whole_microseconds(column: pa.Array) -> pa.Array:
    """Times with nanoseconds have no Python value."""
    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        return column.cast(pa.timestamp("us", column.type.tz), safe=False)
    return column


def _column(batch: pa.RecordBatch, name: str) -> pa.Array | None:
    index = batch.schema.get_field_index(name)
    return None if index < 0 else batch.column(index)


def _is_string(column: pa.Array | None) -> bool:
    if column is None:
        return False
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _as_strings(column: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    return column if pa.types.is_large_string(column.type) else column.cast(pa.large_string())


def _first_strings(batch: pa.RecordBatch, field: str) -> pa.Array:
    """What `readers.rows` takes for a field, for all rows at once: the first value that says something."""
    found = [pa.nulls(batch.num_rows, pa.large_string())]
    for name in ALIASES[field]:
        column = _said(_column(batch, name))
        if column is None:
            continue
        column = pc.utf8_trim_whitespace(column)
        keep = pc.not_equal(column, "")
        if name == "source":
            is_url = pc.match_substring_regex(column, "^https?://")
            keep = pc.and_(keep, is_url if field == "url" else pc.invert(is_url))
        found.append(pc.if_else(keep, column, None))
    return pc.coalesce(*found)


def _said(column: pa.Array | None) -> pa.Array | None:
    """A column as strings where its values are names: strings, numbers, or an object with a name."""
    if column is None:
        return None
    if pa.types.is_struct(column.type):
        found = [column.type.get_field_index(name) for name in NAMED]
        parts = [_said(pc.struct_field(column, index)) for index in found if index >= 0]
        named = [part for part in parts if part is not None]
        return pc.coalesce(*named) if named else None
    if _is_string(column):
        column = _as_strings(column)
        column.validate(full=True)
        return column
    if pa.types.is_integer(column.type):
        return column.cast(pa.large_string())
    if pa.types.is_floating(column.type):  # Python writes them otherwise than Arrow
        return pa.array((None if v is None else str(v) for v in column.to_pylist()), pa.large_string())
    return None


def _ids(texts: pa.Array, fields: Mapping[str, pa.Array]) -> pa.Array:
    """The ids; a hash of the content where there is none."""
    ids = fields["id"]
    if ids.null_count == 0:
        return ids
    none = _flags(ids.is_null())
    parts = (
        column.filter(pa.array(none)).to_pylist() for column in (texts, fields["title"], fields["outlet"])
    )
    made = [content_id(*row) for row in zip(*parts, strict=True)]
    return pc.replace_with_mask(ids, pa.array(none), pa.array(made, pa.large_string()))


def _outlet_numbers(names: pa.Array, columns: Columns) -> NDArray[np.int32]:
    coded = names.dictionary_encode()
    numbers = np.array([columns.outlet(name) for name in coded.dictionary.to_pylist()] + [-1], np.int32)
    rows: NDArray[np.int32] = coded.indices.fill_null(len(numbers) - 1).to_numpy(zero_copy_only=False)
    return numbers[rows]


def _times(batch: pa.RecordBatch) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Seconds since 1970 by row, and which rows name a date that is not understood."""
    times = np.full(batch.num_rows, UNKNOWN_TIME)
    said = np.zeros(batch.num_rows, np.bool_)
    for name in ALIASES["published"]:
        column = _column(batch, name)
        if column is None or pa.types.is_null(column.type):
            continue
        found, given = _seconds(column)
        times = np.where(times == UNKNOWN_TIME, found, times)
        said |= given
    return times, said & (times == UNKNOWN_TIME)


def _seconds(column: pa.Array) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The times a column gives, and where it gives anything at all."""
    if pa.types.is_timestamp(column.type) or pa.types.is_date(column.type):
        given = _flags(column.is_valid())
        zone = column.type.tz if pa.types.is_timestamp(column.type) else None
        whole = column.cast(pa.timestamp("s", zone), safe=False).cast(pa.int64())
        return whole.fill_null(UNKNOWN_TIME).to_numpy(zero_copy_only=False), given
    if not (_is_string(column) or pa.types.is_integer(column.type) or pa.types.is_floating(column.type)):
        return np.full(len(column), UNKNOWN_TIME), _flags(column.is_valid())
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    known, written = [UNKNOWN_TIME], [False]
    for value in coded.dictionary.to_pylist():
        known.append(UNKNOWN_TIME if value is None else time_of(value))
        written.append(value not in (None, ""))
    rows = pc.add(coded.indices.cast(pa.int64()), 1).fill_null(0).to_numpy(zero_copy_only=False)
    return np.array(known, np.int64)[rows], np.array(written)[rows]


def _flags(column: pa.Array) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = column.fill_null(False).to_numpy(zero_copy_only=False)
    return found
