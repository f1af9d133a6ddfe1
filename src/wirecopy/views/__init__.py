"""A report turned into what people see: one view for the terminal and the page.

Takes a `wirecopy.model.Report`, gives a `ReportView` of plain rows: passages already cut out of the texts
(exact slices), wordings already compared word by word, findings already sorted. Exporters only lay out.
Nothing is left out here: exporters that shorten a list say so and say where the rest is.
"""

from __future__ import annotations

from wirecopy.views.report import ReportView, view
from wirecopy.views.story import StoryView

__all__ = ["ReportView", "StoryView", "view"]
