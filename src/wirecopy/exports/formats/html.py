"""HTML: the page of a report in one file, as `read --html` writes it; see `wirecopy.exports.html`."""

from __future__ import annotations

from wirecopy.exports import html
from wirecopy.exports.formats.characters import utf8
from wirecopy.exports.formats.joining import whole
from wirecopy.model import Report


def render(report: Report) -> bytes:
    """The page as UTF-8."""
    return utf8(html.render(report))


write = whole(render)
