"""Articles, outlets, agencies and languages over HTTP."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from wirecopy.exports.shelf import ArticleSheet, revision_lines
from wirecopy.model import OutletSheet
from wirecopy.web.api.shapes import (
    Agencies,
    ArticleShown,
    HitPage,
    LanguageRow,
    Languages,
    Limit,
    Offset,
    OutletPage,
    Wanted,
    Words,
    answer,
    onward,
    page,
)
from wirecopy.web.desk import Desk
from wirecopy.web.problems import Problem


def routes(desk: Desk) -> APIRouter:
    """The addresses of articles and of what they have in common."""
    router = APIRouter(tags=["articles"])

    @router.get("/search", response_model=HitPage)
    async def search(
        request: Request, q: Words, wanted: Wanted, limit: Limit = 20, offset: Offset = 0
    ) -> Response:
        """Current articles that hold all these words, best first."""
        hits = await desk.search(q, wanted, limit + 1, offset)
        return page(HitPage, request, hits[:limit], onward(hits, limit, offset))

    @router.get("/articles/{article_id:path}", response_model=ArticleShown)
    async def show_article(article_id: str) -> Response:
        """An article with all its revisions."""
        sheet = await desk.article(article_id)
        if sheet is None:
            raise Problem(404, "no such article", "search finds articles by their words")
        return await asyncio.to_thread(_shown, sheet)

    _add_outlets(router, desk)
    _add_sums(router, desk)
    return router


def _add_outlets(router: APIRouter, desk: Desk) -> None:
    @router.get("/outlets", response_model=OutletPage)
    async def list_outlets(
        request: Request,
        limit: Limit = 50,
        offset: Offset = 0,
        name: Annotated[str | None, Query(max_length=200, description="How the name begins.")] = None,
    ) -> Response:
        """Outlets, those with most articles first."""
        rows = await desk.outlets(limit + 1, offset, name or None)
        return page(OutletPage, request, rows[:limit], onward(rows, limit, offset))

    @router.get("/outlets/{name:path}", response_model=OutletSheet)
    async def show_outlet(name: str) -> Response:
        """How much agency copy an outlet prints, whose, and how it edits."""
        sheet = await desk.outlet(name)
        if sheet is None:
            raise Problem(404, "no such outlet", "the list of outlets has those there are")
        return answer(sheet)


def _add_sums(router: APIRouter, desk: Desk) -> None:
    @router.get("/agencies", response_model=Agencies)
    async def list_agencies() -> Response:
        """Agencies that articles credit."""
        return answer(Agencies(await desk.agencies()))

    @router.get("/languages", response_model=Languages)
    async def list_languages() -> Response:
        """Languages of the articles."""
        return answer(Languages([LanguageRow(*row) for row in await desk.languages()]))

    @router.get("/counts", response_model=dict[str, int])
    async def show_counts() -> Response:
        """How much of everything the store has."""
        return answer(await desk.counts())


def _shown(sheet: ArticleSheet) -> Response:
    revisions = list(sheet.revisions)
    changes = [revision_lines(older, newer) for older, newer in pairwise(revisions)]
    closest = sheet.closest.article.id if sheet.closest else None
    return answer(ArticleShown(revisions[-1].article, revisions, changes, sheet.copy, closest, sheet.story))
