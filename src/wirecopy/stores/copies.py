"""What articles copy, and the families that follow from it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from wirecopy.model.archive import CopyRow
from wirecopy.stores.database import Row
from wirecopy.stores.room import Room, chunks


class Copies(Room):
    """Copies and families."""

    def put_copies(self, run: int, rows: Sequence[CopyRow]) -> None:
        """Store what articles copy, in place of what was there."""
        with self.writing():
            self._db.many(
                "INSERT INTO copies (number, run, family, relation, closest, shared, contained, evidence) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (number) DO UPDATE SET run = excluded.run, "
                "family = excluded.family, relation = excluded.relation, closest = excluded.closest, "
                "shared = excluded.shared, contained = excluded.contained, evidence = excluded.evidence",
                [
                    (
                        row.number, run, row.family, row.relation, row.closest, row.shared, row.contained,
                        json.dumps(row.evidence, separators=(",", ":")),
                    )
                    for row in rows
                ],
            )  # fmt: skip

    def join_families(self, joins: Sequence[tuple[int, int]]) -> None:
        """Of each (into, gone): every article of the family `gone` is of the family `into` from now on."""
        with self.writing():
            self._db.many("UPDATE copies SET family = ? WHERE family = ?", joins)

    def copies(self, numbers: Sequence[int]) -> list[CopyRow]:
        """What these articles copy, in the order asked for; articles without a row are left out."""
        found: dict[int, CopyRow] = {}
        for part in chunks(sorted(set(numbers))):
            rows = self._db.rows(
                "SELECT number, family, relation, closest, shared, contained, evidence FROM copies "  # noqa: S608 - our own names
                f"WHERE {self._db.among('number')}",
                [self._db.listed(part)],
            )
            found.update((row[0], _copy(row)) for row in rows)
        return [found[number] for number in numbers if number in found]

    def family(self, family: int) -> list[int]:
        """Numbers of the articles of a family, rising."""
        rows = self._db.rows("SELECT number FROM copies WHERE family = ? ORDER BY number", [family])
        return [row[0] for row in rows]


def _copy(row: Row) -> CopyRow:
    number, family, relation, closest, shared, contained, said = row
    evidence = tuple((a, b, c, d) for a, b, c, d in json.loads(said))
    return CopyRow(number, family, relation, closest, shared, contained, evidence)
