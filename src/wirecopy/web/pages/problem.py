"""What went wrong, as a page: what happened and what to do, in words, with the ways through the site.

In: a status and two sentences. Out: the answer of the server. Nothing of the machine is told.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from wirecopy.exports.markup import element
from wirecopy.web.pages.layout import Page, Visit, respond, visit_of
from wirecopy.web.problems import Problem

_TITLES = {
    401: "That was not right",
    403: "This is not allowed",
    404: "There is no such page",
    405: "This page cannot be sent anything",
    413: "That is too much at once",
    422: "This could not be done",
    429: "Too many requests",
    500: "Something went wrong here",
    503: "Too busy just now",
}


def problem_page(status: int, title: str, detail: str, visit: Visit | None = None) -> Response:
    """A page that says what went wrong.

    Args:
        status: of HTTP.
        title: what happened, in a few words.
        detail: more about it, and what to do.
        visit: who asked.
    """
    body = (
        element("h1", title),
        element("p", detail, class_="lead"),
        element(
            "p",
            element("a", "All stories", href="/"),
            " · ",
            element("a", "Search", href="/search"),
            " · ",
            element("a", "Try it with texts of your own", href="/try"),
        ),
        element("p", f"Answer {status}.", class_="note"),
    )
    return respond(Page(title, body, status=status), visit or Visit())


def refused(request: Request, problem: Problem) -> Response:
    """A refusal as a page; its headers go with it.

    Args:
        request: what was refused.
        problem: why.
    """
    details = problem.details
    title = _TITLES.get(details.status, details.title)
    said = [_sentence(part) for part in (details.detail, details.hint) if part]
    answer = problem_page(details.status, title, " ".join(said), visit_of(request, writable=False))
    answer.headers.update(problem.headers or {})
    return answer


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")
