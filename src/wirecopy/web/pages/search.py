"""Full-text search: the articles that hold the words, and the story each belongs to.

In: words and filters, as a query. Out: a page with a line of each text that was found, the words marked.
With filters and no words it is the list of stories, so the form has one address.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from wirecopy.exports.markup import Content, Markup, element, join
from wirecopy.model import Hit, StoryRow
from wirecopy.web.pages import filters, layout, links
from wirecopy.web.pages.problem import problem_page
from wirecopy.web.pages.site import Site
from wirecopy.web.pages.stories import choices, line

_HITS = 20
_FARTHEST = 10_000  # hits a person can page through


async def show(site: Site, request: Request) -> Response:
    """The page."""
    query, visit = request.query_params, site.visit(request)
    words = query.get("q", "").strip()
    given = filters.asked(query)
    if not words:
        return RedirectResponse(links.query("/", given), 303)
    try:
        wanted, offset = filters.wanted(query), _offset(query.get("from", ""))
    except filters.WrongError as error:
        return problem_page(400, "This search cannot be made", str(error), visit)
    found, offered = await asyncio.gather(site.desk.search(words, wanted, _HITS + 1, offset), choices(site))
    hits = found[:_HITS]
    stories = await _stories(site, hits)
    body = (
        element("h1", "Search"),
        filters.form(query, offered),
        _list(hits, stories, offset) if hits else _nothing(words, given, offset),
        _paging({"q": words, **given}, offset, more=len(found) > _HITS),
    )
    return layout.respond(layout.Page(f"Search: {words[:80]}", body, words=words), visit)


def _offset(value: str) -> int:
    if not value:
        return 0
    if not (value.isascii() and value.isdigit()) or len(value) > 6 or int(value) > _FARTHEST:
        raise filters.WrongError(
            f"The list of hits cannot start at “{value[:20]}”. Narrow the search with a filter."
        )
    return int(value)


async def _stories(site: Site, hits: Sequence[Hit]) -> Mapping[int, StoryRow]:
    """The stories of the hits, each asked for once."""
    numbers = sorted({hit.story for hit in hits if hit.story is not None})
    rows = await asyncio.gather(*(site.desk.row(number) for number in numbers))
    return {number: row for number, row in zip(numbers, rows, strict=True) if row is not None}


def _list(hits: Sequence[Hit], stories: Mapping[int, StoryRow], offset: int) -> Markup:
    rows = [_hit(hit, stories.get(hit.story) if hit.story is not None else None) for hit in hits]
    return element("ol", *rows, class_="hits", start=offset + 1)


def _hit(hit: Hit, story: StoryRow | None) -> Markup:
    about = layout.lines(
        element("a", hit.outlet, href=links.outlet(hit.outlet), dir="auto") if hit.outlet else None,
        layout.when(hit.published),
    )
    return element(
        "li",
        element("h2", element("a", hit.title or hit.id, href=links.article(hit.id)), dir="auto"),
        element("p", about, class_="note") if about else None,
        element("p", *_marked(hit.snippet, hit.marks), dir="auto", class_="words"),
        element("p", "In the story ", line(story), class_="note") if story else None,
    )


def _marked(text: str, marks: Sequence[tuple[int, int]]) -> list[Content]:
    parts: list[Content] = []
    at = 0
    for start, end in marks:
        parts += [text[at:start], element("mark", text[start:end])]
        at = end
    return [*parts, text[at:]]


def _nothing(words: str, given: Mapping[str, str], offset: int) -> Markup:
    if offset:
        return element("p", "There are no more hits.", class_="empty")
    advice: list[Content] = ["Try fewer words, or another form of them; all words must stand in one article."]
    if given:
        advice = [
            "Or ",
            element("a", "search without filters", href=links.query("/search", {"q": words})),
            ".",
        ]
    return element(
        "div",
        element("p", element("b", join("No article holds “", element("bdi", words), "”."))),
        element("p", *advice),
        class_="empty",
    )


def _paging(given: Mapping[str, str], offset: int, *, more: bool) -> Markup | None:
    ways: list[Content] = []
    if offset:
        before = links.query("/search", {**given, "from": max(0, offset - _HITS) or None})
        ways.append(element("li", element("a", "Earlier hits", href=before, rel="prev")))
    if more:
        after = links.query("/search", {**given, "from": offset + _HITS})
        ways.append(element("li", element("a", "More hits", href=after, rel="next")))
    return element("nav", element("ul", *ways), aria_label="Pages", class_="paging") if ways else None
