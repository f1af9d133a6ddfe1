"""The five answers about one story, as sections of the page.

Takes a `StoryView`, gives markup. Each finding opens to its passages: the sentence with the exact words
marked, linked to the place in the full text.
"""

from __future__ import annotations

from wirecopy.exports import svg
from wirecopy.exports.markup import Content, Markup, element, join
from wirecopy.exports.parts import (
    Anchors,
    badge,
    bar,
    chip,
    chips,
    fold,
    snippet,
    story_anchor,
    wording,
)
from wirecopy.views import StoryView
from wirecopy.views.answers import AlarmRow, ClaimLine, LedgerRow, QuoteRow, VersionRow
from wirecopy.views.phrases import CHANGES, CONFIDENCES, NO_CREDIT, RELATIONS, plural, reports

_OPEN_ROWS = 12  # rows shown before the rest folds
_ALARMS = {"high": "High", "medium": "Medium", "low": "Low"}


def section(story: StoryView, part: str, title: str, says: str, *body: Content) -> Markup:
    """One answer with its heading."""
    name = story_anchor(story, part)
    return element(
        "section",
        element("h3", title, id=name),
        element("p", says, class_="says"),
        *body,
        aria_labelledby=name,
        class_=part,
    )


def ledger(story: StoryView, anchors: Anchors) -> Markup:
    """The source ledger."""
    shared = story.shared
    alone = [row for row in story.ledger if not row.shared]
    rows = [claim(row, story, anchors) for row in shared]
    return section(
        story,
        "sources",
        "1. Source ledger",
        "Each claim that two or more articles carry, and how many reports stand behind it. Open one to see "
        "where each article says it, and why it is counted so.",
        element(
            "p",
            f"Traced to {'; '.join(story.main_origin)}, where nothing else is said.",
            class_="says",
            dir="auto",
        )
        if story.main_origin
        else None,
        element("div", *rows[:_OPEN_ROWS], class_="rows"),
        fold(
            f"{plural(len(rows) - _OPEN_ROWS, 'more shared claim')}",
            element("div", *rows[_OPEN_ROWS:], class_="rows"),
        )
        if len(rows) > _OPEN_ROWS
        else None,
        fold(
            f"{plural(len(alone), 'claim')} in one article only",
            element("ul", *(_claim_alone(row, story, anchors) for row in alone)),
        )
        if alone
        else None,
        element("p", "No claim stands in two articles.") if not shared else None,
    )


def claim(row: LedgerRow, story: StoryView, anchors: Anchors, *, open_: bool = False) -> Markup:
    """A claim that opens to its passages."""
    told = plural(len(row.signs), "article")
    summary = join(
        element(
            "span",
            element("span", row.label, dir="auto", class_="label"),
            element("span", "source named: ", element("bdi", "; ".join(row.sources)), class_="note")
            if row.sources
            else None,
            element("span", "traced to: ", element("bdi", "; ".join(row.origins)), class_="note")
            if row.origins and row.shared and row.origins != story.main_origin
            else None,
        ),
        element(
            "span",
            element("span", f"{told} ", class_="told"),
            badge(reports(row.reports), "one" if row.reports.high == 1 else "many"),
            " ",
            chips(row.signs, story),
            class_="meta",
        ),
    )
    facts: list[Content] = []
    if row.origins:
        facts.append(element("p", "Traced to: ", element("bdi", "; ".join(row.origins))))
    if row.reason:
        facts.append(element("p", f"Counted so because: {row.reason}"))
    passages = anchors.passages(row.passages)
    below = anchors.places.finding(story, row.id)
    return fold(summary, *facts, passages, below, class_="row", id_=story_anchor(story, row.id), open_=open_)


def _claim_alone(row: LedgerRow, story: StoryView, anchors: Anchors) -> Markup:
    """A claim of one article: its words, linked to where they stand."""
    links = [
        element(
            "a",
            row.label,
            dir="auto",
            href=anchors.places.passage(item.version, item.start, item.end, item.anchor),
        )
        for item in row.passages[:1]
    ]
    return element("li", chips(row.signs, story), " ", *links, id=story_anchor(story, row.id))


def quotes(story: StoryView, anchors: Anchors) -> Markup:
    """Quote drift."""
    drifted = story.drifted
    kept = [row for row in story.quotes if not row.drifted]
    return section(
        story,
        "quotes",
        "2. Quote drift",
        "Words inside quotation marks that changed on the way, against the most typical wording.",
        *(quote(row, story, anchors) for row in drifted),
        element(
            "p",
            "No quotation changed on the way." if story.quotes else "No quotation stands in two articles.",
        )
        if not drifted
        else None,
        fold(
            f"{plural(len(kept), 'quote')} kept word for word", *(quote(row, story, anchors) for row in kept)
        )
        if kept
        else None,
    )


