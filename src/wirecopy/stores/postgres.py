"""PostgreSQL: a database on a server, by URL, through psycopg 3 (extra `postgres`).

A transaction is on disk when it ends (`synchronous_commit`). The right to write is an advisory lock of the
session, so it ends with the connection; the tables stand in the first schema of the search path, which must
be empty or a store. Words are found by a `tsvector` that is made here and not by a parser of the server, so
both databases agree on what a word is.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit, urlunsplit

from wirecopy.errors import LockedError, MissingExtraError, StoreError
from wirecopy.stores.database import RANKED, Database, Indexed, Row
from wirecopy.stores.strings import plain, safe
from wirecopy.stores.words import Phrase, words

if TYPE_CHECKING:
    import psycopg

LOCK = 0x57437079  # "WCpy": the first half of the advisory lock, the second is that of the schema
FURTHEST = 16_383  # the last place a tsvector tells apart
LONGEST = 1_000  # bytes; what is longer is no word and is not found
MOST = 1_000_000  # bytes of a tsvector; the words of a text beyond that are not found
_PAUSE = 0.05  # seconds between two attempts to get the right to write

_TABLES = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()"
_INDEX = (
    "CREATE TABLE found (number BIGINT PRIMARY KEY REFERENCES articles (number), words tsvector NOT NULL)",
    "CREATE INDEX found_words ON found USING gin (words)",
)


class Postgres(Database):
    """A store in one schema of a database.

    Args:
        url: postgresql://user@host/database, with any option that libpq knows.
        read_only: write nothing.
        create: make the tables where there are none.
        beside: write without the right to, between the transactions of the one who has it.
        wait: seconds to wait for a process that is writing.
    """

    types: ClassVar[dict[str, str]] = {
        "key": "BIGINT PRIMARY KEY", "int": "BIGINT", "real": "DOUBLE PRECISION", "text": 'TEXT COLLATE "C"',
        "bytes": "BYTEA",
    }  # fmt: skip

    def __init__(self, url: str, *, read_only: bool, create: bool, wait: float, beside: bool = False) -> None:
        try:
            import psycopg
        except ImportError as error:
            hint = "pip install 'wirecopy[postgres]'"
            raise MissingExtraError("PostgreSQL needs psycopg", "store", hint) from error
        self.url, self._errors = _shown(url), psycopg.Error
        self._open: psycopg.Connection[Row] | None = None
        with self._translated():
            self._open = psycopg.connect(url, autocommit=True, application_name=f"wirecopy {os.getpid()}")
        try:
            self._set_up(read_only=read_only, create=create and not beside)
            if not read_only and not beside:
                self._take(wait)
        except BaseException:
            self.close()
            raise

    def _set_up(self, *, read_only: bool, create: bool) -> None:
        from psycopg.adapt import Loader
        from psycopg.types.string import StrDumper

        class Safe(StrDumper):
            """Strings on their way in."""

            def dump(self, obj: str) -> bytes:
                return safe(obj).encode()

        class Plain(Loader):
            """Strings on their way out."""

            def load(self, data: Any) -> str:
                return plain(bytes(data).decode())

        self._there.adapters.register_dumper(str, Safe)
        self._there.adapters.register_loader("text", Plain)
        self.run("SET client_encoding TO 'UTF8'")
        if self.rows("SHOW server_encoding") != [("UTF8",)]:
            raise StoreError(
                "the database is not encoded in UTF8", self.url, "make one: createdb -E UTF8 -T template0"
            )
        schema = self.rows("SELECT current_schema()")[0][0]
        if schema is None:
            raise StoreError(
                "no schema to keep the store in", self.url, "create the schema of the search path"
            )
        there = {row[0] for row in self.rows(_TABLES)}
        if there and not there >= {"facts", "articles", "texts"}:
            hint = "give the store a database of its own, or a schema: ?options=-csearch_path%3DNAME"
            raise StoreError("the database holds other tables", self.url, hint)
        if not there and (read_only or not create):
            raise StoreError("no store here", self.url, "wirecopy add makes one")
        if read_only:
            self.run("SET default_transaction_read_only TO on")

    def _take(self, wait: float) -> None:
        """Take the right to write."""
        until = time.monotonic() + wait
        key = [LOCK, "wirecopy"]
        while not self.rows("SELECT pg_try_advisory_lock(?, hashtext(? || current_schema()))", key)[0][0]:
            if time.monotonic() >= until:
                holder = self.one(
                    "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid "
                    "WHERE l.locktype = 'advisory' AND l.granted AND l.classid = ?::bigint AND l.database = "
                    "(SELECT oid FROM pg_database WHERE datname = current_database()) AND l.objid = "
                    "(hashtext(? || current_schema())::bigint & 4294967295)",
                    key,
                )
                number = str(holder[0]).removeprefix("wirecopy ") if holder else ""
                name = f"process {number}" if number.isdigit() else "another process"
                raise LockedError(
                    f"locked: {name} is writing this store",
                    self.url,
                    "wait for it to end, or open the store read-only to ask it",
                )
            time.sleep(_PAUSE)

    # -- statements -------------------------------------------------------------------------------------
    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows that a statement gives."""
        with self._translated():
            return self._there.execute(_placed(sql), values or None).fetchall()

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Execute a statement."""
        with self._translated():
            return self._there.execute(_placed(sql), values or None).rowcount

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Execute a statement for each row of values, without waiting for each."""
        with self._translated(), self._there.cursor() as cursor:
            cursor.executemany(_placed(sql), rows)

    def columns(self, table: str) -> list[str]:
        """What the catalogue says of a table."""
        rows = self.rows(
            "SELECT column_name::text FROM information_schema.columns WHERE table_schema = current_schema() "
            "AND table_name = ? ORDER BY ordinal_position",
            [table],
        )
        return [row[0] for row in rows]

    def among(self, column: str) -> str:
        """One of a list, which is an array here."""
        return f"{column} = ANY(?)"

    def listed(self, values: Sequence[int] | Sequence[str]) -> list[Any]:
        """The list itself."""
        return list(values)

    @property
    def _there(self) -> psycopg.Connection[Row]:
        if self._open is None:
            raise StoreError("the store is closed", self.url, "open it again")
        return self._open

    # -- transactions -----------------------------------------------------------------------------------
    def begin(self) -> None:
        """Begin a transaction."""
        self.run("BEGIN")

    def commit(self) -> None:
        """End it; the server forced it to disk."""
        self.run("COMMIT")

    def rollback(self) -> None:
        """Undo it, where the server still answers."""
        if self._open is not None and not self._open.broken:
            with suppress(self._errors):  # what made us roll back is already on its way up
                self._open.execute("ROLLBACK")

    def alone(self, table: str) -> None:
        """Take the lock of the table that keeps out writers only."""
        self.run(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A transaction on one snapshot."""
        self.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            self.rollback()

    # -- life -------------------------------------------------------------------------------------------
    def version(self) -> int:
        """The number among the facts."""
        if not self.rows(_TABLES):  # and not those of another schema that is on the search path too
            return 0
        row = self.one("SELECT value FROM facts WHERE name = 'version'")
        return int(row[0]) if row else 0

    def set_version(self, version: int) -> None:
        """Write it down."""
        self.run(
            "INSERT INTO facts (name, value) VALUES ('version', ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [str(version)],
        )

    def prepare(self) -> None:
        """Make the index of words."""
        for statement in _INDEX:
            self.run(statement)

    def close(self) -> None:
        """Let go; the lock goes with the connection."""
        if self._open is not None:
            self._open.close()
        self._open = None

    def faults(self) -> list[str]:
        """Words without an article and articles without words; pages are the business of the server."""
        lost = self.rows(
            "SELECT coalesce(a.number, f.number) FROM (SELECT number FROM articles WHERE is_current = 1) a "
            "FULL JOIN found f ON f.number = a.number WHERE a.number IS NULL OR f.number IS NULL "
            "ORDER BY 1 LIMIT 5"
        )
        few = ", ".join(str(row[0]) for row in lost)
        return [f"the index of words and the current articles differ: {few}"] if lost else []

    # -- words ------------------------------------------------------------------------------------------
    def index(self, rows: Sequence[Indexed]) -> None:
        """Take articles into the index of words."""
        self.many(
            "INSERT INTO found (number, words) VALUES (?, ?::tsvector)",
            [(number, vector(title, text)) for number, title, text, _ in rows],
        )

    def unindex(self, numbers: Sequence[int]) -> None:
        """Take articles out of it."""
        self.run(f"DELETE FROM found WHERE {self.among('number')}", [self.listed(numbers)])  # noqa: S608 - our own names

    def find(
        self,
        wanted: Sequence[tuple[Phrase, Phrase]],
        where: str,
        values: Sequence[Any],
        page: tuple[int, int],
    ) -> list[int]:
        """Ask the tsvectors, ranked by ts_rank."""
        query = " & ".join(
            f"({' <-> '.join(chr(39) + word + chr(39) for word in phrase)})" for _, phrase in wanted
        )
        joined = f"JOIN articles a ON a.number = f.number WHERE {where} AND" if where else "WHERE"
        floor = self.one(
            f"SELECT f.number FROM found f {joined} f.words @@ ?::tsquery "  # noqa: S608 - our own names
            "ORDER BY f.number DESC LIMIT 1 OFFSET ?",
            [*values, query, RANKED - 1],
        ) or (0,)
        found = self.rows(
            f"SELECT f.number FROM found f {joined} f.words @@ ?::tsquery AND f.number >= ? "  # noqa: S608 - our own names
            "ORDER BY ts_rank(f.words, ?::tsquery, 1) DESC, f.number LIMIT ? OFFSET ?",
            [*values, query, *floor, query, *page],
        )
        return [row[0] for row in found]

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Errors of psycopg as errors of the store."""
        try:
            yield
        except self._errors as error:
            raise refused(error, self.url) from error


def refused(error: psycopg.Error, url: str) -> StoreError:
    """What PostgreSQL refused, said so that a person can act on it."""
    state = error.sqlstate or ""
    for known, (what, hint) in _REFUSALS.items():
        if state.startswith(known):
            return StoreError(what, url, hint)
    said = " ".join(str(error).split())
    if not state:
        hint = "nothing acknowledged was lost: look whether the server answers, and run it again"
        return StoreError(f"no connection: {said}", url, hint)
    return StoreError(f"PostgreSQL refused: {said}", url, "look at the server and its log")


_REFUSALS: dict[str, tuple[str, str]] = {
    "531": ("no space left to write the store", "nothing acknowledged was lost: make room and run it again"),
    "53": ("the server has no room for this", "nothing acknowledged was lost: run it again later"),
    "42501": ("the store may not be written", "have the right to write granted, or open it read-only"),
    "25006": ("the store may not be written", "open it for writing, on a server that lets itself be written"),
    "28": ("the server lets nobody in under this name", "look at user and password in the URL"),
    "3D": ("no such database", "make one first: createdb -E UTF8 NAME"),
    "57": ("the server is going down or was asked to stop", "nothing acknowledged was lost: run it again"),
    "08": ("the connection was lost", "nothing acknowledged was lost: run it again"),
    "23": ("a row that points nowhere, or is there twice", "this is a fault of the caller"),
    "55P03": ("another process keeps the store busy", "wait for it to end, then try again"),
}


def vector(title: str | None, text: str) -> str:
    """Words and their places, as PostgreSQL reads a tsvector; words of the title weigh more."""
    places: dict[str, list[str]] = {}
    at, size = 0, 0
    for part, weight in ((title or "", "A"), (text, "")):
        for word, _, _ in words(part):
            at += 1
            there = places.get(word)
            if there is None:
                cost = len(word.encode())
                if cost > LONGEST or size + cost + 8 > MOST:
                    continue
                size += cost + 8
                there = places[word] = []
            if len(there) < 255 and at <= FURTHEST and size + 2 <= MOST:
                size += 2
                there.append(f"{at}{weight}")
        at += 1  # no phrase reaches from the title into the text
    return " ".join(f"'{word}':{','.join(there)}" if there else f"'{word}'" for word, there in places.items())


@lru_cache(maxsize=1_000)
def _placed(sql: str) -> bytes:
    """A statement with the places for values as psycopg writes them; ours have no % or ? of their own."""
    return sql.replace("?", "%s").encode()


def _shown(url: str) -> str:
    """The URL without its password."""
    parts = urlsplit(url)
    if not parts.password:
        return url
    place = parts.netloc.replace(f":{parts.password}@", "@")
    return urlunsplit(parts._replace(netloc=place))
