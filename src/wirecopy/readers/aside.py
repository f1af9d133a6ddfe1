"""Arrays put aside in a file without a name once those in memory have reached their limit.

The copy finder hands in what it will need again later; it gets back an equal array, in memory or mapped from
the file, which the system reads and writes as it has room. Nothing is left of the file whichever way the run
ends.
"""

from __future__ import annotations

import tempfile
import threading
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from wirecopy.errors import WirecopyError

_PAGE = 4096


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

    @property
    def written(self) -> int:
        """Bytes put aside so far."""
        return self._end

    def _put(self, values: NDArray[Any]) -> NDArray[Any]:
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(prefix="wirecopy-")  # noqa: SIM115 - lives as long as this
            begin = -(-self._end // _PAGE) * _PAGE
            self._file.seek(begin)
            self._file.write(np.ascontiguousarray(values).view(np.uint8).data)
            self._file.flush()
        except OSError as error:
            hint = f"{error.strerror or error}: set TMPDIR to a folder with room, or give more --memory"
            raise WirecopyError("sketches cannot be put aside", tempfile.gettempdir(), hint) from error
        self._end = begin + values.nbytes
        mapped = np.memmap(self._file, dtype=values.dtype, mode="r+", offset=begin, shape=values.shape)
        return np.asarray(mapped)
