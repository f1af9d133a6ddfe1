"""The whole report as people see it: totals, stories to compare, articles that stand alone, rejections.

Takes a `Report`, gives a `ReportView`. Stories to compare come by size, then by how often
their claims are told; the rest keeps the order of the report.
"""

from __future__ import annotations

from dataclasses import dataclass

from wirecopy.model import Rejected, Report
from wirecopy.views.phrases import plural
from wirecopy.views.story import StoryView, story_view


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report ready to lay out."""

    report: Report
    stories: tuple[StoryView, ...]  # two or more versions, the largest first
    alone: tuple[StoryView, ...]  # single articles
    rejected: tuple[Rejected, ...]

    @property
    def everything(self) -> tuple[StoryView, ...]:
        """Every story, those to compare first."""
        return self.stories + self.alone

    @property
    def articles(self) -> int:
        """How many articles were read."""
        return sum(len(view.versions) for view in self.everything)

    @property
    def headline(self) -> str:
        """What was read and what it came to, in one line."""
        parts = []
        if len(self.stories) == 1 and not self.alone:
            parts.append("1 story")
        elif self.stories:
            parts.append(
                plural(len(self.stories), "story told more than once", "stories told more than once")
            )
        if self.alone:
            parts.append(plural(len(self.alone), "article that stands alone", "articles that stand alone"))
        if self.rejected:
            parts.append(f"{plural(len(self.rejected), 'input')} not read")
        return plural(self.articles, "article") + (f": {', '.join(parts)}" if parts else "")


def view(report: Report) -> ReportView:
    """Everything there is to show about a report."""
    views = [story_view(story) for story in report.stories]
    stories = sorted(
        (row for row in views if not row.alone),
        key=lambda row: (-len(row.versions), -row.story.counts.sightings),
    )
    return ReportView(report, tuple(stories), tuple(row for row in views if row.alone), report.rejected)
