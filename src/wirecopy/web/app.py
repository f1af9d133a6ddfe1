"""The application: pages and API over one desk, behind the guard.

`create_app` puts them together; `running` serves them. While the application runs the desk is open. Every
error leaves as a problem, whoever raised it: our own, those of wirecopy, and those of the frameworks.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from wirecopy.errors import WirecopyError
from wirecopy.version import __version__
from wirecopy.web import api, pages, signing
from wirecopy.web.answers import refusal
from wirecopy.web.desk import Desk
from wirecopy.web.guard import Guard
from wirecopy.web.problems import Problem, of
from wirecopy.web.serving import Serving
from wirecopy.web.sessions import Sessions

_ABOUT = """\
Stories of a news archive, and for each claim how many reports stand behind it: *count sources, not
copies*. Rows have the fields that the command line prints with `--json`; offsets are code points, half-open.
Errors are problem details (RFC 9457). Answers bear an ETag; pages of lists name the next one in
`next`, `links` and `Link`.
"""


def create_app(desk: Desk, serving: Serving) -> FastAPI:
    """The application over a desk.

    Args:
        desk: answers what pages and API ask; opened and closed with the application.
        serving: the limits.
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with desk:
            yield

    sessions = Sessions(serving.token)
    app = FastAPI(
        title="wirecopy",
        version=__version__,
        description=_ABOUT,
        lifespan=lifespan,
        openapi_url=f"{api.PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        separate_input_output_schemas=False,
    )
    app.add_middleware(Guard, serving=serving, sessions=sessions)
    app.include_router(api.routes(desk, serving, sessions), prefix=api.PREFIX)
    app.include_router(signing.routes(desk, sessions), include_in_schema=False)
    app.include_router(pages.routes(desk, serving), include_in_schema=False)
    app.state.problem_page = pages.problem_page
    for kind in (HTTPException, RequestValidationError, WirecopyError):
        app.add_exception_handler(kind, _refused)
    return app


async def _refused(request: Request, error: Exception) -> Response:
    """Any error that is meant for the client."""
    return refusal(request.scope, _problem(error))


def _problem(error: Exception) -> Problem:
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return Problem(422, f"{where}: {first['msg']}", "see /api/v1/openapi.json for what is taken")
    if isinstance(error, WirecopyError | HTTPException):
        return of(error)
    raise error
