"""Articles as they came, and what was read: runs, inputs, rejected rows.

An article is known when one of the same id (as given) and the same text is there and no field that both have
says otherwise. Otherwise, if it has the URL or the source of one of the same id, it is the next revision of
it; else it is another article, under "id-2", "id-3" ... So what comes twice is there once, in whatever order,
and a run that was cut short is simply repeated. A text that goes back to an earlier wording is known too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from wirecopy.errors import CallError
from wirecopy.model.archive import Arriving, Input, Kept, Run, Stage, Stored
from wirecopy.model.rows import Article, Rejected
from wirecopy.stores import times
from wirecopy.stores.database import Row, unknown
from wirecopy.stores.room import Room, chunks, marks
from wirecopy.stores.strings import packed, safe, unpacked
from wirecopy.stores.words import prepared

_COLUMNS = (
    "number", "id", "revision", "is_current", "given", "nth", "digest", "arrived", "source", "path", "outlet",
    "url", "title", "published", "time", "language", "dated_by",
)  # fmt: skip
_PUT = f"INSERT INTO articles ({', '.join(_COLUMNS)}) VALUES ({marks(len(_COLUMNS))})"  # noqa: S608 - our own names
_GET = (
    "SELECT a.number, a.id, a.revision, a.is_current, a.arrived, a.source, a.path, a.outlet, a.url, a.title, "
    "a.published, a.language, a.dated_by, t.text FROM articles a JOIN texts t ON t.number = a.number"
)
_TOLD = ("title", "outlet", "url", "published", "language")
_MADE_BY: dict[Stage, str] = {"copies": "copies", "stories": "signatures", "credits": "credits"}
_NEW_PER_WRITE = 1_000  # articles held back at most before they are written


class Articles(Room):
    """Articles, their revisions, and the inputs they came from."""

    # -- runs and inputs --------------------------------------------------------------------------------
    def run(self, stage: Stage, version: str, settings: dict[str, Any]) -> Run:
        """The run of this stage, version and settings; the same three give the same run."""
        key = [stage, version, packed(settings)]
        find = "SELECT number FROM runs WHERE stage = ? AND version = ? AND settings = ?"
        found = self._db.one(find, key)
        if found is None:
            with self.writing(beside=True):
                self._db.alone("runs")
                found = self._db.one(find, key)  # another process may have been quicker
                if found is None:
                    found = (self._next("runs"),)
                    put = "INSERT INTO runs (number, stage, version, settings) VALUES (?, ?, ?, ?)"
                    self._db.run(put, [*found, *key])
        return Run(found[0], stage, version, settings)

    def runs(self) -> list[Run]:
        """All runs, oldest first."""
        rows = self._db.rows("SELECT number, stage, version, settings FROM runs ORDER BY number")
        return [Run(number, stage, version, unpacked(said)) for number, stage, version, said in rows]

    def input(self, path: str) -> Input | None:
        """What is known of an input file."""
        row = self._db.one("SELECT path, mark, run, kept, rejected FROM inputs WHERE path = ?", [path])
        return Input(*row) if row else None

    def put_input(self, read: Input, rejected: Sequence[Rejected]) -> None:
        """Note that a file was read; what was rejected of it replaces what was rejected before."""
        with self.writing():
            self._db.run(
                "INSERT INTO inputs (path, mark, run, kept, rejected) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (path) DO UPDATE SET mark = excluded.mark, run = excluded.run, "
                "kept = excluded.kept, rejected = excluded.rejected",
                [read.path, read.mark, read.run, read.kept, read.rejected],
            )
            self._db.run("DELETE FROM rejected WHERE input = ?", [read.path])
            self._db.many(
                "INSERT INTO rejected (input, place, path, reason) VALUES (?, ?, ?, ?)",
                [(read.path, place, row.path, row.reason) for place, row in enumerate(rejected)],
            )

    def rejected(self, path: str | None = None) -> Iterator[Rejected]:
        """Rows that were rejected, of one input or of all."""
        after: tuple[Any, ...] = ("" if path is None else path, -1)
        one = "" if path is None else "input = ? AND "
        while rows := self._db.rows(
            "SELECT input, place, path, reason FROM rejected "  # noqa: S608 - our own names
            f"WHERE {one}(input, place) > (?, ?) ORDER BY input, place LIMIT 5000",
            [*([] if path is None else [path]), *after],
        ):
            yield from (Rejected(row[2], row[3]) for row in rows)
            after = rows[-1][:2]

    # -- articles ---------------------------------------------------------------------------------------
    def put_articles(self, arriving: Sequence[Arriving]) -> list[Kept]:
        """Store articles, in order. Same id, same content: known, nothing is written."""
        kept: list[Kept] = []
        with self.writing():
            for part in chunks(arriving, _NEW_PER_WRITE):
                kept += self._put(part)
        return kept

    def articles(self, numbers: Sequence[int]) -> list[Stored]:
        """Articles by number, in the order asked for; StoreError for a number that is not there."""
        found: dict[int, Stored] = {}
        for part in chunks(sorted(set(numbers))):
            rows = self._db.rows(f"{_GET} WHERE {self._db.among('a.number')}", [self._db.listed(part)])
            found.update((row[0], _stored(row)) for row in rows)
        if missing := set(numbers) - found.keys():
            raise unknown(missing, self.url)
        return [found[number] for number in numbers]

    def revisions(self, article_id: str) -> list[Stored]:
        """All revisions of an id, oldest first; empty when there is none."""
        return [
            _stored(row) for row in self._db.rows(f"{_GET} WHERE a.id = ? ORDER BY a.revision", [article_id])
        ]

    def by_url(self, urls: Sequence[str]) -> list[int]:
        """Numbers of the current articles whose URL is one of these, letter by letter; rising."""
        rows = self._db.rows(
            f"SELECT number FROM articles WHERE is_current = 1 AND {self._db.among('url')} ORDER BY number",  # noqa: S608 - our own names
            [self._db.listed(list(urls))],
        )
        return [row[0] for row in rows]

    def undone(self, stage: Stage, run: int, limit: int, after: int = 0) -> list[int]:
        """Numbers above `after` of articles without a row of this stage made by this run, rising."""
        table = _made_by(stage)
        rows = self._db.rows(
            f"SELECT a.number FROM articles a WHERE a.number > ? AND NOT EXISTS (SELECT 1 FROM {table} m "  # noqa: S608 - our own names
            "WHERE m.number = a.number AND m.run = ?) ORDER BY a.number LIMIT ?",
            [after, run, limit],
        )
        return [row[0] for row in rows]

    def done(self, stage: Stage, run: int) -> int:
        """How many articles have a row of this stage made by this run."""
        row = self._db.one(f"SELECT count(*) FROM {_made_by(stage)} WHERE run = ?", [run])  # noqa: S608 - our own names
        return int(row[0]) if row else 0

    def _put(self, arriving: Sequence[Arriving]) -> list[Kept]:
        """Store some: new ids together, and before an id that is there is looked at."""
        ids = list({one.article.id for one in arriving})
        taken = {
            name
            for column in ("given", "id")
            for row in self._db.rows(
                f"SELECT {column} FROM articles WHERE {self._db.among(column)}",  # noqa: S608 - our own names
                [self._db.listed(ids)],
            )
            for name in row
        }
        number = self._next("articles")
        waiting: list[tuple[Arriving, Kept, int]] = []
        kept: list[Kept] = []
        for one in arriving:
            name = one.article.id
            if name in taken:
                self._write(waiting)
                waiting = []
                kept.append(self._again(one, number))
                taken.add(kept[-1].id)
            else:
                taken.add(name)
                kept.append(Kept(number, name, 1, "new"))
                waiting.append((one, kept[-1], 1))
            number += kept[-1].number == number
        self._write(waiting)
        return kept

    def _again(self, one: Arriving, number: int) -> Kept:
        """What becomes of an article whose id is there."""
        if known := self._known(one):
            return Kept(known[0], known[1], known[2], "known")
        if former := self._former(one):
            name, nth = former
            row = self._db.one(
                "SELECT number, revision FROM articles WHERE id = ? AND is_current = 1", [name]
            ) or (0, 0)
            self._db.unindex([row[0]])
            self._db.run("UPDATE articles SET is_current = 0 WHERE number = ?", [row[0]])
            kept = Kept(number, name, row[1] + 1, "revised")
        else:
            name, nth = self._free(one.article.id)
            kept = Kept(number, name, 1, "new")
        self._write([(one, kept, nth)])
        return kept

    def _known(self, one: Arriving) -> Row | None:
        """Number, id and revision of the first with this id and text that says nothing else."""
        article = one.article
        told = [(column, value) for column in _TOLD if (value := getattr(article, column)) is not None]
        agrees = "".join(f" AND (a.{column} IS NULL OR a.{column} = ?)" for column, _ in told)
        key = [article.id, _digest(article.text), article.text, *(value for _, value in told)]
        rows = [
            row
            for nth in ("= 1", "> 1")
            for row in self._db.rows(
                "SELECT a.number, a.id, a.revision FROM articles a JOIN texts t ON t.number = a.number "  # noqa: S608 - our own names
                f"WHERE a.given = ? AND a.nth {nth} AND a.digest = ? AND t.text = ?{agrees} "
                "ORDER BY a.number LIMIT 1",
                key,
            )
        ]
        return min(rows, default=None)

    def _former(self, one: Arriving) -> tuple[str, int] | None:
        """Id and ordinal of the article that this is a later text of: the first with its URL, or source."""
        article = one.article
        for column, value in (("url", article.url), ("source", one.source)):
            for nth in ("= 1", "> 1") if value is not None else ():
                row = self._db.one(
                    f"SELECT id, nth FROM articles WHERE given = ? AND nth {nth} AND is_current = 1 "  # noqa: S608 - our own names
                    f"AND {column} = ? ORDER BY number LIMIT 1",
                    [article.id, value],
                )
                if row:
                    return str(row[0]), int(row[1])
        return None

    def _free(self, given: str) -> tuple[str, int]:
        """The next id for an article of this name, and which of that name it is."""
        row = self._db.one("SELECT nth FROM articles WHERE given = ? ORDER BY nth DESC LIMIT 1", [given])
        nth = (row[0] if row else 0) + 1
        name = given if nth == 1 else f"{given}-{nth}"
        while self._db.one("SELECT 1 FROM articles WHERE id = ?", [name]):
            nth += 1
            name = f"{given}-{nth}"
        return name, nth

    def _write(self, rows: Sequence[tuple[Arriving, Kept, int]]) -> None:
        """Write articles that were not there."""
        if not rows:
            return
        self._db.many(_PUT, [_row(one, kept, nth) for one, kept, nth in rows])
        words = [
            (kept.number, one.article.title, one.article.text, prepared(one.article.title, one.article.text))
            for one, kept, _ in rows
        ]
        self._db.many(
            "INSERT INTO texts (number, text, folded) VALUES (?, ?, ?)",
            [(number, text, folded) for number, _, text, folded in words],
        )
        self._db.index(words)


def _row(one: Arriving, kept: Kept, nth: int) -> tuple[Any, ...]:
    article = one.article
    return (
        kept.number, kept.id, kept.revision, 1, article.id, nth, _digest(article.text), one.arrived,
        one.source, article.path, article.outlet, article.url, article.title, article.published,
        times.seconds(article.published), article.language, article.dated_by,
    )  # fmt: skip


def _stored(row: Row) -> Stored:
    (
        number,
        name,
        revision,
        current,
        arrived,
        source,
        path,
        outlet,
        url,
        title,
        published,
        language,
        dated,
        text,
    ) = row
    article = Article(name, path, text, outlet, url, title, published, language, dated)
    return Stored(number, revision, bool(current), arrived, source, article)


def _digest(text: str) -> int:
    """A number for a text, to find it by; the texts themselves are compared too."""
    return int.from_bytes(hashlib.blake2b(safe(text).encode(), digest_size=8).digest(), "big", signed=True)


def _made_by(stage: Stage) -> str:
    table = _MADE_BY.get(stage)
    if table is None:
        raise CallError(
            f"stage {stage!r} makes no row for each article", "store", "ask for copies or stories"
        )
    return table
