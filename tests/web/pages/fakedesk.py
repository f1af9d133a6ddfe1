"""A desk without a store: it answers what the pages ask from reports made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from wirecopy.exports.shelf import ArticleSheet
from wirecopy.model import (
    AgencyRow,
    Article,
    CopyRow,
    Correction,
    Filter,
    Hit,
    Month,
    OutletRow,
    OutletSheet,
    Report,
    Stored,
    Story,
    StoryRow,
    Version,
)
from wirecopy.web.answers import POLICY
from wirecopy.web.pages import problem_page, routes
from wirecopy.web.problems import Problem

SERVING = SimpleNamespace(upload_texts=20, upload_bytes=5_000_000)
CSRF = "a-secret-only-pages-know"


@dataclass(frozen=True, slots=True)
class Made:
    """As the desk gives it."""

    row: StoryRow
    story: Story
    whole: bool = True


def row_of(story: Story, number: int, *, counted: bool = True) -> StoryRow:
    """A story as a store would list it."""
    return StoryRow(
        number,
        story.id,
        story.title,
        story.first_published,
        story.last_published,
        len(story.versions),
        len({version.family_id for version in story.versions}),
        len({version.outlet for version in story.versions}),
        story.counts.reports if counted else None,
        sightings=story.counts.sightings if counted else None,
    )


def stored(version: Version, number: int, revision: int = 1, text: str | None = None) -> Stored:
    """A version as a store would keep it."""
    article = Article(
        version.id,
        version.path,
        version.text if text is None else text,
        version.outlet,
        version.url,
        version.title,
        version.published,
        version.language,
    )
    return Stored(number, revision, True, 0.0, version.path, article)


@dataclass
class FakeDesk:
    """Stories by hand.

    Attributes:
        reports: whose stories there are.
        being_made: ids of stories whose report is not there yet.
        said: corrections.
        answer: what texts that are sent come back as; a Problem is raised.
    """

    reports: Sequence[Report] = ()
    being_made: frozenset[str] = frozenset()
    said: list[Correction] = field(default_factory=list)
    answer: Report | Problem | None = None
    writable: bool = False
    has_store: bool = True
    sent: list[Any] = field(default_factory=list)
    sheet: OutletSheet | None = None
    wanted: Filter | None = None

    @property
    def all(self) -> list[Story]:
        return [story for report in self.reports for story in report.stories]

    def _rows(self) -> list[StoryRow]:
        return [
            row_of(story, number, counted=story.id not in self.being_made)
            for number, story in enumerate(self.all, 1)
        ]

    async def stories(
        self, wanted: Filter, limit: int, after: str | None = None
    ) -> tuple[list[StoryRow], str | None]:
        rows = [row for row in self._rows() if row.articles >= wanted.least]
        if wanted.outlet:
            named = {s.id for s in self.all if wanted.outlet in {v.outlet for v in s.versions}}
            rows = [row for row in rows if row.id in named]
        start = int(after or 0)
        more = str(start + limit) if start + limit < len(rows) else None
        return rows[start : start + limit], more

    async def search(self, words: str, wanted: Filter, limit: int, offset: int = 0) -> list[Hit]:
        self.wanted = wanted
        hits = []
        for number, story in enumerate(self.all, 1):
            for version in story.versions:
                at = version.text.casefold().find(words.casefold())
                if at < 0:
                    continue
                start = max(0, at - 60)
                line = version.text[start : at + 80].replace("\n", " ")
                marks = ((at - start, at - start + len(words)),)
                hits.append(
                    Hit(
                        number,
                        version.id,
                        version.title,
                        version.outlet,
                        version.published,
                        number,
                        line,
                        marks,
                    )
                )
        return hits[offset : offset + limit]

    async def row(self, key: str | int) -> StoryRow | None:
        rows = self._rows()
        if isinstance(key, int):
            return rows[key - 1] if 0 < key <= len(rows) else None
        return next((row for row in rows if row.id.startswith(key)), None) if key else None

    async def report(self, key: str) -> Made | None:
        if key in self.being_made:
            return None
        row = await self.row(key)
        assert row is not None
        return Made(row, next(story for story in self.all if story.id == row.id))

    async def article(self, article_id: str) -> ArticleSheet | None:
        for number, story in enumerate(self.all, 1):
            for index, version in enumerate(story.versions):
                if version.id == article_id:
                    first = story.versions[0]
                    cut = min(200, len(version.text))
                    copy = (
                        CopyRow(index + 1, 1, "edited", 1, 0.8, 0.7, ((20, cut, 0, cut - 20),))
                        if index
                        else None
                    )
                    last = stored(version, index + 100, 2)
                    older = replace(
                        stored(version, index + 1, 1, version.text.replace(" said", " told us", 1)),
                        current=False,
                    )
                    closest = stored(first, 1) if index else None
                    return ArticleSheet((older, last), copy, closest, self._rows()[number - 1])
        return None

    def _outlets(self) -> list[str]:
        return sorted({v.outlet for s in self.all for v in s.versions if v.outlet})

    async def outlets(self, limit: int, offset: int = 0, name: str | None = None) -> list[OutletRow]:
        found = [item for item in self._outlets() if not name or item.casefold().startswith(name.casefold())]
        return [
            OutletRow(item, 40, 21, 17, "2025-01-02", "2025-10-14") for item in found[offset : offset + limit]
        ]

    async def outlet(self, name: str) -> OutletSheet | None:
        if name not in self._outlets():
            return None
        if self.sheet is not None:
            return self.sheet
        rows = await self.outlets(100)
        row = next(row for row in rows if row.outlet == name)
        others = tuple((other, 3 + index) for index, other in enumerate(self._outlets()) if other != name)
        months = tuple(Month(f"2025-{m:02}", 10 + m, m) for m in range(1, 11))
        relations = (("own", 20), ("edited", 9), ("verbatim", 6), ("trimmed", 2), ("first", 3))
        agencies = (AgencyRow("Northwire", 18), AgencyRow("KNA", 3))
        return OutletSheet(row, 5, agencies, relations, 0.74, others, (("en", 38), ("de", 2)), months)

    async def agencies(self) -> list[AgencyRow]:
        return [AgencyRow("Northwire", 18), AgencyRow("KNA", 3)] if self.all else []

    async def languages(self) -> list[tuple[str, int]]:
        return [("en", 38), ("ar", 2)] if self.all else []

    async def read(self, articles: Sequence[Any]) -> Report:
        self.sent += articles
        if isinstance(self.answer, Problem):
            raise self.answer
        assert self.answer is not None
        return self.answer

    async def corrections(self, target: str | None = None) -> list[Correction]:
        return [row for row in self.said if target is None or row.target == target or row.kind == "withdraw"]

    async def correct(self, correction: Correction) -> Correction:
        kept = replace(correction, number=len(self.said) + 1)
        self.said.append(kept)
        return kept


def app(desk: FakeDesk, author: str | None = None) -> FastAPI:
    """The pages over a desk; with an author, everybody who asks is signed in under that name."""
    made = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @made.middleware("http")
    async def recognise(request: Request, onward: Any) -> Response:
        request.state.author = author
        request.state.csrf = CSRF if author else ""
        answer: Response = await onward(request)
        answer.headers["content-security-policy"] = POLICY
        return answer

    made.include_router(routes(desk, SERVING))
    made.add_exception_handler(Problem, problem_page)
    return made
