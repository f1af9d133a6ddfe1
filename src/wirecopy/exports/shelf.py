"""What a store holds, for a terminal: lists of stories, hits of a search, one article with its revisions.

In: rows of a store. Out: one string, readable at 80 columns and without colour. Articles count sightings and
texts count copies once, so the two numbers side by side say how much of a story is repetition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wirecopy.exports.sheet import Run, Sheet, clip, pad
from wirecopy.model import CopyRow, Hit, Stored, StoryEvent, StoryRow
from wirecopy.views.diff import compare
from wirecopy.views.phrases import plural

_CONTEXT = 40  # characters shown before and after what a revision changed


@dataclass(frozen=True, slots=True)
class ArticleSheet:
    """One article and where it stands.

    Attributes:
        revisions: oldest first.
        copy: what the last one copies.
        closest: the article it shares most with.
        story: its story.
    """

    revisions: Sequence[Stored]
    copy: CopyRow | None
    closest: Stored | None
    story: StoryRow | None


def render_stories(rows: Sequence[StoryRow], *, width: int = 80, colour: bool = False) -> str:
    """A table of stories, one line each."""
    sheet = Sheet(width)
    sheet.line(Run("articles  texts  outlets  latest      story", "quiet"))
    for row in rows:
        figures = "".join(
            pad(f"{number:,}", columns, right=True)
            for number, columns in ((row.articles, 8), (row.families, 7), (row.outlets, 9))
        )
        when = (row.last_published or "")[:10]
        title = clip(row.title, max(12, sheet.width - 52))
        sheet.line(Run(f"{figures}  {pad(when, 12)}"), Run(f"{row.id}  ", "quiet"), Run(title, "strong"))
    return _text(sheet, colour)


def render_hits(hits: Sequence[Hit], *, width: int = 80, colour: bool = False) -> str:
    """Articles that were found, with the line that holds the words."""
    sheet = Sheet(width)
    for hit in hits:
        about = "  ".join(part for part in (hit.outlet, (hit.published or "")[:10]) if part)
        sheet.line(Run(clip(hit.title or hit.id, sheet.width - 2), "strong"))
        sheet.line(Run(f"  {hit.id}  {about}", "quiet"))
        sheet.paragraph(*_marked(hit.snippet, hit.marks), indent=2, first="  ")
        sheet.blank()
    return _text(sheet, colour)


def render_article(found: ArticleSheet, *, width: int = 80, colour: bool = False) -> str:
    """One article: what it copies, its story, and what its revisions changed."""
    sheet = Sheet(width)
    last = found.revisions[-1].article
    sheet.paragraph(Run(last.title or last.id, "title"))
    about = "  ".join(part for part in (last.id, last.outlet, last.published, last.url) if part)
    sheet.paragraph(Run(about, "quiet"))
    sheet.blank()
    if found.copy:
        sheet.paragraph(_copy_line(found.copy, found.closest))
    if found.story:
        row = found.story
        sheet.paragraph(
            f"In the story {row.id}: {plural(row.articles, 'article')} with {plural(row.families, 'text')}."
        )
    for older, newer in zip(found.revisions, found.revisions[1:], strict=False):
        sheet.blank()
        sheet.line(Run(f"REVISION {newer.revision}", "head"))
        sheet.rule()
        for line in revision_lines(older, newer):
            sheet.paragraph(line, first="  ", indent=4)
    sheet.blank()
    sheet.paragraph(last.text)
    return _text(sheet, colour)


def revision_lines(older: Stored, newer: Stored) -> list[str]:
    """What a newsroom changed in an article, a line a change: the words before and after."""
    changes = []
    if older.article.title != newer.article.title:
        changes.append(f"headline: {older.article.title or '-'} -> {newer.article.title or '-'}")
    language = newer.article.language
    for piece in compare(older.article.text, newer.article.text, language):
        if piece.kind == "same":
            continue
        was = clip(piece.was.strip(), _CONTEXT * 2) or "-"
        now = clip(piece.text.strip(), _CONTEXT * 2) or "-"
        changes.append(f"{piece.kind}: {was} -> {now}")
    return changes or ["nothing but white space and marks"]


def event_lines(events: Sequence[StoryEvent], names: dict[int, str]) -> list[str]:
    """The history of a story in words."""
    words = {"formed": "formed", "merged": "merged into", "split": "split off from"}
    return [
        f"{names[event.story]} {words[event.kind]}{f' {names[event.other]}' if event.other else ''}"
        for event in events
    ]


def _copy_line(copy: CopyRow, closest: Stored | None) -> str:
    if closest is None:
        alone = copy.relation != "first"
        return "No shared text found with what came before." if alone else "The first of its family."
    source = closest.article.outlet or closest.article.id
    return (
        f"{copy.relation.capitalize()} copy of {closest.article.id} ({source}): {copy.shared:.0%} of its "
        f"words stand there, {copy.contained:.0%} of that article stands here."
    )


def _marked(text: str, marks: Sequence[tuple[int, int]]) -> list[Run]:
    runs, at = [], 0
    for start, end in marks:
        runs += [Run(text[at:start]), Run(text[start:end], "mark")]
        at = end
    return [run for run in [*runs, Run(text[at:])] if run.text]


def _text(sheet: Sheet, colour: bool) -> str:
    return sheet.ansi() if colour else sheet.text()
