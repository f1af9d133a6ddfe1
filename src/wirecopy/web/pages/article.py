"""The page of an article: its text, what it copies, its story, and what its newsroom changed.

In: the id of an article, and perhaps a stretch of its text (`at=120-180`, code points) or an earlier
revision. Out: a page with that stretch marked. What stands word for word in the closest article is
underlined. The text is shown as it was read, nothing altered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from starlette.requests import Request
from starlette.responses import Response

from wirecopy.exports.markup import Content, Markup, element
from wirecopy.exports.parts import SHOWN, wording
from wirecopy.exports.shelf import ArticleSheet
from wirecopy.model import Stored
from wirecopy.views.diff import Piece, compare
from wirecopy.views.phrases import plural
from wirecopy.web.pages import corrections, layout, links
from wirecopy.web.pages.problem import problem_page
from wirecopy.web.pages.said import Said
from wirecopy.web.pages.site import Site
from wirecopy.web.pages.stories import line

_CONTEXT = 60  # characters around what a revision changed
_COPIES = {
    "verbatim": "a verbatim copy of",
    "trimmed": "a trimmed copy of",
    "edited": "an edited copy of",
    "reworded": "a reworded copy of",
    "partial": "in part a copy of",
}

Stretch = tuple[int, int]


async def show(site: Site, request: Request) -> Response:
    """The page."""
    visit, id_ = site.visit(request), request.path_params["id"]
    sheet = await site.desk.article(id_)
    if sheet is None:
        return problem_page(404, "There is no such article", f"No article has the id “{id_[:80]}”.", visit)
    stored = _asked(sheet, request.query_params.get("revision", ""))
    if stored is None:
        return problem_page(
            404, "There is no such revision", "This article has not been changed so often.", visit
        )
    at = _stretch(request.query_params.get("at", ""), stored.article.text)
    said = Said(await site.desk.corrections(None))
    others = await _others(site, sheet, id_) if visit.author is not None else []
    article = stored.article
    body = (
        layout.crumbs(("/", "Stories"), *_above(sheet)),
        element("h1", article.title or article.id, dir="auto", lang=article.language),
        element("p", _about(stored), class_="note"),
        _standing(sheet, stored),
        _text(stored, at, sheet),
        _revisions(sheet, stored),
        _said(said, id_, others, visit),
    )
    return layout.respond(layout.Page(article.title or article.id, body), visit)


def _asked(sheet: ArticleSheet, revision: str) -> Stored | None:
    """The revision asked for; the last where none is."""
    if not revision:
        return sheet.revisions[-1]
    return next((row for row in sheet.revisions if str(row.revision) == revision), None)


def _stretch(asked: str, text: str) -> Stretch | None:
    """A stretch of the text, None where there is no such."""
    match = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", asked)
    if match is None:
        return None
    start, end = int(match[1]), int(match[2])
    return (start, end) if start < end <= len(text) else None


def _above(sheet: ArticleSheet) -> list[tuple[str, str]]:
    return [(links.story(sheet.story.id), sheet.story.title or "(no title)")] if sheet.story else []


def _about(stored: Stored) -> Markup:
    article = stored.article
    return layout.lines(
        element("a", article.outlet, href=links.outlet(article.outlet), dir="auto")
        if article.outlet
        else None,
        layout.when(article.published),
        element("span", f"language {article.language}") if article.language else None,
        _outside(article.url),
        element("span", f"revision {stored.revision}") if stored.revision > 1 or not stored.current else None,
        element("span", "id ", element("code", article.id)),
    )


def _outside(url: str | None) -> Markup | None:
    """The address where it was published; only one a browser may safely follow becomes a link."""
    if not url:
        return None
    if not re.match("https?://", url, re.IGNORECASE):
        return element("bdi", url)
    return element("a", "where it was published", href=url, rel="noopener noreferrer nofollow external")


def _standing(sheet: ArticleSheet, stored: Stored) -> Markup:
    """What it copies and whose story it is, in two sentences."""
    story = element("p", "In the story ", line(sheet.story), ".") if sheet.story else None
    copy, closest = sheet.copy, sheet.closest
    if copy is None:
        return element("div", element("p", "It has not been compared with others yet."), story)
    if closest is None:
        says = "It is the first of its text here." if copy.relation == "first" else ""
        return element(
            "div", element("p", says or "No shared text was found with what came before it."), story
        )
    name = closest.article.title or closest.article.id
    if closest.article.outlet:
        name = f"{name} ({closest.article.outlet})"
    return element(
        "div",
        element(
            "p",
            f"It is {_COPIES.get(copy.relation, 'close to')} ",
            element("a", name, href=links.article(closest.article.id), dir="auto"),
            f": {copy.shared:.0%} of its words stand there, {copy.contained:.0%} of that one stands here.",
        ),
        element("p", "Underlined below: what stands in both, word for word.", class_="note")
        if copy.evidence and stored.current
        else None,
        story,
    )


def _text(stored: Stored, at: Stretch | None, sheet: ArticleSheet) -> Markup:
    article = stored.article
    shared = [(row[0], row[1]) for row in sheet.copy.evidence] if sheet.copy and stored.current else []
    end = max(SHOWN, at[1] if at else 0)
    cut = len(article.text) - end
    return element(
        "section",
        element("h2", "The text", id="text"),
        element(
            "div",
            *_cut(article.text[:end], shared, at),
            dir="auto",
            lang=article.language,
            class_="text",
        ),
        element("p", f"{cut:,} more characters are not shown here; the download has them.", class_="note")
        if cut > 0
        else None,
        aria_labelledby="text",
    )


def _cut(text: str, shared: Sequence[Stretch], at: Stretch | None) -> Iterable[Content]:
    """The text in pieces: what it shares, and the stretch that is asked for."""
    edges = {0, len(text)}
    for start, end in [*shared, *([at] if at else [])]:
        edges |= {min(max(0, start), len(text)), min(max(0, end), len(text))}
    marks = sorted(edges)
    first = True
    for start, end in pairwise(marks):
        piece: Content = text[start:end]
        if any(left <= start and end <= right for left, right in shared):
            piece = element("span", piece, class_="copied")
        if at and at[0] <= start and end <= at[1]:
            piece = element("mark", piece, id="at" if first else None)
            first = False
        yield piece


def _revisions(sheet: ArticleSheet, shown: Stored) -> Markup | None:
    """What the newsroom changed, revision by revision."""
    if len(sheet.revisions) < 2:
        return None
    parts = [_revision(older, newer, shown) for older, newer in pairwise(sheet.revisions)]
    first = sheet.revisions[0]
    return element(
        "section",
        element("h2", "What its newsroom changed", id="revisions"),
        element("p", _see(first, shown)),
        *parts,
        aria_labelledby="revisions",
    )


def _see(row: Stored, shown: Stored) -> Content:
    name = f"Revision {row.revision}"
    if row.revision == shown.revision:
        return f"{name} is shown above."
    return element(
        "a", f"Show {name.lower()}", href=f"{links.article(row.article.id)}?revision={row.revision}"
    )


def _revision(older: Stored, newer: Stored, shown: Stored) -> Markup:
    titles: list[Content] = []
    if older.article.title != newer.article.title:
        before, after = older.article.title or "", newer.article.title or ""
        titles.append(
            element("li", "Headline: ", element("del", before), " ", element("ins", after), dir="auto")
        )
    pieces = compare(older.article.text, newer.article.text, newer.article.language)
    changed = [index for index, piece in enumerate(pieces) if piece.kind != "same"]
    places = [element("li", *_place(pieces, index), dir="auto") for index in changed]
    return element(
        "article",
        element("h3", f"Revision {newer.revision}: {plural(len(titles) + len(places), 'change')}"),
        element("ul", *titles, *places, class_="changes")
        if titles or places
        else element("p", "Nothing but white space and marks."),
        element("p", _see(newer, shown)),
        class_="card",
    )


def _place(pieces: Sequence[Piece], index: int) -> tuple[Content, ...]:
    """A change with a few words around it."""
    before = pieces[index - 1].text if index else ""
    after = pieces[index + 1].text if index + 1 < len(pieces) else ""
    before, after = before[-_CONTEXT:], after[:_CONTEXT]
    return ("… ", wording((Piece("same", before), pieces[index], Piece("same", after))), " …")


async def _others(site: Site, sheet: ArticleSheet, id_: str) -> list[tuple[str, str]]:
    """The other articles of its story, to choose a parent from."""
    made = await site.desk.report(sheet.story.id) if sheet.story else None
    if made is None:
        return []
    return [(row.id, f"{row.outlet or row.id} ({row.id})") for row in made.story.versions if row.id != id_]


def _said(said: Said, id_: str, others: Sequence[tuple[str, str]], visit: layout.Visit) -> Markup | None:
    lines = said.lines(said.about({id_}, "credit", "parent"), visit)
    forms = corrections.of_article(id_, others, visit)
    if lines is None and forms is None:
        return None
    return element(
        "section", element("h2", "What people said", id="said"), lines, forms, aria_labelledby="said"
    )
