"""Two articles side by side in a few lines of plain text.

Takes a `Comparison`, gives lines: both scores with what they mean, the linked sentences by kind, and every
change with its wordings, the gravest first.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator

from wirecopy.model import Change, Comparison

_GRAVITY = ("high", "medium", "low")
_LINKS = {
    "verbatim": "word for word",
    "light": "lightly edited",
    "reworded": "reworded",
    "partial": "in part",
}


def lay_out(comparison: Comparison, width: int) -> str:
    """The comparison as text of at most `width` columns."""
    lines = [
        f"{comparison.left} | {comparison.right}",
        f"  same story  {comparison.same_story:.2f}   both report one event (0 to 1)",
        f"  same copy   {comparison.same_copy:.2f}   one text stands behind both (0 to 1)",
        f"  {_links(comparison)}",
        *_changes(comparison.changes),
    ]
    return "\n".join(part for line in lines for part in _wrap(line, width))


def _links(comparison: Comparison) -> str:
    if not comparison.links:
        return "no shared text found"
    kinds: Counter[str] = Counter(link.kind for link in comparison.links)
    parts = ", ".join(f"{kinds[kind]} {words}" for kind, words in _LINKS.items() if kinds[kind])
    return f"{len(comparison.links)} linked sentences: {parts}"


def _changes(changes: tuple[Change, ...]) -> Iterator[str]:
    if not changes:
        return
    yield ""
    yield f"Changes ({len(changes)})"
    for change in sorted(changes, key=lambda change: _GRAVITY.index(change.severity)):
        wordings = " | ".join(reading.reading or "(nothing)" for reading in change.readings)
        yield f"  {change.severity:<7}{change.kind:<12}{wordings}"
        if change.why:
            yield f"         {change.why}"


def _wrap(line: str, width: int) -> list[str]:
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.wrap(line, width, subsequent_indent=indent + "  ", drop_whitespace=True) or [""]
