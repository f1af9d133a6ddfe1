"""The front page: all stories, and how much of each is repetition.

In: the query of an address: filters, and where the list goes on. Out: a page with a row a story: how many
articles, how many separate texts, and how often the claims its articles share are told and were reported:
known once somebody has asked for the report; until then the row says so. Single articles, behind which there
is nothing to count, are listed when they are asked for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from wirecopy.exports.markup import Content, Markup, element
from wirecopy.model import StoryRow
from wirecopy.views.phrases import plural, span_of
from wirecopy.web.pages import filters, layout, links
from wirecopy.web.pages.problem import problem_page
from wirecopy.web.pages.site import Site

_ROWS = 25
_TWICE = 2  # articles of a story that is told more than once
_OUTLETS = 200  # offered while an outlet is typed
_COLUMNS = ("Story", "Articles", "Texts behind them", "Shared claims", "Outlets", "Published")


async def show(site: Site, request: Request) -> Response:
    """The page."""
    query = request.query_params
    visit = site.visit(request)
    try:
        wanted = filters.wanted(query, least=_TWICE)
    except filters.WrongError as error:
        return problem_page(400, "This filter cannot be used", str(error), visit)
    if not site.desk.has_store:
        return RedirectResponse("/try", 303)
    (rows, following), offered = await asyncio.gather(
        site.desk.stories(wanted, _ROWS, query.get("after") or None), choices(site)
    )
    given = filters.asked(query)
    body = (
        element("h1", "Stories"),
        element(
            "p",
            "How many articles tell a story, and how many separate texts and reports stand behind them. "
            "Copies add articles, not reports.",
            class_="says",
        ),
        _which(given, wanted.least),
        filters.form(query, offered),
        _table(rows) if rows else _nothing(given, "after" in query),
        _paging(given, following, started="after" in query),
    )
    return layout.respond(layout.Page("Stories", body), visit)


async def choices(site: Site) -> filters.Choices:
    """What the filters offer."""
    outlets, agencies, languages = await asyncio.gather(
        site.desk.outlets(_OUTLETS, 0, None), site.desk.agencies(), site.desk.languages()
    )
    return filters.Choices(outlets, agencies, languages)


def _table(rows: Sequence[StoryRow]) -> Markup:
    names = element("tr", *(element("th", name, scope="col") for name in _COLUMNS))
    return element(
        "div",
        element(
            "table",
            element("caption", "Stories, the latest first", class_="vh"),
            element("thead", names),
            element("tbody", *(_row(row) for row in rows)),
        ),
        class_="overview stories",
    )


def _row(row: StoryRow) -> Markup:
    return element(
        "tr",
        element(
            "th",
            element("a", row.title or "(no title)", href=links.story(row.id), dir="auto"),
            scope="row",
        ),
        element("td", element("b", f"{row.articles:,}"), data_label=_noun(row.articles, "article")),
        element("td", element("b", f"{row.families:,}"), data_label=_noun(row.families, "text")),
        element("td", *_reports(row), class_="claims"),
        element("td", f"{row.outlets:,}", data_label=_noun(row.outlets, "outlet"))
        if row.outlets
        else element("td", "none named", class_="note"),
        element("td", layout.between(row.first_published, row.last_published)),
    )


def _noun(number: int, noun: str) -> str:
    return noun if number == 1 else f"{noun}s"


def _which(given: dict[str, str], least: int) -> Markup:
    """Whether single articles are among the stories, and the way to the other list."""
    if least >= _TWICE:
        way = element("a", "single articles too", href=links.query("/", {**given, "least": "1"}))
        return element("p", "Listed: what is told more than once. Show ", way, ".", class_="note")
    rest = {name: value for name, value in given.items() if name != "least"}
    way = element("a", "what is told more than once", href=links.query("/", rest))
    return element("p", "Listed: all stories, single articles too. Show only ", way, ".", class_="note")


def _reports(row: StoryRow) -> tuple[Content, ...]:
    """How often the shared claims are told, and how often they were reported."""
    if row.articles == 1:
        return (element("span", "nothing to compare", class_="note"),)
    if row.reports is None:
        return (element("span", "not counted yet", class_="note"),)
    bounds = span_of(row.reports)
    return (
        None if row.sightings is None else f"told {plural(row.sightings, 'time')}, ",
        "reported ",
        element("b", f"{row.reports.best:,}"),
        element("span", f" ({bounds})", class_="note bounds") if bounds else None,
    )


def _nothing(given: dict[str, str], paged: bool) -> Markup:
    """What to do where there is nothing to list."""
    if given:
        every = element("a", "Show all stories", href=links.query("/", {"least": "1"}))
        return element(
            "div",
            element("p", element("b", "No story fits these filters.")),
            element("p", every, " or widen the dates, or drop a filter."),
            class_="empty",
        )
    if paged:
        return element(
            "p", "The list ends here. ", element("a", "Back to its beginning", href="/"), class_="empty"
        )
    return element(
        "div",
        element("p", element("b", "No story is told more than once yet.")),
        element("p", "Whoever runs this server can put articles in:"),
        element("pre", "wirecopy add FOLDER --store FILE\nwirecopy watch FEED --store FILE", class_="code"),
        element("p", "Or ", element("a", "paste some texts", href="/try"), " and see the report at once."),
        class_="empty",
    )


def _paging(given: dict[str, str], following: str | None, *, started: bool) -> Markup | None:
    ways: list[Content] = []
    if started:
        ways.append(element("li", element("a", "First page", href=links.query("/", given))))
    if following:
        way = links.query("/", {**given, "after": following})
        ways.append(element("li", element("a", f"Next {_ROWS} stories", href=way, rel="next")))
    return element("nav", element("ul", *ways), aria_label="Pages", class_="paging") if ways else None


def line(row: StoryRow) -> Markup:
    """A story in one line: its title and the numbers."""
    return element(
        "span",
        element("a", row.title or "(no title)", href=links.story(row.id), dir="auto"),
        f" ({plural(row.articles, 'article')}, {plural(row.families, 'text')})",
    )
