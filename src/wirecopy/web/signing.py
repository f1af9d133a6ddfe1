"""Signing in and out: forms that open and end a session.

In: the server's token, a name, and where to go next. Out: a cookie, and a way on to a page of this server.
The token travels in the body of a form only. The pages show the form at GET /signin.
"""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from wirecopy.web.guard import address_of, port_of
from wirecopy.web.problems import Problem
from wirecopy.web.sessions import LASTS, Sessions, cookie_name

LONGEST_NAME = 100  # characters


def routes(sessions: Sessions) -> APIRouter:
    """The ways in and out.

    Args:
        sessions: who is signed in.
    """
    router = APIRouter()

    @router.post("/signin")
    async def sign_in(request: Request) -> Response:
        form = await request.form()
        token, author = str(form.get("token", "")), str(form.get("author", "")).strip()
        if not (author and author.isprintable() and len(author) <= LONGEST_NAME):
            raise Problem(422, "a name is needed", f"give a name of 1 to {LONGEST_NAME} characters")
        sessions.check(token, address_of(request.scope))
        sessions.close(request.state.session_key)
        answer = _onward(str(form.get("next", "/")))
        answer.set_cookie(
            cookie_name(port_of(request.scope)), sessions.open(author), max_age=int(LASTS), path="/",
            secure=request.url.scheme == "https", httponly=True, samesite="strict",
        )  # fmt: skip
        return answer

    @router.post("/signout")
    async def sign_out(request: Request) -> Response:
        form = await request.form()
        sessions.close(request.state.session_key)
        answer = _onward(str(form.get("next", "/")))
        answer.delete_cookie(cookie_name(port_of(request.scope)), path="/", httponly=True, samesite="strict")
        return answer

    return router


def _onward(path: str) -> RedirectResponse:
    """The way to a page of this server; a path that leads elsewhere leads to the first page."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return RedirectResponse(quote(path, safe="/?=&%#:@!$'()*+,;~-._") if inside else "/", status_code=303)
