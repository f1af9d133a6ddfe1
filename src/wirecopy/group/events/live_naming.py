"""Which number each group of articles has as a story, and what happened to the stories.

In: groups of articles with the stories they were in. Out: a number for each group and the events. A story's
number is the number of an article that was in it when it got that number. Where stories merge, the one with
more articles in the group (then the older) gives its number; where a story splits, the larger part (then the
older) keeps it and the others are named after their first article. Where a part has only articles whose
numbers are taken, because its one article founded the story that goes on without it, it takes that number
back, and what goes on is named after its own first article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from wirecopy.group.events.live_memory import Known

Event = tuple[Literal["formed", "merged", "split"], int, int | None]
Group = Sequence[Known]


@dataclass(slots=True)
class Named:
    """Numbers of groups, in their order, and what happened.

    Attributes:
        numbers: per group.
        events: in the order in which they can be replayed.
        renamed: stories outside the groups that gave up their number: old number, new number.
    """

    numbers: list[int] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    renamed: list[tuple[int, int]] = field(default_factory=list)


def name(groups: Sequence[Group], members: Callable[[int], list[Known]]) -> Named:
    """Name the groups.

    Args:
        groups: the articles of some stories and new ones, put together anew.
        members: the articles of any story, none where there is no such story.
    """
    shares = [Counter(a.story for a in group if a.story is not None) for group in groups]
    kept = _keepers(groups, shares)
    old = {story for share in shares for story in share}
    named = Named([kept.get(at, 0) for at in range(len(groups))])
    taken = set(kept.values())
    for at in sorted(range(len(groups)), key=lambda at: groups[at][0].number):
        if at not in kept:
            named.numbers[at] = _found(groups, at, named, taken, old, members)
            taken.add(named.numbers[at])
    _tell(shares, named, old)
    return named


def _keepers(groups: Sequence[Group], shares: Sequence[Counter[int]]) -> dict[int, int]:
    """By group, the number it keeps."""
    claims = sorted(
        (-count, story, groups[at][0].number, at)
        for at, share in enumerate(shares)
        for story, count in share.items()
    )
    kept: dict[int, int] = {}
    given: set[int] = set()
    for _, story, _, at in claims:
        if at not in kept and story not in given:
            kept[at] = story
            given.add(story)
    return kept


def _found(
    groups: Sequence[Group],
    at: int,
    named: Named,
    taken: set[int],
    old: set[int],
    members: Callable[[int], list[Known]],
) -> int:
    """A number for a group that keeps none."""
    for article in groups[at]:
        number = article.number
        if number not in taken and (number in old or not members(number)):
            return number
    number = groups[at][0].number
    if number in named.numbers:
        holder = named.numbers.index(number)
        named.numbers[holder] = 0
        taken.add(number)
        named.numbers[holder] = _found(groups, holder, named, taken, old, members)
        taken.add(named.numbers[holder])
    else:
        other = members(number)
        fresh = _found([other], 0, Named([0]), taken | {number}, old, members)
        named.renamed.append((number, fresh))
        taken.add(fresh)
    return number


def _tell(shares: Sequence[Counter[int]], named: Named, old: set[int]) -> None:
    """What happened: new stories first, then those that are gone."""
    for at, share in enumerate(shares):
        number = named.numbers[at]
        if number not in old:
            most = min(share, key=lambda story: (-share[story], story), default=None)
            named.events.append(("formed", number, None) if most is None else ("split", number, most))
    for story in sorted(old - set(named.numbers)):
        at = max(range(len(shares)), key=lambda at: (shares[at][story], -named.numbers[at]))
        named.events.append(("merged", story, named.numbers[at]))
    for before, after in named.renamed:
        named.events.append(("split", after, before))
