"""Files that are either there whole or not at all: written, forced to disk, and only then named.

Every write here goes through `fsync` of the file and of its folder before it counts. What the system refuses
(no space, no permission, a file too large) becomes a `StoreError` that says what to do; `thing` is what the
caller keeps there, an index or a store, and how the message calls it.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wirecopy.errors import StoreError

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_ENTRY = {errno.EACCES, errno.EPERM, errno.EROFS}


def refused(error: OSError, path: Path, thing: str) -> StoreError:
    """What the system refused, said so that a person can act on it."""
    where = str(path)
    if error.errno in _NO_ROOM:
        hint = "nothing was lost: make room and add the same articles again"
        return StoreError(f"no space left to write the {thing}", where, hint)
    if error.errno in _NO_ENTRY:
        hint = f"give yourself the right to write there, or open the {thing} read-only to ask it"
        return StoreError(f"the {thing} may not be written", where, hint)
    return StoreError(
        f"the {thing} cannot be used: {error.strerror}", where, "look at the folder and its disk"
    )


@contextmanager
def translated(path: Path, thing: str) -> Iterator[None]:
    """Errors of the system as errors of the store."""
    try:
        yield
    except OSError as error:
        raise refused(error, path, thing) from error


def sync_folder(path: Path) -> None:
    """Force the names in a folder to disk (where the system can)."""
    if sys.platform == "win32":
        return
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write_new(path: Path, write: Callable[[Path, int], None], thing: str) -> None:
    """Make a file that was not there: whole and on disk when this returns, gone when it raises.

    Args:
        path: the file.
        write: called with the path and an open descriptor.
        thing: what the file is part of.
    """
    with translated(path, thing):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        try:
            try:
                write(path, handle)
                os.fsync(handle)
            finally:
                os.close(handle)
        except BaseException:
            with suppress(OSError):  # what stays is no part of the whole and is cleaned away later
                path.unlink()
            raise


def write_all(handle: int, data: memoryview | bytes) -> None:
    """Write every byte; the system may take them in parts."""
    rest = memoryview(data).cast("B") if len(data) else memoryview(b"")
    while len(rest):
        rest = rest[os.write(handle, rest[: 1 << 30]) :]
