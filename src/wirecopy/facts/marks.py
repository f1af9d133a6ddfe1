"""Quotation marks: which of them open, which close, which are apostrophes.

Takes a text, gives `Quoted` stretches in reading order, nested ones too; start and end exclude the marks.
Marks pair within a line; a line that opens with the mark of an unclosed quotation continues it (newspapers
repeat the opening mark at each paragraph and close only the last). A mark between letters is always an
apostrophe, so "Brandt's", "the '90s" and "the ministers' plan" neither open nor close anything. One pass over
the marks: linear in the length of the text. Limits: an unclosed quotation in mid-line is dropped, because
where it ends is a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"''|``|[“”„‟\"«»‹›‘’‚‛'「」『』]")
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
# Words that begin with an apostrophe: '90s, 'em, 'til.
_ELIDED = re.compile(r"\d0s\b|(?:em|til|cause|cos|tis|twas|n|round|bout)\b", re.IGNORECASE)
# What may close a quotation opened by a mark (mixed typewriter and typographic pairs are common).
_CLOSERS = {
    "“": frozenset(["”", '"', "''"]), "„": frozenset(["“", "”", '"']), "‟": frozenset(["”", "“"]),
    "”": frozenset(["”"]), '"': frozenset(['"', "”"]), "''": frozenset(["''", '"']),
    "``": frozenset(["''", '"']), "«": frozenset(["»"]), "»": frozenset(["«"]), "‹": frozenset(["›"]),
    "›": frozenset(["‹"]), "‘": frozenset(["’", "'"]), "'": frozenset(["'", "’"]), "‛": frozenset(["’"]),
    "’": frozenset(["’"]), "‚": frozenset(["‘", "’"]), "「": frozenset(["」"]), "『": frozenset(["』"]),
}  # fmt: skip
_SINGLES = frozenset("‘’‚‛'")
_OPENERS_BEFORE = frozenset("([{—–-/:;,“„«\"‘'¿¡…|")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch inside quotation marks and the marks' own extent."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    mark: str
    continues: bool = False  # opened at the start of a line to go on with the quotation of the line before
    open_ended: bool = False  # not closed on its line


@dataclass(slots=True)
class _Open:
    mark: str
    closers: frozenset[str]
    outer: int
    inner: int


def find_quoted(text: str) -> tuple[Quoted, ...]:
    """All quoted stretches of a text in reading order."""
    found: list[Quoted] = []
    pending: str | None = None  # the mark of a quotation the last line left open
    for line in _LINE.finditer(text):
        if line.group().isspace():
            continue
        pieces, pending = _line_pieces(text, line.start(), line.end(), pending)
        found += pieces
    return tuple(sorted(found, key=lambda piece: (piece.start, -piece.end)))


def _line_pieces(text: str, start: int, end: int, pending: str | None) -> tuple[list[Quoted], str | None]:
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    stack: list[_Open] = []
    pieces: list[Quoted] = []
    marks = list(_MARK.finditer(text, start, end))
    closing = _later_single_closers(text, marks)
    for number, match in enumerate(marks):
        mark, left, right = match.group(), match.start(), match.end()
        if mark in _SINGLES and _inside_word(text, left, right):
            continue
        depth = _closes(text, stack, match, closing[number])
        if depth is not None:
            opened = stack[depth]
            del stack[depth:]
            again = pending is not None and opened.outer == first and opened.mark == pending
            pieces += _piece(text, opened, left, right, again)
        elif _opens(text, match, closing[number]) and not _same_kind_open(stack, mark):
            stack.append(_Open(mark, _CLOSERS.get(mark, frozenset()), left, right))
    unclosed = _unclosed(text, stack, first, end, pending)
    return pieces + unclosed, (unclosed[0].mark if unclosed else None)


def _piece(text: str, opened: _Open, left: int, right: int, again: bool) -> list[Quoted]:
    """The closed quotation without the blanks French printers set inside the marks; none if empty."""
    begin, stop = opened.inner, left
    while begin < stop and text[begin].isspace():
        begin += 1
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    return [Quoted(begin, stop, opened.outer, right, opened.mark, continues=again)] if begin < stop else []


def _unclosed(text: str, stack: list[_Open], first: int, end: int, pending: str | None) -> list[Quoted]:
    """The quotation a line leaves open, if the line begins with it or it goes on to the end of speech."""
    if not stack or stack[0].mark in _SINGLES:
        return []
    opened = stack[0]
    stop = opened.inner + len(text[opened.inner : end].rstrip())
    begins_line = opened.outer == first
    after_cue = text[max(0, opened.outer - 2) : opened.outer].rstrip()[-1:] in (":", ",")
    if stop <= opened.inner or not (begins_line or after_cue):
        return []
    again = pending == opened.mark and begins_line
    return [Quoted(opened.inner, stop, opened.outer, stop, opened.mark, continues=again, open_ended=True)]


def _inside_word(text: str, left: int, right: int) -> bool:
    return left > 0 and right < len(text) and text[left - 1].isalnum() and text[right].isalnum()


def _same_kind_open(stack: list[_Open], mark: str) -> bool:
    return any(opened.mark == mark for opened in stack)


def _closes(text: str, stack: list[_Open], match: re.Match[str], later_single: bool) -> int | None:
    """Depth of the open quotation this mark closes, or None."""
    mark = match.group()
    for depth in range(len(stack) - 1, -1, -1):
        opened = stack[depth]
        if mark not in opened.closers:
            continue
        if mark in _SINGLES:
            return depth if _single_may_close(text, match.start(), match.end(), later_single) else None
        if mark == opened.mark and _must_open(text, match):
            return None
        return depth
    return None


def _must_open(text: str, match: re.Match[str]) -> bool:
    """A straight mark with a blank before it and a word after it opens, whatever is on the stack."""
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end()] if match.end() < len(text) else " "
    return before.isspace() and (after.isalnum() or after in "[“‘'$")


def _single_may_close(text: str, left: int, right: int, later: bool) -> bool:
    """Whether a single mark closes: not in a word, and no plural possessive while a better one follows."""
    before = text[left - 1] if left else " "
    after = text[right] if right < len(text) else " "
    if before.isspace() or after.isalnum():
        return False
    possessive = before in "sSzx" and after == " " and text[right + 1 : right + 2].isalpha()
    return not (possessive and later)


def _later_single_closers(text: str, marks: list[re.Match[str]]) -> list[bool]:
    """For each mark, whether a single mark that can close stands later, before the next one that opens."""
    later = False
    flags = [False] * len(marks)
    for number in range(len(marks) - 1, -1, -1):
        flags[number] = later
        match = marks[number]
        if match.group() not in _SINGLES:
            continue
        before = text[match.start() - 1] if match.start() else " "
        after = text[match.end()] if match.end() < len(text) else " "
        if match.group() in "‘'" and (before.isspace() or before in _OPENERS_BEFORE) and after.isalnum():
            later = False
        elif not before.isspace() and not after.isalnum():
            later = True
    return flags


def _opens(text: str, match: re.Match[str], later_single: bool) -> bool:
    mark, left, right = match.group(), match.start(), match.end()
    before = text[left - 1] if left else " "
    after = text[right] if right < len(text) else " "
    free_before = before.isspace() or before in _OPENERS_BEFORE
    if mark in ("“", "„", "‟", "«", "‹", "「", "『", "‚", "``"):
        return True
    if mark in ("»", "›", "”"):  # German and Nordic printers
        return free_before and after.isalpha()
    if mark in _SINGLES:
        return free_before and not after.isspace() and later_single and not _ELIDED.match(text, right)
    return (free_before or not before.isalnum()) and not after.isspace()
