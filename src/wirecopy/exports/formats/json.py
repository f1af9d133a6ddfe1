"""JSON: the report as `read --json` has it.

In: a report. Out: UTF-8, one object. Halves of surrogate pairs, which UTF-8 cannot hold, become U+FFFD.
"""

from __future__ import annotations

from wirecopy.exports import json
from wirecopy.exports.formats.characters import utf8
from wirecopy.exports.formats.joining import whole
from wirecopy.model import Report


def render(report: Report) -> bytes:
    """The report as JSON."""
    return utf8(json.dumps(report) + "\n")


write = whole(render)
