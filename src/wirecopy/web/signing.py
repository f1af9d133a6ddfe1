"""Signing in and out: forms that open and end a session.

In: the server's token, a name, and where to go next. Out: a cookie, and a way on to a page of this server.
The token travels in the body of a form only. The page with the form is one of the pages (`pages.signin`).
"""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from wirecopy.web.desk import Desk
from wirecopy.web.guard import address_of, port_of
from wirecopy.web.pages import layout, links, signin
from wirecopy.web.problems import Problem
from wirecopy.web.sessions import LASTS, Sessions, cookie_name

LONGEST_NAME = 100  # characters
_KEPT = "/?=&%#:@!$'()*+,;~-._"  # of an address that is percent-encoded already


def routes(desk: Desk, sessions: Sessions) -> APIRouter:
    """The ways in and out.

    Args:
        desk: tells whether anything can be written.
        sessions: who is signed in.
    """
    router = APIRouter()

    @router.post("/signin")
    async def sign_in(request: Request) -> Response:
        form = await request.form()
        token, author = str(form.get("token", "")), str(form.get("author", "")).strip()
        back = links.inside(str(form.get("back", "/")))
        try:
            sessions.check(token, address_of(request.scope))
            if not (author and author.isprintable() and len(author) <= LONGEST_NAME):
                raise Problem(422, "a name is needed", f"give one of up to {LONGEST_NAME} characters")
        except Problem as problem:
            return _once_more(request, problem, back, writable=desk.writable)
        sessions.close(request.state.session_key)
        answer = RedirectResponse(quote(back, safe=_KEPT), status_code=303)
        answer.set_cookie(
            cookie_name(port_of(request.scope)), sessions.open(author), max_age=int(LASTS), path="/",
            secure=request.url.scheme == "https", httponly=True, samesite="strict",
        )  # fmt: skip
        return answer

    @router.post("/signout")
    async def sign_out(request: Request) -> Response:
        sessions.close(request.state.session_key)
        answer = RedirectResponse("/", status_code=303)
        answer.delete_cookie(cookie_name(port_of(request.scope)), path="/", httponly=True, samesite="strict")
        return answer

    return router


def _once_more(request: Request, problem: Problem, back: str, *, writable: bool) -> Response:
    """The form again, with what was wrong; another error is an error."""
    if not writable or problem.status_code not in (401, 422):
        raise problem
    visit = layout.visit_of(request, writable=writable)
    form = signin.form(visit, back, f"{problem.detail.capitalize()}: {problem.hint}.")
    answer = layout.respond(layout.Page("Sign in", form, status=problem.status_code), visit)
    answer.headers.update({**(problem.headers or {}), "cache-control": "no-store"})
    return answer
