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
from collections.abc import Sequence
from typing import Literal

from wirecopy.facts.clauses import Clause
from wirecopy.facts.frames import Frame, find_frames
from wirecopy.facts.marks import Quoted
from wirecopy.model import Attribution, Sentence, Span, Token

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
        clause = _clause(text, sentence, words, outer, starts)
        frames = list(find_frames(clause, language))
        if frames:
            rows += [_row(clause, frame) for frame in frames]
        elif rows and (longer := _continued(clause, rows[-1])) is not None:
            rows[-1] = longer
    return tuple(rows)


def _outermost(text: str, quoted: Sequence[Quoted]) -> list[Quoted]:
    """Quoted stretches that stand in no other and can hold speech: double marks, or single ones with a sentence."""
    found: list[Quoted] = []
    for piece in quoted:
        if found and piece.start < found[-1].outer_end:
            continue
        if piece.mark in _DOUBLE or text.count(" ", piece.start, min(piece.end, piece.start + 400)) >= 1:
            found.append(piece)
    return found


def _clause(
    text: str, sentence: Sentence, words: Sequence[Token], outer: Sequence[Quoted], starts: Sequence[int]
) -> Clause:
    first = max(0, bisect.bisect_right(starts, sentence.start) - 1)
    after = bisect.bisect_left(starts, sentence.end)
    near = [piece for piece in outer[first:after] if piece.outer_end > sentence.start]
    inside = []
    number = 0
    for token in words:
        while number < len(near) and near[number].outer_end <= token.start:
            number += 1
        held = number < len(near) and near[number].outer_start <= token.start
        inside.append(number if held else -1)
    return Clause(text, sentence.start, sentence.end, words, near, inside)


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


def _continued(clause: Clause, row: Attribution) -> Attribution | None:
    """The attribution before with a sentence that is nothing but a further quotation on the same line."""
    if not row.content or not clause.quoted or any(number < 0 for number in clause.inside):
        return None
    piece = clause.quoted[0]
    last = max(span.end for span in (*row.content, *row.cue, *row.source))
    if row.kind == "indirect" or piece.outer_start < last:
        return None
    between = clause.text[last : piece.outer_start]
    if "\n" in between or len(between) > 200:
        return None
    return Attribution(
        row.kind, row.source, row.cue, (*row.content, Span(piece.outer_start, piece.outer_end))
    )
