"""JSON Lines: one article a line; and plain JSON: one article, or a list of them.

In: `.jsonl`, `.ndjson` or `.json`, packed with gzip or not, UTF-8. Out: per line that is not blank, or per
item of the list, an `Article` or a `Rejected` with its number. Memory holds one line. When a gzip stream
breaks off, the rows before the break are kept and the break itself is a rejected row. Lines over
`reading.max_line_bytes` and JSON files over `reading.max_file_bytes` are rejected.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from wirecopy.model import Rejected
from wirecopy.readers.base import ByteStream, Fields, Item, Line, Source, read_limited
from wirecopy.readers.encoding import binary_reason, is_blank
from wirecopy.readers.rows import read_row
from wirecopy.settings import Reading

if TYPE_CHECKING:  # loads numpy and pyarrow, which reading a few files does not need
    from wirecopy.readers.columns import Columns

_BOM = b"\xef\xbb\xbf"
_HEAD = 4096
_EMPTY = "empty: no rows in it"


class BrokenJsonError(ValueError):
    """What is wrong with a piece of JSON, in words."""


def read(source: Source, limits: Reading) -> Iterator[Item]:
    """The lines of the file as articles."""
    return _read(source, limits, lambda _line, _number: False)


def pour(source: Source, limits: Reading, columns: Columns) -> Iterator[Item]:
    """The lines of the file into the columns; a line that is odd in any way is read as `read` does."""
    import orjson

    from wirecopy.readers.plain import add_plain

    def take(line: bytes, number: int) -> bool:
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError:
            return False
        return add_plain(row, number, limits, columns)

    return _read(source, limits, take)


def records(source: Source, limits: Reading, wanted: Sequence[int]) -> Iterator[Line]:
    """The lines with these numbers as they stand in the file."""
    following = iter(wanted)
    waiting = next(following, 0)
    for number, line in enumerate(_lines(source.stream, limits.max_line_bytes), start=1):
        if number == waiting and line is not None:
            yield Line(line.removeprefix(_BOM).strip())
            waiting = next(following, 0)
            if not waiting:
                return


def document_records(source: Source, limits: Reading, wanted: Sequence[int]) -> Iterator[Fields]:
    """The one object of a JSON file, which has the number 0, or items of its list."""
    value = parse(read_limited(source, limits.max_file_bytes) or b"null")
    rows = dict(enumerate(value, start=1)) if isinstance(value, list) else {0: value}
    for number in wanted:
        if isinstance(rows.get(number), dict):
            yield Fields(rows[number])


def _read(source: Source, limits: Reading, take: Callable[[bytes, int], bool]) -> Iterator[Item]:
    """The lines that `take` does not take, as articles and rejections."""
    number = rows = 0
    try:
        for number, line in enumerate(_lines(source.stream, limits.max_line_bytes), start=1):
            if number == 1 and (reason := _file_reason(line)):
                yield Rejected(source.path, reason)
                return
            if line is not None and take(line, number):
                rows += 1
                continue
            for item in _read_line(line, f"{source.path}:{number}", limits):
                rows += 1
                yield item
    except (EOFError, OSError, zlib.error) as error:
        yield Rejected(source.path, f"breaks off after line {number}: {_damage(error)}; rows before are kept")
        return
    if rows == 0:
        yield Rejected(source.path, _EMPTY)


def read_document(source: Source, limits: Reading) -> Iterator[Item]:
    """The one object of a JSON file, or the items of its list, as articles.

    An object without an id takes the name of the file, as a text file does.
    """
    data = read_limited(source, limits.max_file_bytes)
    if data is None:
        yield Rejected(source.path, f"over {limits.max_file_bytes:,} bytes (setting reading.max_file_bytes)")
        return
    try:
        value = parse(data)
    except BrokenJsonError as error:
        yield Rejected(source.path, _file_reason(data) or str(error) if not is_blank(data) else _EMPTY)
        return
    if isinstance(value, dict):
        yield from read_row(value, source.path, limits, name=source.id)
    elif isinstance(value, list) and value:
        for number, row in enumerate(value, start=1):
            yield from _read_value(row, f"{source.path}:{number}", limits)
    else:
        yield Rejected(source.path, _EMPTY if value == [] else _no_row(value))


def parse(data: bytes) -> Any:
    """The value that UTF-8 JSON holds.

    Raises:
        BrokenJsonError: it holds none; the message says what and where.
    """
    try:
        return json.loads(data.removeprefix(_BOM).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BrokenJsonError(f"not UTF-8 at byte {error.start + 1}") from error
    except json.JSONDecodeError as error:
        raise BrokenJsonError(f"broken JSON at character {error.pos + 1}: {error.msg}") from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, 5,000 nested lists
        raise BrokenJsonError(f"JSON that cannot be read: {error}") from error


def _file_reason(start: bytes | None) -> str | None:
    """Why no line of the file can be read, or None."""
    head = (start or b"")[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16: save it as UTF-8"
    return binary_reason(head)


def _read_line(line: bytes | None, path: str, limits: Reading) -> tuple[Item, ...]:
    if line is None:
        reason = f"line over {limits.max_line_bytes:,} bytes (setting reading.max_line_bytes)"
        return (Rejected(path, reason),)
    if is_blank(line):
        return ()
    try:
        return _read_value(parse(line), path, limits)
    except BrokenJsonError as error:
        return (Rejected(path, str(error)),)


def _read_value(value: Any, path: str, limits: Reading) -> tuple[Item, ...]:
    return read_row(value, path, limits) if isinstance(value, dict) else (Rejected(path, _no_row(value)),)


def _no_row(value: Any) -> str:
    return f"a JSON {type(value).__name__}, not an object with fields"


def _lines(stream: ByteStream, limit: int) -> Iterator[bytes | None]:
    """The lines of a stream; None for one that is too long, of which only `limit` bytes are ever held."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(limit + 1)
        yield None


def _damage(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "the gzip stream is cut short"
    return f"the file is damaged ({error})"
