"""The right to write, held by one process at a time.

The lock is the system's own (`flock`, on Windows `msvcrt.locking`), so it ends with the process however that
ends. The file stays; it holds the number of the process that has the lock, for the message to the next one.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from wirecopy.disk.files import translated
from wirecopy.errors import LockedError

_PAUSE = 0.05  # seconds between two attempts


class Lock:
    """The right to write, held until it is released or the process ends.

    Args:
        path: the lock file; made if missing, never removed.
        thing: what is written, for the message: an index, a store.
        where: what the message names; the folder of the lock by default.
        wait: seconds to wait for the process that has it.

    Raises:
        LockedError: another process has it.
        StoreError: the file may not be written.
    """

    def __init__(self, path: Path, thing: str, where: str = "", wait: float = 0.0) -> None:
        with translated(path, thing):
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        until = time.monotonic() + wait
        while not _taken(self._handle):
            if time.monotonic() >= until:
                holder = os.read(self._handle, 20).decode("ascii", "replace").strip()
                os.close(self._handle)
                raise LockedError(
                    f"locked: {f'process {holder}' if holder else 'another process'} is writing this {thing}",
                    where or str(path.parent),
                    f"wait for it to end, or open the {thing} read-only to ask it",
                )
            time.sleep(_PAUSE)
        with suppress(OSError):  # the number is for the message above alone
            os.truncate(self._handle, 0)
            os.write(self._handle, str(os.getpid()).encode())

    def release(self) -> None:
        """Give the right back; twice does no harm."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


if sys.platform == "win32":
    import msvcrt

    def _taken(handle: int) -> bool:
        # Far beyond the number written at the start, which others may read.
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _taken(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
