"""The corrections of a store at hand: which are in force, and which concern a story.

In: a store. Out: corrections by the articles they are about. New ones are read when they are asked for, so
what one process says another honours at its next report.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from wirecopy.build.corrections import in_force
from wirecopy.model import Correction
from wirecopy.stores import Store


class Book:
    """The corrections of one store.

    Args:
        store: open.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._said: list[Correction] = []
        self._by_article: dict[str, list[Correction]] = {}

    def about(self, articles: Collection[str]) -> list[Correction]:
        """Corrections in force that concern a story with these articles, in order.

        Args:
            articles: their ids.
        """
        news = self._store.corrections(after=self._said[-1].number if self._said else 0)
        if news:
            self._said += news
            self._by_article = {}
            for one in in_force(self._said):
                for name in dict.fromkeys(concerned(one)):
                    self._by_article.setdefault(name, []).append(one)
        if not self._by_article:
            return []
        found = {one.number: one for name in articles for one in self._by_article.get(name, ())}
        return [found[number] for number in sorted(found)]


def concerned(one: Correction) -> Iterator[str]:
    """Ids of the articles a correction is about."""
    if one.kind in ("credit", "parent"):
        yield one.target
    elif one.kind == "finding":
        yield from (row["version"] for row in one.value.get("at", ()))
    elif one.kind in ("merge", "split"):
        for side in ("stays", "joins", "articles"):
            yield from one.value.get(side, ())
