"""What all pages share: head, header with the ways through the site, search, footer.

In: a title and the body of a page as markup. Out: an answer of the server. Every page has a language, one
heading, landmarks and a way to skip to its content; style and script are files of our own, so the content
security policy can forbid all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import HTMLResponse

from wirecopy.exports.markup import Content, Markup, element, join
from wirecopy.exports.parts import date
from wirecopy.views.phrases import CAUTION
from wirecopy.web.pages import static

_WAYS = (("/", "Stories"), ("/outlets", "Outlets"), ("/try", "Try it"), ("/about", "About"))


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks at a page.

    Attributes:
        path: of the page that is looked at.
        writable: whether people may sign in here to correct findings.
        author: who is signed in, None for nobody.
        csrf: what a form has to send back; empty where no session is there to misuse.
    """

    path: str = "/"
    writable: bool = False
    author: str | None = None
    csrf: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be laid out.

    Attributes:
        title: in the window and in lists of results.
        body: what stands in the main part; it holds the only h1.
        wide: whether it takes the whole width of the window.
        refresh: seconds after which it is asked for again.
        status: of the answer.
        words: what the search box holds.
    """

    title: str
    body: Content
    wide: bool = False
    refresh: int | None = None
    status: int = 200
    words: str = ""


def respond(page: Page, visit: Visit) -> HTMLResponse:
    """A page as the server answers with it."""
    return HTMLResponse(render(page, visit), status_code=page.status)


def render(page: Page, visit: Visit) -> str:
    """A page as text."""
    body = element(
        "body",
        element("a", "Skip to the content", href="#main", class_="skip"),
        _header(page, visit),
        element("main", page.body, id="main", tabindex=-1),
        _footer(),
        class_="wide" if page.wide else None,
    )
    return f"<!DOCTYPE html>\n{element('html', _head(page), body, lang='en')}\n"


def _head(page: Page) -> Markup:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="same-origin"),
        element("meta", http_equiv="refresh", content=page.refresh) if page.refresh else None,
        element("title", f"{page.title} - wirecopy"),
        *(
            element("link", rel="stylesheet", href=static.address(name))
            for name in ("report.css", "wirecopy.css")
        ),
        element("link", rel="icon", href=static.address("icon.svg"), type="image/svg+xml"),
        element("script", src=static.address("wirecopy.js"), defer=True),
    )


def _header(page: Page, visit: Visit) -> Markup:
    items = [
        element("li", element("a", name, href=way, aria_current="page" if visit.path == way else None))
        for way, name in _WAYS
    ]
    search = element(
        "form",
        element("label", "Search the texts", for_="site-q", class_="vh"),
        element(
            "input", type="search", id="site-q", name="q", value=page.words, placeholder="Search the texts"
        ),
        element("button", "Search", type="submit"),
        action="/search",
        role="search",
        class_="find",
    )
    return element(
        "header",
        element(
            "p",
            element("a", element("b", "wirecopy"), href="/"),
            element("span", " count sources, not copies"),
            class_="brand",
        ),
        element("nav", element("ul", *items, _signed(visit)), aria_label="Site", class_="site"),
        None if visit.path in ("/", "/search") else search,
        class_="top",
    )


def _signed(visit: Visit) -> Markup | None:
    if visit.author is not None:
        return element(
            "li",
            form(
                "/signout",
                visit,
                hidden("next", visit.path),
                element("span", "Signed in as ", element("bdi", visit.author), " "),
                element("button", "Sign out", type="submit", class_="small"),
            ),
        )
    return element("li", element("a", "Sign in", href="/signin")) if visit.writable else None


def _footer() -> Markup:
    return element(
        "footer",
        element("p", CAUTION),
        element(
            "p",
            element("a", "What the numbers mean", href="/about"),
            " · ",
            element("a", "For programs: the API", href="/api/v1/openapi.json"),
        ),
    )


def form(
    action: str, visit: Visit, *content: Content, class_: str | None = None, enctype: str | None = None
) -> Markup:
    """A form that writes: it sends back what only a page of ours knows."""
    return element(
        "form",
        hidden("csrf", visit.csrf),
        *content,
        method="post",
        action=action,
        class_=class_,
        enctype=enctype,
    )


def hidden(name: str, value: str) -> Markup:
    """A field that is sent and not seen."""
    return element("input", type="hidden", name=name, value=value)


def field(label: str, name: str, control: Content) -> Markup:
    """A control with its label; the control's id is `f-` and its name."""
    return element("p", element("label", label, for_=f"f-{name}"), control, class_="field")


def entry(name: str, value: str = "", **more: str | int | bool | None) -> Markup:
    """A line to type in."""
    return element("input", id=f"f-{name}", name=name, value=value or None, **more)


def choice(name: str, chosen: str, options: Sequence[tuple[str, str]]) -> Markup:
    """A list to choose from: (value, what it says)."""
    rows = [element("option", says, value=value, selected=value == chosen) for value, says in options]
    return element("select", *rows, id=f"f-{name}", name=name)


def sift(label: str, among: str) -> Markup:
    """A box that shows only what holds the words typed; it comes with the script that does it."""
    return element(
        "p",
        element("input", type="search", id="sift", data_sift=among, autocomplete="off"),
        element("label", label, for_="sift"),
        element("span", role="status"),
        class_="sift",
        hidden=True,
    )


def when(moment: str | None) -> Content:
    """A date as people write it; what is no date stays as it is."""
    return date(moment) if moment else None


def between(first: str | None, last: str | None) -> Content:
    """Two days as people write them, short: for tables."""
    days = [_day(moment[:10]) for moment in (first, last) if moment]
    if not days:
        return element("span", "no date known", class_="note")
    return join(days[0], " to ", days[1]) if days[0] != days[-1] else days[0]


def _day(moment: str) -> Markup:
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return element("span", moment)
    return element("time", f"{found.day} {found:%b %Y}", datetime=moment, class_="day")


def crumbs(*ways: tuple[str, str]) -> Markup:
    """The way back up: (address, name) of the pages above this one."""
    items = [element("li", element("a", name, href=way, dir="auto")) for way, name in ways]
    return element("nav", element("ol", *items), aria_label="You are here", class_="crumbs")


def facts(*rows: tuple[str, Content]) -> Markup:
    """Names and what they are, as a list."""
    return element(
        "dl",
        *(element("div", element("dt", name), element("dd", value)) for name, value in rows if value),
        class_="facts",
    )


def visit_of(request: Request, *, writable: bool) -> Visit:
    """Who asks for a page, as the guard found out."""
    author = getattr(request.state, "author", None)
    return Visit(request.url.path, writable, author, getattr(request.state, "csrf", ""))


def lines(*parts: Content) -> Markup:
    """Parts that are there, with a dot between them."""
    there = [part for part in parts if part]
    return join(*(join(" · " if index else None, part) for index, part in enumerate(there)))
