"""What the rooms of a store share: the database, and transactions that may stand in one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from wirecopy.errors import StoreError
from wirecopy.stores.database import Database

CHUNK = 5_000  # rows fetched at a time where a table is walked through
_T = TypeVar("_T")


class Room:
    """A part of a store: statements about some tables.

    Args:
        database: open, of the present schema.
        read_only: refuse to write.
        beside: refuse to write what only the one writer may write.
    """

    def __init__(self, database: Database, *, read_only: bool, beside: bool = False) -> None:
        self.url, self.path, self.read_only, self.beside = database.url, database.path, read_only, beside
        self._db = database
        self._depth = 0
        self._failed = False

    @contextmanager
    def writing(self, *, beside: bool = False) -> Iterator[None]:
        """One transaction; may be nested, the outermost counts.

        Args:
            beside: what is written may be written beside the one writer.

        Raises:
            StoreError: the store was opened read-only, or beside a writer whose business this is, or an error
                inside was caught and not let through: then nothing of the transaction is kept.
        """
        if self.read_only:
            raise StoreError("opened read-only", self.url, "open the store for writing")
        if self.beside and not beside:
            hint = "open it for writing; beside a writer only corrections and reports are kept"
            raise StoreError("opened beside a process that writes", self.url, hint)
        if self._depth:
            with self._inside():
                yield
            return
        self._failed = False
        with self._db.transaction(), self._inside():
            yield
            if self._failed:
                hint = "let the error through, and write it all again"
                raise StoreError("part of the transaction failed, so nothing of it is kept", self.url, hint)

    @contextmanager
    def _inside(self) -> Iterator[None]:
        self._depth += 1
        try:
            yield
        except BaseException:
            self._failed = True
            raise
        finally:
            self._depth -= 1

    def _next(self, table: str) -> int:
        """The number of the next row, within a transaction.

        There is one writer, so nobody else takes it; where others write beside it, `alone` comes first.
        """
        found = self._db.one(f"SELECT coalesce(max(number), 0) + 1 FROM {table}")  # noqa: S608 - our own names
        return int(found[0]) if found else 1


def marks(count: int) -> str:
    """Places for so many values."""
    return ", ".join("?" * count)


def chunks(items: Sequence[_T], size: int = CHUNK) -> Iterator[Sequence[_T]]:
    """A sequence in parts of bounded size."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
