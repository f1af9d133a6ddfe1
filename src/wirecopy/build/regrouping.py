"""What people said of stories, laid over the stories that were computed.

In: the computed story of articles, and in order of time what people said: some stories are one (`Together`),
some articles of a story are another (`Apart`). Out: groups of articles, each with a number as a story. It is
a function of these alone: nothing depends on when articles came or what was said before and taken back.

Merging joins the stories that hold most of what either side was when it was said. Splitting divides every
story that holds articles of both sides; an article of which nothing was said goes with its copies, else with
its computed story, and where that has articles of both sides, with the side it is more like. What was said
later wins. A story keeps its computed number where it can; a part that was split off takes the number of an
article of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from wirecopy.group.events.likeness import Gathering, closeness, gather, product
from wirecopy.group.events.signature import Signature

Sign = Callable[[Collection[int]], Mapping[int, Signature]]
Taken = Callable[[Collection[int]], Collection[int]]


@dataclass(frozen=True, slots=True)
class Together:
    """Two stories are one.

    Attributes:
        number: of the story that stays.
        sides: numbers of the articles that either had.
    """

    number: int
    sides: tuple[frozenset[int], frozenset[int]]

    @property
    def articles(self) -> frozenset[int]:
        """Those it is about."""
        return self.sides[0] | self.sides[1]


@dataclass(frozen=True, slots=True)
class Apart:
    """Some articles of a story are another story.

    Attributes:
        leaving: numbers of these.
        staying: of the others it had.
    """

    leaving: frozenset[int]
    staying: frozenset[int]

    @property
    def articles(self) -> frozenset[int]:
        """Those it is about."""
        return self.leaving | self.staying


Rule = Together | Apart


@dataclass(slots=True)
class Group:
    """Articles that are one story from now on.

    Attributes:
        articles: their numbers.
        shares: how many of them each computed story has.
        wanted: numbers it should have, the first that can be had.
        left: computed stories it was split off from; their numbers are rather the others'.
        number: as a story; 0 until it is named.
    """

    articles: set[int]
    shares: Counter[int]
    wanted: list[int] = field(default_factory=list)
    left: set[int] = field(default_factory=set)
    number: int = 0

    def take(self, other: Group) -> None:
        """Both are one."""
        apart = {
            story for story in self.left | other.left
            if all(story in part.left for part in (self, other) if part.shares[story])
        }  # fmt: skip
        self.articles |= other.articles
        self.shares += other.shares
        self.wanted += other.wanted
        self.left = apart


class Regrouping:
    """The groups that come of some computed stories.

    Args:
        computed: the computed story of every article of these stories.
        families: the copy family of each.
        sign: gives the signatures of articles.
    """

    def __init__(self, computed: Mapping[int, int], families: Mapping[int, int], sign: Sign) -> None:
        self._computed, self._families, self._sign = computed, families, sign
        stories: dict[int, set[int]] = {}
        for article, story in computed.items():
            stories.setdefault(story, set()).add(article)
        self._groups = [
            Group(articles, Counter({story: len(articles)})) for story, articles in sorted(stories.items())
        ]

    def follow(self, rules: Iterable[Rule]) -> list[Group]:
        """The groups after all that was said, in order."""
        for rule in rules:
            if isinstance(rule, Together):
                self._join(rule)
            else:
                self._divide(rule)
        return self._groups

    def _join(self, rule: Together) -> None:
        stays, joins = (self._most(side) for side in rule.sides)
        if stays is None or joins is None:
            return
        if stays is not joins:
            stays.take(joins)
            self._groups.remove(joins)
        stays.wanted.insert(0, rule.number)

    def _most(self, articles: frozenset[int]) -> Group | None:
        """The group that has most of these articles, then the oldest."""
        found = [group for group in self._groups if group.articles & articles]
        return max(
            found, key=lambda group: (len(group.articles & articles), -min(group.articles)), default=None
        )

    def _divide(self, rule: Apart) -> None:
        parts = []
        for group in [*self._groups]:
            if group.articles & rule.leaving and group.articles & (rule.staying - rule.leaving):
                part = self._part(group, self._leaving(group.articles, rule))
                self._groups.remove(group)
                self._groups.append(self._part(group, group.articles - part.articles, group))
                part.left |= set(part.shares)
                parts.append(part)
        if parts:
            for part in parts[1:]:
                parts[0].take(part)
            self._groups.append(parts[0])

    def _part(self, group: Group, articles: set[int], rest: Group | None = None) -> Group:
        shares = Counter(self._computed[article] for article in articles)
        wanted = list(rest.wanted) if rest else []
        return Group(articles, shares, wanted, {story for story in group.left if shares[story]})

    def _leaving(self, articles: set[int], rule: Apart) -> set[int]:
        """The articles of a group that leave with those of which it was said."""
        gone, stay = articles & rule.leaving, articles & rule.staying - rule.leaving
        kin: dict[int, set[int]] = {}
        for article in sorted(articles - gone - stay):
            kin.setdefault(self._families[article], set()).add(article)
        leaving, open_ = set(gone), list[set[int]]()
        for members in kin.values():
            leaves = self._leaves(min(members), gone, stay)
            if leaves is None:
                open_.append(members)
            elif leaves:
                leaving |= members
        for members in self._liker(open_, gone, stay) if open_ else ():
            leaving |= members
        return leaving

    def _leaves(self, article: int, gone: set[int], stay: set[int]) -> bool | None:
        """Whether an article leaves with its copies, or its computed story; None where these are parted."""
        for names in (self._families, self._computed):
            left, right = (any(names[one] == names[article] for one in side) for side in (gone, stay))
            if left != right:
                return left
        return None if left else False

    def _liker(self, units: Sequence[set[int]], gone: set[int], stay: set[int]) -> list[set[int]]:
        """Those of some copy families that are more like what leaves than like what stays."""
        signatures = self._sign(gone.union(stay, *units))
        sides = [_gathered(side, signatures) for side in (gone, stay)]
        found = []
        for unit in units:
            own = _gathered(unit, signatures)
            near = [
                closeness(product(own, side), own, side) if own is not None and side is not None else 0.0
                for side in sides
            ]
            if near[0] > near[1]:
                found.append(unit)
        return found


def _gathered(articles: Collection[int], signatures: Mapping[int, Signature]) -> Gathering | None:
    """Some articles together; those that are still to be signed by the present run are left out."""
    known = [signatures[number] for number in sorted(articles) if number in signatures]
    return gather(known) if known else None


class Crowded(Exception):  # noqa: N818 - no error: it asks for more stories to be looked at
    """A group can only have the number of a story that was not looked at."""

    def __init__(self, story: int) -> None:
        self.story = story
        super().__init__(story)


def name(groups: Sequence[Group], taken: Taken) -> None:
    """Give every group its number.

    Args:
        groups: all articles of some computed stories.
        taken: those of some numbers that any computed story has.

    Raises:
        Crowded: another computed story must be looked at too.
    """
    naming = _Naming(groups, taken)
    for story in sorted({story for group in groups for story in group.shares}):
        naming.own(story)
    naming.choose()


class _Naming:
    def __init__(self, groups: Sequence[Group], taken: Taken) -> None:
        self._groups, self._taken = groups, taken
        self._here = {story for group in groups for story in group.shares}
        self._owned: dict[int, set[int]] = {id(group): set() for group in groups}

    def own(self, story: int) -> None:
        """A computed number is of the group that has most of its story, rather not of one that left it."""
        holders = [group for group in self._groups if group.shares[story]]
        holder = min(holders, key=lambda g: (story in g.left, -g.shares[story], min(g.articles)))
        self._owned[id(holder)].add(story)

    def choose(self) -> None:
        """A number for each: one it owns, or that of an article of its own."""
        for group in self._groups:
            owned, shares = self._owned[id(group)], group.shares
            free = set(group.wanted) & group.articles - self._here
            free -= set(self._taken(sorted(free)))
            wanted = [number for number in group.wanted if number in owned | free]
            if wanted or owned:
                group.number = wanted[0] if wanted else min(owned, key=lambda n: (-shares[n], n))
        for group in self._groups:
            if not group.number:
                self._find(group)

    def _find(self, group: Group) -> None:
        """The free number of an article of its own, else of one it was with; else one of its own is freed."""
        own = [number for number in group.wanted if number in group.articles] + sorted(group.articles)
        near = [other for other in self._groups if other.shares.keys() & group.shares.keys()]
        others = sorted(number for other in near for number in other.articles - group.articles)
        holders = {other.number: other for other in self._groups if other.number}
        taken = set(self._taken(own + others)) - self._here
        free = [number for number in own + others if number not in holders and number not in taken]
        fresh = [number for number in free if number not in self._here]
        if found := fresh or [number for number in free if number in group.articles]:
            group.number = found[0]
            return
        holder = holders.get(own[0])
        if holder is None:
            raise Crowded(own[0])
        group.number, holder.number = own[0], 0
        self._find(holder)
