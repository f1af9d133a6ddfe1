"""A connection to a database as the rooms of a store use it, and what differs from one database to the next.

Statements are written once, with `?` for values, in the SQL that SQLite and PostgreSQL share. Strings pass
through `strings` on the way in and out. Errors of a driver become `StoreError`s that say what to do. What a
database does in a way of its own is a method here: transactions, the right to write, lists of values, the
index of words.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, ClassVar

from wirecopy.errors import StoreError
from wirecopy.stores.words import Phrase

RANKED = 5_000  # articles that a search ranks; of more that match, those that came last
Row = tuple[Any, ...]
Indexed = tuple[int, str | None, str, str | None]  # number, title, text, words where spaces do not part them


class Database(ABC):
    """One open connection; used by one thread at a time."""

    url: str
    path: Path | None = None
    types: ClassVar[dict[str, str]]

    # -- statements -------------------------------------------------------------------------------------
    @abstractmethod
    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows that a statement gives."""

    @abstractmethod
    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Execute a statement; how many rows it touched."""

    @abstractmethod
    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Execute a statement for each row of values."""

    @abstractmethod
    def columns(self, table: str) -> list[str]:
        """Names of the columns of a table, in order."""

    @abstractmethod
    def among(self, column: str) -> str:
        """The condition that a column is one of a list, with one `?` for what `listed` makes of the list."""

    @abstractmethod
    def listed(self, values: Sequence[int] | Sequence[str]) -> Any:
        """A list of values as the one value that `among` takes."""

    def one(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row that a statement gives."""
        found = self.rows(sql, values)
        return found[0] if found else None

    # -- transactions -----------------------------------------------------------------------------------
    @abstractmethod
    def begin(self) -> None:
        """Begin a transaction that writes."""

    @abstractmethod
    def commit(self) -> None:
        """End it; it is on disk when this returns."""

    @abstractmethod
    def rollback(self) -> None:
        """Undo it; does no harm where none is open, or nothing answers any more."""

    @abstractmethod
    def alone(self, table: str) -> None:
        """Let nobody else write a table until the transaction ends; readers are not kept waiting."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[None]:
        """All that is read inside is read as it was at one moment."""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        self.begin()
        try:
            yield
            self.commit()
        except BaseException:
            self.rollback()
            raise

    # -- life -------------------------------------------------------------------------------------------
    @abstractmethod
    def version(self) -> int:
        """Version of the schema, 0 for an empty database; StoreError for what is no store."""

    @abstractmethod
    def set_version(self, version: int) -> None:
        """Write the version of the schema down, within a transaction."""

    @abstractmethod
    def prepare(self) -> None:
        """Make the index of words of a new store, within a transaction."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the connection and of the right to write; twice does no harm."""

    @abstractmethod
    def faults(self) -> list[str]:
        """What is wrong with the database itself and its index of words."""

    # -- words ------------------------------------------------------------------------------------------
    @abstractmethod
    def index(self, rows: Sequence[Indexed]) -> None:
        """Take articles into the index of words."""

    @abstractmethod
    def unindex(self, numbers: Sequence[int]) -> None:
        """Take current articles out of it, before they stop being current."""

    @abstractmethod
    def find(
        self,
        wanted: Sequence[tuple[Phrase, Phrase]],
        where: str,
        values: Sequence[Any],
        page: tuple[int, int],
    ) -> list[int]:
        """Numbers of the articles with all these phrases, best first; `page` is limit and offset.

        Args:
            wanted: phrases as written and as compared.
            where: conditions on `a`, the row of the article; "" for none.
            values: for the conditions.
            page: limit and offset.
        """


def unknown(numbers: Iterable[int], url: str) -> StoreError:
    """Articles that are asked for and not there."""
    few = ", ".join(str(number) for number in sorted(numbers)[:5])
    return StoreError(f"no article {few}", url, "ask for numbers that the store gave")
