"""Lists of rows that share a sampled shingle, and what sharing it is worth.

In: sketches. Out: per part of the hash range, the lists of two rows or more, in numbers that follow from the
texts alone (`ranks`), so that the order of the input plays no part. A shingle is worth less the more families
it stands in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.group.corpus.crew import Crew
from wirecopy.group.corpus.sketching import Sketches
from wirecopy.group.corpus.tables import Floats32, Ints, Ints32
from wirecopy.kernels.figures import TOP_WEIGHT

FEW = 24  # families a shingle may stand in and still say something
ALONE = 24  # weight of a shingle that no other row has
HOUSE = 3  # families of one outlet that make a shingle part of the outlet's page
COARSE = 3  # one part in so many serves the first, coarse look

Postings = NDArray[np.uint64]
Weights = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Part:
    """The lists of one part of the hash range.

    Attributes:
        keys: uint64, `hash37 << 27 | rank`, sorted.
        starts: int64[l + 1], where each list starts, and where the last ends.
    """

    keys: Postings
    starts: Ints


@dataclass(frozen=True, slots=True)
class Lists:
    """All lists of a corpus.

    Attributes:
        parts: by hash.
        coarse: the first so many parts are enough to find texts that share half their shingles.
        rows: int64[n], the row of each rank.
        ranks: int32[n], the rank of each row: by fingerprint, equal texts by the corpus's own order.
        twin: bool[n], by rank: whether the text before it is the same; twins stand in no list.
        totals: int64[2, n], by rank, how many different sampled shingles: in the other parts, in the coarse
            ones.
        rates: float32[n], by rank.
    """

    parts: list[Part]
    coarse: int
    rows: Ints
    ranks: Ints32
    twin: NDArray[np.bool_]
    totals: Ints
    rates: Floats32


def gather(sketches: Sketches, order: Ints, crew: Crew, coarse: int = COARSE) -> Lists:
    """The lists of a corpus; takes the blocks of `sketches` apart as it goes, to save memory.

    Args:
        sketches: of all rows.
        order: int64[n], decides among equal texts.
        crew: who works.
        coarse: one part in so many serves a coarse look; 1 for all.
    """
    count = len(sketches.fingerprints)
    rows = np.lexsort((order, sketches.fingerprints)).astype(np.int64)
    ranks = np.empty(count, np.int32)
    ranks[rows] = np.arange(count, dtype=np.int32)
    prints = sketches.fingerprints[rows]
    twin = np.zeros(count, np.bool_)
    twin[1:] = (prints[1:] == prints[:-1]) & (sketches.words[rows][1:] == sketches.words[rows][:-1])
    bits = len(sketches.blocks[0][1]) if sketches.blocks else 0
    coarse = -(-bits // coarse)
    slots = [range(first, bits, crew.threads) for first in range(min(crew.threads, bits))]

    def work(slot: range) -> tuple[list[Part], Ints32]:
        totals = np.zeros((2, count), np.int32)
        found = [
            _gather_part(sketches, number, (ranks, twin), totals[int(number < coarse)], crew)
            for number in slot
        ]
        return found, totals

    done = crew.map(work, slots)
    parts: list[Part | None] = [None] * bits
    totals = np.zeros((2, count), np.int64)
    for slot, (found, counted) in zip(slots, done, strict=True):
        for number, part in zip(slot, found, strict=True):
            parts[number] = part
        totals += counted
    sketches.blocks.clear()
    return Lists([p for p in parts if p], coarse, rows, ranks, twin, totals, sketches.rates[rows])


def _gather_part(
    sketches: Sketches, number: int, rows: tuple[Ints32, NDArray[np.bool_]], totals: Ints32, crew: Crew
) -> Part:
    ranks, twin = rows
    pieces = [block[(ends[number - 1] if number else 0) : ends[number]] for block, ends in sketches.blocks]
    keys = np.concatenate(pieces)
    crew.kernels.renumber(keys, ranks)
    keys.sort()
    starts = np.empty(len(keys) // 2 + 2, np.int64)
    count = crew.kernels.gather_lists(keys, twin, totals, starts)
    return Part(crew.keep(keys[: starts[count]].copy()), crew.keep(starts[: count + 1].copy()))


@dataclass(frozen=True, slots=True)
class Worth:
    """What lists are worth, given which rows are one family.

    Attributes:
        weights: per part, uint8[l], 0-31.
        spreads: per part, int32[l], the number of families; -1 for the furniture of one outlet's page.
        sums: int64[n], by rank, the weight of all sampled shingles; empty where nobody asked.
    """

    weights: list[Weights]
    spreads: list[Ints32]
    sums: Ints


def flat_worth(lists: Lists) -> Worth:
    """Every shingle of the coarse parts is worth the same."""
    weights = [np.ones(len(part.starts) - 1, np.uint8) for part in lists.parts[: lists.coarse]]
    return Worth(weights, [], lists.totals[1])


def weigh(lists: Lists, family: Ints32, outlets: Ints32, crew: Crew, summed: bool = True) -> Worth:
    """What the lists are worth.

    Args:
        lists: of the corpus.
        family: int32[n], by rank, the provisional family.
        outlets: int32[n], by rank, -1 where unknown.
        crew: who works.
        summed: whether sums are needed.
    """
    weight_of = weight_by_families()

    def work(part: Part) -> tuple[Weights, Ints32]:
        count = len(part.starts) - 1
        weights, spreads = np.zeros(count, np.uint8), np.zeros(count, np.int32)
        rows = (family, outlets)
        crew.kernels.weigh_lists(part.keys, part.starts, rows, weight_of, HOUSE, weights, spreads)
        return weights, spreads

    done = crew.map(work, lists.parts)
    sums = lists.totals.sum(axis=0) * ALONE if summed else np.zeros(0, np.int64)
    for part, (weights, _) in zip(lists.parts if summed else (), done if summed else (), strict=True):
        crew.kernels.weigh_rows(part.keys, part.starts, weights, ALONE, sums)
    return Worth([weights for weights, _ in done], [spreads for _, spreads in done], sums)


def weight_by_families() -> Weights:
    """uint8[FEW + 2]: falls with the logarithm of the number of families, to 1 at FEW and 0 beyond."""
    weight_of = np.zeros(FEW + 2, np.uint8)
    families = np.arange(1, FEW + 1)
    falling = TOP_WEIGHT * (1 - np.log2(families) / np.log2(FEW + 1))
    weight_of[1 : FEW + 1] = np.maximum(1, np.round(falling))
    return weight_of


def common_shingles(lists: Lists, worth: Worth, several: int, many: int, crew: Crew) -> Postings:
    """Hash table of the shingles of several families, as the kernels of `matching` read it."""
    keys, levels = [], []
    for part, spreads in zip(lists.parts, worth.spreads, strict=True):
        common = (spreads >= several) | (spreads < 0)
        keys.append(part.keys[part.starts[:-1][common]])
        levels.append(np.where((spreads[common] >= many) | (spreads[common] < 0), 2, 1))
    size = 16
    while size < 4 * sum(map(len, keys)):
        size *= 2
    table = np.zeros(size, np.uint64)
    for some, level in zip(keys, levels, strict=True):
        crew.kernels.fill_commons(some, level.astype(np.uint64), table)
    return table
