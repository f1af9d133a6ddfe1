"""The report for a terminal: the bottom line first, then the five answers.

Takes a `Report`, gives one string, readable at 80 columns and without colour. Changed words stand in
[brackets], words left out show as [-]; colour only repeats that. All high alarms are shown; other long
lists are shortened and say how many rows are left and where they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from wirecopy.exports.answers import write_alone, write_story
from wirecopy.exports.sheet import Run, Sheet, clip, pad
from wirecopy.model import Rejected, Report
from wirecopy.views import ReportView, StoryView, view
from wirecopy.views.phrases import CAUTION, COUNTING, plural

_FULL = 5  # stories told in full; the others keep their bottom line and high alarms
_ALONE = 12  # single articles listed


def render(report: Report, *, width: int = 80, colour: bool = False) -> str:
    """The report as text.

    Args:
        report: what `wirecopy read` found.
        width: columns of the terminal.
        colour: whether to add ANSI colours.
    """
    page = view(report)
    sheet = Sheet(width)
    sheet.paragraph(Run("wirecopy", "title"), Run(f": {page.headline}"))
    if len(page.stories) > 1:
        _overview(sheet, page)
    for index, story in enumerate(page.stories):
        write_story(sheet, story, full=index < _FULL)
    _alone(sheet, page.alone)
    _rejected(sheet, page.rejected)
    sheet.blank()
    if page.stories:
        sheet.paragraph(
            "Every finding in its sentence, passages side by side: --html FILE. All data: --json."
        )
        sheet.blank()
    sheet.paragraph(Run(COUNTING, "quiet"))
    sheet.paragraph(Run(CAUTION, "quiet"))
    return sheet.ansi() if colour else sheet.text()


def _overview(sheet: Sheet, page: ReportView) -> None:
    """A table of the stories, one line each."""
    sheet.blank()
    sheet.line(Run("                   shared  on one    high", "quiet"))
    sheet.line(Run("  articles  texts  claims  report  alarms  story", "quiet"))
    for story in page.stories:
        sheet.line(Run(_figures(story)), Run(clip(story.title, max(12, sheet.width - 42)), "strong"))


def _figures(story: StoryView) -> str:
    single = sum(1 for row in story.shared if row.reports.best == 1)
    columns = (
        (len(story.versions), 10),
        (len(story.families), 7),
        (len(story.shared), 8),
        (single, 8),
        (len(story.alarms_of("high")), 8),
    )
    return "".join(pad(f"{number:,}", width, right=True) for number, width in columns) + "  "


def _alone(sheet: Sheet, alone: Sequence[StoryView]) -> None:
    """Articles that share no text with any other."""
    if not alone:
        return
    sheet.blank()
    sheet.line(
        Run("ARTICLES THAT STAND ALONE", "head"), Run("  no shared text found with any other", "quiet")
    )
    sheet.rule()
    for story in alone[:_ALONE]:
        write_alone(sheet, story)
    if len(alone) > _ALONE:
        sheet.paragraph(f"{len(alone) - _ALONE} more single articles: see --html FILE or --json.", indent=2)


def _rejected(sheet: Sheet, rejected: Sequence[Rejected]) -> None:
    """What could not be read, and why; equal reasons together."""
    if not rejected:
        return
    sheet.blank()
    sheet.line(Run("NOT READ", "head"))
    sheet.rule()
    reasons = Counter(row.reason for row in rejected)
    for reason, _ in reasons.most_common():
        paths = [row.path for row in rejected if row.reason == reason]
        more = f" and {len(paths) - 3} more (--json names them)" if len(paths) > 3 else ""
        sheet.paragraph(f"{', '.join(paths[:3])}{more}: {reason}", first="  ", indent=4)
    sheet.paragraph(f"{plural(len(rejected), 'input')} in all.", indent=2)
