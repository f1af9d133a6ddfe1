"""Stories over HTTP: lists, rows, reports, what happened to them, and their downloads.

A report that is still being made is announced with 202 and `Retry-After`. Of a story with more versions than
the server reads, `whole` is false and `articles` says how many there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from wirecopy.model import Rejected, Story, StoryRow
from wirecopy.model.encoding import encoded
from wirecopy.version import __version__
from wirecopy.web.api.shapes import Announced, Events, Limit, StoryPage, Wanted, answer, page
from wirecopy.web.desk import Desk, Made
from wirecopy.web.problems import Problem

_PLACE = b'"stories":[]'
AGAIN = 2  # seconds after which a report that is being made may be there


@dataclass(frozen=True, slots=True)
class StoryReport:
    """A report with one story, as `wirecopy show --json` prints it, and how much of the story it covers."""

    wirecopy: str
    settings: dict[str, Any]
    rejected: list[Rejected]
    stories: list[Story]
    row: StoryRow
    whole: bool


def routes(desk: Desk) -> APIRouter:
    """The addresses under stories/."""
    router = APIRouter(tags=["stories"])

    @router.get("/stories", response_model=StoryPage)
    async def list_stories(
        request: Request,
        wanted: Wanted,
        least: Annotated[int, Query(ge=1, le=1_000_000, description="Articles a story must have.")] = 1,
        q: Annotated[
            str | None, Query(max_length=500, description="Words in an article of the story.")
        ] = None,
        limit: Limit = 25,
        after: Annotated[str | None, Query(max_length=200, description="`next` of the page before.")] = None,
    ) -> Response:
        """Stories, latest first."""
        chosen = replace(wanted, least=least)
        if q and q.strip():
            rows, following = await desk.stories_about(q, chosen, limit, after)
        else:
            rows, following = await desk.stories(chosen, limit, after)
        return page(StoryPage, request, rows, ("after", following))

    @router.get("/stories/{story_id}", response_model=StoryRow)
    async def show_story(story_id: str) -> Response:
        """A story as it is listed. The beginning of an id is enough."""
        return answer(await _row(desk, story_id))

    @router.get("/stories/{story_id}/events", response_model=Events)
    async def list_events(story_id: str) -> Response:
        """What happened to a story: formed, merged, split."""
        return answer(Events(await desk.events(await _row(desk, story_id))))

    @router.get(
        "/stories/{story_id}/report",
        response_model=StoryReport,
        responses={202: {"model": Announced, "description": "It is being made; ask again."}},
    )
    async def show_report(story_id: str) -> Response:
        """The five answers on a story."""
        made = await desk.report(story_id)
        if made is None:
            return announced()
        return _reported(made, desk.settings)

    return router


def announced() -> Response:
    """A report is being made."""
    return answer(Announced("being made", AGAIN), 202, {"retry-after": str(AGAIN)})


def _reported(made: Made, settings: Mapping[str, Any]) -> Response:
    """The report; the story in it was written as JSON before."""
    rest = StoryReport(__version__, dict(settings), list(made.left_out), [], made.row, made.whole)
    before, after = encoded(rest).split(_PLACE, 1)
    return Response(
        b"".join([before, _PLACE[:-2], b"[", made.body, b"]", after]), media_type="application/json"
    )


async def _row(desk: Desk, key: str) -> StoryRow:
    row = await desk.row(key)
    if row is None:
        raise Problem(404, "no such story", "the list of stories has those there are")
    return row
