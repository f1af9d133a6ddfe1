"""Attributions: who said what, with the words that say so.

Takes a text, its sentences and tokens and the quoted stretches; gives `Attribution` rows: spans of source,
cue and content. A cue is a reporting verb outside quotation marks, "according to", or a colon before a
quotation; its source is the noun phrase to its left, or to its right in inverted order ("..., said X"); its
content what follows ("X said that ..."), what went before, or both ("A," X said, "B"). Quotations that go on
in the next sentence of the same line belong to it. A passive has no source ("is believed to"). Kinds: direct
(all in marks), mixed (some), indirect. Rules of English; other languages have quotation frames only. Limits:
no parser, so long subjects and coordinated clauses are cut by closed word classes.

Span conventions follow Newell et al., An Attribution Relations Corpus for Political News (LREC 2018): the
source with its appositions, the cue with auxiliaries, the content with its marks and "that".
"""

from __future__ import annotations

import bisect
import dataclasses
import itertools
from collections.abc import Iterator, Sequence
from typing import Literal

from wirecopy.facts.asides import according, colon, foreign, nominal, passive
from wirecopy.facts.clauses import Clause
from wirecopy.facts.cues import Cue, find_cues
from wirecopy.facts.frames import Frame, Piece
from wirecopy.facts.marks import Quoted
from wirecopy.facts.spoken import spoken
from wirecopy.model import Attribution, Sentence, Span, Token

_LONGEST = 160  # words: what runs on longer is a list or a page without stops, and is read in stretches
_BEHIND = 3  # attributions back to look for the speaker of a further quotation
_FAR = 300  # code points between the two
_DOUBLE = frozenset(["“", "”", '"', "''", "``", "«", "»", "„", "「", "『"])


def find_attributions(
    text: str,
    sentences: Sequence[Sentence],
    tokens: Sequence[Sequence[Token]],
    quoted: Sequence[Quoted],
    *,
    language: str = "en",
) -> tuple[Attribution, ...]:
    """All attributions of an article, in reading order of their cues."""
    outer = _outermost(text, quoted)
    starts = [piece.outer_start for piece in outer]
    rows: list[Attribution] = []
    for sentence, words in zip(sentences, tokens, strict=True):
        if sentence.kind == "furniture" or not words:
            continue
        for clause in _clauses(text, sentence, words, outer, starts):
            frames = list(_frames(clause, language))
            if frames:
                rows += [_row(clause, frame) for frame in frames]
            else:
                _continue(clause, rows)
    return tuple(rows)


def _outermost(text: str, quoted: Sequence[Quoted]) -> list[Quoted]:
    """Quoted stretches that stand in no other and can hold speech: in double marks, or of several words."""
    found: list[Quoted] = []
    for piece in quoted:
        if found and piece.start < found[-1].outer_end:
            continue
        if piece.mark in _DOUBLE or text.count(" ", piece.start, min(piece.end, piece.start + 400)) >= 1:
            found.append(piece)
    return found


def _clauses(
    text: str, sentence: Sentence, words: Sequence[Token], outer: Sequence[Quoted], starts: Sequence[int]
) -> Iterator[Clause]:
    """A sentence as a clause view; one too long to be a sentence in stretches."""
    for first in range(0, len(words), _LONGEST):
        stretch = words[first : first + _LONGEST]
        start = sentence.start if first == 0 else stretch[0].start
        end = sentence.end if first + _LONGEST >= len(words) else stretch[-1].end
        near = outer[max(0, bisect.bisect_right(starts, start) - 1) : bisect.bisect_left(starts, end)]
        held = [piece for piece in near if piece.outer_end > start]
        lower = [token.text.lower().replace("’", "'") for token in stretch]
        yield Clause(text, start, end, stretch, lower, held, _inside(stretch, held))


def _inside(words: Sequence[Token], quoted: Sequence[Quoted]) -> list[int]:
    """For each token the number of the quoted stretch it stands in, or -1."""
    inside = []
    number = 0
    for token in words:
        while number < len(quoted) and quoted[number].outer_end <= token.start:
            number += 1
        held = number < len(quoted) and quoted[number].outer_start <= token.start
        inside.append(number if held else -1)
    return inside


def _frames(clause: Clause, language: str) -> Iterator[Frame]:
    """All attributions of one sentence, in the order of their cues."""
    if language != "en":
        yield from foreign(clause, language)
        return
    cues = list(find_cues(clause))
    previous: Piece | None = None
    last: Frame | None = None
    floor = clause.start
    for cue, following in itertools.zip_longest(cues, cues[1:]):
        frame, source = _of_cue(clause, cue, following, previous, floor)
        if frame is None or _repeats(frame, last):
            continue
        yield frame
        last, previous = frame, source or previous
        said = clause.words[cue.after - 1].end
        if frame.content[-1][1] <= said:  # the statement stood before its cue: the next one starts after it
            floor = max(floor, said, *(end for _, end in frame.source))
    yield from nominal(clause)
    if not cues:
        yield from colon(clause)


def _repeats(frame: Frame, last: Frame | None) -> bool:
    """Whether a second verb gives the same words to the same source again ("told Reuters said")."""
    if last is None or frame.content != last.content or not (frame.source and last.source):
        return False
    return frame.source[0][0] == last.source[0][0]


def _of_cue(
    clause: Clause, cue: Cue, following: Cue | None, previous: Piece | None, floor: int
) -> tuple[Frame | None, Piece | None]:
    """The frame of one cue, and its source for cues that share it."""
    if cue.kind == "according":
        return according(clause, cue, floor)
    if cue.kind == "passive":
        return passive(clause, cue), None
    return spoken(clause, cue, following, previous, floor)


def _row(clause: Clause, frame: Frame) -> Attribution:
    content = tuple(Span(start, end) for start, end in frame.content)
    return Attribution(
        kind=_kind(clause, frame.content),
        source=tuple(Span(start, end) for start, end in frame.source),
        cue=tuple(Span(start, end) for start, end in frame.cue),
        content=content,
    )


def _kind(clause: Clause, content: Sequence[tuple[int, int]]) -> Literal["direct", "indirect", "mixed"]:
    quoted = 0
    for start, end in content:
        for piece in clause.quoted:
            quoted += max(0, min(end, piece.outer_end) - max(start, piece.outer_start))
    whole = sum(end - start for start, end in content)
    if quoted == 0:
        return "indirect"
    return "direct" if quoted >= whole - 2 * len(content) else "mixed"


def _continue(clause: Clause, rows: list[Attribution]) -> None:
    """Add a sentence that is nothing but a further quotation to the speaker before it on the same line."""
    if not clause.quoted or any(number < 0 for number in clause.inside):
        return
    piece = clause.quoted[0]
    for number in range(len(rows) - 1, max(-1, len(rows) - 1 - _BEHIND), -1):
        row = rows[number]
        last = max(span.end for span in (*row.content, *row.cue, *row.source))
        between = clause.text[last : piece.outer_start]
        if piece.outer_start < last or "\n" in between or len(between) > _FAR:
            return
        if row.kind != "indirect":
            longer = (*row.content, Span(piece.outer_start, piece.outer_end))
            rows[number] = dataclasses.replace(row, content=longer)
            return
