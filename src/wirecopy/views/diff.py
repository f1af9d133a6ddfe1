"""Wordings compared word by word, for display.

Takes two wordings, gives the second as `Piece` rows that say which words agree with the first. Words are
compared folded (case, spelling and house style do not count); the pieces always join up to the exact second
wording. This is display, not evidence: meaning alarms come from the collation, never from here.
Limits: moved words show as left out in one place and added in another; scripts without spaces compare as
long runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from wirecopy.model import Token
from wirecopy.text.tokens import tokenise, vocabulary

TOO_FAR = 0.3  # below this share of common words, marks would cover nearly everything
_LONGEST = 2_000  # words; beyond this, comparing costs more than it shows

PieceKind = Literal["same", "changed", "added", "left out"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a wording and how it stands to the wording it is compared with."""

    kind: PieceKind
    text: str  # exact slice of this wording; "" where words were left out
    was: str = ""  # what the other wording has here


def words(text: str, language: str | None, known: frozenset[str] | None = None) -> tuple[Token, ...]:
    """The words of a wording that carry a form of their own (a folded-away courtesy title does not)."""
    tokens = tokenise(text, 0, len(text), language=language or "", known=known)
    return tuple(token for token in tokens if token.norm)


def norms(text: str, language: str | None = None) -> tuple[str, ...]:
    """The folded words of a wording: two wordings with equal norms count as the same words."""
    return tuple(token.norm for token in words(text, language))


def most_typical(wordings: Sequence[tuple[str, ...]], weights: Sequence[int]) -> int:
    """Index of the wording that agrees best with the majority of all, the first of equals.

    Each distinct word scores by how many wordings share it, against it where most lack it. Linear in the
    number of words, unlike a medoid over all pairs.
    """
    total = sum(weights)
    frequency: Counter[str] = Counter()
    for wording, weight in zip(wordings, weights, strict=True):
        for word in set(wording):
            frequency[word] += weight
    scores = [sum(2 * frequency[word] - total for word in set(wording)) for wording in wordings]
    return max(range(len(wordings)), key=lambda index: (scores[index], -index))


def likeness(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    """Share of words two wordings have in common and in order, 0-1; 0 for wordings too long to compare."""
    if max(len(first), len(second)) > _LONGEST:
        return 0.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def compare(base: str, other: str, language: str | None = None) -> tuple[Piece, ...]:
    """The other wording as pieces that say where it differs from the base.

    Args:
        base: the wording to compare with.
        other: the wording to show; joining the texts of the pieces gives it back exactly.
        language: ISO 639-1 code that chooses the folding.
    """
    known = vocabulary(base) | vocabulary(other)  # so that words run together are taken apart
    left, right = words(base, language, known), words(other, language, known)
    if max(len(left), len(right)) > _LONGEST:
        return (Piece("same" if base == other else "changed", other, base),)
    matcher = SequenceMatcher(
        None, [token.norm for token in left], [token.norm for token in right], autojunk=False
    )
    pieces: list[Piece] = []
    cursor = 0
    for tag, left_from, left_to, right_from, right_to in matcher.get_opcodes():
        if tag == "equal":
            continue
        was = base[left[left_from].start : left[left_to - 1].end] if left_to > left_from else ""
        if right_to > right_from:
            start, end = right[right_from].start, right[right_to - 1].end
        else:
            start = end = right[right_from].start if right_from < len(right) else len(other)
        if start > cursor:
            pieces.append(Piece("same", other[cursor:start]))
        pieces.append(Piece(_kind(was, start, end), other[start:end], was))
        cursor = end
    if cursor < len(other):
        pieces.append(Piece("same", other[cursor:]))
    return tuple(pieces)


def _kind(was: str, start: int, end: int) -> PieceKind:
    if start == end:
        return "left out"
    return "changed" if was else "added"
