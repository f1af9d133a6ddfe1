"""The disk as two rooms use it, the index and the store: locks, whole files, errors that say what to do."""

from __future__ import annotations

from wirecopy.disk.files import refused, sync_folder, translated, write_all, write_new
from wirecopy.disk.lock import Lock

__all__ = ["Lock", "refused", "sync_folder", "translated", "write_all", "write_new"]
