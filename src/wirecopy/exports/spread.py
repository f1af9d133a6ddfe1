"""How a story spread: which outlet published when, as a section of the page.

Takes a `StoryView`, gives markup: one line an article, earliest first, each with its time in words and a
dot on a line of time that is as wide as the page allows. Articles without a date are named beneath; of
those dated to the day the dot stands where the day begins. Nothing is drawn where fewer than two moments
are known.
"""

from __future__ import annotations

from datetime import UTC, datetime

from wirecopy.exports.markup import Markup, element
from wirecopy.exports.parts import Anchors, chip, chips, date
from wirecopy.exports.sections import section
from wirecopy.views import StoryView
from wirecopy.views.answers import VersionRow
from wirecopy.views.phrases import RELATIONS, plural

_HOUR = 3_600
_DAY = 24 * _HOUR
_LEFT, _WIDE = 2.0, 96.0  # percent: dots at the ends keep clear of the edge


def moments(story: StoryView) -> tuple[tuple[int, VersionRow], ...]:
    """When the articles were published that say so, earliest first."""
    found = [(moment, row) for row in story.versions if (moment := _moment(row)) is not None]
    return tuple(sorted(found, key=lambda item: item[0]))


def _moment(row: VersionRow) -> int | None:
    try:
        found = datetime.fromisoformat(row.version.published or "")
    except ValueError:
        return None
    return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())


def spread(story: StoryView, anchors: Anchors) -> Markup | None:
    """The section; None where there is no time to show."""
    dated = moments(story)
    if len({moment for moment, _ in dated}) < 2:
        return None
    first, last = dated[0][0], dated[-1][0]
    known = {row.sign for _, row in dated}
    undated = [row.sign for row in story.versions if row.sign not in known]
    rows = [_row(moment, row, (first, last), anchors) for moment, row in dated]
    return section(
        story,
        "spread",
        "How it spread",
        "When each article was published, as it says itself. From the first to the last: "
        f"{length(last - first)}.",
        element("ol", *rows, class_="moments"),
        element("p", "Without a date: ", chips(undated, story), class_="note") if undated else None,
    )


def _row(moment: int, row: VersionRow, ends: tuple[int, int], anchors: Anchors) -> Markup:
    first, last = ends
    at = _LEFT + _WIDE * (moment - first) / (last - first)
    later = f"{length(moment - first)} later" if moment > first else "first"
    relation = row.relation
    return element(
        "li",
        element(
            "span",
            chip(row),
            " ",
            element("a", element("bdi", row.name), href=anchors.places.text(row.version.id)),
            element("span", f" {RELATIONS[relation]}", class_="note"),
        ),
        element("span", date(row.version.published or ""), element("span", f" {later}", class_="note")),
        element(
            "svg",
            element("line", x1=f"{_LEFT:g}%", x2=f"{_LEFT + _WIDE:g}%", y1="50%", y2="50%", class_="track"),
            element("line", x1=f"{_LEFT:g}%", x2=f"{at:.2f}%", y1="50%", y2="50%", class_="run"),
            _dot(f"{at:.2f}%", relation),
            aria_hidden="true",
            class_="when",
        ),
    )


def _dot(at: str, relation: str) -> Markup:
    """A full dot for a text of its own, a ring for a copy: not told apart by colour alone."""
    own = relation in ("first", "own")
    return element("circle", cx=at, cy="50%", r=6 if own else 5, class_="own" if own else "copied")


def length(seconds: int) -> str:
    """A stretch of time in words."""
    if seconds >= 2 * _DAY:
        return plural(round(seconds / _DAY), "day")
    if seconds >= _HOUR:
        hours, minutes = divmod(round(seconds / 60), 60)
        return plural(hours, "hour") + (f" {minutes} min" if minutes else "")
    return plural(round(seconds / 60), "minute")
