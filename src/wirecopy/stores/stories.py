"""Signatures of articles, the stories they are in, what happened to stories, and their ledgers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wirecopy.errors import CallError, StoreError
from wirecopy.model.archive import Among, Filter, LedgerRow, SignatureRow, StoryEvent, StoryRow
from wirecopy.model.rows import Reports
from wirecopy.stores import times
from wirecopy.stores.database import Row
from wirecopy.stores.outlets import LANGUAGE
from wirecopy.stores.room import CHUNK, Room, chunks

_GET = (
    "SELECT s.number, s.id, s.title, s.first_published, s.last_published, s.articles, s.families, s.outlets, "
    "l.best, l.low, l.high, h.id, s.heir, s.last, l.sightings FROM stories s "
    "LEFT JOIN ledgers l ON l.story = s.number LEFT JOIN stories h ON h.number = s.heir"
)
_SIGNATURES = (
    "SELECT g.number, g.time, coalesce(c.family, g.number), coalesce(m.story, p.story), g.packed "
    "FROM signatures g LEFT JOIN copies c ON c.number = g.number LEFT JOIN places p ON p.number = g.number "
    "LEFT JOIN computed m ON m.number = g.number"
)
_OPENING = 200  # characters of a text that stand for a title where no article has one
_ASKED = 8  # articles whose opening is looked at for it
_HEADLINE = 120  # characters that a headline has at most; a longer line is a paragraph
# Of an outlet, the stories are looked up by its articles, once; of a language there are too many, so each
# story is asked. Either way they are gone through latest first until a page is full: the plus keeps SQLite
# from taking them by number and sorting them all.
_CURRENT = "FROM places p JOIN articles a ON a.number = p.number AND a.is_current = 1"
_WRITTEN = "LEFT JOIN credits k ON k.number = a.number"
_CREDITING = "JOIN credited k ON k.number = a.number WHERE k.agency = ?"
# The articles of some stories, those that are current: in order of publication, the undated last.
_MEMBERS = """
    SELECT p.story, a.number, a.title, a.published, a.time, a.arrived, a.outlet, coalesce(c.family, a.number)
    FROM places p JOIN articles a ON a.number = p.number AND a.is_current = 1
    LEFT JOIN copies c ON c.number = a.number
    WHERE {} ORDER BY p.story, a.time IS NULL, a.time, a.number"""
_REFRESH = """
    UPDATE stories SET run = ?, title = ?, first_published = ?, last_published = ?, first = ?, last = ?,
        articles = ?, families = ?, outlets = ? WHERE number = ?"""


class Stories(Room):
    """Signatures, stories and ledgers."""

    def put_signatures(self, run: int, rows: Sequence[SignatureRow]) -> None:
        """Store signatures with their places in stories; families are those of the copies."""
        with self.writing():
            self._db.many(
                "INSERT INTO signatures (number, run, time, packed) VALUES (?, ?, ?, ?) ON CONFLICT (number) "
                "DO UPDATE SET run = excluded.run, time = excluded.time, packed = excluded.packed",
                [(row.number, run, row.time, row.packed) for row in rows],
            )
            self.move((row.number, row.story) for row in rows)

    def signatures(self, run: int, since: int | None, until: int | None) -> Iterator[SignatureRow]:
        """Signatures made by a run and published in [since, until); undated ones when both are None."""
        dated = since is not None or until is not None
        least = -(2**62) if since is None else since
        bounds = "g.time < ? AND (g.time, g.number) > (?, ?)" if dated else "g.time IS NULL AND g.number > ?"
        after = [least, 0] if dated else [0]
        upto = [2**62 if until is None else until] if dated else []
        while rows := self._db.rows(
            f"{_SIGNATURES} WHERE {bounds} AND g.run = ? ORDER BY g.time, g.number LIMIT {CHUNK}",
            [*upto, *after, run],
        ):
            yield from (SignatureRow(*row) for row in rows)
            after = [rows[-1][1], rows[-1][0]] if dated else [rows[-1][0]]

    def signatures_of(self, run: int, kind: Among, numbers: Sequence[int]) -> Iterator[SignatureRow]:
        """Signatures made by a run: of these articles, or of all articles of these families or stories."""
        # The numbers are found first: from the signatures' side the database would look at every one of them.
        within = {
            "article": self._db.among("g.number"),
            "family": f"g.number IN (SELECT number FROM copies WHERE {self._db.among('family')})",  # noqa: S608 - our own names
            "story": f"g.number IN (SELECT number FROM places WHERE {self._db.among('story')} "  # noqa: S608 - our own names
            f"UNION SELECT number FROM computed WHERE {self._db.among('story')})",
        }[kind]
        for some in chunks(sorted(set(numbers)), CHUNK // 10):
            query = f"{_SIGNATURES} WHERE {within} AND g.run = ? ORDER BY g.number"
            values = [self._db.listed(some)] * within.count("?")
            rows = [SignatureRow(*row) for row in self._db.rows(query, [*values, run])]
            here = set(some)  # of a story that people changed, the rows say which of them were computed
            yield from (row for row in rows if kind != "story" or row.story in here)

    def story_of(self, number: int) -> int | None:
        """The story an article is in, None for none."""
        row = self._db.one("SELECT story FROM places WHERE number = ?", [number])
        return row[0] if row else None

    def move(self, places: Iterable[tuple[int, int | None]]) -> None:
        """Of each (article, story): that story was computed for it, or none."""
        wanted = dict(places)
        with self.writing():
            held = self._held(wanted)
            there = [(number, story) for number, story in wanted.items() if story is not None]
            self._db.many(
                "INSERT INTO places (number, story) VALUES (?, ?) "
                "ON CONFLICT (number) DO UPDATE SET story = excluded.story",
                [(number, story) for number, story in there if number not in held],
            )
            self._db.many(
                "UPDATE computed SET story = ? WHERE number = ?",
                [(story, number) for number, story in there if number in held],
            )
            gone = [(number,) for number, story in wanted.items() if story is None]
            self._db.many("DELETE FROM computed WHERE number = ?", gone)
            self._db.many("DELETE FROM places WHERE number = ?", gone)

    def _held(self, numbers: Iterable[int]) -> set[int]:
        """Those of these articles that are in another story than the one that was computed."""
        query = f"SELECT number FROM computed WHERE {self._db.among('number')}"  # noqa: S608 - our own names
        found = (self._db.rows(query, [self._db.listed(some)]) for some in chunks(list(numbers)))
        return {row[0] for rows in found for row in rows}

    def refresh_stories(self, run: int, stories: Sequence[int], ids: dict[int, str]) -> None:
        """Bring the rows of these stories in line with their articles; `ids` names those that are new."""
        with self.writing():
            self._db.many(
                "INSERT INTO stories (number, id, run, title, first, last, articles, families, outlets) "
                "VALUES (?, ?, ?, '', 0, 0, 0, 0, 0) ON CONFLICT (number) DO NOTHING",
                [(number, name, run) for number, name in ids.items()],
            )
            for some in chunks(stories, CHUNK // 10):
                members: dict[int, list[Row]] = {number: [] for number in some}
                query = _MEMBERS.format(self._db.among("p.story"))
                for story, *row in self._db.rows(query, [self._db.listed(some)]):
                    members[story].append(tuple(row))
                self._db.many(
                    _REFRESH, [(run, *self._summary(rows), number) for number, rows in members.items()]
                )

    def _summary(self, members: Sequence[Row]) -> Row:
        """What a story's row says, which follows from its articles; the undated count by when they came."""
        if not members:
            return "", None, None, 0.0, 0.0, 0, 0, 0
        numbers, titles, published, times_of, arrived, outlets, families = zip(*members, strict=True)
        moments = [came if time is None else time for time, came in zip(times_of, arrived, strict=True)]
        dates = [date for date, time in zip(published, times_of, strict=True) if time is not None]
        title = _shortest_enough(filter(None, titles)) or _shortest_enough(self._openings(numbers[:_ASKED]))
        first, last = (dates[0], dates[-1]) if dates else (None, None)
        counts = len(members), len(set(families)), len(set(outlets) - {None})
        return title, first, last, min(moments), max(moments), *counts

    def _openings(self, numbers: Sequence[int]) -> list[str]:
        """The first lines of some articles, in the order asked for."""
        query = f"SELECT number, substr(text, 1, {_OPENING}) FROM texts WHERE {self._db.among('number')}"  # noqa: S608 - our own names
        found: dict[int, str] = dict(self._db.rows(query, [self._db.listed(numbers)]))
        return [found[number].strip().split("\n")[0] for number in numbers if number in found]

    def put_story_events(self, events: Sequence[StoryEvent]) -> None:
        """Keep what happened; a merged story's row points to the one that took it in from then on."""
        with self.writing():
            number = self._next("story_events")
            self._db.many(
                "INSERT INTO story_events (number, at, kind, story, other) VALUES (?, ?, ?, ?, ?)",
                [(number + k, one.at, one.kind, one.story, one.other) for k, one in enumerate(events)],
            )
            self._db.many(
                "UPDATE stories SET heir = ? WHERE number = ?",
                [(one.other if one.kind == "merged" else None, one.story) for one in events],
            )

    def story_events(self, story: int) -> list[StoryEvent]:
        """What happened to a story, as itself or as the other one, oldest first."""
        rows = self._db.rows(
            "SELECT at, kind, story, other FROM story_events WHERE story = ? OR other = ? ORDER BY number",
            [story, story],
        )
        return [StoryEvent(*row) for row in rows]

    def story(self, key: str | int) -> StoryRow | None:
        """A story by id, beginning of an id that fits one, or number; a merged one leads to its heir."""
        row = self._by_number(key) if isinstance(key, int) else self._by_id(key)
        seen: set[int] = set()
        while row and row[12] is not None and row[0] not in seen:
            seen.add(row[0])
            row = self._by_number(row[12])
        return _story(row) if row else None

    def members(self, story: int) -> list[int]:
        """Numbers of the current articles of a story, in order of publication, then arrival."""
        rows = self._db.rows(
            "SELECT a.number FROM places p JOIN articles a ON a.number = p.number "
            "WHERE p.story = ? AND a.is_current = 1 ORDER BY a.time IS NULL, a.time, a.number",
            [story],
        )
        return [row[0] for row in rows]

    def stories(
        self, wanted: Filter, limit: int, after: str | None = None
    ) -> tuple[list[StoryRow], str | None]:
        """A page of stories, latest first, and where the next page begins (None at the end)."""
        conditions, values = ["s.heir IS NULL", "s.articles > 0", "s.articles >= ?"], [wanted.least]
        if wanted.since is not None:
            conditions.append("s.last >= ?")
            values.append(times.begin(wanted.since))
        if wanted.until is not None:
            conditions.append("s.first < ?")
            values.append(times.end(wanted.until))
        more: list[str | float | int] = [*values]
        if wanted.outlet is not None:
            conditions.append(f"+s.number IN (SELECT p.story {_CURRENT} WHERE a.outlet = ?)")
            more.append(wanted.outlet)
        if wanted.language is not None:
            conditions.append(
                f"EXISTS (SELECT 1 {_CURRENT} {_WRITTEN} WHERE p.story = s.number AND {LANGUAGE} = ?)"
            )
            more.append(wanted.language)
        if wanted.agency is not None:
            conditions.append(f"+s.number IN (SELECT p.story {_CURRENT} {_CREDITING})")
            more.append(wanted.agency)
        if after is not None:
            conditions.append("(s.last, s.number) < (?, ?)")
            more += _place(after)
        rows = self._db.rows(
            f"{_GET} WHERE {' AND '.join(conditions)} ORDER BY s.last DESC, s.number DESC LIMIT ?",
            [*more, limit + 1],
        )
        page = [_story(row) for row in rows[:limit]]
        return page, f"{rows[limit - 1][13]!r}_{rows[limit - 1][0]}" if len(rows) > limit > 0 else None

    # -- ledgers ----------------------------------------------------------------------------------------
    def put_ledger(self, row: LedgerRow) -> None:
        """Store the report on a story, in place of what was there."""
        count = row.reports
        with self.writing(beside=True):
            self._db.run(
                "INSERT INTO ledgers (story, run, basis, made, best, low, high, body, sightings) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (story) DO UPDATE SET run = excluded.run, "
                "basis = excluded.basis, made = excluded.made, best = excluded.best, low = excluded.low, "
                "high = excluded.high, body = excluded.body, sightings = excluded.sightings",
                [
                    row.story, row.run, row.basis, row.made, count.best, count.low, count.high, row.body,
                    row.sightings,
                ],
            )  # fmt: skip

    def ledger(self, story: int) -> LedgerRow | None:
        """The report on a story as it was last made."""
        row = self._db.one(
            "SELECT story, run, basis, made, best, low, high, body, sightings FROM ledgers WHERE story = ?",
            [story],
        )
        if row is None:
            return None
        number, run, basis, made, best, low, high, body, sightings = row
        return LedgerRow(number, run, basis, made, Reports(best, low, high), bytes(body), sightings)

    def _by_number(self, number: int) -> Row | None:
        return self._db.one(f"{_GET} WHERE s.number = ?", [number])

    def _by_id(self, key: str) -> Row | None:
        if row := self._db.one(f"{_GET} WHERE s.id = ?", [key]):
            return row
        rows = self._db.rows(
            f"{_GET} WHERE s.id >= ? AND s.id < ? ORDER BY s.id LIMIT 2", [key, f"{key}\U0010ffff"]
        )
        if len(rows) > 1:
            raise StoreError(f"more than one story begins with {key!r}", self.url, "give more of its id")
        return rows[0] if rows else None


def _shortest_enough(titles: Iterable[str]) -> str:
    """The first title that is no longer than a headline, or else the first; empty where there is none."""
    listed = list(titles)
    return next((title for title in listed if len(title) <= _HEADLINE), listed[0] if listed else "")


def _story(row: Row) -> StoryRow:
    number, name, title, first, last, articles, families, outlets, best, low, high, heir, _, _, told = row
    reports = None if best is None else Reports(best, low, high)
    return StoryRow(number, name, title, first, last, articles, families, outlets, reports, heir, told)


def _place(after: str) -> tuple[float, int]:
    last, _, number = after.partition("_")
    try:
        return float(last), int(number)
    except ValueError as error:
        hint = "give what the page before said"
        raise CallError(f"{after!r} is no place where a page begins", "stories", hint) from error
