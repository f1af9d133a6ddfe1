"""Quotations with their speakers and the medium they were told to.

Takes the quoted stretches of a text, its attributions and names; gives `Quotation` rows in reading order. The
speaker is the source of the attribution that holds the quotation; else of another quotation of the same
paragraph; else, where the quotation goes on from the line before, of that one. "he said" is resolved to the
last person named before it (`speaker`), while the offsets keep the plain words. A quotation of five words or
more, or one that is a sentence of its own, is an utterance; anything shorter is a phrase, scare quotes too.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Literal

from wirecopy.facts.marks import Quoted
from wirecopy.facts.referents import Referents
from wirecopy.lexicon import media
from wirecopy.model import Attribution, Name, Quotation, Span

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_UTTERANCE_WORDS = 5
_SENTENCE_END = re.compile(r"[.!?…]$")
_TOLD = re.compile(
    r"(?:told|tells|telling|interview (?:with|on|to)|speaking to|spoke to|dit à|a déclaré à|déclaré au"
    r"|indiqué à|confié à|sagte|sagte der|gegenüber|dijo a|declaró a|заявил|сообщил)"
    r"\s+(?:the\s+|der\s+|dem\s+|l['’]|la\s+)?",
    re.IGNORECASE,
)
_PROPER = re.compile(
    r"(?:[A-ZÀ-Þ][\w’'&-]*|\d+)(?: (?:(?:of|du|de|des|la|the|and|&) )?[A-ZÀ-Þ][\w’'&-]*){0,5}"
)
_REACH = 120
_NESTED = 8  # statements that hold one another at most


def find_quotations(
    text: str, quoted: Sequence[Quoted], attributions: Sequence[Attribution], names: Sequence[Name]
) -> tuple[Quotation, ...]:
    """All quotations of an article in reading order.

    Args:
        text: the article.
        quoted: its quoted stretches.
        attributions: who said what in it.
        names: its proper names, to resolve pronouns.
    """
    speakers = _Speakers(text, quoted, attributions, names)
    return tuple(_quotation(text, piece, number, speakers) for number, piece in enumerate(quoted))


def _quotation(text: str, piece: Quoted, number: int, speakers: _Speakers) -> Quotation:
    attribution = speakers.of(number)
    source = attribution.source[0] if attribution and attribution.source else None
    return Quotation(
        start=piece.start,
        end=piece.end,
        text=text[piece.start : piece.end],
        kind=_kind(text, piece),
        speaker=speakers.name(source) if source else None,
        speaker_start=source.start if source else None,
        speaker_end=source.end if source else None,
        via=_medium(text, attribution) if attribution else None,
    )


def _kind(text: str, piece: Quoted) -> Literal["utterance", "phrase"]:
    inside = text[piece.start : piece.end]
    if len(_WORD.findall(inside[:200])) >= _UTTERANCE_WORDS:
        return "utterance"
    whole = inside[:1].isupper() and _SENTENCE_END.search(inside) is not None
    return "utterance" if whole or piece.open_ended else "phrase"


class _Speakers:
    """Which attribution holds which quotation, and what its source is called."""

    def __init__(
        self, text: str, quoted: Sequence[Quoted], attributions: Sequence[Attribution], names: Sequence[Name]
    ) -> None:
        self._text = text
        self._quoted = quoted
        self._referents = Referents(text, quoted, attributions, names)
        contents = [(span.start, span.end, row) for row in attributions for span in row.content]
        self._contents = sorted(contents, key=lambda item: (item[0], -item[1]))
        self._content_starts = [start for start, _, _ in self._contents]
        self._found: list[Attribution | None] = []
        for number in range(len(quoted)):
            self._found.append(self._find(number))

    def of(self, number: int) -> Attribution | None:
        return self._found[number]

    def name(self, source: Span) -> str:
        return self._referents.name(source)

    def _find(self, number: int) -> Attribution | None:
        piece = self._quoted[number]
        held = self._holding(piece)
        if held is not None or number == 0:
            return held
        before = self._quoted[number - 1]
        between = self._text[before.outer_end : piece.outer_start]
        carried = piece.continues or (before.open_ended and "\n" in between)
        inside = before.outer_start < piece.start < before.outer_end
        return self._found[number - 1] if carried or inside else None

    def _holding(self, piece: Quoted) -> Attribution | None:
        """The innermost attribution whose content holds the quotation; of two alike the first."""
        last = bisect.bisect_right(self._content_starts, piece.start) - 1
        best: tuple[int, Attribution] | None = None
        for start, end, row in reversed(self._contents[max(0, last - _NESTED) : last + 1]):
            if start <= piece.start < end and row.source and (best is None or end - start <= best[0]):
                best = (end - start, row)
        return best[1] if best is not None else None


def _medium(text: str, attribution: Attribution) -> str | None:
    """The medium told: "Journal du Dimanche" in "told the Journal du Dimanche"."""
    if not attribution.cue:
        return None
    for told in _TOLD.finditer(text, attribution.cue[0].start, attribution.cue[-1].end + _REACH):
        named = _PROPER.match(text, told.end())
        if named is not None and (name := media.medium(named.group())) is not None:
            return name
    return None
