"""The report as one self-contained page.

Takes a `Report`, gives HTML that needs no script and loads nothing: style and drawing are inside, and its
content security policy forbids everything else. Everything from articles is escaped (`markup`), left-to-right
and right-to-left text each run their own way. Equal reports give equal bytes.
Limits, each said on the page where it bites: wordings per passage, length of one text (`reading`).
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources

from wirecopy.exports import reading, sections
from wirecopy.exports.markup import Content, Markup, element, join
from wirecopy.exports.parts import Anchors, anchor_of, chip, fold, story_anchor
from wirecopy.model import Rejected, Report
from wirecopy.views import ReportView, StoryView, view
from wirecopy.views.collation import collation
from wirecopy.views.phrases import CAUTION, COUNTING, RELATIONS, plural, span_of

_FOLDED = 3  # with more stories than this, all but the first fold


@cache
def style() -> str:
    """The style sheet of the page."""
    return resources.files("wirecopy.exports").joinpath("report.css").read_text(encoding="utf-8")


def render(report: Report) -> str:
    """The report as an HTML page."""
    page = view(report)
    anchors = Anchors(page)
    title = page.stories[0].title if _single(page) else page.headline
    body = element(
        "body",
        element("a", "Skip to the report", href="#report", class_="skip"),
        element(
            "header",
            element("p", element("b", "wirecopy"), " count sources, not copies", class_="brand"),
            None if _single(page) else element("h1", page.headline),
        ),
        element(
            "main",
            _overview(page),
            _stories(page, anchors),
            _alone(page),
            _rejected(page.rejected),
            id="report",
        ),
        element("footer", element("p", COUNTING), element("p", CAUTION), _settings(report)),
    )
    return f"<!DOCTYPE html>\n{element('html', head(title), body, lang='en')}\n"


def _single(page: ReportView) -> bool:
    """Whether the page is about one story to compare and nothing else."""
    return len(page.stories) == 1 and not page.alone and not page.rejected


def head(title: str) -> Markup:
    """The head of any page of ours: its style inside, everything else forbidden."""
    css = style()
    digest = b64encode(sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"{title} - wirecopy"),
        element("style", Markup(css)),
    )


def _overview(page: ReportView) -> Markup | None:
    """One line a story, where there are several."""
    if len(page.stories) < 2:
        return None
    names = element(
        "tr",
        *(
            element("th", name, scope="col")
            for name in ("Story", "Articles", "Texts", "Shared claims", "On one report", "High alarms")
        ),
    )
    rows = [
        element(
            "tr",
            element("th", element("a", story.title, href=f"#{story_anchor(story)}", dir="auto"), scope="row"),
            *(element("td", f"{number:,}", data_label=label) for label, number in _figures(story)),
        )
        for story in page.stories
    ]
    return element(
        "section",
        element("h2", "Stories with more than one article", id="overview"),
        element("table", element("thead", names), element("tbody", *rows)),
        aria_labelledby="overview",
        class_="overview",
    )


def _figures(story: StoryView) -> tuple[tuple[str, int], ...]:
    return (
        ("articles", len(story.versions)),
        ("texts", len(story.families)),
        ("shared claims", len(story.shared)),
        ("on one report", sum(1 for row in story.shared if row.reports.best == 1)),
        ("high alarms", len(story.alarms_of("high"))),
    )


def _stories(page: ReportView, anchors: Anchors) -> Markup:
    many = len(page.stories) > _FOLDED
    parts: list[Content] = []
    for index, story in enumerate(page.stories):
        passages = collation(story.story)
        answers = [
            sections.ledger(story, anchors),
            sections.quotes(story, anchors),
            sections.versions(story, anchors),
            sections.lineage(story),
            sections.alarms(story, anchors),
            reading.side_by_side(story, passages),
            reading.texts(story),
        ]
        name = story_anchor(story)
        heading = element("h1" if _single(page) else "h2", story.title, id=name, dir="auto")
        parts.append(
            element(
                "article",
                heading,
                _summary(story, len(passages)),
                fold("the five answers and the texts", *answers, open_=index == 0)
                if many
                else join(*answers),
                aria_labelledby=name,
                class_="story",
            )
        )
    return join(*parts)


def _summary(story: StoryView, passages: int) -> Markup:
    """The bottom line, the two numbers that matter, and the way to the five answers."""
    counts = story.story.counts
    bounds = span_of(counts.reports)
    return element(
        "div",
        element("p", story.when, class_="note") if story.when else None,
        element("p", f"{story.articles[:1].upper()}{story.articles[1:]}.", class_="lead"),
        element("p", f"{story.single[:1].upper()}{story.single[1:]}.", class_="lead")
        if story.single
        else None,
        _proportion(counts.sightings, counts.reports.best, bounds) if counts.shared_claims else None,
        element("p", story.numbers, class_="note"),
        _legend(story),
        _ways(story, passages),
        class_="summary",
    )


def _legend(story: StoryView) -> Markup:
    """Which sign is which article."""
    rows = [
        element(
            "li",
            chip(row),
            element(
                "span",
                element("a", element("bdi", row.name), href=f"#{anchor_of(row.version.id)}"),
                element("span", f" {RELATIONS[row.relation]}, {row.credit}", class_="note"),
            ),
        )
        for row in story.versions
    ]
    listed = element("ul", *rows, class_="legend")
    return listed if len(rows) <= 12 else fold(f"the {len(rows)} articles and their signs", listed)


def _proportion(told: int, reported: int, bounds: str) -> Markup:
    """How often the shared claims are told, against how often they were reported."""
    rows = (
        ("Shared claims told", told, "", "told"),
        ("and reported", reported, f" ({bounds})" if bounds else "", "reported"),
    )
    return element(
        "dl",
        *(
            element(
                "div",
                element("dt", label),
                element("dd", element("b", f"{number:,}"), f" {'time' if number == 1 else 'times'}{more}"),
                element(
                    "dd",
                    element(
                        "svg",
                        element(
                            "rect", x=0, y=0, width=f"{100 * number / max(told, reported, 1):.1f}", height=8
                        ),
                        viewBox="0 0 100 8",
                        preserveAspectRatio="none",
                        aria_hidden="true",
                        class_=f"measure {kind}",
                    ),
                ),
            )
            for label, number, more, kind in rows
        ),
        class_="proportion",
    )


def _ways(story: StoryView, passages: int) -> Markup:
    ways = (
        ("sources", plural(len(story.shared), "shared claim"), "source ledger"),
        ("quotes", plural(len(story.drifted), "quote") + " changed", "quote drift"),
        ("versions", f"{len(story.uncredited)} without credit", "who added, who dropped"),
        ("lineage", plural(story.lost, "lost original"), "lineage"),
        ("alarms", plural(len(story.alarms_of("high")), "high alarm"), "meaning alarms"),
        ("collation", plural(passages, "passage"), "side by side"),
    )
    return element(
        "nav",
        element(
            "ul",
            *(
                element(
                    "li",
                    element(
                        "a", element("b", number), element("span", name), href=f"#{story_anchor(story, part)}"
                    ),
                )
                for part, number, name in ways
            ),
        ),
        aria_label=f"Parts of the story: {story.title}",
        class_="ways",
    )


def _alone(page: ReportView) -> Markup | None:
    if not page.alone:
        return None
    articles = [reading.alone(story) for story in page.alone]
    heading = element("h2", "Articles that stand alone", id="alone")
    says = element("p", "No shared text was found with any other article here.", class_="says")
    body = fold(plural(len(articles), "article"), *articles) if len(articles) > 6 else join(*articles)
    return element("section", heading, says, body, aria_labelledby="alone")


def _rejected(rejected: tuple[Rejected, ...]) -> Markup | None:
    if not rejected:
        return None
    rows = [element("li", element("code", row.path), f" {row.reason}") for row in rejected]
    return element(
        "section",
        element("h2", "Not read", id="rejected"),
        fold(plural(len(rows), "input"), element("ul", *rows), open_=len(rows) <= 10),
        aria_labelledby="rejected",
    )


def _settings(report: Report) -> Markup:
    rows = [element("li", f"{key}: {value}") for key, value in sorted(report.settings.items())]
    return fold(f"wirecopy {report.wirecopy}, settings", element("ul", *rows))
