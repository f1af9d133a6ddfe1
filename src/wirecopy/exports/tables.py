"""Rows as Parquet: rows whose fields are described, and records nobody has described.

In: dictionaries with an Arrow schema, or records of any files. Out: bytes to a stream, some thousand rows in
memory. Records are put aside first, because only the last of them shows what types a field has: where its
values do not agree on one, the column holds them as JSON.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import islice
from types import NoneType, UnionType
from typing import IO, Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

from wirecopy.model import Attribution, Credit, DateMention, Name, Quantity, Quotation, Sentence
from wirecopy.readers.base import Batch, Line, Record

_ROWS = 1_000
_PLAIN: Mapping[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
}
_EXTRACT: Mapping[str, Any] = {
    **dict.fromkeys(("id", "outlet", "title", "published", "language", "text"), str),
    "sentences": tuple[Sentence, ...],
    "credits": tuple[Credit, ...],
    "attributions": tuple[Attribution, ...],
    "quotes": tuple[Quotation, ...],
    "quantities": tuple[Quantity, ...],
    "names": tuple[Name, ...],
    "dates": tuple[DateMention, ...],
}


def extract_schema() -> pa.Schema:
    """The schema of the rows of `extract`."""
    return pa.schema([(name, arrow_type(hint)) for name, hint in _EXTRACT.items()])


def arrow_type(hint: Any) -> pa.DataType:
    """The Arrow type of values that are annotated so."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        (known,) = (option for option in inner if option is not NoneType)
        return arrow_type(known)
    if origin is Literal:
        return pa.string()
    if origin is tuple:
        return pa.list_(arrow_type(inner[0]))
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return pa.struct([(item.name, arrow_type(hints[item.name])) for item in fields(hint)])
    return _PLAIN[hint]


def write_rows(rows: Iterable[Mapping[str, Any]], schema: pa.Schema, stream: IO[bytes]) -> int:
    """Rows of this schema as Parquet; gives their number."""
    count = 0
    with pq.ParquetWriter(stream, schema) as writer:
        for some in _pieces(rows):
            writer.write_batch(pa.RecordBatch.from_pylist(some, schema=schema))
            count += len(some)
    return count


def write_records(records: Iterable[Record], stream: IO[bytes]) -> int:
    """Records of any files as Parquet, a column for every field met; gives their number."""
    count = 0
    types: dict[str, set[pa.DataType]] = {}
    with tempfile.TemporaryFile(prefix="wirecopy-") as aside:
        pieces = 0
        for batch in _batches(records):
            for item in batch.schema:
                types.setdefault(item.name, set()).add(item.type)
            with pa.ipc.new_stream(aside, batch.schema) as writer:
                writer.write_batch(batch)
            pieces += 1
            count += batch.num_rows
        aside.seek(0)
        schema = pa.schema([(name, _agreed(found)) for name, found in types.items()])
        with pq.ParquetWriter(stream, schema) as writer:
            for _ in range(pieces):
                for batch in pa.ipc.open_stream(aside):
                    writer.write_batch(_fitted(batch, schema))
    return count


def record_values(record: Record) -> Iterator[Mapping[str, Any]]:
    """The records as values by name."""
    if isinstance(record, Batch):
        yield from record.rows.to_pylist()
    else:
        yield json.loads(record.data) if isinstance(record, Line) else record.values


def _batches(records: Iterable[Record]) -> Iterator[pa.RecordBatch]:
    """The records in order as batches, each with the types its own values have."""
    waiting: list[Mapping[str, Any]] = []
    for record in records:
        if not isinstance(record, Batch):
            waiting += record_values(record)
        if waiting and (isinstance(record, Batch) or len(waiting) >= _ROWS):
            yield _inferred(waiting)
            waiting = []
        if isinstance(record, Batch):
            yield record.rows
    if waiting:
        yield _inferred(waiting)


def _inferred(rows: list[Mapping[str, Any]]) -> pa.RecordBatch:
    names = dict.fromkeys(name for row in rows for name in row)
    return pa.RecordBatch.from_pydict({name: _column([row.get(name) for row in rows]) for name in names})


def _column(values: list[Any]) -> pa.Array:
    """The values as a column; as JSON where they are of several kinds."""
    try:
        return pa.array(values)
    except (pa.ArrowException, OverflowError):
        return _as_json(values)


def _as_json(values: Iterable[Any]) -> pa.Array:
    """Values as text: strings as they are, anything else as JSON."""
    return pa.array(
        (
            value if value is None or isinstance(value, str) else json.dumps(value, default=str)
            for value in values
        ),
        pa.string(),
    )


def _agreed(types: set[pa.DataType]) -> pa.DataType:
    """The type that holds values of all these types; text where there is none."""
    known = [kind for kind in types if not pa.types.is_null(kind)]
    schemas = [pa.schema([("value", kind)]) for kind in sorted(known, key=str)]
    try:
        return pa.unify_schemas(schemas, promote_options="permissive").field(0).type if known else pa.string()
    except pa.ArrowException:
        return pa.string()


def _fitted(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    columns = []
    for item in schema:
        index = batch.schema.get_field_index(item.name)
        column = pa.nulls(batch.num_rows, item.type) if index < 0 else batch.column(index)
        columns.append(_converted(column, item.type))
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _converted(column: pa.Array, kind: pa.DataType) -> pa.Array:
    if column.type == kind:
        return column
    if pa.types.is_string(kind):
        return _as_json(column.to_pylist())
    try:
        return column.cast(kind)
    except pa.ArrowNotImplementedError:  # objects that gained a field on the way
        return pa.array(column.to_pylist(), kind)


def _pieces(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    iterator = iter(rows)
    while some := list(islice(iterator, _ROWS)):
        yield some
