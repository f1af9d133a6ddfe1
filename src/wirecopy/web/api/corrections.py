"""Corrections over HTTP: what people said about findings. Read by anyone, written with the token.

The token comes as `Authorization: Bearer`; sessions of the pages do not count here. What is kept bears a
number, and what had been computed beside what the person says; nothing is overwritten.
"""

from __future__ import annotations

import time
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from wirecopy.errors import LockedError, StoreError
from wirecopy.model import Correction
from wirecopy.web.api.shapes import CorrectionPage, Limit, Offset, answer, onward, page, refusal
from wirecopy.web.desk import Desk
from wirecopy.web.guard import address_of
from wirecopy.web.problems import Problem
from wirecopy.web.sessions import Sessions

_bearer = HTTPBearer(auto_error=False, description="The token that the server was started with.")
_REFUSED: dict[int | str, dict[str, Any]] = {
    401: refusal("Not the token of this server, or none."),
    403: refusal("This server is for reading only."),
    409: refusal("What it is about is not there, or contradicts what is."),
}


class Said(BaseModel):
    """What a person says; `value` depends on the kind, see the documentation of corrections."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["finding", "merge", "split", "credit", "parent", "withdraw"]
    target: Annotated[str, Field(min_length=1, max_length=2_000)]
    value: dict[str, Any]
    author: Annotated[str, Field(min_length=1, max_length=100)]


def routes(desk: Desk, sessions: Sessions) -> APIRouter:
    """The addresses of corrections."""
    router = APIRouter(tags=["corrections"])

    @router.get("/corrections", response_model=CorrectionPage)
    async def list_corrections(
        request: Request,
        target: Annotated[
            str | None, Query(max_length=2_000, description="Id of what they are about.")
        ] = None,
        limit: Limit = 50,
        offset: Offset = 0,
    ) -> Response:
        """Corrections, oldest first."""
        rows = await desk.corrections(target or None)
        shown = rows[offset : offset + limit + 1]
        return page(CorrectionPage, request, shown[:limit], onward(shown, limit, offset))

    @router.post("/corrections", response_model=Correction, status_code=201, responses=_REFUSED)
    async def correct(
        request: Request,
        said: Said,
        bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    ) -> Response:
        """Keep what a person says about a finding, a story or an article."""
        sessions.check(bearer.credentials if bearer else "", address_of(request.scope))
        correction = Correction(0, said.kind, said.target, said.value, said.author, time.time())
        try:
            kept = await desk.correct(correction)
        except LockedError:
            raise
        except StoreError as error:
            raise Problem(409, error.what, error.hint) from error
        return answer(kept, 201)

    return router
