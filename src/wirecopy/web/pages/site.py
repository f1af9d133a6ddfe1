"""What every page is given: the desk it asks and the settings of the server.

The desk is named here by what the pages ask of it, so that a page can be tried without a store.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from starlette.requests import Request

from wirecopy.exports.shelf import ArticleSheet
from wirecopy.model import (
    AgencyRow,
    Correction,
    Filter,
    Hit,
    OutletRow,
    OutletSheet,
    Report,
    Story,
    StoryRow,
)
from wirecopy.web.pages.kept import Kept
from wirecopy.web.pages.layout import Visit, visit_of


class Made(Protocol):
    """A story as listed, and its report."""

    @property
    def row(self) -> StoryRow:
        """The story as listed."""
        ...

    @property
    def story(self) -> Story:
        """Its five answers."""
        ...


class Desk(Protocol):
    """What the pages ask of the store."""

    @property
    def writable(self) -> bool:
        """Whether people may correct findings here."""
        ...

    @property
    def has_store(self) -> bool:
        """Whether there is anything but texts that are sent."""
        ...

    async def stories(
        self, wanted: Filter, limit: int, after: str | None
    ) -> tuple[list[StoryRow], str | None]:
        """Stories, and where the list goes on."""
        ...

    async def search(self, words: str, wanted: Filter, limit: int, offset: int) -> list[Hit]:
        """Articles that hold the words."""
        ...

    async def row(self, key: str | int) -> StoryRow | None:
        """A story as listed."""
        ...

    async def report(self, key: str) -> Made | None:
        """Its report; None while it is being made."""
        ...

    async def article(self, article_id: str) -> ArticleSheet | None:
        """An article with its revisions."""
        ...

    async def outlets(self, limit: int, offset: int, name: str | None) -> list[OutletRow]:
        """Outlets, most articles first."""
        ...

    async def outlet(self, name: str) -> OutletSheet | None:
        """All that is known of one."""
        ...

    async def agencies(self) -> list[AgencyRow]:
        """Agencies that are credited."""
        ...

    async def languages(self) -> list[tuple[str, int]]:
        """Languages, most articles first."""
        ...

    async def read(self, articles: Sequence[Any]) -> Report:
        """An article with its revisions."""
        ...

    async def corrections(self, target: str | None) -> list[Correction]:
        """What people said."""
        ...

    async def correct(self, correction: Correction) -> Correction:
        """Keep what a person says."""
        ...


@dataclass(frozen=True, slots=True)
class Site:
    """The desk and the settings, and pages of stories laid out before."""

    desk: Desk
    serving: Any
    kept: Kept = field(default_factory=Kept)

    def visit(self, request: Request) -> Visit:
        """Who asks."""
        return visit_of(request, writable=self.desk.writable)
