"""What two texts share, exactly: the plain twin of `compiled.matching`.

Every shingle of B is looked up among the first places of A's shingles; from there a run goes on as long as
both texts do. The figures of a pair are counted from its runs. Texts that were read are kept as long as the
working memory is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wirecopy.kernels.constants import (
    ENTRY_SHIFT,
    HEAD,
    LEVEL_BITS,
    LINE_END,
    MIX_1,
    MOST_NUMBERS,
    MOST_QUOTED,
    SPACE,
    SPAN,
    TAIL,
)
from wirecopy.kernels.figures import FIGURES
from wirecopy.kernels.folding import CLOSING, EITHER, OPENING
from wirecopy.kernels.plain.scan import (
    ALL,
    ROWS,
    Bytes,
    Folding,
    Hashes,
    Ints,
    Ints32,
    Reading,
    Table,
    decode,
    hash_shingles,
    read_words,
)
from wirecopy.kernels.shelf import Shelf

Run = tuple[int, int, int]  # first shingle in A, in B, and length
_OPENING, _CLOSING, _EITHER, _LINE_END = map(chr, (OPENING, CLOSING, EITHER, LINE_END))
_PARTS = 64


class Page(NamedTuple):
    """A text as it is compared.

    Attributes:
        shingles: hashes, in order.
        entries: their upper bits, by which texts are compared.
        first: first place of each.
        words: how many; 0 where there is no shingle.
        plain: bool[words], whether a word stands outside quotation marks.
        before: words outside quotation marks before each place, and at the end all of them.
        numbers: hashes.
    """

    shingles: list[int]
    entries: list[int]
    first: dict[int, int]
    words: int
    plain: NDArray[np.bool_]
    before: list[int]
    numbers: frozenset[int]


Pages = dict[int, Page]


@dataclass(frozen=True, slots=True)
class Commons:
    """What is common property.

    Attributes:
        bound: below which a shingle's low bits were sampled in every text.
        table: of `fill_commons`.
        trusting: whether runs at the edges of both pages count where they are not common.
    """

    bound: int
    table: Hashes
    trusting: bool


def work_for(rows: int, longest: int, room: int, shelf: Shelf | None = None) -> Pages:
    """A place to keep the texts that were read."""
    del rows, longest, room, shelf
    return {}


def read_page(text: str, folding: Folding) -> Page:
    """A text as it is compared."""
    reading = read_words(text, folding)
    shingles: list[int] = hash_shingles(reading.hashes).tolist()
    first: dict[int, int] = {}
    entries = [value >> ENTRY_SHIFT for value in shingles]
    for place, value in enumerate(entries):
        first.setdefault(value, place)
    words = len(reading.bounds) if shingles else 0
    plain = ~np.array(mark_quoted(reading)[:words], np.bool_)
    before = list(accumulate(map(int, plain), initial=0))
    return Page(shingles, entries, first, words, plain, before, _numbers(reading))


def mark_quoted(reading: Reading) -> list[bool]:
    """Whether each word stands within quotation marks.

    A quotation ends with its paragraph, or is no quotation: one that goes on for MOST_QUOTED words is a mark
    that was never closed.
    """
    quoted: list[bool] = []
    begun = -1
    last = 0
    for q, (start, end) in enumerate(reading.bounds):
        for at in range(last, start):
            mark = reading.folded[at]
            opens = mark == _OPENING or (
                mark == _EITHER and (at == 0 or ord(reading.folded[at - 1]) <= SPACE)
            )
            if mark == _LINE_END or (begun >= 0 and mark in {_CLOSING, _EITHER}):
                begun = -1
            elif opens:
                begun = q
        if begun >= 0 and q - begun >= MOST_QUOTED:
            quoted[begun:q] = [False] * (q - begun)
            begun = -1
        quoted.append(begun >= 0)
        last = end
    return quoted


def _numbers(reading: Reading) -> frozenset[int]:
    """Different words that start with a digit, up to MOST_NUMBERS; 3.5 and 1,500 are one number each."""
    found: set[int] = set()
    folded, last = reading.folded, -1
    value: int | None = None
    for (start, end), word in zip(reading.bounds, reading.hashes.tolist(), strict=True):
        digit = "0" <= folded[start] <= "9"
        if value is not None and digit and start == last + 1 and folded[last] in ".,":
            value = ((value ^ (value >> 29)) * MIX_1 + word) & ALL
        else:
            if value is not None and len(found) < MOST_NUMBERS:
                found.add(value >> 32)
            value = word if digit else None
        last = end
    if value is not None and len(found) < MOST_NUMBERS:
        found.add(value >> 32)
    return frozenset(found)


def find_runs(first: dict[int, int], ones: Sequence[int], others: Sequence[int]) -> list[Run]:
    """Runs of shared shingles, in order of B; given the first places of A's shingles, A's and B's."""
    runs: list[Run] = []
    q = 0
    for place, value in enumerate(others):
        if place < q or value not in first:
            continue
        p, q = first[value], place
        length = 1
        most = min(len(others) - q, len(ones) - p)
        while length < most and others[q + length] == ones[p + length]:
            length += 1
        runs.append((p, q, length))
        q += length
    return runs


