"""A store: its rooms under one roof, whatever the database."""

from __future__ import annotations

from typing import Self

from wirecopy.errors import StoreError
from wirecopy.stores.articles import Articles
from wirecopy.stores.copies import Copies
from wirecopy.stores.corrections import Corrections
from wirecopy.stores.database import Database
from wirecopy.stores.feeds import Feeds
from wirecopy.stores.outlets import Outlets
from wirecopy.stores.search import Search
from wirecopy.stores.soundness import FAULTS
from wirecopy.stores.stories import Stories

_COUNTS = {
    "articles": "articles",
    "current_articles": "articles WHERE is_current = 1",
    "families": "(SELECT DISTINCT family FROM copies) f",
    "credited": "credits WHERE agencies > 0",
    "stories": "stories WHERE heir IS NULL AND articles > 0",
    "ledgers": "ledgers",
    "inputs": "inputs",
    "rejected": "rejected",
    "runs": "runs",
    "corrections": "corrections",
    "feeds": "feeds",
    "items": "items",
    "waiting_items": "items WHERE state = 'waiting'",
}


class SqlStore(Articles, Copies, Outlets, Stories, Search, Corrections, Feeds):
    """A store over a database of the present schema."""

    def __init__(self, database: Database, *, read_only: bool, beside: bool = False) -> None:
        super().__init__(database, read_only=read_only, beside=beside)
        row = database.one("SELECT value FROM facts WHERE name = 'key'")
        if row is None:
            raise StoreError("damaged: the store does not say which one it is", self.url, "bring back a copy")
        self.key = str(row[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go; twice does no harm."""
        self._db.close()

    def check(self) -> None:
        """Whether the database is sound and no row points nowhere; StoreError says what is wrong."""
        found = self._db.faults()
        for what, query in FAULTS.items():
            if rows := self._db.rows(f"{query} LIMIT 5"):
                found.append(f"{what}: {', '.join(str(row[0]) for row in rows)}")
        if found:
            raise StoreError("; ".join(found), self.url, "bring the store back from a copy")

    def counts(self) -> dict[str, int]:
        """Rows by table: articles, current articles, families, stories, rejected, feeds, waiting items ..."""
        return {
            name: int(row[0])
            for name, what in _COUNTS.items()
            for row in self._db.rows(f"SELECT count(*) FROM {what}")  # noqa: S608 - our own names
        }
