"""Kernels: flat arrays in, flat arrays out; numba, and only here.

`compiled` holds the kernels; `plain` their slow twins of the same names and signatures, in plain Python and
NumPy, which the tests hold against them and which small inputs use, so that five articles do not wait for a
compiler. Both give the same results bit for bit, so which of them runs is a matter of time alone.
"""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from types import ModuleType

SMALL_BYTES = 200_000  # plain Python needs about as long for this as the compiled kernels need to load
UNCOMPILED_BYTES = 1_500_000  # and for this some seconds, where compiling them first takes a minute


def kernels_for(size: int) -> ModuleType:
    """The kernels to use for texts of `size` bytes together: the plain ones for few, else the compiled."""
    small = SMALL_BYTES if size < SMALL_BYTES or _are_compiled() else UNCOMPILED_BYTES
    return importlib.import_module(f"wirecopy.kernels.{'plain' if size < small else 'compiled'}")


def _are_compiled() -> bool:
    """Whether an earlier run left compiled kernels, where numba keeps them."""
    kept = os.environ.get("NUMBA_CACHE_DIR")
    folder = Path(kept) if kept else Path(__file__).parent / "compiled" / "__pycache__"
    return next(folder.rglob("sketches.sketch_rows-*.nbc"), None) is not None
