"""JSON Lines: one article a line.

In: `.jsonl` or `.ndjson`, packed with gzip or not, UTF-8. Out: per line that is not blank an `Article` or a
`Rejected` with its line number. Memory holds one line. When a gzip stream breaks off, the rows before the
break are kept and the break itself is a rejected row. Lines over `reading.max_line_bytes` are rejected.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

from wirecopy.model import Rejected
from wirecopy.readers.base import ByteStream, Item, Source
from wirecopy.readers.encoding import binary_reason
from wirecopy.readers.rows import read_row
from wirecopy.settings import Reading

_BOM = b"\xef\xbb\xbf"
_HEAD = 4096


def read(source: Source, limits: Reading) -> Iterator[Item]:
    """The lines of the file as articles."""
    number, rows = 0, 0
    try:
        for number, line in enumerate(_lines(source.stream, limits.max_line_bytes), start=1):
            if number == 1 and (reason := _file_reason(line)):
                yield Rejected(source.path, reason)
                return
            for item in _read_line(line, f"{source.path}:{number}", limits):
                rows += 1
                yield item
    except (EOFError, OSError, zlib.error) as error:
        yield Rejected(
            source.path, f"breaks off after line {number}: {_what(error)}; the rows before are kept"
        )
        return
    if rows == 0:
        yield Rejected(source.path, "empty: no rows in it")


def _file_reason(line: bytes | None) -> str | None:
    head = (line or b"")[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16: JSON Lines are UTF-8; save it as UTF-8"
    return binary_reason(head)


def _read_line(line: bytes | None, path: str, limits: Reading) -> tuple[Item, ...]:
    if line is None:
        reason = f"line over {limits.max_line_bytes:,} bytes (setting reading.max_line_bytes)"
        return (Rejected(path, reason),)
    line = line.removeprefix(_BOM).strip()
    if not line:
        return ()
    row = parse(line)
    return (Rejected(path, row),) if isinstance(row, str) else read_row(row, path, limits)


def parse(line: bytes) -> dict[str, Any] | str:
    """The object a line holds, or why it holds none."""
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return f"not UTF-8 at byte {error.start + 1} of the line"
    except json.JSONDecodeError as error:
        return f"broken JSON at character {error.pos + 1}: {error.msg}"
    except (ValueError, RecursionError) as error:
        return f"JSON that cannot be read: {error}"
    return row if isinstance(row, dict) else f"a JSON {type(row).__name__}, not an object with fields"


def _lines(stream: ByteStream, limit: int) -> Iterator[bytes | None]:
    """The lines of a stream; None for one that is too long, of which only `limit` bytes are ever held."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(limit + 1)
        yield None


def _what(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "the gzip stream is cut short"
    return f"the file is damaged ({error})"
