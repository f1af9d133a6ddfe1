"""The texts themselves on the page: passages side by side, and every version in full.

Takes a `StoryView`, gives markup. The collation shows what each version made of the same sentence; the full
texts carry an anchor at every sentence, so that every finding can be walked back to its place.
Limits, said on the page where they bite: so many wordings of one passage, so much of one text.
"""

from __future__ import annotations

from collections.abc import Sequence

from wirecopy.exports.markup import Content, Markup, element
from wirecopy.exports.parts import SHOWN, anchor_of, cell_wording, chip, chips, fold, place, story_anchor
from wirecopy.exports.sections import section
from wirecopy.exports.summary import corrections
from wirecopy.views import StoryView
from wirecopy.views.answers import VersionRow
from wirecopy.views.collation import Cell, Row
from wirecopy.views.phrases import plural

_WORDINGS = 12  # of one passage


def side_by_side(story: StoryView, passages: Sequence[Row]) -> Markup:
    """The passages side by side."""
    rows = [_row(row, story) for row in passages]
    return section(
        story,
        "collation",
        "The passages side by side",
        "Sentences that descend from one sentence, in reading order. Marked: other words than in the first "
        "box. ⌄: words left out. Spelling, case and house style do not count as other words.",
        fold(f"{plural(len(rows), 'passage')}", element("ol", *rows, class_="collation"))
        if rows
        else element("p", "No passage stands in two articles."),
    )


def _row(row: Row, story: StoryView) -> Markup:
    cells: list[Content] = [
        _cell(cell, story, first=index == 0) for index, cell in enumerate(row.cells[:_WORDINGS])
    ]
    if len(row.cells) > _WORDINGS:
        cells.append(
            element("p", f"{len(row.cells) - _WORDINGS} more wordings: see --json", class_="cell gap")
        )
    if row.gaps:
        cells.append(element("p", chips(row.gaps, story), " not here", class_="cell gap"))
    return element("li", element("div", *cells, class_="cellgrid"))


def _cell(cell: Cell, story: StoryView, *, first: bool) -> Markup:
    version, offset = cell.anchors[0]
    notes = ["headline"] if cell.headline else []
    if not first and cell.reworded:
        notes.append("reworded throughout, not marked")
    if len(cell.signs) > 1:
        notes.append("same words")
    return element(
        "div",
        element(
            "p",
            element("a", chips(cell.signs, story), href=f"#{place(version, offset)}"),
            element("span", "; ".join(notes), class_="note") if notes else None,
        ),
        element("p", cell_wording(cell.pieces), dir="auto", lang=cell.language, class_="words"),
        class_="cell first" if first else "cell",
    )


def texts(story: StoryView) -> Markup:
    """Every version in full."""
    return section(
        story,
        "texts",
        "The texts in full" if not story.alone else "The text in full",
        "As read, nothing altered. Headlines, captions, credits and page furniture look different.",
        *(_text(row) for row in story.versions),
    )


def _text(row: VersionRow) -> Markup:
    version = row.version
    end = min(len(version.text), SHOWN)
    parts: list[Content] = []
    cursor = 0
    for sentence in version.sentences:
        if sentence.start >= end:
            break
        parts.append(version.text[cursor : sentence.start])
        cursor = min(sentence.end, end)
        parts.append(
            element(
                "span",
                version.text[sentence.start : cursor],
                id=anchor_of(version.id, sentence.start),
                class_=f"k-{sentence.kind}",
            )
        )
    parts.append(version.text[cursor:end])
    cut = len(version.text) - end
    return fold(
        element("h4", chip(row), " ", element("bdi", row.name)),
        _facts(row),
        element("div", *parts, dir="auto", lang=version.language, class_="text"),
        element("p", f"{cut:,} more characters are not shown here: see --json.", class_="note")
        if cut
        else None,
        id_=anchor_of(version.id),
        class_="card full",
    )


def _facts(row: VersionRow) -> Markup:
    version = row.version
    facts = [version.published, version.language, version.path, version.url]
    return element("p", " · ".join(fact for fact in facts if fact), class_="note")


def quotations(story: StoryView) -> list[Markup]:
    """Every quotation of a story with its speaker, as items of a list."""
    return [
        element(
            "li",
            element("q", member.text, dir="auto"),
            " ",
            element("bdi", member.speaker or "no speaker named"),
        )
        for quote in story.story.quotes
        for member in quote.members
    ]


def alone(story: StoryView) -> Markup:
    """A single article: its credits, quotes and attributions, and its text."""
    (row,) = story.versions
    quoted = quotations(story)
    return element(
        "section",
        element("h3", story.title, dir="auto", id=story_anchor(story)),
        element(
            "p",
            chip(row),
            " ",
            element("bdi", row.name),
            f" {story.when}; {row.credit}; "
            f"{plural(len(row.version.attributions), 'attribution')}, {plural(len(story.ledger), 'claim')}",
        ),
        corrections(story),
        element("p", "Sources named: ", element("bdi", "; ".join(story.named))) if story.named else None,
        fold(plural(len(quoted), "quote"), element("ul", *quoted)) if quoted else None,
        _text(row),
        aria_labelledby=story_anchor(story),
        class_="alone",
    )
