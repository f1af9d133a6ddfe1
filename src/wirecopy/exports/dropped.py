"""What `group` drops and why, as one self-contained page without script.

Takes a grouped corpus and which rows stay, gives HTML in the dress of the report page. Everything from
articles is escaped. Limits, said on the page: the largest families, a sample of some pairs of each relation,
long texts in part.
"""

from __future__ import annotations

from wirecopy.exports.html import head
from wirecopy.exports.markup import Markup, element, join
from wirecopy.exports.parts import badge, bar, fold
from wirecopy.exports.sheet import opening
from wirecopy.front import Grouped
from wirecopy.front.keep import Flags, Keep
from wirecopy.version import __version__
from wirecopy.views.copies import CopiesView, FamilyRow, Fate, Pair, Shelf, Side, Stretch, view
from wirecopy.views.phrases import plural

_BEGINNING = 150  # columns
_KEEPS = {
    "best": "Of each family the first article stays, unless it is shorter by a tenth or more than the "
    "longest, or another whole text knows more of date, outlet and title.",
    "first": "Of each family the article that stands first stays.",
    "longest": "Of each family the longest article stays.",
}
_CAUTION = (
    "A copy is found by the words it shares. That two articles share none does not make them independent: "
    "wirecopy says what it found, not what is true."
)


def render(found: Grouped, kept: Flags, keep: Keep) -> str:
    """The page.

    Args:
        found: the grouped corpus.
        kept: bool[n], the rows that stay.
        keep: how they were chosen.
    """
    holdings = found.holdings
    shelf = Shelf(holdings.corpus, holdings.ids, holdings.outlet_names)
    page = view(shelf, found.groups, kept, found.rejected)
    copies = page.articles - page.texts
    title = f"{plural(page.articles, 'article')}, {plural(page.texts, 'text')}"
    body = element(
        "body",
        element("a", "Skip to the report", href="#report", class_="skip"),
        element(
            "header",
            element("p", element("b", "wirecopy"), " count sources, not copies", class_="brand"),
            element("h1", title),
            element("p", _lead(page, copies), class_="lead"),
            element("p", _KEEPS[keep], class_="note"),
        ),
        element("main", _fates(page), _largest(page), _sample(page), id="report"),
        element("footer", element("p", _CAUTION), _settings(found)),
    )
    return f"<!DOCTYPE html>\n{element('html', head(title), body, lang='en')}\n"


def _lead(page: CopiesView, copies: int) -> str:
    rejected = f" {plural(page.rejected, 'row')} could not be read." if page.rejected else ""
    if not copies:
        return f"No copy was found.{rejected}"
    families = plural(page.families, "family", "families")
    return (
        f"{plural(copies, 'copy goes', 'copies go')}, in {families}: {copies / page.articles:.0%} of the "
        f"articles, {page.dropped_share:.0%} of their text.{rejected}"
    )


def _fates(page: CopiesView) -> Markup:
    head_row = element(
        "tr", *(element("th", name, scope="col") for name in ("Relation", "Dropped", "Kept", "Share dropped"))
    )
    return element(
        "section",
        element("h2", "What goes, and why", id="fates"),
        element(
            "table",
            element("thead", head_row),
            element("tbody", *(_fate(row, page.articles) for row in page.fates)),
        ),
        aria_labelledby="fates",
        class_="overview",
    )


def _fate(row: Fate, articles: int) -> Markup:
    share = row.dropped / articles
    return element(
        "tr",
        element("th", row.relation, element("span", f" {row.reason}", class_="note"), scope="row"),
        element("td", f"{row.dropped:,}", data_label="dropped"),
        element("td", f"{row.kept:,}", data_label="kept"),
        element("td", f"{share:.1%}", bar(share, f"{share:.1%} of all articles"), data_label="of all"),
    )


def _largest(page: CopiesView) -> Markup | None:
    if not page.largest:
        return None
    head_row = element(
        "tr", *(element("th", name, scope="col") for name in ("Begins", "Articles", "Outlets", "Stays"))
    )
    return element(
        "section",
        element("h2", "The largest families", id="largest"),
        element("p", f"{len(page.largest)} of {page.families:,}.", class_="says"),
        element(
            "table",
            element("thead", head_row),
            element("tbody", *(_family(row) for row in page.largest)),
        ),
        aria_labelledby="largest",
        class_="overview families",
    )


def _family(row: FamilyRow) -> Markup:
    return element(
        "tr",
        element(
            "th",
            element("span", opening(" ".join(row.opening.split()), _BEGINNING), dir="auto", class_="words"),
            scope="row",
        ),
        element("td", f"{row.articles:,}", data_label="articles"),
        element("td", f"{row.outlets:,}" if row.outlets else "-", data_label="outlets"),
        element("td", element("bdi", row.kept), data_label="stays"),
    )


def _sample(page: CopiesView) -> Markup | None:
    if not page.pairs:
        return None
    return element(
        "section",
        element("h2", "A sample, side by side", id="sample"),
        element(
            "p",
            "First an article that goes, second the one it shares most with. Marked: what stands in both. "
            "Drawn by a hash of the ids, some of each relation.",
            class_="says",
        ),
        *(_pair(pair) for pair in page.pairs),
        aria_labelledby="sample",
    )


def _pair(pair: Pair) -> Markup:
    shares = (
        f"{pair.shared:.0%} of the first stands in the second, "
        f"{pair.contained:.0%} of the second in the first"
    )
    return element(
        "article",
        element("p", badge(pair.relation, "warn"), " ", element("span", shares, class_="note")),
        element("div", _side(pair.dropped), _side(pair.closest), class_="pair"),
        class_="card",
    )


def _side(side: Side) -> Markup:
    fate = badge("stays", "sure") if side.kept else badge("goes", "none")
    outlet = element("span", element("bdi", side.outlet), class_="note") if side.outlet else None
    return element(
        "div",
        element("h3", element("bdi", side.id), " ", fate, " ", outlet),
        element("div", *(_stretch(stretch) for stretch in side.stretches), dir="auto", class_="text"),
        class_="cell first" if side.kept else "cell",
    )


def _stretch(stretch: Stretch) -> Markup:
    if stretch.kind == "shared":
        return element("mark", stretch.text)
    if stretch.kind == "cut":
        return element("span", f" […{stretch.text} not shown…] ", class_="gap")
    return join(stretch.text)


def _settings(found: Grouped) -> Markup:
    rows = [element("li", f"{key}: {value}") for key, value in sorted(found.settings.as_dict().items())]
    return fold(f"wirecopy {__version__}, settings", element("ul", *rows))
