"""Outlets: how much agency copy each prints, whose, and how it edits.

In: nothing, or the name of an outlet. Out: a list of all, or the page of one: agencies it credits, what its
articles are (copies, cuts, texts of its own), how much of a text it keeps, with whom it shares texts, month
by month. What is counted are current articles; "copy" means shared wording with an article that was there
before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from wirecopy.exports.markup import Content, Markup, element
from wirecopy.exports.parts import bar
from wirecopy.model import Month, OutletRow, OutletSheet
from wirecopy.views.phrases import plural
from wirecopy.web.pages import layout, links
from wirecopy.web.pages.problem import problem_page
from wirecopy.web.pages.site import Site

_ROWS = 50
_FARTHEST = 1_000_000
_WITH = 12  # outlets named that share texts, before the rest folds
_WHAT = {
    "first": "first of their text",
    "verbatim": "verbatim copies",
    "trimmed": "trimmed copies",
    "edited": "edited copies",
    "reworded": "reworded copies",
    "partial": "partly copied",
    "own": "no shared text found",
}


async def index(site: Site, request: Request) -> Response:
    """The list of outlets."""
    visit, query = site.visit(request), request.query_params
    name, start = query.get("name", "").strip(), query.get("from", "")
    if start and not (start.isascii() and start.isdigit() and len(start) <= 7 and int(start) <= _FARTHEST):
        return problem_page(400, "There is no such page", "The list cannot start there.", visit)
    offset = int(start or 0)
    rows = await site.desk.outlets(_ROWS + 1, offset, name or None)
    body = (
        element("h1", "Outlets"),
        element(
            "p", "How many of its articles credit an agency, and how many copy an earlier one.", class_="says"
        ),
        element(
            "form",
            element(
                "p",
                element("label", "Name of an outlet, or its beginning", for_="f-name"),
                layout.entry("name", name, type="search"),
                element("button", "Find", type="submit"),
                class_="words",
            ),
            action="/outlets",
            role="search",
            class_="filters",
        ),
        _table(rows[:_ROWS]) if rows else _none(name),
        _paging(name, offset, more=len(rows) > _ROWS),
    )
    return layout.respond(layout.Page("Outlets", body), visit)


def _table(rows: Sequence[OutletRow]) -> Markup:
    columns = ("Outlet", "Articles", "Credit an agency", "Copy an earlier article", "Published")
    return element(
        "div",
        element(
            "table",
            element("caption", "Outlets, those with most articles first", class_="vh"),
            element("thead", element("tr", *(element("th", name, scope="col") for name in columns))),
            element("tbody", *(_row(row) for row in rows)),
        ),
        class_="overview outlets",
    )


def _row(row: OutletRow) -> Markup:
    return element(
        "tr",
        element("th", element("a", row.outlet, href=links.outlet(row.outlet), dir="auto"), scope="row"),
        element("td", f"{row.articles:,}", data_label="articles"),
        _share(row.credited, row.articles, "credit an agency"),
        _share(row.copies, row.articles, "copy an earlier one"),
        element("td", layout.between(row.first_published, row.last_published)),
    )


def _share(part: int, whole: int, label: str) -> Markup:
    share = part / whole if whole else 0.0
    return element("td", f"{part:,} ({share:.0%})", bar(share, f"{share:.0%}"), data_label=label)


def _none(name: str) -> Markup:
    if name:
        return element(
            "p",
            element("b", "No outlet begins with “", element("bdi", name), "”. "),
            element("a", "Show all", href="/outlets"),
            class_="empty",
        )
    return element("p", "No outlets yet: no article here names the outlet it comes from.", class_="empty")


def _paging(name: str, offset: int, *, more: bool) -> Markup | None:
    ways: list[Content] = []
    if offset:
        before = links.query("/outlets", {"name": name, "from": max(0, offset - _ROWS) or None})
        ways.append(element("li", element("a", "Before", href=before, rel="prev")))
    if more:
        after = links.query("/outlets", {"name": name, "from": offset + _ROWS})
        ways.append(element("li", element("a", "More outlets", href=after, rel="next")))
    return element("nav", element("ul", *ways), aria_label="Pages", class_="paging") if ways else None


async def show(site: Site, request: Request) -> Response:
    """The page of one outlet."""
    visit, name = site.visit(request), request.path_params["name"]
    sheet = await site.desk.outlet(name)
    if sheet is None:
        return problem_page(
            404, "There is no such outlet", f"No article here comes from “{name[:80]}”.", visit
        )
    body = (
        layout.crumbs(("/outlets", "Outlets")),
        element("h1", sheet.row.outlet, dir="auto"),
        element("p", *_bottom_line(sheet), class_="lead"),
        _numbers(sheet),
        _agencies(sheet),
        _editing(sheet),
        _months(sheet.months),
        _others(sheet),
        element(
            "p",
            element(
                "a",
                "Stories with this outlet",
                href=links.query("/", {"outlet": sheet.row.outlet, "least": "1"}),
            ),
        ),
    )
    return layout.respond(layout.Page(sheet.row.outlet, body), visit)


def _bottom_line(sheet: OutletSheet) -> tuple[Content, ...]:
    row = sheet.row
    verb = "shares" if row.copies == 1 else "share"
    copied = f"{row.copies:,} of {plural(row.articles, 'article')} {verb} wording with an earlier one"
    silent = f"; {sheet.uncredited:,} with text that others credit to an agency credit nobody"
    return (copied, silent if sheet.uncredited else None, ".")


def _numbers(sheet: OutletSheet) -> Markup:
    row = sheet.row
    languages = ", ".join(f"{name} ({count:,})" for name, count in sheet.languages)
    return layout.facts(
        ("Articles", f"{row.articles:,}"),
        ("Credit an agency", f"{row.credited:,} ({row.credited / max(1, row.articles):.0%})"),
        ("Copy an earlier article", f"{row.copies:,} ({row.copies / max(1, row.articles):.0%})"),
        ("Agency text without credit", f"{sheet.uncredited:,}"),
        ("Kept of what it copies", f"{sheet.kept:.0%} of the words" if sheet.kept is not None else None),
        ("Languages", languages),
        ("Published", layout.between(row.first_published, row.last_published)),
    )


def _bars(rows: Sequence[tuple[Content, int]], whole: int) -> Markup:
    """Counts as bars, each with its number beside it."""
    items = [
        element(
            "li",
            element("span", name),
            element("span", f"{count:,}", class_="count"),
            bar(count / whole if whole else 0.0, f"{count:,} of {whole:,}"),
        )
        for name, count in rows
    ]
    return element("ul", *items, class_="bars")


def _agencies(sheet: OutletSheet) -> Markup:
    outlet = sheet.row.outlet
    rows: list[tuple[Content, int]] = []
    for row in sheet.agencies:
        way = links.query("/", {"outlet": outlet, "agency": row.agency, "least": "1"})
        rows.append((element("a", row.agency, href=way, dir="auto"), row.articles))
    return element(
        "section",
        element("h2", "Whose copy it credits", id="agencies"),
        _bars(rows, sheet.row.articles) if rows else element("p", "None of its articles credits an agency."),
        aria_labelledby="agencies",
    )


def _editing(sheet: OutletSheet) -> Markup:
    rows: list[tuple[Content, int]] = [(_WHAT.get(name, name), count) for name, count in sheet.relations]
    kept = (
        element("p", f"Of a text it copies it keeps {sheet.kept:.0%} of the words on average.")
        if sheet.kept is not None
        else None
    )
    return element(
        "section",
        element("h2", "How it edits", id="editing"),
        _bars(rows, sheet.row.articles) if rows else element("p", "Nothing was compared yet."),
        kept,
        aria_labelledby="editing",
    )


def _months(months: Sequence[Month]) -> Markup | None:
    """A bar a month; the dark part copies or credits."""
    if not months:
        return None
    most = max(month.articles for month in months)
    items = [
        element(
            "li",
            element("span", _named(month.month)),
            element("span", f"{month.agency:,} of {month.articles:,}", class_="count"),
            element(
                "svg",
                element(
                    "rect",
                    x=0,
                    y=0,
                    width=f"{100 * month.articles / most:.1f}%",
                    height="100%",
                    class_="track",
                ),
                element(
                    "rect", x=0, y=0, width=f"{100 * month.agency / most:.1f}%", height="100%", class_="fill"
                ),
                aria_hidden="true",
                class_="bar",
            ),
        )
        for month in months
    ]
    return element(
        "section",
        element("h2", "Month by month", id="months"),
        element(
            "p", "Articles that copy an earlier one or credit an agency, of all articles.", class_="says"
        ),
        element("ol", *items, class_="bars"),
        aria_labelledby="months",
    )


def _named(month: str) -> str:
    """A month as people write it."""
    try:
        return f"{date.fromisoformat(month + '-01'):%B %Y}"
    except ValueError:
        return month


def _others(sheet: OutletSheet) -> Markup | None:
    if not sheet.shares_with:
        return None
    rows: list[tuple[Content, int]] = [
        (element("a", name, href=links.outlet(name), dir="auto"), count) for name, count in sheet.shares_with
    ]
    more = len(rows) - _WITH
    return element(
        "section",
        element("h2", "With whom it shares texts", id="others"),
        element(
            "p", "Articles of this outlet whose wording also stands in articles of the other.", class_="says"
        ),
        _bars(rows[:_WITH], sheet.row.articles),
        element(
            "details",
            element("summary", plural(more, "more outlet")),
            _bars(rows[_WITH:], sheet.row.articles),
        )
        if more > 0
        else None,
        aria_labelledby="others",
    )
