"""Joining things that match into groups, without chaining.

Takes matching pairs of indices, gives groups. Two groups become one only where enough of what is in them
matches across: one shared phrase, or one version that merges two texts, would else chain all into one.
"""

from __future__ import annotations

from collections.abc import Iterable

Pair = tuple[int, int]


def join(size: int, pairs: Iterable[Pair], least: float, *, single_joins: bool = False) -> list[list[int]]:
    """Groups of the indices 0 to size - 1, each sorted, ordered by their first index.

    Args:
        size: how many indices there are.
        pairs: matching pairs (lower index first), in the order in which they may join groups.
        least: share of the pairs across two groups that must match before they are one, 0-1.
        single_joins: whether one index joins a group on a single match, whatever the share.
    """
    order = list(pairs)
    matched = set(order)
    of = {index: [index] for index in range(size)}
    for left, right in order:
        a, b = of[left], of[right]
        if a is b:
            continue
        across = sum((min(x, y), max(x, y)) in matched for x in a for y in b)
        if (single_joins and min(len(a), len(b)) == 1) or across >= least * len(a) * len(b):
            a.extend(b)
            for index in b:
                of[index] = a
    return sorted(sorted(group) for group in {id(group): group for group in of.values()}.values())
