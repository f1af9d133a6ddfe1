"""What people said, and the places that follow from it.

Corrections are rows that are added and never changed. An article's place (`places`) is the story it is in;
where people's word holds it in another story than the one that was computed, the computed one is kept beside
(`computed`), and comes back when the word is taken back. The stage that computes stories sees computed places
only, so what people say never changes what is computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wirecopy.model.archive import Correction, PlaceRow, Seat
from wirecopy.stores.room import CHUNK, Room, chunks
from wirecopy.stores.strings import packed, unpacked

_PLACES = (
    "SELECT p.number, coalesce(c.family, p.number), coalesce(m.story, p.story), p.story FROM places p "
    "LEFT JOIN computed m ON m.number = p.number LEFT JOIN copies c ON c.number = p.number"
)
_HELD = (  # from the few that are held, not from all places
    "SELECT m.number, coalesce(c.family, m.number), m.story, p.story FROM computed m "
    "JOIN places p ON p.number = m.number LEFT JOIN copies c ON c.number = m.number ORDER BY m.number"
)


class Corrections(Room):
    """Corrections, and places held by them."""

    def put_correction(self, correction: Correction) -> int:
        """Keep a correction; gives its number."""
        with self.writing(beside=True):
            self._db.alone("corrections")
            number = self._next("corrections")
            self._db.run(
                "INSERT INTO corrections (number, kind, target, value, author, at) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    number, correction.kind, correction.target, packed(correction.value), correction.author,
                    correction.at,
                ],
            )  # fmt: skip
        return number

    def corrections(self, target: str | None = None, after: int = 0) -> list[Correction]:
        """Corrections with numbers above `after`, oldest first."""
        where, values = ("", []) if target is None else ("AND target = ? ", [target])
        rows = self._db.rows(
            f"SELECT number, kind, target, value, author, at FROM corrections WHERE number > ? {where}"  # noqa: S608 - our own names
            "ORDER BY number",
            [after, *values],
        )
        return [
            Correction(number, kind, about, unpacked(value), author, at)
            for number, kind, about, value, author, at in rows
        ]

    # -- places -----------------------------------------------------------------------------------------
    def current(self, ids: Sequence[str]) -> dict[str, int]:
        """Numbers of the current revisions of these ids; those that are not there are left out."""
        found: dict[str, int] = {}
        for some in chunks(sorted(set(ids)), CHUNK):
            query = f"SELECT id, number FROM articles WHERE is_current = 1 AND {self._db.among('id')}"  # noqa: S608 - our own names
            found.update((name, number) for name, number in self._db.rows(query, [self._db.listed(some)]))
        return found

    def places(self, seat: Seat, numbers: Sequence[int]) -> list[PlaceRow]:
        """Places by number of the article, of the story that was computed, or of the story it is in."""
        found: list[PlaceRow] = []
        for some in chunks(sorted(set(numbers)), CHUNK):
            listed = self._db.listed(some)
            if seat == "computed":
                where = f"(m.story IS NULL AND {self._db.among('p.story')}) OR {self._db.among('m.story')}"
            else:
                where = self._db.among("p.number" if seat == "article" else "p.story")
            values = [listed, listed] if seat == "computed" else [listed]
            found += [PlaceRow(*row) for row in self._db.rows(f"{_PLACES} WHERE {where}", values)]
        return sorted(found, key=lambda row: row.number)

    def held(self) -> list[PlaceRow]:
        """Places of articles that are in another story than the one that was computed."""
        return [PlaceRow(*row) for row in self._db.rows(_HELD)]

    def hold(self, places: Mapping[int, int]) -> None:
        """These articles, which have places, are in these stories from now on, whatever was computed."""
        with self.writing():
            rows = [(row, places[row.number]) for row in self.places("article", list(places))]
            self._db.many(
                "UPDATE places SET story = ? WHERE number = ?",
                [(story, row.number) for row, story in rows if story != row.story],
            )
            self._db.many(
                "INSERT INTO computed (number, story) VALUES (?, ?) ON CONFLICT (number) DO NOTHING",
                [(row.number, row.computed) for row, story in rows if story != row.computed],
            )
            self._db.many(
                "DELETE FROM computed WHERE number = ?",
                [(row.number,) for row, story in rows if story == row.computed],
            )
