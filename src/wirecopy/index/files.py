"""Files that are either there whole or not at all: written, forced to disk, and only then named.

Every write here goes through `fsync` of the file and of its folder before it counts. What the system refuses
(no space, no permission, a file too large) becomes a `StoreError` that says what to do. The lock lets one
process write; it is the system's own (`flock`, on Windows `msvcrt.locking`), so it ends with the process
however that ends.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wirecopy.errors import LockedError, StoreError, UnusableError

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_ENTRY = {errno.EACCES, errno.EPERM, errno.EROFS}


def refused(error: OSError, path: Path) -> StoreError:
    """What the system refused, said so that a person can act on it."""
    where = str(path)
    if error.errno in _NO_ROOM:
        hint = "nothing was lost: make room and add the same articles again"
        return StoreError("no space left to write the index", where, hint)
    if error.errno in _NO_ENTRY:
        hint = "give yourself the right to write there, or open the index read-only to ask it"
        return StoreError("the index may not be written", where, hint)
    return StoreError(f"the index cannot be used: {error.strerror}", where, "look at the folder and its disk")


def damaged(path: Path, what: str) -> UnusableError:
    """A file that is not what was written."""
    hint = "bring this file back from a copy of the folder, or make the index anew from the articles"
    return UnusableError(f"damaged: {what}", str(path), hint)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Errors of the system as errors of the store."""
    try:
        yield
    except OSError as error:
        raise refused(error, path) from error


def sync_folder(path: Path) -> None:
    """Force the names in a folder to disk (where the system can)."""
    if sys.platform == "win32":
        return
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write_new(path: Path, write: Callable[[Path, int], None]) -> None:
    """Make a file that was not there: whole and on disk when this returns, gone when it raises.

    Args:
        path: the file.
        write: called with the path and an open descriptor.
    """
    with translated(path):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        try:
            try:
                write(path, handle)
                os.fsync(handle)
            finally:
                os.close(handle)
        except BaseException:
            with suppress(OSError):  # what stays is no part of the index and is cleaned away later
                path.unlink()
            raise


def write_all(handle: int, data: memoryview | bytes) -> None:
    """Write every byte; the system may take them in parts."""
    rest = memoryview(data).cast("B") if len(data) else memoryview(b"")
    while len(rest):
        rest = rest[os.write(handle, rest[: 1 << 30]) :]


class Lock:
    """The right to write, held by one process until it closes or ends.

    Args:
        path: the lock file; made if missing, never removed.

    Raises:
        StoreError: another process has it, or the file may not be written.
    """

    def __init__(self, path: Path) -> None:
        with translated(path):
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _take(self._handle)
        except OSError as error:
            holder = os.read(self._handle, 20).decode("ascii", "replace").strip()
            os.close(self._handle)
            raise LockedError(
                f"locked: {f'process {holder}' if holder else 'another process'} is adding to this index",
                str(path.parent),
                "wait for it to end, or open the index read-only to ask it",
            ) from error
        with suppress(OSError):  # the number is for the message above alone
            os.truncate(path, 0)
            os.write(self._handle, str(os.getpid()).encode())

    def release(self) -> None:
        """Give the right back; twice does no harm."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        # Far beyond the number written at the start, which others may read.
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
