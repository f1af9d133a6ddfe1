"""The disk as the index uses it: its errors name the index and say what to do about it.

How files are written whole and who may write is the room `disk`'s; here that is bound to the word "index",
and what a damaged file of an index means is said.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from wirecopy import disk
from wirecopy.disk import sync_folder, write_all
from wirecopy.errors import UnusableError

__all__ = ["damaged", "lock", "sync_folder", "translated", "write_all", "write_new"]


def damaged(path: Path, what: str) -> UnusableError:
    """A file that is not what was written."""
    hint = "bring this file back from a copy of the folder, or make the index anew from the articles"
    return UnusableError(f"damaged: {what}", str(path), hint)


def translated(path: Path) -> AbstractContextManager[None]:
    """Errors of the system as errors of the store."""
    return disk.translated(path, "index")


def write_new(path: Path, write: Callable[[Path, int], None]) -> None:
    """Make a file that was not there: whole and on disk when this returns, gone when it raises."""
    disk.write_new(path, write, "index")


def lock(path: Path) -> disk.Lock:
    """The right to add, held by one process until it closes or ends."""
    return disk.Lock(path, "index")
