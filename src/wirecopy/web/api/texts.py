"""Texts that are sent: read or compared in a worker, stored nowhere."""

from __future__ import annotations

import asyncio
from typing import Annotated

import orjson
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from wirecopy.model import Comparison, Report
from wirecopy.web.api.shapes import answer
from wirecopy.web.desk import Desk
from wirecopy.web.serving import Serving
from wirecopy.web.workroom import Upload

_Short = Annotated[str | None, Field(max_length=2_000)]


class SentText(BaseModel):
    """An article that is sent: fields as in a row of JSON Lines."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1)]
    id: _Short = None
    outlet: _Short = None
    url: _Short = None
    title: _Short = None
    published: _Short = None
    language: Annotated[str | None, Field(pattern="^[a-z]{2}$")] = None


class SentTexts(BaseModel):
    """Articles that are sent."""

    model_config = ConfigDict(extra="forbid")

    articles: Annotated[list[SentText], Field(min_length=1)]


class SentPair(BaseModel):
    """Two articles that are sent."""

    model_config = ConfigDict(extra="forbid")

    left: SentText
    right: SentText


def routes(desk: Desk, serving: Serving) -> APIRouter:
    """The addresses that texts are sent to."""
    router = APIRouter(tags=["texts"])
    most, room = serving.upload_texts, serving.upload_bytes

    @router.post("/read", response_model=Report, summary=f"Read up to {most} articles, {room:,} bytes in all")
    async def read(sent: SentTexts) -> Response:
        """The report on articles that are sent along; nothing is stored."""
        report = await desk.read([_upload(text, k) for k, text in enumerate(sent.articles, 1)])
        return await asyncio.to_thread(answer, report)

    @router.post("/compare", response_model=Comparison, summary="Compare two articles")
    async def compare(sent: SentPair) -> Response:
        """What two articles that are sent along have in common."""
        return answer(await desk.compare(_upload(sent.left, 1), _upload(sent.right, 2)))

    return router


def _upload(text: SentText, number: int) -> Upload:
    """A row of JSON Lines of its own."""
    row = {"id": f"text-{number}", **text.model_dump(exclude_none=True)}
    return Upload(f"{row['id']}.jsonl", orjson.dumps(row))
