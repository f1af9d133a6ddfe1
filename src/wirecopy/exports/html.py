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
from wirecopy.exports.parts import Anchors, fold, story_anchor
from wirecopy.exports.summary import summary
from wirecopy.model import Rejected, Report
from wirecopy.views import ReportView, StoryView, view
from wirecopy.views.collation import collation
from wirecopy.views.phrases import CAUTION, COUNTING, plural

_FOLDED = 3  # with more stories than this, all but the first fold


@cache
def style() -> str:
    """The style sheet of the page."""
    return resources.files("wirecopy.exports").joinpath("report.css").read_text(encoding="utf-8")


def render(report: Report) -> str:
    """The report as an HTML page."""
    page = view(report)
    title = page.stories[0].title if single(page) else page.headline
    body = element(
        "body",
        element("a", "Skip to the report", href="#report", class_="skip"),
        element(
            "header",
            element("p", element("b", "wirecopy"), " count sources, not copies", class_="brand"),
            None if single(page) else element("h1", page.headline),
        ),
        element("main", contents(page), id="report"),
        element("footer", element("p", COUNTING), element("p", CAUTION), settings(report)),
    )
    return f"<!DOCTYPE html>\n{element('html', head(title), body, lang='en')}\n"


def contents(page: ReportView) -> Markup:
    """All there is to say about a report, but for its heading where it holds more than one story."""
    anchors = Anchors(page.everything)
    return join(_overview(page), _stories(page, anchors), _alone(page), _rejected(page.rejected))


def single(page: ReportView) -> bool:
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
        heading = element("h1" if single(page) else "h2", story.title, id=name, dir="auto")
        parts.append(
            element(
                "article",
                heading,
                summary(story, anchors, len(passages)),
                fold("the five answers and the texts", *answers, open_=index == 0)
                if many
                else join(element("h2", "The five answers") if single(page) else None, *answers),
                aria_labelledby=name,
                class_="story",
            )
        )
    return join(*parts)


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


def settings(report: Report) -> Markup:
    """What a report was made with."""
    rows = [element("li", f"{key}: {value}") for key, value in sorted(report.settings.items())]
    return fold(f"wirecopy {report.wirecopy}, settings", element("ul", *rows))
