"""Versions side by side: two to eight in columns, or any number as a table of who has what.

In: the id of a story, the versions chosen (`v`) and the form (`form=table`). Out: a page. In columns every
line is a sentence: other words than in the first column are marked, what is missing is a gap, and a passage
told at another place is linked with that place, both ways. All of it can be walked with the keyboard and
printed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from wirecopy.exports.markup import Content, Markup, element, join
from wirecopy.exports.parts import cell_wording, chip, fold
from wirecopy.views.answers import VersionRow, version_rows
from wirecopy.views.columns import Box, Columns, Line, columns
from wirecopy.views.passages import Texts
from wirecopy.views.phrases import plural
from wirecopy.web.pages import layout, links
from wirecopy.web.pages.problem import problem_page
from wirecopy.web.pages.site import Made, Site
from wirecopy.web.pages.story import found

LEAST, MOST = 2, 8  # columns that can be read side by side
_MANY = 12  # articles in the form, before it can be searched
_FIRST = 4  # columns shown before anything is chosen
_SIGNS = {"base": "●", "same": "●", "changed": "◐", "reworded": "○"}
_SAYS = {"base": "first wording", "same": "same words", "changed": "other words", "reworded": "reworded"}


async def show(site: Site, request: Request) -> Response:
    """The page."""
    made = await found(site, request)
    if isinstance(made, Response):
        return made
    visit, query = site.visit(request), request.query_params
    known = {version.id for version in made.story.versions}
    asked = list(dict.fromkeys(query.getlist("v")))
    if unknown := [id_ for id_ in asked if id_ not in known]:
        return problem_page(
            404, "No such article in this story", f"This story has no “{unknown[0][:80]}”.", visit
        )
    table = query.get("form") == "table"
    body = await asyncio.to_thread(_body, made, asked, table)
    return layout.respond(layout.Page(f"Side by side: {made.row.title}", body, wide=True), visit)


def _at_first(versions: Sequence[VersionRow]) -> list[str]:
    """What is shown before anything is chosen: the version others were made of, then as they are listed."""
    ordered = sorted(versions, key=lambda row: row.version.relation != "first")
    return [row.version.id for row in ordered[:_FIRST]]


def _body(made: Made, asked: Sequence[str], table: bool) -> Content:
    versions = version_rows(made.story, Texts(made.story.versions))
    title = made.row.title or "(no title)"
    every = [row.version.id for row in versions]
    chosen = asked or (every if table else _at_first(versions))
    wrong = None
    if not table and not LEAST <= len(chosen) <= MOST:
        wrong = f"Choose {LEAST} to {MOST} articles; {plural(len(chosen), 'is', 'are')} chosen."
    parts: list[Content] = [
        layout.crumbs(("/", "Stories"), (links.story(made.row.id), title)),
        element("h1", "Side by side: ", element("bdi", title)),
        _chooser(made.row.id, versions, chosen, table=table, wrong=wrong),
    ]
    if len(versions) < LEAST:
        return [
            *parts,
            element("p", "This story has one article: there is nothing to compare.", class_="empty"),
        ]
    if wrong is None:
        rows = {row.version.id: row for row in versions}
        found_ = columns(made.story, chosen, marks=not table)
        parts += _matrix(found_, rows) if table else _columns(found_, rows)
    return parts


def _chooser(
    story: str, versions: Sequence[VersionRow], chosen: Sequence[str], *, table: bool, wrong: str | None
) -> Markup:
    """The form that chooses versions."""
    boxes = [
        element(
            "li",
            element(
                "label",
                element(
                    "input", type="checkbox", name="v", value=row.version.id, checked=row.version.id in chosen
                ),
                " ",
                chip(row),
                " ",
                element("bdi", row.name),
            ),
        )
        for row in versions
    ]
    form = element(
        "form",
        element(
            "fieldset",
            element("legend", f"Articles: {LEAST} to {MOST} side by side, or any number as a table"),
            layout.sift("Show only articles with these words", ".choices li") if len(boxes) > _MANY else None,
            element("ul", *boxes, class_="choices"),
        ),
        element(
            "p",
            element("button", "Show side by side", type="submit"),
            " ",
            element("button", "Show as a table", type="submit", name="form", value="table"),
        ),
        action=links.story(story, "collation"),
        class_="choose",
    )
    warning = element("p", wrong, class_="wrong", role="alert") if wrong else None
    what = "Table" if table else "Side by side"
    summary = f"{what}: {plural(len(chosen), 'article')} of {len(versions):,}. Choose others"
    return join(warning, fold(summary, form, open_=wrong is not None, class_="chooser"))


def _columns(sheet: Columns, rows: dict[str, VersionRow]) -> list[Content]:
    """Two to eight versions, a column each."""
    count = len(sheet.versions)
    heads = [_head(rows[version], sheet.top[index]) for index, version in enumerate(sheet.versions)]
    table = element(
        "table",
        element("caption", f"{plural(len(sheet.lines), 'line')}, sentence by sentence", class_="vh"),
        element(
            "thead",
            element(
                "tr", element("th", "No.", scope="col", class_="no", role="columnheader"), *heads, role="row"
            ),
            role="rowgroup",
            id="top",
        ),
        element("tbody", *(_line(line, sheet, rows) for line in sheet.lines), role="rowgroup"),
        role="table",
        class_=f"columns n{count}",
    )
    legend = element(
        "p",
        element("mark", "Marked"),
        ": other words than in the first column that has the sentence. ",
        element("span", "⌄", class_="gap"),
        ": words left out here. ",
        element("span", "∅", class_="gap"),
        ": the sentence is not here. ⤴ ⤵: told at another place; follow the link. Spelling and house style "
        "do not count as other words. Keys: j and k, or the arrows, walk the lines.",
        class_="says",
    )
    return [legend, element("div", table, class_="side", data_walk="tbody tr")]


def _head(row: VersionRow, top: Sequence[int]) -> Markup:
    return element(
        "th",
        chip(row),
        " ",
        element("a", element("bdi", row.name), href=links.article(row.version.id)),
        element("span", layout.when(row.version.published), class_="note") if row.version.published else None,
        *(_leads_to(line, 0) for line in top),
        scope="col",
        role="columnheader",
    )


def _line(line: Line, sheet: Columns, rows: dict[str, VersionRow]) -> Markup:
    carriers = [index for index, box in enumerate(line.boxes) if box]
    if len(carriers) == 1 and not line.headline:
        cells = [_alone(line, carriers[0], rows[sheet.versions[carriers[0]]])]
    else:
        cells = [_cell(line, index, rows[version]) for index, version in enumerate(sheet.versions)]
    return element(
        "tr",
        element(
            "th",
            element("a", f"{line.number}", href=f"#line-{line.number}", aria_label=f"Line {line.number}"),
            scope="row",
            class_="no",
            role="rowheader",
        ),
        *cells,
        id=f"line-{line.number}",
        role="row",
        class_="heads" if line.headline else None,
    )


def _alone(line: Line, index: int, row: VersionRow) -> Markup:
    """What one version alone has, across all columns."""
    box = line.boxes[index]
    return element(
        "td",
        chip(row),
        element("span", " only here: ", class_="note"),
        element(
            "span",
            cell_wording(box.pieces if box else ()),
            dir="auto",
            lang=row.version.language,
            class_="words",
        ),
        *(_leads_to(number, line.number) for number in line.gone[index]),
        role="cell",
        colspan=len(line.boxes),
        class_="alone",
    )


def _cell(line: Line, index: int, row: VersionRow) -> Markup:
    box, gone = line.boxes[index], line.gone[index]
    after = [_leads_to(number, line.number) for number in gone]
    if box is None:
        return element(
            "td",
            element("span", chip(row), class_="whose"),
            element("span", "∅ ", element("span", "not here", class_="vh"), class_="gap"),
            *after,
            role="cell",
            class_="lacks",
        )
    return element(
        "td",
        element("span", chip(row), class_="whose"),
        _moved(box, line.number) if box.after is not None else None,
        element("span", cell_wording(box.pieces), dir="auto", lang=row.version.language, class_="words"),
        element("span", " reworded, not marked", class_="note") if box.state == "reworded" else None,
        *after,
        role="cell",
        class_="moved" if box.after is not None else box.state,
    )


def _moved(box: Box, line: int) -> Markup:
    """Where the version tells it instead."""
    if not box.after:
        return element("a", "⤴ told at the top here", href="#top", class_="move")
    return element(
        "a",
        f"{_arrow(line, box.after)} told after line {box.after} here",
        href=f"#line-{box.after}",
        class_="move",
    )


def _leads_to(line: int, here: int) -> Markup:
    return element("a", f"{_arrow(here, line)} line {line} is told here", href=f"#line-{line}", class_="move")


def _arrow(here: int, there: int) -> str:
    return "⤴" if there < here else "⤵"


def _matrix(sheet: Columns, rows: dict[str, VersionRow]) -> list[Content]:
    """Any number of versions: who has which sentence, and how."""
    heads = [element("th", chip(rows[version]), scope="col") for version in sheet.versions]
    legend = element(
        "ul",
        *(element("li", f"{sign} {says}") for sign, says in (("●", "same words"), ("◐", "other words"))),
        element("li", "○ reworded"),
        element("li", "↕ told at another place"),
        element("li", "· not here"),
        class_="key",
    )
    body = [
        element(
            "tr",
            element("th", f"{line.number}. ", _opening(line), scope="row"),
            *(_mark(box, line.number, rows[sheet.versions[index]]) for index, box in enumerate(line.boxes)),
            id=f"line-{line.number}",
        )
        for line in sheet.lines
    ]
    table = element(
        "table",
        element("caption", "Which article has which sentence", class_="vh"),
        element("thead", element("tr", element("th", "Sentence", scope="col"), *heads)),
        element("tbody", *body),
        class_="matrix",
    )
    frame = element(
        "div", table, class_="frame", tabindex=0, role="region", aria_label="Which article has which sentence"
    )
    return [legend, frame]


def _opening(line: Line) -> Markup:
    box = next(box for box in line.boxes if box)
    words = "".join(piece.text for piece in box.pieces)
    return element("span", words[:90].rsplit(" ", 1)[0] + "…" if len(words) > 90 else words, dir="auto")


def _mark(box: Box | None, line: int, row: VersionRow) -> Markup:
    if box is None:
        return element("td", "·", element("span", "not here", class_="vh"), class_="lacks")
    moved = box.after is not None
    says = _SAYS[box.state] + (", told at another place" if moved else "")
    return element(
        "td",
        element(
            "a",
            _SIGNS[box.state] + ("↕" if moved else ""),
            href=links.article(box.version, (box.start, box.end)),
            title=f"{row.sign}, line {line}: {says}",
            aria_label=f"{row.sign}, line {line}: {says}",
        ),
        class_=box.state,
    )
