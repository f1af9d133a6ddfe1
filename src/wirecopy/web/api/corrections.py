"""Corrections over HTTP: what people said about findings. Read by anyone, written with the token."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from wirecopy.web.api.shapes import CorrectionPage, Limit, Offset, onward, page
from wirecopy.web.desk import Desk
from wirecopy.web.sessions import Sessions


def routes(desk: Desk, sessions: Sessions) -> APIRouter:
    """The addresses of corrections."""
    router = APIRouter(tags=["corrections"])
    _ = sessions

    @router.get("/corrections", response_model=CorrectionPage)
    async def list_corrections(
        request: Request,
        target: Annotated[str | None, Query(max_length=500, description="Id of what they are about.")] = None,
        limit: Limit = 50,
        offset: Offset = 0,
    ) -> Response:
        """Corrections, oldest first."""
        rows = await desk.corrections(target or None)
        shown = rows[offset : offset + limit + 1]
        return page(CorrectionPage, request, shown[:limit], onward(shown, limit, offset))

    return router
