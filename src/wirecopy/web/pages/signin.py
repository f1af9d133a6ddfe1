"""Signing in to correct findings, and out again.

In: the token that the server was started with, and the name under which corrections are kept. Out: a
session, as the guard makes it. The token is sent in the body of a form, never in an address, and is not
kept on the page.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from wirecopy.exports.markup import Markup, element
from wirecopy.web.pages import layout, links
from wirecopy.web.pages.problem import problem_page
from wirecopy.web.pages.site import Site


async def ask(site: Site, request: Request) -> Response:
    """The form."""
    visit = site.visit(request)
    if not site.desk.writable:
        said = "It was started without a token, so nobody can correct anything here."
        return problem_page(404, "This server is for reading only", said, visit)
    return layout.respond(layout.Page("Sign in", form(visit, request.query_params.get("back", "/"))), visit)


def form(visit: layout.Visit, back: str, wrong: str | None = None) -> Markup:
    """The form; `back` is where it leads."""
    return element(
        "div",
        element("h1", "Sign in to correct findings"),
        element(
            "p",
            "What you say is kept with your name and the time, beside what was computed. It "
            "overwrites nothing.",
            class_="lead",
        ),
        element("p", wrong, class_="wrong", role="alert") if wrong else None,
        layout.form(
            "/signin",
            visit,
            layout.hidden("next", links.inside(back)),
            layout.field(
                "Your name",
                "author",
                layout.entry("author", required=True, maxlength=80, autocomplete="name"),
            ),
            layout.field(
                "Token of this server",
                "token",
                layout.entry("token", type="password", required=True, autocomplete="current-password"),
            ),
            element("p", element("button", "Sign in", type="submit")),
        ),
    )
