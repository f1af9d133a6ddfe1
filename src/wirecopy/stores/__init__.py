"""Where tables rest: articles, what was made of them, and what people said about it.

`open_store` opens one SQLite file, or a PostgreSQL database by its URL. `base.Store` says what both do.
"""

from __future__ import annotations

from wirecopy.stores.base import Store
from wirecopy.stores.opening import open_store

__all__ = ["Store", "open_store"]
