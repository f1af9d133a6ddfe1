"""One store copied into another, of the same or another database: every row, in one transaction.

The rows are the same afterwards, numbers and ids included. The copy is a store of its own, with a key of its
own; the index of words is made anew, since no two databases keep one alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wirecopy.errors import StoreError
from wirecopy.stores.database import Database, Row
from wirecopy.stores.opening import open_database
from wirecopy.stores.room import marks
from wirecopy.stores.schema import KEYS

_AT_ONCE = 2_000  # rows read and written at a time


def copy_store(source: str | Path, target: str | Path) -> dict[str, int]:
    """Copy a store into an empty one, which is made where there is none.

    Args:
        source: path or URL of the store; it is only read, so others may write meanwhile.
        target: path or URL of the other.

    Returns:
        Rows copied, by table.

    Raises:
        StoreError: the source is no store, or the target holds rows already.
    """
    there = open_database(source, read_only=True)
    try:
        other = open_database(target)
        try:
            if other.one("SELECT 1 FROM runs") or other.one("SELECT 1 FROM articles"):
                raise StoreError("the store to copy into is not empty", other.url, "give a new place")
            with there.reading(), other.transaction():
                return {table: _copy(there, other, table) for table in KEYS}
        finally:
            other.close()
    finally:
        there.close()


def _copy(there: Database, other: Database, table: str) -> int:
    done, heirs = 0, []
    for names, rows in _pages(there, table, KEYS[table]):
        if table == "stories":  # the heir of a story may come after it
            heir = names.index("heir")
            heirs += [(row[heir], row[0]) for row in rows if row[heir] is not None]
            rows = [(*row[:heir], None, *row[heir + 1 :]) for row in rows]  # noqa: PLW2901 - the same rows
        other.many(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks(len(names))})",  # noqa: S608 - our own names
            rows,
        )
        if table == "texts":
            _index(other, [row[0] for row in rows])
        done += len(rows)
    other.many("UPDATE stories SET heir = ? WHERE number = ?", heirs)
    return done


def _pages(there: Database, table: str, keys: tuple[str, ...]) -> Iterator[tuple[list[str], list[Row]]]:
    """Columns and rows of a table, some at a time, by its primary key."""
    names = there.columns(table)
    after: list[Any] = []
    order = ", ".join(keys)
    while True:
        where = f"WHERE ({order}) > ({marks(len(keys))}) " if after else ""
        rows = there.rows(
            f"SELECT {', '.join(names)} FROM {table} {where}ORDER BY {order} LIMIT {_AT_ONCE}",  # noqa: S608 - our own names
            after,
        )
        if not rows:
            return
        yield names, rows
        after = [rows[-1][names.index(key)] for key in keys]


def _index(other: Database, numbers: list[int]) -> None:
    """Words of the current ones of these articles."""
    rows = other.rows(
        "SELECT a.number, a.title, t.text, t.folded FROM articles a JOIN texts t ON t.number = a.number "  # noqa: S608 - our own names
        f"WHERE a.is_current = 1 AND {other.among('a.number')} ORDER BY a.number",
        [other.listed(numbers)],
    )
    other.index([(number, title, text, folded) for number, title, text, folded in rows])
