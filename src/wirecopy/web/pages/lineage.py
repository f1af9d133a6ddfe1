"""The lineage of a story in full: the drawing, on a line of time if dates are known, and a table of reasons.

In: the id of a story. Out: a page. Each line of the drawing leads to its row of the table, which says what
speaks for the descent: sentences that came through, how much later it was published, how well the branch
stood up.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

from wirecopy.exports import clock, svg
from wirecopy.exports.markup import Content, Markup, element
from wirecopy.exports.parts import badge, fold, slug, story_anchor
from wirecopy.exports.spread import length, moments
from wirecopy.model import LineageEdge, LinkKind
from wirecopy.views import StoryView
from wirecopy.views.phrases import CONFIDENCES, EDGES, plural
from wirecopy.views.story import story_view
from wirecopy.web.pages import layout, links
from wirecopy.web.pages.said import Said
from wirecopy.web.pages.site import Made, Site
from wirecopy.web.pages.story import found

_COLUMNS = ("Text", "Descends from", "How", "Support", "What speaks for it")
_KINDS: Mapping[LinkKind, str] = {
    "verbatim": "word for word",
    "light": "lightly changed",
    "reworded": "reworded",
    "partial": "in part",
}
_WEAK = 0.5


async def show(site: Site, request: Request) -> Response:
    """The page."""
    made = await found(site, request)
    if isinstance(made, Response):
        return made
    said = Said(await site.desk.corrections(None))
    body = await asyncio.to_thread(_body, made, said)
    return layout.respond(layout.Page(f"Lineage: {made.row.title}", body), site.visit(request))


def _body(made: Made, said: Said) -> Content:
    story = story_view(made.story)
    crumbs = layout.crumbs(("/", "Stories"), (links.story(made.row.id), story.title))
    heading = element("h1", "Lineage: ", element("bdi", story.title))
    if not story.lineage:
        return crumbs, heading, element("p", "Not decidable from these texts.", class_="lead")
    statements = [
        element("li", badge(CONFIDENCES[row.confidence], row.confidence), " ", element("bdi", row.text))
        for row in story.statements
    ]
    return (
        crumbs,
        heading,
        element(
            "p",
            "Who descends from what. Dashed: a text that must have existed but is not here. The thicker a "
            "line, the better it stood up when the evidence was drawn anew; the percentage says the same. "
            "Choose a line to see what speaks for it. A full dot has a date; a ring has none, and stands "
            "where it fits.",
            class_="says",
        ),
        _drawing(story),
        element("ul", *statements, class_="statements") if statements else None,
        element("h2", "What speaks for each line", id="reasons"),
        _table(story, said),
    )


def _drawing(story: StoryView) -> Markup:
    known = {row.version.id: moment for moment, row in moments(story)}
    name = story_anchor(story, "stemma")
    timed = clock.draw(story.lineage, known, name, _href)
    picture = timed or svg.draw(story.lineage, name, "The table below says the same in words.", _href)
    return element(
        "section",
        element("h2", "On a line of time" if timed else "The drawing", id="drawing"),
        element("div", picture, class_="picture", tabindex=0, role="group", aria_labelledby="drawing"),
        fold("The same as a list", svg.in_words(story.lineage), class_="aslist"),
        aria_labelledby="drawing",
        class_="lineage",
    )


def _anchor(edge: LineageEdge) -> str:
    return f"e-{slug(edge.parent)}--{slug(edge.child)}"


def _href(edge: LineageEdge) -> str:
    return f"#{_anchor(edge)}"


def _table(story: StoryView, said: Said) -> Markup:
    names = element("tr", *(element("th", name, scope="col") for name in _COLUMNS))
    called = {branch.node: svg.called(branch) for branch in story.lineage}
    reasons = _Reasons(story)
    rows = [_row(edge, called, reasons.of(edge), story.story.id, said) for edge in story.story.lineage.edges]
    return element(
        "div",
        element(
            "table",
            element("caption", "Lines of descent and what speaks for each", class_="vh"),
            element("thead", names),
            element("tbody", *rows),
        ),
        class_="overview edges",
    )


def _row(
    edge: LineageEdge, called: Mapping[str, str], reasons: Sequence[str], story: str, said: Said
) -> Markup:
    id_ = links.edge(edge.parent, edge.child)
    support = f"{edge.support:.0%}" + (" (weak)" if edge.support < _WEAK else "")
    return element(
        "tr",
        element("th", element("bdi", called.get(edge.child, edge.child)), scope="row"),
        element("td", element("bdi", called.get(edge.parent, edge.parent)), data_before="from"),
        element("td", EDGES[edge.kind]),
        element("td", support, data_label="support"),
        element(
            "td",
            "; ".join(reasons),
            " ",
            element("a", "Link", href=links.finding(story, id_), aria_label=f"Link to this line: {id_}"),
            said.lines(said.about({id_}, "finding")),
            class_="why",
        ),
        id=_anchor(edge),
    )


class _Reasons:
    """What speaks for the lines of descent of a story."""

    def __init__(self, story: StoryView) -> None:
        self._known = {row.version.id: moment for moment, row in moments(story)}
        self._here = {row.version.id for row in story.versions}
        self._kinds: dict[frozenset[str], Counter[LinkKind]] = defaultdict(Counter)
        for link in story.story.links:
            self._kinds[frozenset((link.left, link.right))][link.kind] += 1

    def of(self, edge: LineageEdge) -> list[str]:
        """What speaks for a line, in words."""
        kinds = self._kinds[frozenset((edge.parent, edge.child))]
        reasons = []
        if kinds:
            each = ", ".join(f"{kinds[kind]} {words}" for kind, words in _KINDS.items() if kinds[kind])
            reasons.append(f"{plural(kinds.total(), 'sentence')} in common: {each}")
        if edge.parent in self._known and edge.child in self._known:
            reasons.append(_later(self._known[edge.child] - self._known[edge.parent]))
        elif edge.parent not in self._here:
            reasons.append(
                "texts here agree in what no other text has, so they share an original that is lost"
            )
        reasons.append(f"the branch came out in {edge.support:.0%} of the trials with evidence drawn anew")
        return reasons


def _later(seconds: int) -> str:
    if seconds == 0:
        return "both give the same time"
    return f"published {length(abs(seconds))} {'later' if seconds > 0 else 'earlier, by its own date'}"
