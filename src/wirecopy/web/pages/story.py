"""The page of a story: the five answers, how it spread, what people said, and ways to take it home.

In: the id of a story. Out: its page, or a page that says the report is being made and asks again. The
answers are those of the saved page (`wirecopy.exports.sections`); here each finding has an address of its
own and passages lead to the pages of the articles.
"""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from wirecopy.exports import reading, sections
from wirecopy.exports.formats.registry import FORMATS, Format
from wirecopy.exports.markup import Content, Markup, element, join
from wirecopy.exports.parts import Anchors, fold, story_anchor
from wirecopy.exports.spread import spread
from wirecopy.exports.summary import summary
from wirecopy.model import StoryRow
from wirecopy.views import StoryView
from wirecopy.views.collation import components
from wirecopy.views.phrases import COUNTING, plural
from wirecopy.views.story import story_view
from wirecopy.web.pages import corrections, layout, links
from wirecopy.web.pages.problem import problem_page
from wirecopy.web.pages.said import Said
from wirecopy.web.pages.site import Made, Site

_ASK_AGAIN = 3  # seconds


class _Places(links.Served):
    """The links of this page: beneath each finding its address, and what people said of it."""

    def __init__(self, said: Said) -> None:
        self._said = said

    def finding(self, story: StoryView, finding: str) -> Content:
        """The address of a finding, to cite or to correct it."""
        return join(
            self._said.lines(self._said.about({finding}, "finding")),
            element(
                "p",
                element(
                    "a",
                    "Link to this finding",
                    href=links.finding(story.story.id, finding),
                    class_="permalink",
                ),
                class_="note",
            ),
        )


async def found(site: Site, request: Request) -> Made | Response:
    """The report on the story of an address, or the page that stands in for it."""
    visit, key = site.visit(request), request.path_params["id"]
    row = await site.desk.row(key)
    if row is None:
        return problem_page(404, "There is no such story", f"No story has the id “{key[:80]}”.", visit)
    if row.merged_into or row.id != key:
        path = request.url.path.removeprefix(links.story(key))
        return RedirectResponse(
            links.query(links.story(row.merged_into or row.id) + path, request.query_params), 302
        )
    made = await site.desk.report(row.id)
    return _making(row, visit) if made is None else made


async def show(site: Site, request: Request) -> Response:
    """The page."""
    made = await found(site, request)
    if isinstance(made, Response):
        return made
    visit = site.visit(request)
    rows = await site.desk.corrections(None)
    if visit.author is None:
        strange = layout.Visit()
        body = await site.kept.page(made.row, made.story, rows, lambda: _page(made, Said(rows), strange))
    else:  # with forms of their own
        body = await asyncio.to_thread(_page, made, Said(rows), visit)
    return layout.respond(layout.Page(made.row.title or "(no title)", body), visit)


def _page(made: Made, said: Said, visit: layout.Visit) -> Markup:
    story = story_view(made.story)
    anchors = Anchors([story], _Places(said))
    name = story_anchor(story)
    answers = _lone(story, name) if story.alone else _answers(story, anchors, name)
    return element(
        "article",
        answers,
        _download(made.row.id),
        corrections.of_story(story, made.row, said, visit),
        element("p", COUNTING, class_="note"),
        _cut(made),
        class_="story",
        aria_labelledby=name,
    )


def _answers(story: StoryView, anchors: Anchors, name: str) -> Markup:
    id_ = story.story.id
    return join(
        layout.crumbs(("/", "Stories")),
        element("h1", story.title, id=name, dir="auto"),
        summary(story, anchors, len(components(story.story))),
        element("h2", "The five answers", id="answers"),
        layout.sift("Show only findings with these words", ".row, .card"),
        sections.ledger(story, anchors),
        sections.quotes(story, anchors),
        sections.versions(story, anchors),
        sections.lineage(story),
        element(
            "p", element("a", "The lineage in full, with time and reasons", href=links.story(id_, "lineage"))
        ),
        sections.alarms(story, anchors),
        spread(story, anchors),
        sections.section(
            story,
            "collation",
            "The articles side by side",
            "Sentence by sentence, with changed words marked, cuts as gaps, and moved passages joined.",
            element(
                "p", element("a", "Choose articles and compare them", href=links.story(id_, "collation"))
            ),
        ),
    )


def _lone(story: StoryView, name: str) -> Markup:
    """A story of one article: what the article says of itself."""
    (row,) = story.versions
    quotes = reading.quotations(story)
    return join(
        layout.crumbs(("/", "Stories")),
        element("h1", story.title, id=name, dir="auto"),
        element("p", "One article, and nothing here to compare it with.", class_="lead"),
        element(
            "p",
            layout.lines(
                element("bdi", row.name),
                layout.when(row.version.published),
                row.credit,
                plural(len(story.ledger), "claim"),
                plural(len(row.version.attributions), "attribution"),
            ),
        ),
        element("p", "Sources named: ", element("bdi", "; ".join(story.named))) if story.named else None,
        element("p", element("a", "Its text", href=links.article(row.version.id))),
        fold(plural(len(quotes), "quote"), element("ul", *quotes), open_=True) if quotes else None,
    )


def _cut(made: Made) -> Markup | None:
    """What is said where a story has more articles than the report read."""
    read, there = len(made.story.versions), made.row.articles
    if read >= there:
        return None
    return element(
        "p", f"This report was made of {read:,} of the {there:,} articles of this story.", class_="note"
    )


def _download(id_: str) -> Markup:
    """The story to take home."""
    main = ("html", "json", "csv")
    rest = [format_ for format_ in FORMATS.values() if format_.name not in main]
    return element(
        "section",
        element("h2", "Download this", id="download"),
        element("ul", *(_file(id_, FORMATS[name]) for name in main), class_="files"),
        fold(
            "For archives and programs",
            element("ul", *(_file(id_, item) for item in rest), class_="files"),
        ),
        aria_labelledby="download",
    )


def _file(id_: str, format_: Format) -> Markup:
    return element("li", element("a", format_.title, href=links.download(id_, format_.name), download=True))


def _making(row: StoryRow, visit: layout.Visit) -> Response:
    """While the report is made: what is known already, and that the page asks again by itself."""
    body = (
        layout.crumbs(("/", "Stories")),
        element("h1", row.title or "(no title)", dir="auto"),
        element(
            "p", "The report on this story is being made. This page looks again by itself.", role="status"
        ),
        layout.facts(
            ("Articles", f"{row.articles:,}"),
            ("Texts behind them", f"{row.families:,}"),
            ("Outlets", f"{row.outlets:,}"),
            ("First published", layout.when(row.first_published)),
            ("Last published", layout.when(row.last_published)),
        ),
        element(
            "p",
            f"{plural(row.articles, 'article')} with {plural(row.families, 'text')}: how many reports stand "
            "behind their claims is being counted now.",
        ),
        element("p", element("a", "Look now", href=links.story(row.id))),
    )
    page = layout.Page(row.title or "(no title)", body, refresh=_ASK_AGAIN, status=202)
    answer = layout.respond(page, visit)
    answer.headers["Retry-After"] = str(_ASK_AGAIN)
    return answer
