"""Kernels: flat arrays in, flat arrays out; numba, and only here.

`compiled` holds the kernels; `plain` their slow twins of the same names and signatures, in plain Python and
NumPy, which the tests hold against them and which small inputs use, so that five articles do not wait for a
compiler. Both give the same results bit for bit, so which of them runs is a matter of time alone.
"""

from __future__ import annotations

import importlib
from types import ModuleType

from wirecopy.errors import CallError

SMALL_BYTES = 200_000  # plain Python needs about as long for this as the compiled kernels need to load
UNCOMPILED_BYTES = 1_500_000  # and for this some seconds, where compiling them first takes a minute
COMPILING = "compiling kernels, once on this machine: about a minute"


def is_small(size: int, ready: bool = True) -> bool:
    """Whether texts of `size` bytes together are read before compiled kernels would be there."""
    return size < (SMALL_BYTES if ready else UNCOMPILED_BYTES)


def kernels_for(size: int, ready: bool = True) -> ModuleType:
    """The kernels to use for texts of `size` bytes together: the plain ones for few, else the compiled.

    Args:
        size: of all texts.
        ready: whether an earlier run left compiled kernels.

    Raises:
        CallError: there is no folder to keep compiled kernels in.
    """
    if is_small(size, ready):
        return importlib.import_module("wirecopy.kernels.plain")
    try:
        return importlib.import_module("wirecopy.kernels.compiled")
    except RuntimeError as error:  # of numba, which found no folder it may write to
        hint = "set NUMBA_CACHE_DIR to a folder you may write to"
        raise CallError("kernels cannot be compiled", "no folder to keep them in", hint) from error
