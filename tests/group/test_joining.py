"""Joining without chaining."""

from __future__ import annotations

from wirecopy.group.joining import join


def test_a_chain_of_single_matches_makes_no_group() -> None:
    chain = [(0, 1), (2, 3), (1, 2)]
    assert join(4, chain, 0.5) == [[0, 1], [2, 3]]
    assert join(4, chain, 0.25) == [[0, 1, 2, 3]]


def test_one_index_may_join_on_a_single_match() -> None:
    star = [(0, 1), (0, 2), (0, 3), (0, 4)]
    assert join(6, star, 0.5) == [[0, 1, 2], [3], [4], [5]]
    assert join(6, star, 0.5, single_joins=True) == [[0, 1, 2, 3, 4], [5]]
