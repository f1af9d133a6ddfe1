"""Pages laid out before, so that a story many people look at is laid out once.

In: what a page is made of, and how to make it. Out: its markup. A page is kept as long as what it is made
of is the same object or an equal row; another object means that it is made anew, so nothing stale is ever
shown. The oldest go when there are too many.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable

from wirecopy.exports.markup import Markup
from wirecopy.model import Correction, Story, StoryRow

_MOST = 20_000_000  # characters kept

_Parts = tuple[StoryRow, Story, list[Correction]]


class Kept:
    """The pages of stories, those looked at last."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, tuple[_Parts, Markup]] = OrderedDict()
        self._size = 0
        self._one = asyncio.Lock()

    async def page(
        self, row: StoryRow, story: Story, said: list[Correction], make: Callable[[], Markup]
    ) -> Markup:
        """A page as it was laid out, or as it is laid out now, off the server's loop.

        Args:
            row: the story as listed.
            story: its report; compared by identity, for it is large and the desk keeps it.
            said: what people said.
            make: lays it out.
        """
        parts = (row, story, said)
        known = self._found(parts)
        if known is None:
            async with self._one:  # many who ask at once wait for one layout
                known = self._found(parts)
                if known is None:
                    known = await asyncio.to_thread(make)
                    self._keep(parts, known)
        return known

    def _found(self, parts: _Parts) -> Markup | None:
        row, story, said = parts
        kept = self._pages.get(row.id)
        if kept is None:
            return None
        (old_row, old_story, old_said), markup = kept
        if old_story is not story or old_row != row or old_said != said:
            return None
        self._pages.move_to_end(row.id)
        return markup

    def _keep(self, parts: _Parts, markup: Markup) -> None:
        id_ = parts[0].id
        self._forget(id_)
        self._pages[id_] = (parts, markup)
        self._size += len(markup)
        while self._size > _MOST and len(self._pages) > 1:
            self._forget(next(iter(self._pages)))

    def _forget(self, id_: str) -> None:
        gone = self._pages.pop(id_, None)
        self._size -= len(gone[1]) if gone else 0
