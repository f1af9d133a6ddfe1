"""Where two texts say the same: the plain twin of `compiled.passages`.

Runs of shingles become matches in words that do not overlap in the row; short gaps between two of them are
searched for single words in common. A second look at the text itself, character by character, says where each
word stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from wirecopy.kernels.constants import MOST_GAP, SPAN
from wirecopy.kernels.folding import ALONE, IGNORED, LAST_MARK
from wirecopy.kernels.plain.matching import find_runs
from wirecopy.kernels.plain.scan import (
    Bytes,
    Folding,
    Ints,
    Ints32,
    Table,
    decode,
    entry_of,
    hash_shingles,
    read_words,
)

Step = tuple[int, int, int]  # first word in the row, in the partner, and how many words
Span = tuple[int, int]
# Letters of a word, or one character of an unspaced script, and the marks that belong to them.
_WORD = re.compile("am*|w[wm]*")


class Page(NamedTuple):
    """A text whose passages are traced.

    Attributes:
        words: hashes.
        spans: start and end of each word, in code points.
        shingles: hashes.
        first: first place of each shingle.
    """

    words: list[int]
    spans: list[Span]
    shingles: list[int]
    first: dict[int, int]


Pages = dict[int, Page]


class Kinds(dict[int, str]):
    """What each character is: `w` of a word, `a` a word of its own, `m` a mark that vanishes, or a space."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, code: int) -> str:
        entry = entry_of(code, self._table)
        if entry == IGNORED:
            kind = "m"
        elif entry <= LAST_MARK:
            kind = " "
        else:
            kind = "a" if entry & ALONE else "w"
        self[code] = kind
        return kind


def desk_for(longest: int) -> Pages:
    """A place to keep the texts that were read."""
    del longest
    return {}


def read_page(text: str, folding: Folding, kinds: Kinds) -> Page:
    """A text whose passages are traced."""
    words = read_words(text, folding).hashes
    spans = [match.span() for match in _WORD.finditer(text.translate(kinds))]
    shingles: list[int] = hash_shingles(words).tolist()
    first: dict[int, int] = {}
    for place, value in enumerate(shingles):
        first.setdefault(value, place)
    return Page(words.tolist(), spans, shingles, first)


def _match_gap(left: list[int], right: list[int]) -> Iterator[tuple[int, int]]:
    """Places of a longest common subsequence of two gaps (Hirschberg 1975, algorithm A)."""
    rows, columns = len(left), len(right)
    longest = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            if left[i] == right[j]:
                longest[i][j] = longest[i + 1][j + 1] + 1
            else:
                longest[i][j] = max(longest[i + 1][j], longest[i][j + 1])
    i = j = 0
    while i < rows and j < columns:
        if left[i] == right[j]:
            yield i, j
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            i += 1
        else:
            j += 1


def find_steps(row: Page, partner: Page) -> list[Step]:
    """What two texts share, as matches in words that do not overlap in the row."""
    steps: list[Step] = []

    def add(q: int, p: int, words: int) -> None:
        if steps:
            q_begun, p_begun, before = steps[-1]
            if (q_begun + before, p_begun + before) == (q, p):  # goes on from there
                steps[-1] = q_begun, p_begun, before + words
                return
        steps.append((q, p, words))

    q_end = p_end = 0
    for p_begin, q_begin, length in find_runs(partner.first, partner.shingles, row.shingles):
        late = max(0, q_end - q_begin)  # runs that meet share words: the later one gives way
        q, p, words = q_begin + late, p_begin + late, length + SPAN - 1 - late
        if steps and 0 < q - q_end <= MOST_GAP and 0 < p - p_end <= MOST_GAP:
            for i, j in _match_gap(row.words[q_end:q], partner.words[p_end:p]):
                add(q_end + i, p_end + j, 1)
        add(q, p, words)
        q_end, p_end = q + words, p + words
    return steps


def trace_passages(
    data: Bytes,
    offsets: Ints,
    table: Table,
    pairs: Ints32,
    desk: Pages,
    covered: Bytes,
    output: tuple[Ints, Ints32, Ints32],
) -> int:
    """The passages of each pair's first row that stand in its second; as in `compiled.passages`."""
    del covered
    counts, words, spans = output
    folding, kinds = Folding(table), Kinds(table)
    found: list[tuple[int, int, int, int]] = []

    def page(row: int) -> Page:
        if row not in desk:
            desk[row] = read_page(decode(data, offsets[row], offsets[row + 1]), folding, kinds)
        return desk[row]

    for number, (row, partner) in enumerate(pairs[:, :2].tolist()):
        left, right = page(row), page(partner)
        steps = find_steps(left, right)
        own = sum(count for *_, count in steps)  # steps do not overlap in the row
        theirs = {place for _, p, count in steps for place in range(p, p + count)}
        counts[number] = len(steps)
        gap = _longest_gap(steps, len(left.words))
        words[number] = len(left.words), own, len(right.words), len(theirs), gap
        found.extend((*_span(left, q, count), *_span(right, p, count)) for q, p, count in steps)
    fitting = found[: len(spans)]
    spans[: len(fitting)] = np.array(fitting, np.int32).reshape(-1, 4)
    return len(found)


def _longest_gap(steps: list[Step], words: int) -> int:
    """Longest stretch of the row's words that no step touches."""
    ends = [0, *(q + count for q, _, count in steps)]
    begins = [*(q for q, _, _ in steps), words]
    return max(begin - end for end, begin in zip(ends, begins, strict=True))


def _span(page: Page, begin: int, words: int) -> Span:
    """Start and end of some words, in code points."""
    return page.spans[begin][0], page.spans[begin + words - 1][1]
