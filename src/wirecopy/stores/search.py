"""Search: words of a person, filters, and a line of each article that was found."""

from __future__ import annotations

from collections.abc import Sequence

from wirecopy.model.archive import Filter, Hit
from wirecopy.stores import times
from wirecopy.stores.room import Room
from wirecopy.stores.words import Phrase, phrases, snippet


class Search(Room):
    """Search over the current articles."""

    def search(self, words: str, wanted: Filter, limit: int, offset: int = 0) -> list[Hit]:
        """Current articles with all these words, best first; "phrases" as such, nothing else is syntax.

        Raises:
            CallError: too many words, or a date of the filter is none.
        """
        asked = phrases(words)
        numbers = self._matching(asked, wanted, (limit, max(0, offset)))
        rows = self._db.rows(
            "SELECT a.number, a.id, a.title, a.outlet, a.published, p.story, t.text FROM articles a "  # noqa: S608 - our own names
            "JOIN texts t ON t.number = a.number LEFT JOIN places p ON p.number = a.number "
            f"WHERE {self._db.among('a.number')}",
            [self._db.listed(numbers)],
        )
        compared = [phrase for _, phrase in asked]
        found = {
            number: Hit(number, name, title, outlet, published, story, *snippet(text, compared))
            for number, name, title, outlet, published, story, text in rows
        }
        return [found[number] for number in numbers]

    def stories_found(self, words: str, wanted: Filter, limit: int) -> list[int]:
        """Numbers of the stories of the articles that a search finds, best first; no text is looked at.

        Raises:
            CallError: too many words, or a date of the filter is none.
        """
        numbers = self._matching(phrases(words), wanted, (limit, 0))
        query = f"SELECT number, story FROM places WHERE {self._db.among('number')}"  # noqa: S608 - our own names
        places: dict[int, int] = dict(self._db.rows(query, [self._db.listed(numbers)]))
        return list(dict.fromkeys(places[number] for number in numbers if number in places))

    def _matching(
        self, asked: Sequence[tuple[Phrase, Phrase]], wanted: Filter, page: tuple[int, int]
    ) -> list[int]:
        where, values = _conditions(wanted)
        return self._db.find(asked, where, values, page) if asked and page[0] > 0 else []


_FOUND = "(SELECT k.language FROM credits k WHERE k.number = a.number)"


def _conditions(wanted: Filter) -> tuple[str, list[str | int]]:
    """Conditions on `a`, an article; a date of it that is not known fits no dates asked for."""
    conditions: list[str] = []
    values: list[str | int] = []
    if wanted.since is not None:
        conditions.append("a.time >= ?")
        values.append(times.begin(wanted.since))
    if wanted.until is not None:
        conditions.append("a.time < ?")
        values.append(times.end(wanted.until))
    if wanted.outlet is not None:
        conditions.append("a.outlet = ?")
        values.append(wanted.outlet)
    if wanted.language is not None:
        conditions.append(f"coalesce(a.language, {_FOUND}) = ?")
        values.append(wanted.language)
    if wanted.agency is not None:
        conditions.append("EXISTS (SELECT 1 FROM credited k WHERE k.number = a.number AND k.agency = ?)")
        values.append(wanted.agency)
    return " AND ".join(conditions), values
