"""The pages people look at: server-rendered HTML, one module a page.

In: a desk to ask and the settings of the server. Out: routes. Markup is escaped by construction
(`wirecopy.exports.markup`) and the answers on a story are those of the saved page, so there is one rule for
both. Pages hold no inline style or script, and work without script. What they ask of the desk is in `site`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from wirecopy.web.pages import (
    about,
    article,
    collation,
    corrections,
    finding,
    lineage,
    outlets,
    search,
    signin,
    static,
    stories,
    story,
    tryout,
)
from wirecopy.web.pages.problem import refused
from wirecopy.web.pages.site import Desk, Site
from wirecopy.web.problems import Problem

__all__ = ["problem_page", "routes"]

_Show = Callable[[Site, Request], Awaitable[Response]]
_GET: tuple[tuple[str, _Show], ...] = (
    ("/", stories.show),
    ("/search", search.show),
    ("/stories/{id}", story.show),
    ("/stories/{id}/collation", collation.show),
    ("/stories/{id}/lineage", lineage.show),
    ("/stories/{id}/findings/{finding:path}", finding.show),
    ("/articles/{id:path}", article.show),
    ("/outlets", outlets.index),
    ("/outlets/{name:path}", outlets.show),
    ("/try", tryout.ask),
    ("/about", about.show),
    ("/signin", signin.ask),
    ("/static/{name}", static.show),
)
_POST: tuple[tuple[str, _Show], ...] = (
    ("/try", tryout.read),
    ("/corrections", corrections.keep),
)


def routes(desk: Desk, serving: Any) -> APIRouter:
    """All pages.

    Args:
        desk: what is asked for stories, articles and reports.
        serving: the limits of the server; `upload_texts` and `upload_bytes` are shown and kept to.
    """
    site = Site(desk, serving)
    router = APIRouter()
    for method, table in (("GET", _GET), ("POST", _POST)):
        for path, show in table:
            router.add_api_route(
                path, _endpoint(show, site), methods=[method], include_in_schema=False, response_model=None
            )
    return router


def _endpoint(show: _Show, site: Site) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return await show(site, request)

    return endpoint


def problem_page(request: Request, problem: Problem) -> Response:
    """A refusal as a page.

    Args:
        request: what was refused.
        problem: why.
    """
    return refused(request, problem)
