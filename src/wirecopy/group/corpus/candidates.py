"""Pairs of texts worth comparing word for word: those that share enough sampled shingles.

In: lists and what they are worth. Out: pairs of ranks with the score each got. Every row is the business of
one job, so the result does not depend on how the rows are shared out; how many partners are held at once is
bounded.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.corpus.crew import Crew
from wirecopy.group.corpus.lists import Lists, Worth
from wirecopy.group.corpus.tables import Floats32, Ints, Ints32
from wirecopy.kernels.figures import TOP_WEIGHT

CHAIN = 2  # lists longer than this give a chain: the setting of the first, coarse look
FEW_PAIRS = 4  # the same where lists are not weighed, so that furniture costs little
ALL_PAIRS = 48  # rows a list may have and still give all pairs
_LIGHT = 8  # lists of less weight than this give a chain: they decide nothing by themselves


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs that share enough.

    Attributes:
        pairs: int32[p, 2], ranks, the larger first.
        scores: float32[p], weight shared / weight of the lesser row's sketch.
    """

    pairs: Ints32
    scores: Floats32

    def __len__(self) -> int:
        return len(self.pairs)


def find_candidates(
    lists: Lists, worth: Worth, most: int, least: tuple[int, float], crew: Crew, room: int
) -> Candidates:
    """Pairs of rows.

    Args:
        lists: of the corpus.
        worth: of the lists.
        most: lists of up to so many rows give all pairs, longer ones a chain.
        least: shared shingles, and score, that a pair needs.
        crew: who works.
        room: partners held at once by all jobs together, 4 bytes each.
    """
    count = len(lists.rows)
    longest = np.full(TOP_WEIGHT + 1, most, np.int64)
    longest[:_LIGHT] = min(most, CHAIN) if worth.spreads else most
    wanted = _count(lists, worth, longest, crew)
    bound = max(1, min(room // crew.threads, int(wanted.sum()) // (2 * crew.threads) + 1))

    def work(owners: tuple[int, int]) -> tuple[Ints32, Floats32]:
        return _pairs_of(lists, worth, (longest, least), owners, wanted[owners[0] : owners[1]], crew)

    done = crew.map(work, _ranges(wanted, bound)) if count else []
    if not done:
        return Candidates(np.zeros((0, 2), np.int32), np.zeros(0, np.float32))
    return Candidates(np.concatenate([pairs for pairs, _ in done]), np.concatenate([s for _, s in done]))


def _ranges(wanted: Ints, bound: int) -> list[tuple[int, int]]:
    """Ranges of owners with about `bound` partners each."""
    total = np.cumsum(wanted)
    ranges = []
    begin = 0
    while begin < len(wanted):
        before = total[begin - 1] if begin else 0
        end = int(np.searchsorted(total, before + bound, side="right"))
        end = min(len(wanted), max(begin + 1, end))
        ranges.append((begin, end))
        begin = end
    return ranges


def _count(lists: Lists, worth: Worth, most: Ints, crew: Crew) -> Ints:
    """Partners of every row."""
    count = len(lists.rows)
    slots = [range(first, len(worth.weights), crew.threads) for first in range(crew.threads)]

    def work(slot: range) -> Ints:
        counts = np.zeros(count, np.int64)
        for number in slot:
            part = lists.parts[number]
            crew.kernels.count_partners(part.keys, part.starts, worth.weights[number], most, counts)
        return counts

    total: Ints = np.sum(crew.map(work, slots), axis=0, dtype=np.int64)
    return total


def _pairs_of(
    lists: Lists,
    worth: Worth,
    bounds: tuple[Ints, tuple[int, float]],
    owners: tuple[int, int],
    wanted: Ints,
    crew: Crew,
) -> tuple[Ints32, Floats32]:
    most, least = bounds
    places = np.zeros(len(wanted) + 1, np.int64)
    np.cumsum(wanted, out=places[1:])
    partners = np.empty(places[-1], np.uint32)
    span = np.array(owners, np.int64)
    heads = places[:-1].copy()
    for part, weights in zip(lists.parts[: len(worth.weights)], worth.weights, strict=True):
        crew.kernels.place_partners(part.keys, part.starts, weights, most, span, heads, partners)
    size = 16
    while size <= 2 * int(wanted.max(initial=0)):
        size *= 2
    table = np.empty((3, size), np.int64)
    pairs = np.empty((len(partners) // least[0] + 1, 3), np.int32)
    scores = np.empty(len(pairs), np.float32)
    rows, fewest = (worth.sums, lists.rates), np.array(least, np.float64)
    found = crew.kernels.count_pairs(places, partners, owners[0], rows, fewest, table, (pairs, scores))
    return pairs[:found, :2].copy(), scores[:found].copy()


def leaders(found: Candidates, most: int) -> NDArray[np.bool_]:
    """Which pairs are among the best `most` of either of their rows."""
    count = len(found)
    rows = np.concatenate([found.pairs[:, 0], found.pairs[:, 1]])
    partners = np.concatenate([found.pairs[:, 1], found.pairs[:, 0]])
    order = np.lexsort((partners, -np.concatenate([found.scores, found.scores]), rows))
    place = np.arange(2 * count)
    begins = np.ones(2 * count, np.bool_)
    begins[1:] = rows[order][1:] != rows[order][:-1]
    rank = place - np.maximum.accumulate(np.where(begins, place, 0))
    leading = np.zeros(count, np.bool_)
    leading[order[rank < most] % count] = True
    return leading
