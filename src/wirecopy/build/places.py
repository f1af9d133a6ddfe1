"""Where the copy index of a store is kept: beside its file, or for a database in the user's own folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from wirecopy.stores import Store


def copies_folder(store: Store) -> Path:
    """The folder of a store's copy index. It can be removed at any time: it is made again from the store."""
    if store.path is not None:
        return store.path.with_name(store.path.name + ".copies")
    return _user_folder() / "wirecopy" / f"{store.key}.copies"


def _user_folder() -> Path:
    """Where the system keeps what programs of a user can make again."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
