"""Where results go: stdout, or a file that appears whole or not at all.

In: text, or rows. Out: UTF-8, or Parquet where the file is called so. A file is written beside its final name
and renamed at the end, so that an interrupted run leaves the old file as it was; `-` is stdout.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from wirecopy.errors import CallError, WirecopyError
from wirecopy.readers.base import Fields

if TYPE_CHECKING:
    import pyarrow as pa


@contextmanager
def opened(target: str) -> Iterator[IO[bytes]]:
    """The target opened for writing bytes.

    Raises:
        CallError: the folder of the target does not exist, or the target is a folder.
        WirecopyError: the file cannot be written.
    """
    if target == "-":
        yield sys.stdout.buffer
        return
    path = Path(target)
    check_target(target)
    try:
        if path.exists() and not path.is_file():  # a pipe or a device has no place for a rename
            with path.open("wb") as stream:
                yield stream
        else:
            with _renamed(path) as stream:
                yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WirecopyError("cannot be written", target, error.strerror or str(error)) from error


def check_target(target: str) -> None:
    """Refuse a target that cannot work before the work is done."""
    path = Path(target)
    if target == "-":
        return
    if path.is_dir():
        raise CallError("is a folder", target, "name the file to write")
    if not path.parent.is_dir():
        raise CallError("no such folder", str(path.parent), "make the folder first")


@contextmanager
def _renamed(path: Path) -> Iterator[IO[bytes]]:
    """A temporary file beside `path` that takes its name when all went well."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:50]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def is_parquet(target: str) -> bool:
    """Whether a file of this name is to be Parquet."""
    return target.lower().endswith((".parquet", ".pq"))


def write_text(text: str, target: str) -> None:
    """A whole document, ending in a line end."""
    with opened(target) as stream:
        stream.write(text.encode("utf-8"))
        if not text.endswith("\n"):
            stream.write(b"\n")


def write_rows(
    rows: Iterable[Mapping[str, Any]], target: str, schema: Callable[[], pa.Schema] | None = None
) -> int:
    """JSON Lines, a row at a time, or Parquet where the target is called so; gives the number of rows.

    Args:
        rows: the rows, in order.
        target: a file, or `-` for stdout.
        schema: gives the columns of a Parquet file; found out from the rows when left out.
    """
    count = 0
    with opened(target) as stream:
        if is_parquet(target):
            from wirecopy.exports import tables

            if schema is None:
                return tables.write_records(map(Fields, rows), stream)
            return tables.write_rows(rows, schema(), stream)
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False).encode("utf-8") + b"\n")
            count += 1
    return count


def print_text(text: str) -> None:
    """Text for people on stdout; what their encoding cannot show appears as a question mark."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    click.echo(text, nl=not text.endswith("\n"))


def colour_wanted() -> bool:
    """Whether stdout is a terminal that shows colour; NO_COLOR and FORCE_COLOR are respected."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
