"""The HTTP API, version 1: the rows of the command line's `--json`, over HTTP.

`routes` gives all of them. One module a family of addresses: stories, articles and outlets, texts that are
sent, corrections. `shapes` has the envelopes of lists.
"""

from __future__ import annotations

from fastapi import APIRouter

from wirecopy.web.api import articles, corrections, downloads, stories, texts
from wirecopy.web.api.shapes import PREFIX, REFUSALS
from wirecopy.web.desk import Desk
from wirecopy.web.serving import Serving
from wirecopy.web.sessions import Sessions

__all__ = ["PREFIX", "routes"]


def routes(desk: Desk, serving: Serving, sessions: Sessions) -> APIRouter:
    """All addresses of the API.

    Args:
        desk: answers them.
        serving: the limits.
        sessions: who may write.
    """
    router = APIRouter(responses=REFUSALS)
    for part in (
        stories.routes(desk),
        downloads.routes(desk),
        articles.routes(desk),
        texts.routes(desk, serving),
        corrections.routes(desk, sessions),
    ):
        router.include_router(part)
    return router
