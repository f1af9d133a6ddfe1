"""Whose copy articles say they are, and what follows for the outlets that printed them.

All counts are of current articles. An outlet's sheet is made of its own rows: what it costs grows with the
outlet, not with the store.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from wirecopy.model.archive import AgencyRow, CreditsRow, Month, OutletRow, OutletSheet
from wirecopy.model.rows import Credit
from wirecopy.stores.room import Room

LANGUAGE = "coalesce(a.language, k.language)"  # as it came with the article, or else as it was found
_CREDITED = "EXISTS (SELECT 1 FROM credits k WHERE k.number = a.number AND k.agencies > 0)"
_COPIED = "EXISTS (SELECT 1 FROM copies c WHERE c.number = a.number AND c.closest IS NOT NULL)"
_ROW = f"""
    SELECT a.outlet, count(*), sum(CASE WHEN {_CREDITED} THEN 1 ELSE 0 END),
        sum(CASE WHEN {_COPIED} THEN 1 ELSE 0 END),
        min(CASE WHEN a.time IS NOT NULL THEN a.published END),
        max(CASE WHEN a.time IS NOT NULL THEN a.published END)
    FROM articles a WHERE a.is_current = 1 AND a.outlet """  # noqa: S608 - our own names
_AGENCIES = """
    SELECT k.agency, count(*) FROM articles a JOIN credited k ON k.number = a.number
    WHERE a.is_current = 1 AND a.outlet = ? GROUP BY 1 ORDER BY 2 DESC, 1"""
_LANGUAGES = f"""
    SELECT {LANGUAGE}, count(*) FROM articles a LEFT JOIN credits k ON k.number = a.number
    WHERE a.is_current = 1 AND a.outlet = ? AND {LANGUAGE} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"""  # noqa: S608 - our own names
_RELATIONS = """
    SELECT c.relation, count(*) FROM articles a JOIN copies c ON c.number = a.number
    WHERE a.is_current = 1 AND a.outlet = ? GROUP BY 1 ORDER BY 2 DESC, 1"""
_SHARES = """
    SELECT o.outlet, count(DISTINCT a.number) FROM articles a JOIN copies c ON c.number = a.number
    JOIN copies d ON d.family = c.family JOIN articles o ON o.number = d.number
    WHERE a.is_current = 1 AND a.outlet = ? AND o.is_current = 1 AND o.outlet <> a.outlet
    GROUP BY 1 ORDER BY 2 DESC, 1"""
_KEPT = """
    SELECT avg(c.contained) FROM articles a JOIN copies c ON c.number = a.number
    WHERE a.is_current = 1 AND a.outlet = ? AND c.closest IS NOT NULL"""
_SILENT = f"""
    SELECT count(*) FROM articles a JOIN copies c ON c.number = a.number
    WHERE a.is_current = 1 AND a.outlet = ? AND NOT {_CREDITED} AND EXISTS (
        SELECT 1 FROM copies d JOIN credits k ON k.number = d.number
        WHERE d.family = c.family AND d.number <> a.number AND k.agencies > 0)"""  # noqa: S608 - our own names
_MONTHS = f"""
    SELECT substr(a.published, 1, 7), count(*), sum(CASE WHEN {_CREDITED} OR {_COPIED} THEN 1 ELSE 0 END)
    FROM articles a WHERE a.is_current = 1 AND a.outlet = ? AND a.time IS NOT NULL
    GROUP BY 1 ORDER BY 1"""  # noqa: S608 - our own names


class Outlets(Room):
    """Credits, agencies and outlets."""

    def put_credits(self, run: int, rows: Sequence[CreditsRow]) -> None:
        """Store whose copy articles say they are, in place of what was there."""
        with self.writing():
            self._db.many("DELETE FROM credited WHERE number = ?", [(row.number,) for row in rows])
            self._db.many(
                "INSERT INTO credits (number, run, agencies, said, language) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (number) DO UPDATE SET run = excluded.run, agencies = excluded.agencies, "
                "said = excluded.said, language = excluded.language",
                [(row.number, run, len(_agencies(row)), _packed(row), row.language) for row in rows],
            )
            self._db.many(
                "INSERT INTO credited (agency, number) VALUES (?, ?)",
                [(agency, row.number) for row in rows for agency in _agencies(row)],
            )

    def credits(self, numbers: Sequence[int]) -> list[CreditsRow]:
        """Whose copy these articles say they are; articles that were not looked at yet are left out."""
        rows = self._db.rows(
            f"SELECT number, said, language FROM credits WHERE {self._db.among('number')} ORDER BY number",  # noqa: S608 - our own names
            [self._db.listed(numbers)],
        )
        return [
            CreditsRow(n, tuple(Credit(*one) for one in json.loads(said)), lang) for n, said, lang in rows
        ]

    def agencies(self, limit: int) -> list[AgencyRow]:
        """Agencies that current articles credit, most articles first."""
        rows = self._db.rows(
            "SELECT k.agency, count(*) FROM credited k JOIN articles a ON a.number = k.number "
            "WHERE a.is_current = 1 GROUP BY k.agency ORDER BY 2 DESC, 1 LIMIT ?",
            [limit],
        )
        return [AgencyRow(*row) for row in rows]

    def languages(self) -> list[tuple[str, int]]:
        """Languages of the current articles, most articles first."""
        rows = self._db.rows(
            f"SELECT {LANGUAGE}, count(*) FROM articles a LEFT JOIN credits k ON k.number = a.number "  # noqa: S608 - our own names
            f"WHERE a.is_current = 1 AND {LANGUAGE} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
        )
        return [(name, count) for name, count in rows]

    def outlets(self, limit: int, offset: int = 0, name: str | None = None) -> list[OutletRow]:
        """Outlets of current articles, most articles first; `name`: those whose name begins so."""
        which, values = (
            ("IS NOT NULL", []) if name is None else (">= ? AND a.outlet < ?", [name, f"{name}\U0010ffff"])
        )
        rows = self._db.rows(
            f"{_ROW} {which} GROUP BY a.outlet ORDER BY 2 DESC, 1 LIMIT ? OFFSET ?", [*values, limit, offset]
        )
        return [OutletRow(*row) for row in rows]

    def outlet(self, name: str) -> OutletSheet | None:
        """What is known of an outlet; None where no current article is of it."""
        found = self._db.one(f"{_ROW} = ? GROUP BY a.outlet", [name])
        if found is None:
            return None
        (silent,), (kept,) = self._db.rows(_SILENT, [name])[0], self._db.rows(_KEPT, [name])[0]
        return OutletSheet(
            row=OutletRow(*found),
            uncredited=int(silent),
            agencies=tuple(AgencyRow(*pair) for pair in self._pairs(_AGENCIES, name)),
            relations=self._pairs(_RELATIONS, name),
            kept=None if kept is None else float(kept),
            shares_with=self._pairs(_SHARES, name),
            languages=self._pairs(_LANGUAGES, name),
            months=tuple(Month(*row) for row in self._db.rows(_MONTHS, [name])),
        )

    def _pairs(self, query: str, name: str) -> tuple[tuple[str, int], ...]:
        return tuple((str(what), int(count)) for what, count in self._db.rows(query, [name]))


def _agencies(row: CreditsRow) -> list[str]:
    """Each agency once, in the order they are credited."""
    return list(dict.fromkeys(credit.agency for credit in row.credits))


def _packed(row: CreditsRow) -> str:
    return json.dumps(
        [(one.agency, one.kind, one.start, one.end) for one in row.credits], separators=(",", ":")
    )
