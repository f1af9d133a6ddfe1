"""Collating the words of one aligned group: which word of one witness answers which word of another.

Takes the word tokens of each witness in a group, gives columns: each maps a witness to the word it has
there. Progressive alignment against the growing profile, starting from the most central witness, with
affine gaps, so that a cut clause is one gap and not many. Equal words attract most, then one stem, then a
common beginning; a function word and a content word repel each other. A phrase moved within the sentence
shows as a gap in both places. One row of the dynamic programme is one handful of array operations.

Source: Gotoh (1982), "An improved algorithm for matching biological sequences", for the affine gaps;
Spadini, van Hulle and Dekker (Interedition, the Gothenburg model) for collation by columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.lexicon.function_words import is_function
from wirecopy.model import Token, TokenRef

_EQUAL, _SAME_STEM, _SAME_START = 2.0, 1.6, 0.8
_UNLIKE, _UNLIKE_CLASS = -0.2, -0.9
_GAP_OPEN, _GAP_EXTEND = -1.0, -0.25
_START_LENGTH = 4  # words longer than this that begin alike are taken as kin
_NEVER = -1e9

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = Sequence[tuple[TokenRef, Token]]


@dataclass(slots=True)
class _Profile:
    """Columns aligned so far, and for each the likeness of its words to every word of the group."""

    columns: list[dict[int, TokenRef]]
    likeness: Floats  # [columns, vocabulary]


def collate_words(words: Mapping[int, Words], language: str = "en") -> tuple[Mapping[int, TokenRef], ...]:
    """Columns of one group.

    Args:
        words: for each witness its (place, token) pairs in reading order, tokens with empty norms left out.
        language: ISO 639-1, says which words are function words.
    """
    witnesses = sorted(w for w, found in words.items() if found)
    if not witnesses:
        return ()
    vocabulary = {
        norm: number for number, norm in enumerate(sorted({t.norm for w in witnesses for _, t in words[w]}))
    }
    stems = {token.norm: token.stem for w in witnesses for _, token in words[w]}
    ids = {w: np.array([vocabulary[t.norm] for _, t in words[w]], dtype=np.int64) for w in witnesses}
    likeness = _likeness(list(vocabulary), stems, language)
    profile: _Profile | None = None
    for w in _joining_order(witnesses, ids, len(vocabulary)):
        refs = [ref for ref, _ in words[w]]
        if profile is None:
            profile = _Profile([{w: ref} for ref in refs], likeness[ids[w]])
        else:
            _join(profile, w, refs, ids[w], likeness)
    return tuple(profile.columns) if profile else ()


def _likeness(norms: Sequence[str], stems: Mapping[str, str], language: str) -> Floats:
    """Score of setting two words of the group into one column, [vocabulary, vocabulary]."""
    stem_ids = _numbered([stems[norm] for norm in norms])
    starts = _numbered([norm[:_START_LENGTH] if len(norm) > _START_LENGTH else norm + "\0" for norm in norms])
    function = np.array([is_function(norm, language) for norm in norms])
    score = np.where(function[:, None] == function[None, :], _UNLIKE, _UNLIKE_CLASS)
    score[starts[:, None] == starts[None, :]] = _SAME_START
    score[stem_ids[:, None] == stem_ids[None, :]] = _SAME_STEM
    np.fill_diagonal(score, _EQUAL)
    return score


def _numbered(values: Sequence[str]) -> Ints:
    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return np.array([numbers[value] for value in values], dtype=np.int64)


def _joining_order(witnesses: Sequence[int], ids: Mapping[int, Ints], size: int) -> list[int]:
    """The most central witness first, then always the one nearest to any that has joined."""
    bags = np.zeros((len(witnesses), size))
    for row, w in enumerate(witnesses):
        bags[row, ids[w]] = 1.0
    shared = bags @ bags.T
    lengths = bags.sum(axis=1)
    near = shared / np.maximum(1.0, np.minimum(lengths[:, None], lengths[None, :]))
    np.fill_diagonal(near, 0.0)
    # Centrality is weighed by length: a short fragment is near to all and a bad backbone.
    order = [int(np.argmax((near.sum(axis=1) * np.sqrt(lengths)).round(9)))]
    nearest = near[order[0]].copy()
    while len(order) < len(witnesses):
        nearest[order] = -1.0
        following = int(np.argmax(nearest.round(9)))
        order.append(following)
        nearest = np.maximum(nearest, near[following])
    return [witnesses[row] for row in order]


def _join(profile: _Profile, witness: int, refs: Sequence[TokenRef], words: Ints, likeness: Floats) -> None:
    """Align one witness to the profile and add it."""
    columns: list[dict[int, TokenRef]] = []
    rows: list[Floats] = []
    for column, position in _align(profile.likeness[:, words]):
        kept = {} if column is None else profile.columns[column]
        row = None if column is None else profile.likeness[column]
        if position is not None:
            kept = {**kept, witness: refs[position]}
            fresh = likeness[words[position]]
            row = fresh if row is None else np.maximum(row, fresh)
        if row is not None:
            columns.append(kept)
            rows.append(row)
    profile.columns = columns
    profile.likeness = np.array(rows)


def _align(score: Floats) -> list[tuple[int | None, int | None]]:
    """Best global alignment of rows and columns of a score matrix: (row, column) steps, None for a gap."""
    match, up, left = _fill(score)
    return _trace(match, up, left)


def _fill(score: Floats) -> tuple[Floats, Floats, Floats]:
    """Best scores ending in a match, in a skipped row, in a skipped column."""
    rows, columns = score.shape
    match = np.full((rows + 1, columns + 1), _NEVER)
    up = np.full((rows + 1, columns + 1), _NEVER)
    left = np.full((rows + 1, columns + 1), _NEVER)
    match[0, 0] = 0.0
    steps = np.arange(columns + 1) * _GAP_EXTEND
    for i in range(rows + 1):
        if i:
            before = np.maximum(np.maximum(match[i - 1], up[i - 1]), left[i - 1])
            match[i, 1:] = before[:-1] + score[i - 1]
            opened = np.maximum(match[i - 1], left[i - 1]) + _GAP_OPEN
            up[i] = np.maximum(opened, up[i - 1] + _GAP_EXTEND)
        # left[j] = max over k < j of (best not left)[k] + open + (j - k - 1) * extend
        source = np.maximum.accumulate(np.maximum(match[i], up[i]) - steps)
        left[i, 1:] = source[:-1] + _GAP_OPEN + steps[1:] - _GAP_EXTEND
    return match, up, left


def _trace(match: Floats, up: Floats, left: Floats) -> list[tuple[int | None, int | None]]:
    i, j = match.shape[0] - 1, match.shape[1] - 1
    tables = (match.tolist(), up.tolist(), left.tolist())
    m, u, v = tables
    state = max(range(3), key=lambda k: tables[k][i][j])
    steps: list[tuple[int | None, int | None]] = []
    while i or j:
        if state == 0:
            steps.append((i - 1, j - 1))
            i, j = i - 1, j - 1
            gains = (0.0, 0.0, 0.0)
        elif state == 1:
            steps.append((i - 1, None))
            i -= 1
            gains = (_GAP_OPEN, _GAP_EXTEND, _GAP_OPEN)
        else:
            steps.append((None, j - 1))
            j -= 1
            gains = (_GAP_OPEN, _GAP_OPEN, _GAP_EXTEND)
        options = (m[i][j] + gains[0], u[i][j] + gains[1], v[i][j] + gains[2])
        state = options.index(max(options))
    steps.reverse()
    return steps
