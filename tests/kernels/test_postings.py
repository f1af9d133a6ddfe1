"""From postings to pairs: the compiled kernels give what their plain twins give."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from types import ModuleType
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.kernels.hostile import PARITY, guarded, is_whole
from wirecopy.kernels import compiled, plain
from wirecopy.kernels.constants import ROW_BITS
from wirecopy.kernels.figures import TOP_WEIGHT

SEEDS = st.integers(0, 10**6)
ROWS = 120
Work = Callable[[ModuleType], list[Any]]


def both(work: Work) -> list[Any]:
    """What both kinds of kernels give, which must be the same."""
    given_, expected = work(compiled), work(plain)
    assert given_ == expected
    return given_


def postings(rng: np.random.Generator) -> np.ndarray:
    size = int(rng.integers(0, 700))
    top = int(rng.choice([2, 9, 200]))
    hashes = rng.integers(0, top, size).astype(np.uint64) + np.uint64(int(rng.choice([0, (1 << 37) - top])))
    return (hashes << np.uint64(ROW_BITS)) | rng.integers(0, ROWS, size).astype(np.uint64)


def lists(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    keys = np.sort(postings(rng))
    starts = np.empty(len(keys) // 2 + 2, np.int64)
    count = plain.gather_lists(keys, np.zeros(ROWS, np.bool_), np.zeros(ROWS, np.int32), starts)
    return keys[: starts[count]].copy(), starts[: count + 1].copy()


@PARITY
@given(SEEDS, st.integers(0, 6))
def test_postings_are_split_by_their_top_bits(seed: int, bits: int) -> None:
    given_ = postings(np.random.default_rng(seed))

    def work(kernels: ModuleType) -> list[Any]:
        ends, output = guarded(np.zeros(1 << bits, np.int64)), guarded(np.zeros(len(given_), np.uint64))
        kernels.split(given_.copy(), bits, ends, output)
        assert is_whole(ends)
        assert is_whole(output)
        return [ends.tolist(), output.tolist()]

    ends, output = both(work)
    assert ends[-1] == len(given_)
    assert sorted(output) == sorted(given_.tolist())
    parts = [posting >> (64 - bits) for posting in output]
    assert parts == sorted(parts)


@PARITY
@given(SEEDS)
def test_rows_are_renumbered(seed: int) -> None:
    rng = np.random.default_rng(seed)
    given_, numbers = postings(rng), rng.permutation(ROWS).astype(np.int32)

    def work(kernels: ModuleType) -> list[Any]:
        changed = given_.copy()
        kernels.renumber(changed, numbers)
        return changed.tolist()

    both(work)


@PARITY
@given(SEEDS)
def test_lists_are_gathered(seed: int) -> None:
    rng = np.random.default_rng(seed)
    given_, skip = np.sort(postings(rng)), rng.random(ROWS) < rng.choice([0, 0.5, 1])

    def work(kernels: ModuleType) -> list[Any]:
        keys, totals = guarded(given_), guarded(np.zeros(ROWS, np.int32))
        starts = guarded(np.zeros(len(keys) // 2 + 2, np.int64))
        count = kernels.gather_lists(keys, skip, totals, starts)
        assert all(map(is_whole, (keys, totals, starts)))
        return [keys[: starts[count]].tolist(), starts[: count + 1].tolist(), totals.tolist()]

    keys, starts, totals = both(work)
    assert all(end - begin >= 2 for begin, end in pairwise(starts))
    assert sum(totals) == sum(1 for key in set(given_.tolist()) if not skip[key & (1 << ROW_BITS) - 1])
    assert keys == sorted(set(keys))


@PARITY
@given(SEEDS, st.integers(1, 5))
def test_lists_and_rows_are_weighed(seed: int, house: int) -> None:
    rng = np.random.default_rng(seed)
    keys, starts = lists(rng)
    family = rng.integers(0, int(rng.choice([1, 5, ROWS])), ROWS).astype(np.int32)
    outlets = rng.integers(-1, int(rng.choice([0, 1, 5])), ROWS).astype(np.int32)
    weight_of = rng.integers(0, TOP_WEIGHT + 1, int(rng.choice([2, 26]))).astype(np.uint8)

    def work(kernels: ModuleType) -> list[Any]:
        count = len(starts) - 1
        weights, spreads = guarded(np.zeros(count, np.uint8)), guarded(np.zeros(count, np.int32))
        kernels.weigh_lists(keys, starts, (family, outlets), weight_of, house, weights, spreads)
        sums = guarded(np.full(ROWS, 1000, np.int64))
        kernels.weigh_rows(keys, starts, weights, 24, sums)
        assert all(map(is_whole, (weights, spreads, sums)))
        return [weights.tolist(), spreads.tolist(), sums.tolist()]

    both(work)


@PARITY
@given(SEEDS, st.integers(1, 50), st.integers(0, 5))
def test_partners_are_placed_and_pairs_counted(seed: int, most: int, least: int) -> None:
    rng = np.random.default_rng(seed)
    keys, starts = lists(rng)
    weights = rng.integers(0, TOP_WEIGHT + 1, len(starts) - 1).astype(np.uint8)
    longest = rng.integers(1, most + 1, TOP_WEIGHT + 1)
    sums = rng.integers(0, 4000, ROWS)
    rates = rng.choice([0.125, 0.3, 1.0], ROWS).astype(np.float32)
    first, last = sorted(rng.integers(0, ROWS + 1, 2).tolist())
    bounds = np.array([least, float(rng.choice([0, 0.05, 0.5]))])

    def work(kernels: ModuleType) -> list[Any]:
        counts = np.zeros(ROWS, np.int64)
        kernels.count_partners(keys, starts, weights, longest, counts)
        places = np.concatenate([[0], np.cumsum(counts[first:last])]).astype(np.int64)
        partners, heads = guarded(np.zeros(places[-1], np.uint32)), guarded(places[:-1])
        owners = np.array([first, last])
        kernels.place_partners(keys, starts, weights, longest, owners, heads, partners)
        assert heads.tolist() == places[1:].tolist(), "as many partners as were counted"
        size = 16
        while size <= 2 * counts.max(initial=0):
            size *= 2
        table = np.empty((3, size), np.int64)
        found = []
        for room in (3, 5000):
            pairs, scores = guarded(np.zeros((room, 3), np.int32)), guarded(np.zeros(room, np.float32))
            count = kernels.count_pairs(
                places, partners, first, (sums, rates), bounds, table, (pairs, scores)
            )
            assert all(map(is_whole, (partners, heads, pairs, scores)))
            found += [count, pairs[:count].tolist(), scores[:count].tolist()]
        return [partners.tolist(), *found]

    _, count, _, _, again, pairs, _ = both(work)
    assert count == again == len(pairs), "the number found does not depend on the room for them"
    assert all(row > other and shared >= least for row, other, shared in pairs)


@PARITY
@given(SEEDS)
def test_rows_are_joined_at_their_least(seed: int) -> None:
    rng = np.random.default_rng(seed)
    pairs = rng.integers(0, ROWS, (int(rng.integers(0, 150)), 2)).astype(np.int32)
    at_first = np.maximum.accumulate(np.where(rng.random(ROWS) < 0.8, np.arange(ROWS), 0)).astype(np.int32)

    def work(kernels: ModuleType) -> list[Any]:
        parents = guarded(at_first)
        kernels.join_rows(pairs, parents)
        assert is_whole(parents)
        return parents.tolist()

    parents = both(work)
    assert all(parents[a] == parents[b] for a, b in pairs.tolist())
    assert all(parents[top] == top <= row for row, top in enumerate(parents))
