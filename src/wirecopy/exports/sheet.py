"""A sheet of plain lines to a given width, with or without colour.

Takes runs of text with a style name, wraps them by display width (wide East Asian characters count two,
combining marks none), gives one string. Text from articles is made safe for a terminal: control characters,
escape sequences and direction overrides are shown as a replacement mark, never sent on. Colour only adds to
what the characters already say. Without colour nothing outside the standard library is loaded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

STYLES: Mapping[str, str] = {
    "title": "bold",
    "head": "bold cyan",
    "quiet": "dim",
    "strong": "bold",
    "high": "bold red",
    "medium": "yellow",
    "low": "dim",
    "mark": "bold yellow",
    "lost": "magenta",
    "good": "green",
}
# C0 and C1 controls, direction overrides and isolates, line and paragraph separators
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")
_WORD = re.compile(r"\S+|\s+")


class Run(NamedTuple):
    """A stretch of text in one style."""

    text: str
    style: str = ""


_Line = list[Run]


def safe(text: str) -> str:
    """The text with nothing in it that a terminal would obey."""
    return _UNSAFE.sub("\ufffd", text)


def cells(text: str) -> int:
    """Columns a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(_cell(character) for character in text)


def _cell(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def clip(text: str, width: int) -> str:
    """The text in at most that many columns; a cut is shown by an ellipsis."""
    text = " ".join(text.split())
    if cells(text) <= width:
        return text
    kept = head(text, width - 1)
    return kept.rstrip() + "…"


def head(text: str, width: int) -> str:
    """As much of the beginning as fits."""
    used = 0
    for index, character in enumerate(text):
        used += _cell(character)
        if used > width:
            return text[:index]
    return text


def tail(text: str, width: int) -> str:
    """As much of the end as fits."""
    used = 0
    for index in range(len(text) - 1, -1, -1):
        used += _cell(text[index])
        if used > width:
            return text[index + 1 :]
    return text


def opening(text: str, width: int) -> str:
    """The first whole words that fit; a cut is shown by an ellipsis."""
    if cells(text) <= width:
        return text
    kept = head(text, width - 1)
    if not text[len(kept)].isspace():
        kept = kept[: kept.rfind(" ")] if " " in kept.strip() else kept
    return kept.rstrip() + "…"


def ending(text: str, width: int) -> str:
    """The last whole words that fit; a cut is shown by an ellipsis."""
    if cells(text) <= width:
        return text
    kept = tail(text, width - 1)
    if not text[-len(kept) - 1].isspace():
        kept = kept[kept.find(" ") + 1 :] if " " in kept.strip() else kept
    return "…" + kept.lstrip()


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text filled with blanks to a number of columns."""
    blanks = " " * max(0, width - cells(text))
    return blanks + text if right else text + blanks


class Sheet:
    """Lines written from top to bottom."""

    def __init__(self, width: int) -> None:
        self.width = max(40, width)
        self._lines: list[_Line] = []

    def blank(self) -> None:
        """An empty line, never two in a row."""
        if self._lines and self._lines[-1]:
            self._lines.append([])

    def rule(self, mark: str = "-") -> None:
        """A line across the sheet."""
        self._lines.append([Run(mark * self.width, "quiet")])

    def line(self, *runs: Run | str) -> None:
        """One line as it is, cut (visibly) at the width."""
        line: _Line = []
        left = self.width
        for item in runs:
            run = Run(safe(item)) if isinstance(item, str) else Run(safe(item.text), item.style)
            if cells(run.text) > left:
                line.append(Run(head(run.text, max(0, left - 1)) + "…", run.style))
                break
            line.append(run)
            left -= cells(run.text)
        self._lines.append(_stripped(line))

    def paragraph(self, *runs: Run | str, first: str = "", indent: int = 0) -> None:
        """Text wrapped to the width.

        Args:
            runs: the text in its styles.
            first: what stands before the first line, instead of its indent.
            indent: columns before every other line.
        """
        indent = min(indent, self.width - 16)
        line: _Line = [Run(safe(first))] if first else [Run(" " * indent)]
        used = cells(line[0].text)
        empty = True
        for word in _words(runs):
            size = sum(cells(run.text) for run in word)
            if not empty and used + 1 + size > self.width:
                self._lines.append(_stripped(line))
                line, used, empty = [Run(" " * indent)], indent, True
            if not empty:
                line.append(Run(" ", word[0].style if line[-1].style == word[0].style else ""))
                used += 1
            for run in _fitted(word, self.width - indent):
                if used + cells(run.text) > self.width and used:
                    self._lines.append(_stripped(line))
                    line, used = [Run(" " * indent)], indent
                line.append(run)
                used += cells(run.text)
            empty = False
        self._lines.append(_stripped(line))

    def text(self) -> str:
        """The sheet without colour."""
        return "\n".join("".join(run.text for run in line) for line in self._lines) + "\n"

    def ansi(self) -> str:
        """The sheet with colour."""
        import io

        from rich.console import Console
        from rich.text import Text

        target = io.StringIO()
        console = Console(
            file=target,
            force_terminal=True,
            color_system="standard",
            width=self.width + 1,  # the layout is done; the console must not wrap again
            legacy_windows=False,
            highlight=False,
            emoji=False,
        )
        for line in self._lines:
            styled = Text(no_wrap=True, overflow="ignore")
            for run in line:
                styled.append(run.text, STYLES.get(run.style, ""))
            console.print(styled, soft_wrap=True)
        return target.getvalue()


def _words(runs: Iterable[Run | str]) -> list[_Line]:
    """Runs as words; a word may change style inside, breaks are at white space only."""
    words: list[_Line] = []
    glued = False
    for item in runs:
        run = Run(item) if isinstance(item, str) else item
        for part in _WORD.findall(safe(run.text)):
            if part.isspace():
                glued = False
            elif glued:
                words[-1].append(Run(part, run.style))
            else:
                words.append([Run(part, run.style)])
                glued = True
    return words


def _fitted(word: _Line, width: int) -> _Line:
    """A word, cut into pieces where it is longer than a line."""
    pieces: _Line = []
    for run in word:
        rest = run.text
        while cells(rest) > width:
            piece = head(rest, width)
            pieces.append(Run(piece, run.style))
            rest = rest[len(piece) :]
        pieces.append(Run(rest, run.style))
    return pieces


def _stripped(line: _Line) -> _Line:
    """The line without blanks at its end."""
    while line and not line[-1].text.strip():
        line = line[:-1]
    return [*line[:-1], Run(line[-1].text.rstrip(), line[-1].style)] if line else []
