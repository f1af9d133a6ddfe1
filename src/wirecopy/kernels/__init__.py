"""Kernels: flat arrays in, flat arrays out; numba, and only here.

`compiled` holds the kernels; `plain` their slow twins of the same names and signatures, in plain Python and
NumPy, which the tests hold against them and which small inputs use, so that five articles do not wait for a
compiler. Both give the same results bit for bit, so which of them runs is a matter of time alone.
"""

from __future__ import annotations

import importlib
from types import ModuleType

SMALL_BYTES = 200_000  # plain Python needs about as long for this as the compiled kernels need to load
UNCOMPILED_BYTES = 1_500_000  # and for this some seconds, where compiling them first takes a minute
COMPILING = "compiling kernels, once on this machine: about a minute"


def kernels_for(size: int, ready: bool = True) -> ModuleType:
    """The kernels to use for texts of `size` bytes together: the plain ones for few, else the compiled.

    Args:
        size: of all texts.
        ready: whether an earlier run left compiled kernels.
    """
    small = SMALL_BYTES if ready else UNCOMPILED_BYTES
    return importlib.import_module(f"wirecopy.kernels.{'plain' if size < small else 'compiled'}")
