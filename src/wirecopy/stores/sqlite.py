"""SQLite: one file, read by any number of processes while one writes.

Write-ahead log with `synchronous=FULL`: a transaction is forced to disk when it ends, so what was
acknowledged survives a kill and a power cut; one more force a transaction is the price. The right to write
is a lock on a file of its own beside the store, since SQLite's own lock lasts only for a transaction. The
index of words is FTS5 over a view of the current articles: it holds no text of its own.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote

from wirecopy.disk import Lock, sync_folder, translated
from wirecopy.errors import StoreError
from wirecopy.stores.database import RANKED, Database, Indexed, Row
from wirecopy.stores.strings import plain, safe
from wirecopy.stores.words import Phrase

MARK = 0x57437079  # "WCpy", the application id of the file
PAGE = 8192  # bytes; a text of 450 words fits into one
CACHE = 64_000_000  # bytes of memory for pages
LOG = 64_000_000  # bytes the log may grow to before it is copied into the file
WORDS = 64_000_000  # bytes of new words gathered in memory before they are written
PATIENCE = 10.0  # seconds to wait for another process to finish with the log

_INDEX = (
    "CREATE VIEW searchable AS SELECT a.number, a.title, t.text, t.folded FROM articles a "
    "JOIN texts t ON t.number = a.number WHERE a.is_current = 1",
    "CREATE VIRTUAL TABLE found USING fts5 (title, text, folded, content='searchable', "
    "content_rowid='number', tokenize=\"unicode61 remove_diacritics 2\")",
    "INSERT INTO found (found, rank) VALUES ('rank', 'bm25(4.0, 1.0, 1.0)')",
    f"INSERT INTO found (found, rank) VALUES ('hashsize', {WORDS})",  # noqa: S608 - our own number
    "INSERT INTO found (found, rank) VALUES ('automerge', 8)",
    "INSERT INTO found (found, rank) VALUES ('pgsz', 8000)",
)


class Sqlite(Database):
    """A store in one file.

    Args:
        path: the file.
        read_only: write nothing.
        create: make the file where there is none.
        beside: write without the right to, short transactions between those of the one who has it.
        wait: seconds to wait for a process that is writing.
    """

    types: ClassVar = {
        "key": "INTEGER PRIMARY KEY", "int": "INTEGER", "real": "REAL", "text": "TEXT", "bytes": "BLOB",
    }  # fmt: skip

    def __init__(
        self, path: Path, *, read_only: bool, create: bool, wait: float, beside: bool = False
    ) -> None:
        self.path, self.url, self.read_only = path, str(path), read_only
        self._file = path
        self._lock: Lock | None = None
        self._open: sqlite3.Connection | None = None
        self._check_place(create and not read_only and not beside)
        try:
            if not read_only and not beside:
                self._lock = Lock(path.with_name(f"{path.name}-lock"), "store", str(path), wait)
            self._open = self._connect()
        except BaseException:
            self.close()
            raise

    def _check_place(self, create: bool) -> None:
        with translated(self._file.parent, "store"):
            there, folder = self._file.exists(), self._file.parent.is_dir()
        if there and not self._file.is_file():
            raise StoreError("not a file", self.url, "give a file for the store")
        if not there and not create:
            raise StoreError("no store here", self.url, "wirecopy add makes one")
        if not folder:
            raise StoreError("no such folder", str(self._file.parent), "make the folder first")

    def _connect(self) -> sqlite3.Connection:
        new = not self._file.exists()
        with self._translated():
            try:
                there = self._connected("mode=ro" if self.read_only else "mode=rwc")
            except sqlite3.OperationalError:
                if not self._is_still():
                    raise
                # Readers share a file beside the store, which this folder does not let us make. Nobody
                # writes, so none is needed.
                there = self._connected("mode=ro&immutable=1")
        if new:
            with translated(self._file.parent, "store"):
                sync_folder(self._file.parent)
        return there

    def _connected(self, options: str) -> sqlite3.Connection:
        address = f"file:{quote(str(self._file.absolute()))}?{options}"
        there = sqlite3.connect(
            address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        try:
            there.text_factory = _text
            self._set_up(there)
        except BaseException:
            there.close()
            raise
        return there

    def _is_still(self) -> bool:
        """Whether we only read, may not write beside the store, and nobody is writing it."""
        log = self._file.with_name(f"{self._file.name}-wal")
        return self.read_only and not os.access(self._file.parent, os.W_OK) and not log.exists()

    def _set_up(self, there: sqlite3.Connection) -> None:
        tables = there.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        mark = there.execute("PRAGMA application_id").fetchone()[0]
        if mark != MARK and (tables or self.read_only):
            raise StoreError(
                "not a store of wirecopy", self.url, "give another file; this one was left as it is"
            )
        there.execute("PRAGMA foreign_keys = ON")
        there.execute(f"PRAGMA cache_size = -{CACHE // 1000}")
        if self.read_only:
            return
        if not tables:
            there.execute(f"PRAGMA page_size = {PAGE}")
        there.execute("PRAGMA journal_mode = WAL")
        there.execute("PRAGMA synchronous = FULL")
        there.execute(f"PRAGMA wal_autocheckpoint = {LOG // PAGE}")
        there.execute(f"PRAGMA journal_size_limit = {LOG}")

    # -- statements -------------------------------------------------------------------------------------
    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows that a statement gives."""
        with self._translated():
            return self._there.execute(sql, _given(values)).fetchall()

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Execute a statement."""
        with self._translated():
            return self._there.execute(sql, _given(values)).rowcount

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Execute a statement for each row of values."""
        with self._translated():
            self._there.executemany(sql, map(_given, rows))

    def columns(self, table: str) -> list[str]:
        """What the file says of a table."""
        return [row[0] for row in self.rows("SELECT name FROM pragma_table_info(?)", [table])]

    def among(self, column: str) -> str:
        """One of a list, which SQLite takes as JSON."""
        return f"{column} IN (SELECT value FROM json_each(?))"  # noqa: S608 - our own names

    def listed(self, values: Sequence[int] | Sequence[str]) -> str:
        """The list as JSON."""
        return json.dumps([safe(value) if isinstance(value, str) else value for value in values])

    @property
    def _there(self) -> sqlite3.Connection:
        if self._open is None:
            raise StoreError("the store is closed", self.url, "open it again")
        return self._open

    # -- transactions -----------------------------------------------------------------------------------
    def begin(self) -> None:
        """Begin a transaction, with the right to write."""
        self.run("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """End it; the log is forced to disk."""
        self.run("COMMIT")

    def rollback(self) -> None:
        """Undo it; an error may have done so."""
        if self._open is not None and self._open.in_transaction:
            with suppress(sqlite3.Error):  # what made us roll back is already on its way up
                self._open.execute("ROLLBACK")

    def alone(self, table: str) -> None:
        """Whoever has begun a transaction that writes is alone in the whole file."""

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A transaction that reads sees one state of the file."""
        self.run("BEGIN")
        try:
            yield
        finally:
            self.rollback()

    # -- life -------------------------------------------------------------------------------------------
    def version(self) -> int:
        """The number that SQLite keeps for its users."""
        found = self.one("PRAGMA user_version")
        return int(found[0]) if found else 0

    def set_version(self, version: int) -> None:
        """Write it down, and whose file it is."""
        self.run(f"PRAGMA application_id = {MARK}")
        self.run(f"PRAGMA user_version = {version}")

    def prepare(self) -> None:
        """Make the index of words."""
        for statement in _INDEX:
            self.run(statement)

    def close(self) -> None:
        """Let go; the last to close copies the log into the file."""
        try:
            if self._open is not None:
                self._open.close()
        finally:
            self._open = None
            if self._lock is not None:
                self._lock.release()

    def faults(self) -> list[str]:
        """What SQLite finds in pages, references and words."""
        said = [str(row[0]) for row in self.rows("PRAGMA integrity_check(20)")]
        found = [] if said == ["ok"] else said
        found += [
            f"row {row[1]} of {row[0]} points to a row of {row[2]} that is not there"
            for row in self.rows("PRAGMA foreign_key_check")[:20]
        ]
        return found + self._lost_words()

    def _lost_words(self) -> list[str]:
        current = {row[0] for row in self.rows("SELECT number FROM searchable")}
        known = {row[0] for row in self.rows("SELECT id FROM found_docsize")}
        if current != known:
            few = ", ".join(map(str, sorted(current ^ known)[:5]))
            return [f"the index of words and the current articles differ: {few}"]
        if self.read_only:
            return []  # SQLite checks words against texts only where it may write
        try:
            self._there.execute("INSERT INTO found (found, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            return [f"the index of words is not that of the texts: {error}"]
        return []

    # -- words ------------------------------------------------------------------------------------------
    def index(self, rows: Sequence[Indexed]) -> None:
        """Take articles into the index of words."""
        self.many("INSERT INTO found (rowid, title, text, folded) VALUES (?, ?, ?, ?)", rows)

    def unindex(self, numbers: Sequence[int]) -> None:
        """Take articles out of it, by the words they were taken in with."""
        self.run(
            "INSERT INTO found (found, rowid, title, text, folded) "  # noqa: S608 - our own names
            "SELECT 'delete', number, title, text, folded "
            f"FROM searchable WHERE {self.among('number')}",
            [self.listed(numbers)],
        )

    def find(
        self,
        wanted: Sequence[tuple[Phrase, Phrase]],
        where: str,
        values: Sequence[Any],
        page: tuple[int, int],
    ) -> list[int]:
        """Ask FTS5, ranked by bm25 with the title counted four times."""
        query = " AND ".join(_expression(written, compared) for written, compared in wanted)
        joined = f"JOIN articles a ON a.number = f.rowid WHERE {where} AND" if where else "WHERE"
        floor = self.one(
            f"SELECT f.rowid FROM found f {joined} f.found MATCH ? ORDER BY f.rowid DESC LIMIT 1 OFFSET ?",  # noqa: S608 - values pass as ?
            [*values, query, RANKED - 1],
        ) or (0,)
        found = self.rows(
            f"SELECT f.rowid FROM found f {joined} f.found MATCH ? AND f.rowid >= ? "  # noqa: S608 - values pass as ?
            "ORDER BY f.rank, f.rowid LIMIT ? OFFSET ?",
            [*values, query, *floor, *page],
        )
        return [row[0] for row in found]

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Errors of SQLite as errors of the store."""
        try:
            yield
        except sqlite3.Error as error:
            raise refused(error, self.url) from error


def refused(error: sqlite3.Error, url: str) -> StoreError:
    """What SQLite refused, said so that a person can act on it."""
    name = str(getattr(error, "sqlite_errorname", ""))
    for known, (what, hint) in _REFUSALS.items():
        if name.startswith(known):
            return StoreError(what, url, hint)
    return StoreError(f"SQLite refused: {error}", url, "look at the file and its disk")


_REFUSALS: dict[str, tuple[str, str]] = {
    "SQLITE_FULL": (
        "no space left to write the store", "nothing acknowledged was lost: make room and run it again",
    ),
    "SQLITE_READONLY": (
        "the store may not be written", "give yourself the right to write file and folder, or read it only",
    ),
    "SQLITE_PERM": ("the store may not be used", "give yourself the right to read and write there"),
    "SQLITE_CANTOPEN": (
        "the store cannot be opened", "look whether the file is there and file and folder may be read",
    ),
    "SQLITE_NOTADB": ("not a store of wirecopy", "give another file; this one was left as it is"),
    "SQLITE_CORRUPT": (
        "the store is damaged", "bring it back from a copy, or save what can be read: sqlite3 FILE .recover",
    ),
    "SQLITE_BUSY": ("another process keeps the store busy", "wait for it to end, then try again"),
    "SQLITE_LOCKED": ("another process keeps the store busy", "wait for it to end, then try again"),
    "SQLITE_IOERR": (
        "the disk failed, or is full", "nothing acknowledged was lost: look at the disk and run it again",
    ),
    "SQLITE_CONSTRAINT": ("a row that points nowhere, or is there twice", "this is a fault of the caller"),
}  # fmt: skip


def _expression(written: Phrase, compared: Phrase) -> str:
    """A phrase for FTS5: only letters and digits stand between the quotes, so nothing else is syntax."""
    first, second = (f'"{" ".join(phrase)}"' for phrase in (written, compared))
    return first if first.isascii() else f"({first} OR {second})"


def _given(values: Sequence[Any]) -> list[Any]:
    return [safe(value) if type(value) is str else value for value in values]


def _text(data: bytes) -> str:
    return plain(data.decode())
