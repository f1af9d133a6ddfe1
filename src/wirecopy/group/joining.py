"""Joining things that match into groups, without chaining.

Takes matching pairs of indices, gives groups. Two groups become one only where enough of what is in them
matches across: one shared phrase, or one version that merges two texts, would else chain all into one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Pair = tuple[int, int]


def join(
    size: int,
    pairs: Iterable[Pair],
    least: float,
    *,
    single_joins: bool = False,
    start: Sequence[int] = (),
) -> list[list[int]]:
    """Groups of the indices 0 to size - 1, each sorted, ordered by their first index.

    Args:
        size: how many indices there are.
        pairs: matching pairs (lower index first), in the order in which they may join groups.
        least: share of the pairs across two groups that must match before they are one, 0-1.
        single_joins: whether one index joins a group on a single match, whatever the share.
        start: per index the name of the group it stands in from the first; each in its own when left out.
    """
    order = list(pairs)
    first: dict[int, int] = {}
    group = [first.setdefault(name, index) for index, name in enumerate(start or range(size))]
    members: dict[int, list[int]] = {}
    for index, name in enumerate(group):
        members.setdefault(name, []).append(index)
    matches = _matches(group, order)
    for left, right in order:
        a, b = group[left], group[right]
        if a == b:
            continue
        sizes = len(members[a]), len(members[b])
        if not (single_joins and min(sizes) == 1) and matches[a].get(b, 0) < least * sizes[0] * sizes[1]:
            continue
        if len(members[a]) < len(members[b]):
            a, b = b, a  # the smaller moves, so that no member moves often
        for index in members[b]:
            group[index] = a
        members[a].extend(members.pop(b))
        _merge(matches, a, b)
    return sorted(sorted(found) for found in members.values())


def _matches(group: Sequence[int], order: Iterable[Pair]) -> list[dict[int, int]]:
    """For every group, as it is called for each index, how many pairs match across to each other group."""
    matches: list[dict[int, int]] = [{} for _ in group]
    for left, right in set(order):
        a, b = group[left], group[right]
        if a != b:
            matches[a][b] = matches[a].get(b, 0) + 1
            matches[b][a] = matches[b].get(a, 0) + 1
    return matches


def _merge(matches: list[dict[int, int]], into: int, gone: int) -> None:
    """Let group `into` have the matches of group `gone`."""
    for other, count in matches[gone].items():
        del matches[other][gone]
        if other != into:
            matches[into][other] = matches[into].get(other, 0) + count
            matches[other][into] = matches[into][other]
    matches[gone] = {}