def quote(
    row: QuoteRow, story: StoryView, anchors: Anchors, *, open_: bool = False, heading: str = "h4"
) -> Markup:
    """A quotation with its wordings."""
    speaker = element("bdi", row.speaker or "no speaker named")
    wordings = [
        element(
            "li",
            chips(item.signs, story),
            element(
                "span",
                element("q", wording(item.pieces), dir="auto"),
                element("span", " the others are compared with this", class_="note")
                if item is row.wordings[0] and row.drifted
                else None,
            ),
        )
        for item in row.wordings
    ]
    notes: list[Content] = []
    if row.unattributed:
        notes.append(element("p", badge("no speaker named", "warn"), " ", chips(row.unattributed, story)))
    if row.absent:
        notes.append(element("p", "Left out by ", chips(row.absent, story)))
    passages = [passage for item in row.wordings for passage in item.passages]
    return element(
        "article",
        element(heading, speaker),
        element("ul", *wordings, class_="wordings"),
        *notes,
        fold(f"in context ({len(passages)})", anchors.passages(passages), open_=open_),
        anchors.places.finding(story, row.id),
        class_="card",
        id=story_anchor(story, row.id),
    )


def versions(story: StoryView, anchors: Anchors) -> Markup:
    """Who added, who dropped what."""
    return section(
        story,
        "versions",
        "3. Who added, who dropped what",
        "Each article: what it shares with its family, what it left out, what only it says, whom it credits.",
        element("div", *(_version(row, story, anchors) for row in story.versions), class_="cards"),
    )


def _version(row: VersionRow, story: StoryView, anchors: Anchors) -> Markup:
    share = f"{row.share:.0%} of its words stand in shared text"
    credit = badge(row.credit, "warn" if row.credit == NO_CREDIT else "plain")
    more: list[Content] = []
    if row.credits:
        more.append(
            fold(plural(len(row.credits), "credit"), anchors.passages(item.passage for item in row.credits))
        )
    if row.dropped:
        more.append(_lines("left out", row.dropped, story))
    if row.added:
        more.append(_lines("only here", row.added, story))
    if row.cues:
        items = [
            element(
                "li",
                element("b", cue.kind.replace("_", " ")),
                f" {cue.note}" if cue.note else None,
                element("blockquote", snippet(cue.passage), dir="auto", lang=row.version.language),
            )
            for cue in row.cues
        ]
        more.append(
            fold(
                plural(len(row.cues), "trace of how it was made", "traces of how it was made"),
                element("ul", *items, class_="passages"),
            )
        )
    return element(
        "article",
        element("h4", chip(row), " ", element("bdi", row.name)),
        element("p", badge(RELATIONS[row.relation], "plain"), " ", credit),
        bar(row.share, share),
        element("p", share, class_="note"),
        *more,
        element("p", element("a", "full text", href=anchors.places.text(row.version.id)), class_="note"),
        class_="card",
    )


def _lines(what: str, lines: tuple[ClaimLine, ...], story: StoryView) -> Markup:
    rows = [
        element("li", element("a", line.label, dir="auto", href=f"#{story_anchor(story, line.id)}"))
        for line in lines
    ]
    return fold(f"{plural(len(lines), 'claim')} {what}", element("ul", *rows))


def lineage(story: StoryView) -> Markup:
    """The stemma."""
    statements = [
        element(
            "li",
            badge(CONFIDENCES[row.confidence], row.confidence),
            " ",
            element("span", row.text, dir="auto"),
        )
        for row in story.statements
    ]
    drawing: list[Content] = []
    if story.lineage:
        words = " ".join(row.text for row in story.statements) or "The list below says the same."
        picture = svg.draw(story.lineage, story_anchor(story, "stemma"), words)
        drawing = [
            element("div", picture, class_="picture", tabindex=0, role="group", aria_label="Lineage drawing"),
            fold("the same as a list", svg.in_words(story.lineage), class_="aslist"),
        ]
    return section(
        story,
        "lineage",
        "4. Lineage",
        "Who descends from what. Dashed: a text that must have existed but is not among the files. "
        "Percent: how well the branch stood up when the evidence was resampled.",
        *drawing,
        element("ul", *statements, class_="statements") if statements else None,
        element("p", "Not decidable from these texts.") if not story.lineage else None,
    )


def alarms(story: StoryView, anchors: Anchors) -> Markup:
    """Meaning alarms, high first."""
    groups: list[Content] = []
    for level, title in _ALARMS.items():
        rows = [row for row in story.alarms if row.severity == level]
        if rows:
            body = [alarm(row, story, anchors) for row in rows]
            heading = f"{title} ({len(rows)})"
            groups.append(
                join(element("h4", heading), *body)
                if level == "high"
                else fold(heading, *body, open_=level == "medium" and len(rows) <= _OPEN_ROWS)
            )
    return section(
        story,
        "alarms",
        "5. Meaning alarms",
        "Places where the articles do not say the same. Which of them is right, the texts alone cannot tell.",
        *groups,
        element("p", "None found.") if not groups else None,
    )


def alarm(row: AlarmRow, story: StoryView, anchors: Anchors, *, open_: bool = False) -> Markup:
    """A meaning alarm that opens to its passages."""
    readings = [
        element(
            "span",
            chips(reading.signs, story),
            " ",
            element("span", snippet(reading.passages[0]), dir="auto", class_="words")
            if reading.passages
            else element("mark", reading.words or "nothing here"),
            class_="reading",
        )
        for reading in row.readings
    ]
    passages = anchors.passages(passage for reading in row.readings for passage in reading.passages)
    return fold(
        join(
            element(
                "span", badge(CHANGES[row.kind], row.severity), " ", element("span", row.why), class_="why"
            ),
            element("span", *readings, class_="readings"),
        ),
        passages,
        anchors.places.finding(story, row.id),
        class_=f"row alarm {row.severity}",
        id_=story_anchor(story, row.id),
        open_=open_,
    )
