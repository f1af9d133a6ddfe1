"""Kernels: flat arrays in, flat arrays out; numba, and only here.

`compiled` holds the kernels; `plain` their slow twins of the same names and signatures, in plain Python and
NumPy, which the tests hold against them and which small inputs use, so that five articles do not wait for a
compiler.
"""

from __future__ import annotations

import importlib
from types import ModuleType

SMALL_BYTES = 200_000  # plain Python needs about as long for this as the compiled kernels need to load


def kernels_for(size: int) -> ModuleType:
    """The kernels to use for texts of `size` bytes together: the plain ones for few, else the compiled."""
    return importlib.import_module(f"wirecopy.kernels.{'plain' if size < SMALL_BYTES else 'compiled'}")
