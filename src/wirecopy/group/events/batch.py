"""Stories of the articles at hand, all at once.

In: signatures and the families that the copy finder found. Out: groups of indices, one a story. Families are
groups from the start; then the two groups most alike become one, again and again, until no two reach
`SAME_EVENT`. Only groups with two articles that come near each other can; those are found first (`nearby`),
so that no article is set beside every other. The order in which articles are given plays no part. Memory:
some 3 kB an article, and 200 bytes for every two articles that come near each other.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence

from wirecopy.group.events.likeness import SAME_EVENT, Gathering, are_far, closeness, gather, product
from wirecopy.group.events.nearby import near_pairs
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
    groups = list(members.values())
    group_of = {index: number for number, group in enumerate(groups) for index in group}
    joining = _Joining([gather(signatures[index] for index in group) for group in groups])
    for left, right in near_pairs([signatures[index] for index in order]):
        joining.meet(group_of[order[left]], group_of[order[right]])
    stories = ([index for group in story for index in groups[group]] for story in joining.run())
    return sorted(map(sorted, stories))


class _Joining:
    """Groups that become one, the likest two first."""

    def __init__(self, wholes: Sequence[Gathering]) -> None:
        self._wholes = dict(enumerate(wholes))
        self._parts = {number: [number] for number in self._wholes}
        self._totals: dict[int, dict[int, float]] = {number: {} for number in self._wholes}
        self._heap: list[tuple[float, int, int]] = []

    def meet(self, left: int, right: int) -> None:
        """Two groups may become one."""
        if left != right and right not in self._totals[left]:
            self._note(left, right, product(self._wholes[left], self._wholes[right]))

    def run(self) -> list[list[int]]:
        """The numbers of the groups that are one in the end."""
        fresh = len(self._wholes)
        while self._heap:
            _, left, right = heapq.heappop(self._heap)
            if left in self._wholes and right in self._wholes:
                self._join(left, right, fresh)
                fresh += 1
        return list(self._parts.values())

    def _note(self, left: int, right: int, total: float) -> None:
        self._totals[left][right] = self._totals[right][left] = total
        one, other = self._wholes[left], self._wholes[right]
        score = 0.0 if are_far(one, other) else closeness(total, one, other)
        if score >= SAME_EVENT:
            heapq.heappush(self._heap, (-score, left, right))

    def _join(self, left: int, right: int, fresh: int) -> None:
        one, other = self._wholes.pop(left), self._wholes.pop(right)
        beside = [self._totals.pop(left), self._totals.pop(right)]
        self._wholes[fresh] = one.plus(other)
        self._parts[fresh] = self._parts.pop(left) + self._parts.pop(right)
        self._totals[fresh] = {}
        for neighbour in sorted(beside[0].keys() | beside[1].keys()):
            if neighbour in (left, right):
                continue
            known = self._totals[neighbour]
            totals = [
                known.pop(gone) if gone in known else product(self._wholes[neighbour], whole)
                for gone, whole in ((left, one), (right, other))
            ]
            self._note(neighbour, fresh, sum(totals))
