"""Opening a store: a file of SQLite, or a database of PostgreSQL by its URL."""

from __future__ import annotations

from pathlib import Path

from wirecopy.errors import CallError
from wirecopy.stores.base import Store
from wirecopy.stores.database import Database
from wirecopy.stores.migrations import bring_up
from wirecopy.stores.sqlite import Sqlite
from wirecopy.stores.store import SqlStore


def open_store(
    url: str | Path,
    *,
    read_only: bool = False,
    create: bool = True,
    wait: float = 0.0,
    beside: bool = False,
) -> Store:
    """Open a store, made first where there is none, brought up where it is of an older version.

    Args:
        url: a path, `sqlite:///path`, or `postgresql://user@host/database`.
        read_only: ask only; needs no right to write, and is never kept waiting.
        create: make the store where there is none.
        wait: seconds to wait for a process that is writing.
        beside: write corrections and ledgers, and nothing else, in short transactions beside a process that
            has the right to write; any number may. The store is not made and not brought up.

    Raises:
        StoreError: what is there is no store, of a newer version, locked by another process, or out of reach.
        MissingExtraError: PostgreSQL needs `pip install 'wirecopy[postgres]'`.
    """
    database = open_database(url, read_only=read_only, create=create, wait=wait, beside=beside)
    try:
        return SqlStore(database, read_only=read_only, beside=beside and not read_only)
    except BaseException:
        database.close()
        raise


def open_database(
    url: str | Path,
    *,
    read_only: bool = False,
    create: bool = True,
    wait: float = 0.0,
    beside: bool = False,
) -> Database:
    """The database of a store, of the present schema; as `open_store`, for work below the rooms."""
    database = _connect(url, read_only=read_only, create=create, wait=wait, beside=beside)
    try:
        bring_up(database, read_only=read_only or beside)
    except BaseException:
        database.close()
        raise
    return database


def _connect(
    url: str | Path, *, read_only: bool, create: bool, wait: float, beside: bool = False
) -> Database:
    scheme, colon, rest = str(url).partition("://")
    if isinstance(url, Path) or not colon:
        return Sqlite(Path(url), read_only=read_only, create=create, wait=wait, beside=beside)
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return Sqlite(Path(rest[1:]), read_only=read_only, create=create, wait=wait, beside=beside)
    if scheme in {"postgresql", "postgres"}:
        from wirecopy.stores.postgres import Postgres

        return Postgres(str(url), read_only=read_only, create=create, wait=wait, beside=beside)
    raise CallError(
        f"no store is kept at {scheme}://", "store", "give a path, sqlite:///path or postgresql://..."
    )
