"""What a sentence pattern of attribution yields: source, cue and content as spans of the text.

The shared vocabulary of the pattern modules: `Frame`, and the spans of a cue or a noun phrase with the marks
that belong to them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wirecopy.facts.clauses import Clause

Piece = tuple[int, int]
Spans = tuple[Piece, ...]

_TRAIL = " \t\u00a0\n,;:.—–-"


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution as spans of the text."""

    source: Spans
    cue: Spans
    content: Spans


def span(clause: Clause, first: int, after: int) -> Piece:
    """The text from the first of some tokens to the end of the last."""
    return clause.words[first].start, clause.words[after - 1].end


def source_span(clause: Clause, first: int, after: int) -> tuple[int, int]:
    """A noun phrase, with the comma that closes its apposition before the verb."""
    start, end = span(clause, first, after)
    closing = re.match(r"\.?\)?,?", clause.text[end : clause.end])
    inner = clause.text[start:end]
    if closing is not None and after < len(clause.words) and ("," in inner or "(" in inner):
        end += closing.end() if closing.group().endswith((",", ")")) else 0
    return start, end


def skip_marks(text: str, start: int, end: int) -> int:
    """The first place of a stretch that is no blank, comma or stop."""
    while start < end and text[start] in _TRAIL:
        start += 1
    return start
