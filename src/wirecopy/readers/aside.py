"""Arrays put aside in a file without a name once those in memory have reached their limit.

The copy finder hands in what it will need again later; it gets back an equal array, in memory or mapped from
the file, which the system reads and writes as it has room. Nothing is left of the file whichever way the run
ends.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Self

import numpy as np
from numpy.typing import NDArray

from wirecopy.errors import WirecopyError

_PAGE = 4096


def nameless_file() -> IO[bytes]:
    """A temporary file without a name, which is gone when it is closed or the process ends."""
    return tempfile.TemporaryFile(prefix="wirecopy-")


@contextmanager
def putting_aside(what: str) -> Iterator[None]:
    """Say what could not be put aside, and what to do, when the temporary file refuses it.

    Raises:
        WirecopyError: the file cannot be written.
    """
    try:
        yield
    except OSError as error:  # not to be taken for a damaged input
        hint = f"{error.strerror or error}: set TMPDIR to a folder with room, or give more --memory"
        raise WirecopyError(f"{what} cannot be put aside", tempfile.gettempdir(), hint) from error


class Aside:
    """Keeps arrays.

    Args:
        limit: bytes that stay in memory, over the life of this object.
    """

    def __init__(self, limit: int) -> None:
        self._left = limit
        self._end = 0
        self._file: IO[bytes] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        """Ready to keep."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file; what was mapped from it stays readable."""
        if self._file is not None:
            self._file.close()

    def __call__(self, values: NDArray[Any]) -> NDArray[Any]:
        """An array equal to `values`.

        Raises:
            WirecopyError: the temporary file cannot be written.
        """
        with self._lock:
            self._left -= values.nbytes
            if self._left >= 0 or not values.nbytes:
                return values
            return self._put(values)

    def _put(self, values: NDArray[Any]) -> NDArray[Any]:
        with putting_aside("sketches"):
            if self._file is None:
                self._file = nameless_file()
            begin = -(-self._end // _PAGE) * _PAGE
            self._file.seek(begin)
            self._file.write(np.ascontiguousarray(values).view(np.uint8).data)
            self._file.flush()
        self._end = begin + values.nbytes
        mapped = np.memmap(self._file, dtype=values.dtype, mode="r+", offset=begin, shape=values.shape)
        return np.asarray(mapped)
