"""Signatures against signatures: the compiled kernels give what their plain twins give, and what is right."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernels.hostile import PARITY, all_guarded, all_whole, guarded, is_whole
from wirecopy.kernels import compiled, plain
from wirecopy.kernels.lists import empty_lists

SEEDS = st.integers(0, 10**6)
RULE = [3.0, 0.8, 1.4, 0.4, 3.0, 0.45]
Rows = tuple[np.ndarray, np.ndarray, np.ndarray]


def both(work: Callable[[ModuleType], list[Any]]) -> list[Any]:
    """What both kinds of kernels give, which must be the same."""
    given_, expected = work(compiled), work(plain)
    assert given_ == expected
    return given_


def rows_of(rng: np.random.Generator, count: int, doubles: bool = False) -> Rows:
    """Rows with terms from a small or a large vocabulary."""
    vocabulary = int(rng.choice([3, 40, 2**32]))
    parts = [rng.integers(0, vocabulary, int(rng.integers(0, 30))).astype(np.uint32) for _ in range(count)]
    parts = parts if doubles else [np.unique(part) for part in parts]
    offsets = np.cumsum([0, *map(len, parts)]).astype(np.int64)
    terms = np.concatenate([*parts, np.empty(0, np.uint32)])
    return offsets, terms, rng.random(len(terms)).astype(np.float32) + np.float32(0.01)


def dense(rows: Rows, weights: np.ndarray | None = None) -> np.ndarray:
    offsets, terms, worth = rows
    worth = worth if weights is None else weights
    distinct = np.unique(terms)
    table = np.zeros((len(offsets) - 1, len(distinct)))
    for row in range(len(offsets) - 1):
        part = slice(offsets[row], offsets[row + 1])
        np.add.at(table[row], np.searchsorted(distinct, terms[part]), worth[part].astype(np.float64))
    return table


@PARITY
@given(
    SEEDS,
    st.integers(0, 25),
    st.sampled_from([64, 256, 4096]),
    st.sampled_from([100, 800, 9000]),
    st.booleans(),
)
def test_rows_are_listed_until_there_is_no_room(
    seed: int, count: int, slots: int, room: int, doubles: bool
) -> None:
    rows = rows_of(np.random.default_rng(seed), count, doubles)

    def work(kernels: ModuleType) -> list[Any]:
        lists = all_guarded(empty_lists(slots, room))
        entered = kernels.list_rows(lists, *rows, 5)
        again = kernels.list_rows(lists, rows[0][entered:], rows[1], rows[2], 5 + entered)
        assert all_whole(lists)
        return [entered, again, *(array.tolist() for array in lists)]

    entered, again, keys, spots, counts, owners, weights, _ = both(work)
    assert again == 0, "what did not fit does not fit"
    entries = {
        (key, owners[spot + place], weights[spot + place])
        for key, spot, length in zip(keys, spots, counts, strict=True)
        for place in range(length)
    }
    offsets, terms, worth = rows
    assert entries == {
        (int(terms[at]), 5 + row, float(worth[at]))
        for row in range(entered)
        for at in range(offsets[row], offsets[row + 1])
    }


@PARITY
@given(SEEDS, st.integers(0, 30), st.integers(0, 8), st.floats(0.0, 3.0))
def test_products_come_from_lists_that_moved_or_not(seed: int, count: int, asking: int, least: float) -> None:
    rng = np.random.default_rng(seed)
    rows = rows_of(rng, count + asking)
    kept = rows[0][: count + 1], rows[1], rows[2]
    asked = rows[0][count:], rows[1], rows[2]
    bound = np.full(asking, max(least, 1e-9))

    def work(kernels: ModuleType) -> list[Any]:
        lists = empty_lists(4096, 9000)
        assert kernels.list_rows(lists, *kept, 0) == count
        roomier = all_guarded(empty_lists(8192, 6000))
        kernels.move_lists(lists, roomier)
        assert all_whole(roomier)
        found: list[Any] = []
        for index in (lists, roomier):
            for room in (2, 900):
                output = guarded(np.zeros((room, 2), np.int32)), guarded(np.zeros(room))
                sums = guarded(np.zeros(count))
                number = kernels.multiply(index, asked, bound, sums, output)
                assert is_whole(sums)
                assert not sums.any()
                assert all(map(is_whole, output))
                found.append([number, output[0][:number].tolist(), output[1][:number].tolist()])
        assert found[0] == found[2], "lists that moved say the same"
        assert found[1] == found[3], "lists that moved say the same"
        return found

    number, pairs, products = both(work)[1]
    table = dense(rows)
    wanted = table[count:] @ table[:count].T
    got = np.zeros((asking, count))
    for (one, row), product in zip(pairs, products, strict=True):
        got[one, row] = product
    assert number == len(pairs)
    assert np.allclose(got, np.where(got > 0, wanted, 0.0))
    assert np.all((got > 0) | (wanted < bound[:, None] + 1e-6))


@PARITY
@given(SEEDS, st.integers(1, 25))
def test_all_products(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    rows = rows_of(rng, count)
    sums = rng.random(len(rows[1])) + 0.01

    def work(kernels: ModuleType) -> list[Any]:
        near = guarded(np.full((count, count), 7.0))
        kernels.products_of(rows[0], rows[1], sums, near)
        assert is_whole(near)
        return near.tolist()

    table = dense(rows, sums)
    wanted = table @ table.T
    np.fill_diagonal(wanted, 0.0)
    assert np.allclose(both(work), wanted)


@PARITY
@given(SEEDS, st.integers(0, 25), st.sampled_from([0.05, 0.3, 0.6, 2.0]))
def test_groups_are_linked(seed: int, count: int, least: float) -> None:
    rng = np.random.default_rng(seed)
    near = np.round(rng.random((count, count)) ** 3, int(rng.integers(1, 5)))
    near = np.triu(near, 1) + np.triu(near, 1).T
    sizes = rng.integers(1, 4, count).astype(np.float64)
    near *= np.outer(sizes, sizes)
    times = rng.integers(0, 40, count) * sizes * rng.integers(0, 2, count)
    figures = np.stack([sizes, sizes - 1.0, 0.4 * sizes, sizes * (times > 0), times], axis=1)
    rule = np.array([least, 10.0, *RULE])

    def work(kernels: ModuleType) -> list[Any]:
        heads, scratch, sums = guarded(np.zeros(count, np.int64)), guarded(near), guarded(figures)
        kernels.link_groups(scratch, sums, rule, heads)
        assert all(map(is_whole, (heads, scratch, sums)))
        return heads.tolist()

    heads = both(work)
    assert all(heads[head] == head <= row for row, head in enumerate(heads))


@pytest.mark.parametrize("kernels", [compiled, plain])
def test_the_two_most_alike_go_first(kernels: ModuleType) -> None:
    """B lies between A and C and nearer to C: with it taken, A is too far from both."""
    near = np.array([[0.0, 0.5, 0.0], [0.5, 0.0, 0.6], [0.0, 0.6, 0.0]])
    figures = np.array([[1.0, 0.0, 0.45, 0.0, 0.0]] * 3)
    heads = np.zeros(3, np.int64)
    kernels.link_groups(near, figures, np.array([0.6, 10.0, *RULE]), heads)
    assert heads.tolist() == [0, 1, 1]
