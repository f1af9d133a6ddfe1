"""JSON Lines: a report a line, of one story each.

In: a report. Out: UTF-8; a last line without stories where inputs were rejected. Each line reads back as a
report of its own, so files can be joined, and cut between any two lines.
"""

from __future__ import annotations

from dataclasses import replace

from wirecopy.exports import json
from wirecopy.exports.formats.characters import utf8
from wirecopy.exports.formats.joining import each
from wirecopy.model import Report


def render(report: Report) -> bytes:
    """The report as JSON Lines."""
    parts = [replace(report, rejected=(), stories=(story,)) for story in report.stories]
    if report.rejected:
        parts.append(replace(report, stories=()))
    return utf8("".join(f"{json.dumps(part)}\n" for part in parts))


write = each(render)
