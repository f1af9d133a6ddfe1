"""Places a newcomer: which stories take part, how they are clustered anew, and what is told of it.

In: a newcomer and the articles that come near it. Out: an `Outcome`, and articles moved in memory. Stories
whose articles have few terms together are taken apart into families; larger ones are one node each. When such
a one has grown by a quarter it is taken apart too.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from types import ModuleType

import numpy as np

from wirecopy.group.events.likeness import SAME_EVENT, are_far, closeness, product
from wirecopy.group.events.live_memory import Memory
from wirecopy.group.events.live_naming import Event, Group, name
from wirecopy.group.events.live_nodes import Node, Sums, by_family, gather, link, with_one
from wirecopy.group.events.live_windows import NOWHERE, Known, Near

SMALL_TERMS = 4_000  # of the articles of a story that a newcomer takes apart: some 33 articles
SMALL = 256  # articles of such a story, where they are short
MOST_TERMS = 16_000  # of all articles that a newcomer takes apart; the nearest stories go first
MOST_SMALL = 512  # articles it takes apart, where they are short
MOST_TAKEN_APART = 1_000  # articles of a story that is taken apart when it has grown
_GROWN = 1.25
_NEARLY = 0.9  # of the likeness that is asked for: what is not even this like takes no part


@dataclass(slots=True)
class Outcome:
    """What became of some articles, and of the stories they touched.

    Attributes:
        places: article number -> story number, of every article that is new in its story.
        events: what happened to stories, in order: (kind, story, other). formed: `story` is new; merged:
            `story` is no more, its articles went to `other`; split: `story` is new and came out of `other`.
        touched: stories whose articles are not the same as before.
    """

    places: dict[int, int] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)


class Linking:
    """Clusters stories anew.

    Args:
        memory: what is remembered.
    """

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._sums = Sums()

    def place(self, newcomer: Known, near: Sequence[Near], outcome: Outcome, kernels: ModuleType) -> None:
        """Place a newcomer, given the articles that come near it."""
        kin = self._memory.family(newcomer.family, first=newcomer.family == newcomer.number)
        own = {article.story for article in kin if article.story is not None}
        if len(own) > 1:
            self.take_apart(own, outcome, kernels)
            own = {article.story for article in kin if article.story is not None}
        nodes = self._nodes(newcomer, min(own, default=None), near)
        groups = link(nodes, kernels)
        self._settle([part for group in groups for part in self._apart(group, kernels)], outcome)

    def take_apart(self, stories: Iterable[int], outcome: Outcome, kernels: ModuleType) -> None:
        """Cluster stories anew, together; of too many articles they are made one."""
        articles = [article for story in sorted(stories) for article in self._memory.story(story)]
        if not articles:
            return
        if len(articles) <= MOST_TAKEN_APART:
            self._settle(link(by_family(_by_number(articles)), kernels), outcome)
        else:
            self._settle([[Node(_by_number(articles), gather(articles))]], outcome)

    def take_out(self, article: Known) -> None:
        """An article is no more."""
        if article.story is not None:
            self._memory.count(article.story)  # to have all of the story here before it changes
            self._sums.drop(article.story)
            self._memory.move(article, None)

    def _nodes(self, newcomer: Known, own: int | None, near: Sequence[Near]) -> list[Node]:
        """The newcomer, and the stories it may change; first that of its family."""
        apart, whole, terms = [newcomer], list[Node](), 0
        for story, most in _likest(near, own):
            if not self._concerns(newcomer, story, most):
                continue
            size = self._terms(story, MOST_SMALL - len(apart))
            if size <= min(SMALL_TERMS, MOST_TERMS - terms):
                terms += size
                apart += self._memory.members(story)
                continue
            sums = self._sums.of(story, self._memory.story)
            if story == own:
                apart = []
                whole.append(Node([newcomer], with_one(sums, newcomer), story))
            else:
                whole.append(Node([], sums, story))
        return [*by_family(_by_number(apart)), *whole]

    def _concerns(self, newcomer: Known, story: int, most: float) -> bool:
        """Whether a newcomer may join a story, or take an article away from it.

        Args:
            newcomer: the newcomer.
            story: the story.
            most: the cosine with the nearest of its articles, as a part of what is expected.
        """
        if self._memory.count(story) == 1:
            return True
        whole, alone = self._sums.of(story, self._memory.story), newcomer.gathering
        pairs = whole.count * (whole.count - 1) / 2
        if most * whole.expected / whole.count >= whole.within / pairs:  # nearer than they are to one another
            return True
        if are_far(whole, alone):
            return False
        return closeness(product(alone, whole), alone, whole) >= _NEARLY * SAME_EVENT

    def _terms(self, story: int, room: int) -> int:
        """The terms of the articles of a story; too many for any newcomer where the articles are."""
        if self._memory.count(story) > min(SMALL, room):
            return MOST_TERMS + 1
        return sum(len(article.signature.terms) for article in self._memory.members(story))

    def _apart(self, group: list[Node], kernels: ModuleType) -> list[list[Node]]:
        """A group as it is, or taken apart if a large story in it has grown enough."""
        most = max((self._memory.count(node.story) for node in group if node.story is not None), default=0)
        count = sum(node.gathering.count for node in group)
        if not most or count > MOST_TAKEN_APART or _steps(count) == _steps(most):
            return [group]
        return link(by_family(_by_number(self._articles(group))), kernels)

    def _articles(self, group: Sequence[Node]) -> list[Known]:
        """All articles of some nodes."""
        found = [article for node in group for article in node.articles]
        stories = [node.story for node in group if node.story is not None]
        return found + [article for story in stories for article in self._memory.story(story)]

    def _settle(self, groups: Sequence[list[Node]], outcome: Outcome) -> None:
        """Give every group its number, and note what changed."""
        named = name([self._group(group) for group in groups], self._numbers)
        outcome.events += named.events
        moves = [(self._memory.story(before), after) for before, after in named.renamed]
        for group, number in zip(groups, named.numbers, strict=True):
            if [node.story for node in group if node.story is not None] == [number]:
                moves.append(([article for node in group for article in node.articles], number))
            else:
                moves.append((self._articles(group), number))
        for articles, number in moves:
            self._move(articles, number, outcome)

    def _group(self, group: Sequence[Node]) -> Group:
        shares = Counter(
            article.story for node in group for article in node.articles if article.story is not None
        )
        for node in group:
            if node.story is not None:
                shares[node.story] += self._memory.count(node.story)
        return Group(shares, lambda: sorted(article.number for article in self._articles(group)))

    def _numbers(self, story: int) -> list[int]:
        return [article.number for article in self._memory.story(story)]

    def _move(self, articles: Sequence[Known], story: int, outcome: Outcome) -> None:
        moving = [article for article in articles if article.story != story]
        for article in moving:
            if article.story is None:
                self._sums.grow(story, article)
            else:
                self._sums.drop(story)
                self._sums.drop(article.story)
            self._note(article, story, outcome)

    def _note(self, article: Known, story: int, outcome: Outcome) -> None:
        outcome.touched.update({story} if article.story is None else {story, article.story})
        outcome.places[article.number] = story
        self._memory.move(article, story)


def _likest(near: Sequence[Near], own: int | None) -> list[tuple[int, float]]:
    """The stories of articles that come near, the likest first, with the best score; before all `own`."""
    first = [] if own is None else [(own, math.inf)]
    if not near:
        return first
    stories = np.concatenate([part.window.stories[part.rows] for part in near])
    scores = np.concatenate([part.scores for part in near])
    order = np.lexsort((-scores, stories))
    stories, scores = stories[order], scores[order]
    begins = np.flatnonzero(np.diff(stories, prepend=-1))
    best = sorted(zip((-scores[begins]).tolist(), stories[begins].tolist(), strict=True))
    return first + [(story, -score) for score, story in best if story not in (NOWHERE, own)]


def _by_number(articles: Iterable[Known]) -> list[Known]:
    return sorted(articles, key=lambda article: article.number)


def _steps(count: int) -> int:
    return int(math.log(count) / math.log(_GROWN))
