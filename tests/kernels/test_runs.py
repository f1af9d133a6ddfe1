"""The kernels over runs, plain and compiled, say what they mean on any input and at its edges."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kernels import naive_runs as naive
from wirecopy.kernels import compiled, plain
from wirecopy.kernels.constants import ROW_BITS, STRONG, WEAK

unhurried = settings(deadline=None)  # the first call of a kernel may have to compile it
both = pytest.mark.parametrize("kernels", [compiled, plain], ids=["compiled", "plain"])
HASHES = st.integers(0, 12) | st.integers((1 << 37) - 3, (1 << 37) - 1)
ROWS = 9
POSTINGS = st.lists(st.tuples(HASHES, st.integers(0, ROWS - 1)), max_size=80, unique=True).map(
    lambda pairs: sorted(h << ROW_BITS | row for h, row in pairs)
)
FAMILY, OUTLET = (lambda entry: entry // 3), (lambda entry: entry // 10 - 1)
LISTS = st.lists(st.lists(st.integers(0, 30), max_size=12, unique=True).map(sorted), min_size=1, max_size=8)


def words(values: list[int]) -> np.ndarray:
    return np.array(values, np.uint64)


def csr(lists: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    offsets = np.cumsum([0, *map(len, lists)]).astype(np.int64)
    return offsets, np.array([entry for entries in lists for entry in entries], np.int32)


def located(
    kernels: ModuleType, run: list[int], hashes: list[int], room: list[int]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    left, first, taken = (
        np.array(room, np.int64),
        np.empty(len(room), np.int64),
        np.empty(len(room), np.int64),
    )
    kernels.locate(words(run), words(hashes), left, first, taken)
    return left, first, taken


@both
@unhurried
@given(POSTINGS, st.lists(HASHES, max_size=20, unique=True), st.data())
def test_lists_are_located(
    kernels: ModuleType, run: list[int], wanted: list[int], data: st.DataObject
) -> None:
    hashes = sorted(h << ROW_BITS for h in wanted)
    room = data.draw(st.lists(st.integers(-1, 9), min_size=len(hashes), max_size=len(hashes)))
    left, first, taken = located(kernels, run, hashes, room)
    found = [run[at : at + n] for at, n in zip(first.tolist(), taken.tolist(), strict=True)]
    assert found == naive.locate(run, hashes, room)
    assert (left + taken).tolist() == room


@both
@unhurried
@given(st.integers(1, 3000), st.integers(0, 200), st.integers(1, 4000))
def test_long_lists_are_cut(kernels: ModuleType, length: int, before: int, room: int) -> None:
    run = list(range(before)) + [5 << ROW_BITS | row for row in range(length)]
    _, first, taken = located(kernels, run, [5 << ROW_BITS], [room])
    assert (first[0], taken[0]) == (before, min(length, room))


@both
@unhurried
@given(POSTINGS, st.integers(1, 4))
def test_heads_of_lists_are_copied_in_order(kernels: ModuleType, run: list[int], most: int) -> None:
    hashes = sorted({posting >> ROW_BITS << ROW_BITS for posting in run})
    _, first, taken = located(kernels, run, hashes, [most] * len(hashes))
    offsets = np.concatenate([[0], np.cumsum(taken)]).astype(np.int64)
    lists = np.full(offsets[-1], -1, np.int32)
    assert kernels.copy_lists(words(run), first, taken, ROWS, 1000, offsets[:-1].copy(), lists)
    mask = (1 << ROW_BITS) - 1
    expected = [
        [1000 + (posting & mask) for posting in entries] for entries in naive.locate(run, hashes, taken)
    ]
    assert lists.tolist() == [entry for entries in expected for entry in entries]


@both
def test_a_damaged_run_is_reported_and_nothing_is_written_beyond(kernels: ModuleType) -> None:
    run, one = words([7, 8]), np.ones(1, np.int64)
    lists = np.zeros(1, np.int32)
    start = np.zeros(1, np.int64)
    assert not kernels.copy_lists(run, start, one, 7, 0, start.copy(), lists), "row 7 of 7 rows"
    assert not kernels.copy_lists(run, start, 3 * one, 9, 0, start.copy(), np.zeros(9, np.int32)), (
        "list beyond the run"
    )
    assert not kernels.copy_lists(run, start, 2 * one, 9, 0, start.copy(), lists), (
        "more than there is room for"
    )
    assert not kernels.copy_lists(run, start - 1, one, 9, 0, start.copy(), lists), (
        "a list that begins before the run"
    )
    assert not kernels.by_row(run, np.zeros(8, np.int64), np.zeros(2, np.int32)), "row 7 of 7 rows"
    assert not kernels.by_row(run, np.zeros(10, np.int64), np.zeros(1, np.int32)), "no room for the members"


@both
@unhurried
@given(POSTINGS)
def test_hashes_are_sorted_to_their_rows(kernels: ModuleType, postings: list[int]) -> None:
    offsets, members = np.empty(ROWS + 1, np.int64), np.empty(len(postings), np.int32)
    assert kernels.by_row(words(postings), offsets, members)
    held = [members[offsets[row] : offsets[row + 1]].tolist() for row in range(ROWS)]
    assert held == naive.by_row(postings, ROWS)


@both
@unhurried
@given(LISTS, st.integers(1, 6), st.integers(1, 6))
def test_families_of_a_list_are_counted_up_to_a_limit(
    kernels: ModuleType, lists: list[list[int]], most: int, house: int
) -> None:
    offsets, flat = csr(lists)
    counts = np.empty(len(lists), np.int32)
    kernels.count_families(offsets, flat // 3, flat // 10 - 1, (most, house), counts)
    families, outlets = ([[of(entry) for entry in entries] for entries in lists] for of in (FAMILY, OUTLET))
    assert counts.tolist() == naive.count_families(families, outlets, most, house)


@both
@unhurried
@given(st.data(), st.integers(0, 5))
def test_rows_follow_their_closest(kernels: ModuleType, data: st.DataObject, base: int) -> None:
    closest = [data.draw(st.integers(-1, base + row - 1)) for row in range(data.draw(st.integers(0, 12)))]
    families = np.array([other // 2 for other in closest], np.int64)
    expected = naive.lead(closest, base, families.tolist())
    kernels.lead(np.array(closest, np.int64), base, families)
    assert families.tolist() == expected


@both
@unhurried
@given(st.data(), LISTS, st.integers(1, 6), st.integers(1, 3))
def test_the_strongest_are_found(
    kernels: ModuleType, data: st.DataObject, lists: list[list[int]], width: int, per_family: int
) -> None:
    weights = data.draw(st.lists(st.integers(0, 3), min_size=len(lists), max_size=len(lists)))
    held = data.draw(st.lists(st.lists(st.integers(0, len(lists) - 1), unique=True), min_size=1, max_size=5))
    limit, least = data.draw(st.integers(0, 31)), data.draw(st.integers(0, 3))
    families = {document: document % 5 for document in range(31)}
    offsets, documents = csr(lists)
    row_offsets, members = csr(held)
    shape = (len(held), width)
    found = np.empty(shape, np.int64), np.empty(shape, np.int64), np.empty(shape, np.int64)
    kernels.strongest(
        (
            offsets[:-1].copy(),
            offsets[1:].copy(),
            documents,
            (documents % 5).astype(np.int32),
            np.array(weights, np.int64),
        ),
        (row_offsets, members, np.full(len(held), limit, np.int64)),
        least,
        per_family,
        found,
    )
    got = [
        [tuple(int(part[row, k]) for part in found) for k in range(width) if found[0][row, k] >= 0]
        for row in range(len(held))
    ]
    assert got == naive.strongest(lists, families, weights, held, limit, (least, per_family, width))


DOCUMENTS = st.integers(0, 19)


@both
@unhurried
@given(st.lists(st.tuples(DOCUMENTS, DOCUMENTS, st.integers(0, 2)), max_size=40))
def test_families_are_joined_and_the_lowest_stands_for_all(
    kernels: ModuleType, edges: list[tuple[int, int, int]]
) -> None:
    parents, lone = np.arange(20, dtype=np.int32), np.ones(20, np.bool_)
    outcomes = np.empty(len(edges), np.int8)
    kernels.join_families(parents, lone, np.array(edges, np.int32).reshape(-1, 3), outcomes)
    roots = np.empty(20, np.int32)
    kernels.find_roots(parents, np.arange(20, dtype=np.int32), roots)
    assert (roots.tolist(), outcomes.tolist()) == naive.join_families(20, edges)


def test_a_lesser_copy_never_joins_two_families() -> None:
    edges = [
        (0, 1, STRONG),
        (2, 3, STRONG),
        (1, 3, WEAK),
        (4, 1, WEAK),
        (4, 2, WEAK),
    ]
    assert naive.join_families(5, edges) == ([0, 0, 2, 2, 0], [2, 2, 0, 2, 0])


@both
def test_numbers_out_of_range_are_left_alone(kernels: ModuleType) -> None:
    parents, outcomes = np.arange(3, dtype=np.int32), np.ones(2, np.int8)
    kernels.join_families(
        parents, np.ones(3, np.bool_), np.array([[0, 3, 1], [-1, 1, 1]], np.int32), outcomes
    )
    roots = np.zeros(2, np.int32)
    kernels.find_roots(parents, np.array([-1, 3], np.int32), roots)
    assert (parents.tolist(), outcomes.tolist(), roots.tolist()) == ([0, 1, 2], [0, 0], [-1, -1])


def alike(name: str, *arguments: object) -> None:
    """Both kinds give the same result, and leave the same in every array, given these arguments."""
    given = [copy.deepcopy(arguments) for _ in range(2)]
    results = [getattr(kind, name)(*some) for kind, some in zip((compiled, plain), given, strict=True)]
    assert results[0] == results[1]
    if results[0] is not False:  # else what was written is not to be used
        for one, other in zip(*map(arrays, given), strict=True):
            np.testing.assert_array_equal(one, other)


def arrays(values: object) -> Iterator[np.ndarray]:
    if isinstance(values, np.ndarray):
        yield values
    elif isinstance(values, tuple | list):
        for value in values:
            yield from arrays(value)


def drawn(data: st.DataObject, count: int, low: int, high: int, kind: type = np.int64) -> np.ndarray:
    values = data.draw(st.lists(st.integers(low, high), min_size=count, max_size=count))
    return np.array(values, kind)


@unhurried
@given(st.data(), POSTINGS)
def test_both_copy_the_same_from_places_that_may_be_wrong(data: st.DataObject, run: list[int]) -> None:
    count, size = data.draw(st.integers(0, 6)), len(run)
    first, taken = drawn(data, count, -1, size), drawn(data, count, -1, 4)
    cursor = np.cumsum(np.maximum(taken, 0)) - np.maximum(taken, 0) + data.draw(st.integers(-1, 2))
    lists = np.full(data.draw(st.integers(0, 20)), -7, np.int32)
    alike("copy_lists", words(run), first, taken, data.draw(st.integers(3, 9)), 100, cursor, lists)


@unhurried
@given(st.data(), POSTINGS, st.integers(0, ROWS + 2), st.integers(-1, 3))
def test_both_sort_the_same_to_their_rows(
    data: st.DataObject, postings: list[int], rows: int, more: int
) -> None:
    members = np.full(max(0, len(postings) + more), -7, np.int32)
    alike("by_row", words(postings), drawn(data, rows, -3, 3), members)


@unhurried
@given(st.data(), LISTS, st.integers(0, 3), st.integers(-1, 4), st.integers(-1, 4))
def test_both_count_the_same_families(
    data: st.DataObject, lists: list[list[int]], before: int, most: int, house: int
) -> None:
    offsets, flat = csr(lists)
    families = drawn(data, before + len(flat) + 1, -2, 3, np.int32)
    outlets = drawn(data, before + len(flat) + 1, -1, 1, np.int32)
    alike(
        "count_families", offsets + before, families, outlets, (most, house), np.zeros(len(lists), np.int32)
    )


@unhurried
@given(st.data(), st.integers(0, 9), st.integers(0, 4))
def test_both_follow_the_same_closest(data: st.DataObject, rows: int, base: int) -> None:
    alike("lead", drawn(data, rows, -2, base + rows), base, drawn(data, rows, -1, 9))


@unhurried
@given(st.data(), LISTS)
def test_both_find_the_same_strongest(data: st.DataObject, lists: list[list[int]]) -> None:
    offsets, documents = csr(lists)
    held = data.draw(
        st.lists(st.lists(st.integers(0, len(lists) - 1), max_size=9), max_size=5)  # a list may come twice
    )
    row_offsets, members = csr(held)
    width = data.draw(st.integers(1, 5))
    ends = np.minimum(offsets[1:], offsets[:-1] + data.draw(st.integers(0, 12)))
    families = drawn(data, 31, 0, 4, np.int32)[documents]
    weights, limits = drawn(data, len(lists), 0, 31), drawn(data, len(held), 0, 31)
    found = tuple(np.full((len(held), width), -7, np.int64) for _ in range(3))
    known = offsets[:-1].copy(), ends, documents, families, weights
    least, per_family = data.draw(st.integers(0, 3)), data.draw(st.integers(1, 3))
    alike("strongest", known, (row_offsets, members, limits), least, per_family, found)


@unhurried
@given(st.data(), st.integers(0, 8), st.integers(0, 12))
def test_both_join_the_same_families(data: st.DataObject, size: int, count: int) -> None:
    edges = np.stack([drawn(data, count, -1, 9, np.int32), drawn(data, count, -1, 9, np.int32),
                      drawn(data, count, 0, 2, np.int32)], axis=1)  # fmt: skip
    parents, lone = np.arange(size, dtype=np.int32), drawn(data, size, 0, 1, np.bool_)
    alike("join_families", parents, lone, edges, np.full(count, 7, np.int8))
    joined = parents.copy()
    compiled.join_families(joined, lone, edges, np.empty(count, np.int8))
    asked = drawn(data, 6, -2, 9, np.int32)
    roots = [np.full(6, 7, np.int32) for _ in range(2)]
    for kind, found in zip((compiled, plain), roots, strict=True):
        kind.find_roots(joined.copy(), asked, found)
    assert roots[0].tolist() == roots[1].tolist()