def fill_commons(keys: Hashes, levels: Hashes, commons: Hashes) -> None:
    """Enter shingles into the table of common ones; arguments as in `compiled.matching`."""
    for value, level in zip(keys.tolist(), levels.tolist(), strict=True):
        key = (value >> ENTRY_SHIFT) + 1
        at = key & (len(commons) - 1)
        while commons[at] and int(commons[at]) >> LEVEL_BITS != key:
            at = (at + 1) & (len(commons) - 1)
        commons[at] = max(int(commons[at]), key << LEVEL_BITS | level)


def _commonness(value: int, commons: Hashes) -> int:
    """How common a shingle is: 0 not, 1 in several families, 2 in many."""
    key = (value >> ENTRY_SHIFT) + 1
    at = key & (len(commons) - 1)
    while entry := int(commons[at]):
        if entry >> LEVEL_BITS == key:
            return entry & ((1 << LEVEL_BITS) - 1)
        at = (at + 1) & (len(commons) - 1)
    return 0


def _is_own(run: Run, a: Page, b: Page, commons: Commons) -> bool:
    """Whether a run speaks for copying: not the edge of a page, not common property."""
    p, q, length = run
    edge = max(p, q) + length + SPAN - 1 <= HEAD or (a.words - p <= TAIL and b.words - q <= TAIL)
    if not commons.trusting:
        return not edge
    sampled = [value for value in b.shingles[q : q + length] if value & ROWS < commons.bound]
    levels = [_commonness(value, commons.table) for value in sampled]
    enough = 1 if edge else 2  # what several families have is no proof at the edge of a page
    return 2 * sum(level >= enough for level in levels) < max(len(levels), 1)


def _parts(begin: int, words: int, total: int) -> int:
    """Bits of the 64ths of a text that `words` words from `begin` on touch."""
    first, last = begin * _PARTS // total, (begin + words - 1) * _PARTS // total
    return (1 << (last + 1)) - (1 << first)


def _longest_gap(bits: int) -> int:
    """Longest row of zeros among 64 bits."""
    return max(map(len, f"{bits:064b}".split("1")))


def _figures_of(a: Page, b: Page, commons: Commons) -> dict[str, int]:
    """The figures of a pair, by their names."""
    runs = find_runs(a.first, a.entries, b.entries)
    own = [run for run in runs if _is_own(run, a, b, commons)]
    figures = {
        "words_a": a.words, "words_b": b.words, "plain_a": a.before[-1], "plain_b": b.before[-1],
        "numbers_a": len(a.numbers), "numbers_b": len(b.numbers), "numbers": len(a.numbers & b.numbers),
    }  # fmt: skip
    places = [p for p, _, _ in runs]
    figures["ordered"] = sum(p >= last for p, last in zip(places, [0, *places], strict=False))
    figures["longest"] = max((length + SPAN - 1 for *_, length in runs), default=0)
    stretches = [b.before[q + length + SPAN - 1] - b.before[q] for _, q, length in own]
    figures["longest_own"] = max(stretches, default=0)
    for suffix, some, in_plain in (("", runs, "covered"), ("_own", own, "own")):
        figures[f"runs{suffix}"] = len(some)
        for side, page, name in ((0, a, "a"), (1, b, "b")):
            covered, touched = _cover([(run[side], run[2]) for run in some], page)
            figures[f"{in_plain}_{name}"] = int((covered & page.plain).sum())
            figures[f"gap{suffix}_{name}"] = _longest_gap(touched)
            if some is own:
                figures[f"spread_own_{name}"] = touched.bit_count()
            else:
                figures[f"total_{name}"] = int(covered.sum())
    return figures


def _cover(stretches: list[tuple[int, int]], page: Page) -> tuple[NDArray[np.bool_], int]:
    """Words that runs cover in a text, and the bits of the 64ths they touch."""
    covered = np.zeros(page.words, np.bool_)
    touched = 0
    for begin, length in stretches:
        words = length + SPAN - 1
        covered[begin : begin + words] = True
        touched |= _parts(begin, words, page.words)
    return covered, touched


def match_pairs(
    data: Bytes,
    offsets: Ints,
    table: Table,
    pairs: Ints32,
    sample: tuple[np.uint64, Hashes, bool],
    work: Pages,
    figures: Ints32,
) -> None:
    """The figures of each pair; arguments as in `compiled.matching`, `work` of `work_for`."""
    folding = Folding(table)
    commons = Commons(int(sample[0]), sample[1], bool(sample[2]))

    def page(row: int) -> Page:
        if row not in work:
            work[row] = read_page(decode(data, offsets[row], offsets[row + 1]), folding)
        return work[row]

    for number, (a, b) in enumerate(pairs[:, :2].tolist()):
        found = _figures_of(page(a), page(b), commons)
        figures[number] = [found[name] for name in FIGURES]
