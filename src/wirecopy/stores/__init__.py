"""Where tables rest: articles, what was made of them, and what people said about it.

`open_store` opens one SQLite file, or a PostgreSQL database by its URL. `base.Store` says what both do;
`copy_store` moves one into the other.
"""

from __future__ import annotations

from wirecopy.stores.base import Store
from wirecopy.stores.moving import copy_store
from wirecopy.stores.opening import open_store

__all__ = ["Store", "copy_store", "open_store"]
