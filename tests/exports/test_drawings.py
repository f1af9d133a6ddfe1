"""The lineage on a line of time, and how a story spread."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from tests.views import sample
from wirecopy.exports import clock
from wirecopy.exports.parts import Anchors
from wirecopy.exports.spread import length, moments, spread
from wirecopy.model import Version
from wirecopy.views.story import StoryView, story_view


def dated(*published: str | None) -> StoryView:
    """The sample with dates by hand; versions beyond them have none."""
    story = sample.dam_story()
    dates = [*published, *[None] * len(story.versions)]

    def of(version: Version, date: str | None) -> Version:
        return replace(version, published=date)

    versions = tuple(of(version, date) for version, date in zip(story.versions, dates, strict=False))
    return story_view(replace(story, versions=versions))


def drawing(view: StoryView) -> etree._Element | None:
    known = {row.version.id: moment for moment, row in moments(view)}
    made = clock.draw(view.lineage, known, "x", lambda edge: f"#{edge.child}")
    return None if made is None else etree.fromstring(made)


def test_without_two_moments_nothing_is_drawn() -> None:
    assert drawing(dated("2031-05-03")) is None
    assert drawing(dated("2031-05-03", "2031-05-03")) is None
    view = dated("2031-05-03", "no date")
    assert spread(view, Anchors([view])) is None


def test_time_runs_from_left_to_right() -> None:
    view = dated("2031-05-03T08:00:00+00:00", "2031-05-03T10:00:00+00:00", "2031-05-03T09:00:00+00:00")
    root = drawing(view)
    assert root is not None
    places = {}
    for group in root.iter("g"):
        circle, text = group.find("circle"), group.find("text")
        if circle is not None:
            places["".join(text.itertext()).split()[0]] = float(circle.get("cx"))
    assert places["A"] < places["C"] < places["B"]


def test_every_line_of_descent_is_a_link_with_words() -> None:
    view = dated("2031-05-03", "2031-05-04")
    root = drawing(view)
    assert root is not None
    ways = [node for node in root.iter("a") if node.get("href")]
    assert len(ways) == len(view.story.lineage.edges)
    assert all("support" in node.get("aria-label") for node in ways)


def test_a_text_without_a_date_and_a_lost_one_look_different() -> None:
    root = drawing(dated("2031-05-03", "2031-05-04"))
    assert root is not None
    kinds = [node.get("class") for node in root.iter("g") if node.get("class")]
    assert {"version", "version undated"} <= set(kinds)
    lost = [node for node in sample.dam_story().lineage.nodes if node.kind == "lost"]
    assert kinds.count("lost") == len(lost)


def test_the_spread_is_in_order_and_names_what_has_no_date() -> None:
    view = dated("2031-05-04", "2031-05-03", "2031-05-03T12:30:00+02:00")
    made = spread(view, Anchors([view]))
    assert made is not None
    root = etree.fromstring(made)
    rows = [" ".join("".join(row.itertext()).split()) for row in root.iter("li")]
    assert [row[0] for row in rows] == ["B", "C", "A"]
    assert "3 May 2031, 12:30 UTC+02:00 10 hours 30 min later" in rows[1]
    assert "".join(root[-1].itertext()).startswith("Without a date: ")


def test_lengths_of_time_in_words() -> None:
    assert [length(seconds) for seconds in (60, 3_600, 5_400, 90_000, 172_800)] == [
        "1 minute", "1 hour", "1 hour 30 min", "25 hours", "2 days",
    ]  # fmt: skip
