"""The head of a story on a page: the bottom line, the two numbers that matter, which sign is which article.

Takes a `StoryView`, gives markup. The bars show how often the shared claims are told and how often they
were reported; the bounds stand beside them. The links lead where the `Places` of the page say.
"""

from __future__ import annotations

from wirecopy.exports.markup import Markup, element
from wirecopy.exports.parts import Anchors, chip, fold
from wirecopy.model import Said
from wirecopy.views import StoryView
from wirecopy.views.phrases import RELATIONS, plural, span_of


def summary(story: StoryView, anchors: Anchors, passages: int) -> Markup:
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
        corrections(story, anchors),
        _legend(story, anchors),
        _ways(story, anchors, passages),
        class_="summary",
    )


def corrections(story: StoryView, anchors: Anchors | None = None) -> Markup | None:
    """What people said, so that nobody takes these figures for computed ones."""

    def words(said: Said) -> Markup:
        href = anchors.places.cited(story, said.target) if anchors and said.kind == "finding" else None
        return element("a", said.said, href=href, dir="auto") if href else element("bdi", said.said)

    rows = [
        element(
            "li",
            words(said),
            element(
                "span", " ", element("bdi", said.author), f", {said.at[:10]}: {said.effect}", class_="note"
            ),
        )
        for said in story.story.corrections
    ]
    return fold(story.corrected, element("ul", *rows)) if rows else None


def _legend(story: StoryView, anchors: Anchors) -> Markup:
    """Which sign is which article."""
    rows = [
        element(
            "li",
            chip(row),
            element(
                "span",
                element("a", element("bdi", row.name), href=anchors.places.text(row.version.id)),
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


def _ways(story: StoryView, anchors: Anchors, passages: int) -> Markup:
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
                        "a",
                        element("b", number),
                        element("span", name),
                        href=anchors.places.part(story, part),
                    ),
                )
                for part, number, name in ways
            ),
        ),
        aria_label=f"Parts of the story: {story.title}",
        class_="ways",
    )
