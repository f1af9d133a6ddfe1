"""Stories of the articles at hand, all at once.

In: signatures and the families that the copy finder found. Out: groups of indices, one a story. Families are
groups from the start; then the two groups most alike become one, again and again, until no two reach
`SAME_EVENT`. Only groups with two articles that come near each other can; those are found first (`nearby`),
so that no article is set beside every other. The order in which articles are given plays no part. Memory:
some 3 kB an article (6 kB with its meaning), and 200 bytes for every two articles that come near each other.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from wirecopy.group.events.across import across
from wirecopy.group.events.likeness import SAME_EVENT, Gathering, are_far, closeness, gather
from wirecopy.group.events.nearby import near_pairs
from wirecopy.group.events.signature import Signature


def find_events(signatures: Sequence[Signature], families: Sequence[int]) -> list[list[int]]:
    """Groups of indices, each sorted, ordered by first index; every index stands in one group.

    Args:
        signatures: of the articles.
        families: per article the name of its family; a family is never parted.
    """
    if not signatures:
        return []
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
        self._beside: dict[int, set[int]] = {number: set() for number in self._wholes}
        self._heap: list[tuple[float, int, int]] = []
        self._terms = np.unique(np.concatenate([whole.terms for whole in wholes]))
        self._places = {
            number: np.searchsorted(self._terms, whole.terms) for number, whole in self._wholes.items()
        }
        self._sums = np.zeros(len(self._terms))  # of the group that is set beside others; else zeros

    def meet(self, left: int, right: int) -> None:
        """Two groups may become one."""
        if left != right and right not in self._beside[left]:
            self._beside[left].add(right)
            self._beside[right].add(left)

    def run(self) -> list[list[int]]:
        """The numbers of the groups that are one in the end."""
        fresh = len(self._wholes)
        for number, others in self._beside.items():
            self._compare(number, (other for other in others if other < number))
        while self._heap:
            _, left, right = heapq.heappop(self._heap)
            if left in self._wholes and right in self._wholes:
                self._join(left, right, fresh)
                fresh += 1
        return list(self._parts.values())

    def _compare(self, number: int, others: Iterable[int]) -> None:
        whole = self._wholes[number]
        self._sums[self._places[number]] = whole.sums
        for other in others:
            beside = self._wholes[other]
            if not are_far(whole, beside):
                total = float(self._sums[self._places[other]] @ beside.sums)
                score = closeness(total + across(whole.meanings, beside.meanings), whole, beside)
                if score >= SAME_EVENT:
                    heapq.heappush(self._heap, (-score, other, number))
        self._sums[self._places[number]] = 0.0

    def _join(self, left: int, right: int, fresh: int) -> None:
        whole = self._wholes[fresh] = self._wholes.pop(left).plus(self._wholes.pop(right))
        self._parts[fresh] = self._parts.pop(left) + self._parts.pop(right)
        self._places[fresh] = np.searchsorted(self._terms, whole.terms)
        del self._places[left], self._places[right]
        others = self._beside[fresh] = (self._beside.pop(left) | self._beside.pop(right)) - {left, right}
        for other in others:
            self._beside[other] -= {left, right}
            self._beside[other].add(fresh)
        self._compare(fresh, others)
