"""JSON and JSON Lines: the report as `read --json` has it.

In: a report. Out: UTF-8. JSON is the whole report in one object; JSON Lines one report a line, of one story
each, and a last one without stories where inputs were rejected. Each line reads back as a report of its
own, so files can be joined and cut between any two lines. Halves of surrogate pairs, which UTF-8 cannot
hold, become U+FFFD.
"""

from __future__ import annotations

from dataclasses import replace

from wirecopy.exports import json
from wirecopy.exports.formats.characters import utf8
from wirecopy.model import Report


def whole(report: Report) -> bytes:
    """The report as JSON."""
    return utf8(json.dumps(report) + "\n")


def lines(report: Report) -> bytes:
    """The report as JSON Lines."""
    parts = [replace(report, rejected=(), stories=(story,)) for story in report.stories]
    if report.rejected:
        parts.append(replace(report, stories=()))
    return utf8("".join(f"{json.dumps(part)}\n" for part in parts))
