"""Stories of the articles at hand, all at once.

In: signatures and the families that the copy finder found. Out: groups of indices, one a story. Families are
groups from the start; then the two groups most alike become one, again and again, until no two reach
`SAME_EVENT`. The order in which articles are given plays no part.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence

from wirecopy.group.events.likeness import SAME_EVENT, Gathering, gather, likeness
from wirecopy.group.events.signature import Signature


def find_events(signatures: Sequence[Signature], families: Sequence[int]) -> list[list[int]]:
    """Groups of indices, each sorted, ordered by first index; every index stands in one group.

    Args:
        signatures: of the articles.
        families: per article the name of its family; a family is never parted.
    """
    packed = [signature.pack() for signature in signatures]
    order = sorted(range(len(signatures)), key=lambda index: (packed[index], index))
    members: dict[int, list[int]] = defaultdict(list)
    for index in order:
        members[families[index]].append(index)
    groups = dict(enumerate(members.values()))
    wholes = {name: gather(signatures[index] for index in group) for name, group in groups.items()}
    heap = [
        (-score, left, right)
        for left in groups
        for right in range(left + 1, len(groups))
        if (score := likeness(wholes[left], wholes[right])) >= SAME_EVENT
    ]
    _join(groups, wholes, heap)
    return sorted(sorted(group) for group in groups.values())


def _join(
    groups: dict[int, list[int]], wholes: dict[int, Gathering], heap: list[tuple[float, int, int]]
) -> None:
    heapq.heapify(heap)
    fresh = len(groups)
    while heap:
        _, left, right = heapq.heappop(heap)
        if left not in groups or right not in groups:
            continue
        groups[fresh] = groups.pop(left) + groups.pop(right)
        wholes[fresh] = wholes.pop(left).plus(wholes.pop(right))
        for other, whole in wholes.items():
            score = likeness(whole, wholes[fresh])
            if other != fresh and score >= SAME_EVENT:
                heapq.heappush(heap, (-score, other, fresh))
        fresh += 1
