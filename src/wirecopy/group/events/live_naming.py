"""Which number each group of articles has as a story, and what happened to the stories.

In: groups of articles with the stories they were in. Out: a number for each group, and the events. A story's
number is the number of an article that was in it when it got that number. Where stories merge, the one with
more articles in the group (then the older) gives its number; where a story splits, the larger part (then the
older) keeps it and each other is named after its first article. If that number and those of all its other
articles are taken, because the one article that founded a story leaves it, the article takes its number along
and the story is named after its own first article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

Event = tuple[Literal["formed", "merged", "split"], int, int | None]
Members = Callable[[int], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that are one story from now on.

    Attributes:
        shares: how many of them come from each story that was.
        numbers: gives their numbers, rising.
    """

    shares: Counter[int]
    numbers: Callable[[], Sequence[int]]


@dataclass(slots=True)
class Named:
    """Numbers of groups, in their order, and what happened.

    Attributes:
        numbers: per group.
        events: in the order in which they can be replayed.
        renamed: stories outside the groups that gave up their number: the old number, the new one.
    """

    numbers: list[int] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    renamed: list[tuple[int, int]] = field(default_factory=list)


def name(groups: Sequence[Group], members: Members) -> Named:
    """Name the groups.

    Args:
        groups: all articles of some stories, and new ones, put together anew.
        members: the numbers of the articles of any story, rising; none where there is no such story.
    """
    naming = _Naming(groups, members)
    for at in range(len(groups)):
        if naming.numbers[at] is None:
            naming.numbers[at] = naming.find(groups[at].numbers())
    return naming.result()


class _Naming:
    def __init__(self, groups: Sequence[Group], members: Members) -> None:
        self._groups, self._members = groups, members
        self._old = {story for group in groups for story in group.shares}
        self.numbers: list[int | None] = [None] * len(groups)
        self._renamed: list[tuple[int, int]] = []
        claims = [
            (-count, story, at) for at, group in enumerate(groups) for story, count in group.shares.items()
        ]
        self._taken: set[int] = set()
        for _, story, at in sorted(claims):
            if self.numbers[at] is None and story not in self._taken:
                self.numbers[at] = story
                self._taken.add(story)

    def find(self, articles: Sequence[int]) -> int:
        """A number for these articles, which is theirs from now on."""
        for number in articles:
            if number not in self._taken and (number in self._old or not self._members(number)):
                self._taken.add(number)
                return number
        number = articles[0]
        if number in self.numbers:
            holder = self.numbers.index(number)
            self.numbers[holder] = None  # or it would find itself
            self.numbers[holder] = self.find(self._groups[holder].numbers())
        else:
            others = self._members(number)
            self._taken.add(number)
            self._renamed.append((number, self.find(others)))
        return number

    def result(self) -> Named:
        """What came of it: new stories first, then those that are gone."""
        named = Named([number for number in self.numbers if number is not None], [], self._renamed)
        for group, number in zip(self._groups, named.numbers, strict=True):
            if number not in self._old:
                shares = group.shares
                most = min(shares, key=lambda story: (-shares[story], story), default=None)
                named.events.append(("formed" if most is None else "split", number, most))
        named.events += [("split", after, before) for before, after in self._renamed]
        for story in sorted(self._old - set(named.numbers)):
            at = max(range(len(self._groups)), key=lambda at: (self._groups[at].shares[story], -at))
            named.events.append(("merged", story, named.numbers[at]))
        return named
