"""A story to take away, in any format of the exports; and one finding as a Web Annotation.

A story whose report is not made yet is waited for as long as a request may take. What the server leaves out
of a very large story is named in the file, where the format has a place for it (`rejected`).
"""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query
from starlette.responses import Response

from wirecopy.exports.formats import FORMATS, render
from wirecopy.exports.formats.names import within
from wirecopy.exports.formats.web_annotation import CONTEXT
from wirecopy.model import Report
from wirecopy.model.encoding import encoded
from wirecopy.web.desk import Desk, Made
from wirecopy.web.problems import Busy, Problem

ANNOTATION = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
_MARGIN = 2.0  # seconds of a request that are left for making the file
_FINDING = {ANNOTATION: {"schema": {"type": "object"}}}


def routes(desk: Desk) -> APIRouter:
    """The addresses of files."""
    router = APIRouter(tags=["stories"])
    files: dict[str, Any] = {row.media_type: {} for row in FORMATS.values()}

    @router.get(
        "/stories/{story_id}/download/{format_name}",
        response_class=Response,
        responses={200: {"description": "The file.", "content": files}},
    )
    async def download(
        story_id: str,
        format_name: str,
        table: Annotated[str | None, Query(max_length=50, description="Of formats that have tables.")] = None,
    ) -> Response:
        """A story as a file."""
        wanted = FORMATS.get(format_name)
        if wanted is None:
            raise Problem(404, "no such format", f"there are {', '.join(FORMATS)}")
        if table is not None and table not in wanted.tables:
            known = ", ".join(wanted.tables) or "none"
            raise Problem(404, f"{format_name} has no such table", f"it has {known}")
        made = await _made(desk, story_id)
        body = await asyncio.to_thread(render, made.report(desk.settings), format_name, table)
        name = f"{made.row.id}{f'-{table}' if table else ''}{wanted.suffix}"
        headers = {"content-disposition": f'attachment; filename="{_plain(name)}"'}
        return Response(body, 200, headers, wanted.media_type)

    @router.get(
        "/findings/{finding_id:path}",
        response_class=Response,
        responses={200: {"description": "The finding.", "content": _FINDING}},
    )
    async def show_finding(
        finding_id: str, story: Annotated[str, Query(min_length=1, max_length=200, description="Its story.")]
    ) -> Response:
        """A finding as a Web Annotation: what is found, and the passages with their selectors."""
        made = await _made(desk, story)
        found = await asyncio.to_thread(_annotation, made.report(desk.settings), finding_id)
        if found is None:
            raise Problem(404, "no such finding with passages", "the report on the story lists its findings")
        return Response(encoded(found), 200, None, ANNOTATION)

    return router


async def _made(desk: Desk, key: str) -> Made:
    made = await desk.report(key, max(0.0, desk.serving.request_seconds - _MARGIN))
    if made is None:
        raise Busy("the report on this story is still being made", 5)
    return made


def _annotation(report: Report, finding_id: str) -> dict[str, Any] | None:
    """The annotation of a claim, a quotation or an alarm; None for what has no passages."""
    (story,) = report.stories
    ids = {
        **{claim.id: "claim" for claim in story.claims},
        **{quote.id: "quote" for quote in story.quotes},
        **{change.id: "alarm" for change in story.changes},
    }
    if finding_id not in ids:
        return None
    name = within(story, ids[finding_id], finding_id)
    items = orjson.loads(render(report, "annotations"))["first"]["items"]
    return next(({"@context": CONTEXT, **item} for item in items if item["id"] == name), None)


def _plain(name: str) -> str:
    """A file name that every system takes."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in name)
